"""A real bilingual page of a narrative review, read from the data folder where it is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import papnlp
from papnlp.evidence import Evidence
from papnlp.extractor import Extractor

DATA = Path(os.environ.get("PAPNLP_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
PAGE = DATA.parent / "seed" / "pap-review-2025.txt"

pytestmark = pytest.mark.skipif(not PAGE.is_file(), reason=f"{PAGE.name} is not there")

SENSES = {
    "PAP": "pap:postamputation-pain",
    "RLP": "pap:residual-limb-pain",
    "PLP": "pap:phantom-limb-pain",
    "RFA": "pap:radiofrequency-ablation",
    "CNL": "pap:cryoneurolysis",
    "SCS": "pap:spinal-cord-stimulation",
    "DRG": "pap:dorsal-root-ganglion",
    "CES": "pap:cauda-equina-stimulation",
    "PNS": "pap:peripheral-nerve-stimulation",
}
LISTED = (
    "pap:alcohol-neurolysis",
    "pap:radiofrequency-ablation",
    "pap:cryoneurolysis",
    "pap:spinal-cord-stimulation",
    "pap:dorsal-root-ganglion-stimulation",
    "pap:cauda-equina-stimulation",
)


@pytest.fixture(scope="module")
def evidence(extractor: Extractor) -> Evidence:
    (document,) = papnlp.read(PAGE)
    return extractor(document)


def test_metadata_is_read_and_not_tagged(evidence: Evidence) -> None:
    assert "title" not in evidence.metadata
    assert evidence.metadata["journal"] == "Biomedicines"
    assert evidence.metadata["year"] == 2025
    assert evidence.metadata["doi"] == "10.3390/biomedicines13071575"
    assert evidence.texts["en"].startswith("Postamputation pain")
    assert evidence.study.design == "narrative review"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_all_definitions_are_found(evidence: Evidence, lang: str) -> None:
    found = {
        item.short: item.concept
        for item in evidence.abbreviations
        if item.lang == lang and item.via == "definition"
    }
    assert found == SENSES


def test_every_member_of_the_lists_has_its_record_in_both_languages(evidence: Evidence) -> None:
    by_intervention = {record.intervention: record for record in evidence.records}
    for concept in LISTED:
        record = by_intervention[concept]
        assert (record.direction, record.certainty, record.agreement) == (
            "improved",
            "hedged",
            "both",
        )
        assert record.pain_type == "pap:postamputation-pain"
        assert [quote.lang for quote in record.evidence] == ["en", "zh"]
    nerve = [r for r in evidence.records if r.intervention == "pap:peripheral-nerve-stimulation"]
    assert {(r.outcome, r.direction, r.agreement) for r in nerve} == {
        ("pap:adverse-event", "improved", "both"),
        ("pap:pain-incidence", "improved", "both"),
    }
    assert len(evidence.records) == len(LISTED) + len(nerve)
