"""Names inside longer names, exchanged for what else they are called."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, repeat
from operator import add
from typing import Final, TypeAlias

from ahocorasick_rs import AhoCorasick, Implementation

from papnlp.vocabulary.concept import Concept
from papnlp.vocabulary.forms import Forms
from papnlp.vocabulary.vocabulary import Vocabulary

_Inside: TypeAlias = tuple[str, int, int]
"""A name inside a longer form, with its start and end there."""
_Required: TypeAlias = tuple[str, str]
"""A short form with the concept that it must stand for."""
_SPACE: Final = " "


def _names_inside(names: Sequence[str], forms: Iterable[str]) -> dict[str, list[_Inside]]:
    """Return which names stand inside forms that are longer, by form, in one pass over all."""
    if not names:
        return {}
    automaton = AhoCorasick(names, implementation=Implementation.ContiguousNFA)
    lines = list(dict.fromkeys(forms))
    following = list(accumulate(map(add, map(len, lines), repeat(1))))
    found: dict[str, list[_Inside]] = {}
    number, begin, stop = -1, 0, -1
    # Matches come in the order of their ends, so the forms are gone through once.
    for index, start, end in automaton.find_matches_as_indexes("\n".join(lines), overlapping=True):
        if end > stop:
            number = bisect_right(following, end, number + 1)
            stop = following[number] - 1
            begin = stop - len(lines[number])
        if start > begin or end < stop:
            inside = (names[index], start - begin, end - begin)
            known = found.get(lines[number])
            if known is None:
                found[lines[number]] = [inside]
            else:
                known.append(inside)
    return found


class ShortFormInserter:
    """Puts short forms into longer names: "burst SCS" from "burst spinal cord stimulation".

    Parameters
    ----------
    vocabulary : Vocabulary
        The concepts.
    lang : str
        ``"en"`` or ``"zh"``.
    forms : Forms
        Their match forms.

    Attributes
    ----------
    inside : dict
        Forms that hold a shorter name with a short form, and where.
    """

    def __init__(self, vocabulary: Vocabulary, lang: str, forms: Forms) -> None:
        self._words = lang == "en"
        self._forms = forms
        self._by_form: dict[str, list[Concept]] = {}
        for concept in vocabulary:
            if concept.abbreviations:
                for form in map(forms.__getitem__, concept.surfaces(lang)):
                    known = self._by_form.get(form)
                    if known is None:
                        self._by_form[form] = [concept]
                    else:
                        known.append(concept)
        self._shorts: dict[str, list[tuple[str, _Required]]] = {}
        names = [form for form in self._by_form if len(form) > 1]
        self.inside = _names_inside(names, forms.values())
        self._written = frozenset(forms.values())

    def __call__(self, form: str, concept: Concept) -> Sequence[tuple[str, _Required]]:
        """Return a name of a concept with each inner name replaced by its short forms.

        Returns
        -------
        sequence of tuple
            The new form, and the short form in it with the concept that it must stand for.
            A form that another concept is written with stays what it is.
        """
        inside = self.inside.get(form)
        return () if inside is None else self._replaced(form, inside, concept)

    def _replaced(
        self, form: str, inside: list[_Inside], concept: Concept
    ) -> list[tuple[str, _Required]]:
        found: list[tuple[str, _Required]] = []
        for name, start, end in inside:
            left, right = form[:start], form[end:]
            if not self._words:
                left, right = left.strip(), right.strip()
            elif left[-1:] not in _SPACE or right[:1] not in _SPACE:
                continue
            for short, required in self._shorts.get(name) or self._shorts_of(name):
                made = left + short + right
                if required[1] != concept.id and not self._is_taken(made, concept):
                    found.append((made, required))
        return found

    def _is_taken(self, form: str, concept: Concept) -> bool:
        """Tell whether another concept is written so."""
        return form in self._written and all(
            self._forms[surface] != form for surface in concept.surfaces(self._forms.lang)
        )

    def _shorts_of(self, name: str) -> list[tuple[str, _Required]]:
        """Return the short forms of what a name may be, each with what it must stand for."""
        shorts = [
            (self._forms[short], (short, part.id))
            for part in self._by_form[name]
            for short in part.abbreviations
        ]
        self._shorts[name] = shorts
        return shorts


class LatinInserter:
    """Puts the English name of a drug into Chinese names: baclofen鞘内注射 from 巴氯芬鞘内注射.

    Parameters
    ----------
    vocabulary : Vocabulary
        The concepts.
    forms : Forms
        Their Chinese match forms.
    names : iterable of str
        The forms that it will be asked for.

    Attributes
    ----------
    inside : dict
        Those of them that hold the name of a drug, and where.
    """

    def __init__(self, vocabulary: Vocabulary, forms: Forms, names: Iterable[str]) -> None:
        self._latin = {
            forms[surface]: (forms[concept.name["en"]], concept.id)
            for concept in vocabulary
            if concept.kind == "drug" and concept.name.get("en")
            for surface in concept.surfaces("zh")
            if len(surface) > 1 and not surface.isascii()
        }
        self.inside = _names_inside(list(self._latin), names)

    def __call__(self, form: str, concept: str) -> list[str]:
        """Return a Chinese form of a concept with each other drug inside it by its English name."""
        return [
            form[:start] + self._latin[name][0] + form[end:]
            for name, start, end in self.inside.get(form, ())
            if self._latin[name][1] != concept
        ]
