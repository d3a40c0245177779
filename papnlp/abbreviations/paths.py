"""The cheapest way to read the letters of a short form in the words before it.

Every step has a cost: a first letter none, a letter inside a word little, a
skipped word much. The costs stand in for the ranked strategies of Sohn et al.
(2008, BMC Bioinformatics 9:402); like Schwartz and Hearst (2003), the search
goes from right to left. It is depth first with branch and bound.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
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
SHORTEST_WORD: Final = 4

_INNER, _NEXT, _CAPITAL = 0.3, 0.12, 0.05
_INNER_START = 1.1
_SKIP_WORD, _SKIP_LIGHT, _SKIP_PART, _SKIP_NUMBER = 1.0, 0.35, 0.45, 0.5
_SKIP_STOP, _SKIP_LOCANT = 0.1, 0.05
_COMMA, _LOST_NUMBER, _NUMERAL = 0.4, 0.8, 0.2
_STOP_START, _PART_START = 0.6, 0.5
_ASCII_WORD: Final = re.compile(r"([^A-Za-z0-9,(\[]*)([A-Za-z]+|[0-9]+|[,(\[])")
_ANY_WORD: Final = re.compile(
    r"((?:[^\w,(\[]|_)*)([^\W\d_\u03b1-\u03c9]+|[\u03b1-\u03c9]|\d+|[,(\[])"
)
"""The same for any text; sets of a few ranges are looked through in half the time."""
_MARKS: Final = ",(["
_OPENERS: Final = ' (["'
_NEAR_START: Final = 2
_UNSEEN: Final = 99.0
_MOST_WORDS: Final = 1 << 14


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where a long form starts in its window, and what the cheapest path cost."""

    start: int
    cost: float


class Words:
    """The words of a window: runs of letters or of digits, commas and brackets.

    Parameters
    ----------
    window : str
        Text that ends where a long form ends.
    first : int
        Where to begin in it.

    Attributes
    ----------
    found : list of (str, str)
        Each with what stands between it and the one before.
    """

    def __init__(self, window: str, first: int) -> None:
        self.window = window
        self.first = first
        pattern = _ASCII_WORD if window.isascii() else _ANY_WORD
        self.found: list[tuple[str, str]] = pattern.findall(window, first)

    def start(self, at: int) -> int:
        """Return where a word begins in the window."""
        earlier = chain.from_iterable(self.found[:at])
        return self.first + len("".join(earlier)) + len(self.found[at][0])


class Token(NamedTuple):
    """A run of letters or digits, or a comma or bracket between them, wherever it stands."""

    text: str
    written: str
    opens_word: bool
    skip: float
    is_word: bool


_MARK: Final = Token(",", ",", opens_word=False, skip=_COMMA, is_word=False)
_MARK_IN_NUMBER: Final = Token(",", ",", opens_word=False, skip=0.0, is_word=False)


class Lexicon:
    """What the cue file knows about the words of long forms."""

    def __init__(self, cues: Mapping[str, Any], compiled: Callable[[str], re.Pattern[str]]) -> None:
        self.stops = frozenset(cues["stop_words"])
        self.light = frozenset(cues["light_words"])
        self.labels = frozenset(cues["label_words"])
        self.numerals: dict[str, tuple[str, ...]] = {
            digits: tuple(words) for digits, words in cues["numerals"].items()
        }
        self.prefix = compiled("|".join(sorted(cues["prefixes"], key=len, reverse=True)))
        self._opening: dict[str, Token] = {}
        self._within: dict[str, Token] = {}

    def is_stop(self, word: str) -> bool:
        """Tell whether a word is one that long forms hold without a letter of its own."""
        return word.lower() in self.stops

    def tokens(self, words: Words) -> list[Token]:
        """Return the tokens of a window, each with what it costs to skip it."""
        found: list[Token] = []
        last = words.window[words.first - 1] if words.first else " "
        for gap, written in words.found:
            before = gap[-1] if gap else last
            last = written[-1]
            if written in _MARKS:
                found.append(_MARK_IN_NUMBER if written == "," and before.isdigit() else _MARK)
                continue
            opens_word = before in _OPENERS or before.isspace()
            if before == "'" and not found:
                opens_word = words.first + len(gap) < _NEAR_START
            tokens = self._opening if opens_word else self._within
            token = tokens.get(written)
            if token is None:
                token = self._token(written, opens_word=opens_word)
                # Most words come up again and again.
                if len(tokens) < _MOST_WORDS:
                    tokens[written] = token
            found.append(token)
        return found

    def _token(self, written: str, *, opens_word: bool) -> Token:
        written = GREEK.get(written.lower(), written)
        text = written.lower()
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
        return Token(text, written, opens_word, skip, text.isalpha())


class CheapestPath:
    """Searches the cheapest path of one short form, from the last letter to the first.

    Parameters
    ----------
    units : sequence of str
        Letters, numbers and Greek letters of the short form, in order.
    tokens : sequence of Token
        The words before the short form, in order.
    words : Words
        Where they stand.
    lexicon : Lexicon
        What the cue file knows about words.
    short : str
        The short form as written; a long form cannot hold it.
    whole : bool
        Whether the long form must begin with the first token.
    """

    def __init__(
        self,
        units: Sequence[str],
        tokens: Sequence[Token],
        words: Words,
        lexicon: Lexicon,
        short: str,
        *,
        whole: bool,
    ) -> None:
        self._units = units
        self._tokens = tokens
        self._words = words
        self._lexicon = lexicon
        self._short = short
        self._whole = whole
        self._limit = 0.0
        self._best: int | None = None
        self._seen: dict[tuple[int, int], float] = {}

    def search(self, limit: float) -> Alignment | None:
        """Return the cheapest alignment that costs no more than the limit."""
        self._limit = limit + 1e-6
        self._step(len(self._tokens) - 1, len(self._units), 0.0)
        return None if self._best is None else Alignment(self._words.start(self._best), self._limit)

    def _finish(self, at: int, cost: float) -> None:
        token = self._tokens[at]
        if self._whole:
            cost += sum(earlier.skip for earlier in self._tokens[:at])
        elif not token.opens_word and not self._after_locants(at):
            cost += _PART_START
        if token.text in self._lexicon.stops:
            cost += _STOP_START
        if cost < self._limit:
            self._best = at
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
        seen, unit = self._seen, self._units[left - 1]
        is_whole = len(unit) > 1 or unit.isdigit()
        while at >= 0 and cost < self._limit and seen.get((at, left), _UNSEEN) > cost:
            seen[at, left] = cost
            token = self._tokens[at]
            if token.written == self._short:
                return
            if is_whole:
                self._whole_unit(at, left, cost, unit)
            elif unit in token.text and token.is_word:
                self._letters(at, left, cost)
            at -= 1
            cost += token.skip

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
            and len(text) > SHORTEST_WORD + 1
            and text not in self._lexicon.labels
        )

    def _inside(self, token: Token, first: int, last: int) -> float | None:
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
