"""What the place of an undefined short form says of its sense."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from papnlp.terms.occurrences import occurrences_of

_LEVEL: Final = re.compile(r"[A-Z]\d{1,2}")
_NEAR: Final = 10
_REACH: Final = 30


class PlaceReader:
    """Reads the words right before and behind a short form that has no definition.

    In "90% of MT" the letters are a motor threshold whatever else the text is
    about; what a patient "was left with" is no treatment; "group BF" is an arm.

    Parameters
    ----------
    cues : mapping
        ``cues/<lang>/terms.toml``: ``arm_labels``, ``beside_arm``, ``local`` and
        ``suffered``.
    compiled : callable
        Compiles a regular expression of that file.
    """

    def __init__(self, cues: Mapping[str, Any], compiled: Callable[[str], re.Pattern[str]]) -> None:
        self._arm_labels = [(compiled(lead), compiled(tail)) for lead, tail in cues["arm_labels"]]
        self._arm_before, self._arm_after = map(compiled, cues["beside_arm"])
        self._suffered = compiled(cues["suffered"])
        self._local: dict[str, list[tuple[re.Pattern[str], re.Pattern[str], str]]] = {}
        for short, before, after, concept in cues["local"]:
            sides = (compiled(f"(?:{before})$"), compiled(after), concept)
            self._local.setdefault(short, []).append(sides)

    def is_label(self, lower: str, start: int, end: int) -> bool:
        """Tell whether a short form only labels an arm ("group BF")."""
        before = lower[max(0, start - _NEAR) : start]
        return any(
            lead.search(before) and tail.match(lower, end) for lead, tail in self._arm_labels
        )

    def only_labels(self, short: str, norm: str) -> bool:
        """Tell whether a short form without a sense labels arms or levels wherever it stands."""
        return _LEVEL.fullmatch(short) is not None or all(
            self._arm_before.search(norm, max(0, start - _NEAR), start)
            or self._arm_after.match(norm, end)
            for start, end in occurrences_of(norm, short)
        )

    def sense_of(self, short: str, norm: str, start: int, end: int) -> str | None:
        """Return the concept that a short form has because of where it stands, or None."""
        for before, after, concept in self._local.get(short, ()):
            if before.search(norm, max(0, start - _REACH), start) and after.match(norm, end):
                return concept
        return None

    def is_suffered(self, norm: str, start: int) -> bool:
        """Tell whether a short form is something that befell patients, and no treatment."""
        return self._suffered.search(norm, max(0, start - _REACH), start) is not None
