"""Read definitions that stand outside of brackets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from papnlp.abbreviations.longform import LongFormFinder
from papnlp.abbreviations.shapes import ShortFormShape
from papnlp.abbreviations.window import Piece
from papnlp.analysis import Definition

_SHORT: Final = r"([A-Za-z\d\u03b1-\u03c9][A-Za-z\d\u03b1-\u03c9./+-]{1,11})"
_LONG_END: Final = re.compile(
    r"[,;.。:()\[\]\"\n]|\s(?:and|or|which|that|in|is|was|but)\s|[也或]|的(?:缩写|简称)"
)
_ARTICLE: Final = re.compile(r"\s*(?:the|an?)?\s*[\"']?", re.IGNORECASE)
_REACH: Final = 160
_WINDOW: Final = 200
_NEAR: Final = 16
_EQUALS: Final = re.compile(r"=\s?(?=[^\W\d_]{3})")
_BARE: Final = re.compile(r",\s([A-Z]{3,6})(?=,\s|\s\(|\)|[.;]\s)")
_BRACKET: Final = re.compile(r"[()\[\]]")
_WORD: Final = re.compile(r"[A-Za-z]+")
_MOST_UNMARKED: Final = 2
_STOP: Final = re.compile(r"[.;:!?]\s|[\n。;]")


class PhraseReader:
    """Reads ``long form, abbreviated SF`` and ``SF stands for long form``.

    Parameters
    ----------
    cues : mapping
        The tables ``appositions``, ``meanings``, ``first_of_two``,
        ``second_of_two``, ``in_this_text`` and ``short_form_pronoun`` of the
        stage's cue file.
    shape : ShortFormShape
        What looks like a short form.
    long_forms : LongFormFinder
        Checks the long forms.
    compiled : callable
        Compiles a regular expression of the cue file.
    """

    def __init__(
        self,
        cues: Mapping[str, Any],
        shape: ShortFormShape,
        long_forms: LongFormFinder,
        compiled: Callable[[str], re.Pattern[str]],
    ) -> None:
        self._shape = shape
        self._long_forms = long_forms
        self._apposition = re.compile(
            rf",\s*(?:{'|'.join(cues['appositions'])})\s*[\"']?{_SHORT}[\"']?(?=[,;.)。]|\s*\Z)"
        )
        self._meaning = re.compile(_any_meaning(cues["meanings"]))
        self._subject = compiled(rf"(?<![A-Za-z\d_.-])[\"']?{_SHORT}[\"']?")
        self._before_equals = compiled(rf"(?<![\w=]){_SHORT}\s?\Z")
        choice = f"({cues['first_of_two']})|({cues['second_of_two']})"
        self._here = compiled(rf"(?i:{cues['in_this_text']})")
        self._pronoun = compiled(rf"(?:{cues['short_form_pronoun']})\s?$")
        self._choice = compiled(
            rf"{_SHORT}[\"']?\s*(?:{'|'.join(cues['meanings'])}|指)\s*(?:{choice})"
        )

    def find(self, norm: str) -> Iterator[Definition]:
        """Yield the definitions of a normalised text."""
        yield from self._appositions(norm)
        yield from self._meanings(norm)
        yield from self._equations(norm)

    def _appositions(self, norm: str) -> Iterator[Definition]:
        for match in self._apposition.finditer(norm):
            found = self._before(norm, match)
            if found is not None:
                yield found
        for match in _BARE.finditer(norm):
            found = self._before(norm, match)
            if found is not None and _has_initials(found):
                yield found

    def _before(self, norm: str, match: re.Match[str]) -> Definition | None:
        """Return the definition of a short form whose long form ends where a match begins."""
        short = Piece(match[1], match.start(1))
        if not (self._shape.fits(short.text) and self._shape.is_marked(short.text)):
            return None
        start = max(match.start() - _WINDOW, 0)
        for stop in _STOP.finditer(norm, start, match.start()):
            start = stop.end()
        return self._long_forms.before(short, Piece(norm[start : match.start()], start), norm)

    def _meanings(self, norm: str) -> Iterator[Definition]:
        choices: dict[str, int] | None = None
        seen: dict[str, int] = {}
        found: list[Definition] = []
        here: dict[str, list[Definition]] = {}
        for match in self._meaning.finditer(norm):
            for short in self._named(norm, match.start(), found):
                senses = list(self._senses(norm, short, match.end()))
                if not senses:
                    continue
                if choices is None:
                    choices = self._choices(norm)
                for definition in senses:
                    rank = seen.get(short.text, 0)
                    seen[short.text] = rank + 1
                    if choices.get(short.text, rank) == rank:
                        found.append(definition)
                        if self._here.search(norm, _begin(norm, match.start()), match.start()):
                            here.setdefault(short.text, []).append(definition)
                break
        for definition in found:
            if definition in here.get(definition.short, [definition]):
                yield definition

    def _named(self, norm: str, before: int, found: Sequence[Definition]) -> Iterator[Piece]:
        """Yield what a verb may explain: the strings before it, or "it" for the last one."""
        if found and self._pronoun.search(norm, max(before - _NEAR, 0), before):
            yield Piece(found[-1].short, found[-1].start)
        else:
            yield from self._subjects(norm, before)

    def _subjects(self, norm: str, before: int) -> Iterator[Piece]:
        """Yield the marked strings of the sentence before a verb, the nearest first."""
        for match in reversed(list(self._subject.finditer(norm, _begin(norm, before), before))):
            if self._shape.is_marked(match[1]) and self._shape.fits(match[1]):
                yield Piece(match[1], match.start(1))

    def _senses(self, norm: str, short: Piece, start: int) -> Iterator[Definition]:
        """Yield the one or two long forms that follow a verb, joined by *or*."""
        for _ in range(2):
            article = _ARTICLE.match(norm, start)
            start = article.end() if article is not None else start
            end = _LONG_END.search(norm, start, start + _REACH)
            stop = end.start() if end is not None else min(start + _REACH, len(norm))
            piece = Piece(norm[start:stop].strip(), start)
            found = self._long_forms.whole(short, piece, norm, sure=True)
            if found is None:
                return
            yield found
            if end is None or end.group().strip() not in ("or", "或"):
                return
            start = end.end()

    def _choices(self, norm: str) -> dict[str, int]:
        """Return which of two senses the text picks, by short form."""
        return {match[1]: 0 if match[2] else 1 for match in self._choice.finditer(norm)}

    def _equations(self, norm: str) -> Iterator[Definition]:
        if "=" not in norm:
            return
        for equals in _EQUALS.finditer(norm):
            match = self._before_equals.search(norm, max(equals.start() - _NEAR, 0), equals.start())
            if match is None or not self._shape.is_marked(match[1]):
                continue
            end = _LONG_END.search(norm, equals.end(), equals.end() + _REACH)
            stop = end.start() if end is not None else min(equals.end() + _REACH, len(norm))
            piece = Piece(norm[equals.end() : stop].strip(), equals.end())
            short = Piece(match[1], match.start(1))
            found = self._long_forms.whole(short, piece, norm)
            if found is not None:
                yield found


def _begin(norm: str, before: int) -> int:
    """Return where the part of a sentence before a position begins."""
    start = max(before - _REACH, 0)
    for stop in _STOP.finditer(norm, start, before):
        start = stop.end()
    return start


def _any_meaning(meanings: Sequence[str]) -> str:
    """Return the expression of the verbs; a Latin one follows a space, which is quick to find."""
    latin = [verb for verb in meanings if verb[0].isascii() and verb[0].isalpha()]
    others = [verb for verb in meanings if verb not in latin]
    return "|".join([*([f" (?:{'|'.join(latin)})"] if latin else []), *others])


def _has_initials(definition: Definition) -> bool:
    """Tell whether the initials of a long form are the short form, but for a word or two."""
    initials = [word[0].upper() for word in _WORD.findall(definition.long)]
    left = iter(initials[1:])
    few = len(initials) <= len(definition.short) + _MOST_UNMARKED
    return (
        few
        and not _BRACKET.search(definition.long)
        and initials[:1] == [definition.short[0]]
        and all(letter in left for letter in definition.short[1:])
    )
