"""Match views: a text as the dictionary reads it, with a way back to its offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, overload

from papnlp.text.normalise import NormalisedText
from papnlp.vocabulary.forms import GAP_AT_HAN

_INSERTION: Final = re.compile(r"[(\[][^()\[\]]{1,40}[)\]]")
_ROUND_INSERTION: Final = re.compile(r"\([^()]{1,40}\)")
"""The same for a text without square brackets: a single sign is found much faster."""
_REACH: Final = 60


@dataclass(frozen=True, slots=True)
class View:
    """A string of the same content in another shape.

    Attributes
    ----------
    text : str
        The view.
    origin : sequence of int or None
        For each index of the view, its index in the normalised text; None if
        they are the same. One more entry than characters, for the end.
    """

    text: str
    origin: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Translate a span of the view into a span of the normalised text."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


class _Places(Sequence[int]):
    """The offsets of pieces of a text, one after the other; looked up, since few are asked for.

    Parameters
    ----------
    pieces : sequence of (int, int)
        Where the pieces begin and end in the text; none is empty.
    """

    def __init__(self, pieces: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in pieces]
        self._ends = list(accumulate(end - start for start, end in pieces))

    def __len__(self) -> int:
        return self._ends[-1]

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> list[int]: ...
    def __getitem__(self, at: int | slice) -> int | list[int]:
        if isinstance(at, slice):
            return [self[index] for index in range(*at.indices(len(self)))]
        piece = bisect_right(self._ends, at)
        return self._starts[piece] + at - (self._ends[piece - 1] if piece else 0)


def _without(text: str, pattern: re.Pattern[str], keep_at: int) -> View | None:
    pieces: list[str] = []
    origin: list[int] = []
    last = 0
    for match in pattern.finditer(text):
        if match.start() <= keep_at < match.end():
            continue
        pieces.append(text[last : match.start()])
        origin.extend(range(last, match.start()))
        last = match.end()
    if not last:
        return None
    pieces.append(text[last:])
    origin.extend(range(last, len(text)))
    origin.append(len(text))
    return View("".join(pieces), origin)


def plain_view(text: NormalisedText, title_end: int = 0) -> View:
    """Return the text with hyphens as spaces and, in Chinese, without gaps around Han.

    Parameters
    ----------
    text : NormalisedText
        The text.
    title_end : int, optional
        Where the title ends; no gap is closed there.
    """
    lower = text.lower.replace("-", " ").replace("\n", " ")
    if text.lang == "zh":
        view = _without(lower, GAP_AT_HAN, title_end or -1)
        if view is not None:
            return view
    return View(lower)


def bracketless_view(view: View, sign_pairs: Container[str] | None = None) -> View | None:
    """Return what stands around the short brackets of a view, without them.

    "dorsal root ganglion (DRG) stimulation" reads as the name that it is. Each
    bracket gives a line of its own, so that nothing runs from one to the next.

    Parameters
    ----------
    view : View
        A view of the whole text.
    sign_pairs : container of str, optional
        The signs of all names, each with the character before it: a bracket
        before another sign is left out, since no name can go on behind it.

    Returns
    -------
    View or None
        None if the text has no such bracket.
    """
    text, origin = view.text, view.origin
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    insertion = _INSERTION if "[" in text or "]" in text else _ROUND_INSERTION
    for match in insertion.finditer(text):
        start, end = match.span()
        if start and text[start - 1] == " ":
            start -= 1
        if sign_pairs is not None and _ends_name(text, start, end, sign_pairs):
            continue
        left, right = max(0, start - _REACH), min(len(text), end + _REACH)
        pieces.append(f"{text[left:start]}{text[end:right]}\n")
        if left < start:
            places.append((left, start))
        places.append((end, right + 1))
    if not pieces:
        return None
    if origin is None:
        return View("".join(pieces), _Places(places))
    return View("".join(pieces), [origin[at] for piece in places for at in range(*piece)])


def _ends_name(text: str, start: int, end: int, sign_pairs: Container[str]) -> bool:
    """Tell whether no name can hold what stands before and behind a bracket."""
    sign = text[end : end + 1]
    if not start or not sign:
        return True
    return not (sign == " " or sign.isalnum()) and text[start - 1] + sign not in sign_pairs
