"""Normalised views of a text, with offsets kept.

A stage reads :attr:`NormalisedText.norm` (width, dashes, quotes, spaces and
traditional characters made one) or :attr:`NormalisedText.lower` (the same,
lower-cased and without accents). Both have the same length, and
:meth:`NormalisedText.original` leads from their offsets back to the text as
read. Nearly every character maps to one character, so nearly every text needs
no offset map at all; ligatures, combining marks and zero-width characters do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_FULL_WIDTH: Final = range(0xFF01, 0xFF5F)
_WIDTH_SHIFT: Final = 0xFEE0

_ONE_TO_ONE: Final = {
    **{code: chr(code - _WIDTH_SHIFT) for code in _FULL_WIDTH},
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\u2043"), "-"),
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u0060\u00b4\u02bc"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u300c\u300d\u300e\u300f"), '"'),
    **dict.fromkeys(
        map(ord, "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))),
        " ",
    ),
    **dict.fromkeys(map(ord, "\u2028\u2029\u0085\r\x0b\x0c"), "\n"),
    ord("\u00b5"): "\u03bc",
    ord("\u223c"): "~",
    ord("\uff5e"): "~",
    ord("\u301c"): "~",
    ord("\uff61"): "\u3002",
    ord("\u3010"): "[",
    ord("\u3011"): "]",
    ord("\u3014"): "[",
    ord("\u3015"): "]",
    ord("\u27e8"): "<",
    ord("\u27e9"): ">",
}
_DROPPED: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f")
_EXPANDED: Final = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u2026": "...",
    "\u2122": " ",
    "\u00ae": " ",
}
_UNEVEN: Final = re.compile(
    "["
    + "".join(sorted(_DROPPED | {c for c, e in _EXPANDED.items() if len(e) != 1}))
    + "\u0300-\u036f]"
)


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    """Map traditional characters to simplified ones, one to one."""
    from opencc import OpenCC  # noqa: PLC0415 (costs 20 ms, needed for Chinese only)

    characters = [chr(code) for code in range(0x4E00, 0x9FA6)]
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {
        ord(source): target
        for source, target in zip(characters, converted, strict=True)
        if source != target and len(target) == 1
    }


class _Translator:
    """Replaces single characters; beyond ASCII, ``str.translate`` is slow if few are replaced."""

    def __init__(self, table: Mapping[int, str]) -> None:
        self._ascii = {code: target for code, target in table.items() if code < 0x80}
        self._targets = {chr(code): target for code, target in table.items()}
        characters = "".join(map(re.escape, sorted(self._targets)))
        self._sources = re.compile(f"[{characters}]")

    def _target(self, match: re.Match[str]) -> str:
        return self._targets[match[0]]

    def __call__(self, text: str) -> str:
        if text.isascii():
            return text.translate(self._ascii)
        return self._sources.sub(self._target, text)


@lru_cache(maxsize=2)
def _translator(lang: str) -> _Translator:
    table = {**_ONE_TO_ONE, ord("\u2122"): " ", ord("\u00ae"): " "}
    return _Translator({**table, **_simplified()} if lang == "zh" else table)


def _lower_table() -> dict[int, str]:
    table = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if len(base) == 1:
            table[code] = base
    table[ord("\u00df")] = "s"
    table[ord("\u0130")] = "i"
    return table


_without_accents: Final = _Translator(_lower_table())


def _is_mark(character: str) -> bool:
    """Tell whether a character is a combining diacritical mark."""
    return "\u0300" <= character <= "\u036f"


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """A text with its normalised views.

    Attributes
    ----------
    source : str
        The text as read.
    lang : str
        ``"en"`` or ``"zh"``.
    norm : str
        Width, dashes, quotes, spaces, brackets and (Chinese) characters made
        one; case kept.
    lower : str
        ``norm`` in lower case without accents; same length as ``norm``.
    origin : tuple of int or None
        For each index of ``norm``, its index in ``source``; None where they
        are the same.
    """

    source: str
    lang: str
    norm: str
    lower: str
    origin: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Translate a span of ``norm`` into a span of ``source``.

        Parameters
        ----------
        start, end : int
            Half-open span, ``0 <= start <= end <= len(norm)``.

        Returns
        -------
        tuple of int
            Half-open span of ``source`` in code points; combining marks on its
            last character belong to it.
        """
        if self.origin is None:
            return start, end
        if start == end:
            at = self.origin[start] if start < len(self.origin) else len(self.source)
            return at, at
        last = self.origin[end - 1] + 1
        while last < len(self.source) and _is_mark(self.source[last]):
            last += 1
        return self.origin[start], last


def _lowered(norm: str) -> str:
    if norm.isascii():
        return norm.lower()
    lower = _without_accents(norm).lower()
    if len(lower) == len(norm):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in norm)


def _even_out(source: str) -> tuple[str, tuple[int, ...]]:
    characters: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(source):
        if character in _DROPPED or _is_mark(character):
            continue
        for replacement in _EXPANDED.get(character, character):
            characters.append(replacement)
            origin.append(index)
    return "".join(characters), tuple(origin)


def normalise(source: str, lang: str) -> NormalisedText:
    """Make the normalised views of a text.

    Parameters
    ----------
    source : str
        The text as read; never changed.
    lang : str
        ``"en"`` or ``"zh"``; Chinese text has its traditional characters made
        simplified, character by character.

    Returns
    -------
    NormalisedText
        Views with a way back to the offsets of ``source``.
    """
    origin: tuple[int, ...] | None = None
    even = source
    if not source.isascii() and _UNEVEN.search(source):
        even, origin = _even_out(source)
    norm = _translator(lang)(even)
    return NormalisedText(source, lang, norm, _lowered(norm), origin)


def fold(surface: str, lang: str = "zh") -> str:
    """Return the lower-case normalised form of a term, as the matcher compares it."""
    if surface.isascii():
        return surface.lower().strip()
    even = _even_out(surface)[0] if _UNEVEN.search(surface) else surface
    return _lowered(_translator(lang)(even)).strip()


def fold_all(surfaces: Sequence[str], lang: str = "zh") -> list[str]:
    """Return the forms that :func:`fold` gives for many terms, made in one pass over all."""
    joined = "\n".join(surfaces)
    if joined.isascii():
        return [fold(surface, lang) for surface in surfaces]
    if not _UNEVEN.search(joined):
        folded = _lowered(_translator(lang)(joined)).split("\n")
        if len(folded) == len(surfaces):
            return list(map(str.strip, folded))
    return [fold(surface, lang) for surface in surfaces]
