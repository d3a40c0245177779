"""Harms that end a treatment, that are caused, and that are denied."""

from __future__ import annotations

import pytest

from findings.casework import Runner, shorten
from papnlp.model import open_model

WORSE = "gabapentin | - | adverse-event | worsened"
NONE = "gabapentin | - | adverse-event | improved"


@pytest.fixture(scope="module")
def runner() -> Runner:
    return Runner(open_model())


def found(runner: Runner, lang: str, results: str) -> list[tuple[str, str]]:
    findings = runner.run({"lang": lang, "results": results}).findings
    return [(shorten(finding), finding.rule) for finding in findings]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "{Gabapentin} had to be withdrawn in three patients because of dizziness."),
        ("zh", "3例患者因头晕停用{加巴喷丁}。"),
    ],
)
def test_a_treatment_stopped_because_of_a_harm(runner, lang, text):
    assert found(runner, lang, text) == [(WORSE, "harm.stopped")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "{Gabapentin} was stopped in three patients."),
        ("en", "{Gabapentin} was stopped because of relocation."),
        ("zh", "3例患者停用{加巴喷丁}。"),
    ],
)
def test_a_treatment_stopped_without_a_harm_claims_nothing(runner, lang, text):
    assert found(runner, lang, text) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "{Gabapentin} caused dizziness."), ("zh", "{加巴喷丁}引起头晕。")],
)
def test_a_harm_that_is_caused(runner, lang, text):
    assert [claim for claim, _ in found(runner, lang, text)] == [WORSE]


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "No dizziness occurred with {gabapentin}."), ("zh", "{加巴喷丁}组未发生头晕。")],
)
def test_a_harm_that_is_denied(runner, lang, text):
    assert found(runner, lang, text) == [(NONE, "harm.none")]
