"""Which mentions a text has: concepts, coordinations, context, short forms, negation."""

from __future__ import annotations

from typing import Any

import pytest
from casefiles import document, parameters

from papnlp.evidence import Evidence
from papnlp.extractor import Extractor


def mentions(evidence: Evidence) -> list[list[Any]]:
    return [[item.text, item.label, item.concept] for item in evidence.mentions]


@pytest.mark.parametrize("case", parameters("terms", "english", "chinese"))
def test_concepts(extractor: Extractor, case: dict[str, Any]) -> None:
    evidence = extractor(document(case))
    assert mentions(evidence) == case["mentions"]
    assert [item.start for item in evidence.mentions] == sorted(m.start for m in evidence.mentions)
