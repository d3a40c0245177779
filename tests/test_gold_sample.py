"""The scores on the annotated sample do not fall."""

from __future__ import annotations

from pathlib import Path

import pytest

from papnlp.evaluation.reader import read_gold
from papnlp.evaluation.scores import Score, score
from papnlp.extractor import Extractor
from papnlp.model import data_path

SAMPLE = data_path("annotations", "sample")
if not SAMPLE.is_dir():
    SAMPLE = Path(__file__).resolve().parents[1] / "annotations" / "sample"

LOWEST = {
    "mentions": {"en": 0.97, "zh": 0.97},
    "concepts": {"en": 0.97, "zh": 0.97},
    "abbreviation pairs": {"en": 0.95, "zh": 0.96},
    "abbreviation senses": {"en": 0.96, "zh": 0.96},
    "records": {"en": 0.95, "zh": 0.95, "all": 0.95},
    "records (intervention, direction)": {"en": 0.95, "zh": 0.95, "all": 0.95},
    "records (full key)": {"en": 0.86, "zh": 0.86, "all": 0.86},
    "study design": {"all": 0.9},
    "study sample_size": {"all": 0.9},
    "study relevant": {"all": 0.95},
}
"""Lowest F1 by measure and language, a little below what was measured."""


@pytest.fixture(scope="module")
def scores(extractor: Extractor) -> list[Score]:
    documents = list(read_gold(SAMPLE, extractor.model.vocabulary))
    assert len(documents) >= 12
    return score((gold, extractor(gold)) for gold in documents)


def test_every_measure_has_its_threshold(scores: list[Score]) -> None:
    assert {(item.measure, item.lang) for item in scores} == {
        (measure, lang) for measure, by_language in LOWEST.items() for lang in by_language
    }


@pytest.mark.parametrize(
    ("measure", "lang"),
    [(measure, lang) for measure, by_language in LOWEST.items() for lang in by_language],
)
def test_the_score_does_not_fall(scores: list[Score], measure: str, lang: str) -> None:
    counts = next(item.counts for item in scores if (item.measure, item.lang) == (measure, lang))
    assert counts.f1 >= LOWEST[measure][lang]


def test_every_gold_id_is_in_the_vocabulary(extractor: Extractor) -> None:
    """A concept of the sample that the vocabulary lacks is written with text: and stays rare."""
    documents = list(read_gold(SAMPLE, extractor.model.vocabulary))
    ids = {item["concept"] for gold in documents for item in gold["mentions"]}
    unknown = {name for name in ids if name not in extractor.model.vocabulary}
    assert len(unknown) <= 0.05 * len(ids), sorted(unknown)
