"""Names inside longer names, exchanged for what else they are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from ahocorasick_rs import AhoCorasick, Implementation

from papnlp.vocabulary.concept import Concept
from papnlp.vocabulary.forms import Forms
from papnlp.vocabulary.vocabulary import Vocabulary

_Inside: TypeAlias = tuple[str, int, int]
"""A name inside a longer form, with its start and end there."""


def _names_inside(names: Sequence[str], forms: Iterable[str]) -> dict[str, list[_Inside]]:
    """Return which names stand inside forms that are longer, by form, in one pass over all."""
    if not names:
        return {}
    automaton = AhoCorasick(names, implementation=Implementation.ContiguousNFA)
    lines = list(dict.fromkeys(forms))
    found: dict[str, list[_Inside]] = {}
    ends = iter(lines)
    line, begin, stop = "", 0, -1
    # Matches come in the order of their ends, so the forms are gone through once.
    for index, start, end in automaton.find_matches_as_indexes("\n".join(lines), overlapping=True):
        while end > stop:
            line = next(ends)
            begin = stop + 1
            stop = begin + len(line)
        if end - start < stop - begin:
            found.setdefault(line, []).append((names[index], start - begin, end - begin))
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
    """

    def __init__(self, vocabulary: Vocabulary, lang: str, forms: Forms) -> None:
        self._words = lang == "en"
        self._forms = forms
        self._by_form: dict[str, list[Concept]] = {}
        for concept in vocabulary:
            if concept.abbreviations:
                for surface in concept.surfaces(lang):
                    self._by_form.setdefault(forms[surface], []).append(concept)
        names = [form for form in self._by_form if len(form) > 1]
        self._inside = _names_inside(names, forms.values())

    def __call__(self, form: str, concept: Concept) -> Iterable[tuple[str, tuple[str, str]]]:
        """Return a name of a concept with each inner name replaced by its short forms.

        Returns
        -------
        iterable of tuple
            The new form, and the short form in it with the concept that it must stand for.
        """
        inside = self._inside.get(form)
        return () if inside is None else self._replaced(form, inside, concept)

    def _replaced(
        self, form: str, inside: list[_Inside], concept: Concept
    ) -> Iterator[tuple[str, tuple[str, str]]]:
        glue = " " if self._words else ""
        for name, start, end in inside:
            before, after = form[:start], form[end:]
            if self._words and not (before[-1:] in ("", " ") and after[:1] in ("", " ")):
                continue
            left = before.strip() + glue if before else ""
            right = glue + after.strip() if after else ""
            for part in self._by_form[name]:
                if part.id != concept.id:
                    for short in part.abbreviations:
                        yield left + self._forms[short] + right, (short, part.id)


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
    """

    def __init__(self, vocabulary: Vocabulary, forms: Forms, names: Iterable[str]) -> None:
        self._latin = {
            forms[surface]: (forms[concept.name["en"]], concept.id)
            for concept in vocabulary
            if concept.kind == "drug" and concept.name.get("en")
            for surface in concept.surfaces("zh")
            if len(surface) > 1 and not surface.isascii()
        }
        self._inside = _names_inside(list(self._latin), names)

    def __call__(self, form: str, concept: str) -> list[str]:
        """Return a Chinese form of a concept with each other drug inside it by its English name."""
        return [
            form[:start] + self._latin[name][0] + form[end:]
            for name, start, end in self._inside.get(form, ())
            if self._latin[name][1] != concept
        ]
