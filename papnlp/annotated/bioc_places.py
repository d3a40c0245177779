"""Where the passages of a BioC document and their annotations stand in its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from papnlp.annotated.reading import (
    expect,
    members,
)
from papnlp.annotated.text import FormatError


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation: offsets of its parts in order, and its text where the file has it."""

    name: str
    parts: tuple[tuple[int, int], ...]
    written: str | None
    infons: Mapping[str, str]
    where: str

    def moved(self, by: int) -> Note:
        """Return it with other offsets."""
        return replace(self, parts=tuple((start + by, end + by) for start, end in self.parts))

    def stands(self, text: str) -> bool:
        """Tell whether its text stands there, white space aside."""
        if self.written is None:
            return True
        if any(start < 0 or end > len(text) for start, end in self.parts):
            return False
        there = " ".join(text[start:end] for start, end in self.parts)
        return there == self.written or there.split() == self.written.split() != []


@dataclass(slots=True)
class Placed:
    """The text of a document as it is put together from its passages."""

    text: str = ""
    sentences: list[tuple[int, int, str | None]] = field(default_factory=list)
    relations: list[dict[str, Any]] = field(default_factory=list)
    _base: int | None = None
    _joined: int = 0
    """Where the next passage would begin if one character parted each from the next."""

    _groups: list[tuple[list[Note], tuple[int, ...]]] = field(default_factory=list)

    def add(self, part: Mapping[str, Any], gap: str, where: str) -> int:
        """Add a passage or a sentence and return where it begins.

        ``gap`` fills up to its offset.
        """
        offset = number(part.get("offset"), f"{where}: offset")
        text = expect(part.get("text") or "", str, f"{where}: 'text'", "text")
        if self._base is None:
            self._base = offset
        at = offset - self._base
        # Some published files count the title with its entities, or leave no
        # room for the line end after it.
        if at < len(self.text) or (at == len(self.text) and at and text and gap == "\n"):
            at = len(self.text) + 1
        self.text += gap * (at - len(self.text)) + text
        # Annotations then follow the passage, or are right as they stand, with the
        # offset of the passage alone wrong.
        self.annotate(part, (at - offset, -self._base, at - self._joined), where)
        self._joined += len(text) + bool(text)
        return at

    def annotate(self, part: Mapping[str, Any], shifts: tuple[int, ...], where: str) -> None:
        """Add annotations and relations; one of the shifts leads to where they stand."""
        notes = [
            _note(item, f"{where}: annotation {item.get('id')}", str(len(self._groups)))
            for item in members(part, "annotations", where)
        ]
        self._groups.append((notes, shifts))
        self.relations += members(part, "relations", where)

    def notes(self) -> Iterator[Note]:
        """Yield the annotations with their offsets into the text."""
        for notes, shifts in self._groups:
            yield from max(
                ([note.moved(by) for note in notes] for by in dict.fromkeys(shifts)),
                key=self._standing,
            )

    def _standing(self, notes: Sequence[Note]) -> int:
        return sum(note.stands(self.text) for note in notes)


def place(document: Mapping[str, Any], where: str) -> Placed:
    """Return the text of a document with its annotations and relations.

    Passages are parted by line ends, their sentences by spaces.

    Raises
    ------
    FormatError
        If an offset is no number, or anything is of the wrong kind.
    """
    placed = Placed()
    base = None
    for passage in members(document, "passages", where):
        if base is None:
            base = number(passage.get("offset"), f"{where}: offset")
        placed.add(passage, "\n", where)
        for sentence in members(passage, "sentences", where):
            start = placed.add(sentence, " ", where)
            placed.sentences.append((start, len(placed.text), None))
    if base is None:
        raise FormatError(f"{where}: no passage: add its text")
    placed.annotate(document, (-base,), where)
    return placed


def number(value: object, where: str) -> int:
    """Return a whole number, which may be given as text.

    Raises
    ------
    FormatError
        If it is none.
    """
    if isinstance(value, str) and value.isdecimal():
        return int(value)
    return expect(value, int, where, "a whole number")


def infons_of(item: Mapping[str, Any], where: str) -> dict[str, str]:
    """Return the infons as text; those without a value are left out.

    Raises
    ------
    FormatError
        If there are infons that are no object.
    """
    infons = expect(item.get("infons") or {}, dict, f"{where}: infons", "an object")
    return {
        key: value if isinstance(value, str) else orjson.dumps(value).decode()
        for key, value in infons.items()
        if value is not None
    }


def _note(item: Mapping[str, Any], where: str, group: str) -> Note:
    parts = []
    for location in members(item, "locations", where):
        start, length = (number(location.get(key), where) for key in ("offset", "length"))
        parts.append((start, start + length))
    written = item.get("text")
    name = item.get("id")
    return Note(
        f"{group}:{where}" if name is None else str(name),
        tuple(sorted(parts)),
        None if written is None else expect(written, str, f"{where}: 'text'", "text"),
        infons_of(item, where),
        where,
    )
