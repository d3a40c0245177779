"""Errors as a file: JSON Lines, CSV, or a page to read in a browser."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import orjson

from papnlp.evaluation.errors import Error
from papnlp.evaluation.errors_html import page
from papnlp.evaluation.gold import GoldError
from papnlp.writers.spreadsheet import neutralise

_COLUMNS: Final = (
    "document",
    "lang",
    "layer",
    "kind",
    "label",
    "start",
    "end",
    "gold",
    "predicted",
    "gold_spans",
    "predicted_spans",
    "sentence",
    "sentence_start",
)


def _write_jsonl(path: Path, errors: Sequence[Error], title: str) -> None:
    del title
    path.write_bytes(b"".join(orjson.dumps(item.to_dict()) + b"\n" for item in errors))


def _write_csv(path: Path, errors: Sequence[Error], title: str) -> None:
    del title
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(_COLUMNS)
        for item in errors:
            values = item.to_dict()
            writer.writerow([neutralise(_cell(values[name])) for name in _COLUMNS])


def _cell(value: Any) -> Any:  # noqa: ANN401 (any JSON)
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {'-' if item is None else item}" for name, item in value.items())
    if isinstance(value, list):
        return json.dumps(value) if value else ""
    return value


def _write_html(path: Path, errors: Sequence[Error], title: str) -> None:
    path.write_text(page(errors, title), encoding="utf-8")


_WRITERS: Final[dict[str, Callable[[Path, Sequence[Error], str], None]]] = {
    ".jsonl": _write_jsonl,
    ".csv": _write_csv,
    ".html": _write_html,
}


def check_suffix(path: Path) -> None:
    """Refuse a file whose suffix names no format.

    Raises
    ------
    GoldError
        If the suffix is none of ``.jsonl``, ``.csv``, ``.html``.
    """
    if path.suffix.lower() not in _WRITERS:
        raise GoldError(f"{path}: errors are written to {', '.join(_WRITERS)}: give one of these")


def write_errors(path: Path, errors: Iterable[Error], title: str) -> int:
    """Write errors to a file by its suffix and return their number.

    Parameters
    ----------
    path : Path
        ``.jsonl``, ``.csv`` (UTF-8 with byte order mark) or ``.html``.
    errors : iterable of Error
        What to write.
    title : str
        Heading of the page.

    Raises
    ------
    GoldError
        If the suffix names no format.
    """
    check_suffix(path)
    listed = list(errors)
    _WRITERS[path.suffix.lower()](path, listed, title)
    return len(listed)
