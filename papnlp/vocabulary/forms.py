"""Match forms: how a term stands in a match view, and how else it may be written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain, compress, islice
from operator import not_
from typing import Final

from papnlp.text.normalise import fold, fold_all
from papnlp.vocabulary.vocabulary import Vocabulary

GAP_AT_HAN: Final = re.compile(r"(?<=[\u3400-\u9fff]) +| +(?=[\u3400-\u9fff])")
"""Spaces that a match view does not have."""
_SPACES: Final = re.compile(r"\s+")
_ASCII_SPACES: Final = dict.fromkeys(map(ord, "-\t\v\f\r\x1c\x1d\x1e\x1f"), " ")
"""What separates the words of an ASCII name; a line feed separates names."""
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
_PREPOSITIONS: Final = ("of", "after", "in")
_JOINTS: Final = tuple(f" {word} " for word in _PREPOSITIONS)
_CLOSING: Final = (
    r"\b(post|pre|peri|intra|trans|non|anti|multi|micro|neuro|electro|hyper|hypo|sub|re|co|tele|bio|"
    r"inter|epi|para|cryo|myo|osseo|thermo|photo|radio|auto|self)$"
)
_OPENING: Final = (
    r"\b(post|pre|peri|intra|trans|non|multi|micro|neuro|electro|cryo|osseo|hyper|hypo|inter)"
    r"(?=[a-z]{6})"
)
_OWNER: Final = r"^(patient|participant|clinician|caregiver|user)$"
_RULES: Final = (
    (_CLOSING, r" (?=[a-z]{4})", ""),
    (_OPENING, "", " "),
    (r"(\d)$", r" (?=[a-z%])", ""),
    (_OWNER, r"(?= )", "s'"),
    (_OWNER, r"(?= )", "'s"),
)
"""Expressions of a word and of what must stand behind it, and what stands there instead."""
_SIBILANTS: Final = ("ch", "sh", "x", "ss", "z")
_LATIN_PLURALS: Final = (("oma", "omata"), ("y", "ies"), ("sis", "ses"), ("ion", "ia"), ("um", "a"))
_LATIN_BY_LAST: Final = {pair[0][-1]: pair for pair in _LATIN_PLURALS}
_WITH_PLURAL: Final = (*(singular for singular, _ in _LATIN_PLURALS), *_SIBILANTS)


def _followed_by(ending: str) -> Callable[[re.Match[str]], str]:
    """Return what puts an ending behind the word of a match; a template takes twice as long."""

    def replace(match: re.Match[str]) -> str:
        return match[1] + ending

    return replace


_rules: Final = [
    (1 << bit, re.compile(word.rstrip("$") + behind), _followed_by(ending))
    for bit, (word, behind, ending) in enumerate(_RULES)
]
_RULED: Final = (1 << len(_RULES)) - 1
_SPELT: Final = 1 << len(_RULES)
_JOINED: Final = 2 << len(_RULES)
_TRAITS: Final = (
    *(word for word, _, _ in _RULES),
    "|".join(part.rstrip() + "$" * part.endswith(" ") for pair in _SPELLINGS for part in pair),
    f"^(?:{'|'.join(_PREPOSITIONS)})$",
)
_traits: Final = [(1 << bit, re.compile(word)) for bit, word in enumerate(_TRAITS)]
_any_trait: Final = re.compile("|".join(_TRAITS))


class _Traits(dict[str, int]):
    """What varies in a word, as bits; the words of a vocabulary are few."""

    def __missing__(self, word: str) -> int:
        traits = 0
        if _any_trait.search(word):
            traits = sum(bit for bit, pattern in _traits if pattern.search(word))
        self[word] = traits
        return traits


_traits_of_word: Final = _Traits()


def _traits_of(form: str) -> int:
    traits = 0
    for word in form.split(" "):
        traits |= _traits_of_word[word]
    return traits


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
        lower = GAP_AT_HAN.sub("", lower)
    return _SPACES.sub(" ", lower).strip()


def _match_forms(names: Sequence[str], lang: str) -> list[str]:
    """Return the match forms of many names, made in one pass over all."""
    joined = "\n".join(names)
    if not joined.isascii():
        lines = "\n".join(fold_all(names, lang)).replace("-", " ").split("\n")
        if len(lines) != len(names):
            return [match_form(name, lang) for name in names]
        return [_spaced(line, lang) if " " in line else line for line in lines]
    lower = joined.lower().translate(_ASCII_SPACES)
    while "  " in lower:
        lower = lower.replace("  ", " ")
    lines = lower.replace(" \n", "\n").replace("\n ", "\n").strip(" ").split("\n")
    return lines if len(lines) == len(names) else [match_form(name, lang) for name in names]


class Forms(dict[str, str]):
    """The match forms of the names of a vocabulary, made together: one by one costs more.

    Parameters
    ----------
    vocabulary : Vocabulary
        The concepts.
    lang : str
        ``"en"`` or ``"zh"``.

    Attributes
    ----------
    lang : str
        The language.
    written : list of dict
        For each concept, in order, its name and synonyms by their match forms.
    fixed : set of str
        Forms of Chinese names that have no variants.
    """

    def __init__(self, vocabulary: Vocabulary, lang: str) -> None:
        self.lang = lang
        by_concept = [concept.surfaces(lang) for concept in vocabulary]
        names = list(chain.from_iterable(by_concept))
        forms = _any_match_forms(names, lang)
        super().__init__(zip(names, forms, strict=True))
        at = iter(forms)
        self.written = [
            dict(zip(islice(at, len(texts)), texts, strict=True)) for texts in by_concept
        ]
        self.fixed: set[str] = set()
        if lang == "zh":
            joined = "\n".join(forms)
            self.fixed = set(forms).difference(_exchanged_line.findall(joined))
            self.fixed.difference_update([form for form in forms if form.isascii()])
        shorts = {short for concept in vocabulary for short in concept.abbreviations}
        new = list(shorts.difference(names))
        self.update(zip(new, _any_match_forms(new, lang), strict=True))

    def __missing__(self, text: str) -> str:
        self[text] = match_form(text, self.lang)
        return self[text]


def _any_match_forms(names: Sequence[str], lang: str) -> list[str]:
    """Return the match forms of names in both scripts, which are made in two ways."""
    is_plain = list(map(str.isascii, names))
    plain = iter(_match_forms(list(compress(names, is_plain)), lang))
    wide = iter(_match_forms(list(compress(names, map(not_, is_plain))), lang))
    return [next(plain if ascii_only else wide) for ascii_only in is_plain]


def _swapped(form: str, pairs: Iterable[tuple[str, str]]) -> set[str]:
    """Return a form with what two ways of writing exchange, each pair either way."""
    forms = {form}
    written = form
    for one, other in pairs:
        if one not in written and other not in written:
            continue
        for known in tuple(forms):
            if one in known:
                forms.add(known.replace(one, other))
            elif other in known:
                forms.add(known.replace(other, one))
        written = "\n".join(forms)
    return forms


_EXCHANGED: Final = (
    ("镇痛", "止痛"),
    ("神经阻滞", "神经阻断"),
    ("周围神经", "周边神经"),
    ("患者", "病人"),
    ("假肢", "义肢"),
)
"""What regional usages of Chinese exchange."""
_EXCHANGED_SIGNS: Final = "".join(word[0] for pair in _EXCHANGED for word in pair)
_exchanged_sign: Final = re.compile(f"[{_EXCHANGED_SIGNS}]")
_exchanged_line: Final = re.compile(f"^.*[{_EXCHANGED_SIGNS}].*$", re.MULTILINE)


def _plural_variants(form: str, *, joint: bool) -> list[str]:
    """Return a form and its plurals; ``joint`` tells whether its head may stand before a joint."""
    forms = [form]
    singular, plural = _LATIN_BY_LAST.get(form[-1:], ("", ""))
    if singular and form.endswith(singular) and len(form) > len(singular) + 3:
        forms.append(form[: -len(singular)] + plural)
    if form.endswith(_SIBILANTS):
        forms.append(f"{form}es")
    if joint:
        for preposition in _JOINTS:
            head, found, tail = form.partition(preposition)
            if found and not head.endswith("s"):
                forms.append(f"{head}s{found}{tail}")
    return forms


def variants(form: str, lang: str) -> set[str]:
    """Return the forms under which a term may stand in a text, in match form.

    The plural in *s* is not among them: the matcher allows it at the edge.
    """
    if lang == "zh" and not form.isascii():
        return _swapped(form, _EXCHANGED) if _exchanged_sign.search(form) else {form}
    traits = _traits_of(form)
    # Most names hold nothing that varies.
    if not traits and not form.endswith(_WITH_PLURAL):
        return {form}
    forms: set[str] = set()
    for spelling in _swapped(form, _SPELLINGS) if traits & _SPELT else (form,):
        for plural in _plural_variants(spelling, joint=traits & _JOINED > 0):
            forms.add(plural)
            ruled = (traits if plural == form else _traits_of(plural)) & _RULED
            if ruled:
                for bit, pattern, replacement in _rules:
                    if ruled & bit:
                        forms.add(pattern.sub(replacement, plural))
    return forms
