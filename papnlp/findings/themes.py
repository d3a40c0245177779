"""Outcomes and pain types in force in a text."""

from __future__ import annotations

from dataclasses import dataclass, field

from papnlp.analysis import Slot
from papnlp.findings.history import History
from papnlp.findings.targets import Target


@dataclass(slots=True)
class Themes:
    """Outcomes and pain types in force.

    Attributes
    ----------
    targets : list of Target
        Outcomes of the last claim or result.
    arms : set of str
        Arms to which they belonged; an outcome is inherited by these only.
    pains : list
        Pain types in force, with where they were named.
    pains_sentence : int
        Sentence that named them.
    of_outcome : dict
        Pain type by outcome, from a definition in the methods.
    places : dict
        Where each concept is named first.
    prevention : bool
        The study is about prevention.
    mentioned : set of str
        All pain types of the text.
    primary : Target or None
        The primary outcome, where the text names one.
    reported : set of str
        Pain types that a claim was about.
    many : bool
        The title names several, so that efficacy at large belongs to none of them.
    history : History
        The results so far.
    """

    targets: list[Target] = field(default_factory=list)
    arms: set[str] = field(default_factory=set)
    sentence: int = -1
    pains: list[tuple[str, Slot]] = field(default_factory=list)
    pains_sentence: int = -1
    of_outcome: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    prevention: bool = False
    mentioned: set[str] = field(default_factory=set)
    reported: set[str] = field(default_factory=set)
    many: bool = False
    primary: Target | None = None
    history: History = field(default_factory=History)
