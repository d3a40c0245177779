"""Surface variants of a term, and the key under which they are one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from papnlp.late import late
from papnlp.text.normalise import normalise

_SEPARATORS: Final = re.compile(r"[\s\-/']+")
_HAN_GAP: Final = late(r"(?<=[\u3400-\u9fff]) +| +(?=[\u3400-\u9fff])")
_SPELLINGS: Final = (
    (r"aesthe", "esthe"),
    (r"anaes", "anes"),
    (r"paed", "ped"),
    (r"haem", "hem"),
    (r"oed(?=em)", "ed"),
    (r"isch?aem", "ischem"),
    (r"apnoea", "apnea"),
    (r"tumour", "tumor"),
    (r"behaviour", "behavior"),
    (r"centre\b", "center"),
    (r"fibre", "fiber"),
    (r"isation", "ization"),
    (r"ise(?=[dsr]?\b)", "ize"),
    (r"ising\b", "izing"),
    (r"yse(?=d?\b)", "yze"),
    (r"analogue", "analog"),
    (r"programme", "program"),
    (r"modell", "model"),
    (r"labell", "label"),
    (r"orthopaed", "orthoped"),
    (r"faec", "fec"),
    (r"oestr", "estr"),
    (r"leuk?c?aemia", "leukemia"),
    (r"rrhoea", "rrhea"),
    (r"randomis", "randomiz"),
    (r"colour", "color"),
    (r"mould", "mold"),
    (r"grey", "gray"),
    (r"(?<![a-z])metre", "meter"),
    (r"litre", "liter"),
    (r"sulph", "sulf"),
    (r"counsell", "counsel"),
)

_OPEN_PREFIX: Final = re.compile(
    r"\b(post|pre|peri|intra|trans|non|anti|multi|micro|neuro|electro|tele|cryo|osseo) (?=[a-z]{4})"
)
_ANY_SPELLING: Final = re.compile("|".join(pattern for pattern, _ in _SPELLINGS))
_SPELLING: Final = [(late(pattern), replacement) for pattern, replacement in _SPELLINGS]


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
        if " " in lower:
            lower = _HAN_GAP.sub("", lower)
        return _SEPARATORS.sub(" ", lower).strip()
    words = _SEPARATORS.sub(" ", lower.replace("'s ", " ")).strip()
    if _ANY_SPELLING.search(words):
        for pattern, replacement in _SPELLING:
            words = pattern.sub(replacement, words)
    words = _OPEN_PREFIX.sub(r"\1", words)
    head, space, last = words.rpartition(" ")
    return head + space + singular(last)
