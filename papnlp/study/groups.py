"""How many people each group of a study has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from papnlp.analysis import Analysis
from papnlp.model import CueCompiler
from papnlp.study.counts import Count, Frames
from papnlp.text.numbers import HAN_NUMBER, NUMBER_WORDS, parse_count

_FRACTION: Final = re.compile(
    r"(?<![\d./])\d\d*\s?(?:/|of)\s?(\d+)(?![\d./]|\s?(?:weeks|months|years))"
)
_SMALLEST: Final = 2
_MOST_ARMS: Final = 8
_NEAR: Final = 100
"""How far after the number of groups their size stands."""
_PAIR: Final = 2
_MOST_PARTS: Final = 4


@dataclass(frozen=True, slots=True)
class Split:
    """Counts of the groups of a study that stand together in one sentence."""

    parts: tuple[Count, ...]

    @property
    def total(self) -> int:
        """Return how many people the groups have together."""
        return sum(part.value for part in self.parts)


class GroupFinder:
    """Finds the sizes of groups by the words around them.

    Parameters
    ----------
    cues : mapping
        Table ``sample.groups`` of ``cues/<lang>/study.toml``.
    lang : str
        ``"en"`` or ``"zh"``.
    compiled : CueCompiler
        Compiles its patterns.
    """

    def __init__(self, cues: Mapping[str, Any], lang: str, compiled: CueCompiler) -> None:
        self._forms = Frames(cues["forms"], compiled)
        self._each = Frames(cues["each"], compiled)
        self._each_words: tuple[str, ...] = tuple(cues["each_words"])
        self._pairs = compiled(cues["pairs"])
        self._arms = compiled(cues["arms"])
        times = rf"(?P<times>\d+|{NUMBER_WORDS if lang == 'en' else HAN_NUMBER})"
        self._ratio = [
            compiled(pattern.replace("{n}", times), [pattern]) for pattern in cues["ratio"]
        ]

    def splits(self, analysis: Analysis, numbers: Sequence[Count]) -> list[Split]:
        """Return the groups that are counted side by side, in order.

        Parameters
        ----------
        analysis : Analysis
            Text with its sentences.
        numbers : sequence of Count
            All its numbers, in order; counts known to be wholes may be left out.
        """
        lower = analysis.text.lower
        found: dict[tuple[int, int], list[Count]] = {}
        for number in numbers:
            if number.value < _SMALLEST:
                continue
            index = analysis.sentence_at(number.start)
            form = self._forms.match(lower, number, analysis.sentences[index].start)
            if form is not None:
                found.setdefault((index, form), []).append(number)
        splits = [
            Split(tuple(parts))
            for parts in map(_without_wholes, found.values())
            if len(parts) >= _SMALLEST
        ]
        return sorted(splits, key=lambda split: split.parts[0].start)

    def each(self, lower: str, numbers: Sequence[Count]) -> list[Count]:
        """Return what a text says of all its groups at once ("30 in each group")."""
        if not any(word in lower for word in self._each_words):
            return []
        return [
            number
            for number in numbers
            if number.value >= _SMALLEST and self._each.match(lower, number) is not None
        ]

    def multiplied(
        self, lower: str, numbers: Sequence[Count], people: Sequence[Count]
    ) -> Iterator[Count]:
        """Yield the totals that follow from equal groups and pairs, unless the text gives them.

        Parameters
        ----------
        lower : str
            Lower-case text.
        numbers, people : sequence of Count
            All numbers, and those of people.
        """
        each = [
            number
            for number in self.each(lower, numbers)
            if not any(
                1 < count.value / number.value <= _MOST_ARMS and not count.value % number.value
                for count in people
            )
        ]
        arms = [item for item in numbers if self._arms.match(lower, item.end)]
        for count in each:
            for number in arms:
                near = 0 < count.start - number.end < _NEAR
                if near and 1 < number.value <= _MOST_ARMS:
                    yield Count(count.start, count.end, number.value * count.value, "product")
                    break
        for number in numbers:
            if self._pairs.match(lower, number.end):
                yield Count(number.start, number.end, _PAIR * number.value, "product")

    def with_controls(self, lower: str, numbers: Sequence[Count]) -> Iterator[Count]:
        """Yield the totals of cases that are matched with several controls each."""
        nearest: dict[int, Count] = {}
        for number in numbers:
            for pattern in self._ratio:
                match = pattern.match(lower, number.end)
                times = parse_count(match["times"]) if match else None
                if match and times:
                    total = number.value * (1 + times)
                    nearest[match.end()] = Count(number.start, match.end(), total, "ratio")
        yield from nearest.values()

    @staticmethod
    def denominators(analysis: Analysis) -> Iterator[list[int]]:
        """Yield, for each sentence with several fractions, what they are fractions of."""
        lower = analysis.text.lower
        for sentence in analysis.sentences:
            if lower.find("/", sentence.start, sentence.end) < 0 and (
                lower.find(" of ", sentence.start, sentence.end) < 0
            ):
                continue
            found = [
                int(match[1]) for match in _FRACTION.finditer(lower, sentence.start, sentence.end)
            ]
            if len(found) >= _SMALLEST:
                yield found


def run_of(total: int, numbers: Sequence[Count]) -> Sequence[Count]:
    """Return the first two to four numbers in a row that add up to a total, or none."""
    for first in range(len(numbers)):
        added = numbers[first].value
        for last in range(first + 1, min(first + _MOST_PARTS, len(numbers))):
            added += numbers[last].value
            if added == total:
                return numbers[first : last + 1]
            if added > total:
                break
    return ()


def _without_wholes(parts: list[Count]) -> list[Count]:
    """Leave out the counts that those after them are part of."""
    kept = [part for at, part in enumerate(parts) if not run_of(part.value, parts[at + 1 :])]
    whole = len(kept) > _SMALLEST and kept[0].value >= sum(part.value for part in kept[1:])
    return kept[1:] if whole else kept
