"""Coordinations with a shared head: "spinal cord and dorsal root ganglion stimulation"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from papnlp.analysis import Analysis, Term
from papnlp.model import Model
from papnlp.text.chinese import HAN
from papnlp.vocabulary.variants import singular

_MOST_WORDS: Final = 4
_MOST_CHARACTERS: Final = 12
_LONGEST_MODIFIER: Final = 4
_SHARED: Final = 2
_REACH: Final = 120
_RULE: Final = "coordination"
_WORD: Final = re.compile(r"\S+")
_HAN: Final = re.compile(f"[{HAN}]")
_WHOLE: Final = 2


@dataclass(frozen=True, slots=True)
class _Conjunct:
    start: int
    end: int
    concept: str
    tail_words: int


def _stripped(text: str, end: int) -> int:
    """Return the end without the white space before it."""
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end


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
        self._conjunctions = tuple(sorted(cues["conjunctions"], key=len, reverse=True))
        self._commas = tuple(cues["commas"])
        self._not_before: tuple[str, ...] = tuple(cues["not_before_generic"])
        self._second = model.compiler(lang, "terms")(cues["second"])
        self._front = model.compiler(lang, "terms")(cues["front"])
        self._stop = model.compiler(lang, "terms")(cues["stops"])
        self._object = model.compiler(lang, "terms")(cues["object"])
        self._generic: frozenset[str] = frozenset(cues["generic_heads"])
        self._not_members: tuple[str, ...] = tuple(cues["not_members"])

    def find(self, analysis: Analysis, terms: Sequence[Term]) -> list[Term]:
        """Return the members of all coordinations, each with the whole span.

        A list may share its head ("phantom and stump pain") or what stands before
        its last words ("phantom limb pain and sensation").

        Parameters
        ----------
        analysis : Analysis
            Text (``norm`` offsets).
        terms : sequence of Term
            Full names found so far.
        """
        norm, lower = analysis.text.norm, analysis.text.lower
        ends: dict[tuple[int, str], set[str]] = {}
        for term in terms:
            ends.setdefault((term.end, term.label), set()).add(term.concept)
        found: dict[tuple[int, int, str], Term] = {}
        for term in terms:
            members = self._members(norm, lower, term, ends, terms)
            if not members or self._is_treated(lower, members[-1].start, ends):
                continue
            start = members[-1].start
            own = self._shared(norm, members[-1], term)
            if own is None or any(member.concept == own for member in members):
                own = term.concept
            for concept in (own, *(member.concept for member in members)):
                found[start, term.end, concept] = Term(
                    start, term.end, term.label, concept, "pattern", _RULE
                )
        for term in terms:
            for item in self._sharing_front(norm, lower, term):
                found[item.start, item.end, item.concept] = item
        return list(found.values())

    def _sharing_front(self, norm: str, lower: str, term: Term) -> Iterator[Term]:
        """Yield both members of "phantom limb pain and sensation" with the whole span."""
        if term.label != "PAIN_TYPE":
            return
        match = self._second.match(lower, term.end, term.end + _REACH)
        name = norm[term.start : term.end]
        front = None if match is None else self._front.match(name.lower())
        if match is None or front is None:
            return
        joined = name[: front.end("front")] + singular(match["tail"])
        for surface in self._dictionary.lookup(joined):
            if surface.label == term.label and surface.concept != term.concept:
                for concept in (term.concept, surface.concept):
                    yield Term(term.start, match.end("tail"), term.label, concept, "pattern", _RULE)
                return

    def _members(
        self,
        norm: str,
        lower: str,
        term: Term,
        ends: dict[tuple[int, str], set[str]],
        terms: Sequence[Term],
    ) -> list[_Conjunct]:
        at = self._before_conjunction(lower, term.start)
        name = norm[term.start : term.end]
        if at is None or (name.isascii() and " " not in name):
            return []
        window = max(0, term.start - _REACH)
        tails = list(self._tails(name))
        members: list[_Conjunct] = []
        while at is not None:
            member = self._conjunct(norm, window, at, tails, term.label)
            if member is None or member.concept == term.concept:
                break
            here = ends.get((at, term.label))
            if (
                any(
                    other.concept == member.concept
                    and member.start <= other.start
                    and other.end <= at
                    for other in terms
                )
                and here is None
            ):
                break
            if here is not None and (member.concept not in here or member.tail_words < _SHARED):
                break
            members.append(member)
            at = self._before_comma(lower, member.start)
        return members

    def _is_treated(self, lower: str, start: int, ends: dict[tuple[int, str], set[str]]) -> bool:
        """Tell whether a first member is where a treatment before it is given."""
        lead = self._object.search(lower, max(0, start - _REACH), start)
        return lead is not None and (lead.start(), "INTERVENTION") in ends

    def _shared(self, norm: str, first: _Conjunct, term: Term) -> str | None:
        """Return the concept of the last member with the first words of the list before it.

        "Continuous femoral and sciatic nerve blocks": both are continuous.
        """
        name, conjunct = norm[term.start : term.end], norm[first.start : first.end]
        if self._lang == "en":
            cuts = [match.end() for match in _WORD.finditer(conjunct)][:-1]
            glue = " "
        else:
            cuts, glue = list(range(2, len(conjunct))), ""
        for cut in cuts[:_LONGEST_MODIFIER]:
            for surface in self._dictionary.lookup(conjunct[:cut] + glue + name):
                if surface.label == term.label and surface.condition is None:
                    return surface.concept
        return None

    def _before_conjunction(self, lower: str, start: int) -> int | None:
        """Return where the text before a conjunction ends, or None if there is none."""
        end = _stripped(lower, start)
        spaced = end < start
        if (self._lang == "en" and not spaced) or not lower.endswith(self._conjunctions, 0, end):
            return None
        for word in self._conjunctions:
            at = end - len(word)
            if lower.startswith(word, max(at, 0)) and (
                self._lang == "zh" or lower[at - 1 : at].isspace()
            ):
                at = _stripped(lower, at)
                if self._lang == "en" and lower.endswith(self._commas, 0, at):
                    at = _stripped(lower, at - 1)
                return at
        return None

    def _before_comma(self, lower: str, start: int) -> int | None:
        end = _stripped(lower, start)
        return _stripped(lower, end - 1) if lower.endswith(self._commas, 0, end) else None

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
            if modifier.lower().endswith(self._not_members):
                break
            after = norm[max(0, start - 1) : start]
            if self._lang == "zh" and len(modifier) < _WHOLE and _HAN.match(after):
                continue
            for tail in tails:
                if tail in self._generic and (len(modifier) < 2 or after in self._not_before):
                    continue
                for surface in self._dictionary.lookup(modifier + tail):
                    if surface.label == label:
                        return _Conjunct(start, at, surface.concept, tail.count(" "))
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
