"""doccano: labelled text in JSON Lines, with and without relations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from papnlp.annotated import regions
from papnlp.annotated.formats import Loss
from papnlp.annotated.reading import (
    check_span,
    check_text,
    dump,
    expect,
    filled_lines,
    head,
    identifier,
    json_object,
    language,
    member,
    members,
    whole_file,
)
from papnlp.annotated.refusals import Refuse, attempted, strict
from papnlp.annotated.regions import Link, Region
from papnlp.annotated.text import AnnotatedText, FormatError

_OWN = frozenset(("id", "text", "lang", "label", "labels", "entities", "relations", "papnlp"))


class Doccano:
    """Sequence labelling of doccano.

    Both exports are read: ``label`` (or ``labels``) with start, end and label,
    and ``entities`` with ``relations``. The latter is written, for projects that
    allow relations. doccano gives documents and entities ids of its own and
    keeps further fields as metadata: so our id, and concepts and attributes by
    place and label, are in the field ``papnlp``. Offsets are code points.
    """

    name: str = "doccano"
    suffixes: tuple[str, ...] = (".jsonl",)

    def sniff(self, path: Path) -> bool:
        """Return whether the first line is labelled text of doccano."""
        try:
            first = orjson.loads(head(path).split(b"\n", 1)[0])
        except orjson.JSONDecodeError:
            return False
        if not isinstance(first, dict) or not isinstance(first.get("text"), str):
            return False
        if isinstance(first.get("entities"), list):
            return all(isinstance(i, dict) and "start_offset" in i for i in first["entities"])
        labels = first.get("label", first.get("labels"))
        return isinstance(labels, list) and all(
            isinstance(item, list) and len(item) == 3 for item in labels
        )

    def read(self, path: Path, refuse: Refuse = strict) -> Iterator[AnnotatedText]:
        """Yield the texts, one a line.

        Raises
        ------
        FormatError
            If a line is malformed, or an entity does not stand in its text.
        """
        for number, (where, line) in enumerate(filled_lines(path), start=1):
            yield from attempted(refuse, _texts, line, number, where)

    def write(self, texts: Iterable[AnnotatedText], path: Path) -> list[Loss]:
        """Write each text as a line with entities and relations; nothing is lost.

        Raises
        ------
        FormatError
            If an offset lies outside its text, or the file cannot be written.
        """
        with whole_file(path) as stream:
            for text in texts:
                where = check_text(text, path)
                stream.write(dump(_line(text), where) + b"\n")
        return []


def _line(text: AnnotatedText) -> dict[str, Any]:
    found, links = regions.to_regions(text)
    packed = {"id": text.id, **regions.pack(text)}
    if told := regions.tell(found):
        packed["entities"] = told
    return {
        "id": text.id,
        "lang": text.lang,
        "text": text.text,
        "entities": [
            {"id": int(r.id), "label": r.label, "start_offset": r.start, "end_offset": r.end}
            for r in found
        ],
        "relations": [
            {
                "id": number,
                "from_id": int(link.nodes[0][1]),
                "to_id": int(link.nodes[1][1]),
                "type": link.kind,
            }
            for number, link in enumerate(links, start=1)
        ],
        "papnlp": packed,
    }


def _texts(line: bytes, number: int, where: str) -> tuple[AnnotatedText]:
    return (_text(json_object(line, where), number, where),)


def _text(data: dict[str, Any], number: int, where: str) -> AnnotatedText:
    text = member(data, "text", str, where)
    lang = language(data.get("lang"), text, where)
    packed = dict(member(data, "papnlp", dict, where)) if data.get("papnlp") else {}
    name = identifier(packed.get("id", data.get("id", number)), where)
    told = regions.Told(members(packed, "entities", where))
    found = []
    for place, start, end, label in _entities(data, where):
        spot = f"{where}: entity {place}"
        check_span(start, end, text, spot)
        found.append(Region(place, start, end, label, **told.details(start, end, label, spot)))
    links = [_link(item, where) for item in members(data, "relations", where)]
    further = {key: value for key, value in data.items() if key not in _OWN}
    if further:
        extra = expect(packed.get("extra") or {}, dict, where, "an object")
        packed["extra"] = {**extra, "metadata": {**extra.get("metadata", {}), **further}}
    return regions.build(AnnotatedText(name, lang, text), (found, links), packed, where)


def _entities(data: dict[str, Any], where: str) -> Iterator[tuple[str, int, int, str]]:
    """Yield id, start, end and label."""
    if data.get("entities") is not None:
        for item in members(data, "entities", where):
            name = identifier(item.get("id"), f"{where}: entity")
            spot = f"{where}: entity {name}"
            start, end = (member(item, key, int, spot) for key in ("start_offset", "end_offset"))
            yield name, start, end, member(item, "label", str, spot)
        return
    key = "labels" if data.get("label") is None else "label"
    if data.get(key) is None:
        raise FormatError(f"{where}: neither 'label' nor 'entities': export sequence labelling")
    for number, item in enumerate(member(data, key, list, where), start=1):
        spot = f"{where}: {key} {number}"
        if not isinstance(item, list) or len(item) != 3:
            raise FormatError(f"{spot}: not [start, end, label]: export sequence labelling")
        start, end = (expect(value, int, spot, "a whole number") for value in item[:2])
        yield str(number), start, end, expect(item[2], str, spot, "a label")


def _link(item: dict[str, Any], where: str) -> Link:
    kind = member(item, "type", str, f"{where}: relation")
    one, other = (
        identifier(item.get(key), f"{where}: relation {kind}: {key}")
        for key in ("from_id", "to_id")
    )
    roles = ("short", "long") if kind == regions.ABBREVIATION else ("from", "to")
    return Link(kind, ((roles[0], one), (roles[1], other)))
