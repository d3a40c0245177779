"""The surfaces of a vocabulary as the matcher looks for them: variants made at load."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from papnlp.text.normalise import normalise
from papnlp.vocabulary.concept import Concept, Contextual
from papnlp.vocabulary.vocabulary import Vocabulary

_GAP_AT_HAN: Final = re.compile(r"(?<=[\u3400-\u9fff]) +| +(?=[\u3400-\u9fff])")
_SPACES: Final = re.compile(r"\s+")
_DIGIT_UNIT: Final = re.compile(r"(?<=\d) (?=[a-z%])")
_SPELLINGS: Final = (
    ("aesthe", "esthe"),
    ("anaes", "anes"),
    ("paed", "ped"),
    ("haem", "hem"),
    ("ischaem", "ischem"),
    ("oedema", "edema"),
    ("apnoea", "apnea"),
    ("rrhoea", "rrhea"),
    ("tumour", "tumor"),
    ("behaviour", "behavior"),
    ("centre", "center"),
    ("fibre", "fiber"),
    ("isation", "ization"),
    ("ised", "ized"),
    ("ising", "izing"),
    ("ise ", "ize "),
    ("analogue", "analog"),
    ("programme", "program"),
    ("alpha", "\u03b1"),
    ("beta", "\u03b2"),
    ("delta", "\u03b4"),
    ("gamma", "\u03b3"),
)
_CLOSING_PREFIXES: Final = re.compile(
    r"\b(post|pre|peri|intra|trans|non|anti|multi|micro|neuro|electro|hyper|hypo|sub|re|co|tele|bio|"
    r"inter|epi|para|cryo|myo|osseo|thermo|photo|radio|auto|self) (?=[a-z]{4})"
)
_OWNERS: Final = re.compile(r"^(patient|participant|clinician|caregiver|user)(?= )")
_LATIN_PLURALS: Final = (("oma", "omata"), ("y", "ies"), ("sis", "ses"), ("ion", "ia"), ("um", "a"))


@dataclass(frozen=True, slots=True)
class Surface:
    """One string that the matcher looks for, in match form.

    Attributes
    ----------
    text : str
        Lower-cased, hyphens as spaces, no gaps between Han and Latin.
    concept : str
        What it stands for.
    label : str
        Label of the concept.
    condition : Contextual or None
        Where the surface counts only in context.
    requires : tuple or None
        ``(short form, concept)``: the surface holds this short form, which must
        have this sense in the text.
    cased : str
        The surface as written where its capitals must be found in the text
        (acronyms, brand names), else empty.
    """

    text: str
    concept: str
    label: str
    condition: Contextual | None = None
    requires: tuple[str, str] | None = None
    cased: str = ""


def match_form(surface: str, lang: str) -> str:
    """Return a term as it stands in a match view (see ``papnlp.terms.views``)."""
    lower = normalise(surface, lang).lower.replace("-", " ")
    if lang == "zh":
        lower = _GAP_AT_HAN.sub("", lower)
    return _SPACES.sub(" ", lower).strip()


def _spelling_variants(form: str) -> set[str]:
    forms = {form}
    for one, other in _SPELLINGS:
        for known in tuple(forms):
            if one in known:
                forms.add(known.replace(one, other))
            elif other in known:
                forms.add(known.replace(other, one))
    return forms


def _plural_variants(form: str) -> set[str]:
    forms = {form}
    for singular, plural in _LATIN_PLURALS:
        if form.endswith(singular) and len(form) > len(singular) + 3:
            forms.add(form[: -len(singular)] + plural)
    for preposition in (" of ", " after ", " in "):
        head, found, tail = form.partition(preposition)
        if found and not head.endswith("s"):
            forms.add(f"{head}s{preposition}{tail}")
    return forms


def variants(form: str, lang: str) -> set[str]:
    """Return the forms under which a term may stand in a text, in match form.

    The plural in *s* is not among them: the matcher allows it at the edge.
    """
    if lang == "zh" and not form.isascii():
        return {form}
    forms: set[str] = set()
    for spelling in _spelling_variants(form):
        for plural in _plural_variants(spelling):
            forms.add(plural)
            forms.add(_CLOSING_PREFIXES.sub(r"\1", plural))
            forms.add(_DIGIT_UNIT.sub("", plural))
            forms.add(_OWNERS.sub(r"\1s'", plural))
            forms.add(_OWNERS.sub(r"\1's", plural))
    return forms


def _case_to_keep(surface: str) -> str:
    """Return the surface if its capitals distinguish it from an ordinary word."""
    if " " in surface or not surface.isascii():
        return ""
    capitals = sum(character.isupper() for character in surface)
    return surface if capitals >= 2 or surface[:1].isupper() else ""


def _concept_surfaces(concept: Concept, lang: str) -> Iterator[Surface]:
    plain = {item.text for item in concept.contextual if item.lang == lang}
    for written in concept.surfaces(lang):
        if written in plain:
            continue
        cased = _case_to_keep(written)
        for form in variants(match_form(written, lang), lang):
            yield Surface(form, concept.id, concept.label, cased=cased)
    for item in concept.contextual:
        if item.lang == lang:
            for form in variants(match_form(item.text, lang), lang):
                yield Surface(form, concept.id, concept.label, item, None, _case_to_keep(item.text))


class _ShortFormInserter:
    """Puts short forms into longer names: "burst SCS" from "burst spinal cord stimulation"."""

    def __init__(self, vocabulary: Vocabulary, lang: str) -> None:
        self._lang = lang
        self._by_form: dict[str, list[Concept]] = {}
        for concept in vocabulary:
            if concept.abbreviations:
                for surface in concept.surfaces(lang):
                    self._by_form.setdefault(match_form(surface, lang), []).append(concept)

    def _parts(self, form: str) -> Iterator[tuple[str, str, str]]:
        if self._lang == "en":
            words = form.split(" ")
            for size in range(2, len(words)):
                for at in range(len(words) - size + 1):
                    yield (
                        " ".join(words[:at]),
                        " ".join(words[at : at + size]),
                        " ".join(words[at + size :]),
                    )
            return
        for size in range(2, len(form)):
            for at in range(len(form) - size + 1):
                yield form[:at], form[at : at + size], form[at + size :]

    def __call__(self, surface: Surface) -> Iterator[Surface]:
        glue = " " if self._lang == "en" else ""
        for before, inner, after in self._parts(surface.text):
            for concept in self._by_form.get(inner, ()):
                if concept.id == surface.concept:
                    continue
                for short in concept.abbreviations:
                    form = match_form(glue.join(p for p in (before, short, after) if p), self._lang)
                    yield Surface(
                        form, surface.concept, surface.label, None, (short, concept.id)
                    )


def surfaces(vocabulary: Vocabulary, lang: str) -> list[Surface]:
    """Return all surfaces of a vocabulary in one language, variants included.

    Chinese text holds English names as well, so the Chinese list holds both.

    Parameters
    ----------
    vocabulary : Vocabulary
        The concepts.
    lang : str
        Language of the texts to match.

    Returns
    -------
    list of Surface
        In the order of the vocabulary, without repetitions.
    """
    insert = {name: _ShortFormInserter(vocabulary, name) for name in ("en", "zh")}
    found: dict[Surface, None] = {}
    for concept in vocabulary:
        for name in ("en",) if lang == "en" else ("zh", "en"):
            for surface in _concept_surfaces(concept, name):
                found[surface] = None
                if surface.condition is None:
                    for inserted in insert[name](surface):
                        found[inserted] = None
    return list(found)
