"""Which mentions a text has: concepts, coordinations, context, short forms, negation."""

from __future__ import annotations

from typing import Any

import pytest
from casefiles import document, parameters

from papnlp.evidence import Evidence
from papnlp.extractor import Extractor


def mentions(evidence: Evidence) -> list[list[Any]]:
    return [[item.text, item.label, item.concept] for item in evidence.mentions]


@pytest.mark.parametrize("case", parameters("terms", "english", "chinese", "unlisted"))
def test_concepts(extractor: Extractor, case: dict[str, Any]) -> None:
    evidence = extractor(document(case))
    assert mentions(evidence) == case["mentions"]
    assert [item.start for item in evidence.mentions] == sorted(m.start for m in evidence.mentions)


@pytest.mark.parametrize("case", parameters("coordination", "english", "chinese"))
def test_coordinations(extractor: Extractor, case: dict[str, Any]) -> None:
    evidence = extractor(document(case))
    assert mentions(evidence) == case["mentions"]
    by_span: dict[tuple[int, int], set[str]] = {}
    for item in evidence.mentions:
        by_span.setdefault((item.start, item.end), set()).add(item.via)
    assert all("pattern" in via or len(via) == 1 for via in by_span.values())


@pytest.mark.parametrize("case", parameters("senses", "english", "chinese"))
def test_senses(extractor: Extractor, case: dict[str, Any]) -> None:
    evidence = extractor(document(case))
    found = [[item.short, item.concept, item.via] for item in evidence.abbreviations]
    assert found == case["abbreviations"]
    tagged = {item.text for item in evidence.mentions if item.via == "abbreviation"}
    for short, concept, _ in case["abbreviations"]:
        known = extractor.model.vocabulary.get(concept)
        assert (short in tagged) == (known is not None and known.label != "OTHER")


@pytest.mark.parametrize("case", parameters("context", "english", "chinese"))
def test_negation(extractor: Extractor, case: dict[str, Any]) -> None:
    evidence = extractor(document(case))
    assert [item.text for item in evidence.mentions if item.negated] == case["absent"]
    assert [item.text for item in evidence.mentions if not item.negated] == case["present"]
