"""Techniques that a text only measures with: potentials elicited by magnetic stimulation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from papnlp.analysis import Term
from papnlp.model import CueCompiler

_REACH: Final = 60


class MeasureFilter:
    """Leaves out techniques that serve to assess, where the text gives them to nobody.

    Parameters
    ----------
    cues : mapping
        Table ``measuring`` of ``cues/<lang>/terms.toml``.
    compiled : CueCompiler
        Compiles a regular expression of that file.
    """

    def __init__(self, cues: Mapping[str, Any], compiled: CueCompiler) -> None:
        self._concepts: frozenset[str] = frozenset(cues["concepts"])
        self._before = compiled.late(cues["before"])
        self._after = compiled.late(cues["after"])
        self._given_before = compiled.late(cues["given_before"])
        self._given_after = compiled.late(cues["given_after"])

    def without(self, lower: str, terms: Sequence[Term]) -> list[Term]:
        """Return the terms but those of techniques that only measure.

        Parameters
        ----------
        lower : str
            Normalised text in lower case.
        terms : sequence of Term
            Settled terms.
        """
        if not any(term.concept in self._concepts for term in terms):
            return list(terms)
        measuring = {
            concept
            for concept in self._concepts
            if self._measures(lower, [term for term in terms if term.concept == concept])
        }
        return [term for term in terms if term.concept not in measuring]

    def _measures(self, lower: str, terms: Sequence[Term]) -> bool:
        """Tell whether one place shows a technique as a means to measure, and none as given."""
        shown = False
        for term in terms:
            window = max(0, term.start - _REACH)
            if self._given_before.search(lower, window, term.start) is not None:
                return False
            if self._given_after.match(lower, term.end) is not None:
                return False
            shown = shown or (
                self._before.search(lower, window, term.start) is not None
                or self._after.match(lower, term.end) is not None
            )
        return shown
