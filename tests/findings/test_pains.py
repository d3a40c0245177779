"""Pain types that change, and those that are the condition of the people treated."""

from __future__ import annotations

import pytest

from findings.casework import Runner, shorten
from papnlp.model import open_model


@pytest.fixture(scope="module")
def runner() -> Runner:
    return Runner(open_model())


def found(runner: Runner, lang: str, results: str, background: str = "") -> list[str]:
    case = {"lang": lang, "background": background, "results": results}
    return sorted(map(shorten, runner.run(case).findings))


PHANTOM = "gabapentin | phantom-limb-pain | pain-intensity | improved"
RESIDUAL = "gabapentin | residual-limb-pain | pain-intensity | improved"
SLEEP = "gabapentin | - | sleep | improved"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "{Gabapentin} reduced {phantom limb pain}."),
        ("en", "{Gabapentin} reduced {phantom limb pain} in patients with {residual limb pain}."),
        ("en", "{Gabapentin} reduced {phantom limb pain} irrespective of {residual limb pain}."),
        ("zh", "{加巴喷丁}减轻{幻肢痛}。"),
    ],
)
def test_what_changes_is_the_pain_type(runner, lang, text):
    assert found(runner, lang, text) == [PHANTOM]


def test_a_condition_is_not_what_changes(runner):
    text = "In patients with {phantom limb pain}, {gabapentin} improved {sleep quality}."
    assert found(runner, "en", text) == [SLEEP]


def test_efficacy_belongs_to_the_condition_treated(runner):
    text = "{Gabapentin} was effective for {phantom limb pain}."
    assert found(runner, "en", text) == ["gabapentin | phantom-limb-pain | - | improved"]


def test_two_pain_types_are_two_claims(runner):
    text = "{Gabapentin} reduced {phantom limb pain} and {residual limb pain}."
    assert found(runner, "en", text) == [PHANTOM, RESIDUAL]


def test_a_pain_type_named_twice_is_one_claim(runner):
    text = "{Gabapentin} reduced {phantom limb pain} to below the {phantom limb pain} before."
    assert found(runner, "en", text) == [PHANTOM]


@pytest.mark.parametrize(
    ("lang", "known", "text"),
    [
        (
            "en",
            "{Phantom limb pain} and {residual limb pain} are common.",
            "{Gabapentin} reduced both types of pain.",
        ),
        ("zh", "{幻肢痛}和{残肢痛}常见。", "{加巴喷丁}减轻两种疼痛。"),
    ],
)
def test_both_types_of_pain_are_those_that_the_text_names(runner, lang, known, text):
    assert found(runner, lang, text, known) == [PHANTOM, RESIDUAL]


def test_both_types_of_pain_are_unknown_where_one_is_named(runner):
    known = "{Phantom limb pain} is common."
    named = found(runner, "en", "{Gabapentin} reduced both types of pain.", known)
    assert not any("residual" in claim for claim in named)
