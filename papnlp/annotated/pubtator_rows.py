"""The lines of PubTator by document, before anything is asked of the text that they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from papnlp.annotated.files import numbered_lines
from papnlp.annotated.text import FormatError

TEXT: Final = re.compile(r"([^|\t]+)\|([ta])\|(.*)", re.DOTALL)
"""A title or an abstract: id, ``t`` or ``a``, text."""


def blocks(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Yield the lines of each document with their places; a title begins a document."""
    block: list[tuple[str, str]] = []
    for where, line in numbered_lines(path):
        match = TEXT.fullmatch(line)
        if match and match[2] == "t":
            if block:
                yield block
            block = [(where, line)]
        elif block:
            block.append((where, line))
        elif line.strip():
            raise FormatError(f"{where}: no 'ID|t|TITLE' before this line: is it PubTator?")
    if block:
        yield block


def row_of(fields: list[str], name: str, where: str) -> list[str]:
    """Return the fields of a line that is an annotation or a relation of the document."""
    if fields[0] != name:
        raise FormatError(f"{where}: belongs to {fields[0]!r}, not {name!r}: reorder")
    if not is_relation(fields) and (
        len(fields) < 5 or not (fields[1].isdecimal() and fields[2].isdecimal())
    ):
        raise FormatError(f"{where}: no 'ID<tab>START<tab>END<tab>TEXT<tab>TYPE': mend the line")
    return fields


def is_relation(fields: list[str]) -> bool:
    """Tell whether the fields are those of a relation: id, type and two concepts."""
    return len(fields) == 4 and not fields[1].isdecimal()
