"""Cut a normalised text into tokens, by one compiled expression a language."""

from __future__ import annotations

from typing import Final

from papnlp.text import chinese, english

_TOKENS: Final = {"en": english.TOKEN, "zh": chinese.TOKEN}


def token_spans(norm: str, lang: str) -> list[tuple[int, int]]:
    """Return the tokens of a text.

    Words, numbers with thousands and decimals, and single marks are tokens;
    hyphens split ("SF-36" is three tokens). In Chinese each Han character is a
    token, and each run of Latin letters or digits is one.

    Parameters
    ----------
    norm : str
        Normalised text.
    lang : str
        ``"en"`` or ``"zh"``.

    Returns
    -------
    list of tuple of int
        Half-open spans in order, not overlapping, which together hold every
        character that is not white space.
    """
    return [match.span() for match in _TOKENS[lang].finditer(norm)]
