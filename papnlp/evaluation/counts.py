"""Counts of right, predicted and gold items, and the shares made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Counts:
    """Items found right, items predicted, items in the gold set."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right, self.predicted + other.predicted, self.gold + other.gold
        )

    @property
    def precision(self) -> float:
        """Share of the predicted items that are right; 1 if nothing was predicted wrongly."""
        return self.right / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        """Share of the gold items that were found."""
        return self.right / self.gold if self.gold else float(not self.predicted)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.predicted + self.gold
        return 2 * self.right / total if total else 1.0


class Slot(NamedTuple):
    """What a count is of: a measure in one language, of one label where there are labels."""

    measure: str
    lang: str
    label: str | None = None


def count(predicted: set[object] | frozenset[object], gold: set[object]) -> Counts:
    """Count the items of two sets; an item is right if it is in both."""
    return Counts(len(predicted & gold), len(predicted), len(gold))
