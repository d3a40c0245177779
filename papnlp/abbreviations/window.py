"""The text of one document as the definition detector looks at it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final, NamedTuple

from papnlp.abbreviations.brackets import Bracket, find_brackets
from papnlp.late import late

_SENTENCE_EDGE: Final = late(
    # One set of signs in front, since the engine looks for a sign of a set many times faster.
    r"[.!?;:\n。](?:"
    r"(?<=[.!?])(?<![A-Z]\.)(?<!\bvs\.)(?<!\bSt\.)(?<!\bi\.v\.)(?<!\be\.g\.)(?<!\bi\.e\.)"
    r"[\"')\]]*\s+(?=[A-Z0-9(\[\"'])"
    r"|(?<=[;:])\s|(?<=\n)|(?<=[。;!?])(?=[\u3400-\u9fff])"
    r"|(?<=[\u3400-\u9fff%)\]][.!?])\s+(?=[\u3400-\u9fff]))"
)
_WIDEST: Final = 220
_START_OF: Final = attrgetter("start")
_TRIM: Final = " \t\n'\""


class Piece(NamedTuple):
    """A span of the text with its string, and what is left of it after trimming."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Offset just after the piece."""
        return self.start + len(self.text)


def trimmed(text: str, start: int) -> Piece:
    """Return a string without the spaces and quotes around it, offset moved along."""
    bare = text.lstrip(_TRIM)
    return Piece(bare.rstrip(_TRIM), start + len(text) - len(bare))


@dataclass(slots=True)
class BracketedText:
    """A text with its brackets.

    Attributes
    ----------
    norm : str
        The normalised text.
    title_end : int
        Where the title ends; 0 without a title.
    brackets : list of Bracket
        All brackets, in the order in which they close.
    """

    norm: str
    title_end: int = 0
    brackets: list[Bracket] = field(init=False)
    _siblings: dict[int, list[Bracket]] = field(init=False)

    def __post_init__(self) -> None:
        self.brackets = find_brackets(self.norm)
        self._siblings = {}
        for bracket in self.brackets:
            if not bracket.attached:
                self._siblings.setdefault(bracket.parent, []).append(bracket)

    def before(self, bracket: Bracket) -> Piece:
        """Return the text before a bracket, from the sentence's or outer bracket's beginning.

        Brackets that stand in it with a space before them are blanked, all but
        their first sign.
        """
        start = max(bracket.parent, bracket.start - _WIDEST)
        for edge in _SENTENCE_EDGE.finditer(self.norm, start, bracket.start):
            start = edge.end()
        text = self.norm[start : bracket.start].rstrip()
        if "(" not in text and "[" not in text:
            return Piece(text, start)
        siblings = self._siblings.get(bracket.parent, [])
        first = bisect_left(siblings, start, key=_START_OF)
        for index in range(first, len(siblings)):
            other = siblings[index]
            if other.start >= bracket.start:
                break
            if other.end <= start + len(text):
                text = _blank(text, other.start - start, other.end - start, "(")
        return Piece(text, start)

    def inside(self, bracket: Bracket) -> Piece:
        """Return the content of a bracket; inner brackets are blanked, with a comma first."""
        text = self.norm[bracket.start + 1 : bracket.end - 1]
        shift = bracket.start + 1
        for inner in bracket.inner:
            if not inner.attached:
                text = _blank(text, inner.start - shift, inner.end - shift, ",")
        return Piece(text, shift)


def _blank(text: str, start: int, end: int, sign: str) -> str:
    return text[:start] + sign + " " * (end - start - 1) + text[end:]
