"""Documents of BioC, as the objects that its JSON has, and annotated texts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import orjson

from papnlp.annotated import regions
from papnlp.annotated.bioc_places import Note, infons_of, place
from papnlp.annotated.losses import Losses
from papnlp.annotated.reading import (
    check_span,
    dump,
    expect,
    identifier,
    language,
    members,
)
from papnlp.annotated.regions import Link, Region
from papnlp.annotated.text import AnnotatedText, FormatError

_TYPE: Final = "type"
_CONCEPT: Final = "identifier"
_OURS: Final = "papnlp:"
_STRINGS: Final = _OURS + "strings"
_PLAIN: Final = _OURS + "plain"
_RESERVED: Final = frozenset((_TYPE, _CONCEPT))
_NO_CONCEPT: Final = frozenset(("", "-"))
_DISCONTINUOUS: Final = "annotations in several parts, read from the first to the last"
_UNPLACED: Final = "annotations without a place, left out"

# How Ab3P and its kin call abbreviations, beside our own names.
_ABBREVIATIONS: Final = frozenset((regions.ABBREVIATION, "ABRV"))
_ROLES: Final = {"short": "short", "long": "long", "ShortForm": "short", "LongForm": "long"}
_LABELS: Final = {"short": regions.SHORT, "long": regions.LONG}


def to_document(text: AnnotatedText, where: str) -> dict[str, Any]:
    """Return the BioC document of a text."""
    infons = {"lang": text.lang}
    if packed := regions.pack(text):
        infons["papnlp"] = dump(packed, where).decode()
    found, links = regions.to_regions(text)
    passages = _passages(text)
    last = passages[-1]
    for region in found:
        # What begins in the title stands with it, also where it ends beyond.
        passage = passages[0] if region.start < last["offset"] else last
        passage["annotations"].append(_annotation(region, text.text))
    return {
        "id": text.id,
        "infons": infons,
        "passages": passages,
        "annotations": [],
        "relations": [_relation(number, link) for number, link in enumerate(links, start=1)],
    }


def _passages(text: AnnotatedText) -> list[dict[str, Any]]:
    """Return title and abstract, or the abstract where no title can be told.

    A title is the first line, as papnlp and its kin join texts, unless the
    sentences say that the text begins with something else.
    """
    title, line_end, abstract = text.text.partition("\n")
    first = text.sentences[0][2] if text.sentences else None
    if not (title and line_end and abstract) or first not in {None, "title"}:
        return [_passage("abstract", 0, text.text)]
    return [_passage("title", 0, title), _passage("abstract", len(title) + 1, abstract)]


def _passage(kind: str, offset: int, text: str) -> dict[str, Any]:
    return {
        "offset": offset,
        "infons": {_TYPE: kind},
        "text": text,
        "sentences": [],
        "annotations": [],
        "relations": [],
    }


def _annotation(region: Region, text: str) -> dict[str, Any]:
    infons = {_TYPE: region.label}
    if region.concept is not None:
        infons[_CONCEPT] = region.concept
    strings = []
    is_short = region.label == regions.SHORT and not region.plain
    for key, value in region.attributes.items():
        ours = key in _RESERVED or key.startswith(_OURS)
        infons[_OURS + key if ours else key] = _written(value)
        if isinstance(value, str) and not isinstance(_value(value, numbers=is_short), str):
            strings.append(key)
    # Infons are text: which ones only look like a truth or a number is said once.
    if strings:
        infons[_STRINGS] = orjson.dumps(strings).decode()
    if region.plain:
        infons[_PLAIN] = "true"
    return {
        "id": region.id,
        "infons": infons,
        "text": text[region.start : region.end],
        "locations": [{"offset": region.start, "length": region.end - region.start}],
    }


def _relation(number: int, link: Link) -> dict[str, Any]:
    nodes = [{"refid": name, "role": role} for role, name in link.nodes]
    return {"id": f"R{number}", "infons": {_TYPE: link.kind}, "nodes": nodes}


def _written(value: str | float) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(float(value))


def _value(written: str, *, numbers: bool) -> str | bool | float:
    """Return what an infon says: a truth, a number written as Python writes it, or text."""
    if written in {"true", "false"}:
        return written == "true"
    try:
        number = float(written) if numbers else math.nan
    except ValueError:
        return written
    return number if math.isfinite(number) and str(number) == written else written


def from_document(document: Mapping[str, Any], where: str, losses: Losses) -> AnnotatedText:
    """Return the text of a BioC document.

    Parameters
    ----------
    document : mapping
        As in JSON; numbers may be text.
    where : str
        Its place.
    losses : Losses
        Receives what a text cannot hold.

    Raises
    ------
    FormatError
        If it is malformed, or an annotation does not stand in the text.
    """
    name = identifier(document.get("id"), where)
    where = f"{where} ({name})"
    placed = place(document, where)
    infons = infons_of(document, where)
    packed = _packed(infons.pop("papnlp", None), where)
    lang = language(infons.pop("lang", None), placed.text, where)
    found = []
    for note in placed.notes():
        if note.parts:
            losses.add(_DISCONTINUOUS, len(note.parts) > 1)
            found.append(_region(note, placed.text))
        else:
            losses.add(_UNPLACED)
    links, others = _links(placed.relations, found, where)
    if others:
        extra = packed.get("extra", {})
        packed["extra"] = {**extra, "relations": [*extra.get("relations", ()), *others]}
    bare = AnnotatedText(
        name,
        lang,
        placed.text,
        sentences=tuple(placed.sentences),
        extra={"infons": infons} if infons else {},
    )
    return regions.build(bare, (_relabelled(found, links), links), packed, where)


def _packed(written: str | None, where: str) -> dict[str, Any]:
    if written is None:
        return {}
    try:
        packed = orjson.loads(written)
    except orjson.JSONDecodeError as error:
        raise FormatError(f"{where}: infon papnlp: not JSON: mend or remove it") from error
    return expect(packed, dict, f"{where}: infon papnlp", "an object")


def _region(note: Note, text: str) -> Region:
    infons = dict(note.infons)
    if _TYPE not in infons:
        raise FormatError(f"{note.where}: no infon type: add it")
    start, end = note.parts[0][0], note.parts[-1][1]
    for part in note.parts:
        check_span(*part, text, note.where)
    if not note.stands(text):
        check_span(start, end, text, note.where, note.written)
    label, concept = infons.pop(_TYPE), infons.pop(_CONCEPT, None)
    plain = infons.pop(_PLAIN, None) == "true"
    strings = _strings(infons.pop(_STRINGS, "[]"), note.where)
    is_short = label == regions.SHORT and not plain
    attributes: dict[str, Any] = {}
    for written, value in infons.items():
        key = written.removeprefix(_OURS)
        attributes[key] = value if key in strings else _value(value, numbers=is_short)
    if len(note.parts) > 1:
        attributes["parts"] = ";".join(f"{start}-{end}" for start, end in note.parts)
    concept = None if concept in _NO_CONCEPT else concept
    return Region(note.name, start, end, label, concept, attributes, plain)


def _strings(written: str, where: str) -> list[Any]:
    try:
        return expect(orjson.loads(written), list, f"{where}: infon {_STRINGS}", "a list")
    except orjson.JSONDecodeError as error:
        raise FormatError(f"{where}: infon {_STRINGS}: not JSON: remove it") from error


def _links(
    relations: Iterable[Mapping[str, Any]], found: Sequence[Region], where: str
) -> tuple[list[Link], list[dict[str, Any]]]:
    """Return the links of short forms, and every other relation as the file has it."""
    places = {region.id: {"start": region.start, "end": region.end} for region in found}
    links, others = [], []
    for item in relations:
        spot = f"{where}: relation {item.get('id')}"
        infons = infons_of(item, spot)
        kind = infons.pop(_TYPE, None) or infons.pop("relation", "")
        nodes = [
            (str(node.get("role") or ""), identifier(node.get("refid"), f"{spot}: node"))
            for node in members(item, "nodes", spot)
        ]
        roles = tuple((_ROLES.get(role, role), name) for role, name in nodes)
        if kind in _ABBREVIATIONS and sorted(role for role, _ in roles) == ["long", "short"]:
            links.append(Link(regions.ABBREVIATION, roles))
            continue
        # Some published relations name concepts, or other relations, and no annotation.
        ends = [{"role": role, **places.get(name, {"refid": name})} for role, name in nodes]
        others.append({"type": kind, "nodes": ends, **({"infons": infons} if infons else {})})
    return links, others


def _relabelled(found: Sequence[Region], links: Iterable[Link]) -> list[Region]:
    """Return the regions with our labels for short and long forms."""
    roles = {name: role for link in links for role, name in link.nodes}
    return [
        replace(region, label=_LABELS[roles[region.id]])
        if region.label in _ABBREVIATIONS and region.id in roles
        else region
        for region in found
    ]
