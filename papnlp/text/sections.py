"""Tell the section (rhetorical role) of each sentence."""

from __future__ import annotations

from typing import Final

from papnlp.analysis import Analysis, Span
from papnlp.model import Model
from papnlp.text.headings import Headings
from papnlp.text.sentences import TITLE

ROLES: Final = ("background", "objective", "methods", "results", "conclusions")


class SectionTagger:
    """Sets the section of each sentence of ``analysis.sentences``.

    Parameters
    ----------
    model : Model
        Its cues ``sections`` hold headings.
    lang : str
        ``"en"`` or ``"zh"``.
    """

    def __init__(self, model: Model, lang: str) -> None:
        self.headings = Headings(model, lang)

    def __call__(self, analysis: Analysis) -> None:
        """Tag the sentences; those of the title stay as they are."""
        norm = analysis.text.norm
        first = next((i for i, s in enumerate(analysis.sentences) if s.section != TITLE), None)
        if first is None:
            return
        body = analysis.sentences[first:]
        roles = self._by_headings(norm, body)
        analysis.sentences[first:] = [
            Span(sentence.start, sentence.end, role)
            for sentence, role in zip(body, self._settle(roles), strict=True)
        ]

    def _by_headings(self, norm: str, body: list[Span]) -> list[tuple[str, ...]]:
        """Return the sections that the headings allow for each sentence."""
        mode = self.headings.mode(norm, body[0].start)
        allowed: tuple[str, ...] = ROLES
        result = []
        for sentence in body:
            heading = self.headings.match(norm, sentence.start, mode)
            if heading is not None:
                allowed = heading.sections or ROLES
            result.append(allowed)
        return result

    @staticmethod
    def _settle(allowed: list[tuple[str, ...]]) -> list[str]:
        count = len(allowed)
        roles = []
        for index, names in enumerate(allowed):
            place = min(int((index + 0.5) / count * len(names)), len(names) - 1)
            roles.append(names[place])
        return roles
