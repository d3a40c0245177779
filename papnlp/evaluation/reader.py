"""Gold sets: JSON Lines with offsets, or a folder of documents annotated by surface."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from papnlp.document import DocumentError
from papnlp.evaluation.check import check_gold
from papnlp.evaluation.gold import GoldError, from_surfaces
from papnlp.vocabulary.vocabulary import Vocabulary


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


def _read_folder(path: Path, vocabulary: Vocabulary) -> Iterator[tuple[str, dict[str, Any]]]:
    files = sorted((path / "docs").glob("*.json"))
    if not files:
        raise GoldError(f"{path}: no docs/*.json: give a gold folder or a .jsonl file")
    for file in files:
        annotation = path / "annotations" / file.name
        try:
            gold = from_surfaces(_load(file), _load(annotation), vocabulary)
        except KeyError as error:
            raise GoldError(f"{annotation}: {error} is missing: add it") from error
        except (GoldError, DocumentError) as error:
            raise GoldError(f"{annotation}: {error}") from error
        yield str(annotation), gold


def json_lines(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield the values of a JSON Lines file with their places, such as ``file:3``.

    Raises
    ------
    GoldError
        If the file cannot be read or a line is not JSON.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                loaded = orjson.loads(line)
            except json.JSONDecodeError as error:
                raise GoldError(f"{path}:{number}: not JSON ({error.msg})") from error
            yield f"{path}:{number}", loaded


def checked(placed: Iterable[tuple[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield gold objects that are sound, each document once.

    Parameters
    ----------
    placed : iterable of (str, any JSON)
        Where each stands, and what should be a gold object.

    Raises
    ------
    GoldError
        If one is malformed, or if two documents have the same id.
    """
    seen: dict[str, str] = {}
    for where, gold in placed:
        check_gold(gold, where)
        identifier = str(gold["id"])
        if identifier in seen:
            raise GoldError(
                f"{where}: document {identifier!r} stands at {seen[identifier]} too: change one id"
            )
        seen[identifier] = where
        yield gold


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
        If a file is missing, is not JSON, or is malformed (see
        :func:`papnlp.evaluation.check.check_gold`), or if two documents have
        the same id; file, line and reason are named in one line.
    """
    yield from checked(_read_folder(path, vocabulary) if path.is_dir() else json_lines(path))


def read_public(
    name: str, path: Path, options: Mapping[str, str], say: Callable[[str], None]
) -> Iterator[dict[str, Any]]:
    """Read a gold set that others published, by the adapter of its format.

    Parameters
    ----------
    name : str
        Name of the adapter.
    path : Path
        The set, in the layout in which it is published.
    options : mapping of str to str
        Options of the adapter.
    say : callable
        Receives one line that counts what was left out.

    Raises
    ------
    GoldError
        If there is no such adapter, or the set is malformed.
    """
    from papnlp.evaluation.adapters import read_gold_set  # noqa: PLC0415 (opens its tables)

    golds = read_gold_set(name, path, say=say, **options)
    yield from checked((f"{path}: {gold.get('id')}", gold) for gold in golds)
