"""Gold sets as the benchmarks read them, and the keys by which records are compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from papnlp.evaluation.gold import from_surfaces
from papnlp.model import Model

KEYS = {
    "intervention, outcome, direction": ("intervention", "outcome", "direction"),
    "intervention, direction": ("intervention", "direction"),
    "full key": ("intervention", "comparator", "pain_type", "outcome", "direction"),
}


def gold_documents(folder: Path, model: Model) -> list[dict[str, Any]]:
    """Read the documents of a folder and give their mentions offsets."""
    documents = []
    for path in sorted((folder / "docs").glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        annotation = json.loads((folder / "annotations" / path.name).read_text(encoding="utf-8"))
        documents.append(from_surfaces(document, annotation, model.vocabulary))
    return documents
