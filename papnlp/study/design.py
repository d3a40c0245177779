"""The design of a study, from the words by which abstracts name it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from papnlp.analysis import Analysis, Span
from papnlp.model import CueCompiler
from papnlp.study.triggers import TriggerMatcher

_SECTION_WEIGHT: Final = {
    "title": 4.0,
    "objective": 2.0,
    "methods": 2.0,
    "results": 1.0,
    "conclusions": 1.0,
    "background": 0.4,
}


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
        self._factors: dict[str, float] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}
        triggers: list[tuple[str, str]] = []
        for entry in cues["designs"]:
            name = entry["name"]
            self._factors[name] = float(entry["factor"])
            self._patterns[name] = compiled.any_of(entry["patterns"])
            triggers.extend((trigger, name) for trigger in entry["triggers"])
        self._order = {name: at for at, name in enumerate(self._factors)}
        self._triggers = TriggerMatcher(triggers)
        self._foreign = compiled(cues["of_others"])

    def __call__(self, analysis: Analysis) -> str:
        """Return the design, or ``"unclear"``."""
        lower = analysis.text.lower
        places = {
            (analysis.sentence_at(offset), name) for offset, name in self._triggers.find(lower)
        }
        weights: dict[str, float] = {}
        for index, name in sorted(places):
            sentence = analysis.sentences[index]
            gained = _SECTION_WEIGHT[sentence.section] * self._factors[name]
            if gained > weights.get(name, 0.0) and self._stands(lower, sentence, name):
                weights[name] = gained
        if not weights:
            return "unclear"
        return max(weights, key=lambda name: (weights[name], -self._order[name]))

    def _stands(self, lower: str, sentence: Span, name: str) -> bool:
        """Tell whether a sentence names a design as that of this study."""
        for match in self._patterns[name].finditer(lower, sentence.start, sentence.end):
            if sentence.section != "conclusions" or not self._foreign.search(
                lower, max(sentence.start, match.start() - 60), match.end()
            ):
                return True
        return False
