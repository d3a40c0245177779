"""Names that the vocabulary lacks, by what they look like or what stands around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from ahocorasick_rs import AhoCorasick, Implementation

from papnlp.analysis import Analysis, Term
from papnlp.terms.names import text_concept

_MARKS: Final = frozenset("\u00ae\u2122")
"""The signs of registered and unregistered trade marks, which normalising makes a space."""
_BEFORE, _BEHIND = 200, 100
"""How far before and behind its sign a name, and what stands around it, reaches at most."""


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
        Signs of which one must stand in or near the name; one with a space at its
        edge need only stand somewhere in the text.
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

    def find(
        self, analysis: Analysis, known: Sequence[Term], windows: Sequence[tuple[int, int]]
    ) -> list[Term]:
        """Return the names of this form that no known term claims.

        Parameters
        ----------
        analysis : Analysis
            The text.
        known : sequence of Term
            Terms found so far.
        windows : sequence of (int, int)
            Where to look.
        """
        norm = analysis.text.norm
        found = []
        matches = (self.pattern.finditer(norm, start, end) for start, end in windows)
        for match in chain.from_iterable(matches):
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


class FormFinder:
    """Finds the names of several forms, each only where its signs are.

    Parameters
    ----------
    forms : sequence of Form
        The later ones leave out what the earlier ones found.
    """

    def __init__(self, forms: Sequence[Form]) -> None:
        self._forms = tuple(forms)
        self._anywhere = [any(map(_is_spaced, form.triggers)) for form in forms]
        by_trigger: dict[str, list[int]] = {}
        for index, form in enumerate(self._forms):
            for trigger in form.triggers:
                by_trigger.setdefault(trigger, []).append(index)
        self._indexes = list(by_trigger.values())
        self._automaton = AhoCorasick(list(by_trigger), implementation=Implementation.DFA)

    def find(self, analysis: Analysis, known: Sequence[Term]) -> list[Term]:
        """Return the names of all forms that no known term claims.

        Parameters
        ----------
        analysis : Analysis
            The text.
        known : sequence of Term
            Terms found so far.
        """
        found: list[Term] = []
        windows = self._windows(analysis.text.norm)
        is_marked = not analysis.text.source.isascii() and any(
            mark in analysis.text.source for mark in _MARKS
        )
        whole = [(0, len(analysis.text.norm))]
        for index, form in enumerate(self._forms):
            if form.marked:
                places = whole if is_marked else []
            elif self._anywhere[index] and index in windows:
                places = whole
            else:
                places = windows.get(index, [])
            if places:
                found.extend(form.find(analysis, [*known, *found], places))
        return found

    def _windows(self, norm: str) -> dict[int, list[tuple[int, int]]]:
        """Return the stretches around the signs of each form, by its index."""
        windows: dict[int, list[tuple[int, int]]] = {}
        last = len(norm)
        for at, start, end in self._automaton.find_matches_as_indexes(norm, overlapping=True):
            left, right = max(0, start - _BEFORE), min(end + _BEHIND, last)
            for index in self._indexes[at]:
                places = windows.setdefault(index, [])
                # Signs come in the order of their ends.
                while places and left <= places[-1][1]:
                    left = min(left, places.pop()[0])
                places.append((left, right))
        return windows


def _is_spaced(trigger: str) -> bool:
    return trigger != trigger.strip()


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
