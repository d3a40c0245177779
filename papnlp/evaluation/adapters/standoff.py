"""Texts with annotations beside them: brat, PubTator and BioC, as the published sets use them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from papnlp.document import Document
from papnlp.evaluation.adapters import objects
from papnlp.evaluation.adapters.notes import Notes
from papnlp.evaluation.gold import GoldError

MOVED: Final = "spans moved to where their text stands"
NOWHERE: Final = "spans whose text does not stand there"

_REACH: Final = 10
"""How many characters off a span may be."""

_SPAN: Final = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)")
_RELATION: Final = re.compile(r"(\S+) \S+:(\S+) \S+:(\S+)")
_TEXT: Final = re.compile(r"([^|\t]+)\|([ta])\|(.*)")
_NO_CONCEPT: Final = frozenset(("", "-", "-1"))


@dataclass(frozen=True, slots=True)
class Span:
    """An annotation: offsets of its parts into the text, and its text as the file has it."""

    kind: str
    parts: tuple[tuple[int, int], ...]
    written: str
    where: str
    concept: str | None = None

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.parts[-1][1]


@dataclass(slots=True)
class Standoff:
    """A document with its annotations and relations.

    Attributes
    ----------
    source : Document
        The document; offsets are into its text.
    spans : dict of str to Span
        By the id of the file.
    relations : list of (str, str, str, str)
        Type, ids of the two spans, and place in the file.
    """

    source: Document
    spans: dict[str, Span] = field(default_factory=dict)
    relations: list[tuple[str, str, str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text that offsets are into."""
        return self.source.text("en")


def placed(span: Span, text: str, notes: Notes) -> Span | None:
    """Return a span where its text stands: there, or a few characters off.

    Parameters
    ----------
    span : Span
        As the file has it.
    text : str
        Text of the document.
    notes : Notes
        Receives spans that were moved, and those that have to be left out.
    """
    if _stands(span, text):
        return span
    if len(span.parts) == 1 and span.written:
        begin = max(0, span.start - _REACH)
        found = [
            begin + match.start()
            for match in re.finditer(
                re.escape(span.written), text[begin : span.end + _REACH + len(span.written)]
            )
        ]
        if found:
            start = min(found, key=lambda at: abs(at - span.start))
            notes.add(MOVED, span.kind)
            parts = ((start, start + len(span.written)),)
            return replace(span, parts=parts)
    notes.add(NOWHERE, span.kind)
    return None


def _checked(parts: tuple[tuple[int, int], ...], text: str, where: str) -> None:
    for start, end in parts:
        if not 0 <= start < end <= len(text):
            raise GoldError(
                f"{where}: {start}-{end} lies outside the text of {len(text)} characters: "
                f"give text and annotations of one release"
            )


def read_brat(path: Path) -> Iterator[Standoff]:
    """Yield the documents of a folder of brat, by name: spans and relations.

    Raises
    ------
    GoldError
        If a text is missing, or a line is malformed.
    """
    for file in objects.files(path, "*.ann", "a folder of .txt and .ann files"):
        text = objects.read_text(file.with_suffix(".txt"))
        if not text.strip():
            raise GoldError(f"{file.with_suffix('.txt')}: empty: give text and annotations")
        title, abstract = objects.split_title(text)
        found = Standoff(objects.document(file.stem, "en", title, abstract))
        for number, line in enumerate(objects.read_text(file).split("\n"), start=1):
            if line.strip():
                _brat_line(line.rstrip("\r"), found, f"{file}:{number}")
        for _, one, other, where in found.relations:
            for name in (one, other):
                if name not in found.spans:
                    raise GoldError(f"{where}: no span {name}: mend the line")
        yield found


def _brat_line(line: str, found: Standoff, where: str) -> None:
    name, _, rest = line.partition("\t")
    body, _, written = rest.partition("\t")
    if name.startswith("T") or not rest:
        match = _SPAN.fullmatch(body)
        if not match or not written:
            raise GoldError(f"{where}: no 'T1<tab>TYPE START END<tab>TEXT': mend the line")
        offsets = [tuple(map(int, part.split())) for part in match[2].split(";")]
        parts = tuple(sorted((start, end) for start, end in offsets))
        _checked(parts, found.text, where)
        found.spans[name] = Span(match[1], parts, written, where)
    elif name.startswith("R"):
        match = _RELATION.fullmatch(body.strip())
        if not match:
            raise GoldError(f"{where}: no 'R1<tab>TYPE Arg1:T1 Arg2:T2': mend the line")
        found.relations.append((match[1], match[2], match[3], where))


def read_pubtator(file: Path) -> Iterator[Standoff]:
    """Yield the documents of a PubTator file.

    Raises
    ------
    GoldError
        If a line is malformed, or belongs to another document.
    """
    texts: dict[str, str] = {}
    name, found = "", None
    for number, line in enumerate(objects.read_text(file).split("\n"), start=1):
        where = f"{file}:{number}"
        match = _TEXT.fullmatch(line.rstrip("\r"))
        if match:
            if match[2] == "t":
                if found is not None:
                    yield found
                name, texts, found = match[1], {}, None
            texts[match[2]] = match[3]
            if match[2] == "a":
                source = objects.document(name, "en", texts.get("t", ""), texts["a"])
                found = Standoff(source)
        elif line.strip():
            if found is None:
                raise GoldError(f"{where}: no title and abstract before this line: is it PubTator?")
            _pubtator_line(line.rstrip("\r").split("\t"), found, where)
    if found is not None:
        yield found


def _pubtator_line(fields: list[str], found: Standoff, where: str) -> None:
    if fields[0] != found.source.id:
        raise GoldError(f"{where}: belongs to {fields[0]!r}, not {found.source.id!r}: reorder")
    if len(fields) == 4 and not fields[1].isdecimal():
        found.relations.append((fields[1], fields[2], fields[3], where))
        return
    if len(fields) < 5 or not (fields[1].isdecimal() and fields[2].isdecimal()):
        raise GoldError(f"{where}: no 'ID<tab>START<tab>END<tab>TEXT<tab>TYPE': mend the line")
    parts = ((int(fields[1]), int(fields[2])),)
    _checked(parts, found.text, where)
    concept = fields[5].strip() if len(fields) > 5 else ""
    found.spans[str(len(found.spans))] = Span(
        fields[4], parts, fields[3], where, None if concept in _NO_CONCEPT else concept
    )


def read_bioc(
    file: Path, identifier: str, inner: frozenset[str] = frozenset()
) -> Iterator[Standoff]:
    """Yield the documents of a BioC XML file.

    Parameters
    ----------
    file : Path
        The file.
    identifier : str
        The ``infon`` that names the concept.
    inner : frozenset of str, optional
        Values of the ``infon`` ``CompositeRole`` of annotations that only mark a
        part of another one; these are passed over.

    Raises
    ------
    GoldError
        If it is not BioC, or an annotation lies outside the text.
    """
    try:
        root = ET.fromstring(objects.read_text(file).encode())  # noqa: S314 (a file of the user)
    except ET.ParseError as error:
        raise GoldError(f"{file}:{error.position[0]}: not XML: mend the file") from error
    if root.tag != "collection":
        raise GoldError(f"{file}: no <collection>: give a BioC file")
    for element in root.iterfind("document"):
        where = f"{file}: document {(element.findtext('id') or '').strip()}"
        try:
            yield _bioc_document(element, identifier, inner, where)
        except ValueError as error:
            if isinstance(error, GoldError):
                raise
            raise GoldError(f"{where}: an offset is no number: mend it") from error


def _bioc_document(
    element: ET.Element, identifier: str, inner: frozenset[str], where: str
) -> Standoff:
    name = (element.findtext("id") or "").strip()
    passages = element.findall("passage")
    texts = [passage.findtext("text") or "" for passage in passages]
    titled = bool(passages) and _infon(passages[0], "type") == "title" and bool(texts[1:])
    title = texts[0] if titled else ""
    abstract = "\n".join(texts[1:] if titled else texts)
    if not name or not abstract.strip():
        raise GoldError(f"{where}: no id or no text: add it")
    found = Standoff(objects.document(name, "en", title, abstract))
    at = 0
    for passage, text in zip(passages, texts, strict=True):
        spans = [
            _bioc_span(item, identifier, where)
            for item in passage.iterfind("annotation")
            if _infon(item, "CompositeRole") not in inner
        ]
        declared = at - int(passage.findtext("offset") or 0)
        for span in _shifted(spans, declared, found.text):
            _checked(span.parts, found.text, span.where)
            found.spans[str(len(found.spans))] = span
        at += len(text) + 1
    for relation in element.iterfind("relation"):
        found.relations.append((_infon(relation, "relation"), "", "", where))
    return found


def _bioc_span(annotation: ET.Element, identifier: str, where: str) -> Span:
    spot = f"{where}: annotation {annotation.get('id')}"
    places = [
        (int(place.get("offset", "")), int(place.get("length", "")))
        for place in annotation.iterfind("location")
    ]
    if not places:
        raise GoldError(f"{spot}: no location: add it")
    parts = tuple(sorted((start, start + length) for start, length in places))
    concept = _infon(annotation, identifier)
    written = annotation.findtext("text") or ""
    kind = _infon(annotation, "type")
    return Span(kind, parts, written, spot, None if concept in _NO_CONCEPT else concept)


def _shifted(spans: list[Span], declared: int, text: str) -> list[Span]:
    """Return spans as offsets into the text.

    The offset that a passage declares is off in some published files, where the
    length of the title was taken with its entities; the offsets of the
    annotations are then right as they stand. What fits more of them is taken.
    """
    candidates = [
        [
            replace(span, parts=tuple((start + by, end + by) for start, end in span.parts))
            for span in spans
        ]
        for by in dict.fromkeys((declared, 0))
    ]
    return max(candidates, key=lambda moved: sum(_stands(span, text) for span in moved))


def _stands(span: Span, text: str) -> bool:
    stands = " ".join(text[max(0, start) : max(0, end)] for start, end in span.parts)
    return stands.split() == span.written.split()


def _infon(element: ET.Element, key: str) -> str:
    return next((i.text or "" for i in element.iterfind("infon") if i.get("key") == key), "")
