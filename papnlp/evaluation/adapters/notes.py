"""What a gold set holds that is not scored, counted and told in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


class GoldWarning(UserWarning):
    """Annotations of a gold set that were left out or mended."""


class Notes:
    """Counts what was left out of a gold set, by reason and kind.

    >>> notes = Notes()
    >>> notes.add("no label of ours", "time")
    >>> notes.add("no label of ours", "time")
    >>> notes.add("bare", "pain")
    >>> notes.line()
    'no label of ours: time 2; bare: pain 1'
    """

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {}

    def add(self, reason: str, kind: str, number: int = 1) -> None:
        """Count something that was left out or mended."""
        if number:
            self._counts.setdefault(reason, Counter())[kind] += number

    def count(self, reason: str) -> int:
        """Return how much was counted for a reason."""
        return sum(self._counts.get(reason, Counter()).values())

    def line(self) -> str:
        """Return everything in one line, most frequent first; empty if nothing was counted."""
        return "; ".join(
            f"{reason}: {_list(counts.most_common())}" for reason, counts in self._counts.items()
        )


def _list(counted: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{kind} {number}" for kind, number in counted)
