"""How far a hedge reaches: its clause, what is joined to it, what is set off from it."""

from __future__ import annotations

import pytest

from findings.casework import Runner
from papnlp.model import open_model


@pytest.fixture(scope="module")
def runner() -> Runner:
    return Runner(open_model())


def certainties(runner: Runner, lang: str, results: str) -> list[str]:
    return [
        finding.certainty for finding in runner.run({"lang": lang, "results": results}).findings
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "{Gabapentin} may reduce {phantom limb pain}."),
        ("en", "{Gabapentin} possibly reduced {phantom limb pain}."),
        ("en", "Perhaps, {gabapentin} reduced {phantom limb pain}."),
        ("en", "Low-quality evidence suggests that {gabapentin} reduces {phantom limb pain}."),
        ("en", "{Gabapentin} reduced {phantom limb pain} (low certainty)."),
        ("zh", "{加巴喷丁}可能减轻{幻肢痛}。"),
        ("zh", "研究提示，{加巴喷丁}减轻{幻肢痛}。"),
        ("zh", "{加巴喷丁}减轻{幻肢痛}（低确定性）。"),
    ],
)
def test_hedged(runner, lang, text):
    assert certainties(runner, lang, text) == ["hedged"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "{Gabapentin} reduced {phantom limb pain}."),
        ("en", "{Phantom limb pain} fell by 2 points with {gabapentin}, possibly because of rest."),
        ("en", "{Gabapentin} reduced {phantom limb pain}, perhaps by chance."),
        ("zh", "{加巴喷丁}减轻{幻肢痛}。"),
        ("zh", "{加巴喷丁}减轻{幻肢痛}，可能与休息有关。"),
    ],
)
def test_a_hedge_set_off_by_a_comma_is_about_something_else(runner, lang, text):
    assert certainties(runner, lang, text) == ["asserted"]


def test_a_modal_hedges_what_is_joined_to_it(runner):
    text = "{Gabapentin} may reduce {phantom limb pain} and improve {sleep quality}."
    assert certainties(runner, "en", text) == ["hedged", "hedged"]


def test_a_modal_does_not_hedge_what_stands_before_it(runner):
    text = "{Gabapentin} reduced {phantom limb pain} and may improve {sleep quality}."
    assert certainties(runner, "en", text) == ["asserted", "hedged"]


def test_a_modal_does_not_hedge_a_clause_with_its_own_arm(runner):
    text = "{Gabapentin} may reduce {phantom limb pain} and {pregabalin} improved {sleep quality}."
    assert certainties(runner, "en", text) == ["hedged", "asserted"]


@pytest.mark.parametrize(
    ("grade", "first"), [("both low certainty", "hedged"), ("low certainty", "asserted")]
)
def test_a_grade_of_both_hedges_the_clauses_before_it_too(runner, grade, first):
    text = f"{{Gabapentin}} reduced {{phantom limb pain}} and improved {{sleep quality}} ({grade})."
    assert certainties(runner, "en", text) == [first, "hedged"]
