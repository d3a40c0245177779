"""The dictionary stage: every surface of the vocabulary that stands in a text."""

from __future__ import annotations

import re

from papnlp.analysis import Analysis, Candidate
from papnlp.model import Model
from papnlp.terms.views import View, bracketless_view, plain_view
from papnlp.vocabulary.matcher import StringMatcher
from papnlp.vocabulary.surfaces import Surface, match_form

_BLOCK = "BLOCK"


class ConceptRuler:
    """Proposes candidates by one Aho-Corasick pass over each match view.

    Chinese text holds English names too, so its dictionary holds both languages.
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
        by_form: dict[str, list[Surface]] = {}
        for name in ("en",) if lang == "en" else ("zh", "en"):
            for surface in model.surfaces(name):
                by_form.setdefault(surface.text, []).append(surface)
        for concept in model.vocabulary:
            for name, strings in concept.not_inside.items():
                for string in strings:
                    form = match_form(string, name)
                    by_form.setdefault(form, []).append(Surface(form, concept.id, _BLOCK))
        self._not_after = re.compile(model.cues(lang, "terms")["ruler"]["not_after"])
        self._surfaces = list(by_form.values())
        self._matcher = StringMatcher(by_form)

    def __call__(self, analysis: Analysis) -> None:
        """Fill ``analysis.candidates``, sorted by start, longest first."""
        view = plain_view(analysis.text, analysis.title_end)
        found = self._candidates(view, analysis)
        bare = bracketless_view(view)
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
        blocks: dict[str, list[tuple[int, int]]] = {}
        norm, lower, title_end = analysis.text.norm, analysis.text.lower, analysis.title_end
        for index, at, to in self._matcher.find(view.text):
            start, end = view.span(at, to)
            if start < title_end < end or (inserted and end - start == to - at):
                continue
            if start and self._not_after.search(lower, max(0, start - 8), start):
                continue
            for surface in self._surfaces[index]:
                if surface.label == _BLOCK:
                    blocks.setdefault(surface.concept, []).append((start, end))
                elif _has_case(norm[start:end], surface):
                    found.append(Candidate(start, end, surface, inserted))
        if not blocks:
            return found
        return [item for item in found if not _is_blocked(item, blocks)]


def _has_case(written: str, surface: Surface) -> bool:
    if surface.requires:
        return surface.requires[0] in written
    if not surface.cased:
        return True
    return written.isupper() or written.startswith(surface.cased) or (
        surface.cased[1:].islower() and written[:1].isupper()
    )


def _is_blocked(item: Candidate, blocks: dict[str, list[tuple[int, int]]]) -> bool:
    return any(
        start <= item.start and item.end <= end
        for start, end in blocks.get(item.surface.concept, ())
    )
