"""The cheapest way to read the letters of a short form in the words before it.

Every step has a cost: a first letter none, a letter inside a word little, a
skipped word much. The costs stand in for the ranked strategies of Sohn et al.
(2008, BMC Bioinformatics 9:402); like Schwartz and Hearst (2003), the search
goes from right to left. It is depth first with branch and bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
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
SHORTEST_WORD: Final = 4

_INNER, _NEXT, _CAPITAL = 0.3, 0.12, 0.05
_INNER_START = 1.1
_SKIP_WORD, _SKIP_LIGHT, _SKIP_PART, _SKIP_NUMBER = 1.0, 0.35, 0.45, 0.5
_SKIP_STOP, _SKIP_LOCANT = 0.1, 0.05
_COMMA, _LOST_NUMBER, _NUMERAL = 0.4, 0.8, 0.2
_STOP_START, _PART_START = 0.6, 0.5
_UNSEEN: Final = 99.0
_MOST_WORDS: Final = 1 << 14


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where a long form starts in its window, and what the cheapest path cost."""

    start: int
    cost: float


class Token(NamedTuple):
    """A run of letters or digits, or a comma or bracket between them."""

    text: str
    written: str
    start: int
    opens_word: bool
    skip: float


class Lexicon:
    """What the cue file knows about the words of long forms."""

    def __init__(self, cues: Mapping[str, Any]) -> None:
        self.stops = frozenset(cues["stop_words"])
        self.light = frozenset(cues["light_words"])
        self.labels = frozenset(cues["label_words"])
        self.numerals: dict[str, tuple[str, ...]] = {
            digits: tuple(words) for digits, words in cues["numerals"].items()
        }
        self.prefix = re.compile("|".join(sorted(cues["prefixes"], key=len, reverse=True)))
        self._known: dict[tuple[str, bool], tuple[str, str, float]] = {}

    def is_stop(self, word: str) -> bool:
        """Tell whether a word is one that long forms hold without a letter of its own."""
        return word.lower() in self.stops

    def tokens(self, matches: Iterable[re.Match[str]], window: str) -> list[Token]:
        """Return the tokens of a window, each with what it costs to skip it."""
        found: list[Token] = []
        for match in matches:
            written, start = match.group(), match.start()
            before = window[start - 1] if start else " "
            if written in ",([":
                skip = 0.0 if written == "," and before.isdigit() else _COMMA
                found.append(Token(written, written, start, opens_word=False, skip=skip))
                continue
            opens_word = before in ' (["' or before.isspace() or (before == "'" and start < 2)
            known = self._known.get((written, opens_word))
            if known is None:
                known = self._look_up(written, opens_word=opens_word)
                if len(self._known) < _MOST_WORDS:
                    self._known[written, opens_word] = known
            text, written, skip = known
            found.append(Token(text, written, start, opens_word, skip))
        return found

    def _look_up(self, written: str, *, opens_word: bool) -> tuple[str, str, float]:
        """Return a word in lower case and as written, and what it costs to skip it."""
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
        return text, written, skip


class CheapestPath:
    """Searches the cheapest path of one short form, from the last letter to the first.

    Parameters
    ----------
    units : sequence of str
        Letters, numbers and Greek letters of the short form, in order.
    tokens : sequence of Token
        The words before the short form, in order.
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
        lexicon: Lexicon,
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
        if at < 0 or cost >= self._limit or self._seen.get((at, left), _UNSEEN) <= cost:
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
