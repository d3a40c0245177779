"""CMeEE: entities in Chinese medical text, both published variants (Zan et al., 2021)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import orjson

from papnlp.evaluation.adapters import objects
from papnlp.evaluation.adapters.mapping import TypeMap, type_map
from papnlp.evaluation.adapters.notes import Notes
from papnlp.evaluation.gold import GoldError


def read(path: Path, notes: Notes) -> Iterator[dict[str, Any]]:
    """Yield the sentences of CMeEE.

    The first release counts ``end_idx`` as the last character, the second as one
    past it; ``entity`` tells which, entity by entity.

    Parameters
    ----------
    path : Path
        A JSON file: a list of ``{"text", "entities"}``, or one such object a
        line.
    notes : Notes
        Receives what is left out.

    Raises
    ------
    GoldError
        If the file is missing or malformed, has no entities (the published test
        part has none), or an entity does not stand at its offsets.
    """
    types = type_map("cmeee")
    for number, (where, item) in enumerate(_items(path), start=1):
        text = objects.string(item, "text", where)
        entities = item.get("entities")
        if not isinstance(entities, list):
            raise GoldError(f"{where}: no list 'entities': give the train or dev file")
        if not text.strip():
            raise GoldError(f"{where}: 'text' is empty: take the item out")
        mentions = [
            found
            for index, entity in enumerate(entities, start=1)
            if (found := _mention(text, entity, types, notes, f"{where}: entity {index}"))
        ]
        yield {
            **objects.document(f"{path.stem}-{number}", "zh", "", text).to_dict(),
            "mentions": objects.ordered(mentions),
            "scope": types.scope,
        }


_HEAD: Final = 64


def _items(path: Path) -> Iterator[tuple[str, objects.Json]]:
    text = objects.read_text(path)
    if not text[:_HEAD].lstrip().startswith("["):
        yield from objects.json_lines(path)
        return
    try:
        loaded = orjson.loads(text)
    except json.JSONDecodeError as error:
        raise GoldError(f"{path}:{error.lineno}: not JSON ({error.msg}): mend the file") from error
    for number, item in enumerate(loaded, start=1):
        where = f"{path}: item {number}"
        yield where, objects.an_object(item, where)


def _mention(
    text: str, entity: object, types: TypeMap, notes: Notes, where: str
) -> objects.Json | None:
    item = objects.an_object(entity, where)
    kind, surface = objects.string(item, "type", where), objects.string(item, "entity", where)
    start, end = item.get("start_idx"), item.get("end_idx")
    if not isinstance(start, int) or not isinstance(end, int):
        raise GoldError(f"{where}: 'start_idx' and 'end_idx' must be numbers: add them")
    if not surface or start < 0 or surface not in (text[start : end + 1], text[start:end]):
        raise GoldError(f"{where}: {surface!r} does not stand at {start}-{end}: mend its offsets")
    if kind not in types.labels:
        notes.add(objects.UNKNOWN, kind)
        return None
    return objects.mention("zh", text, start, start + len(surface), types.labels[kind])
