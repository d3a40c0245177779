"""What looks like a short form, as a string by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from papnlp.late import late

_WORDS: Final = late(r"[^\s,;:=<>%\"\u3000-\u9fff]+(?: [^\s,;:=<>%\"\u3000-\u9fff]+){0,2}")
_NUMBER_WORD: Final = re.compile(r"^\d+(?:\.\d+)? |\s[-+]?(?:\d*\.\d|\d{2,}(?!\w))")
_COMPOUND: Final = re.compile(r"-(?!alpha|beta|gamma|delta|kappa)[a-z]{4}")
_WITH_WORD: Final = re.compile(r"[A-Z]{1,3}-[a-z]{3,8}")
_MARKED: Final = re.compile(r"[A-Z\d\u0391-\u03a9].*[A-Z\d\u0391-\u03a9]")
_LETTER: Final = re.compile(r"[A-Za-z\u0391-\u03c9]")
_LONGEST, _LONGEST_LOWER, _LONGEST_WORD = 16, 5, 6
_MOST_KNOWN: Final = 1 << 12


@lru_cache(maxsize=_MOST_KNOWN)
def _has_shape(text: str) -> bool:
    """Tell whether a string of a few signs may be a short form; the same ones come up often."""
    if not _LETTER.search(text):
        return False
    compound = _COMPOUND.search(text) and not _WITH_WORD.fullmatch(text)
    if compound or not _WORDS.fullmatch(text) or _NUMBER_WORD.search(text):
        return False
    if len(text) == 1:
        return text.isupper()
    if text.islower():
        return len(text) <= _LONGEST_LOWER
    return not (text.isalpha() and text[1:].islower()) or len(text) <= _LONGEST_WORD


class ShortFormShape:
    """Tells whether a bracketed string may be a short form.

    Parameters
    ----------
    not_short : iterable of str
        Strings that never are: lower case for any spelling but capitals only,
        which are listed as such.
    """

    def __init__(self, not_short: Iterable[str]) -> None:
        self._not_short = frozenset(not_short)

    def fits(self, text: str) -> bool:
        """Tell whether a string has letters, few of them, and is no word or number."""
        if not text or len(text) > _LONGEST or not _has_shape(text):
            return False
        return (text if text.isupper() else text.lower()) not in self._not_short

    @staticmethod
    def is_marked(text: str) -> bool:
        """Tell whether capitals or digits mark a string as a short form outside brackets."""
        return _MARKED.search(text) is not None and _LETTER.search(text) is not None
