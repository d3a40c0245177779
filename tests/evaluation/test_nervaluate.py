"""Mentions as an independent implementation counts them: nervaluate (SemEval 2013, task 9.1)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from papnlp.document import Document
from papnlp.evaluation import evaluate, read_gold
from papnlp.evaluation.counts import Counts
from papnlp.evidence import LABELS
from papnlp.extractor import Extractor

nervaluate = pytest.importorskip("nervaluate", reason="nervaluate needs Python 3.11")

DEV = Path(__file__).parents[2] / "annotations" / "dev"


def spans(mentions: list[dict[str, Any]], lang: str) -> list[dict[str, Any]]:
    """Return the distinct mentions as nervaluate takes them: the last character is inside."""
    unique = {(i["start"], i["end"], i["label"]) for i in mentions if i["lang"] == lang}
    return [
        {"start": start, "end": end - 1, "label": label} for start, end, label in sorted(unique)
    ]


def moved(mentions: list[dict[str, Any]], text: dict[str, str]) -> list[dict[str, Any]]:
    """Spoil a prediction: boundaries, labels and whole mentions."""
    spoilt = []
    for number, item in enumerate(mentions):
        start, end, label = item["start"], item["end"], item["label"]
        if number % 5 == 0 and end - start > 3:
            start += 1
        if number % 7 == 0 and end < len(text[item["lang"]]):
            end += 1
        if number % 11 == 0:
            label = LABELS[(LABELS.index(label) + 1) % 3]
        if number % 13:
            spoilt.append({**item, "start": start, "end": end, "label": label})
    return spoilt


def is_clear(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> bool:
    """Tell whether no mention overlaps two of the other side, in spans or labels.

    nervaluate gives a gold mention to the first prediction that overlaps it, even if a later one
    has it exactly; where there is but one, the order does not matter.
    """
    sides = [
        {(item["lang"], item["start"], item["end"], item["label"]) for item in side}
        for side in (gold, predicted)
    ]
    return all(
        sum(lang == other and start < stop and begin < end for other, begin, stop, _ in theirs) < 2
        for ours, theirs in (sides, reversed(sides))
        for lang, start, end, _ in ours
    )


@pytest.fixture(scope="module", params=["as extracted", "spoilt"])
def sides(request, extractor: Extractor) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    wanted, found = [], []
    for item in read_gold(DEV, extractor.model.vocabulary):
        mentions = [mention.to_dict() for mention in extractor(item).mentions]
        if request.param == "spoilt":
            document = Document.from_dict(item)
            mentions = moved(mentions, {lang: document.text(lang) for lang in document.languages})
        if request.param == "spoilt" and not is_clear(item["mentions"], mentions):
            continue
        wanted.append(item)
        found.append({"id": item["id"], "abstract": item["abstract"], "mentions": mentions})
        found[-1].update({"title": item["title"]} if "title" in item else {})
    assert len(wanted) >= 40
    return wanted, found


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_same_gold_set_gives_the_same_numbers(sides, lang: str) -> None:
    wanted, found = sides
    gold, predicted = ([spans(i["mentions"], lang) for i in side] for side in sides)
    theirs = nervaluate.Evaluator(gold, predicted, tags=list(LABELS), loader="dict").evaluate()
    scores = {
        (item.measure, item.lang): item for item in evaluate(wanted, found, bootstrap=0).scores
    }

    # strict: boundaries and type, over all types.
    strict = theirs["overall"]["strict"]
    ours = scores["mentions", lang]
    assert ours.counts == Counts(strict.correct, strict.actual, strict.possible)
    assert ours.precision == pytest.approx(strict.precision)
    assert ours.recall == pytest.approx(strict.recall)
    assert ours.f1 == pytest.approx(strict.f1)

    for label in LABELS:
        of_label = theirs["entities"][label]
        exact = scores[f"mentions: {label}", lang]
        overlap = scores[f"mentions (overlap): {label}", lang].counts.right
        # Within one type, strict and exact are the same: the boundaries.
        for name in ("strict", "exact"):
            result = of_label[name]
            assert exact.counts == Counts(result.correct, result.actual, result.possible)
            assert exact.f1 == pytest.approx(result.f1)
        # ent_type counts what overlaps; partial gives half for what only overlaps.
        assert of_label["ent_type"].correct == overlap
        partial = of_label["partial"]
        assert (partial.correct, partial.partial) == (exact.counts.right, overlap - partial.correct)
        credit = (exact.counts.right + overlap) / 2
        assert partial.precision == pytest.approx(credit / exact.counts.predicted)
        assert partial.recall == pytest.approx(credit / exact.counts.gold)
