"""Shares and scores."""

from __future__ import annotations

import pytest
from annotated import gold, mention
from hypothesis import given
from hypothesis import strategies as st

from papnlp.evaluation import evaluate
from papnlp.evaluation.scores import Counts, Score


@pytest.mark.parametrize(
    ("item", "precision", "recall", "f1"),
    [
        (Counts(3, 4, 6), 0.75, 0.5, 0.6),
        (Counts(0, 0, 0), 1.0, 1.0, 1.0),
        (Counts(0, 3, 0), 0.0, 0.0, 0.0),
        (Counts(0, 0, 3), 0.0, 0.0, 0.0),
        (Counts(2, 2, 2), 1.0, 1.0, 1.0),
    ],
)
def test_shares(item: Counts, precision: float, recall: float, f1: float) -> None:
    assert item.precision == pytest.approx(precision)
    assert item.recall == pytest.approx(recall)
    assert item.f1 == pytest.approx(f1)


def test_a_score_as_an_object() -> None:
    score = Score("mentions", "en", Counts(2, 3, 4), (), {"f1": (0.51234, 0.6)})
    assert score.to_dict() == {
        "measure": "mentions",
        "lang": "en",
        "precision": 0.6667,
        "recall": 0.5,
        "f1": 0.5714,
        "low": 0.5123,
        "high": 0.6,
        "right": 2,
        "predicted": 3,
        "gold": 4,
        "precision_low": None,
        "precision_high": None,
        "recall_low": None,
        "recall_high": None,
    }


def test_micro_and_macro() -> None:
    # INTERVENTION: 1 of 2 predicted right, 1 gold. P 1/2, R 1/1, F1 2*1/(2+1) = 2/3.
    # OUTCOME:      0 predicted, 1 gold.            P 0,   R 0,   F1 0.
    # PAIN_TYPE has nothing on either side and is no part of the mean.
    # macro: P (1/2 + 0)/2 = 1/4, R (1 + 0)/2 = 1/2, F1 (2/3 + 0)/2 = 1/3.
    # micro: 1 right, 2 predicted, 2 gold: all three are 1/2.
    wanted = gold(mentions=[mention("en", 0, 4, "INTERVENTION"), mention("en", 9, 11, "OUTCOME")])
    found = gold(
        mentions=[mention("en", 0, 4, "INTERVENTION"), mention("en", 5, 8, "INTERVENTION")]
    )
    evaluation = evaluate([wanted], [found])
    macro = evaluation.score("mentions: macro", "en")
    assert (macro.precision, macro.recall) == (0.25, 0.5)
    assert macro.f1 == pytest.approx(1 / 3)
    assert macro.counts == Counts(1, 2, 2)
    micro = evaluation.score("mentions", "en")
    assert (micro.precision, micro.recall, micro.f1) == (0.5, 0.5, 0.5)
    labels = {item.measure for item in evaluation.scores if item.measure.startswith("mentions: ")}
    assert labels == {"mentions: macro", "mentions: INTERVENTION", "mentions: OUTCOME"}


def test_both_languages_together() -> None:
    # en: 1 right of 1 predicted and 1 gold. zh: 0 right of 0 predicted and 1 gold.
    # all: 1 right of 1 predicted and 2 gold.
    wanted = gold(mentions=[mention("en", 0, 4, "OUTCOME"), mention("zh", 0, 2, "OUTCOME")])
    found = gold(mentions=[mention("en", 0, 4, "OUTCOME")])
    evaluation = evaluate([wanted], [found])
    assert evaluation.score("mentions", "en").counts == Counts(1, 1, 1)
    assert evaluation.score("mentions", "zh").counts == Counts(0, 0, 1)
    assert evaluation.score("mentions").counts == Counts(1, 1, 2)
    assert evaluation.score("mentions: OUTCOME").counts == Counts(1, 1, 2)


def test_counts_add_up_over_documents() -> None:
    wanted = gold(mentions=[mention("en", 0, 4, "OUTCOME")])
    found = gold(mentions=[mention("en", 0, 4, "OUTCOME"), mention("en", 5, 8, "OUTCOME")])
    once = evaluate([wanted], [found]).score("mentions", "en").counts
    twice = evaluate([wanted] * 2, [found] * 2).score("mentions", "en").counts
    assert (once, twice) == (Counts(1, 2, 1), Counts(2, 4, 2))


def test_nothing_to_score() -> None:
    assert evaluate([], []).scores == ()
    assert evaluate([gold()], [gold()]).scores == ()


def test_a_measure_that_was_not_taken() -> None:
    with pytest.raises(KeyError, match="records"):
        evaluate([gold(mentions=[])], [gold(mentions=[])]).score("records")


@given(st.sets(st.integers(0, 20)), st.sets(st.integers(0, 20)))
def test_f1_lies_between_precision_and_recall(predicted: set[int], wanted: set[int]) -> None:
    item = Counts(len(predicted & wanted), len(predicted), len(wanted))
    low, high = sorted((item.precision, item.recall))
    assert low - 1e-9 <= item.f1 <= high + 1e-9
