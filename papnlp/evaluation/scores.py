"""Precision, recall and F1 of a measure, with their intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from papnlp.evaluation.counts import Counts

__all__ = ["ALL", "FIGURES", "Counts", "Interval", "Score"]

ALL: Final = "all"
"""The language of a measure that is taken over the whole document."""

FIGURES: Final = ("precision", "recall", "f1")

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Score:
    """One measure in one language (``"en"``, ``"zh"``, or ``"all"`` for the document).

    Parameters
    ----------
    measure : str
        Name of the measure; ``mentions: OUTCOME`` is that of one label,
        ``mentions: macro`` the mean over the labels.
    lang : str
        Language.
    counts : Counts
        Summed over the documents.
    parts : tuple of Counts, optional
        For a mean over labels, the counts of each.
    intervals : mapping of str to tuple, optional
        95 % interval of each of ``precision``, ``recall``, ``f1``.
    """

    measure: str
    lang: str
    counts: Counts
    parts: tuple[Counts, ...] = ()
    intervals: Mapping[str, Interval] = field(default_factory=dict)

    @property
    def precision(self) -> float:
        """Precision; for a macro average, the mean of that of the labels."""
        return self._mean("precision")

    @property
    def recall(self) -> float:
        """Recall; for a macro average, the mean of that of the labels."""
        return self._mean("recall")

    @property
    def f1(self) -> float:
        """F1; for a macro average, the mean of that of the labels."""
        return self._mean("f1")

    def _mean(self, name: str) -> float:
        counts = self.parts or (self.counts,)
        shares: list[float] = [getattr(item, name) for item in counts]
        return sum(shares) / len(shares)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object; shares are rounded to four digits.

        ``low`` and ``high`` are the 95 % interval of F1, null where none was
        computed.
        """
        return {
            "measure": self.measure,
            "lang": self.lang,
            **{name: round(getattr(self, name), 4) for name in FIGURES},
            **self._bounds("f1", ""),
            "right": self.counts.right,
            "predicted": self.counts.predicted,
            "gold": self.counts.gold,
            **self._bounds("precision", "precision_"),
            **self._bounds("recall", "recall_"),
        }

    def _bounds(self, name: str, prefix: str) -> dict[str, float | None]:
        low, high = self.intervals.get(name, (None, None))
        return {
            f"{prefix}low": None if low is None else round(low, 4),
            f"{prefix}high": None if high is None else round(high, 4),
        }
