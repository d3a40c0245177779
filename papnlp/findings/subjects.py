"""What a clause is said of where it names no outcome that is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from papnlp.findings import kinds
from papnlp.findings.clauses import Clause
from papnlp.findings.lexicon import Item

_BRACKET: Final = re.compile(r"\([^()]*\)")
_GAP: Final = " "


class SubjectReader:
    """Tells whether a clause is about something that the vocabulary lacks.

    "Serum ferritin rose with A" says nothing of the outcome of the sentence before it,
    "scores rose with A" does.

    Parameters
    ----------
    patterns : mapping
        The table ``subject`` of the cue file: ``plain`` matches what may stand before a
        verb that goes on about an outcome in force, ``name`` what the name of something
        else leaves.
    """

    def __init__(self, patterns: Mapping[str, Any]) -> None:
        self._plain = re.compile(patterns["plain"])
        self._name = re.compile(patterns["name"])

    def is_unknown(self, clause: Clause, cue: Item) -> bool:
        """Tell whether something that is no known outcome stands before a cue.

        Parameters
        ----------
        clause : Clause
            A clause that names no outcome.
        cue : Item
            What it says happened.
        """
        parts = []
        at = clause.start
        for item in clause.items:
            if item.start >= cue.start:
                break
            if item.kinds & kinds.ARMS_PRONOUN:
                return False
            parts.append(clause.lower[at : item.start])
            at = max(at, item.end)
        parts.append(clause.lower[at : cue.start])
        rest = _BRACKET.sub(_GAP, _GAP.join(parts))
        return self._name.search(self._plain.sub(_GAP, rest)) is not None
