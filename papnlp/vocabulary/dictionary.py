"""The surfaces of one language, ready to be matched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from typing import Final

from papnlp.vocabulary.forms import match_form
from papnlp.vocabulary.matcher import StringMatcher
from papnlp.vocabulary.surfaces import Meaning, Surface, surfaces
from papnlp.vocabulary.vocabulary import Vocabulary

BLOCK: Final = "BLOCK"
"""Label of the strings inside which a concept must not be matched."""
_SIGN: Final = re.compile(r"[^\w\s]|_")


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

    """

    def __init__(
        self, vocabulary: Vocabulary, lang: str, incidental: str, operations: Sequence[str] = ()
    ) -> None:
        first: dict[str, Meaning] = {}
        others: dict[str, list[Meaning]] = {}
        blocks = (
            (match_form(string, lang), Meaning(concept.id, BLOCK))
            for concept in vocabulary
            for string in concept.not_inside.get(lang, ())
        )
        for form, meaning in chain(surfaces(vocabulary, lang, incidental, operations), blocks):
            count = len(first)
            first.setdefault(form, meaning)
            if len(first) == count:
                others.setdefault(form, []).append(meaning)
        self._lang = lang
        self._first = first
        self._others = others
        self._forms = list(first)
        # A hundred thousand surfaces are a burden to the collector; few are ever met.
        self._met: dict[int, list[Surface]] = {}
        self._matcher = StringMatcher(first)

    def __len__(self) -> int:
        return len(self._forms)

    def sign_pairs(self) -> frozenset[str]:
        """Return the signs in the surfaces, each with the character before it.

        Signs are neither letters nor digits nor spaces.
        """
        return _sign_pairs("\n".join(self._forms))

    def _surfaces(self, form: str) -> list[Surface]:
        """Return what a known form may be."""
        meanings = [self._first[form], *self._others.get(form, ())]
        return [Surface(form, *meaning) for meaning in meanings]

    def find(self, text: str) -> list[tuple[list[Surface], int, int]]:
        """Return ``(surfaces of one form, start, end)`` of each hit in a match view."""
        found: list[tuple[list[Surface], int, int]] = []
        met = self._met
        for index, start, end in self._matcher.find(text):
            surfaces = met.get(index)
            if surfaces is None:
                surfaces = met[index] = self._surfaces(self._forms[index])
            found.append((surfaces, start, end))
        return found

    def lookup(self, text: str) -> list[Surface]:
        """Return the unconditional surfaces that a name is, without regard to variants.

        Parameters
        ----------
        text : str
            A name as written; case, hyphens, spelling and plural do not matter.
        """
        form = match_form(text, self._lang)
        if form not in self._first and form.endswith("s"):
            form = form[:-1]
        if form not in self._first:
            return []
        return [
            surface
            for surface in self._surfaces(form)
            if surface.condition is None and surface.requires is None and surface.label != BLOCK
        ]


def _sign_pairs(lines: str) -> frozenset[str]:
    """Return each sign with the character before it, unless it begins a line."""
    starts = {match.start() for match in _SIGN.finditer(lines)}
    pairs = {lines[at - 1 : at + 1] for at in starts if at}
    return frozenset(pair for pair in pairs if pair[0] != "\n")
