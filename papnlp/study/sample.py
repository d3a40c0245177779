"""How many people (or animals) a study analysed."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from papnlp.analysis import Analysis, Span
from papnlp.model import CueCompiler
from papnlp.study.counts import Count, CountFinder, Frames, is_bracketed
from papnlp.study.groups import GroupFinder, Split, run_of

_SECTIONS: Final = {
    "title": 3.0,
    "background": -1.0,
    "objective": 1.0,
    "methods": 2.0,
    "results": 2.0,
    "conclusions": 0.0,
}
_NOT_PEOPLE: Final = ("guideline", "narrative review", "laboratory study")
"""Designs that have no sample."""

_PART_OF_WHOLE: Final = 2.5
_WHOLE: Final = -3.0
_LARGER: Final = 0.4
"""What ten times as many people weigh, so that the larger of two like counts wins."""
_FEW: Final = 3
"""More patients than that are not those of a case report."""
_AT_START: Final = 3
_OPENING: Final = 3.0
"""What makes up for the section where a text opens with its patients, without a heading."""
_ADDS_UP: Final = 2.0
"""For a count whose parts, named after it, add up to it."""
_PART: Final = -3.0
_BRACKETED: Final = -2.0
"""For a count in brackets after one of the whole."""
_IN_TITLE: Final = 2.0
_DATED: Final = 1.5
_DERIVED: Final = ("sum", "ratio", "product", "pairs")
_SUM: Final = 1.0
_SUM_OF_RESULTS: Final = -1.0
_WEIGHTS: Final = {"ratio": 6.0, "pairs": 6.0, "product": 2.0, "joined": 4.0}
"""What totals weigh: matched controls, pairs, equal groups, a comparison group."""
_BY_PLACE: Final = ("pairs", "product", "joined")
"""Totals whose words are weighed already."""
_REMAINING: Final = 2.0
"""For a count that is another less those who dropped out."""
_LEFT_OVER: Final = 3
"""How much more that tells of groups, which are counted for no other reason."""
_TELLING: Final = 20
"""From here on, numbers of the next sentence do not add up by chance."""
_MANY: Final = 100
"""From here on, three such numbers of any kind do not either."""
_LATER: Final = -0.1
"""For each sentence before a count."""
_ONE: Final = -2.0
_LOOKED_AT: Final = 7


@dataclass(frozen=True, slots=True)
class _Seen:
    """All counts of a text, and how they stand to each other.

    ``outside`` are the counts of people that stand in no bracket, ``starts``
    where these begin; ``parts`` and ``wholes`` are offsets, ``totals``,
    ``titled`` and ``remaining`` values.
    """

    lower: str
    counts: tuple[Count, ...]
    outside: list[Count]
    starts: list[int]
    parts: set[int]
    wholes: set[int]
    totals: set[int]
    titled: set[int]
    title_end: int
    remaining: set[int]


class SampleSizeFinder:
    """Finds the sample size: analysed if stated, else enrolled; pooled in a review.

    Every count of people is weighed by the words around it (analysed, enrolled,
    of whom, excluded ...), by its section and by its place. A count to which
    the numbers after it add up is a whole; counts of groups that have no whole
    are added up.

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
        self._counts = CountFinder(cues, lang, compiled)
        self._groups = GroupFinder(cues["groups"], lang, compiled)
        self._weights: list[tuple[float, list[tuple[tuple[str, ...], re.Pattern[str]]]]] = [
            (
                float(entry["weight"]),
                [(tuple(cue["near"]), compiled.late(cue["pattern"])) for cue in entry["cues"]],
            )
            for entry in cues["weights"]
        ]
        self._partitive = compiled(cues["partitive"])
        self._whole = compiled(cues["whole"])
        self._whole_after = compiled(cues["whole_after"])
        self._opening = compiled(cues["opening"])
        self._measured = compiled(cues["measured"])
        self._before = int(cues["before"])
        self._after = int(cues["after"])
        self._most = sum(weight for weight, _ in self._weights if weight > 0) + _PART_OF_WHOLE
        self._dropped = Frames(cues["dropped"], compiled)
        self._dropped_words: tuple[str, ...] = tuple(cues["dropped_words"])

    def __call__(self, analysis: Analysis, design: str) -> int | None:
        """Return the sample size, or None if the text gives none; note its lead.

        Parameters
        ----------
        analysis : Analysis
            Text with its sentences and sections.
        design : str
            A case report has one patient, if nothing else is said.
        """
        if design in _NOT_PEOPLE:
            return None
        numbers = self._counts.numbers(analysis.text.lower)
        dropped = self._dropped_of(analysis.text.lower, numbers)
        best, analysis.sample_lead = self._best(analysis, numbers, dropped, design)
        if design == "case report" and (best is None or best[0] < 0 or best[1].value > _FEW):
            return 1
        if best is None or best[0] < 0:
            return None
        return self._without_dropped(analysis, dropped, best[1].value)

    def group_sizes(self, analysis: Analysis) -> tuple[int, ...]:
        """Return the different sizes of the groups, the smallest first."""
        lower = analysis.text.lower
        numbers = self._counts.numbers(lower)
        sizes = {
            part.value for split in self._groups.splits(analysis, numbers) for part in split.parts
        }
        sizes.update(count.value for count in self._groups.each(lower, numbers))
        for denominators in self._groups.denominators(analysis):
            sizes.update(denominators)
        return tuple(sorted(sizes))

    def _best(
        self, analysis: Analysis, numbers: Sequence[Count], dropped: Sequence[Count], design: str
    ) -> tuple[tuple[float, Count] | None, float]:
        """Return the count that weighs most, the first of equal ones, with its weight.

        Second, how much more it weighs than the next number, at most as much as
        the words beside a number may weigh.
        """
        seen = self._see(analysis, numbers, dropped, design)
        best: tuple[float, Count] | None = None
        weights: dict[int, float] = {}
        for count in seen.counts:
            place = analysis.sentence_at(count.start)
            sentence = analysis.sentences[place]
            if count.end > sentence.end:
                continue
            weight = self._at(seen, count, sentence) + _LATER * place
            if best is not None and weight + self._most < best[0]:
                continue
            weight += self._told(seen, count, sentence, design)
            weights[count.value] = max(weight, weights.get(count.value, weight))
            if (
                best is None
                or weight > best[0]
                or (weight == best[0] and count.start < best[1].start)
            ):
                best = weight, count
        if best is None:
            return None, 0.0
        others = [weight for value, weight in weights.items() if value != best[1].value]
        return best, min(self._most, best[0] - max(others, default=-math.inf))

    def _see(
        self, analysis: Analysis, numbers: Sequence[Count], dropped: Sequence[Count], design: str
    ) -> _Seen:
        """Return all counts of a text and how they stand to each other."""
        lower = analysis.text.lower
        people = list(self._counts.people(lower, numbers))
        staying = [item for item in numbers if item not in dropped]
        splits = self._groups.splits(analysis, staying)
        parts = {part.start for split in splits for part in split.parts}
        wholes = self._wholes(analysis, staying, people, parts)
        if wholes & parts:
            parts_only = [item for item in staying if item.start not in wholes]
            splits = self._groups.splits(analysis, parts_only)
            parts -= wholes
        totals = {split.total for split in splits}
        lost = [item.value for item in dropped]
        sums = [] if totals & {count.value for count in people} else list(_sums(splits))
        sums.extend(self._groups.multiplied(lower, numbers, people))
        joined = list(self._groups.joined(lower, numbers, people, wholes, splits))
        parts.update(count.start for count in joined)
        sums.extend(joined)
        if design == "case-control study":
            sums.extend(self._groups.with_controls(lower, numbers))
        others = list(self._counts.others(lower, numbers))
        counted = sorted({count.start: count for count in (*others, *people)}.items())
        outside = [count for start, count in counted if not is_bracketed(lower, start)]
        return _Seen(
            lower=lower,
            counts=(*people, *others, *sums),
            outside=outside,
            starts=[count.start for count in outside],
            parts=parts,
            wholes=wholes,
            totals=totals,
            titled={count.value for count in people if count.start < analysis.title_end},
            title_end=analysis.title_end,
            remaining={
                count.value - value for count in people for value in (*lost, sum(lost)) if value
            },
        )

    def _wholes(
        self,
        analysis: Analysis,
        numbers: Sequence[Count],
        people: Sequence[Count],
        parts: set[int],
    ) -> set[int]:
        """Return where counts stand to which numbers after them add up; add these to the parts."""
        lower = analysis.text.lower
        counted = parts | {count.start for count in people}
        numbers = [
            item
            for item in numbers
            if item.start in counted
            or (item.value > 1 and not self._measured.match(lower, item.end))
        ]
        starts = [number.start for number in numbers]
        wholes = set()
        for count in people:
            here = analysis.sentence_at(count.start)
            last = here + (count.value >= _TELLING)
            end = analysis.sentences[here].end
            end_of_next = analysis.sentences[min(last, len(analysis.sentences) - 1)].end
            at = bisect_right(starts, count.start)
            after = [item for item in numbers[at : at + _LOOKED_AT] if item.end <= end_of_next]
            near = [item for item in after if item.end <= end or item.start in counted]
            run = run_of(count.value, near)
            if not run and count.value >= _MANY:
                run = run_of(count.value, after)
                run = run if len(run) > 2 else ()
            if run:
                wholes.add(count.start)
                parts.update(item.start for item in run)
        return wholes

    def _at(self, seen: _Seen, count: Count, sentence: Span) -> float:
        """Return what a count weighs by its place, its size and the other counts."""
        lower = seen.lower
        weight = _SECTIONS[sentence.section] + _LARGER * math.log10(count.value)
        weight += _ONE * (count.value == 1)
        is_dated = self._opening.match(lower, sentence.start, count.start) is not None
        if sentence.section == "background":
            weight += _OPENING * (is_dated or count.start - sentence.start < _AT_START)
        else:
            weight += _DATED * is_dated
        if count.kind == "sum":
            weight += _REMAINING * _LEFT_OVER * (count.value in seen.remaining)
            return weight + (_SUM_OF_RESULTS if sentence.section == "results" else _SUM)
        if count.kind in _WEIGHTS:
            return weight + _WEIGHTS[count.kind]
        weight += _PART * (count.start in seen.parts)
        weight += _ADDS_UP * (count.start in seen.wholes or count.value in seen.totals)
        weight += _REMAINING * (count.value in seen.remaining)
        weight += _IN_TITLE * (count.value in seen.titled and count.start > seen.title_end)
        return weight

    def _told(self, seen: _Seen, count: Count, sentence: Span, design: str) -> float:
        """Return what a count weighs by the words between the counts beside it."""
        if count.kind in _BY_PLACE:
            return 0.0
        lower, starts = seen.lower, seen.starts
        at = bisect_left(starts, count.start)
        before = seen.outside[at - 1] if at and count.kind not in _DERIVED else None
        left = max(sentence.start, before.end if before else 0)
        at = bisect_right(starts, count.start)
        right = min(sentence.end, starts[at] if at < len(starts) else len(lower))
        weight = self._weigh(lower, count, left, max(right, count.end), design)
        if count.start not in seen.wholes and (
            self._partitive.match(lower, count.end) or self._is_whole(lower, count)
        ):
            weight += _WHOLE
        if before and left == before.end:
            if before.start not in seen.wholes:
                weight += _PART_OF_WHOLE * self._is_part(lower, before, weight)
            weight += _BRACKETED * is_bracketed(lower, count.start)
        return weight

    def _is_part(self, lower: str, whole: Count, told: float) -> bool:
        """Tell whether a count is part of the one before it ("of 88 patients, 70 ...")."""
        if self._partitive.match(lower, whole.end):
            return True
        return told > 0 and self._is_whole(lower, whole)

    def _is_whole(self, lower: str, count: Count) -> bool:
        before = lower[max(0, count.start - 12) : count.start]
        after = self._whole_after.match(lower, count.end)
        return self._whole.search(before) is not None or after is not None

    def _dropped_of(self, lower: str, numbers: Sequence[Count]) -> list[Count]:
        """Return the numbers of people who did not stay to the end."""
        if not any(word in lower for word in self._dropped_words):
            return []
        return [item for item in numbers if self._dropped.match(lower, item) is not None]

    def _weigh(self, lower: str, count: Count, start: int, end: int, design: str) -> float:
        reach = self._before * (1 + (count.kind in _DERIVED))
        left = lower[max(start, count.start - reach) : count.start]
        right = lower[count.end : min(end, count.end + self._after)]
        named = "" if count.kind in _DERIVED else lower[count.start : count.end]
        around = f"{left}⟦{named}⟧{right}"
        weight = sum(value for value, group in self._weights if _finds(group, around))
        if count.kind == "equals":
            weight += 1.5 if "review" in design or design == "meta-analysis" else -1.5
        return weight

    def _without_dropped(self, analysis: Analysis, dropped: Sequence[Count], size: int) -> int:
        """Return the size less those who dropped out, if the results are fractions of that."""
        lost = sum(item.value for item in dropped)
        if 0 < lost < size:
            for denominators in self._groups.denominators(analysis):
                if sum(denominators) == size - lost:
                    return size - lost
        return size


def _finds(cues: Sequence[tuple[tuple[str, ...], re.Pattern[str]]], text: str) -> bool:
    """Tell whether one of several patterns, each tried only beside its words, matches."""
    for near, pattern in cues:
        for word in near:
            if word in text:
                if pattern.search(text):
                    return True
                break
    return False


def _sums(splits: Sequence[Split]) -> Iterator[Count]:
    for split in splits:
        yield Count(split.parts[0].start, split.parts[-1].end, split.total, "sum")
