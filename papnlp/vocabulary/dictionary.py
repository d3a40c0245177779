"""The surfaces of one language, ready to be matched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from papnlp.vocabulary.matcher import StringMatcher
from papnlp.vocabulary.surfaces import Surface, match_form, surfaces
from papnlp.vocabulary.vocabulary import Vocabulary

BLOCK: Final = "BLOCK"
"""Label of the strings inside which a concept must not be matched."""
_SIGN_PAIR: Final = re.compile(r"(?=([^\n][^\w\s]|[^\n]_))")


class Dictionary:
    """All surfaces of a vocabulary in one language, with their blocking strings.

    Parameters
    ----------
    vocabulary : Vocabulary
        The concepts.
    lang : str
        ``"en"`` or ``"zh"``.
    incidental : str
        Regular expression of words that do not belong to a name.
    operations : sequence of str, optional
        Chinese endings after which an intervention may also end in 术.

    Attributes
    ----------
    sign_pairs : frozenset of str
        The signs in the surfaces, neither letters nor digits nor spaces, each with
        the character before it.
    """

    def __init__(
        self, vocabulary: Vocabulary, lang: str, incidental: str, operations: Sequence[str] = ()
    ) -> None:
        by_form: dict[str, list[Surface]] = {}
        for surface in surfaces(vocabulary, lang, incidental, operations):
            by_form.setdefault(surface.text, []).append(surface)
        for concept in vocabulary:
            for string in concept.not_inside.get(lang, ()):
                form = match_form(string, lang)
                by_form.setdefault(form, []).append(Surface(form, concept.id, BLOCK))
        self.sign_pairs = frozenset(_SIGN_PAIR.findall("\n".join(by_form)))
        self._lang = lang
        self._by_form = by_form
        self._surfaces = list(by_form.values())
        self._matcher = StringMatcher(by_form)

    def __len__(self) -> int:
        return len(self._surfaces)

    def find(self, text: str) -> list[tuple[list[Surface], int, int]]:
        """Return ``(surfaces of one form, start, end)`` of each hit in a match view."""
        surfaces = self._surfaces
        return [(surfaces[index], start, end) for index, start, end in self._matcher.find(text)]

    def lookup(self, text: str) -> list[Surface]:
        """Return the unconditional surfaces that a name is, without regard to variants.

        Parameters
        ----------
        text : str
            A name as written; case, hyphens, spelling and plural do not matter.
        """
        form = match_form(text, self._lang)
        surfaces = self._by_form.get(form)
        if surfaces is None and form.endswith("s"):
            surfaces = self._by_form.get(form[:-1])
        return [
            surface
            for surface in surfaces or ()
            if surface.condition is None and surface.requires is None and surface.label != BLOCK
        ]
