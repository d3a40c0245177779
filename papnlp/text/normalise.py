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
_UNEVEN: Final = frozenset(
    {*_DROPPED, *map(chr, range(0x300, 0x370)), *(c for c, e in _EXPANDED.items() if len(e) != 1)}
)
_ASCII: Final = bytes(range(0x80))


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    """Map traditional characters to simplified ones, one to one."""
    from opencc import OpenCC  # noqa: PLC0415 (costs 20 ms, needed for Chinese only)

    codes = range(0x4E00, 0x9FA6)
    characters = list(map(chr, codes))
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {
        code: target
        for code, source, target in zip(codes, characters, converted, strict=True)
        if source != target and len(target) == 1
    }


class _Translator:
    """Replaces single characters, kind by kind: a text has few kinds that are replaced."""

    def __init__(self, table: Mapping[int, str]) -> None:
        self._ascii = [(chr(code), target) for code, target in table.items() if code < 0x80]
        self._targets = {chr(code): target for code, target in table.items() if code >= 0x80}
        self.sources = frozenset(self._targets)
        # What becomes a sign that is replaced too must wait until that is done.
        self._later = frozenset(
            source for source, target in self._targets.items() if target in self.sources
        )

    def __call__(self, text: str, special: set[str]) -> str:
        """Return a text with its characters replaced, given the special ones that it has."""
        for source, target in self._ascii:
            if source in text:
                text = text.replace(source, target)
        if special:
            found = special & self.sources
            for source in found - self._later:
                text = text.replace(source, self._targets[source])
            for source in found & self._later:
                text = text.replace(source, self._targets[source])
        return text


@lru_cache(maxsize=2)
def _translator(lang: str) -> _Translator:
    table = {**_ONE_TO_ONE, ord("\u2122"): " ", ord("\u00ae"): " "}
    return _Translator({**table, **_simplified()} if lang == "zh" else table)


def _lower_table() -> dict[int, str]:
    table = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if len(base) == 1 and base != chr(code):
            table[code] = base
    table[ord("\u00df")] = "s"
    table[ord("\u0130")] = "i"
    return table


_without_accents: Final = _Translator(_lower_table())


@lru_cache(maxsize=1)
def _special_in_chinese() -> re.Pattern[str]:
    characters = {*_UNEVEN, *_translator("zh").sources, *_without_accents.sources}
    return re.compile(f"[{''.join(map(re.escape, sorted(characters)))}]")


def _special(text: str, lang: str) -> set[str]:
    """Return the characters of a text that may be replaced, all but those of ASCII."""
    if text.isascii():
        return set()
    if lang == "zh":
        return set(_special_in_chinese().findall(text))
    # In a text of another script, all that is not ASCII is little; as bytes, the rest goes at once.
    beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return set(beyond.decode("utf-8", "surrogatepass"))


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


def _lowered(norm: str, special: set[str]) -> str:
    """Return a text in lower case without accents, given the special characters of its source."""
    lower = _without_accents(norm, special).lower()
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
    even, special = source, _special(source, lang)
    if not _UNEVEN.isdisjoint(special):
        even, origin = _even_out(source)
        special = _special(even, lang)
    norm = _translator(lang)(even, special)
    return NormalisedText(source, lang, norm, _lowered(norm, special), origin)


def fold(surface: str, lang: str = "zh") -> str:
    """Return the lower-case normalised form of a term, as the matcher compares it."""
    if surface.isascii():
        return surface.lower().strip()
    even, special = surface, _special(surface, lang)
    if not _UNEVEN.isdisjoint(special):
        even = _even_out(surface)[0]
        special = _special(even, lang)
    return _lowered(_translator(lang)(even, special), special).strip()


def fold_all(surfaces: Sequence[str], lang: str = "zh") -> list[str]:
    """Return the forms that :func:`fold` gives for many terms, made in one pass over all."""
    joined = "\n".join(surfaces)
    if joined.isascii():
        return [fold(surface, lang) for surface in surfaces]
    special = _special(joined, lang)
    if _UNEVEN.isdisjoint(special):
        folded = _lowered(_translator(lang)(joined, special), special).split("\n")
        if len(folded) == len(surfaces):
            return list(map(str.strip, folded))
    return [fold(surface, lang) for surface in surfaces]
