"""Intervals by resampling documents, and paired tests."""

from __future__ import annotations

import time

import numpy as np
import pytest
from annotated import gold, mention

from papnlp.evaluation import Evaluation, EvaluationError, evaluate
from papnlp.evaluation.bootstrap import interval, resample
from papnlp.evaluation.randomisation import exchange, p_value

TEXT = {"en": "Yoga eased pain. Tai chi did not."}
RIGHT, WRONG = mention("en", 0, 4, "INTERVENTION"), mention("en", 17, 24, "INTERVENTION")


def scored(*documents: tuple[int, int], bootstrap: int = 1000, seed: int = 0) -> Evaluation:
    """Score documents of one mention: was it found, and was a wrong one found too?"""
    wanted, found = [], []
    for number, (right, wrong) in enumerate(documents):
        wanted.append(gold(TEXT, f"d{number}", mentions=[RIGHT]))
        said = [RIGHT] * right + [WRONG] * wrong
        found.append(gold(TEXT, f"d{number}", mentions=said))
    return evaluate(wanted, found, bootstrap=bootstrap, seed=seed)


def test_the_interval_of_two_documents() -> None:
    # One document right, one missed. Of two drawn, both are right in 1/4 of the samples (F1 1),
    # one in 1/2 (F1 2/3), none in 1/4 (F1 0): the 95 % interval is all of 0 to 1.
    score = scored((1, 0), (0, 0)).score("mentions", "en")
    assert score.f1 == pytest.approx(2 / 3)
    assert score.intervals["f1"] == (0.0, 1.0)
    # Of documents that are all the same, every sample is the same.
    assert scored((1, 1), (1, 1)).score("mentions", "en").intervals == {
        "precision": (0.5, 0.5),
        "recall": (1.0, 1.0),
        "f1": (pytest.approx(2 / 3), pytest.approx(2 / 3)),
    }


def test_the_interval_is_that_of_a_binomial() -> None:
    # 60 of 100 documents right: recall is a mean of 100 draws with p 0.6, whose standard error is
    # sqrt(0.6 * 0.4 / 100) = 0.049; its 95 % interval is 0.6 -+ 1.96 * 0.049 = 0.504 to 0.696.
    low, high = scored(*[(1, 0)] * 60, *[(0, 0)] * 40).score("mentions", "en").intervals["recall"]
    assert low == pytest.approx(0.504, abs=0.02)
    assert high == pytest.approx(0.696, abs=0.02)


def test_the_same_seed_gives_the_same_interval() -> None:
    documents = [(1, 0), (1, 1), (0, 1), (0, 0), (1, 1), (1, 0), (0, 1)]
    first, second = (scored(*documents).scores for _ in range(2))
    assert first == second
    other = scored(*documents, seed=1).scores
    assert [item.counts for item in first] == [item.counts for item in other]
    assert [item.intervals for item in first] != [item.intervals for item in other]


def test_no_samples_no_interval() -> None:
    assert scored((1, 0), bootstrap=0).score("mentions", "en").intervals == {}


def test_samples_in_which_a_figure_is_not_defined_are_left_out() -> None:
    assert interval(np.array([np.nan, 0.5, np.nan]), 1.0) == (0.5, 0.5)
    assert interval(np.array([np.nan]), 1.0) == (1.0, 1.0)
    # 1 of 12 documents has a mention, found: in a third of the samples there is none.
    wanted = [gold(TEXT, str(n), mentions=[RIGHT] * (not n)) for n in range(12)]
    score = evaluate(wanted, wanted).score("mentions", "en")
    assert score.intervals["f1"] == (1.0, 1.0)


def test_each_sample_has_as_many_documents() -> None:
    counts = np.arange(4 * 2 * 3, dtype=float).reshape(4, 2, 3)
    counts[:, 0, 0] = 1
    sums = resample(counts, 50, seed=3)
    assert sums.shape == (50, 2, 3)
    assert set(sums[:, 0, 0]) == {4.0}


def test_exchanging_keeps_what_both_have_together() -> None:
    generator = np.random.default_rng(1)
    one, other = (generator.integers(0, 9, (6, 3, 3)).astype(float) for _ in range(2))
    first, second = exchange(one, other, 40, seed=2)
    assert np.allclose(first + second, (one + other).sum(axis=0))
    assert len({tuple(row.ravel()) for row in first}) > 10


def test_the_p_value_is_that_of_all_exchanges() -> None:
    # One is right in 6 documents, the other in none. Of the 2^6 = 64 ways to exchange them, the
    # difference is as large as observed in two: none exchanged, or all. p = 2/64 = 0.03125.
    good, bad = scored(*[(1, 0)] * 6), scored(*[(0, 0)] * 6)
    difference = next(item for item in good.compare(bad) if item.measure == "mentions")
    assert (difference.one, difference.other, difference.difference) == (1.0, 0.0, 1.0)
    assert difference.p == pytest.approx(0.03125, abs=0.006)
    assert (difference.low, difference.high) == (1.0, 1.0)


def test_p_is_never_zero() -> None:
    assert p_value(0.5, np.zeros(99)) == 0.01
    assert p_value(0.0, np.zeros(99)) == 1.0


def test_identical_predictions_do_not_differ() -> None:
    documents = [(1, 0), (1, 1), (0, 1)]
    for item in scored(*documents).compare(scored(*documents)):
        assert (item.difference, item.low, item.high, item.p) == (0.0, 0.0, 0.0, 1.0)


def test_a_comparison_turned_round_has_the_other_sign() -> None:
    one, other = scored((1, 0), (1, 1), (0, 1), (1, 0)), scored((1, 1), (0, 0), (0, 1), (1, 0))
    for item, turned in zip(one.compare(other), other.compare(one), strict=True):
        assert item.difference == pytest.approx(-turned.difference)
        assert (item.low, item.high) == pytest.approx((-turned.high, -turned.low))
        assert item.p == turned.p


def test_other_documents_cannot_be_compared() -> None:
    with pytest.raises(EvaluationError, match="not of the same documents"):
        scored((1, 0)).compare(scored((1, 0), (1, 0)))


def test_a_thousand_documents_take_little_time() -> None:
    evaluation = scored(*[(1, 0), (0, 1)] * 500)
    start = time.perf_counter()
    assert evaluation.scores[0].intervals
    assert time.perf_counter() - start < 5
