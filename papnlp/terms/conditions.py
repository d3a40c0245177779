"""Whether a surface that needs context has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from papnlp.analysis import Analysis, Candidate, Term
from papnlp.model import Model
from papnlp.vocabulary.concept import Contextual

_REACH: Final = 40


class ContextJudge:
    """Decides on contextual surfaces such as "burst", "alcohol" or "intensity".

    Parameters
    ----------
    model : Model
        Gives the hierarchy and what may stand beside the word pain.
    lang : str
        ``"en"`` or ``"zh"``.
    """

    def __init__(self, model: Model, lang: str) -> None:
        cues = model.cues(lang, "terms")["pain_neighbour"]
        compiled = model.compiler(lang, "terms")
        self._vocabulary = model.vocabulary
        self._before = compiled(cues["before"])
        self._after = compiled(cues["after"])
        self._word = compiled(cues["word"])
        self._link = compiled(cues["link"])
        self._episode = compiled.late(cues["episode"])
        self._pronoun = compiled(cues["pronoun"])
        self._pronoun_words: frozenset[str] = frozenset(cues["pronoun_words"])
        self._of_episode = compiled(cues["of_episode"])
        self._and = compiled(cues["and"])
        self._scored: frozenset[str] = frozenset(cues["scored"])
        self._final = compiled.late(model.cues(lang, "terms")["phrase_end"])
        self._domains = {
            concept.id
            for concept in model.vocabulary
            if any(item.when == "pain" for item in concept.contextual)
        }

    def accept(
        self, candidates: list[Candidate], analysis: Analysis, terms: list[Term]
    ) -> list[Term]:
        """Return the contextual candidates whose condition holds, as terms.

        Parameters
        ----------
        candidates : list of Candidate
            Candidates with a condition.
        analysis : Analysis
            The text with its sentences.
        terms : list of Term
            What stands in the text without any condition.
        """
        present = {term.concept for term in terms}
        pain_ends = {term.end for term in terms if term.label == "PAIN_TYPE"}
        pain_starts = {term.start for term in terms if term.label == "PAIN_TYPE"}
        in_document: dict[Contextual, bool] = {}
        domain_ends = {term.end for term in terms if term.concept in self._domains}
        outcome_ends = {term.end for term in terms if term.label == "OUTCOME"}
        accepted = []
        for item in candidates:
            condition = item.surface.condition
            if condition is None:
                continue
            if condition.when == "introduced":
                holds = self._is_introduced(item.surface.concept, present)
            elif item.start - 1 in outcome_ends and item.surface.text in self._scored:
                holds = False
            elif condition.when == "pain":
                holds = self._beside_pain(item, analysis, pain_starts, pain_ends) or (
                    bool(pain_starts) and self._continues(item, analysis, domain_ends)
                )
                if holds:
                    domain_ends.add(item.end)
            elif condition.when == "sentence":
                holds = _in_sentence(item, condition, analysis)
            else:
                if condition not in in_document:
                    in_document[condition] = _in_document(condition, analysis)
                holds = in_document[condition] and (
                    condition.when == "document" or self._ends_phrase(item, analysis)
                )
            if holds:
                accepted.append(
                    Term(
                        item.start,
                        item.end,
                        item.surface.label,
                        item.surface.concept,
                        "term",
                        f"{condition.when}: {item.surface.text}",
                    )
                )
        return self._most_specific(accepted)

    def _most_specific(self, accepted: list[Term]) -> list[Term]:
        """Drop a term where a narrower concept is accepted at the same place."""
        at: dict[tuple[int, int], list[str]] = {}
        for term in accepted:
            at.setdefault((term.start, term.end), []).append(term.concept)
        return [
            term
            for term in accepted
            if not any(
                other != term.concept and self._vocabulary.is_a(other, term.concept)
                for other in at[term.start, term.end]
            )
        ]

    def _is_introduced(self, concept: str, present: set[str]) -> bool:
        """Tell whether a concept, a narrower one or (but for controls) a broader one is there."""
        if concept in present:
            return True
        known = self._vocabulary.get(concept)
        upwards = known is not None and known.kind != "control"
        return any(
            self._vocabulary.is_a(other, concept)
            or (upwards and self._vocabulary.is_a(concept, other))
            for other in present
        )

    def _beside_pain(
        self, item: Candidate, analysis: Analysis, starts: set[int], ends: set[int]
    ) -> bool:
        lower = analysis.text.lower
        window = max(0, item.start - _REACH)
        if any(end in ends for end in _starts(self._link, lower, window, item.start)):
            return True
        if self._before.search(lower, window, item.start):
            return True
        if starts and (
            self._episode.search(lower, window, item.start)
            or self._of_episode.match(lower[item.end : item.end + _REACH])
            or (
                item.surface.text in self._pronoun_words
                and self._pronoun.search(lower, window, item.start)
            )
        ):
            return True
        after = self._after.match(lower[item.end : item.end + 90])
        if after is None:
            return False
        at = item.end + after.end()
        return at in starts or self._word.match(lower[at : at + 40]) is not None

    def _continues(self, item: Candidate, analysis: Analysis, ends: set[int]) -> bool:
        """Tell whether a measure of pain goes before ("pain intensity and frequency")."""
        lower = analysis.text.lower
        window = max(0, item.start - _REACH)
        return any(end in ends for end in _starts(self._and, lower, window, item.start))

    def _ends_phrase(self, item: Candidate, analysis: Analysis) -> bool:
        """Tell whether nothing follows that would be its object or its head."""
        return self._final.match(analysis.text.lower, item.end) is not None


def without_read(terms: Iterable[Term], in_context: Iterable[Term]) -> list[Term]:
    """Return the terms but those that the context reads as another concept of their label.

    After "traction neurectomy" the bare "neurectomy" is that one.

    Parameters
    ----------
    terms : iterable of Term
        What stands in the text without any condition.
    in_context : iterable of Term
        What the context gives.
    """
    read = {(term.start, term.end, term.label) for term in in_context}
    return [
        term
        for term in terms
        if term.via != "term" or (term.start, term.end, term.label) not in read
    ]


def _starts(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[int]:
    """Yield each offset from which a pattern reaches up to the end."""
    for at in range(start, end + 1):
        if pattern.match(text, at, end):
            yield at


def _in_sentence(item: Candidate, condition: Contextual, analysis: Analysis) -> bool:
    sentence = analysis.sentences[analysis.sentence_at(item.start)]
    lower = analysis.text.lower[sentence.start : sentence.end]
    return any(word in lower for word in condition.words)


def _in_document(condition: Contextual, analysis: Analysis) -> bool:
    return any(word in analysis.text.lower for word in condition.words)
