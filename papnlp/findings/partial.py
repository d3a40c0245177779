"""Groups by a word of the name of their arm: "the catheter group", "注射组"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from papnlp.analysis import Span, Term
from papnlp.findings import kinds
from papnlp.findings.lexicon import Item

_WEAKER: Final = kinds.ARMS_RECEIVE | kinds.ARMS_TECHNIQUE
"""Cues that only seem to stand there: "接受" in "接受腔组", "the injection" before "group"."""


class PartialNames:
    """Reads groups that are called by a word of what they received.

    Parameters
    ----------
    cues : mapping
        The table ``labels`` of the cue file: ``partial`` is the regular expression
        of such a group (its group "name" is the word), ``partial_not`` that of
        words that say nothing of an arm.
    named_by : callable
        Returns which of some arms have a word in their name.
    """

    def __init__(
        self, cues: Mapping[str, Any], named_by: Callable[[str, Sequence[str]], list[str]]
    ) -> None:
        self._pattern = re.compile(cues["partial"])
        self._not = re.compile(cues["partial_not"])
        self._named_by = named_by

    def add(
        self,
        items: Sequence[list[Item]],
        sentences: Sequence[Span],
        lower: str,
        arms: Sequence[str],
    ) -> None:
        """Add what names one of several arms to the items of each sentence, where it is free.

        Parameters
        ----------
        items : sequence of list of Item
            The items of each sentence; changed in place.
        sentences : sequence of Span
            The sentences.
        lower : str
            Lower-cased text, newlines as spaces.
        arms : sequence of str
            The arms of the study.
        """
        if len(arms) < _SEVERAL:
            return
        for inside, sentence in zip(items, sentences, strict=True):
            for match in self._pattern.finditer(lower, sentence.start, sentence.end):
                name = match["name"]
                meant = [] if self._not.fullmatch(name) else self._named_by(name, arms)
                if len(meant) == 1:
                    depth = lower.count("(", sentence.start, match.start())
                    depth -= lower.count(")", sentence.start, match.start())
                    _insert(inside, match, meant[0], depth)


_SEVERAL: Final = 2


def _insert(items: list[Item], match: re.Match[str], arm: str, depth: int) -> None:
    """Put a group in the place of what only seems to stand there, unless something does."""
    start, end = match.span()
    at = bisect_left(items, start, key=_start)
    while at and items[at - 1].end > start:
        at -= 1
    stop = at
    while stop < len(items) and items[stop].start < end:
        stop += 1
    if all(item.kinds & _WEAKER and not item.kinds & ~_WEAKER for item in items[at:stop]):
        term = Term(start, end, "INTERVENTION", arm, "partial")
        group = Item(start, end, kinds.MENTION_INTERVENTION, depth, term, match.group())
        items[at:stop] = [group]


def _start(item: Item) -> int:
    return item.start
