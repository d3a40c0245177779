"""How much of a drug was taken, as an outcome: "ketorolac consumption", 酮咯酸用量."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from papnlp.analysis import ShortForm, Term
from papnlp.terms.names import text_concept
from papnlp.vocabulary.vocabulary import Vocabulary

_REACH: Final = 50
_DRUG_KINDS: Final = ("drug", "class")


class QuantityFinder:
    """Joins a drug with the word for its quantity beside it.

    Opioids give the consumption of opioids, analgesics that of analgesics, any
    other drug an outcome of its own.

    Parameters
    ----------
    vocabulary : Vocabulary
        Gives the kinds of drugs.
    cues : mapping
        Table ``quantity`` of ``cues/<lang>/terms.toml``.
    compiled : callable
        Compiles a regular expression of that file.
    """

    def __init__(self, vocabulary: Vocabulary, cues: Mapping[str, Any], compiled: Any) -> None:  # noqa: ANN401
        self._vocabulary = vocabulary
        self._after = compiled(cues["after"])
        self._before = compiled(cues["before"])
        self._lead = compiled(cues["lead"])
        self._of: list[tuple[str, str]] = [(drug, outcome) for drug, outcome in cues["outcomes"]]
        self._other: str = cues["other"]
        self._unit = compiled(cues["unit"])
        self._unit_before = compiled(cues["unit_before"])
        self._unit_after = compiled(cues["unit_after"])

    def find(self, lower: str, terms: Sequence[Term]) -> Iterator[Term]:
        """Yield the quantities of the drugs among the terms.

        Parameters
        ----------
        lower : str
            Normalised text in lower case.
        terms : sequence of Term
            Settled terms.
        """
        for term in terms:
            if term.label == "OUTCOME":
                yield from self._led(lower, term)
                continue
            concept = self._vocabulary.get(term.concept)
            if concept is None or concept.kind not in _DRUG_KINDS or term.label != "INTERVENTION":
                continue
            after = self._after.match(lower, term.end, term.end + _REACH)
            begin = max(0, term.start - _REACH)
            before = self._before.search(lower, begin, term.start)
            if after is None and before is None:
                continue
            start, end = term.start, term.end
            if after is not None:
                end = after.end()
                lead = self._lead.search(lower, begin, start)
                start = start if lead is None else lead.start()
            elif before is not None:
                start = before.start()
            outcome = self._outcome(term.concept)
            if outcome is not None:
                yield Term(start, end, "OUTCOME", outcome, "pattern", "quantity")

    def without_units(
        self, norm: str, terms: Sequence[Term], shorts: Sequence[ShortForm]
    ) -> list[Term]:
        """Return the terms but those that only name the unit of a quantity.

        "Opioid use in morphine milligram equivalents (MME)" is one outcome, and
        MME are its unit in the whole text.

        Parameters
        ----------
        norm : str
            Normalised text.
        terms : sequence of Term
            Terms found so far.
        shorts : sequence of ShortForm
            Short forms with their definitions.
        """
        units = {
            item.concept
            for item in shorts
            if item.long_start is not None
            and item.long_end is not None
            and self._is_unit(norm, item.long_start, item.long_end)
        }
        return [
            term
            for term in terms
            if term.label != "OUTCOME"
            or not self._names_unit(norm, term)
            or not (term.concept in units or self._is_unit(norm, term.start, term.end))
        ]

    def _names_unit(self, norm: str, term: Term) -> bool:
        return self._unit.search(norm[term.start : term.end]) is not None

    def _is_unit(self, norm: str, start: int, end: int) -> bool:
        """Tell whether a stretch of text is a unit by itself and by what stands around it."""
        if self._unit.search(norm[start:end]) is None:
            return False
        return (
            self._unit_before.search(norm, max(0, start - _REACH), start) is not None
            or self._unit_after.match(norm, end) is not None
        )

    def _led(self, lower: str, term: Term) -> Iterator[Term]:
        """Yield a listed quantity with what belongs to the name before it."""
        if any(term.concept == outcome for _, outcome in self._of):
            lead = self._lead.search(lower, max(0, term.start - _REACH), term.start)
            if lead is not None:
                yield replace(term, start=lead.start(), via="pattern", rule="quantity")

    def _outcome(self, drug: str) -> str | None:
        for above, outcome in self._of:
            if self._vocabulary.is_a(drug, above):
                return outcome
        known = self._vocabulary.get(drug)
        if known is None or known.kind != "drug":
            return None
        return text_concept(f"{known.name['en']} {self._other}")
