"""How many people (or animals) a study analysed."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import Any, Final

from papnlp.analysis import Analysis
from papnlp.model import CueCompiler
from papnlp.text.numbers import FIRST_NUMBER_WORDS, HAN_NUMBER, NUMBER_WORDS, parse_count
from papnlp.text.triggers import TriggerMatcher

_COUNT: Final = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{NUMBER_WORDS})"
_HAN_COUNT: Final = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{HAN_NUMBER})"
_SECTIONS: Final = {
    "title": 0.0,
    "background": -1.0,
    "objective": 1.0,
    "methods": 2.0,
    "results": 2.0,
    "conclusions": 0.0,
}


_BRACKET: Final = 80


_PART_OF_WHOLE: Final = 2.5
_LARGER: Final = 0.4
"""What ten times as many people weigh, so that the larger of two like counts wins."""
_AT_START: Final = 3
_OPENING: Final = 3.0
"""What makes up for the section where a text opens with its patients, without a heading."""


class SampleSizeFinder:
    """Finds the sample size: analysed if stated, else enrolled; pooled in a review.

    Every count of people is weighed by the words around it (analysed, enrolled,
    of whom, excluded ...), by its section and by its place.

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
        count = _COUNT if lang == "en" else _HAN_COUNT
        people = "|".join(cues["people"])
        self._digits = re.compile(r"(?<![a-z0-9.%/-])(?<!\d,)\d+")
        self._number_words = TriggerMatcher((word, word) for word in FIRST_NUMBER_WORDS[lang])
        self._people = compiled(
            rf"(?P<count>{count})(?:{cues['of_total']})?{cues['modifiers']}(?:{people})",
            [*cues["people"], cues["of_total"], cues["modifiers"]],
        )
        self._n_equals = re.compile(r"(?<![a-z])n\s?=\s?(?P<count>\d{1,3}(?:,\d{3})+|\d+)")
        self._bare = [
            compiled(pattern.replace("{n}", rf"(?P<count>{count})"), [pattern])
            for pattern in cues["bare"]
        ]
        self._groups: list[tuple[re.Pattern[str], float]] = [
            (compiled.any_of(entry["patterns"]), float(entry["weight"]))
            for entry in cues["weights"]
        ]
        self._partitive = compiled(cues["partitive"])
        self._whole = compiled(cues["whole"])
        self._before = int(cues["before"])
        self._after = int(cues["after"])
        self._single = compiled.any_of(cues["single"])

    def __call__(self, analysis: Analysis, design: str) -> int | None:
        """Return the sample size, or None if the text gives none.

        Parameters
        ----------
        analysis : Analysis
            Text with its sentences and sections.
        design : str
            A case report has one patient, if nothing else is said.
        """
        best = max(self._weighed(analysis, design), default=None)
        if design == "case report" and (best is None or best[2] > 3):
            return 1
        if best is None or best[0] < 0:
            lower = analysis.text.lower
            return 1 if design == "case report" and self._single.search(lower) else None
        return best[2]

    def _weighed(self, analysis: Analysis, design: str) -> Iterator[tuple[float, int, int]]:
        """Yield weight, place (negative, so that the first wins ties) and value of each count."""
        lower = analysis.text.lower
        people = list(self._people_counts(lower))
        outside = [match for match in people if not _is_bracketed(lower, match.start())]
        starts = [match.start() for match in outside]
        bare = [match for pattern in self._bare for match in pattern.finditer(lower)]
        for match in (*people, *bare, *self._n_equals.finditer(lower)):
            count = parse_count(match["count"])
            if count is None or count < 1 or self._is_year(match, count):
                continue
            sentence = analysis.sentences[analysis.sentence_at(match.start())]
            if match.end() > sentence.end:
                continue
            at = bisect_left(starts, match.start())
            before = outside[at - 1] if at else None
            left = max(sentence.start, before.end() if before else 0)
            at = bisect_right(starts, match.start())
            right = min(sentence.end, starts[at] if at < len(starts) else len(lower))
            weight = _SECTIONS[sentence.section] + self._weigh(lower, match, left, right, design)
            weight += _LARGER * math.log10(count)
            if match.start() - sentence.start < _AT_START and sentence.section == "background":
                weight += _OPENING
            if before and left == before.end() and self._is_whole(lower, before):
                weight += _PART_OF_WHOLE
            yield weight, -match.start(), count

    def _people_counts(self, lower: str) -> Iterator[re.Match[str]]:
        """Yield every count of people, in order."""
        starts = {match.start() for match in self._digits.finditer(lower)}
        starts.update(offset for offset, _ in self._number_words.find(lower))
        covered = -1
        for start in sorted(starts):
            if start < covered or lower[start - 1 : start] == "-":
                continue
            match = self._people.match(lower, start)
            if match is not None:
                covered = match.end()
                yield match

    def _is_whole(self, lower: str, match: re.Match[str]) -> bool:
        """Tell whether a count is a whole of which a part follows ("of 88 patients, 70 ...")."""
        before = lower[max(0, match.start() - 12) : match.start()]
        after = self._partitive.match(lower, match.end())
        return self._whole.search(before) is not None or after is not None

    @staticmethod
    def _is_year(match: re.Match[str], count: int) -> bool:
        return 1900 <= count <= 2100 and "," not in match["count"]

    def _weigh(self, lower: str, match: re.Match[str], start: int, end: int, design: str) -> float:
        left = lower[max(start, match.start() - self._before) : match.start()]
        right = lower[match.end() : min(end, match.end() + self._after)]
        around = f"{left}⟦{match[0]}⟧{right}"
        weight = sum(value for pattern, value in self._groups if pattern.search(around))
        is_review = "review" in design or design == "meta-analysis"
        if self._partitive.match(lower, match.end()) or self._whole.search(left):
            weight -= 3.0
        bare = match.re is self._n_equals
        if bare:
            weight += 1.5 if is_review else -1.5
        return weight


def _is_bracketed(lower: str, start: int) -> bool:
    """Tell whether a bracket is open at an offset ("75 participants (38 women)")."""
    window = max(0, start - _BRACKET)
    return lower.rfind("(", window, start) > lower.rfind(")", window, start)
