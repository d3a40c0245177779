"""The whole numbers of a text, and those that count people (or animals)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from papnlp.model import CueCompiler
from papnlp.text.numbers import FIRST_NUMBER_WORDS, HAN_NUMBER, NUMBER_WORDS, parse_count
from papnlp.text.triggers import TriggerMatcher

# A whole token, so that decimals and percentages are passed over at once.
_DIGITS: Final = re.compile(r"(?:\d{1,3} \d{3}(?![\d.])|\d[\d.,]*)%?")
_WHOLE: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_SPACED: Final = re.compile(r"\d{1,3} \d{3}")
_LABEL: Final = re.compile(
    r"(?:groups?|days?|weeks?|months?|years?|phase|type|grade|level|stage|arm|study|table|visit|"
    r"class|and|or|to|and|vs|,|组|第)\s?$"
)
"""What stands before a digit that is no part of the number after it ("in group 1 274 ...")."""
_WORDS: Final = {"en": rf"{NUMBER_WORDS}(?![\w-])", "zh": HAN_NUMBER}
_NOT_AFTER: Final = frozenset("abcdefghijklmnopqrstuvwxyz.%/-~")
_LEFT: Final = 60
_YEARS: Final = (1900, 2100)
_YEAR: Final = 4
"""How many digits a year has."""

_EQUALS: Final = re.compile(r"(?<![a-z])n\s?=\s?$")
_BRACKET: Final = 80


@dataclass(frozen=True, slots=True)
class Count:
    """A number of the text, with what it counts where that is known.

    Attributes
    ----------
    start, end : int
        Span of the number, or of the number and the people.
    value : int
        The number.
    kind : str
        ``"number"``, ``"people"``, ``"bare"`` (by a phrase of the cues), ``"equals"`` (n = 20),
        ``"sum"`` (of groups), ``"product"`` (of equal groups), ``"pairs"`` or ``"ratio"`` (cases
        and controls).
    """

    start: int
    end: int
    value: int
    kind: str = "number"


class Frames:
    """Pairs of expressions for what stands before and after a number.

    Parameters
    ----------
    entries : sequence of mapping
        Each with ``before`` and ``after``.
    compiled : CueCompiler
        Compiles them.
    """

    def __init__(self, entries: Sequence[Mapping[str, str]], compiled: CueCompiler) -> None:
        self._entries = entries
        self._compiled = compiled
        # Those of the bundled model, which are tested, are made for the first number of a text.
        self._pairs = [] if compiled.is_tested else self._made()

    def _made(self) -> list[tuple[re.Pattern[str] | None, re.Pattern[str]]]:
        compiled = self._compiled
        self._pairs = [
            (
                compiled(f"(?:{entry['before']})$", [entry["before"]]) if entry["before"] else None,
                compiled(entry["after"]),
            )
            for entry in self._entries
        ]
        return self._pairs

    def match(self, lower: str, number: Count, start: int = 0) -> int | None:
        """Return the index of the first pair that a number stands between, or None.

        Parameters
        ----------
        lower : str
            Lower-case text.
        number : Count
            The number.
        start : int, optional
            Where to begin at the earliest.
        """
        left = max(start, number.start - _LEFT)
        for index, (before, after) in enumerate(self._pairs or self._made()):
            if after.match(lower, number.end) and (
                before is None or before.search(lower, left, number.start)
            ):
                return index
        return None


class CountFinder:
    """Finds the numbers of a text, and those of people.

    Parameters
    ----------
    cues : mapping
        Table ``sample`` of ``cues/<lang>/study.toml``.
    lang : str
        ``"en"`` or ``"zh"``.
    compiled : CueCompiler
        Compiles its patterns.
    """

    def __init__(self, cues: Mapping[str, Any], lang: str, compiled: CueCompiler) -> None:
        self._words = TriggerMatcher((word, word) for word in FIRST_NUMBER_WORDS[lang])
        self._word = compiled(_WORDS[lang] + cues["after_word"], [cues["after_word"]])
        self._people = compiled(
            rf"(?:{cues['of_total']})?{cues['modifiers']}(?:{'|'.join(cues['people'])})",
            [*cues["people"], cues["of_total"], cues["modifiers"]],
        )
        self._bare = Frames(cues["bare"], compiled)
        self._year_before = compiled(cues["year_before"])
        self._year_after = compiled(cues["year_after"])

    def numbers(self, lower: str) -> list[Count]:
        """Return every whole number, in order; years are left out."""
        found = {}
        for match in _DIGITS.finditer(lower):
            number = _written_in_digits(lower, match)
            if number is not None and not self._is_year(lower, number):
                found[number.start] = number
        for start, _ in self._words.find(lower):
            match_ = self._word.match(lower, start)
            value = parse_count(match_[0]) if match_ and lower[start - 1 : start] != "-" else None
            if match_ and value is not None:
                found.setdefault(start, Count(start, match_.end(), value))
        numbers: list[Count] = []
        for _, number in sorted(found.items()):
            if not numbers or number.start >= numbers[-1].end:
                numbers.append(number)
        return numbers

    def _is_year(self, lower: str, number: Count) -> bool:
        """Tell whether a number is a year: "in 1998", but not "16 studies; 1937 patients"."""
        if not (_YEARS[0] <= number.value <= _YEARS[1] and number.end - number.start == _YEAR):
            return False
        if self._year_after.match(lower, number.end) is None:
            return True
        before = max(0, number.start - _LEFT)
        return self._year_before.search(lower, before, number.start) is None

    def people(self, lower: str, numbers: Sequence[Count]) -> Iterator[Count]:
        """Yield the counts of people among the numbers, in order."""
        covered = -1
        for number in numbers:
            if number.start < covered or not number.value:
                continue
            match = self._people.match(lower, number.end)
            if match is not None:
                covered = match.end()
                yield Count(number.start, covered, number.value, "people")

    def others(self, lower: str, numbers: Sequence[Count]) -> Iterator[Count]:
        """Yield the counts without a word for people."""
        for number in numbers:
            if not number.value:
                continue
            if self._bare.match(lower, number) is not None:
                yield replace(number, kind="bare")
            if lower.find("=", number.start - 2, number.start) > 0 and _EQUALS.search(
                lower, max(0, number.start - 5), number.start
            ):
                yield replace(number, kind="equals")


def _written_in_digits(lower: str, match: re.Match[str]) -> Count | None:
    """Return a number written in digits, unless it is part of something else."""
    start = match.start()
    text = match[0]
    if text[-1] == "%" or lower[start - 1 : start] in _NOT_AFTER:
        return None
    if " " in text and not (
        _SPACED.fullmatch(text) and (text[1] != " " or not _LABEL.search(lower[:start][-12:]))
    ):
        text = text.partition(" ")[0]
    text = text.rstrip(".,")
    end = start + len(text)
    plain = text.replace(" ", "")
    if not plain.isdigit():
        if not _WHOLE.fullmatch(plain):
            return None
        plain = plain.replace(",", "")
    return Count(start, end, int(plain))


def is_bracketed(lower: str, start: int) -> bool:
    """Tell whether a bracket is open at an offset ("75 participants (38 women)")."""
    window = max(0, start - _BRACKET)
    return lower.rfind("(", window, start) > lower.rfind(")", window, start)
