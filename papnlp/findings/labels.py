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
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)

    def __call__(self, norm: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and name (``"group a"``) of each label, in order.

        Parameters
        ----------
        norm : str
            Normalised text, case kept: labels are capitals or numbers.
        """
        for match in self._pattern.finditer(norm):
            group = match.lastindex or 0
            begin, end = match.span(group)
            letters = list(_LETTERS.finditer(norm, begin, end))
            for index, letter in enumerate(letters):
                start = match.start() if index == 0 else letter.start()
                stop = match.end() if index == len(letters) - 1 else letter.end()
                yield start, stop, "group " + letter.group().lower()
