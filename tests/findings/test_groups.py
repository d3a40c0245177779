"""What each labelled group received, read from the methods."""

from __future__ import annotations

import pytest

from findings.casework import Runner
from papnlp.model import open_model


@pytest.fixture(scope="module")
def runner() -> Runner:
    return Runner(open_model())


def labels(runner: Runner, lang: str, methods: str) -> dict[str, tuple[str, ...]]:
    analysis = runner.run({"lang": lang, "methods": methods, "results": ""})
    return {
        name: tuple(part.removeprefix("pap:") for part in parts)
        for name, parts in analysis.arms.labels.items()
    }


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        (
            "en",
            "Group A received {gabapentin} and group B {placebo}.",
            {"group a": ("gabapentin",), "group b": ("placebo",)},
        ),
        (
            "en",
            "Groups A and B received {saline} and {ketamine}, respectively.",
            {"group a": ("saline",), "group b": ("ketamine",)},
        ),
        (
            "en",
            "Group C (control) received {bupivacaine}, group D {bupivacaine} plus {ketamine}.",
            {
                "group c": ("bupivacaine",),
                "control": ("bupivacaine",),
                "group d": ("bupivacaine", "ketamine"),
            },
        ),
        (
            "en",
            "{Mirror therapy} (group 1) was compared with {TENS} (group 2).",
            {
                "group 1": ("mirror-therapy",),
                "group 2": ("transcutaneous-electrical-nerve-stimulation",),
            },
        ),
        (
            "en",
            "Those given {usual care} served as controls.",
            {"control": ("usual-care",)},
        ),
        (
            "zh",
            "C组(对照组)给予{布比卡因},D组给予{布比卡因}加{右美托咪定}。",
            {
                "group c": ("bupivacaine",),
                "control": ("bupivacaine",),
                "group d": ("bupivacaine", "dexmedetomidine"),
            },
        ),
        (
            "zh",
            "A组和B组分别给予{生理盐水}和{氯胺酮}。",
            {"group a": ("saline",), "group b": ("ketamine",)},
        ),
        ("zh", "{镜像疗法}者作为观察组。", {"active": ("mirror-therapy",)}),
        ("zh", "患者分为真刺激组和{假刺激}组。", {}),
    ],
)
def test_labels(runner, lang, text, wanted):
    assert labels(runner, lang, text) == wanted
