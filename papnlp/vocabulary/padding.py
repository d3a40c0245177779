"""Names that only add an incidental word to a shorter name of their concept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_PATTERN_SIGN: Final = re.compile(r"\\.|\[\^?\]?|.", re.DOTALL)


class Padding:
    """Tells which forms are a shorter name of their concept with an incidental word.

    Parameters
    ----------
    incidental : str
        Pattern of incidental words; none matches an empty string.
    """

    def __init__(self, incidental: str) -> None:
        self._incidental = re.compile(incidental)
        # Most forms hold no incidental word at all, and most that do are no other name with it:
        # the alternatives that stand at an edge are tried only if a name is what remains there.
        first: list[str] = []
        last: list[str] = []
        inner: list[str] = []
        if self._incidental.flags != re.UNICODE or self._incidental.groups:
            inner.append(incidental)
        else:
            for part in _alternatives(incidental):
                at_end = part.endswith("$") and not part.endswith("\\$")
                (first if part.startswith("^") else last if at_end else inner).append(part)
        self._first, self._last, self._inner = map(_any_of, (first, last, inner))

    def among(self, forms: Iterable[str], names: set[str]) -> set[str]:
        """Return the forms that are, without an incidental word, one of the names.

        Parameters
        ----------
        forms : iterable of str
            Match forms of a concept.
        names : set of str
            All match forms of its names.
        """
        remains = tuple(names)
        first, last, inner = self._first.match, self._last.search, self._inner.search
        found: set[str] = set()
        for form in forms:
            if (
                (form.endswith(remains, 1) and first(form))
                or (form.startswith(remains, 0, len(form) - 1) and last(form))
                or inner(form)
            ):
                for match in self._incidental.finditer(form):
                    if form[: match.start()] + form[match.end() :] in names:
                        found.add(form)
        return found


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or "(?!)")


def _alternatives(pattern: str) -> list[str]:
    """Return the alternatives of a pattern; groups and sets stay whole."""
    parts = [""]
    depth, in_set = 0, False
    for sign in _PATTERN_SIGN.findall(pattern):
        if sign == "|" and not depth and not in_set:
            parts.append("")
            continue
        depth += 0 if in_set else (sign == "(") - (sign == ")")
        in_set = sign != "]" if in_set else sign.startswith("[")
        parts[-1] += sign
    return parts
