"""MED1250: definitions of abbreviations in PubMed records (Sohn et al., 2008)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from papnlp.evaluation.adapters import objects
from papnlp.evaluation.adapters.notes import Notes
from papnlp.evaluation.gold import GoldError

_RECORD: Final = re.compile(r"\s*\d{5,9}\s*")
_COMMENT: Final = "//"
_PAIR_INDENT: Final = "  "
_NAMES: Final = ("labeled.txt", "MED1250_labeled")


def read(path: Path, notes: Notes) -> Iterator[dict[str, Any]]:  # noqa: ARG001 (nothing is left out)
    """Yield the records of MED1250.

    Parameters
    ----------
    path : Path
        The labelled file, or the folder with it.
    notes : Notes
        Unused: all of the set is read; comments of its annotators are not
        annotations.

    Raises
    ------
    GoldError
        If the file is missing, begins with something else than the id of a
        record, or a pair lacks one of its sides.
    """
    file = _file(path)
    record: tuple[str, int, list[str], list[tuple[str, str]]] | None = None
    for number, line in enumerate(_lines(file), start=1):
        if _RECORD.fullmatch(line):
            if record is not None:
                yield _gold(file, *record)
            record = (line.strip(), number, [], [])
        elif not line.strip() or line.startswith(_COMMENT):
            continue
        elif record is None:
            raise GoldError(f"{file}:{number}: no record id before this line: is it MED1250?")
        elif line.startswith(_PAIR_INDENT) and "|" in line:
            short, _, long = line.partition("|")
            if not short.strip() or not long.strip():
                raise GoldError(f"{file}:{number}: a pair must be '  short|long': add what lacks")
            record[3].append((short.strip(), long.strip()))
        else:
            record[2].append(line.strip())
    if record is not None:
        yield _gold(file, *record)


def _file(path: Path) -> Path:
    if not path.is_dir():
        return path
    for name in _NAMES:
        if (path / name).exists():
            return path / name
    raise GoldError(f"{path}: no {' or '.join(_NAMES)} there: give the labelled file")


def _lines(file: Path) -> list[str]:
    """Return the lines; the published file holds a few bytes that are not UTF-8."""
    try:
        return file.read_bytes().decode("utf-8", errors="replace").split("\n")
    except OSError as error:
        raise GoldError(f"{file}: {error.strerror}: check the path") from error


def _gold(
    file: Path, name: str, number: int, text: list[str], pairs: list[tuple[str, str]]
) -> dict[str, Any]:
    if not text:
        raise GoldError(f"{file}:{number}: record {name} has no text: add it")
    title, abstract = (text[0], "\n".join(text[1:])) if len(text) > 1 else ("", text[0])
    return {
        **objects.document(name, "en", title, abstract).to_dict(),
        "abbreviations": [
            {"lang": "en", "short": short, "long": long, "concept": None} for short, long in pairs
        ],
        "scope": {"concepts": False},
    }
