"""Texts with annotations beside them: brat, PubTator and BioC, as the published sets use them.

Lines and passages are read as ``papnlp convert`` reads them; only what stands
at the offsets is not insisted on, since published sets are a few characters off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from papnlp.annotated.bioc_places import infons_of, place
from papnlp.annotated.bioc_xml import documents as bioc_documents
from papnlp.annotated.brat_fields import relation_fields, span_fields
from papnlp.annotated.files import numbered_lines
from papnlp.annotated.pubtator_rows import TEXT as PUBTATOR_TEXT
from papnlp.annotated.pubtator_rows import blocks as pubtator_blocks
from papnlp.annotated.pubtator_rows import is_relation, row_of
from papnlp.annotated.text import FormatError
from papnlp.document import Document
from papnlp.evaluation.adapters import objects
from papnlp.evaluation.adapters.notes import Notes
from papnlp.evaluation.gold import GoldError

MOVED: Final = "spans moved to where their text stands"
NOWHERE: Final = "spans whose text does not stand there"

_REACH: Final = 10
"""How many characters off a span may be."""

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
            raise FormatError(
                f"{where}: {start}-{end} lies outside the text of {len(text)} characters: "
                f"give text and annotations of one release"
            )


@contextmanager
def _as_gold() -> Iterator[None]:
    """Let what the formats refuse be refused as a gold set."""
    try:
        yield
    except FormatError as error:
        raise GoldError(str(error)) from error


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
        with _as_gold():
            for where, line in numbered_lines(file):
                if line.strip():
                    _brat_line(line, found, where)
        for _, one, other, where in found.relations:
            for name in (one, other):
                if name not in found.spans:
                    raise GoldError(f"{where}: no span {name}: mend the line")
        yield found


def _brat_line(line: str, found: Standoff, where: str) -> None:
    name, _, rest = line.partition("\t")
    if name.startswith("T") or not rest:
        told = span_fields(rest, where)
        _checked(told.parts, found.text, where)
        found.spans[name] = Span(told.kind, told.parts, told.written, where)
    elif name.startswith("R"):
        found.relations.append((*relation_fields(rest.partition("\t")[0], where), where))


def read_pubtator(file: Path) -> Iterator[Standoff]:
    """Yield the documents of a PubTator file.

    Raises
    ------
    GoldError
        If a line is malformed, or belongs to another document.
    """
    with _as_gold():
        yield from map(_pubtator_document, pubtator_blocks(file))


def _pubtator_document(lines: list[tuple[str, str]]) -> Standoff:
    name, _, title = lines[0][1].split("|", 2)
    found: Standoff | None = None
    for where, line in lines[1:]:
        match = PUBTATOR_TEXT.fullmatch(line)
        if match and found is None:
            found = Standoff(objects.document(name, "en", title, match[3]))
        elif line.strip():
            if found is None:
                raise FormatError(f"{where}: no abstract before this line: is it PubTator?")
            _pubtator_line(row_of(line.split("\t"), name, where), found, where)
    if found is None:
        raise FormatError(f"{lines[0][0]}: no abstract after this line: add it")
    return found


def _pubtator_line(fields: list[str], found: Standoff, where: str) -> None:
    if is_relation(fields):
        found.relations.append((fields[1], fields[2], fields[3], where))
        return
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
    with _as_gold():
        for document in bioc_documents(file):
            where = f"{file}: document {str(document['id']).strip()}"
            yield _bioc_document(document, identifier, inner, where)


def _bioc_document(
    document: Mapping[str, Any], identifier: str, inner: frozenset[str], where: str
) -> Standoff:
    name = str(document["id"]).strip()
    there = place(document, where)
    passages = document["passages"]
    title = (passages[0]["text"] or "") if len(passages) > 1 else ""
    if passages[0]["infons"].get("type") != "title" or not title:
        title, abstract = "", there.text
    else:
        abstract = there.text[len(title) + 1 :]
    if not name or not abstract.strip():
        raise FormatError(f"{where}: no id or no text: add it")
    found = Standoff(objects.document(name, "en", title, abstract))
    for note in there.notes():
        if note.infons.get("CompositeRole", "") in inner:
            continue
        if not note.parts:
            raise FormatError(f"{note.where}: no location: add it")
        _checked(note.parts, found.text, note.where)
        concept = note.infons.get(identifier, "")
        found.spans[str(len(found.spans))] = Span(
            note.infons.get("type", ""),
            note.parts,
            note.written or "",
            note.where,
            None if concept in _NO_CONCEPT else concept,
        )
    for relation in there.relations:
        kind = infons_of(relation, where).get("relation", "")
        found.relations.append((kind, "", "", where))
    return found


def _stands(span: Span, text: str) -> bool:
    stands = " ".join(text[max(0, start) : max(0, end)] for start, end in span.parts)
    return stands.split() == span.written.split()
