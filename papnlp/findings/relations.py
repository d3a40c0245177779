"""Sentences that relate outcomes or patients to each other and say nothing of a treatment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from papnlp.findings import kinds
from papnlp.findings.clauses import Clause
from papnlp.findings.lexicon import Item
from papnlp.findings.motions import Motion

_ARM: Final = kinds.MENTION_INTERVENTION | kinds.ARMS
_MOVED: Final = (
    kinds.DECREASE_NOUN
    | kinds.INCREASE_NOUN
    | kinds.BETTER_NOUN
    | kinds.WORSE_NOUN
    | kinds.RELIEVE_NOUN
    | kinds.VERBS
)
_RELATION: Final = kinds.RELATION_JOINS | kinds.RELATION_CLOSES
_APART: Final = ("start", "segment", "colon", "strong")
_FELT: Final = kinds.MENTION_PAIN_TYPE | kinds.ROLES_PAIN


def without_relations(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses of a sentence without those that relate outcomes to each other.

    Parameters
    ----------
    clauses : sequence of Clause
        The clauses of one sentence.
    """
    kept: list[Clause] = []
    segment: list[Clause] = []
    for clause in clauses:
        if clause.opener in _APART:
            kept.extend(segment if not _relates(segment) else ())
            segment = []
        segment.append(clause)
    kept.extend(segment if not _relates(segment) else ())
    return kept


def _relates(segment: Sequence[Clause]) -> bool:
    """Tell whether one outcome is said to go with another: "less pain was related to better sleep"."""
    if not any(clause.kinds & _RELATION for clause in segment):
        return False
    items = [item for clause in segment for item in clause.items]
    for index, item in enumerate(items):
        if item.kinds & kinds.RELATION_JOINS:
            return _measures(items[:index]) and _measures(items[index + 1 :])
        if item.kinds & kinds.RELATION_CLOSES:
            before = items[:index]
            joint = next(
                (at for at, link in enumerate(before) if link.kinds & kinds.COMPARATOR_WITH), 0
            )
            return _measures(before[:joint]) and _measures(before[joint:])
    return False


def _measures(items: Sequence[Item]) -> bool:
    """Tell whether items name an outcome, or a pain that moved, and no arm."""
    found = 0
    for item in items:
        found |= item.kinds
    felt = found & _FELT and found & _MOVED
    return bool(found & kinds.MENTION_OUTCOME or felt) and not found & _ARM


def populations_compared(clause: Clause, motion: Motion) -> bool:
    """Tell whether patients are compared by their pain: "lower in neuropathy than in stump pain"."""
    cue = motion.cue
    after = [item for item in clause.items if item.start >= cue.end]
    if not cue.kinds & kinds.TAKES_TO:
        at = next(
            (i for i, item in enumerate(after) if item.kinds & kinds.COMPARATOR_BEFORE), len(after)
        )
        after = after[at + 1 :]
    for index, item in enumerate(after):
        if item.kinds & _ARM:
            return False
        if item.kinds & kinds.MENTION_PAIN_TYPE:
            before = after[index - 1] if index else None
            follows = after[index + 1] if index + 1 < len(after) else None
            return bool(
                (before is not None and before.kinds & kinds.ROLES_CONDITION)
                or (
                    follows is not None
                    and follows.kinds & kinds.ROLES_POPULATION
                    and follows.start - item.end <= 1
                )
            )
    return False
