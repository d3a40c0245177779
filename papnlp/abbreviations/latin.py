"""Align a short form with the words of its long form, in Latin script.

The alignment follows the strategies of Sohn et al. (2008, BMC Bioinformatics
9:402): first letters of words, letters inside words, skipped words. Here they
are not tried one after another but are the steps of one cheapest path, read
from right to left as in Schwartz and Hearst (2003): every step has a cost, and
a pair is accepted if its path costs no more than its length allows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

GREEK: Final = {
    "\u03b1": "alpha",
    "\u03b2": "beta",
    "\u03b3": "gamma",
    "\u03b4": "delta",
    "\u03b5": "epsilon",
    "\u03b6": "zeta",
    "\u03b8": "theta",
    "\u03ba": "kappa",
    "\u03bb": "lambda",
    "\u03bc": "mu",
    "\u03c3": "sigma",
    "\u03c9": "omega",
}
_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+|[,(\[]")
_UNIT: Final = re.compile(r"\d+|(?:" + "|".join(GREEK.values()) + r")(?![a-z])|[^\W_]")
_LOCANT: Final = re.compile(
    r"(?:[\d,.'\"()\[\]+/*:\u03b1-\u03c9-]|(?<![a-z])(?:[a-z]|alpha|beta|gamma|delta|di|tert|cis"
    r"|trans|iso|bis)(?![a-z]))+[-)\]']",
    re.IGNORECASE,
)
_SUBSCRIPT: Final = re.compile(r"\((\w+)\)\Z")
_PLURAL: Final = re.compile(r"(?<=[A-Z0-9)])s$")

_INNER, _NEXT, _CAPITAL = 0.3, 0.12, 0.05
_INNER_START = 1.1
_SKIP_WORD, _SKIP_LIGHT, _SKIP_PART, _SKIP_NUMBER = 1.0, 0.35, 0.45, 0.5
_SKIP_STOP, _SKIP_LOCANT = 0.1, 0.05
_COMMA, _LOST_NUMBER, _NUMERAL = 0.4, 0.8, 0.2
_STOP_START, _PART_START = 0.6, 0.5
_ALLOWANCE, _ALLOWANCE_STEP, _ALLOWANCE_MOST = 0.9, 0.5, 3.4
_SHORTEST_WORD: Final = 4
_LOST_PREFIX, _LOST_LETTER = 0.6, 1.3
_SAFE_TO_LOSE: Final = 4
_REACH, _REACH_EACH = 50, 25


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where a long form starts in its window, and what the cheapest path cost."""

    start: int
    cost: float


class _Token(NamedTuple):
    """A run of letters or digits, or a comma or bracket between them."""

    text: str
    written: str
    start: int
    opens_word: bool
    skip: float


class _Lexicon:
    """What the cue file knows about the words of long forms."""

    def __init__(self, cues: Mapping[str, Any]) -> None:
        self.stops = frozenset(cues["stop_words"])
        self.light = frozenset(cues["light_words"])
        self.labels = frozenset(cues["label_words"])
        self.numerals: dict[str, tuple[str, ...]] = {
            digits: tuple(words) for digits, words in cues["numerals"].items()
        }
        self.prefix = re.compile("|".join(sorted(cues["prefixes"], key=len, reverse=True)))

    def token(self, written: str, start: int, window: str) -> _Token:
        """Return a token with what it costs to skip it."""
        before = window[start - 1] if start else " "
        if written in ",([":
            within = written == "," and before.isdigit()
            return _Token(written, written, start, False, 0.0 if within else _COMMA)
        written = GREEK.get(written.lower(), written)
        text = written.lower()
        opens_word = before.isspace() or before in '(["' or (before == "'" and start < 2)
        if text in self.stops:
            skip = _SKIP_STOP
        elif text.isdigit():
            skip = _SKIP_NUMBER if opens_word else _SKIP_LOCANT
        elif text in self.light:
            skip = _SKIP_LIGHT
        elif opens_word:
            skip = _SKIP_WORD
        else:
            skip = _SKIP_PART if len(text) > 1 else _SKIP_LOCANT
        return _Token(text, written, start, opens_word, skip)


class LetterAligner:
    """Finds the long form that ends where a window ends.

    Parameters
    ----------
    cues : mapping
        The tables ``stop_words``, ``light_words``, ``prefixes`` and ``numerals``
        of the stage's cue file.
    """

    def __init__(self, cues: Mapping[str, Any]) -> None:
        self._lexicon = _Lexicon(cues)

    def units(self, short: str) -> list[str]:
        """Return the letters, numbers and Greek letters of a short form, lower-cased."""
        bare = _PLURAL.sub("", short) if len(short) > 2 else short
        return [GREEK.get(unit, unit) for unit in _UNIT.findall(bare.lower())]

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
        units = self.units(short)
        if not units:
            return None
        turned = self._turned(short)
        if not self._in_order(units, window.lower()) and turned is None:
            return None
        first = 0 if whole else max(len(window) - _REACH - _REACH_EACH * len(units), 0)
        tokens = [
            self._lexicon.token(match.group(), match.start(), window)
            for match in _TOKEN.finditer(window, first)
        ]
        if not tokens:
            return None
        if len(units) == 1:
            return self._single(units[0], tokens, short, whole=whole)
        best = self._initials(units, tokens, short, whole=whole)
        if best is None:
            best = self._cheapest(units, tokens, short, whole=whole)
        if turned is not None and (best is None or best.cost > 0):
            limit = self.allowance(len(turned)) if best is None else best.cost
            search = _Path(turned, tokens, self._lexicon, short, whole=whole)
            best = search.search(limit) or best
        return best or self._capitals(units, tokens)

    @staticmethod
    def _capitals(units: Sequence[str], tokens: Sequence[_Token]) -> Alignment | None:
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
        return Alignment(tokens[at].start, 0.0)

    def _turned(self, short: str) -> list[str] | None:
        """Return the units of "SF-36" as of "36-SF", of "V(T)" as of "TV"; else None."""
        first, hyphen, second = _SUBSCRIPT.sub(r"-\1", short.replace("/", "-")).partition("-")
        if not hyphen or not second or "-" in second:
            return None
        return self.units(second) + self.units(first)

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
        unit: str, tokens: Sequence[_Token], short: str, *, whole: bool
    ) -> Alignment | None:
        last = tokens[-1]
        if not short.isupper() or last.text[:1] != unit or len(last.text) < _SHORTEST_WORD:
            return None
        if not last.opens_word or (whole and len(tokens) > 1):
            return None
        return Alignment(last.start, 0.0)

    def _initials(
        self, units: Sequence[str], tokens: Sequence[_Token], short: str, *, whole: bool
    ) -> Alignment | None:
        at = len(tokens)
        for unit in reversed(units):
            at -= 1
            if at < 0 or tokens[at].text[:1] != unit or tokens[at].written == short:
                return None
        if (whole and at) or tokens[at].text in self._lexicon.stops or not tokens[at].opens_word:
            return None
        return Alignment(tokens[at].start, 0.0)

    def _cheapest(
        self, units: Sequence[str], tokens: Sequence[_Token], short: str, *, whole: bool
    ) -> Alignment | None:
        limit = self.allowance(len(units))
        found = _Path(units, tokens, self._lexicon, short, whole=whole).search(limit)
        if found is None and len(units) > 2:
            found = self._with_loss(units, tokens, short, limit, whole=whole)
        return found


    def _with_loss(
        self, units: Sequence[str], tokens: Sequence[_Token], short: str, limit: float, *, whole: bool
    ) -> Alignment | None:
        """Align without the small prefix of the short form ("qPCR"), else without its last letter."""
        if short[0].islower() and short[1:3].isupper():
            search = _Path(units[1:], tokens, self._lexicon, short, whole=whole)
            found = search.search(limit - _LOST_PREFIX)
            if found is not None:
                return found
        if len(units) >= _SAFE_TO_LOSE and short[-1].isupper():
            search = _Path(units[:-1], tokens, self._lexicon, short, whole=whole)
            return search.search(limit - _LOST_LETTER)
        return None


class _Path:
    """Searches the cheapest path of one short form, from the last letter to the first."""

    def __init__(
        self,
        units: Sequence[str],
        tokens: Sequence[_Token],
        lexicon: _Lexicon,
        short: str,
        *,
        whole: bool,
    ) -> None:
        self._units = units
        self._tokens = tokens
        self._lexicon = lexicon
        self._short = short
        self._whole = whole
        self._limit = 0.0
        self._best: Alignment | None = None
        self._seen: dict[tuple[int, int], float] = {}

    def search(self, limit: float) -> Alignment | None:
        """Return the cheapest alignment that costs no more than the limit."""
        self._limit = limit + 1e-6
        self._step(len(self._tokens) - 1, len(self._units), 0.0)
        return self._best

    def _finish(self, at: int, cost: float) -> None:
        token = self._tokens[at]
        if self._whole:
            cost += sum(earlier.skip for earlier in self._tokens[:at])
        elif not token.opens_word and not self._after_locants(at):
            cost += _PART_START
        if token.text in self._lexicon.stops:
            cost += _STOP_START
        if cost < self._limit:
            self._best = Alignment(token.start, cost)
            self._limit = cost

    def _after_locants(self, at: int) -> bool:
        """Tell whether only numbers, Greek letters and single letters stand before in the word."""
        while at > 0 and not self._tokens[at].opens_word:
            at -= 1
            text = self._tokens[at].text
            if not (len(text) == 1 or text.isdigit() or text in GREEK.values()):
                return False
        return True

    def _go(self, at: int, left: int, cost: float) -> None:
        """Go on before a token whose letters are matched, or finish at it."""
        if left == 0:
            self._finish(at, cost)
        else:
            self._step(at - 1, left, cost)

    def _step(self, at: int, left: int, cost: float) -> None:
        if at < 0 or cost >= self._limit or self._seen.get((at, left), 99.0) <= cost:
            return
        self._seen[at, left] = cost
        token = self._tokens[at]
        if token.written == self._short:
            return
        unit = self._units[left - 1]
        if len(unit) > 1 or unit.isdigit():
            self._whole_unit(at, left, cost, unit)
        elif token.text.isalpha():
            self._letters(at, left, cost)
        self._step(at - 1, left, cost + token.skip)

    def _whole_unit(self, at: int, left: int, cost: float, unit: str) -> None:
        """Match a number or a Greek letter; a number may be lost."""
        text = self._tokens[at].text
        if text == unit:
            self._go(at, left - 1, cost)
        words = self._lexicon.numerals.get(unit, ())
        if text in words:
            self._go(at, left - 1, cost + _NUMERAL)
        elif words and left > 1 and text.startswith(words):
            self._step(at, left - 1, cost + _NUMERAL)
        if left > 1 and unit.isdigit() and (len(self._units) > 2 or self._is_named(at)):
            self._step(at, left - 1, cost + _LOST_NUMBER)

    def _is_named(self, at: int) -> bool:
        """Tell whether a letter with a number can abbreviate the last word ("E2", not "T1")."""
        text = self._tokens[at].text
        return (
            at == len(self._tokens) - 1
            and text.startswith(self._units[0])
            and len(text) > _SHORTEST_WORD + 1
            and text not in self._lexicon.labels
        )

    def _inside(self, token: _Token, first: int, last: int) -> float | None:
        """Return the cost of units first to last - 1 inside a token, its first letter theirs."""
        text, cost, at = token.text, 0.0, 0
        prefix = self._lexicon.prefix.match(text) if last - first > 1 else None
        joint = prefix.end() if prefix else 0
        for unit in self._units[first + 1 : last]:
            found = text.find(unit, at + 1)
            if found < 0:
                return None
            if token.written[found].isupper() or found == joint:
                cost += _CAPITAL
            elif joint > found and text.startswith(unit, joint):
                found = joint
                cost += _CAPITAL
            else:
                cost += _NEXT if found == at + 1 else _INNER
            at = found
        return cost

    def _letters(self, at: int, left: int, cost: float) -> None:
        """Match one or more letters with the token, the first of them with its first letter."""
        token, units = self._tokens[at], self._units
        for first in range(left - 1, -1, -1):
            unit = units[first]
            found = token.text.find(unit)
            if found < 0:
                return
            if found == 0:
                inside = self._inside(token, first, left)
                if inside is None:
                    return
                self._go(at, first, cost + inside)
            elif first == left - 1 and first > 0:
                extra = _CAPITAL if token.written[found].isupper() else _INNER_START
                self._step(at - 1, first, cost + extra)


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
