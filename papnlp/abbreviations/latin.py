"""Align a short form with the words of its long form, in Latin script."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from papnlp.abbreviations.paths import (
    GREEK,
    SHORTEST_WORD,
    Alignment,
    CheapestPath,
    Lexicon,
    Token,
    Words,
)
from papnlp.late import late

_UNIT: Final = re.compile(r"\d+|(?:" + "|".join(GREEK.values()) + r")(?![a-z])|[^\W_]")
_LOCANT: Final = late(
    r"(?:[\d,.'\"()\[\]+/*:\u03b1-\u03c9-]|(?<![a-z])(?:[a-z]|alpha|beta|gamma|delta|di|tert|cis"
    r"|trans|iso|bis)(?![a-z]))+[-)\]']",
    re.IGNORECASE,
)
_SUBSCRIPT: Final = re.compile(r"\((\w+)\)\Z|(?<=[A-Z])((?!s\Z)[a-z]{1,4})s?\Z")
_WITH_WORD: Final = re.compile(r"([A-Z]{1,3})-([a-z]{3,8})")
_WORD: Final = re.compile(r"[^\s()\[\],;:]+")
_SKIPPED: Final = 2
_OPERATED: Final = late(
    r"[a-z](?:ectom|[ao]tom)(?:y|ies|i[sz]ed|i[sz]ation)\Z|\btransplant(?:ation|s|ed)?\Z",
    re.IGNORECASE,
)
"""Words for whose ending a last "x" stands: "heart transplantation (HTx)"."""
_AREA: Final = re.compile(r"[A-Z]{1,2}[12]")
_PLURAL: Final = re.compile(r"(?<=[A-Z0-9)])s$")

_ALLOWANCE, _ALLOWANCE_STEP, _ALLOWANCE_MOST = 0.9, 0.5, 3.4
_LOST_PREFIX, _LOST_LETTER, _TURN = 0.6, 1.3, 0.4
_SAFE_TO_LOSE: Final = 4
_REACH, _REACH_EACH = 50, 25
_MOST_KNOWN: Final = 1 << 12


@lru_cache(maxsize=_MOST_KNOWN)
def _units(short: str) -> tuple[str, ...]:
    """Return the letters, numbers and Greek letters of a short form, lower-cased."""
    bare = _PLURAL.sub("", short) if len(short) > 2 else short
    return tuple(GREEK.get(unit, unit) for unit in _UNIT.findall(bare.lower()))


@lru_cache(maxsize=_MOST_KNOWN)
def _turned(short: str) -> tuple[str, ...] | None:
    """Return the units of "SF-36" as of "36-SF", of "QTc" and "V(T)" as of "cQT" and "TV".

    "M1" is the primary motor cortex: its number comes first too.
    """
    if _AREA.fullmatch(short):
        return _units(short[-1]) + _units(short[:-1])
    marked = _SUBSCRIPT.sub(r"-\1\2", short.replace("/", "-"))
    first, hyphen, second = marked.partition("-")
    if not hyphen or not second or "-" in second:
        return None
    return _units(second) + _units(first)


class LetterAligner:
    """Finds the long form that ends where a window ends.

    Parameters
    ----------
    cues : mapping
        The tables ``stop_words``, ``light_words``, ``prefixes`` and ``numerals``
        of the stage's cue file.
    compiled : callable
        Compiles a regular expression of that file.
    """

    def __init__(self, cues: Mapping[str, Any], compiled: Callable[[str], re.Pattern[str]]) -> None:
        self._lexicon = Lexicon(cues, compiled)

    def allowance(self, size: int) -> float:
        """Return the cost that a path may have for a short form of so many units."""
        return min(_ALLOWANCE + _ALLOWANCE_STEP * (size - 2), _ALLOWANCE_MOST)

    def align(self, short: str, window: str, *, whole: bool = False) -> Alignment | None:
        """Align a short form with the words at the end of a window.

        Parameters
        ----------
        short : str
            Short form as written.
        window : str
            Text that ends where the long form ends.
        whole : bool
            Whether the long form must begin where the window begins.

        Returns
        -------
        Alignment or None
            The cheapest, or None if every path costs too much.
        """
        if short[-1] in "xX" and len(short) > 1 and _OPERATED.search(window):
            short = short[:-1]
        units = _units(short)
        if not units:
            return None
        turned = _turned(short)
        if not self._in_order(units, window.lower()) and turned is None:
            return None
        first = 0 if whole else max(len(window) - _REACH - _REACH_EACH * len(units), 0)
        words = Words(window, first)
        if not words.found:
            return None
        exact = self._with_word(short, window, whole=whole) or self._initials(
            units, words, short, whole=whole
        )
        if exact is not None:
            return exact
        tokens = self._lexicon.tokens(words)
        if len(units) == 1:
            return self._single(units[0], tokens, words, short, whole=whole)
        best = self._cheapest(units, tokens, words, short, whole=whole)
        if turned is not None:
            limit = self.allowance(len(turned)) if best is None else best.cost - _TURN
            search = CheapestPath(turned, tokens, words, self._lexicon, short, whole=whole)
            best = search.search(limit) or best
        return best or self._capitals(units, tokens, words)

    @staticmethod
    def _with_word(short: str, window: str, *, whole: bool) -> Alignment | None:
        """Align letters before the last word itself: "tacrolimus-eluting nerve cap (T-cap)"."""
        part = _WITH_WORD.fullmatch(short)
        words = [] if part is None else [*_WORD.finditer(window)]
        if not words or part is None or _stem(words.pop().group()) != _stem(part[2]):
            return None
        start = 0
        for letter in reversed(part[1].lower()):
            skipped = 0
            while words and not words[-1].group().lower().startswith(letter):
                words.pop()
                skipped += 1
            if not words or skipped > _SKIPPED:
                return None
            start = words.pop().start()
        return None if whole and start else Alignment(start, 0.0)

    @staticmethod
    def _capitals(units: Sequence[str], tokens: Sequence[Token], words: Words) -> Alignment | None:
        """Align with the capitals alone ("Randomised trial Of Nerve Interfaces (RONI)")."""
        if len(units) < _SAFE_TO_LOSE:
            return None
        at = len(tokens)
        for unit in reversed(units):
            at -= 1
            while at >= 0 and not tokens[at].written[0].isupper():
                at -= 1
            if at < 0 or tokens[at].text[0] != unit:
                return None
        return Alignment(words.start(at), 0.0)

    @staticmethod
    def _in_order(units: Sequence[str], lower: str) -> bool:
        """Tell quickly whether the letters can stand in the window in this order."""
        at = len(lower)
        last = len(units) - 1
        for index in range(last, -1, -1):
            unit = units[index]
            if len(unit) > 1 or unit.isdigit():
                continue
            found = lower.rfind(unit, 0, at)
            if found >= 0:
                at = found
            elif last < _SAFE_TO_LOSE - 1 or 0 < index < last:
                return False
        return True

    @staticmethod
    def _single(
        unit: str,
        tokens: Sequence[Token],
        words: Words,
        short: str,
        *,
        whole: bool,
    ) -> Alignment | None:
        last = tokens[-1]
        if not short.isupper() or last.text[:1] != unit or len(last.text) < SHORTEST_WORD:
            return None
        if not last.opens_word or (whole and len(tokens) > 1):
            return None
        return Alignment(words.start(len(tokens) - 1), 0.0)

    def _initials(
        self, units: Sequence[str], words: Words, short: str, *, whole: bool
    ) -> Alignment | None:
        """Align without a cost: the last words' first letters, one by one."""
        found = words.found
        at = len(found)
        for unit in reversed(units):
            at -= 1
            if at < 0:
                return None
            word = found[at][1]
            if word[0].lower() != unit or word == short:
                return None
        if len(units) == 1 or (whole and at) or self._lexicon.is_stop(found[at][1]):
            return None
        start = words.start(at)
        opens_word = start == 0 or words.window[start - 1].isspace()
        return Alignment(start, 0.0) if opens_word else None

    def _cheapest(
        self,
        units: Sequence[str],
        tokens: Sequence[Token],
        words: Words,
        short: str,
        *,
        whole: bool,
    ) -> Alignment | None:
        limit = self.allowance(len(units))
        search = CheapestPath(units, tokens, words, self._lexicon, short, whole=whole)
        found = search.search(limit)
        if found is None and len(units) > 2:
            found = self._with_loss(units, tokens, words, short, limit, whole=whole)
        return found

    def _with_loss(
        self,
        units: Sequence[str],
        tokens: Sequence[Token],
        words: Words,
        short: str,
        limit: float,
        *,
        whole: bool,
    ) -> Alignment | None:
        """Align without the small prefix ("qPCR"), else without the last letter."""
        if short[0].islower() and short[1:3].isupper():
            search = CheapestPath(units[1:], tokens, words, self._lexicon, short, whole=whole)
            found = search.search(limit - _LOST_PREFIX)
            if found is not None:
                return found
        if len(units) >= _SAFE_TO_LOSE and short[-1].isupper():
            search = CheapestPath(units[:-1], tokens, words, self._lexicon, short, whole=whole)
            return search.search(limit - _LOST_LETTER)
        return None


def _stem(word: str) -> str:
    return word.lower().rstrip("s")


def _is_unbalanced(text: str, start: int, end: int) -> bool:
    return text.count("(", start, end) < text.count(")", start, end)


def extend_to_locants(text: str, start: int, end: int, floor: int) -> int:
    """Move the start of a long form back over the locants of a chemical name.

    Parameters
    ----------
    text : str
        The text.
    start, end : int
        The long form as found, from its first letter.
    floor : int
        How far back to look at most.
    """
    begin = start
    while begin > floor and not text[begin - 1].isspace():
        begin -= 1
    if begin < start and _LOCANT.fullmatch(text, begin, start):
        opened = text.count("(", begin, start) > text.count(")", begin, start)
        return start if opened else begin
    if begin < start and (text[start - 1].isalnum() or _is_unbalanced(text, start, end)):
        return begin
    return start
