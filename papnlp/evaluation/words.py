"""The positions that the token measure counts, the same for every tokenizer.

A position is a single Han character, or a longest run of other letters and
digits. Spaces, punctuation and symbols are no positions, so that "post-amputation
pain" has three, 残肢痛 has three and "SF-36量表" has four.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Final

from papnlp.evaluation.matching import Parts
from papnlp.text.chinese import HAN

_POSITION: Final = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")


class Words:
    """The positions of one text.

    Parameters
    ----------
    text : str
        The text that the offsets count in.
    """

    def __init__(self, text: str) -> None:
        spans = [match.span() for match in _POSITION.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def __len__(self) -> int:
        return len(self._starts)

    def within(self, parts: Parts) -> list[int]:
        """Return the numbers of the positions that share a character with a span."""
        found: list[int] = []
        for start, end in parts:
            found.extend(range(bisect_right(self._ends, start), bisect_left(self._starts, end)))
        return found
