"""Two listed treatments and "their combination", which is an arm of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from papnlp.analysis import Term
from papnlp.model import CueCompiler
from papnlp.terms.names import PREFIX, text_concept
from papnlp.vocabulary.vocabulary import Vocabulary

_REACH: Final = 60
_LISTED: Final = 60
_KINDS: Final = frozenset({"drug", "procedure", "rehabilitation", "psychological"})


class CombinationFinder:
    """Finds the combination of two treatments once the text has introduced it.

    After "duloxetine, pregabalin and their combination", "the combination" and
    "combined treatment" are mentions of ``text:duloxetine plus pregabalin``; after
    "nortriptyline (NT), pregabalin (PGB) or NT+PGB" so is each NT+PGB.

    Parameters
    ----------
    vocabulary : Vocabulary
        Names the treatments.
    cues : mapping
        Table ``combined`` of ``cues/<lang>/terms.toml``.
    compiled : CueCompiler
        Compiles a regular expression of that file.
    """

    def __init__(
        self, vocabulary: Vocabulary, cues: Mapping[str, Any], compiled: CueCompiler
    ) -> None:
        self._vocabulary = vocabulary
        self._triggers: tuple[str, ...] = tuple(cues["triggers"])
        self._plus = frozenset(cues["plus"])
        self._joint = compiled.late(cues["joint"])
        self._introduced = compiled.late(cues["introduced"])
        self._later = compiled.late(cues["later"])

    def add(self, lower: str, terms: Sequence[Term]) -> list[Term]:
        """Return the terms with the mentions of the combination.

        It takes the place of a name of its own for the same words.

        Parameters
        ----------
        lower : str
            Normalised text in lower case.
        terms : sequence of Term
            Settled terms, in order.
        """
        if not any(word in lower for word in self._triggers):
            return list(terms)
        treatments = [term for term in terms if term.label == "INTERVENTION"]
        summed = list(self._summed(lower, treatments))
        if summed:
            if len({term.concept for term in summed}) == 1:
                summed.extend(self._again(lower, summed[0], treatments))
            return sorted([*_apart(terms, summed), *summed], key=_place)
        first = self._first(lower, treatments)
        if first is None:
            return list(terms)
        found = [first, *self._again(lower, first, treatments)]
        spans = {(term.start, term.end) for term in found}
        kept = [term for term in terms if (term.start, term.end) not in spans]
        return sorted([*kept, *found], key=_place)

    def _again(self, lower: str, first: Term, treatments: Sequence[Term]) -> Iterator[Term]:
        known = [term for term in treatments if not term.concept.startswith(PREFIX)]
        for match in self._later.finditer(lower, first.end):
            start, end = match.span("name")
            if all(term.end <= start or end <= term.start for term in known):
                yield replace(first, start=start, end=end)

    def _summed(self, lower: str, treatments: Sequence[Term]) -> Iterator[Term]:
        """Yield what is written as a sum, once both its members are listed before it.

        "Nortriptyline (NT), pregabalin (PGB) or NT+PGB": all three are arms.
        """
        sums = [
            (one, other)
            for one, other in pairwise(treatments)
            if one.concept != other.concept and lower[one.end : other.start].strip() in self._plus
        ]
        named = [
            term
            for before, term in zip([None, *treatments], treatments, strict=False)
            if before is None or before.concept != term.concept or lower[term.start - 1] != "("
        ]
        for one, other in sums:
            both = {one.concept, other.concept}
            listed = any(
                {first.concept, second.concept} == both
                and second.end < sums[0][0].start <= second.end + _LISTED
                and self._joint.fullmatch(lower, first.end, max(first.end, second.start))
                for first, second in pairwise(named)
            )
            names = self._names((one, other))
            if listed and names:
                concept = text_concept(" plus ".join(names))
                yield Term(one.start, other.end, one.label, concept, "pattern", "combination")

    def _names(self, members: Sequence[Term]) -> list[str]:
        """Return the names of treatments that can be combined; none if one of them cannot."""
        known = [self._vocabulary.get(term.concept) for term in members]
        names = [item.name["en"] for item in known if item and item.kind in _KINDS]
        return names if len(names) == len(members) else []

    def _first(self, lower: str, treatments: Sequence[Term]) -> Term | None:
        """Return the combination where the text introduces it."""
        for one, other in pairwise(treatments):
            joint = self._joint.fullmatch(lower, one.end, max(one.end, other.start))
            match = self._introduced.match(lower, other.end, other.end + _REACH)
            if joint is None or match is None or one.concept == other.concept:
                continue
            names = self._names((one, other))
            if names:
                concept = text_concept(" plus ".join(names))
                return Term(*match.span("name"), one.label, concept, "pattern", "combination")
        return None


def _apart(terms: Sequence[Term], found: Sequence[Term]) -> list[Term]:
    """Return the terms that stand in none of those found."""
    return [
        term
        for term in terms
        if not any(item.start <= term.start and term.end <= item.end for item in found)
    ]


def _place(term: Term) -> tuple[int, int]:
    return term.start, -term.end
