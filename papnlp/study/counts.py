"""The whole numbers of a text, and those that count people (or animals)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from papnlp.model import CueCompiler
from papnlp.text.numbers import FIRST_NUMBER_WORDS, HAN_NUMBER, NUMBER_WORDS, parse_count
from papnlp.text.triggers import TriggerMatcher

# Thousands may be parted by a space, after two digits or more.
_DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+|\d{2,3} \d{3}|\d+)(?!\d|\.\d|[\d.]*%)"
_WORDS: Final = {"en": rf"{NUMBER_WORDS}(?![\w-])", "zh": HAN_NUMBER}
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
        ``"number"``, ``"people"``, ``"bare"`` (by a phrase of the cues), ``"equals"`` (n = 20)
        or ``"sum"`` (of groups).
    """

    start: int
    end: int
    value: int
    kind: str = "number"


def count_pattern(lang: str) -> str:
    """Return the regular expression of a count in a language."""
    return rf"(?:{_DIGITS}|{_WORDS[lang]})"


def count_value(text: str) -> int | None:
    """Return the value of what :func:`count_pattern` matched."""
    return parse_count(text.replace(" ", "") if text[-1].isdigit() else text)


def is_year(text: str, value: int) -> bool:
    """Tell whether a number looks like a year."""
    return 1900 <= value <= 2100 and len(text) == 4


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
        count = count_pattern(lang)
        self._digits = re.compile(rf"(?<![a-z0-9.%/-])(?<!\d,){_DIGITS}")
        self._words = TriggerMatcher((word, word) for word in FIRST_NUMBER_WORDS[lang])
        self._word = compiled(_WORDS[lang] + cues["after_word"], [cues["after_word"]])
        self._people = compiled(
            rf"(?:{cues['of_total']})?{cues['modifiers']}(?:{'|'.join(cues['people'])})",
            [*cues["people"], cues["of_total"], cues["modifiers"]],
        )
        self._equals = re.compile(rf"(?<![a-z])n\s?=\s?(?P<count>{_DIGITS})")
        self._bare = [
            compiled(pattern.replace("{n}", rf"(?P<count>{count})"), [pattern])
            for pattern in cues["bare"]
        ]

    def numbers(self, lower: str) -> list[Count]:
        """Return every whole number, in order; years are left out."""
        found = {match.start(): match for match in self._digits.finditer(lower)}
        for start, _ in self._words.find(lower):
            match = self._word.match(lower, start)
            if match is not None and lower[start - 1 : start] != "-":
                found.setdefault(start, match)
        numbers = []
        covered = -1
        for start, match in sorted(found.items()):
            value = count_value(match[0])
            if start < covered or value is None or is_year(match[0], value):
                continue
            covered = match.end()
            numbers.append(Count(start, covered, value))
        return numbers

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

    def others(self, lower: str) -> Iterator[Count]:
        """Yield the counts without a word for people."""
        for kind, patterns in (("bare", self._bare), ("equals", [self._equals])):
            for pattern in patterns:
                for match in pattern.finditer(lower):
                    value = count_value(match["count"])
                    if value and not is_year(match["count"], value):
                        yield Count(match.start(), match.end(), value, kind)


def is_bracketed(lower: str, start: int) -> bool:
    """Tell whether a bracket is open at an offset ("75 participants (38 women)")."""
    window = max(0, start - _BRACKET)
    return lower.rfind("(", window, start) > lower.rfind(")", window, start)
