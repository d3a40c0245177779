"""Surface variants of a term, and the key under which they are one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from papnlp.text.normalise import normalise

_SEPARATORS: Final = re.compile(r"[\s\-/']+")
_HAN_GAP: Final = re.compile(r"(?<=[\u3400-\u9fff]) +| +(?=[\u3400-\u9fff])")
_SPELLING: Final = (
    (re.compile(r"aesthe"), "esthe"),
    (re.compile(r"anaes"), "anes"),
    (re.compile(r"paed"), "ped"),
    (re.compile(r"haem"), "hem"),
    (re.compile(r"oed(?=em)"), "ed"),
    (re.compile(r"isch?aem"), "ischem"),
    (re.compile(r"apnoea"), "apnea"),
    (re.compile(r"tumour"), "tumor"),
    (re.compile(r"behaviour"), "behavior"),
    (re.compile(r"centre\b"), "center"),
    (re.compile(r"fibre"), "fiber"),
    (re.compile(r"isation"), "ization"),
    (re.compile(r"ise(?=[dsr]?\b)"), "ize"),
    (re.compile(r"ising\b"), "izing"),
    (re.compile(r"yse(?=d?\b)"), "yze"),
    (re.compile(r"analogue"), "analog"),
    (re.compile(r"programme"), "program"),
    (re.compile(r"modell"), "model"),
    (re.compile(r"labell"), "label"),
    (re.compile(r"orthopaed"), "orthoped"),
    (re.compile(r"faec"), "fec"),
    (re.compile(r"oestr"), "estr"),
    (re.compile(r"leuk?c?aemia"), "leukemia"),
    (re.compile(r"rrhoea"), "rrhea"),
    (re.compile(r"randomis"), "randomiz"),
    (re.compile(r"colour"), "color"),
    (re.compile(r"mould"), "mold"),
    (re.compile(r"grey"), "gray"),
    (re.compile(r"(?<![a-z])metre"), "meter"),
    (re.compile(r"litre"), "liter"),
    (re.compile(r"sulph"), "sulf"),
    (re.compile(r"counsell"), "counsel"),
)

_OPEN_PREFIX: Final = re.compile(
    r"\b(post|pre|peri|intra|trans|non|anti|multi|micro|neuro|electro|tele|cryo|osseo) (?=[a-z]{4})"
)
_ANY_SPELLING: Final = re.compile("|".join(pattern.pattern for pattern, _ in _SPELLING))


def singular(word: str) -> str:
    """Return the singular of an English or Latin noun, by its ending."""
    if len(word) <= 3 or not word.isalpha():
        return word
    for ending, replacement in (
        ("ies", "y"),
        ("sses", "ss"),
        ("xes", "x"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("omata", "oma"),
        ("omas", "oma"),
        ("yses", "ysis"),
        ("theses", "thesis"),
        ("rthoses", "rthosis"),
        ("pathies", "pathy"),
    ):
        if word.endswith(ending):
            return word[: -len(ending)] + replacement
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "as", "os")):
        return word[:-1]
    return word


@lru_cache(maxsize=65536)
def key(surface: str, lang: str) -> str:
    """Return the comparison key of a term.

    Two surfaces with one key are one term: case, width, dashes, hyphens and
    spaces, open and closed prefixes, UK and US spelling and the plural of the last
    word are folded.
    """
    lower = surface.lower() if surface.isascii() else normalise(surface, lang).lower
    if lang == "zh" and not lower.isascii():
        return _SEPARATORS.sub(" ", _HAN_GAP.sub("", lower)).strip()
    words = _SEPARATORS.sub(" ", lower.replace("'s ", " ")).strip()
    if _ANY_SPELLING.search(words):
        for pattern, replacement in _SPELLING:
            words = pattern.sub(replacement, words)
    words = _OPEN_PREFIX.sub(r"\1", words)
    head, space, last = words.rpartition(" ")
    return head + space + singular(last)
