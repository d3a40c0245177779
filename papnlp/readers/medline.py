"""MEDLINE (nbib): the tagged format that PubMed exports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from papnlp.document import Document
from papnlp.readers.encoding import undecoded
from papnlp.readers.problems import Rejection
from papnlp.readers.prose import has_han
from papnlp.readers.registry import SURE, Format
from papnlp.readers.source import Source

_TAG: Final = re.compile(r"^([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)$")
_FIRST: Final = re.compile(r"^(?:PMID|OWN) ?- ", re.MULTILINE)
_YEAR: Final = re.compile(r"\b(1[89]|20)\d\d\b")
_ELSEWHERE: Final = "Publisher: Abstract available from the publisher"
_CHINESE: Final = frozenset({"chi", "zho", "zh", "cn"})

Fields = dict[str, list[str]]


def _join(text: str, more: str) -> str:
    if not text or not more:
        return text + more
    if has_han(text[-1]) and has_han(more[0]):
        return text + more
    return f"{text} {more}"


def _records(source: Source) -> Iterator[tuple[int, Fields]]:
    """Yield the first line number and the fields of each record.

    A record begins with its PMID; a blank line ends it only where another tag
    than PMID begins the next one.
    """
    fields: Fields = {}
    start, tag, after_blank = 1, "", False
    for number, line in enumerate(source.lines(), start=1):
        if not line.strip():
            after_blank = True
            continue
        match = _TAG.match(line)
        if match:
            begins = match[1] == "PMID" or (
                after_blank and match[1] in fields and match[1] == "OWN"
            )
            if begins and fields:
                yield start, fields
                fields = {}
            if not fields:
                start = number
            tag = match[1]
            fields.setdefault(tag, []).append(match[2].strip())
        elif tag and line[0] == " ":
            fields[tag][-1] = _join(fields[tag][-1], line.strip())
        after_blank = False
    if fields:
        yield start, fields


def _first(fields: Fields, *tags: str) -> str | None:
    for tag in tags:
        for value in fields.get(tag, ()):
            if value:
                return value
    return None


def _doi(fields: Fields) -> str | None:
    for tag in ("LID", "AID"):
        for value in fields.get(tag, ()):
            if value.endswith("[doi]"):
                return value.removesuffix("[doi]").strip()
    return None


def _titles(fields: Fields) -> dict[str, str]:
    titles = {}
    title = _first(fields, "TI", "BTI", "CTI")
    if title:
        titles["zh" if has_han(title) else "en"] = title
    vernacular = _first(fields, "TT")
    if vernacular and has_han(vernacular):
        titles.setdefault("zh", vernacular)
    return titles


def _abstracts(fields: Fields) -> dict[str, str]:
    abstracts = {}
    abstract = _first(fields, "AB")
    if abstract:
        abstracts["zh" if has_han(abstract[:400]) else "en"] = abstract
    languages = fields.get("OABL", [])
    for number, other in enumerate(fields.get("OAB", [])):
        lang = languages[number].lower() if number < len(languages) else ""
        if other.startswith(_ELSEWHERE):
            continue
        if lang in _CHINESE or has_han(other[:400]):
            abstracts.setdefault("zh", other)
        elif lang == "eng":
            abstracts.setdefault("en", other)
    return abstracts


def _document(fields: Fields, source: Source, number: int) -> Document:
    pmid = _first(fields, "PMID")
    doi = _doi(fields)
    year = _YEAR.search(_first(fields, "DP", "DEP", "EDAT") or "")
    return Document(
        id=pmid or doi or f"{source.stem}-{number}",
        title=_titles(fields),
        abstract=_abstracts(fields),
        pmid=pmid,
        doi=doi,
        authors=tuple(fields.get("FAU") or fields.get("AU") or ()),
        journal=_first(fields, "JT", "TA"),
        year=int(year[0]) if year else None,
        mesh=tuple(fields.get("MH", ())),
        keywords=tuple(word.lstrip("*") for word in fields.get("OT", ())),
        source=source.label,
    )


def read(source: Source) -> Iterator[Document | Rejection]:
    """Yield the document of each record.

    Continuation lines are joined by a space. ``TT`` and ``OAB`` give the
    Chinese title and abstract where they are Chinese.
    """
    number = 0
    for number, (line, fields) in enumerate(_records(source), start=1):
        document = _document(fields, source, number)
        texts = (*document.title.values(), *document.abstract.values())
        if any(undecoded(value) for values in fields.values() for value in values):
            reason, remedy = f"bytes that are not {source.encoding}", "save the file as UTF-8"
        elif not texts:
            reason, remedy = "no title (TI) and no abstract (AB)", "export it with its abstract"
        else:
            yield document
            continue
        yield Rejection(source.name, f"line {line}", reason, remedy, document.id)
    if not number:
        yield Rejection(source.name, "", "no MEDLINE record", "export it in PubMed format")


def sniff(head: str) -> float:
    """Know MEDLINE by the tag of its first field."""
    return SURE if _FIRST.search(head[:4000]) else 0.0


FORMAT: Final = Format(
    "medline", "MEDLINE/nbib as exported by PubMed", (".nbib", ".medline"), sniff, read
)
