"""Every measure of abbreviations, counted by hand."""

from __future__ import annotations

from annotated import gold, table

from papnlp.evaluation.counts import Counts


def short(form: str, long: str | None, concept: str | None, lang: str = "en"):
    return {"lang": lang, "short": form, "long": long, "concept": concept}


WANTED = gold(
    abbreviations=[
        short("PT", "Physiotherapy", "pap:physiotherapy"),
        short("XQ", "xenon quality", None),
        short("CI", None, "pap:confidence-interval"),
        short("PT", "物理治疗", "pap:physiotherapy", "zh"),
    ]
)
FOUND = gold(
    abbreviations=[
        short("PT", "physiotherapy", "pap:prothrombin-time"),
        short("CI", None, "pap:confidence-interval"),
        short("AB", "able body", None),
    ]
)


def test_pairs_and_senses() -> None:
    counts = table(WANTED, FOUND)
    # Pairs: gold (pt, physiotherapy), (xq, xenon quality); found (pt, physiotherapy),
    # (ab, able body). CI has no long form and is no pair.
    assert counts["abbreviation pairs", "en"] == Counts(1, 2, 2)
    assert counts["abbreviation pairs", "zh"] == Counts(0, 0, 1)
    # Senses: gold PT = physiotherapy, CI = confidence interval; found PT = prothrombin time,
    # CI = confidence interval. XQ and AB have none.
    assert counts["abbreviation senses", "en"] == Counts(1, 2, 2)
    assert counts["abbreviation senses", "zh"] == Counts(0, 0, 1)
    assert counts["abbreviation senses", "all"] == Counts(1, 2, 3)


def test_senses_that_were_not_annotated_are_not_scored() -> None:
    wanted = gold(abbreviations=[short("PT", "Physiotherapy", None)])
    counts = table(wanted, FOUND)
    assert ("abbreviation pairs", "en") in counts
    assert ("abbreviation senses", "en") not in counts


def test_a_short_form_outside_the_regions_is_ignored() -> None:
    wanted = {**gold(abbreviations=[]), "scope": {"regions": {"en": [[0, 8]]}}}
    found = gold(abbreviations=[{**short("PT", "physiotherapy", None), "start": 9, "end": 11}])
    assert table(wanted, found)["abbreviation pairs", "en"] == Counts(0, 0, 0)
