"""Spans that the text itself settles: defined names, and heads that belong to a name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from papnlp.analysis import ShortForm, Term
from papnlp.evidence import LABELS
from papnlp.vocabulary.dictionary import Dictionary
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
    dictionary : Dictionary
        Names in the language of the text.
    cues : mapping
        Table ``spans`` of ``cues/<lang>/terms.toml``.
    compiled : callable
        Compiles a regular expression of that file.
    lang : str
        ``"en"`` or ``"zh"``.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        dictionary: Dictionary,
        cues: Mapping[str, Any],
        compiled: Any,  # noqa: ANN401
        lang: str,
    ) -> None:
        self._vocabulary = vocabulary
        self._dictionary = dictionary
        self._lang = lang
        self._nerve: str = cues["nerve"]
        self._nerves: tuple[str, ...] = tuple(cues["nerves"])
        self._not_nerve: str = cues["not_nerve"]
        self._instrument_head = compiled(cues["instrument_head"])
        self._joint = compiled(cues["joint"])
        self._prefix = compiled(cues["prefix"])
        self._class_head = compiled(cues["class_head"])
        self._device_head = compiled(cues["device_head"])
        self._stimulation: tuple[str, ...] = tuple(cues["stimulation"])
        self._formula: tuple[str, ...] = tuple(cues["formula"])
        self._formula_lead = compiled(cues["formula_lead"])
        self._formula_tail = compiled(cues["formula_tail"])

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
            start, end = term.start, term.end
            overlapping = [other for other in kept if other.start < end and start < other.end]
            inside = [other for other in overlapping if start <= other.start and other.end <= end]
            sure = norm[term.start : term.end].isascii() or self._is_name(norm, term)
            if len(inside) == len(overlapping) and (sure or self._is_whole(norm, term, inside)):
                kept = [other for other in kept if other.start < start or end < other.end]
                kept.append(term)
        return kept

    def _is_name(self, norm: str, term: Term) -> bool:
        """Tell whether the vocabulary has the long form, all of it, as a name of the concept."""
        known = self._vocabulary.find(norm[term.start : term.end], self._lang)
        return known is not None and known.id == term.concept

    def _is_whole(self, norm: str, term: Term, inside: Sequence[Term]) -> bool:
        """Tell whether a long form may be trusted to begin where its name begins."""
        return any(
            other.end == term.end and self._prefix.fullmatch(norm, term.start, other.start)
            for other in inside
        ) or any(other.end < term.end and other.start == term.start for other in inside)

    def at_nerves(self, norm: str, terms: Sequence[Term]) -> list[Term]:
        """Return settled terms without the half of a nerve's name that they begin with.

        In 胫神经射频消融 the name is 射频消融; in 尺神经移位术 it is the whole.
        """
        if not self._nerves:
            return list(terms)
        return [self._at_nerve(norm, term) for term in terms]

    def _at_nerve(self, norm: str, term: Term) -> Term:
        text = norm[term.start : term.end]
        if term.label != "INTERVENTION" or not text.startswith(self._nerve):
            return term
        if text.startswith(self._not_nerve):
            return term
        if not norm.endswith(self._nerves, 0, term.start):
            return term
        rest = text.removeprefix(self._nerve)
        if any(item.concept == term.concept for item in self._dictionary.lookup(rest)):
            return replace(term, start=term.start + len(self._nerve))
        size = max(len(name) for name in self._nerves if norm.endswith(name, 0, term.start))
        return replace(term, start=term.start - size)

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
        if norm.endswith(self._formula, term.start, term.end):
            lead = self._formula_lead.search(norm, max(0, term.start - _REACH), term.start)
            tail = self._formula_tail.match(norm, term.end, term.end + _REACH)
            start = term.start if lead is None else lead.start()
            return replace(term, start=start, end=term.end if tail is None else tail.end())
        if norm[term.start : term.end].isascii():
            head = self._class_head.match(norm, term.end, term.end + _REACH)
        elif norm.endswith(self._stimulation, term.start, term.end):
            head = self._device_head.match(norm, term.end, term.end + _REACH)
        else:
            return term
        return term if head is None else replace(term, end=head.end())
