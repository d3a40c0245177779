"""Counts of what a format could not hold."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path

from papnlp.annotated.formats import Loss
from papnlp.annotated.text import AnnotatedText, ShortForm, Span


class FormatWarning(UserWarning):
    """What a file holds that an annotated text cannot, and what was made of it."""


class Losses:
    """What was lost so far, in the order in which it was met."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, what: str, count: int = 1) -> None:
        """Count something as lost."""
        if count:
            self._counts[what] += count

    def add_extra(self, text: AnnotatedText, kept: Collection[str] = ()) -> None:
        """Count what a text holds besides annotations; lists count their items.

        Keys that begin with an underscore only say how a source was arranged.
        """
        for key, value in text.extra.items():
            if key not in kept and not key.startswith("_") and value not in (None, "", [], {}, ()):
                self.add(key, len(value) if isinstance(value, (list, tuple)) else 1)

    def add_attributes(self, items: Iterable[Span | ShortForm], kept: Collection[str] = ()) -> None:
        """Count the attributes of spans; one that is false says nothing."""
        for item in items:
            for key, value in item.attributes.items():
                if key not in kept and value is not False:
                    self.add(f"attribute {key}")

    def listed(self) -> list[Loss]:
        """Return the losses."""
        return [Loss(what, count) for what, count in self._counts.items()]

    def warn(self, path: Path) -> None:
        """Warn of what was counted while reading a file, in one line."""
        if self._counts:
            told = "; ".join(f"{what}: {count}" for what, count in self._counts.items())
            warnings.warn(f"{path}: {told}", FormatWarning, stacklevel=2)
