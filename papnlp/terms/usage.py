"""What a defined name is, by how the text uses its short form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from papnlp.analysis import Definition
from papnlp.terms.occurrences import occurrences_of

_REACH: Final = 40
_ENOUGH: Final = 2


class UsageReader:
    """Labels a defined name whose words show nothing by the use of its short form.

    "TIMEs" in "patients received TIMEs" is a treatment, "MNSI" in "MNSI scores
    fell" an outcome.

    Parameters
    ----------
    cues : mapping
        Table ``unlisted.usage`` of ``cues/<lang>/terms.toml``: for each label
        what stands right ``before`` and right ``after`` such a short form, and
        in ``not`` how long forms end that are never a mention.
    compiled : callable
        Compiles a regular expression of that file.
    """

    def __init__(self, cues: Mapping[str, Any], compiled: Callable[[str], re.Pattern[str]]) -> None:
        self._none = compiled(cues["not"])
        self._sides = [
            (label, compiled(cues[label]["before"]), compiled(cues[label]["after"]))
            for label in ("INTERVENTION", "OUTCOME")
        ]

    def label_of(self, definition: Definition, norm: str) -> str | None:
        """Return the label that most uses of the short form show, or None.

        Parameters
        ----------
        definition : Definition
            A short form with its long form.
        norm : str
            Normalised text.
        """
        if self._none.search(definition.long):
            return None
        spans = list(occurrences_of(norm, definition.short.rstrip("s") or definition.short))
        spans.append((definition.long_start, definition.long_end))
        votes = []
        for label, before, after in self._sides:
            count = sum(
                bool(before.search(norm, max(0, start - _REACH), start))
                or bool(after.match(norm, end, end + _REACH))
                for start, end in spans
            )
            votes.append((count, label))
        (most, label), (second, _) = sorted(votes, reverse=True)
        return label if most >= _ENOUGH and most > second else None
