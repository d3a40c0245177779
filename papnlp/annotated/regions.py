"""Spans and short forms as regions with links, which is how most formats hold them.

A short form is a region labelled ``ShortForm``; where its long form stands is a
region ``LongForm``, and a link ``Abbreviation`` leads from the one to the other.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from papnlp.annotated.reading import (
    check_span,
    expect,
    member,
)
from papnlp.annotated.text import AnnotatedText, FormatError, ShortForm, Span

SHORT: Final = "ShortForm"
LONG: Final = "LongForm"
ABBREVIATION: Final = "Abbreviation"


@dataclass(frozen=True, slots=True)
class Region:
    """A labelled stretch of a text with the id that links use.

    Parameters
    ----------
    plain : bool
        Whether it is a span whatever its label; so is a span that happens to be
        labelled as short forms are.
    """

    id: str
    start: int
    end: int
    label: str
    concept: str | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link of regions: its type, and role and region id of each end."""

    kind: str
    nodes: tuple[tuple[str, str], ...]


def to_regions(text: AnnotatedText) -> tuple[list[Region], list[Link]]:
    """Return the regions and links of a text; ids are numbers from 1."""
    regions: list[Region] = []
    links = []

    def add(start: int, end: int, label: str, of: Span | ShortForm | None = None) -> str:
        name = str(len(regions) + 1)
        concept, attributes = (None, {}) if of is None else (of.concept, of.attributes)
        plain = isinstance(of, Span) and label in (SHORT, LONG)
        regions.append(Region(name, start, end, label, concept, attributes, plain))
        return name

    for span in text.spans:
        add(span.start, span.end, span.label, span)
    for short in text.short_forms:
        name = add(short.start, short.end, SHORT, short)
        if short.long_start is not None and short.long_end is not None:
            other = add(short.long_start, short.long_end, LONG)
            links.append(Link(ABBREVIATION, (("short", name), ("long", other))))
    return regions, links


def from_regions(
    regions: Sequence[Region], links: Sequence[Link]
) -> tuple[tuple[Span, ...], tuple[ShortForm, ...], list[dict[str, Any]]]:
    """Return spans, short forms, and the links that are none of short forms.

    Parameters
    ----------
    regions : sequence of Region
        In the order of the source.
    links : sequence of Link
        Their ends must be among the regions.
    """
    by_id = {region.id: region for region in reversed(regions)}
    longs, others = _longs(by_id, links)
    taken = {region.id for region in longs.values() if region.label == LONG and not region.plain}
    spans, shorts = [], []
    for region in regions:
        is_short = region.label == SHORT and not region.plain
        if is_short or region.id in longs:
            long = longs.get(region.id)
            shorts.append(
                ShortForm(
                    region.start,
                    region.end,
                    None if long is None else long.start,
                    None if long is None else long.end,
                    region.concept if is_short else None,
                    region.attributes if is_short else {},
                )
            )
        if not is_short and region.id not in taken:
            spans.append(
                Span(region.start, region.end, region.label, region.concept, region.attributes)
            )
    return tuple(spans), tuple(shorts), others


def _longs(
    by_id: Mapping[str, Region], links: Sequence[Link]
) -> tuple[dict[str, Region], list[dict[str, Any]]]:
    """Return long forms by the id of their short form, and the other links in words."""
    longs: dict[str, Region] = {}
    others = []
    for link in links:
        roles = dict(link.nodes)
        is_definition = link.kind == ABBREVIATION and set(roles) == {"short", "long"}
        # The first one stands; a second definition is kept as a link.
        if is_definition and roles["short"] not in longs:
            longs[roles["short"]] = by_id[roles["long"]]
            continue
        nodes = [
            {"role": role, "start": by_id[name].start, "end": by_id[name].end}
            for role, name in link.nodes
        ]
        others.append({"type": link.kind, "nodes": nodes})
    return longs, others


def pack(text: AnnotatedText) -> dict[str, Any]:
    """Return what stands beside the regions: sentences and what the source held besides."""
    packed: dict[str, Any] = {}
    if text.sentences:
        packed["sentences"] = [list(sentence) for sentence in text.sentences]
    if text.extra:
        packed["extra"] = dict(text.extra)
    return packed


def unpack(
    packed: object, text: str, where: str
) -> tuple[tuple[tuple[int, int, str | None], ...], dict[str, Any]]:
    """Return the sentences and the rest of what :func:`pack` gave; None is nothing.

    Raises
    ------
    FormatError
        If it is not of that shape, or a sentence lies outside the text.
    """
    if packed is None:
        return (), {}
    data = expect(packed, dict, f"{where}: 'papnlp'", "an object")
    sentences = []
    listed = expect(data.get("sentences") or [], list, f"{where}: sentences", "a list")
    for number, item in enumerate(listed, start=1):
        spot = f"{where}: sentence {number}"
        parts = expect(item, list, spot, "a list")
        if len(parts) != 3 or not isinstance(parts[2], str | None):
            raise FormatError(f"{spot}: not [start, end, section]: mend it")
        start, end = (expect(value, int, spot, "a whole number") for value in parts[:2])
        check_span(start, end, text, spot)
        sentences.append((start, end, parts[2]))
    return tuple(sentences), dict(expect(data.get("extra") or {}, dict, where, "an object"))


def build(
    bare: AnnotatedText,
    parts: tuple[Sequence[Region], Sequence[Link]],
    packed: object,
    where: str,
) -> AnnotatedText:
    """Return a bare text with what regions, links and what stood beside them say of it.

    Raises
    ------
    FormatError
        If a link leads to no region, or ``packed`` is not what :func:`pack` gave.
    """
    regions, links = parts
    known = {region.id for region in regions}
    for link in links:
        for _, end in link.nodes:
            if end not in known:
                raise FormatError(f"{where}: relation {link.kind}: no annotation {end}: mend it")
    sentences, extra = unpack(packed, bare.text, where)
    spans, shorts, others = from_regions(regions, links)
    if others:
        told = expect(extra.get("relations", []), list, f"{where}: relations", "a list")
        extra["relations"] = [*told, *others]
    return replace(
        bare,
        spans=spans,
        short_forms=shorts,
        sentences=sentences or bare.sentences,
        extra={**bare.extra, **extra},
    )


def details(region: Region) -> dict[str, Any]:
    """Return what a format has no place of its own for; empty if there is nothing."""
    found: dict[str, Any] = {}
    if region.concept is not None:
        found["concept"] = region.concept
    if region.attributes:
        found["attributes"] = dict(region.attributes)
    if region.plain:
        found["plain"] = True
    return found


def detailed(data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Return the fields of a region that :func:`details` gave.

    Raises
    ------
    FormatError
        If one is of another kind.
    """
    concept = data.get("concept")
    attributes = member(data, "attributes", dict, where) if data.get("attributes") else {}
    for key, value in attributes.items():
        if not isinstance(value, str | bool | int | float):
            raise FormatError(f"{where}: attribute {key!r}: neither text nor number: mend it")
    return {
        "concept": None if concept is None else expect(concept, str, f"{where}: concept", "text"),
        "attributes": attributes,
        "plain": data.get("plain") is True,
    }


def tell(found: Sequence[Region]) -> list[dict[str, Any]]:
    """Return the details of regions by place and label, for a format that keeps no ids.

    Of regions that share place and label all are told, so that they stay in order.
    """
    told = {(item.start, item.end, item.label) for item in found if details(item)}
    return [
        {"start": item.start, "end": item.end, "label": item.label, **details(item)}
        for item in found
        if (item.start, item.end, item.label) in told
    ]


class Told:
    """Gives what :func:`tell` told of a region, each once."""

    def __init__(self, items: Sequence[Mapping[str, Any]]) -> None:
        self._items: dict[str, deque[Mapping[str, Any]]] = defaultdict(deque)
        for item in items:
            key = repr((item.get("start"), item.get("end"), item.get("label")))
            self._items[key].append(item)

    def details(self, start: int, end: int, label: str, where: str) -> dict[str, Any]:
        """Return the fields of a region; empty if nothing was told.

        Raises
        ------
        FormatError
            If one is of the wrong kind.
        """
        items = self._items.get(repr((start, end, label)))
        return detailed(items.popleft(), where) if items else {}
