"""From tokens to text: where tokens stand, and tokenised text made readable again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

_SPACES: Final = re.compile(r"\s+")
_QUOTES: Final = {"``": '"', "''": '"'}
"""Tokens into which tokenisers of the Penn Treebank turn a quotation mark."""

_REACH: Final = 30
"""How many characters that no token covers may stand before a token."""

_ENTITIES: Final = {
    "&apos;": "'",
    "&quot;": '"',
    "&lt;": "<",
    "&gt;": ">",
    "&#91;": "[",
    "&#93;": "]",
    "&#124;": "|",
    "&amp;": "&",
}
_GLUED: Final = {
    "en": re.compile(r"(?<=[(\[]) +| +(?=[.,;:%)\]])"),
    "zh": re.compile(r"(?<![a-z]) +| +(?![a-z ])"),
}
"""Spaces that only tokenising put there."""


def locate_tokens(text: str, tokens: Sequence[str]) -> list[tuple[int, int] | None]:
    """Return the span of each token in the text it was made from.

    Parameters
    ----------
    text : str
        The text, untouched.
    tokens : sequence of str
        Its tokens in order; quotation marks may have become `````` or ``''``.

    Returns
    -------
    list of (int, int) or None
        Code-point offsets; None for a token that does not stand in the next
        few characters. The search then goes on with the token after it.
    """
    spans: list[tuple[int, int] | None] = []
    at = 0
    for token in tokens:
        spans.append(_next(text, token, at))
        if spans[-1] is not None:
            at = spans[-1][1]
    return spans


def _next(text: str, token: str, at: int) -> tuple[int, int] | None:
    if not token:
        return None
    spaces = _SPACES.match(text, at)
    begin = spaces.end() if spaces else at
    best: tuple[int, int] | None = None
    for written in (token, _QUOTES.get(token, token)):
        start = text.find(written, begin, begin + _REACH + len(written))
        if start >= 0 and (best is None or start < best[0]):
            best = (start, start + len(written))
    return best


def runs(labels: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return the runs of equal labels, without those of ``"0"``: label, first, one past last."""
    found: list[tuple[str, int, int]] = []
    for index, label in enumerate(labels):
        if label == "0":
            continue
        if found and found[-1][0] == label and found[-1][2] == index:
            found[-1] = (label, found[-1][1], index + 1)
        else:
            found.append((label, index, index + 1))
    return found


def without(text: str, gaps: Iterable[tuple[int, int]]) -> tuple[str, list[int]]:
    """Take parts out of a text.

    Parameters
    ----------
    text : str
        Any text.
    gaps : iterable of (int, int)
        Spans to take out, in order.

    Returns
    -------
    str
        What is left.
    list of int
        For each offset into ``text``, and its end, the offset into what is left.
    """
    kept: list[str] = []
    places: list[int] = []
    length = at = 0
    for start, end in gaps:
        kept.append(text[at:start])
        places.extend(range(length, length + start - at))
        length += start - at
        places.extend([length] * (end - start))
        at = end
    kept.append(text[at:])
    places.extend(range(length, length + len(text) - at + 1))
    return "".join(kept), places


def untokenised(line: str, lang: str) -> str:
    """Return a line of space-separated tokens as it would be written.

    Parameters
    ----------
    line : str
        Tokens as the Moses tools leave them, lower case, with ``@-@`` for a
        hyphen and entities for brackets and quotes.
    lang : str
        ``"zh"`` has spaces only between Latin words.
    """
    for entity, character in _ENTITIES.items():
        line = line.replace(entity, character)
    line = line.replace(" @-@ ", "-").strip()
    return without(line, (found.span() for found in _GLUED[lang].finditer(line)))[0]
