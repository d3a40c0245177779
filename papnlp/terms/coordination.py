"""Coordinations with a shared head: "spinal cord and dorsal root ganglion stimulation"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from papnlp.analysis import Analysis, Term
from papnlp.model import Model

_MOST_WORDS: Final = 4
_MOST_CHARACTERS: Final = 12
_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Conjunct:
    start: int
    concept: str


class CoordinationFinder:
    """Finds conjuncts that share the head of the full name behind them.

    Starting from a full name that stands behind a conjunction, the words before
    the conjunction are completed with ever shorter ends of that name, until the
    vocabulary knows the result; then on to the left as long as there are commas.

    Parameters
    ----------
    model : Model
        Gives the vocabulary and the conjunctions (``cues/<lang>/terms.toml``).
    lang : str
        ``"en"`` or ``"zh"``.
    """

    def __init__(self, model: Model, lang: str) -> None:
        cues = model.cues(lang, "terms")["coordination"]
        self._dictionary = model.dictionary(lang)
        self._lang = lang
        words = "|".join(sorted(map(re.escape, cues["conjunctions"]), key=len, reverse=True))
        commas = "".join(map(re.escape, cues["commas"]))
        if lang == "en":
            self._conjunction = re.compile(rf"(?:[{commas}]\s*)?\s(?:{words})\s+$")
            self._comma = re.compile(rf"[{commas}]\s*$")
        else:
            self._conjunction = re.compile(rf"\s*(?:{words})\s*$")
            self._comma = re.compile(rf"\s*[{commas}]\s*$")
        self._stop = model.compiler(lang, "terms")(cues["stops"])
        self._generic: frozenset[str] = frozenset(cues["generic_heads"])

    def find(self, analysis: Analysis, terms: Sequence[Term]) -> list[Term]:
        """Return the members of all coordinations, each with the whole span.

        Parameters
        ----------
        analysis : Analysis
            Text (``norm`` offsets).
        terms : sequence of Term
            Full names found so far.
        """
        norm = analysis.text.norm
        ends = {(term.end, term.label) for term in terms}
        found: dict[tuple[int, int, str], Term] = {}
        for term in terms:
            members = self._members(norm, term, ends)
            if not members:
                continue
            start = members[-1].start
            for concept in (term.concept, *(member.concept for member in members)):
                found[start, term.end, concept] = Term(
                    start, term.end, term.label, concept, "pattern", "coordination"
                )
        return list(found.values())

    def _members(self, norm: str, term: Term, ends: set[tuple[int, str]]) -> list[_Conjunct]:
        window = max(0, term.start - 120)
        glue = self._conjunction.search(norm, window, term.start)
        name = norm[term.start : term.end]
        if glue is None or (name.isascii() and " " not in name):
            return []
        members: list[_Conjunct] = []
        tails = [tail for tail in self._tails(name) if tail.strip() not in self._generic]
        while glue is not None:
            at = glue.start()
            if (at, term.label) in ends:
                break
            member = self._conjunct(norm, window, at, tails, term.label)
            if member is None or member.concept == term.concept:
                break
            members.append(member)
            glue = self._comma.search(norm, window, member.start)
        return members

    def _tails(self, name: str) -> Iterator[str]:
        if self._lang == "en":
            words = re.split(r"[\s\-]+", name)
            for index in range(1, len(words)):
                yield " " + " ".join(words[index:])
            return
        for index in range(1, len(name)):
            if not name[index].isspace():
                yield name[index:]

    def _conjunct(
        self, norm: str, window: int, at: int, tails: list[str], label: str
    ) -> _Conjunct | None:
        for start in self._starts(norm, window, at):
            modifier = norm[start:at].strip()
            for tail in tails:
                for surface in self._dictionary.lookup(modifier + tail):
                    if surface.label == label:
                        return _Conjunct(start, surface.concept)
        return None

    def _starts(self, norm: str, window: int, at: int) -> list[int]:
        """Return where a conjunct that ends at ``at`` may begin, longest first."""
        left = norm[window:at]
        stops = [match.end() for match in self._stop.finditer(left)]
        first = window + (stops[-1] if stops else 0)
        if self._lang == "en":
            starts = [first + match.start() for match in _WORD.finditer(norm[first:at])]
            return starts[-_MOST_WORDS:]
        return [
            index
            for index in range(max(first, at - _MOST_CHARACTERS), at)
            if not norm[index].isspace()
        ]
