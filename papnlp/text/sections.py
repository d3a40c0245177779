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
            path = self._roles.best_path(self._roles.scores(texts), allowed)
        sentences[first:] = [
            Span(sentence.start, sentence.end, ROLES[role])
            for sentence, role in zip(body, path, strict=True)
        ]

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
