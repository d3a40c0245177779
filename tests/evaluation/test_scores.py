"""Every measure on an example small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.evaluation.scores import Counts, Score, score
from papnlp.evidence import Abbreviation, Evidence, Mention, Record, Study

TEXTS = {"en": "Yoga and PT relieved stump pain.", "zh": "瑜伽缓解残端痛。"}


def mention(lang: str, start: int, end: int, label: str, concept: str) -> Mention:
    return Mention(lang, start, end, TEXTS[lang][start:end], label, concept, None, "term")


def short(lang: str, form: str, long: str | None, concept: str | None) -> Abbreviation:
    return Abbreviation(lang, form, long, 0, 1, None, None, concept, "context", 1.0)


def record(
    intervention: str,
    outcome: str | None,
    directions: dict[str, str],
    *,
    pain_type: str | None = None,
    comparator: str | None = None,
) -> Record:
    return Record(
        id=intervention,
        intervention=intervention,
        with_=(),
        comparator=comparator,
        pain_type=pain_type,
        outcome=outcome,
        instrument=None,
        harm=None,
        change=None,
        direction=next(iter(directions.values())),
        certainty="asserted",
        comparison=None,
        purpose=None,
        section="results",
        timepoint=None,
        statistics=(),
        languages=tuple(directions),
        agreement=None,
        direction_by_language=directions,
        rule="",
        evidence=(),
        arguments={},
    )


def evidence(**fields: Any) -> Evidence:
    values: dict[str, Any] = {
        "id": "d",
        "metadata": {},
        "texts": TEXTS,
        "study": Study(),
        "sentences": (),
        "mentions": (),
        "abbreviations": (),
        "alignments": (),
        "records": (),
        "warnings": (),
        "provenance": {},
    }
    return Evidence(**{**values, **fields})


def gold(**fields: Any) -> dict[str, Any]:
    return {"mentions": [], "abbreviations": [], "records": [], "study": {}, **fields}


def spot(lang: str, start: int, end: int, label: str, concept: str) -> dict[str, Any]:
    return {"lang": lang, "start": start, "end": end, "label": label, "concept": concept}


def counts(wanted: dict[str, Any], found: Evidence, measure: str, lang: str) -> Counts:
    return next(
        item.counts
        for item in score([(wanted, found)])
        if (item.measure, item.lang) == (measure, lang)
    )


GOLD_MENTIONS = [
    spot("en", 0, 4, "INTERVENTION", "pap:yoga"),
    spot("en", 9, 11, "INTERVENTION", "pap:physiotherapy"),
    spot("en", 21, 31, "PAIN_TYPE", "pap:stump-pain"),
    spot("zh", 0, 2, "INTERVENTION", "pap:yoga"),
]
FOUND_MENTIONS = (
    mention("en", 0, 4, "INTERVENTION", "pap:yoga"),
    mention("en", 9, 11, "INTERVENTION", "pap:prothrombin-time"),
    mention("en", 21, 26, "PAIN_TYPE", "pap:stump-pain"),
    mention("zh", 0, 2, "OUTCOME", "pap:yoga"),
)


@pytest.mark.parametrize(
    ("measure", "lang", "right", "predicted", "wanted"),
    [
        ("mentions", "en", 2, 3, 3),
        ("mentions", "zh", 0, 1, 1),
        ("concepts", "en", 1, 3, 3),
        ("concepts", "zh", 0, 1, 1),
    ],
)
def test_mentions_and_concepts(
    measure: str, lang: str, right: int, predicted: int, wanted: int
) -> None:
    found = counts(gold(mentions=GOLD_MENTIONS), evidence(mentions=FOUND_MENTIONS), measure, lang)
    assert found == Counts(right, predicted, wanted)


def test_members_of_a_coordination_are_one_mention_and_several_concepts() -> None:
    wanted = gold(
        mentions=[
            spot("en", 0, 11, "INTERVENTION", "pap:a"),
            spot("en", 0, 11, "INTERVENTION", "pap:b"),
        ]
    )
    found = evidence(mentions=(mention("en", 0, 11, "INTERVENTION", "pap:a"),))
    assert counts(wanted, found, "mentions", "en") == Counts(1, 1, 1)
    assert counts(wanted, found, "concepts", "en") == Counts(1, 1, 2)


def test_abbreviations() -> None:
    wanted = gold(
        abbreviations=[
            {"lang": "en", "short": "PT", "long": "Physiotherapy", "concept": "pap:physiotherapy"},
            {"lang": "en", "short": "XQ", "long": "xenon quality", "concept": None},
            {"lang": "en", "short": "CI", "long": None, "concept": "pap:confidence-interval"},
            {"lang": "zh", "short": "PT", "long": "物理治疗", "concept": "pap:physiotherapy"},
        ]
    )
    found = evidence(
        abbreviations=(
            short("en", "PT", "physiotherapy", "pap:prothrombin-time"),
            short("en", "CI", None, "pap:confidence-interval"),
            short("en", "AB", "able body", None),
        )
    )
    assert counts(wanted, found, "abbreviation pairs", "en") == Counts(1, 2, 2)
    assert counts(wanted, found, "abbreviation pairs", "zh") == Counts(0, 0, 1)
    assert counts(wanted, found, "abbreviation senses", "en") == Counts(1, 2, 2)
    assert counts(wanted, found, "abbreviation senses", "zh") == Counts(0, 0, 1)


def test_records() -> None:
    wanted = gold(
        records=[
            {
                "intervention": "pap:yoga",
                "comparator": None,
                "pain_type": "pap:stump-pain",
                "outcome": "pap:pain-relief",
                "direction": "improved",
            },
            {"intervention": "pap:pt", "outcome": None, "direction": "unclear"},
        ]
    )
    found = evidence(
        records=(
            record("pap:yoga", "pap:pain-relief", {"en": "improved", "zh": "worsened"}),
            record("pap:pt", "pap:sleep", {"zh": "unclear"}),
        )
    )
    table = {
        (item.measure, item.lang): item.counts
        for item in score([(wanted, found)])
        if item.measure.startswith("records")
    }
    assert table == {
        ("records", "all"): Counts(1, 2, 2),
        ("records", "en"): Counts(1, 1, 2),
        ("records", "zh"): Counts(0, 2, 2),
        ("records (intervention, direction)", "all"): Counts(2, 2, 2),
        ("records (intervention, direction)", "en"): Counts(1, 1, 2),
        ("records (intervention, direction)", "zh"): Counts(1, 2, 2),
        ("records (full key)", "all"): Counts(0, 2, 2),
        ("records (full key)", "en"): Counts(0, 1, 2),
        ("records (full key)", "zh"): Counts(0, 2, 2),
    }


def test_study() -> None:
    wanted = gold(study={"design": "case series", "sample_size": None, "relevant": True})
    found = evidence(study=Study(design="case series", sample_size=4, relevant=False))
    assert counts(wanted, found, "study design", "all") == Counts(1, 1, 1)
    assert counts(wanted, found, "study sample_size", "all") == Counts(0, 1, 0)
    assert counts(wanted, found, "study relevant", "all") == Counts(0, 1, 1)


def test_counts_add_up_over_documents() -> None:
    pair = (gold(mentions=GOLD_MENTIONS), evidence(mentions=FOUND_MENTIONS))
    once = {(item.measure, item.lang): item.counts for item in score([pair])}
    twice = {(item.measure, item.lang): item.counts for item in score([pair, pair])}
    assert twice == {name: item + item for name, item in once.items()}


def test_a_language_that_no_document_has_is_not_scored() -> None:
    found = evidence(texts={"zh": TEXTS["zh"]})
    assert {item.lang for item in score([(gold(), found)])} == {"zh", "all"}
    assert score([]) == []


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
    assert Score("mentions", "en", Counts(2, 3, 3)).to_dict() == {
        "measure": "mentions",
        "lang": "en",
        "precision": 0.6667,
        "recall": 0.6667,
        "f1": 0.6667,
        "right": 2,
        "predicted": 3,
        "gold": 3,
    }


@given(st.sets(st.integers(0, 20)), st.sets(st.integers(0, 20)))
def test_f1_lies_between_precision_and_recall(predicted: set[int], wanted: set[int]) -> None:
    item = Counts(len(predicted & wanted), len(predicted), len(wanted))
    low, high = sorted((item.precision, item.recall))
    assert low - 1e-9 <= item.f1 <= high + 1e-9
