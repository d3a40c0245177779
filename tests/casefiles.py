"""Case files: what a text should give, one JSON object a line, for curators to add to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"


def read_cases(stage: str, name: str) -> list[dict[str, Any]]:
    """Return the cases of a file; lines that are empty or begin with # are skipped."""
    path = CASES / stage / f"{name}.jsonl"
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            cases.append({**json.loads(line), "line": number})
        except json.JSONDecodeError as error:
            raise ValueError(f"{path}:{number}: {error}") from error
    return cases


def parameters(stage: str, *names: str) -> list[Any]:
    """Return the cases of some files as pytest parameters, named after file and line."""
    return [
        pytest.param(case, id=f"{name}:{case['line']}")
        for name in names
        for case in read_cases(stage, name)
    ]


def document(case: dict[str, Any]) -> dict[str, Any]:
    """Return the document of a case: ``text`` is the abstract in ``lang``."""
    lang = case.get("lang", "en")
    fields: dict[str, Any] = {"id": "case", "abstract": {lang: case["text"]}}
    if "title" in case:
        fields["title"] = {lang: case["title"]}
    return fields
