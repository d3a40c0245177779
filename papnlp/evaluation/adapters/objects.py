"""The pieces of a gold object that all adapters make alike."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import orjson

from papnlp.document import Document
from papnlp.evaluation.adapters.mapping import TypeMap
from papnlp.evaluation.adapters.notes import Notes
from papnlp.evaluation.gold import GoldError
from papnlp.text.numbers import parse_count

UNKNOWN: Final = "no label of ours"
BARE: Final = "bare words, which our guideline does not tag"
CODED: Final = "groups without a name"
UNCLEAR_SIZE: Final = "sample size given in several ways"
NOT_A_NUMBER: Final = "size that is no number"

Json = dict[str, Any]


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, with its line ends as they are.

    Raises
    ------
    GoldError
        If the file cannot be read, or is not UTF-8; the line is named.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror}: check the path") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GoldError(f"{path}:{line}: not UTF-8: save the file as UTF-8") from error


def files(path: Path, pattern: str, wanted: str) -> list[Path]:
    """Return the sorted files of a folder, or the one file that is given.

    Raises
    ------
    GoldError
        If there is none; ``wanted`` says what the folder should hold.
    """
    if path.is_file():
        return [path]
    found = sorted(path.glob(pattern)) if path.is_dir() else []
    if not found:
        raise GoldError(f"{path}: no {pattern} there: give {wanted}")
    return found


def json_lines(path: Path) -> Iterator[tuple[str, Json]]:
    """Yield the objects of a JSON Lines file with their places, such as ``file:3``.

    Raises
    ------
    GoldError
        If a line is not a JSON object.
    """
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            loaded = orjson.loads(line)
        except json.JSONDecodeError as error:
            raise GoldError(f"{where}: not JSON ({error.msg}): mend the line") from error
        yield where, an_object(loaded, where)


def an_object(loaded: object, where: str) -> Json:
    """Return a JSON value as an object, or refuse it."""
    if not isinstance(loaded, dict):
        raise GoldError(f"{where}: a JSON object is needed, not a {type(loaded).__name__}")
    return loaded


def string(item: Mapping[str, Any], key: str, where: str) -> str:
    """Return a field that must be a string.

    Raises
    ------
    GoldError
        If it is missing or is something else.
    """
    value = item.get(key)
    if not isinstance(value, str):
        raise GoldError(f"{where}: {key!r} is not a string: add it")
    return value


def split_title(text: str) -> tuple[str, str]:
    """Cut a text into title (first line) and abstract, offsets unchanged.

    Without a second line, or with an empty first one, all of it is abstract.
    """
    title, newline, abstract = text.partition("\n")
    if not newline or not title.strip() or not abstract.strip():
        return "", text
    return title, abstract


def document(name: str, lang: str, title: str, abstract: str) -> Document:
    """Return a document in one language."""
    return Document(name, {lang: title} if title else {}, {lang: abstract} if abstract else {})


def mention(lang: str, text: str, start: int, end: int, label: str) -> Json:
    """Return a mention whose concept is not annotated."""
    return {
        "lang": lang,
        "start": start,
        "end": end,
        "text": text[start:end],
        "label": label,
        "concept": None,
    }


def ordered(mentions: Iterable[Json]) -> list[Json]:
    """Return mentions in the order of their places, each once."""
    unique = {
        (item["start"], item["end"], item["label"], str(item.get("parts"))): item
        for item in mentions
    }
    return [unique[key] for key in sorted(unique)]


def study_sizes(
    types: TypeMap, sizes: Sequence[tuple[str, str, str]], notes: Notes
) -> dict[str, Any]:
    """Return the fields of ``study`` that numbers of a text fill.

    Parameters
    ----------
    types : TypeMap
        Says which type fills which field.
    sizes : sequence of (type, group, surface)
        In the order of the text. A size that a group repeats counts once.
    notes : Notes
        Receives surfaces that are no number, and sample sizes that are left
        out since the text gives several.
    """
    found: dict[str, dict[tuple[str, int], None]] = {}
    for kind, group, surface in sizes:
        value = parse_count(" ".join(surface.lower().split()))
        if not value:
            notes.add(NOT_A_NUMBER, kind)
            continue
        found.setdefault(types.study[kind], {})[group, value] = None
    study: dict[str, Any] = {}
    totals = {value for _, value in found.get("sample_size", ())}
    if len(totals) == 1:
        study["sample_size"] = totals.pop()
    elif totals:
        notes.add(UNCLEAR_SIZE, "documents")
    if "group_sizes" in found:
        study["group_sizes"] = [value for _, value in found["group_sizes"]]
    return study
