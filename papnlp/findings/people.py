"""Outcomes that only tell which people are meant: "in patients with high anxiety scores"."""

from __future__ import annotations

import re
from typing import Final

from papnlp.findings import kinds
from papnlp.findings.lexicon import Item

_REACH: Final = 90


class PeopleReader:
    """Sets aside what only says which people a sentence is about.

    Parameters
    ----------
    before : re.Pattern
        What stands before the outcome; its group ``graded`` are words of grade, its group
        ``within`` tells that no grade is needed.
    after : re.Pattern
        What stands after the outcome; its group ``graded`` is a grade or a limit.
    """

    def __init__(self, before: re.Pattern[str], after: re.Pattern[str]) -> None:
        self._before = before
        self._after = after

    def __call__(self, items: list[Item], lower: str) -> None:
        """Put outcomes that describe people, and the cues of their grade, one bracket deeper.

        Parameters
        ----------
        items : list of Item
            Items of a sentence; changed in place.
        lower : str
            Its lower-cased text.
        """
        for item in items:
            if not item.kinds & kinds.MENTION_OUTCOME:
                continue
            before = self._before.search(lower, max(item.start - _REACH, 0), item.start)
            after = self._after.match(lower, item.end) if before is not None else None
            if before is None or after is None:
                continue
            if not (before["graded"] or before["within"] or after["graded"]):
                continue
            start = before.start()
            for index, inside in enumerate(items):
                if start <= inside.start < after.end():
                    items[index] = inside._replace(depth=inside.depth + 1)
