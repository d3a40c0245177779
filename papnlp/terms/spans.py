"""Spans that the text itself settles: defined names, and heads that belong to a name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from papnlp.analysis import ShortForm, Term
from papnlp.evidence import LABELS
from papnlp.vocabulary.vocabulary import Vocabulary

_STRENGTH: Final = re.compile(r"\d+(?:\.\d+)?\s?%\s?")
_REACH: Final = 40


class SpanSettler:
    """Gives names the spans that definitions and heads behind them show.

    A text that defines "two-item Pain Self-Efficacy Questionnaire (PSEQ-2)" takes
    the whole long form for the name; "quality of recovery (QoR-15) scale" is one
    name with a definition inside.

    Parameters
    ----------
    vocabulary : Vocabulary
        Gives the labels and kinds of concepts.
    cues : mapping
        Table ``spans`` of ``cues/<lang>/terms.toml``.
    compiled : callable
        Compiles a regular expression of that file.
    """

    def __init__(self, vocabulary: Vocabulary, cues: Mapping[str, Any], compiled: Any) -> None:  # noqa: ANN401
        self._vocabulary = vocabulary
        self._instrument_head = compiled(cues["instrument_head"])
        self._joint = compiled(cues["joint"])
        self._prefix = compiled(cues["prefix"])
        self._class_head = compiled(cues["class_head"])
        self._device_head = compiled(cues["device_head"])
        self._stimulation: tuple[str, ...] = tuple(cues["stimulation"])

    def settle(self, norm: str, terms: Sequence[Term], shorts: Sequence[ShortForm]) -> list[Term]:
        """Return the terms with defined names and heads at their whole spans.

        Parameters
        ----------
        norm : str
            Normalised text.
        terms : sequence of Term
            Terms found so far, which may overlap.
        shorts : sequence of ShortForm
            Short forms with their senses.
        """
        defined = self._defined(norm, shorts)
        kept = [self._with_head(norm, term) for term in terms]
        for term in defined:
            inside = [
                other for other in kept if term.start <= other.start and other.end <= term.end
            ]
            overlapping = [
                other for other in kept if other.start < term.end and term.start < other.end
            ]
            if len(inside) == len(overlapping) and self._is_whole(norm, term, inside):
                kept = [other for other in kept if other not in inside]
                kept.append(term)
        return kept

    def _is_whole(self, norm: str, term: Term, inside: Sequence[Term]) -> bool:
        """Tell whether a long form may be trusted to begin where its name begins."""
        return any(
            other.end == term.end and self._prefix.fullmatch(norm, term.start, other.start)
            for other in inside
        ) or any(other.end < term.end and other.start == term.start for other in inside)

    def _defined(self, norm: str, shorts: Sequence[ShortForm]) -> list[Term]:
        found = []
        for item in shorts:
            concept = self._vocabulary.get(item.concept)
            if item.long_start is None or item.long_end is None or concept is None:
                continue
            if concept.label not in LABELS:
                continue
            start, end = item.long_start, item.long_end
            if self._joint.search(norm, start, end):
                continue
            strength = _STRENGTH.match(norm, start, end)
            if strength is not None:
                start = strength.end()
            term = Term(start, end, concept.label, concept.id, "term", "definition")
            if concept.kind == "instrument" and item.start > end:
                head = self._instrument_head.match(norm, item.end, item.end + _REACH)
                if head is not None:
                    term = replace(term, end=head.end())
            found.append(term)
        return found

    def _with_head(self, norm: str, term: Term) -> Term:
        """Return a term with the head that belongs to it (gabapentinoid + 类药物)."""
        if term.label != "INTERVENTION" or term.rule == "coordination":
            return term
        if norm[term.start : term.end].isascii():
            head = self._class_head.match(norm, term.end, term.end + _REACH)
        elif norm.endswith(self._stimulation, term.start, term.end):
            head = self._device_head.match(norm, term.end, term.end + _REACH)
        else:
            return term
        return term if head is None else replace(term, end=head.end())
