"""The design of a study, from the words by which abstracts name it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from papnlp.analysis import Analysis, Span
from papnlp.model import CueCompiler
from papnlp.text.triggers import TriggerMatcher

_SECTION_WEIGHT: Final = {
    "title": 4.0,
    "objective": 2.0,
    "methods": 2.0,
    "results": 1.0,
    "conclusions": 1.0,
    "background": 0.4,
}


_OWN: Final = 2.0
"""Weight of a cue beside words by which a text speaks of itself."""

_REACH: Final = 60


class DesignClassifier:
    """Chooses the design whose cues weigh most; earlier designs of the list win ties.

    A cue weighs by the section that it stands in, since a background sentence
    names the designs of other studies. Designs that contain others
    (a meta-analysis of trials, a protocol of a trial) carry higher factors.

    Parameters
    ----------
    cues : mapping
        Table ``design`` of ``cues/<lang>/study.toml``.
    compiled : CueCompiler
        Compiles its patterns.
    """

    def __init__(self, cues: Mapping[str, Any], compiled: CueCompiler) -> None:
        self._rules: list[tuple[str, float, re.Pattern[str]]] = []
        triggers: list[tuple[str, str]] = []
        for index, entry in enumerate(cues["designs"]):
            pattern = compiled.late("|".join(entry["patterns"]), entry["patterns"])
            self._rules.append((entry["name"], float(entry["factor"]), pattern))
            triggers.extend((trigger, str(index)) for trigger in entry["triggers"])
        names = dict.fromkeys(name for name, _, _ in self._rules)
        self._order = {name: at for at, name in enumerate(names)}
        self._triggers = TriggerMatcher(triggers)
        self._foreign = compiled(cues["of_others"])
        self._itself = compiled(cues["itself"])

    def __call__(self, analysis: Analysis) -> str:
        """Return the design, or ``"unclear"``."""
        lower = analysis.text.lower
        places = {
            (analysis.sentence_at(offset), int(rule)) for offset, rule in self._triggers.find(lower)
        }
        weights: dict[str, float] = {}
        for index, rule in sorted(places):
            name, factor, pattern = self._rules[rule]
            weight = factor * self._weight(lower, analysis.sentences[index], pattern)
            if weight > weights.get(name, 0.0):
                weights[name] = weight
        if not weights:
            return "unclear"
        return max(weights, key=lambda name: (weights[name], -self._order[name]))

    def _weight(self, lower: str, sentence: Span, pattern: re.Pattern[str]) -> float:
        """Return how much a sentence says that a design is that of this study."""
        best = 0.0
        for match in pattern.finditer(lower, sentence.start, sentence.end):
            left = max(sentence.start, match.start() - _REACH)
            if sentence.section == "conclusions" and self._foreign.search(lower, left, match.end()):
                continue
            weight = _SECTION_WEIGHT[sentence.section]
            if weight < _OWN and self._itself.search(lower, left, match.end()):
                weight = _OWN
            best = max(best, weight)
        return best
