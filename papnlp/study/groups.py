"""How many people each group of a study has."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
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
_LISTED: Final = 160
"""How far before the size of each group the groups are named."""
_JOINED: Final = 240
"""How far after the patients those stand whom they are compared with."""
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
        self._pairs = compiled.late(cues["pairs"])
        self._arms = compiled.late(cues["arms"])
        self._listed = compiled.late(cues["listed"])
        self._between = compiled.late(cues["between"])
        self._joined = Frames(cues["joined"], compiled)
        self._joined_words: tuple[str, ...] = tuple(cues["joined_words"])
        self._of_these = compiled.late(cues["of_these"])
        times = rf"(?P<times>\d+|{NUMBER_WORDS if lang == 'en' else HAN_NUMBER})"
        self._ratio = [
            compiled.late(pattern.replace("{n}", times), [pattern]) for pattern in cues["ratio"]
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
            times = next(
                (
                    number.value
                    for number in arms
                    if 0 < count.start - number.end < _NEAR and 1 < number.value <= _MOST_ARMS
                ),
                self._arms_listed(lower, count),
            )
            if times:
                yield Count(count.start, count.end, times * count.value, "product")
        for number in numbers:
            if self._pairs.match(lower, number.end):
                yield Count(number.start, number.end, _PAIR * number.value, "pairs")

    def _arms_listed(self, lower: str, count: Count) -> int:
        """Return how many groups are named before their size ("to A, B or C, 20 in each")."""
        last = None
        for match in self._listed.finditer(lower, max(0, count.start - _LISTED), count.start):
            last = match
        if last is None:
            return 0
        arms = 1 + len(self._between.findall(last["list"].rstrip(" ,")))
        return arms if 1 < arms <= _MOST_ARMS else 0

    def joined(
        self,
        lower: str,
        numbers: Sequence[Count],
        people: Sequence[Count],
        wholes: Container[int],
        splits: Sequence[Split] = (),
    ) -> Iterator[Count]:
        """Yield the totals of patients and of others that they are compared with.

        Parameters
        ----------
        lower : str
            Lower-case text.
        numbers, people : sequence of Count
            All numbers, and those of people.
        wholes : container of int
            Where counts stand that others are part of.
        splits : sequence of Split, optional
            Groups that are counted side by side; matched with others, they are one.
        """
        if not any(word in lower for word in self._joined_words):
            return
        totals = {count.value for count in people}
        starts = [count.start for count in people]
        for number in numbers:
            if number.value < _SMALLEST or self._joined.match(lower, number) is None:
                continue
            at = bisect_left(starts, number.start)
            one = _together(splits, number) or (people[at - 1] if at else None)
            if one is None or number.start - one.end > _JOINED or one.value < _SMALLEST:
                continue
            if one.start in wholes:
                continue
            total = one.value + number.value
            around = f"{lower[max(0, one.start - 12) : one.start]}⟦{lower[one.end : number.start]}"
            if total not in totals and self._of_these.search(around) is None:
                yield Count(one.start, one.end, total, "joined")

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


def _together(splits: Sequence[Split], number: Count) -> Count | None:
    """Return the groups right before a number as one count, or None."""
    for split in splits:
        first, last = split.parts[0], split.parts[-1]
        if last.end <= number.start <= last.end + _NEAR and number not in split.parts:
            return Count(first.start, last.end, split.total, "sum")
    return None


def _without_wholes(parts: list[Count]) -> list[Count]:
    """Leave out the counts that those after them are part of."""
    kept = [part for at, part in enumerate(parts) if not run_of(part.value, parts[at + 1 :])]
    whole = len(kept) > _SMALLEST and kept[0].value >= sum(part.value for part in kept[1:])
    return kept[1:] if whole else kept
