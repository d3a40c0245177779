"""What the tests of the adapters share: fixtures, real sets, and what every gold object keeps."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from papnlp.document import Document
from papnlp.evaluation.adapters import read_gold_set

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "tests" / "evaluation" / "adapters" / "fixtures"
DATA = Path(os.environ.get("PAPNLP_DATA") or ROOT.parent / "shared" / "data")


def needs(folder: str) -> pytest.MarkDecorator:
    """Skip a test where a public set is missing."""
    return pytest.mark.skipif(
        not (DATA / folder).exists(), reason=f"no {folder} in the folder of PAPNLP_DATA"
    )


def read(name: str, path: Path, **options: Any) -> tuple[list[dict[str, Any]], str]:
    """Return the gold objects of a set and the line that was said, checking all offsets."""
    said: list[str] = []
    found = list(read_gold_set(name, path, say=said.append, **options))
    assert len(said) <= 1
    for gold in found:
        document = Document.from_dict(gold)
        for mention in gold.get("mentions", ()):
            text = document.text(mention["lang"])
            assert text[mention["start"] : mention["end"]] == mention["text"] != ""
            assert mention["text"].strip() == mention["text"]
            assert mention["label"] in gold["scope"]["labels"]
        for lang, spans in gold.get("scope", {}).get("regions", {}).items():
            assert all(0 <= start < end <= len(document.text(lang)) for start, end in spans)
        for lang, spans in gold.get("sentences", {}).items():
            text = document.text(lang)
            assert all(text[start:end].strip() for start, end in spans)
    assert len({gold["id"] for gold in found}) == len(found)
    return found, said[0] if said else ""


def surfaces(gold: dict[str, Any]) -> list[tuple[str, str]]:
    """Return text and label of the mentions."""
    return [(mention["text"], mention["label"]) for mention in gold["mentions"]]
