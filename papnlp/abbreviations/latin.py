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
from typing import Any, Final

GREEK: Final = {
    "alpha": "\u03b1",
    "beta": "\u03b2",
    "gamma": "\u03b3",
    "delta": "\u03b4",
    "epsilon": "\u03b5",
    "kappa": "\u03ba",
    "lambda": "\u03bb",
    "mu": "\u03bc",
    "omega": "\u03c9",
    "sigma": "\u03c3",
    "theta": "\u03b8",
    "zeta": "\u03b6",
}
_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+|[,(\[]")
_UNIT: Final = re.compile(r"\d+|" + "|".join(sorted(GREEK, key=len, reverse=True)) + r"|[^\W_]")
_LOCANT: Final = re.compile(
    r"(?:[\d,.'\"()\[\]+/*:\u03b1-\u03c9-]|(?<![a-z])(?:[a-z]|alpha|beta|gamma|delta|di|tert|cis"
    r"|trans|iso|bis)(?![a-z]))+[-)\]']",
    re.IGNORECASE,
)
_PLURAL: Final = re.compile(r"(?<=[A-Z0-9)])s$")

_INNER, _NEXT, _CAPITAL = 0.3, 0.12, 0.05
_INNER_START = 1.1
_SKIP_WORD, _SKIP_PART, _SKIP_STOP, _SKIP_NUMBER = 1.0, 0.45, 0.1, 0.5
_COMMA, _BRACKET, _LOST_NUMBER, _NUMERAL = 0.4, 0.3, 0.8, 0.2
_STOP_START, _PART_START = 0.6, 0.25


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where a long form starts in its window, and what the cheapest path cost."""

    start: int
    cost: float


@dataclass(frozen=True, slots=True)
class _Token:
    """A run of letters or digits, or a comma or bracket between them."""

    text: str
    written: str
    start: int
    opens_word: bool
    skip: float


class LetterAligner:
    """Finds the long form that ends where a window ends.

    Parameters
    ----------
    cues : mapping
        The tables ``stop_words`` (list) and ``numerals`` (words by digits) of
        the stage's cue file.
    """

    def __init__(self, cues: Mapping[str, Any]) -> None:
        self._stops = frozenset(cues["stop_words"])
        self._numerals = {
            word: digits for digits, words in cues["numerals"].items() for word in words
        }

    def units(self, short: str) -> list[str]:
        """Return the letters, numbers and Greek letters of a short form, lower-cased."""
        bare = _PLURAL.sub("", short) if len(short) > 2 else short
        return [GREEK.get(unit, unit) for unit in _UNIT.findall(bare.lower())]

    def allowance(self, size: int) -> float:
        """Return the cost that a path may have for a short form of so many units."""
        return min(0.75 + 0.5 * (size - 2), 3.4) if size > 1 else 0.0

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
        tokens = self._tokens(window)
        best = self._initials(units, tokens, whole=whole)
        if best is None:
            best = self._cheapest(units, tokens, short, whole=whole)
        return best

    def _tokens(self, window: str) -> list[_Token]:
        tokens: list[_Token] = []
        depth = 0
        for match in _TOKEN.finditer(window):
            written, start = match.group(), match.start()
            before = window[start - 1] if start else " "
            text = written.lower()
            if written in ",([":
                attached = not before.isspace() and written != ","
                tokens.append(_Token(written, written, start, False, 0.0 if attached else 0.4))
                continue
            opens_word = before.isspace() or before in "([\"'"
            text = GREEK.get(text, text)
            if text in self._stops:
                skip = _SKIP_STOP
            elif text.isdigit():
                skip = _SKIP_NUMBER
            else:
                skip = _SKIP_WORD if opens_word else _SKIP_PART
            tokens.append(_Token(text, written, start, opens_word, skip))
        return tokens

    def _initials(
        self, units: Sequence[str], tokens: Sequence[_Token], *, whole: bool
    ) -> Alignment | None:
        at = len(tokens)
        for unit in reversed(units):
            at -= 1
            if at < 0 or tokens[at].text[:1] != unit:
                return None
        if (whole and at) or tokens[at].text in self._stops or not tokens[at].opens_word:
            return None
        return Alignment(tokens[at].start, 0.0)

    def _cheapest(
        self, units: Sequence[str], tokens: Sequence[_Token], short: str, *, whole: bool
    ) -> Alignment | None:
        limit = self.allowance(len(units))
        path = _Path(units, tokens, self._numerals, self._stops, short, whole=whole)
        found = path.search(limit)
        if found is None and units[-1].isdigit() and len(units) > 2:
            turned = [units[-1], *units[:-1]]
            found = _Path(turned, tokens, self._numerals, self._stops, short, whole=whole).search(
                limit
            )
        return found


class _Path:
    """Searches the cheapest path of one short form, from the last letter to the first."""

    def __init__(
        self,
        units: Sequence[str],
        tokens: Sequence[_Token],
        numerals: Mapping[str, str],
        stops: frozenset[str],
        short: str,
        *,
        whole: bool,
    ) -> None:
        self.units = units
        self.tokens = tokens
        self.numerals = numerals
        self.stops = stops
        self.short = short
        self.whole = whole
        self.best: Alignment | None = None
        self.seen: dict[tuple[int, int], float] = {}

    def search(self, limit: float) -> Alignment | None:
        self.limit = limit + 1e-9
        self._step(len(self.tokens) - 1, len(self.units), 0.0)
        return self.best

    def _finish(self, at: int, cost: float) -> None:
        token = self.tokens[at]
        if self.whole and at:
            cost += sum(earlier.skip for earlier in self.tokens[:at])
        if token.text in self.stops:
            cost += _STOP_START
        if not token.opens_word and not self.whole:
            cost += _PART_START
        if cost < self.limit:
            self.best = Alignment(token.start, cost)
            self.limit = cost

    def _step(self, at: int, left: int, cost: float) -> None:
        if at < 0 or cost >= self.limit or self.seen.get((at, left), 99.0) <= cost:
            return
        self.seen[at, left] = cost
        token = self.tokens[at]
        if token.written == self.short:
            return
        unit = self.units[left - 1]
        if unit.isdigit():
            self._number(at, left, cost, unit)
        elif token.text.isalpha():
            self._letters(at, left, cost)
        self._step(at - 1, left, cost + token.skip)

    def _number(self, at: int, left: int, cost: float, unit: str) -> None:
        token = self.tokens[at]
        if token.text == unit:
            extra = 0.0
        elif self.numerals.get(token.text) == unit:
            extra = _NUMERAL
        elif any(
            token.text.startswith(word) for word, digits in self.numerals.items() if digits == unit
        ):
            extra = _NUMERAL
            if left >= 2 and self._inside(token, left - 2, left - 1) is not None:
                pass
        else:
            extra = -1.0
        if extra >= 0:
            if left == 1:
                self._finish(at, cost + extra)
            else:
                self._step(at - 1, left - 1, cost + extra)
        if left > 1 and len(self.units) > 2:
            self._step(at, left - 1, cost + _LOST_NUMBER)

    def _inside(self, token: _Token, first: int, last: int) -> float | None:
        """Return the cost of units first..last-1 inside a token, its first letter theirs."""
        text, cost, at = token.text, 0.0, 0
        for unit in self.units[first + 1 : last]:
            found = text.find(unit, at + 1)
            if found < 0:
                return None
            if token.written[found].isupper():
                cost += _CAPITAL
            else:
                cost += _NEXT if found == at + 1 else _INNER
            at = found
        return cost

    def _letters(self, at: int, left: int, cost: float) -> None:
        token = self.tokens[at]
        text, units = token.text, self.units
        for first in range(left - 1, -1, -1):
            unit = units[first]
            found = text.find(unit)
            if found < 0:
                return
            if text[0] == unit:
                inside = self._inside(token, first, left)
                if inside is None:
                    return
                if first == 0:
                    self._finish(at, cost + inside)
                else:
                    self._step(at - 1, first, cost + inside)
            elif first == left - 1 and first > 0:
                extra = _CAPITAL if token.written[found].isupper() else _INNER_START
                self._step(at - 1, first, cost + extra)


def extend_to_locants(text: str, start: int, floor: int) -> int:
    """Move the start of a long form back over the locants of a chemical name.

    Parameters
    ----------
    text : str
        The text.
    start : int
        Where the first letter of the long form stands.
    floor : int
        How far back to look at most.
    """
    begin = start
    while begin > floor and not text[begin - 1].isspace():
        begin -= 1
    if begin < start and _LOCANT.fullmatch(text, begin, start):
        opened = text.count("(", begin, start) - text.count(")", begin, start)
        return begin if opened <= 0 else start
    return start
