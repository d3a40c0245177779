"""Letters and numbers that name the groups of a trial: "group A", "groups L and C"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_LETTERS: Final = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z]{1,4}\d?|\d|[甲乙丙丁ⅠⅡⅢⅣ])(?![A-Za-z0-9])")


class LabelFinder:
    """Finds the group labels of a text.

    Parameters
    ----------
    pattern : str
        Regular expression of a stretch that names one or more groups; its first
        group that matched holds the labels.
    bare : str
        Regular expression of two letters side by side (two groups), which are
        labels where the text uses both as such: "A and B did not differ".
    """

    def __init__(self, pattern: str, bare: str) -> None:
        self._pattern = re.compile(pattern)
        self._bare = re.compile(bare)

    def __call__(self, norm: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and name (``"group a"``) of each label, in order.

        Parameters
        ----------
        norm : str
            Normalised text, case kept: labels are capitals or numbers.
        """
        labels = list(self._named(norm))
        known = {name.removeprefix("group ").upper() for _, _, name in labels}
        if len(known) > 1:
            named = list(labels)
            for match in self._bare.finditer(norm):
                taken = any(start < match.end() and match.start() < end for start, end, _ in named)
                if match[1] in known and match[2] in known and not taken:
                    labels.extend(
                        (*match.span(group), "group " + match[group].lower()) for group in (1, 2)
                    )
            labels.sort()
        yield from labels

    def _named(self, norm: str) -> Iterator[tuple[int, int, str]]:
        """Yield the labels that stand behind or before the word for a group."""
        for match in self._pattern.finditer(norm):
            group = match.lastindex or 0
            begin, end = match.span(group)
            letters = list(_LETTERS.finditer(norm, begin, end))
            for index, letter in enumerate(letters):
                start = match.start() if index == 0 else letter.start()
                stop = match.end() if index == len(letters) - 1 else letter.end()
                yield start, stop, "group " + letter.group().lower()
