"""Gold sets: JSON Lines with offsets, or a folder of documents annotated by surface."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import orjson

from papnlp.document import LANGUAGES, Document, DocumentError
from papnlp.evaluation.gold import GoldError, from_surfaces
from papnlp.vocabulary.vocabulary import Vocabulary

_PARTS: Final = ("mentions", "abbreviations", "records")


def _load(path: Path) -> Any:  # noqa: ANN401 (any JSON)
    try:
        return orjson.loads(path.read_bytes())
    except json.JSONDecodeError as error:
        raise GoldError(f"{path}: not JSON ({error.msg}): mend the file") from error
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror}") from error


def _read_folder(path: Path, vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    files = sorted((path / "docs").glob("*.json"))
    if not files:
        raise GoldError(f"{path}: no docs/*.json: give a gold folder or a .jsonl file")
    for file in files:
        annotation = path / "annotations" / file.name
        try:
            yield from_surfaces(_load(file), _load(annotation), vocabulary)
        except (GoldError, DocumentError, KeyError) as error:
            raise GoldError(f"{annotation}: {error}") from error


def _check(gold: dict[str, Any], where: str) -> None:
    try:
        document = Document.from_dict(gold)
    except DocumentError as error:
        raise GoldError(f"{where}: {error}") from error
    for part in _PARTS:
        if not isinstance(gold.get(part), list):
            raise GoldError(f"{where}: {part!r} must be a list")
    if not isinstance(gold.get("study"), dict):
        raise GoldError(f"{where}: 'study' must be an object")
    for mention in gold["mentions"]:
        lang, start, end = mention["lang"], mention["start"], mention["end"]
        if lang not in LANGUAGES or not 0 <= start < end <= len(document.text(lang)):
            raise GoldError(
                f"{where}: mention {lang} {start}-{end} lies outside the text: check its offsets"
            )
        written = mention.get("text")
        if written is not None and document.text(lang)[start:end] != written:
            raise GoldError(f"{where}: mention {lang} {start}-{end} is not {written!r} in the text")


def read_gold(path: Path, vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    """Read a gold set.

    Parameters
    ----------
    path : Path
        A JSON Lines file with offsets, or a folder with ``docs/`` and
        ``annotations/`` made by surface.
    vocabulary : Vocabulary
        Resolves canonical names of annotations made by surface.

    Yields
    ------
    dict
        One gold document.

    Raises
    ------
    GoldError
        If a file is missing, is not JSON, or holds a span that its text does not
        have; file and line are named.
    """
    if path.is_dir():
        yield from _read_folder(path, vocabulary)
        return
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            where = f"{path}:{number}"
            try:
                gold = orjson.loads(line)
            except json.JSONDecodeError as error:
                raise GoldError(f"{where}: not JSON ({error.msg})") from error
            _check(gold, where)
            yield gold
