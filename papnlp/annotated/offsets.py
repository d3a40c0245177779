"""Offsets that a file counts in bytes of UTF-8 instead of characters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

Row = tuple[list[str], str]
"""Fields of a line (id, start, end, text, ...) and its place."""

COUNTED_IN_BYTES: Final = "annotations with offsets in bytes, read as characters"


def in_code_points(rows: Sequence[Row], text: str) -> list[Row] | None:
    """Return rows with offsets in characters if they are right as bytes alone.

    Parameters
    ----------
    rows : sequence of Row
        Annotations, and relations, which have no offsets.
    text : str
        What the offsets count in.

    Returns
    -------
    list of Row or None
        None if all annotations stand where they say in characters, or if any
        does not stand there in bytes either.
    """
    if text.isascii() or all(_stands(fields, text) for fields, _ in rows):
        return None
    data = text.encode()
    converted: list[Row] = []
    for fields, where in rows:
        if _has_offsets(fields):
            start, end = (_characters(data, int(at)) for at in fields[1:3])
            moved = [fields[0], str(start), str(end), *fields[3:]]
            if start is None or end is None or not _stands(moved, text):
                return None
            converted.append((moved, where))
        else:
            converted.append((fields, where))
    return converted


def _has_offsets(fields: list[str]) -> bool:
    return fields[1].isdecimal()


def _stands(fields: list[str], text: str) -> bool:
    if not _has_offsets(fields):
        return True
    start, end = map(int, fields[1:3])
    return start < end <= len(text) and text[start:end].split() == fields[3].split()


def _characters(data: bytes, at: int) -> int | None:
    """Return how many characters stand before a byte; None if it is inside one or beyond."""
    if at > len(data):
        return None
    try:
        return len(data[:at].decode())
    except UnicodeDecodeError:
        return None
