"""The surfaces of a vocabulary as the matcher looks for them: variants made at load."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from papnlp.text.normalise import fold
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
_ANY_SPELLING: Final = re.compile("|".join(part for pair in _SPELLINGS for part in pair))
_CLOSING_PREFIXES: Final = re.compile(
    r"\b(post|pre|peri|intra|trans|non|anti|multi|micro|neuro|electro|hyper|hypo|sub|re|co|tele|bio|"
    r"inter|epi|para|cryo|myo|osseo|thermo|photo|radio|auto|self) (?=[a-z]{4})"
)
_OPENING_PREFIXES: Final = re.compile(
    r"\b(post|pre|peri|intra|trans|non|multi|micro|neuro|electro|cryo|osseo|hyper|hypo|inter)"
    r"(?=[a-z]{6})"
)
_OWNERS: Final = re.compile(r"^(patient|participant|clinician|caregiver|user)(?= )")
_ANY_RULE: Final = re.compile(
    "|".join(rule.pattern for rule in (_CLOSING_PREFIXES, _OPENING_PREFIXES, _DIGIT_UNIT, _OWNERS))
)
_SIBILANTS: Final = ("ch", "sh", "x", "ss", "z")
_LATIN_PLURALS: Final = (("oma", "omata"), ("y", "ies"), ("sis", "ses"), ("ion", "ia"), ("um", "a"))


class Surface(NamedTuple):
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


@lru_cache(maxsize=1 << 16)
def match_form(surface: str, lang: str) -> str:
    """Return a term as it stands in a match view (see ``papnlp.terms.views``)."""
    if surface.isascii():
        return _SPACES.sub(" ", surface.lower().replace("-", " ")).strip()
    lower = fold(surface, lang).replace("-", " ")
    if " " not in lower:
        return lower
    if lang == "zh":
        lower = _GAP_AT_HAN.sub("", lower)
    return _SPACES.sub(" ", lower).strip()


def _spelling_variants(form: str) -> set[str]:
    forms = {form}
    if not _ANY_SPELLING.search(form):
        return forms
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
    if form.endswith(_SIBILANTS):
        forms.add(f"{form}es")
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
            if not _ANY_RULE.search(plural):
                continue
            forms.add(_CLOSING_PREFIXES.sub(r"\1", plural))
            forms.add(_OPENING_PREFIXES.sub(r"\1 ", plural))
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


def _is_padded(form: str, shorter: set[str], incidental: re.Pattern[str]) -> bool:
    """Tell whether a form is a shorter name of its concept with an incidental word."""
    return any(
        form[: match.start()] + form[match.end() :] in shorter
        for match in incidental.finditer(form)
    )


def _concept_surfaces(
    concept: Concept, lang: str, incidental: re.Pattern[str], insert: _ShortFormInserter
) -> Iterator[Surface]:
    contextual = {
        match_form(item.text, lang): item for item in concept.contextual if item.lang == lang
    }
    written = {match_form(text, lang): text for text in concept.surfaces(lang)}
    for base in contextual:
        written.pop(base, None)
    shorts = {match_form(short, lang) for short in concept.abbreviations}
    plain = set(written) | shorts
    names = plain | set(contextual)
    seen: set[str] = set()
    preferred = match_form(concept.name.get(lang, ""), lang)
    for base, text in written.items():
        if base != preferred and _is_padded(base, plain, incidental):
            continue
        cased = _case_to_keep(text)
        for form in variants(base, lang) - seen:
            seen.add(form)
            yield Surface(form, concept.id, concept.label, None, None, cased)
        yield from insert(base, concept)
    for base, item in contextual.items():
        if not _is_padded(base, names, incidental):
            for form in variants(base, lang) - seen:
                seen.add(form)
                cased = _case_to_keep(item.text)
                yield Surface(form, concept.id, concept.label, item, None, cased)


class _ShortFormInserter:
    """Puts short forms into longer names: "burst SCS" from "burst spinal cord stimulation"."""

    def __init__(self, vocabulary: Vocabulary, lang: str) -> None:
        self._lang = lang
        self._by_form: dict[str, list[Concept]] = {}
        for concept in vocabulary:
            if concept.abbreviations:
                for surface in concept.surfaces(lang):
                    self._by_form.setdefault(match_form(surface, lang), []).append(concept)
        self._inner = [form for form in self._by_form if len(form) > 1]
        self._automaton = AhoCorasick(self._inner, implementation=Implementation.ContiguousNFA)

    def _parts(self, form: str) -> Iterator[tuple[str, str, str]]:
        """Yield what stands before a name inside a form, the name, and what stands behind."""
        words = self._lang == "en"
        length = len(form)
        for index, start, end in self._automaton.find_matches_as_indexes(form, overlapping=True):
            if end - start == length:
                continue
            if words and (
                (start and form[start - 1] != " ") or (end < length and form[end] != " ")
            ):
                continue
            yield form[:start].strip(), self._inner[index], form[end:].strip()

    def __call__(self, form: str, concept: Concept) -> Iterator[Surface]:
        """Yield a name of a concept with each inner name replaced by its short forms."""
        glue = " " if self._lang == "en" else ""
        for before, inner, after in self._parts(form):
            for part in self._by_form[inner]:
                if part.id == concept.id:
                    continue
                for short in part.abbreviations:
                    joined = glue.join(text for text in (before, short, after) if text)
                    yield Surface(
                        match_form(joined, self._lang),
                        concept.id,
                        concept.label,
                        None,
                        (short, part.id),
                    )


class _LatinInserter:
    """Puts the English name of a drug into Chinese names: baclofen鞘内注射 from 巴氯芬鞘内注射."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._latin = {
            match_form(surface, "zh"): (match_form(concept.name["en"], "zh"), concept.id)
            for concept in vocabulary
            if concept.kind == "drug" and concept.name.get("en")
            for surface in concept.surfaces("zh")
            if len(surface) > 1 and not surface.isascii()
        }
        self._inner = list(self._latin)
        self._automaton = AhoCorasick(self._inner, implementation=Implementation.ContiguousNFA)

    def __call__(self, surface: Surface) -> Iterator[Surface]:
        """Yield a Chinese surface with each drug inside it by its English name."""
        if surface.condition is not None or surface.requires is not None:
            return
        found = self._automaton.find_matches_as_indexes(surface.text, overlapping=True)
        for index, start, end in found:
            if end - start < len(surface.text):
                latin, drug = self._latin[self._inner[index]]
                if drug != surface.concept:
                    text = surface.text[:start] + latin + surface.text[end:]
                    yield surface._replace(text=text)


def surfaces(
    vocabulary: Vocabulary, lang: str, incidental: str, operations: Sequence[str] = ()
) -> list[Surface]:
    """Return all surfaces of a vocabulary in one language, variants included.

    Parameters
    ----------
    vocabulary : Vocabulary
        The concepts.
    lang : str
        ``"en"`` or ``"zh"``.
    incidental : str
        Regular expression of the words that do not belong to a name: a surface
        that only adds one to another name of its concept is left out, so that
        the shortest span is tagged.
    operations : sequence of str, optional
        Chinese endings after which an intervention may also end in 术.

    Returns
    -------
    list of Surface
        In the order of the vocabulary, without repetitions within a concept.
    """
    endings = tuple(operations)
    insert = _ShortFormInserter(vocabulary, lang)
    latin = _LatinInserter(vocabulary) if lang == "zh" else None
    padding = re.compile(incidental)
    found: list[Surface] = []
    for concept in vocabulary:
        known = [item for item in _concept_surfaces(concept, lang, padding, insert) if item.text]
        found.extend(known)
        if latin is not None:
            found.extend(item for surface in known for item in latin(surface))
        if endings and concept.label == "INTERVENTION":
            found.extend(_with_operations(known, endings))
    return found


def _with_operations(known: list[Surface], endings: tuple[str, ...]) -> Iterator[Surface]:
    """Yield the surfaces that name an operation, with 术 behind them."""
    forms = {surface.text for surface in known}
    for surface in known:
        longer = f"{surface.text}术"
        if surface.condition is None and surface.text.endswith(endings) and longer not in forms:
            yield surface._replace(text=longer)
