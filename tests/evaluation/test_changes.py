"""The measure of changes: an abstention is an error."""

from __future__ import annotations

from typing import Any

import pytest
from goldsets import DATA, needs

from papnlp.evaluation.adapters import read_gold_set
from papnlp.evaluation.changes import Answer, ChangeScore, is_coded, read_changes, score_changes
from papnlp.evaluation.counts import Counts
from papnlp.findings.change import ChangeReader
from papnlp.model import Model


def made(*pairs: tuple[str, str | None]) -> ChangeScore:
    return ChangeScore(tuple(Answer(str(i), {"change": g}, t) for i, (g, t) in enumerate(pairs)))


SCORE = made(
    ("increase", "increase"),
    ("increase", "decrease"),
    ("decrease", "decrease"),
    ("decrease", None),
    ("none", "none"),
    ("none", None),
    ("none", "none"),
    ("none", "increase"),
)


def test_an_abstention_is_an_error() -> None:
    assert SCORE.total == 8
    assert SCORE.accuracy == pytest.approx(4 / 8)
    assert SCORE.abstained == pytest.approx(2 / 8)
    assert made(("none", None)).accuracy == 0


def test_directions_alone() -> None:
    assert SCORE.directional.total == 4
    assert SCORE.directional.accuracy == pytest.approx(2 / 4)


def test_counts_by_change() -> None:
    assert SCORE.counts("increase") == Counts(1, 2, 2)
    assert SCORE.counts("decrease") == Counts(1, 2, 2)
    assert SCORE.counts("none") == Counts(2, 2, 4)
    assert SCORE.counts() == Counts(4, 6, 8)
    assert SCORE.macro_f1 == pytest.approx((1 / 2 + 1 / 2 + 2 / 3) / 3)
    assert SCORE.confusion["none", None] == 1


def test_an_interval_holds_its_figure_and_is_the_same_each_time() -> None:
    low, high = SCORE.interval(lambda score: score.accuracy)
    assert low < SCORE.accuracy < high
    assert (low, high) == SCORE.interval(lambda score: score.accuracy)
    assert made(*[("none", "none")] * 9).interval(lambda score: score.accuracy) == (1.0, 1.0)
    assert made().interval(lambda score: score.accuracy) == (0.0, 0.0)


def test_nothing_to_score() -> None:
    empty = made()
    assert (empty.accuracy, empty.abstained, empty.total) == (0.0, 0.0, 0)


def test_questions_are_asked_of_their_text() -> None:
    asked: list[tuple[str, ...]] = []

    def reader(*question: str) -> str | None:
        asked.append(question)
        return None

    question: dict[str, Any] = {
        "lang": "en",
        "intervention": "tea",
        "comparator": "water",
        "outcome": "sleep",
        "change": "none",
    }
    documents = [
        {
            "id": "1",
            "abstract": {"en": "All."},
            "changes": [question, {**question, "text": "One."}],
        },
        {"id": "2", "abstract": {"en": "No question."}},
    ]
    answers = list(read_changes(documents, reader))
    assert [item.document for item in answers] == ["1", "1"]
    assert asked == [("All.", "tea", "water", "sleep"), ("One.", "tea", "water", "sleep")]


@pytest.mark.parametrize(
    ("text", "coded"),
    [
        ("Sleep was longer in group A.", True),
        ("Groups 1 and 2 did not differ.", True),
        ("the Group II patients", True),
        ("arm (B)", True),
        ("The tea group slept longer.", False),
        ("In the group a difference was seen.", False),
        ("the group 3 weeks later", False),
        ("group 2.5 mg", False),
    ],
)
def test_groups_that_go_by_a_code(text: str, coded: bool) -> None:
    assert is_coded({"text": text, "intervention": "tea", "comparator": None}) is coded
    assert is_coded({"comparator": text}) is coded


@needs("evidence-inference")
def test_the_real_set(model: Model) -> None:
    documents = read_gold_set("evidence-inference", DATA / "evidence-inference")
    score = score_changes(documents, ChangeReader(model))
    assert score.total == 1687
    assert score.accuracy > 0.79
    assert score.macro_f1 > 0.80
    assert score.abstained < 0.08
    assert score.where(lambda item: item.question["pain"]).accuracy > 0.86
    coded = score.where(lambda item: is_coded(item.question))
    assert 100 < coded.total < 200
    assert coded.accuracy < score.accuracy
