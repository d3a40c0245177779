"""Small gold objects, and the counts that come of scoring one against another."""

from __future__ import annotations

from typing import Any

from papnlp.evaluation import evaluate
from papnlp.evaluation.counts import Counts

TEXTS = {"en": "Yoga and PT relieved stump pain.", "zh": "瑜伽缓解残端痛。"}


def gold(
    texts: dict[str, str] | None = None, identifier: str = "d", **layers: Any
) -> dict[str, Any]:
    """Return a gold object with the layers given."""
    return {"id": identifier, "abstract": texts or TEXTS, **layers}


def mention(lang: str, start: int, end: int, label: str, concept: str | None = None, **more: Any):
    """Return a mention of a gold object."""
    return {"lang": lang, "start": start, "end": end, "label": label, "concept": concept, **more}


def record(intervention: str | None, outcome: str | None, direction: str, **more: Any):
    """Return a record of a gold object."""
    return {"intervention": intervention, "outcome": outcome, "direction": direction, **more}


def table(wanted: Any, found: Any, **options: Any) -> dict[tuple[str, str], Counts]:
    """Return all counts of one document, or of lists of documents, by measure and language."""
    wanted, found = ([item] if isinstance(item, dict) else item for item in (wanted, found))
    scores = evaluate(wanted, found, bootstrap=0, **options).scores
    return {(item.measure, item.lang): item.counts for item in scores}
