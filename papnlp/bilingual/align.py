"""Align the sentences of a text with those of its translation.

Dynamic programming over beads of sentences, after Gale and Church (1993), with
costs from lengths, from what the sentences share (numbers, short forms, known
words, concepts), from their sections and from their places.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any, Final

from papnlp.analysis import Analysis
from papnlp.bilingual.anchors import AnchorFinder
from papnlp.evidence import Alignment
from papnlp.model import Model
from papnlp.text.sentences import TITLE

_NARROWEST_BAND: Final = 4
_BAND_SHARE: Final = 0.08
_SMOOTHING: Final = 1.0
_EXPECTED: Final = 0.35
_INFINITE: Final = float("inf")
_BEAM: Final = 8.0
_Corners = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Costs:
    """The costs of the cue file."""

    words: float
    length: float
    length_spread: float
    length_limit: float
    section: float
    place: float
    unlinked: float
    unshared: float
    stranger: float
    beads: tuple[tuple[int, int, float], ...]
    ratio: float
    ratio_weight: float


def _costs(cues: dict[str, Any]) -> _Costs:
    costs = cues["costs"]
    beads = tuple(
        (int(name.partition("-")[0]), int(name.partition("-")[2]), float(cost))
        for name, cost in costs["bead"].items()
    )
    return _Costs(
        words=costs["words"],
        length=costs["length"],
        length_spread=costs["length_spread"],
        length_limit=costs["length_limit"],
        section=costs["section"],
        place=costs["place"],
        unlinked=costs["unlinked"],
        unshared=costs["unshared"],
        stranger=costs["stranger"],
        beads=beads,
        ratio=cues["ratio"]["prior"],
        ratio_weight=cues["ratio"]["weight"],
    )


class _Pair:
    """Two texts with the sums that beads are scored by."""

    def __init__(
        self,
        costs: _Costs,
        keys: tuple[list[set[str]], list[set[str]]],
        lengths: tuple[list[int], list[int]],
        sections: tuple[list[str], list[str]],
    ) -> None:
        self.costs = costs
        self.en_count, self.zh_count = len(lengths[0]), len(lengths[1])
        self.sections = sections
        self.en_sums, self.zh_sums = _sums(lengths[0]), _sums(lengths[1])
        prior = costs.ratio_weight
        self.ratio = (self.zh_sums[-1] + costs.ratio * prior) / (self.en_sums[-1] + prior)
        self._weights = _weights(*keys, costs.unshared)
        self._keys = keys
        self._groups: dict[tuple[int, int, int], tuple[set[str], float]] = {}

    def _group(self, side: int, first: int, end: int) -> tuple[set[str], float]:
        """Return the keys of some sentences of one side, with their weight."""
        known = self._groups.get((side, first, end))
        if known is None:
            own = set().union(*self._keys[side][first:end])
            known = own, sum([self._weights[key] for key in own])
            self._groups[side, first, end] = known
        return known

    def likeness(self, en: int, en_end: int, zh: int, zh_end: int) -> float:
        """Return how much, 0 to 1, two groups of sentences share of what they could."""
        en_keys, en_weight = self._group(0, en, en_end)
        zh_keys, zh_weight = self._group(1, zh, zh_end)
        weights = self._weights
        found = sum([weights[key] for key in en_keys & zh_keys])
        return (2 * found + _SMOOTHING * _EXPECTED) / (en_weight + zh_weight + _SMOOTHING)

    def _least_covered(self, en: int, en_end: int, zh: int, zh_end: int) -> float:
        """Return the least share, 0 to 1, of a sentence's keys that the other side has."""
        least = 1.0
        for side, first, end, other in (
            (0, en, en_end, self._group(1, zh, zh_end)[0]),
            (1, zh, zh_end, self._group(0, en, en_end)[0]),
        ):
            for index in range(first, end):
                own, weight = self._group(side, index, index + 1)
                found = sum([self._weights[key] for key in own & other])
                least = min(least, (found + _SMOOTHING * _EXPECTED) / (weight + _SMOOTHING))
        return least

    def cost(self, en: int, en_end: int, zh: int, zh_end: int) -> float:
        """Return the cost of linking two groups of sentences, without that of the bead's form."""
        costs = self.costs
        en_length = self.en_sums[en_end] - self.en_sums[en]
        zh_length = self.zh_sums[zh_end] - self.zh_sums[zh]
        deviation = math.log((zh_length + 2) / (self.ratio * en_length + 2)) / costs.length_spread
        total = min(costs.length * deviation * deviation / 2, costs.length_limit)
        size = (en_end - en + zh_end - zh) / 2
        total += costs.words * size * (1 - self.likeness(en, en_end, zh, zh_end))
        if size > 1:
            total += costs.stranger * (1 - self._least_covered(en, en_end, zh, zh_end))
        if self.sections[0][en] != self.sections[1][zh]:
            total += costs.section
        place = (en + en_end) / (2 * self.en_count) - (zh + zh_end) / (2 * self.zh_count)
        return total + costs.place * abs(place)


def _sums(values: Sequence[float]) -> list[float]:
    sums = [0.0]
    for value in values:
        sums.append(sums[-1] + value)
    return sums


def _weights(en: list[set[str]], zh: list[set[str]], unshared: float) -> dict[str, float]:
    """Weigh each key by how few sentences it stands in, less if in one language only."""
    english = Counter(chain.from_iterable(en))
    chinese = Counter(chain.from_iterable(zh))
    total = max(len(en), len(zh))
    weights = {
        key: unshared * math.log(1 + total / count)
        for counts in (english, chinese)
        for key, count in counts.items()
    }
    for key in english.keys() & chinese.keys():
        weights[key] = math.log(1 + total / max(english[key], chinese[key]))
    return weights


class SentenceAligner:
    """Links the sentences of an English text with those of its Chinese translation.

    Parameters
    ----------
    model : Model
        Its cues ``shared/alignment`` hold costs and words.
    """

    def __init__(self, model: Model) -> None:
        self._costs = _costs(model.cues("shared", "alignment"))
        self._detour = min(form for height, width, form in self._costs.beads if height == width > 1)
        self._anchors = AnchorFinder(model)

    def align(self, en: Analysis, zh: Analysis) -> list[Alignment]:
        """Return the sentences that translate each other.

        Parameters
        ----------
        en, zh : Analysis
            With ``sentences``; ``mentions`` help where they are filled.

        Returns
        -------
        list of Alignment
            In order; each sentence in at most one. Indices count the sentences
            of each language from 0; ``score`` runs from 0 to 1.
        """
        return [bead for bead in self.beads(en, zh) if bead.en and bead.zh]

    def beads(self, en: Analysis, zh: Analysis) -> list[Alignment]:
        """Return the same with the sentences that have no translation, one by one, score 0."""
        if not (en.sentences and zh.sentences):
            alone = [Alignment((index,), (), 0.0) for index in range(len(en.sentences))]
            return alone + [Alignment((), (index,), 0.0) for index in range(len(zh.sentences))]
        pair = _Pair(
            self._costs,
            self._anchors(en, zh),
            (_lengths(en), _lengths(zh)),
            ([s.section for s in en.sentences], [s.section for s in zh.sentences]),
        )
        titles = tuple(int(text.sentences[0].section == TITLE) for text in (en, zh))
        return [
            self._bead(pair, *corners)
            for corners in _title_bead(*titles) + self._path(pair, *titles)
        ]

    @staticmethod
    def _bead(pair: _Pair, en: int, en_end: int, zh: int, zh_end: int) -> Alignment:
        score = 0.0
        if en < en_end and zh < zh_end:
            size = (en_end - en + zh_end - zh) / 2
            cost = pair.cost(en, en_end, zh, zh_end) / (size * pair.costs.words)
            score = round(max(0.0, min(1.0, 1.25 - cost)), 3)
        return Alignment(tuple(range(en, en_end)), tuple(range(zh, zh_end)), score)

    def _path(self, pair: _Pair, en_from: int, zh_from: int) -> list[_Corners]:
        """Return the corners of the cheapest sequence of beads."""
        rows, columns = pair.en_count, pair.zh_count
        if rows - en_from == columns - zh_from:
            diagonal = [(en_from + i, zh_from + i) for i in range(rows - en_from)]
            costs = [pair.cost(row, row + 1, column, column + 1) for row, column in diagonal]
            if all(one + two <= self._detour for one, two in pairwise([*costs, 0.0])):
                return [(row, row + 1, column, column + 1) for row, column in diagonal]
        slope = (columns - zh_from) / max(1, rows - en_from)
        band = max(_NARROWEST_BAND, abs(rows - columns) + 2, int(_BAND_SHARE * columns))
        best: list[dict[int, float]] = [{} for _ in range(rows + 1)]
        best[en_from][zh_from] = 0.0
        back: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(en_from, rows + 1):
            middle = int(zh_from + (row - en_from) * slope)
            low = max(zh_from, middle - band)
            high = columns if row == rows else min(columns, middle + band)
            for column in range(low, high + 1):
                self._reach(pair, best, back, row, column)
            limit = min(best[row].values(), default=0.0) + _BEAM
            if row < rows:
                best[row] = {at: cost for at, cost in best[row].items() if cost <= limit}
        return _trace(back, (en_from, zh_from), (rows, columns))

    def _reach(
        self,
        pair: _Pair,
        best: list[dict[int, float]],
        back: dict[tuple[int, int], tuple[int, int]],
        row: int,
        column: int,
    ) -> None:
        """Set the lowest cost of having linked the sentences before a corner."""
        here = best[row]
        reached = here.get(column, _INFINITE)
        came = None
        unlinked = self._costs.unlinked
        above = best[row - 1].get(column, _INFINITE) + unlinked if row else _INFINITE
        if above < reached:
            reached, came = above, (row - 1, column)
        left = here.get(column - 1, _INFINITE) + unlinked
        if left < reached:
            reached, came = left, (row, column - 1)
        for height, width, form in self._costs.beads:
            before = best[row - height].get(column - width) if row >= height else None
            if before is None or before + form >= reached:
                continue
            total = before + form + pair.cost(row - height, row, column - width, column)
            if total < reached:
                reached, came = total, (row - height, column - width)
        if came is not None:
            here[column] = reached
            back[row, column] = came


def _trace(
    back: dict[tuple[int, int], tuple[int, int]], start: tuple[int, int], end: tuple[int, int]
) -> list[_Corners]:
    path = []
    here = end
    while here != start:
        before = back[here]
        path.append((before[0], here[0], before[1], here[1]))
        here = before
    path.reverse()
    return path


def _title_bead(en: int, zh: int) -> list[_Corners]:
    return [(0, en, 0, zh)] if en or zh else []


def _lengths(analysis: Analysis) -> list[int]:
    lower = analysis.text.lower
    return [
        sentence.end - sentence.start - lower.count(" ", sentence.start, sentence.end)
        for sentence in analysis.sentences
    ]
