"""The arms of a clause by their part in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from papnlp.findings.discourse import Arm


@dataclass(slots=True)
class Cast:
    """The arms of a clause by their part in it.

    ``pairwise`` is True where the clause compares its arms with each other
    ("between groups"), ``every`` where it speaks of each of them ("both
    groups"), ``blocked`` where a pronoun stands for something unknown.
    """

    subjects: list[Arm] = field(default_factory=list)
    comparators: list[Arm] = field(default_factory=list)
    added: list[Arm] = field(default_factory=list)
    denied: list[Arm] = field(default_factory=list)
    pairwise: bool = False
    every: bool = False
    blocked: bool = False
    baseline: bool = False
