"""The dictionary stage: every surface of the vocabulary that stands in a text."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, chain

from papnlp.analysis import Analysis, Candidate
from papnlp.model import Model
from papnlp.terms.views import View, bracketless_view, plain_view
from papnlp.vocabulary.dictionary import BLOCK
from papnlp.vocabulary.surfaces import Surface


class ConceptRuler:
    """Proposes candidates by Aho-Corasick passes over each match view.

    Chinese text holds English names too, so both dictionaries are used.
    Blocking strings (``not_inside``) run in the same automaton; a candidate of
    their concept inside one of them is dropped.

    Parameters
    ----------
    model : Model
        Gives the vocabulary.
    lang : str
        ``"en"`` or ``"zh"``.
    """

    def __init__(self, model: Model, lang: str) -> None:
        self.lang = lang
        self._dictionaries = [
            model.dictionary(name) for name in (("en",) if lang == "en" else ("zh", "en"))
        ]
        self._sign_pairs: frozenset[str] | None = None
        cues, compiled = model.cues(lang, "terms")["ruler"], model.compiler(lang, "terms")
        self._not_after = compiled(cues["not_after"])
        self._not_before = compiled(cues["not_before"])

    def __call__(self, analysis: Analysis) -> None:
        """Fill ``analysis.candidates``, sorted by start, longest first."""
        view = plain_view(analysis.text, analysis.title_end)
        found = self._candidates(view, analysis)
        bare = None
        if "(" in view.text or "[" in view.text:
            if self._sign_pairs is None:
                pairs = (item.sign_pairs() for item in self._dictionaries)
                self._sign_pairs = frozenset[str]().union(*pairs)
            bare = bracketless_view(view, self._sign_pairs)
        if bare is not None:
            known = {(item.start, item.end) for item in found}
            found.extend(
                item
                for item in self._candidates(bare, analysis, inserted=True)
                if (item.start, item.end) not in known
            )
        found.sort(key=lambda item: (item.start, -item.end))
        analysis.candidates = found

    def _candidates(
        self, view: View, analysis: Analysis, *, inserted: bool = False
    ) -> list[Candidate]:
        found: list[Candidate] = []
        spans: dict[str, list[tuple[int, int]]] = {}
        norm, lower, title_end = analysis.text.norm, analysis.text.lower, analysis.title_end
        hits = chain.from_iterable(item.find(view.text) for item in self._dictionaries)
        origin = view.origin
        shut: dict[int, bool] = {0: False}
        for surfaces, at, to in hits:
            start, end = (at, to) if origin is None else (origin[at], origin[to - 1] + 1)
            if start < title_end < end or (inserted and end - start == to - at):
                continue
            if start not in shut:
                window = max(0, start - 8)
                shut[start] = self._not_after.search(lower, window, start) is not None
            if shut[start] or self._not_before.match(lower, end):
                continue
            for surface in surfaces:
                if surface.label == BLOCK:
                    spans.setdefault(surface.concept, []).append((start, end))
                elif not (surface.cased or surface.requires) or _has_case(norm[start:end], surface):
                    found.append(Candidate(start, end, surface, inserted))
        if not spans:
            return found
        blocks = {concept: _Blocks(places) for concept, places in spans.items()}
        return [
            item
            for item in found
            if item.surface.concept not in blocks
            or not blocks[item.surface.concept].hold(item.start, item.end)
        ]


def _has_case(written: str, surface: Surface) -> bool:
    if surface.requires:
        return surface.requires[0] in written
    if not surface.cased:
        return True
    return (
        written.isupper()
        or written.startswith(surface.cased)
        or (surface.cased[1:].islower() and written[:1].isupper())
    )


class _Blocks:
    """The places where a concept must not be matched, for look-up by bisection."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        spans.sort()
        self._starts = [start for start, _ in spans]
        self._ends = list(accumulate((end for _, end in spans), max))

    def hold(self, start: int, end: int) -> bool:
        """Tell whether one of the places holds a span."""
        at = bisect_right(self._starts, start)
        return at > 0 and self._ends[at - 1] >= end
