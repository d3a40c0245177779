"""The design of a study, from the words by which abstracts name it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from papnlp.analysis import Analysis

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
    """

    def __init__(self, cues: Mapping[str, Any]) -> None:
        self._designs: list[str] = []
        self._factors: list[float] = []
        parts = []
        for entry in cues["designs"]:
            for pattern in entry["patterns"]:
                parts.append(f"(?P<d{len(self._designs)}>{pattern})")
                self._designs.append(entry["name"])
                self._factors.append(float(entry["factor"]))
        self._order = {name: at for at, name in enumerate(dict.fromkeys(self._designs))}
        self._pattern = re.compile("|".join(parts))
        self._foreign = re.compile(cues["of_others"])

    def __call__(self, analysis: Analysis) -> str:
        """Return the design, or ``"unclear"``."""
        lower = analysis.text.lower
        weights: dict[str, float] = {}
        for sentence in analysis.sentences:
            weight = _SECTION_WEIGHT[sentence.section]
            for match in self._pattern.finditer(lower, sentence.start, sentence.end):
                if sentence.section == "conclusions" and self._foreign.search(
                    lower, max(sentence.start, match.start() - 60), match.end()
                ):
                    continue
                index = int((match.lastgroup or "d0")[1:])
                name = self._designs[index]
                gained = weight * self._factors[index]
                weights[name] = max(weights.get(name, 0.0), gained)
        if not weights:
            return "unclear"
        return max(weights, key=lambda name: (weights[name], -self._order[name]))
