"""The scores on the annotated documents do not fall.

``gold_thresholds.tsv`` holds the lowest F1 of every measure that is allowed on
the sets used for development, a little below what was measured. A new measure
or a new set needs its rows there.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from papnlp.evaluation import Evaluation, evaluate, read_gold
from papnlp.extractor import Extractor

ANNOTATIONS = Path(__file__).resolve().parents[1] / "annotations"


def thresholds() -> dict[tuple[str, str, str], float]:
    path = Path(__file__).with_name("gold_thresholds.tsv")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    lowest = {(row["set"], row["measure"], row["lang"]): float(row["f1"]) for row in rows}
    assert len(lowest) == len(rows), "a row stands twice"
    return lowest


LOWEST = thresholds()
SETS = tuple(dict.fromkeys(name for name, *_ in LOWEST))


@pytest.fixture(scope="module")
def evaluations(extractor: Extractor) -> dict[str, Evaluation]:
    found = {}
    vocabulary = extractor.model.vocabulary
    for name in SETS:
        documents = list(read_gold(ANNOTATIONS / name, vocabulary))
        assert len(documents) >= 12
        evidences = map(extractor, documents)
        found[name] = evaluate(documents, evidences, vocabulary=vocabulary, bootstrap=0)
    return found


def test_every_measure_has_its_threshold(evaluations: dict[str, Evaluation]) -> None:
    assert {
        (name, item.measure, item.lang)
        for name, evaluation in evaluations.items()
        for item in evaluation.scores
    } == LOWEST.keys()


@pytest.mark.parametrize(("name", "measure", "lang"), LOWEST)
def test_the_score_does_not_fall(
    evaluations: dict[str, Evaluation], name: str, measure: str, lang: str
) -> None:
    assert evaluations[name].score(measure, lang).f1 >= LOWEST[name, measure, lang]


def test_every_gold_id_is_in_the_vocabulary(extractor: Extractor) -> None:
    """A concept of the sample that the vocabulary lacks is written with text: and stays rare."""
    documents = list(read_gold(ANNOTATIONS / "sample", extractor.model.vocabulary))
    ids = {item["concept"] for gold in documents for item in gold["mentions"]}
    unknown = {name for name in ids if name not in extractor.model.vocabulary}
    assert len(unknown) <= 0.05 * len(ids), sorted(unknown)
