"""BIBM 2011: groups, outcomes and sizes of BMJ trial abstracts (Summerscales et al., 2011)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from papnlp.evaluation.adapters import objects
from papnlp.evaluation.adapters.mapping import TypeMap, type_map
from papnlp.evaluation.adapters.notes import Notes
from papnlp.evaluation.adapters.tokens import without
from papnlp.evaluation.gold import GoldError

_SPACE: Final = re.compile(r"\s")
_GLUED: Final = re.compile(
    r"(?<=\s)\s+"  # runs of spaces
    r"|(?<=[(\[])\s+|\s+(?=[.,;:)\]])"  # inside brackets, before marks
    r"|(?<=\d)\s+(?=%)|(?<=\w)\s+(?='s\b)"
    r"|(?<=[A-Za-z])\s+(?=-\s+[A-Za-z])|(?<=[A-Za-z]\s-)\s+(?=[A-Za-z])"
    r"|(?<=[A-Za-z]\s\s-)\s+(?=[A-Za-z])"  # "follow  -  up"
    r"|(?<=[A-Za-z,(]\s-)\s+(?=\d)"  # minus: "to - 2.2"
    r"|^\s+|\s+$"
)
"""Spaces that only tokenising put there; parts of the set are tokenised, parts are not."""


@dataclass(slots=True)
class _Flat:
    """Text of an element with the spans of what is tagged in it."""

    text: str = ""
    spans: list[tuple[str, str, int, int]] = field(default_factory=list)

    def add(self, element: ET.Element) -> None:
        """Append an element with all below it: type, group, start, end."""
        self.text += element.text or ""
        for child in element:
            start = len(self.text)
            self.add(child)
            self.spans.append((child.tag, child.get("group", ""), start, len(self.text)))
            self.text += child.tail or ""


def read(path: Path, notes: Notes, *, keep_coded: bool = False) -> Iterator[dict[str, Any]]:
    """Yield the abstracts of the BIBM 2011 corpus.

    Parameters
    ----------
    path : Path
        The folder with one XML file an abstract, or one file.
    notes : Notes
        Receives what is left out.
    keep_coded : bool
        Keep group mentions that name no treatment ("the control group").

    Raises
    ------
    GoldError
        If a file is missing or malformed.
    """
    types = type_map("bibm2011")
    for file in objects.files(path, "*.xml", "the folder with one XML file an abstract"):
        yield _document(file, types, notes, keep_coded=keep_coded)


def _root(file: Path) -> ET.Element:
    try:
        root = ET.fromstring(objects.read_text(file).encode())  # noqa: S314 (a file of the user)
    except ET.ParseError as error:
        raise GoldError(f"{file}:{error.position[0]}: not XML: mend the file") from error
    if root.tag != "abstract" or not root.get("id"):
        raise GoldError(f"{file}: no <abstract id=...>: give a file of the BIBM 2011 corpus")
    return root


def _sentences(root: ET.Element, file: Path) -> tuple[list[_Flat], list[_Flat]]:
    title: list[_Flat] = []
    numbered: list[tuple[int, _Flat]] = []
    in_title = {id(item) for item in root.iterfind("title/s")}
    for sentence in root.iter("s"):
        flat = _glued(sentence)
        if id(sentence) in in_title:
            title.append(flat)
            continue
        number = sentence.get("id", "")
        if not number.isdecimal():
            raise GoldError(f"{file}: a sentence has the id {number!r}: give it its number")
        numbered.append((int(number), flat))
    return title, [flat for _, flat in sorted(numbered, key=lambda item: item[0])]


def _glued(sentence: ET.Element) -> _Flat:
    flat = _Flat()
    flat.add(sentence)
    text, places = without(flat.text, (found.span() for found in _GLUED.finditer(flat.text)))
    return _Flat(
        _SPACE.sub(" ", text),
        [(kind, group, places[start], places[end]) for kind, group, start, end in flat.spans],
    )


def _document(file: Path, types: TypeMap, notes: Notes, *, keep_coded: bool) -> dict[str, Any]:
    root = _root(file)
    parts = _sentences(root, file)
    title, abstract = (" ".join(flat.text for flat in flats) for flats in parts)
    if not title or not abstract:
        raise GoldError(f"{file}: no sentences in title or abstract: give the whole file")
    source = objects.document(root.get("id", ""), "en", title, abstract)
    text = source.text("en")
    mentions: list[dict[str, Any]] = []
    sizes: list[tuple[str, str, str]] = []
    offset = 0
    for flat in (*parts[0], *parts[1]):
        for kind, group, start, end in flat.spans:
            surface = flat.text[start:end]
            left = offset + start + len(surface) - len(surface.lstrip())
            right = left + len(surface.strip())
            if kind in types.study:
                sizes.append((kind, group, surface))
            elif kind in types.labels and left < right:
                if types.is_coded(surface) and not keep_coded:
                    notes.add(objects.CODED, kind)
                else:
                    mentions.append(objects.mention("en", text, left, right, types.labels[kind]))
            elif kind not in types.inner:
                notes.add(objects.UNKNOWN, kind)
        offset += len(flat.text) + 1
    return {
        **source.to_dict(),
        "mentions": objects.ordered(mentions),
        "study": objects.study_sizes(types, sizes, notes),
        "scope": types.scope,
    }
