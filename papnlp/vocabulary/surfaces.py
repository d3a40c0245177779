"""The surfaces of a vocabulary as the matcher looks for them: variants made at load."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from papnlp.text.normalise import fold, fold_all
from papnlp.vocabulary.concept import Concept, Contextual
from papnlp.vocabulary.vocabulary import Vocabulary

_GAP_AT_HAN: Final = re.compile(r"(?<=[\u3400-\u9fff]) +| +(?=[\u3400-\u9fff])")
_PATTERN_SIGN: Final = re.compile(r"\\.|\[\^?\]?|.", re.DOTALL)
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
    ("metre ", "meter "),
    ("sulph", "sulf"),
    ("grey", "gray"),
    ("colour", "color"),
    ("counsell", "counsel"),
    ("alpha", "\u03b1"),
    ("beta", "\u03b2"),
    ("delta", "\u03b4"),
    ("gamma", "\u03b3"),
)
_CLOSING_PREFIXES: Final = re.compile(
    r"\b(post|pre|peri|intra|trans|non|anti|multi|micro|neuro|electro|hyper|hypo|sub|re|co|tele|bio|"
    r"inter|epi|para|cryo|myo|osseo|thermo|photo|radio|auto|self) (?=[a-z]{4})"
)
_OPENING_PREFIXES: Final = re.compile(
    r"\b(post|pre|peri|intra|trans|non|multi|micro|neuro|electro|cryo|osseo|hyper|hypo|inter)"
    r"(?=[a-z]{6})"
)
_OWNERS: Final = re.compile(r"^(patient|participant|clinician|caregiver|user)(?= )")
_SPELT_WORD: Final = re.compile(
    "|".join(part.rstrip() + "$" * part.endswith(" ") for pair in _SPELLINGS for part in pair)
)
_RULED_WORD: Final = re.compile(
    rf"{_CLOSING_PREFIXES.pattern.partition(' ')[0]}$|{_OPENING_PREFIXES.pattern}|\d$"
    rf"|{_OWNERS.pattern.partition('(?=')[0]}$"
)
_MOST_WORDS: Final = 1 << 16
_SIBILANTS: Final = ("ch", "sh", "x", "ss", "z")
_LATIN_PLURALS: Final = (("oma", "omata"), ("y", "ies"), ("sis", "ses"), ("ion", "ia"), ("um", "a"))
_LATIN_SINGULARS: Final = tuple(singular for singular, _ in _LATIN_PLURALS)


class _WordTest:
    """Tells whether a pattern is found in a word of a form; the words of a vocabulary are few."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self._without: set[str] = set()

    def __call__(self, form: str) -> bool:
        words = form.split(" ")
        if self._without.issuperset(words):
            return False
        for word in words:
            if word not in self._without:
                if self._pattern.search(word):
                    return True
                if len(self._without) < _MOST_WORDS:
                    self._without.add(word)
        return False


_may_be_spelt: Final = _WordTest(_SPELT_WORD)
_may_be_ruled: Final = _WordTest(_RULED_WORD)


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
        return " ".join(surface.lower().replace("-", " ").split())
    return _spaced(fold(surface, lang), lang)


def _spaced(folded: str, lang: str) -> str:
    lower = folded.replace("-", " ")
    if " " not in lower:
        return lower
    if lang == "zh":
        lower = _GAP_AT_HAN.sub("", lower)
    return _SPACES.sub(" ", lower).strip()


class _Forms(dict[str, str]):
    """The match forms of the names of a vocabulary, folded together: one by one costs more."""

    def __init__(self, vocabulary: Vocabulary, lang: str) -> None:
        self._lang = lang
        names = {text for concept in vocabulary for text in concept.surfaces(lang)}
        wide = [name for name in names if not name.isascii()]
        folded = fold_all(wide, lang)
        super().__init__(
            (name, _spaced(form, lang)) for name, form in zip(wide, folded, strict=True)
        )

    def __missing__(self, text: str) -> str:
        self[text] = match_form(text, self._lang)
        return self[text]


def _swapped(form: str, pairs: Iterable[tuple[str, str]]) -> set[str]:
    """Return a form with what two ways of writing exchange, each pair either way."""
    forms = {form}
    for one, other in pairs:
        for known in tuple(forms):
            if one in known:
                forms.add(known.replace(one, other))
            elif other in known:
                forms.add(known.replace(other, one))
    return forms


_EXCHANGED: Final = (
    ("镇痛", "止痛"),
    ("神经阻滞", "神经阻断"),
    ("周围神经", "周边神经"),
    ("患者", "病人"),
    ("假肢", "义肢"),
)
"""What regional usages of Chinese exchange."""


def _plural_variants(form: str) -> set[str]:
    forms = {form}
    if form.endswith(_LATIN_SINGULARS):
        for singular, plural in _LATIN_PLURALS:
            if form.endswith(singular) and len(form) > len(singular) + 3:
                forms.add(form[: -len(singular)] + plural)
    if form.endswith(_SIBILANTS):
        forms.add(f"{form}es")
    for preposition in (" of ", " after ", " in "):
        if preposition in form:
            head, _, tail = form.partition(preposition)
            if not head.endswith("s"):
                forms.add(f"{head}s{preposition}{tail}")
    return forms


def variants(form: str, lang: str) -> set[str]:
    """Return the forms under which a term may stand in a text, in match form.

    The plural in *s* is not among them: the matcher allows it at the edge.
    """
    if lang == "zh" and not form.isascii():
        return _swapped(form, _EXCHANGED)
    forms: set[str] = set()
    for spelling in _swapped(form, _SPELLINGS) if _may_be_spelt(form) else {form}:
        for plural in _plural_variants(spelling):
            forms.add(plural)
            if not _may_be_ruled(plural):
                continue
            forms.add(_CLOSING_PREFIXES.sub(r"\1", plural))
            forms.add(_OPENING_PREFIXES.sub(r"\1 ", plural))
            forms.add(_DIGIT_UNIT.sub("", plural))
            if _OWNERS.match(plural):
                forms.add(_OWNERS.sub(r"\1s'", plural))
                forms.add(_OWNERS.sub(r"\1's", plural))
    return forms


def _case_to_keep(surface: str) -> str:
    """Return the surface if its capitals distinguish it from an ordinary word."""
    if " " in surface or not surface.isascii():
        return ""
    capitals = sum(character.isupper() for character in surface)
    return surface if capitals >= 2 or surface[:1].isupper() else ""


class _Padding:
    """Tells whether a form is a shorter name of its concept with an incidental word.

    Parameters
    ----------
    incidental : str
        Pattern of incidental words.
    """

    def __init__(self, incidental: str) -> None:
        self._incidental = re.compile(incidental)
        # Most forms hold no incidental word at all. What stands at the beginning only is tried
        # there only, which dismisses them many times faster than the whole pattern does.
        plain = self._incidental.flags == re.UNICODE and not self._incidental.groups
        parts = _alternatives(incidental) if plain else [incidental]
        first = [part for part in parts if part.startswith("^")]
        others = [part for part in parts if not part.startswith("^")]
        self._first = re.compile("|".join(first) or "(?!)")
        self._other = re.compile("|".join(others) or "(?!)")

    def __call__(self, form: str, names: set[str]) -> bool:
        """Tell whether a form without an incidental word is one of the names."""
        if not self._first.match(form) and not self._other.search(form):
            return False
        return any(
            form[: match.start()] + form[match.end() :] in names
            for match in self._incidental.finditer(form)
        )


def _alternatives(pattern: str) -> list[str]:
    """Return the alternatives of a pattern; groups and sets stay whole."""
    parts = [""]
    depth, in_set = 0, False
    for sign in _PATTERN_SIGN.findall(pattern):
        if sign == "|" and not depth and not in_set:
            parts.append("")
            continue
        depth += 0 if in_set else (sign == "(") - (sign == ")")
        in_set = sign != "]" if in_set else sign.startswith("[")
        parts[-1] += sign
    return parts


def _concept_surfaces(
    concept: Concept,
    lang: str,
    is_padded: _Padding,
    insert: _ShortFormInserter,
    forms: _Forms,
) -> Iterator[Surface]:
    contextual = {forms[item.text]: item for item in concept.contextual if item.lang == lang}
    written = {forms[text]: text for text in concept.surfaces(lang)}
    for base in contextual:
        written.pop(base, None)
    shorts = {forms[short] for short in concept.abbreviations}
    plain = set(written) | shorts
    names = plain | set(contextual)
    seen: set[str] = set()
    preferred = forms[concept.name.get(lang, "")]
    for base, text in written.items():
        if base != preferred and is_padded(base, plain):
            continue
        cased = _case_to_keep(text)
        for form in variants(base, lang) - seen:
            seen.add(form)
            yield Surface(form, concept.id, concept.label, None, None, cased)
        yield from insert(base, concept)
    for base, item in contextual.items():
        if not is_padded(base, names):
            for form in variants(base, lang) - seen:
                seen.add(form)
                cased = _case_to_keep(item.text)
                yield Surface(form, concept.id, concept.label, item, None, cased)


class _ShortFormInserter:
    """Puts short forms into longer names: "burst SCS" from "burst spinal cord stimulation"."""

    def __init__(self, vocabulary: Vocabulary, lang: str, forms: _Forms) -> None:
        self._lang = lang
        self._forms = forms
        self._by_form: dict[str, list[Concept]] = {}
        for concept in vocabulary:
            if concept.abbreviations:
                for surface in concept.surfaces(lang):
                    self._by_form.setdefault(forms[surface], []).append(concept)
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
        name, label = concept.id, concept.label
        for before, inner, after in self._parts(form):
            left = before + glue if before else ""
            right = glue + after if after else ""
            for part in self._by_form[inner]:
                if part.id == name:
                    continue
                for short in part.abbreviations:
                    joined = left + self._forms[short] + right
                    yield Surface(joined, name, label, None, (short, part.id))


class _LatinInserter:
    """Puts the English name of a drug into Chinese names: baclofen鞘内注射 from 巴氯芬鞘内注射."""

    def __init__(self, vocabulary: Vocabulary, forms: _Forms) -> None:
        self._latin = {
            forms[surface]: (forms[concept.name["en"]], concept.id)
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
    forms = _Forms(vocabulary, lang)
    insert = _ShortFormInserter(vocabulary, lang, forms)
    latin = _LatinInserter(vocabulary, forms) if lang == "zh" else None
    padding = _Padding(incidental)
    found: list[Surface] = []
    for concept in vocabulary:
        made = _concept_surfaces(concept, lang, padding, insert, forms)
        known = [item for item in made if item.text]
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
