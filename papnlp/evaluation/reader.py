"""Gold sets: JSON Lines with offsets, or a folder of documents annotated by surface."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import orjson

from papnlp.document import LANGUAGES, Document, DocumentError
from papnlp.evaluation.gold import GoldError, from_surfaces
from papnlp.evidence import LABELS
from papnlp.vocabulary.vocabulary import Vocabulary

_PARTS: Final = {
    "mentions": ("lang", "start", "end", "label", "concept"),
    "abbreviations": ("lang", "short", "long", "concept"),
    "records": ("intervention", "outcome", "direction"),
}
"""The lists of a gold document, with the fields that each item must have."""


def _load(path: Path) -> dict[str, Any]:
    try:
        loaded = orjson.loads(path.read_bytes())
    except json.JSONDecodeError as error:
        raise GoldError(f"{path}: not JSON ({error.msg}): mend the file") from error
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror}") from error
    if not isinstance(loaded, dict):
        raise GoldError(f"{path}: a JSON object is needed, not a {type(loaded).__name__}")
    return loaded


def _read_folder(path: Path, vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    files = sorted((path / "docs").glob("*.json"))
    if not files:
        raise GoldError(f"{path}: no docs/*.json: give a gold folder or a .jsonl file")
    for file in files:
        annotation = path / "annotations" / file.name
        try:
            yield from_surfaces(_load(file), _load(annotation), vocabulary)
        except KeyError as error:
            raise GoldError(f"{annotation}: {error} is missing: add it") from error
        except (GoldError, DocumentError) as error:
            raise GoldError(f"{annotation}: {error}") from error


def _check_items(gold: Mapping[str, Any], where: str) -> None:
    for part, fields in _PARTS.items():
        items = gold.get(part)
        if not isinstance(items, list):
            raise GoldError(f"{where}: {part!r} must be a list")
        for number, item in enumerate(items, start=1):
            if not isinstance(item, dict):
                raise GoldError(f"{where}: {part} {number} must be an object")
            for field in fields:
                if field not in item:
                    raise GoldError(f"{where}: {part} {number} has no {field!r}: add it")


def _check_mention(mention: Mapping[str, Any], document: Document, where: str) -> None:
    lang, start, end = mention["lang"], mention["start"], mention["end"]
    if lang not in LANGUAGES:
        raise GoldError(f"{where}: mention has the language {lang!r}: use 'en' or 'zh'")
    if mention["label"] not in LABELS:
        raise GoldError(f"{where}: label {mention['label']!r}: use one of {', '.join(LABELS)}")
    text = document.text(lang)
    whole = isinstance(start, int) and isinstance(end, int)
    if not whole or not 0 <= start < end <= len(text):
        raise GoldError(
            f"{where}: mention {lang} {start}-{end} lies outside the text: check its offsets"
        )
    written = mention.get("text")
    if written is not None and text[start:end] != written:
        raise GoldError(f"{where}: mention {lang} {start}-{end} is not {written!r} in the text")


def _check(gold: Any, where: str) -> None:  # noqa: ANN401 (any JSON)
    try:
        document = Document.from_dict(gold)
    except DocumentError as error:
        raise GoldError(f"{where}: {error}") from error
    _check_items(gold, where)
    if not isinstance(gold.get("study"), dict):
        raise GoldError(f"{where}: 'study' must be an object")
    for mention in gold["mentions"]:
        _check_mention(mention, document, where)


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
