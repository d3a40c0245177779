"""Tell the section (rhetorical role) of each sentence."""

from __future__ import annotations

from typing import Final

from papnlp.analysis import Analysis, Span
from papnlp.model import Model
from papnlp.text.headings import Headings
from papnlp.text.rhetoric import ROLES, RoleModel
from papnlp.text.sentences import TITLE

_INDEX: Final = {role: index for index, role in enumerate(ROLES)}
_ALL: Final = tuple(range(len(ROLES)))
_FOUND: Final = (_INDEX["results"], _INDEX["conclusions"])
_OWN: Final = (_INDEX["methods"], *_FOUND)
_EARLY: Final = 3
"""A review says in its first third that it is one."""


class SectionTagger:
    """Sets the section of each sentence of ``analysis.sentences``.

    A heading decides for the sentences under it. Where there is none, or where
    it allows several sections ("Background and aims"), the words and the place
    of the sentences decide.

    Parameters
    ----------
    model : Model
        Its cues ``sections`` hold the headings, its cues ``roles`` the weights
        of phrases, positions and transitions.
    lang : str
        ``"en"`` or ``"zh"``.

    Attributes
    ----------
    headings : Headings
        The headings known in the language.
    """

    def __init__(self, model: Model, lang: str) -> None:
        self.headings = Headings(model, lang)
        self._roles = RoleModel(model.cues(lang, "roles"), lang)
        turns = model.cues(lang, "sections")["turns"]
        compiled = model.compiler(lang, "sections")
        self._patients = compiled(turns["patients"])
        self._review = compiled(turns["review"])
        self._searched = compiled(turns["searched"])

    def __call__(self, analysis: Analysis) -> None:
        """Tag the sentences; the title's stays as it is."""
        sentences = analysis.sentences
        first = 1 if sentences and sentences[0].section == TITLE else 0
        body = sentences[first:]
        if not body:
            return
        starts, allowed = self._under_headings(analysis.text.norm, body)
        analysis.headed = any(roles != _ALL for roles in allowed)
        if all(len(roles) == 1 for roles in allowed):
            path = [roles[0] for roles in allowed]
        else:
            lower = analysis.text.lower
            texts = [
                lower[start : sentence.end] for start, sentence in zip(starts, body, strict=True)
            ]
            if all(roles is _ALL for roles in allowed):
                allowed = self._after_turns(texts)
            path = self._roles.best_path(self._roles.scores(texts), allowed)
        sentences[first:] = [
            Span(sentence.start, sentence.end, ROLES[role])
            for sentence, role in zip(body, path, strict=True)
        ]

    def _after_turns(self, texts: list[str]) -> list[tuple[int, ...]]:
        """Return the roles that sentences may have by what the first ones say.

        A text that opens with its own patients has no background before them; in
        a review, what it says of itself is followed by how it searched, what it
        found and what it concludes.
        """
        if self._patients.match(texts[0]):
            return [(_INDEX["methods"],)] + [_OWN] * (len(texts) - 1)
        for index, text in enumerate(texts[: 1 + len(texts) // _EARLY]):
            if self._review.search(text):
                rest = texts[index + 1 :]
                found = (len(rest) + 1) // 2
                after = [
                    _OWN if self._searched.search(text) else _FOUND[: 1 + (place >= found)]
                    for place, text in enumerate(rest)
                ]
                return [_ALL] * (index + 1) + after
        return [_ALL] * len(texts)

    def _under_headings(
        self, norm: str, body: list[Span]
    ) -> tuple[list[int], list[tuple[int, ...]]]:
        """Return where the sentences go on after headings, and the roles these allow."""
        mode = self.headings.mode(norm, body[0].start)
        here = _ALL
        starts = []
        allowed = []
        for sentence in body:
            heading = self.headings.match(norm, sentence.start, mode)
            if heading is None:
                starts.append(sentence.start)
            else:
                starts.append(min(heading.end, sentence.end))
                here = tuple(_INDEX[section] for section in heading.sections) or _ALL
            allowed.append(here)
        return starts, allowed
