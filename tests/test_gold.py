"""The scores on the annotated documents do not fall."""

from __future__ import annotations

from pathlib import Path

import pytest

from papnlp.evaluation.reader import read_gold
from papnlp.evaluation.scores import Score, score
from papnlp.extractor import Extractor

ANNOTATIONS = Path(__file__).resolve().parents[1] / "annotations"

LOWEST = {
    "sample": {
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
    },
    "dev": {
        "mentions": {"en": 0.96, "zh": 0.95},
        "concepts": {"en": 0.95, "zh": 0.94},
        "abbreviation pairs": {"en": 0.97, "zh": 0.94},
        "abbreviation senses": {"en": 0.96, "zh": 0.96},
        "records": {"en": 0.80, "zh": 0.78, "all": 0.79},
        "records (intervention, direction)": {"en": 0.84, "zh": 0.80, "all": 0.82},
        "records (full key)": {"en": 0.75, "zh": 0.72, "all": 0.73},
        "study design": {"all": 0.9},
        "study sample_size": {"all": 0.75},
        "study relevant": {"all": 0.95},
    },
}
"""Lowest F1 by set, measure and language, a little below what was measured."""

CASES = [
    (name, measure, lang)
    for name, measures in LOWEST.items()
    for measure, by_language in measures.items()
    for lang in by_language
]


@pytest.fixture(scope="module")
def scores(extractor: Extractor) -> dict[str, list[Score]]:
    found = {}
    for name in LOWEST:
        documents = list(read_gold(ANNOTATIONS / name, extractor.model.vocabulary))
        assert len(documents) >= 12
        found[name] = score((gold, extractor(gold)) for gold in documents)
    return found


def test_every_measure_has_its_threshold(scores: dict[str, list[Score]]) -> None:
    for name, items in scores.items():
        assert {(name, item.measure, item.lang) for item in items} == {
            case for case in CASES if case[0] == name
        }


@pytest.mark.parametrize(("name", "measure", "lang"), CASES)
def test_the_score_does_not_fall(
    scores: dict[str, list[Score]], name: str, measure: str, lang: str
) -> None:
    found = {(item.measure, item.lang): item.counts.f1 for item in scores[name]}
    assert found[measure, lang] >= LOWEST[name][measure][lang]


def test_every_gold_id_is_in_the_vocabulary(extractor: Extractor) -> None:
    """A concept of the sample that the vocabulary lacks is written with text: and stays rare."""
    documents = list(read_gold(ANNOTATIONS / "sample", extractor.model.vocabulary))
    ids = {item["concept"] for gold in documents for item in gold["mentions"]}
    unknown = {name for name in ids if name not in extractor.model.vocabulary}
    assert len(unknown) <= 0.05 * len(ids), sorted(unknown)
