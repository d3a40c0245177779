"""Names that the vocabulary lacks, by what they look like or what stands around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from papnlp.analysis import Analysis, Term
from papnlp.terms.names import text_concept

_MARKS: Final = frozenset("\u00ae\u2122")
"""The signs of registered and unregistered trade marks, which normalising makes a space."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of names.

    Attributes
    ----------
    rule, label : str
        Name of the form, and label of what it finds.
    pattern : re.Pattern
        Its group ``name`` is the name.
    triggers : tuple of str
        Signs of which one must stand in the text.
    at_end : bool
        Whether a known term may close such a name.
    closing : frozenset of str
        Concepts of known terms that may close such a name.
    alone : bool
        Whether no known term of its label may stand in it.
    marked : bool
        Whether the sign of a trade mark must stand behind it.
    """

    rule: str
    label: str
    pattern: re.Pattern[str]
    triggers: tuple[str, ...]
    at_end: bool = False
    closing: frozenset[str] = frozenset()
    alone: bool = False
    marked: bool = False

    def find(self, analysis: Analysis, known: Sequence[Term]) -> list[Term]:
        """Return the names of this form that no known term claims.

        Parameters
        ----------
        analysis : Analysis
            The text.
        known : sequence of Term
            Terms found so far.
        """
        norm = analysis.text.norm
        if self.marked:
            if not _MARKS & set(analysis.text.source):
                return []
        elif not any(trigger in norm for trigger in self.triggers):
            return []
        found = []
        for match in self.pattern.finditer(norm):
            start, end = match.span("name")
            if self.marked and not _is_marked(analysis, end):
                continue
            overlapping = [term for term in known if term.start < end and start < term.end]
            if all(self._may_hold(norm, start, end, term) for term in overlapping):
                concept = text_concept(match["name"])
                found.append(Term(start, end, self.label, concept, "pattern", self.rule))
        return found

    def _may_hold(self, norm: str, start: int, end: int, term: Term) -> bool:
        """Tell whether a known term may stand inside a name of this form."""
        if (self.alone and term.label == self.label) or term.start < start:
            return False
        return term.end < end or (start < term.start and self._may_close(norm, term))

    def _may_close(self, norm: str, term: Term) -> bool:
        """Tell whether a known term may be the end of a name that has more before it."""
        return term.concept in self.closing or (
            self.at_end and " " not in norm[term.start : term.end]
        )


def _is_marked(analysis: Analysis, end: int) -> bool:
    at = analysis.text.original(end, end)[0]
    return analysis.text.source[at : at + 1] in _MARKS


def read_forms(
    entries: Sequence[Mapping[str, Any]], compiled: Callable[[str], re.Pattern[str]]
) -> tuple[Form, ...]:
    """Return the forms of the array ``unlisted.forms`` of ``cues/<lang>/terms.toml``.

    Parameters
    ----------
    entries : sequence of mapping
        ``rule``, ``label``, ``pattern``, ``triggers``, and what holds of
        ``at_end``, ``closing``, ``alone`` and ``marked``.
    compiled : callable
        Compiles a regular expression of that file.
    """
    return tuple(
        Form(
            rule=entry["rule"],
            label=entry["label"],
            pattern=compiled(entry["pattern"]),
            triggers=tuple(entry.get("triggers", ())),
            at_end=entry.get("at_end", False),
            closing=frozenset(entry.get("closing", ())),
            alone=entry.get("alone", False),
            marked=entry.get("marked", False),
        )
        for entry in entries
    )
