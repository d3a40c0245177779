"""JSON Schemas of what goes in, what comes out, and what it is measured against."""

from __future__ import annotations

from importlib import resources
from typing import Any, Final

import orjson

NAMES: Final = ("document", "evidence", "gold")


def load(name: str) -> dict[str, Any]:
    """Return a JSON Schema (draft 2020-12).

    Parameters
    ----------
    name : str
        ``"document"``, ``"evidence"`` or ``"gold"``.

    Raises
    ------
    ValueError
        For any other name.
    """
    if name not in NAMES:
        raise ValueError(f"no schema {name!r}: use one of {', '.join(NAMES)}")
    file = resources.files("papnlp.schema") / f"{name}.schema.json"
    schema: dict[str, Any] = orjson.loads(file.read_bytes())
    return schema
