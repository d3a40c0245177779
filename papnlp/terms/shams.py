"""Sham forms of known treatments: "sham cryoablation", 假冷冻消融."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from papnlp.analysis import Term
from papnlp.vocabulary.vocabulary import Vocabulary

_REACH: Final = 12
_RULE: Final = "sham"


class ShamFinder:
    """Makes controls of known treatments that a word before them calls a sham.

    Parameters
    ----------
    vocabulary : Vocabulary
        Tells what a treatment is.
    cues : mapping
        Table ``sham`` of ``cues/<lang>/terms.toml``: ``lead``, a regular
        expression of the word; ``controls``, pairs of a class of treatments and
        its sham, the first that holds; ``other``, the sham of all others.
    compiled : callable
        Compiles a regular expression of that file.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        cues: Mapping[str, Any],
        compiled: Callable[[str], re.Pattern[str]],
    ) -> None:
        self._vocabulary = vocabulary
        self._lead = compiled(cues["lead"])
        self._controls: list[tuple[str, str]] = [(above, sham) for above, sham in cues["controls"]]
        self._other: str = cues["other"]

    def find(self, lower: str, terms: Sequence[Term]) -> Iterator[Term]:
        """Yield the shams among the terms, with the word before them.

        Parameters
        ----------
        lower : str
            Normalised text in lower case.
        terms : sequence of Term
            Terms found so far.
        """
        known = {(term.start, term.end) for term in terms}
        for term in terms:
            if term.label != "INTERVENTION":
                continue
            lead = self._lead.search(lower, max(0, term.start - _REACH), term.start)
            concept = self._vocabulary.get(term.concept)
            if lead is None or (concept is not None and concept.kind == "control"):
                continue
            if (lead.start(), term.end) in known:
                continue
            sham = self._sham_of(term.concept)
            yield Term(lead.start(), term.end, term.label, sham, "pattern", _RULE)

    def _sham_of(self, treatment: str) -> str:
        for above, sham in self._controls:
            if self._vocabulary.is_a(treatment, above):
                return sham
        return self._other
