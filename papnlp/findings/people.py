"""What only tells which people are meant: "in patients with high anxiety scores"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from papnlp.findings import kinds
from papnlp.findings.lexicon import Item

_REACH: Final = 90
APART: Final = 100
"""Depth from which an item only tells which people are meant."""


class PeopleReader:
    """Sets aside what only says which people a sentence is about.

    Parameters
    ----------
    patterns : mapping
        The table ``people`` of the cue file. ``before`` and ``after`` match what stands
        around an outcome; the group ``graded`` of either is a grade or a limit, the group
        ``within`` of the first tells that no grade is needed. ``treated`` is a table
        of tables: ``before`` and ``after`` match what stands around a treatment that these
        people have or had; with ``beside`` only where another treatment follows at once.
    is_phenomenon : callable
        Tells whether a pain type is one that need not hurt.
    """

    def __init__(self, patterns: Mapping[str, Any], is_phenomenon: Callable[[str], bool]) -> None:
        self._is_phenomenon = is_phenomenon
        self._before = re.compile(patterns["before"])
        self._after = re.compile(patterns["after"])
        self._treated = [
            (re.compile(own["before"]), re.compile(own["after"]), own.get("beside", False))
            for own in patterns["treated"].values()
        ]

    def __call__(self, items: list[Item], lower: str) -> None:
        """Put what describes people, and the cues of its grade, deeper than any bracket.

        Parameters
        ----------
        items : list of Item
            Items of a sentence; changed in place.
        lower : str
            Its lower-cased text.
        """
        for item in items:
            span = self._people(item, items, lower)
            if span is None:
                continue
            for index, inside in enumerate(items):
                if span[0] <= inside.start < span[1]:
                    items[index] = inside._replace(depth=inside.depth + APART)

    def _people(self, item: Item, items: list[Item], lower: str) -> tuple[int, int] | None:
        """Return the span of the people whom a mention describes, or None."""
        phenomenon = item.term is not None and self._is_phenomenon(item.term.concept)
        span = None
        if phenomenon or item.kinds & kinds.MENTION_OUTCOME:
            span = self._described(item, lower)
        if span is None and (phenomenon or item.kinds & kinds.MENTION_INTERVENTION):
            for before, after, beside in self._treated:
                span = _around(item, lower, before, after)
                if span is not None and (not beside or _goes_on(items, span[1])):
                    return span
            return None
        return span

    def _described(self, item: Item, lower: str) -> tuple[int, int] | None:
        """Return the span of the people whom an outcome describes, or None."""
        before = self._before.search(lower, max(item.start - _REACH, 0), item.start)
        after = self._after.match(lower, item.end) if before is not None else None
        if before is None or after is None:
            return None
        told = before["graded"] or before["within"] or after["graded"]
        return (before.start(), after.end()) if told else None


def _around(
    item: Item, lower: str, before: re.Pattern[str], after: re.Pattern[str]
) -> tuple[int, int] | None:
    left = before.search(lower, max(item.start - _REACH, 0), item.start)
    right = after.match(lower, item.end) if left is not None else None
    return None if left is None or right is None else (left.start(), right.end())


def _goes_on(items: list[Item], position: int) -> bool:
    """Tell whether a treatment is named right after a position."""
    after = next((item for item in items if item.start >= position), None)
    return (
        after is not None
        and bool(after.kinds & kinds.MENTION_INTERVENTION)
        and after.start - position <= _ARTICLE
    )


_ARTICLE: Final = 5
