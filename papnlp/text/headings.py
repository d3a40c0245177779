"""Recognise the headings of structured abstracts.

A heading is marked ("METHODS:", "[Methods]", "Methods."), bare ("Methods We
included ...", at the start of a line or in a text that begins with a bare
heading) or, in Chinese, attached (目的探讨……). Its words stay part of the
sentence that they begin.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from papnlp.analysis import Span
from papnlp.late import late
from papnlp.model import Model
from papnlp.text import chinese, english

MARKED: Final = "marked"
BARE: Final = "bare"
ATTACHED: Final = "attached"

LONGEST: Final = 72
LONGEST_WITH_STOP: Final = 40
_MOST_WORDS: Final = 7
_PARTS: Final = late(r"\s*(?:,|/|&|、)\s*(?:and\s+)?|\s+and\s+|(?<=[一-鿿])[与和及](?=[一-鿿])")
_PART_MARK: Final = re.compile(r"[,/&、与和及]| and ")
_FIRST_WORD: Final = re.compile(r"[A-Za-z]+")
_FIRST_CHARACTER: Final = re.compile(r"\w")
_WORD: Final = re.compile(r"\S+")
_UNKNOWN: Final = re.compile(r"[A-Z][A-Z'&/,()\- ]{7,}$")
_AFTER_BARE: Final = re.compile(r"\s+[^\sa-z,;:.)\]%]")
_AFTER_MARK: Final = re.compile(r"[\s:]*")
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found in a text.

    Attributes
    ----------
    start, end : int
        Span of the heading with its mark and the white space after it.
    sections : tuple of str
        Sections that it may announce; empty where it tells none.
    """

    start: int
    end: int
    sections: tuple[str, ...]


def _sections_of(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


class Headings:
    """The headings known to a model in one language.

    Parameters
    ----------
    model : Model
        Its cues ``sections`` hold the headings.
    lang : str
        ``"en"`` or ``"zh"``.
    """

    def __init__(self, model: Model, lang: str) -> None:
        cues: Mapping[str, Any] = model.cues(lang, "sections")
        self._known = {name: _sections_of(value) for name, value in cues["headings"].items()}
        self._beginning = (_FIRST_WORD, _FIRST_CHARACTER)[lang == "zh"]
        self._beginnings = frozenset(
            match.group() for match in map(self._beginning.match, self._known) if match
        )
        attached = [verb for verbs in cues["attached"].values() for verb in verbs]
        self._attaches = (english, chinese)[lang == "zh"].ATTACHES_HEADING and bool(attached)
        names = sorted((name for name in cues["attached"]), key=len, reverse=True)
        objective = sorted(
            (name for name, found in self._known.items() if found and found[0] in names),
            key=len,
            reverse=True,
        )
        self._opening = re.compile(
            rf"(?:{'|'.join(map(re.escape, objective))})(?={'|'.join(map(re.escape, attached))})"
            if self._attaches
            else r"(?!)"
        )
        by_length = sorted((name for name in self._known if self._known[name]), key=len)
        self._prefix = late("|".join(map(re.escape, reversed(by_length))))

    def sections(self, name: str) -> tuple[str, ...] | None:
        """Return the sections that a heading's words may announce; None if it is no heading."""
        beginning = self._beginning.match(name)
        if beginning is None or beginning.group().lower() not in self._beginnings:
            return None
        folded = _SPACE.sub(" ", name.strip().lower())
        found = self._known.get(folded)
        if found is not None or not _PART_MARK.search(folded):
            return found
        parts = [part for part in _PARTS.split(folded) if part]
        if len(parts) < 2 or len(parts) > _MOST_WORDS:
            return None
        together: list[str] = []
        for part in parts:
            of_part = self._known.get(part)
            if of_part is None:
                return None
            together.extend(section for section in of_part if section not in together)
        return tuple(together)

    def mode(self, norm: str, start: int) -> str:
        """Tell how a text marks its headings, from how it begins.

        Parameters
        ----------
        norm : str
            Normalised text.
        start : int
            Where the abstract begins, white space left out.

        Returns
        -------
        str
            ``"bare"`` or ``"attached"`` where it begins with such a heading,
            else ``"marked"``.
        """
        if self._opening.match(norm, start):
            return ATTACHED
        if self._marked(norm, start) is None and self._bare(norm, start) is not None:
            return BARE
        return MARKED

    def match(self, norm: str, start: int, mode: str = MARKED) -> Heading | None:
        """Return the heading that begins at an offset.

        Parameters
        ----------
        norm : str
            Normalised text.
        start : int
            Start of a sentence.
        mode : str
            What :meth:`mode` returned for the text.

        Returns
        -------
        Heading or None
        """
        if not self._may_begin(norm, start):
            return None
        marked = self._marked(norm, start)
        if marked is not None:
            return marked
        if mode == ATTACHED:
            attached = self._prefix.match(norm, start)
            if attached is not None:
                end = _AFTER_MARK.match(norm, attached.end())
                return Heading(
                    start, end.end() if end else attached.end(), self._known[attached.group()]
                )
        if mode == BARE or start == 0 or norm[start - 1] == "\n":
            return self._bare(norm, start)
        return self._bare(norm, start, capitals=True) if norm[start : start + 4].isupper() else None

    def _may_begin(self, norm: str, start: int) -> bool:
        """Tell, at little cost, whether a heading may begin at an offset."""
        beginning = self._beginning.match(norm, start)
        if beginning is None:
            return norm.startswith("[", start)
        word = beginning.group()
        return word.lower() in self._beginnings or (len(word) > 1 and word.isupper())

    def split_heading(self, norm: str, sentence: Span, mode: str = MARKED) -> int:
        """Return where a sentence goes on after its heading; its start if it has none."""
        heading = self.match(norm, sentence.start, mode)
        return sentence.start if heading is None else min(heading.end, sentence.end)

    def _marked(self, norm: str, start: int) -> Heading | None:
        if norm.startswith("[", start):
            close = norm.find("]", start, start + LONGEST)
            found = self.sections(norm[start + 1 : close]) if close > 0 else None
            return None if found is None else self._heading(norm, start, close + 1, found)
        for mark, longest in (
            (":", LONGEST),
            (".", LONGEST_WITH_STOP),
            (" - ", LONGEST_WITH_STOP),
        ):
            at = norm.find(mark, start, start + longest)
            if at < 0:
                continue
            name = norm[start:at]
            found = self.sections(name)
            if found is None and mark == ":" and _UNKNOWN.match(name):
                found = ()
            if found is not None:
                return self._heading(norm, start, at + len(mark), found)
        return None

    def _bare(self, norm: str, start: int, *, capitals: bool = False) -> Heading | None:
        words = list(_first_words(norm, start))
        for count in range(len(words), 0, -1):
            end = words[count - 1]
            name = norm[start:end]
            if capitals and not name.isupper():
                continue
            if name[0].islower() or not _AFTER_BARE.match(norm, end):
                continue
            found = self.sections(name)
            if found is not None:
                return self._heading(norm, start, end, found)
        return None

    @staticmethod
    def _heading(norm: str, start: int, end: int, found: tuple[str, ...]) -> Heading:
        after = _AFTER_MARK.match(norm, end)
        return Heading(start, after.end() if after else end, found)


def _first_words(norm: str, start: int) -> list[int]:
    ends = []
    for word in _WORD.finditer(norm, start, start + LONGEST):
        ends.append(word.end())
        if len(ends) == _MOST_WORDS or word.group()[-1] in ".,;:":
            break
    return ends
