"""Find the brackets of a text, nested ones too."""

from __future__ import annotations

from typing import Final, NamedTuple

_SIGNS: Final = "()[]"
_LONGEST: Final = 400
_CLOSES: Final = {")": "(", "]": "["}


class Bracket(NamedTuple):
    """A pair of brackets.

    Attributes
    ----------
    start, end : int
        Offsets of the opening sign and just after the closing sign.
    parent : int
        Offset just after the opening sign of the bracket around it, 0 at top level.
    attached : bool
        Whether it follows a letter or digit without a space, as in ``FEV(1)``.
    inner : tuple of Bracket
        Brackets directly inside it.
    """

    start: int
    end: int
    parent: int
    attached: bool
    inner: tuple[Bracket, ...] = ()


def _places_of_signs(text: str) -> list[int]:
    """Return where brackets open and close, in order; sign by sign, a search is fastest."""
    places: list[int] = []
    for sign in _SIGNS:
        at = text.find(sign)
        while at >= 0:
            places.append(at)
            at = text.find(sign, at + 1)
    places.sort()
    return places


def find_brackets(text: str) -> list[Bracket]:
    """Return all closed brackets of a text, in the order in which they close.

    A bracket longer than 400 characters is taken for an unclosed one.
    """
    found: list[Bracket] = []
    stack: list[tuple[int, str, list[Bracket]]] = []
    for at in _places_of_signs(text):
        sign = text[at]
        while stack and at - stack[0][0] > _LONGEST:
            del stack[0]
        if sign in "([":
            stack.append((at, sign, []))
            continue
        depth = len(stack) - 1
        while depth >= 0 and stack[depth][1] != _CLOSES[sign]:
            depth -= 1
        if depth < 0:
            continue
        start, _, inner = stack[depth]
        del stack[depth:]
        parent = stack[-1][0] + 1 if stack else 0
        attached = start > 0 and not text[start - 1].isspace()
        bracket = Bracket(start, at + 1, parent, attached, tuple(inner))
        if stack:
            stack[-1][2].append(bracket)
        found.append(bracket)
    return found
