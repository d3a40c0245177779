"""Sentences that say nothing of what a treatment did: relations of outcomes, rules of dosing."""

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
_SUSPECT: Final = (
    kinds.RELATION_JOINS
    | kinds.RELATION_CLOSES
    | kinds.RELATION_NONE
    | kinds.CONDITION_OPENS
    | kinds.CONDITION_CLOSES
)
_APART: Final = ("start", "segment", "colon", "strong")
_FELT: Final = kinds.MENTION_PAIN_TYPE | kinds.ROLES_PAIN


def telling(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses of a sentence that may tell what a treatment did.

    Left out are those that relate outcomes to each other, and those that say
    when something was to be given.

    Parameters
    ----------
    clauses : sequence of Clause
        The clauses of one sentence.
    """
    kept: list[Clause] = []
    segment: list[Clause] = []
    for clause in clauses:
        if clause.opener in _APART:
            kept.extend(_telling(segment))
            segment = []
        segment.append(clause)
    kept.extend(_telling(segment))
    return kept


def _telling(segment: Sequence[Clause]) -> Sequence[Clause]:
    """Return the clauses of a segment unless it is a relation or a rule of dosing."""
    if not any(clause.kinds & _SUSPECT for clause in segment):
        return segment
    items = [item for clause in segment for item in clause.items]
    return () if _relates(items) or _is_rule(items) else segment


def _is_rule(items: Sequence[Item]) -> bool:
    """Tell whether it is said when to give something: "was given when pain was higher than 4"."""
    for index, item in enumerate(items):
        other: Sequence[Item] = ()
        if item.kinds & kinds.CONDITION_OPENS:
            other = items[:index]
        elif item.kinds & kinds.CONDITION_CLOSES:
            other = items[index + 1 :]
        else:
            continue
        return not any(each.kinds & kinds.STRONG for each in other)
    return False


def _relates(items: Sequence[Item]) -> bool:
    """Tell whether one outcome is said to go with another: "less pain was related to sleep"."""
    found = 0
    for item in items:
        found |= item.kinds
    if found & kinds.RELATION_NONE and not found & _ARM:
        return bool(found & (kinds.MENTION_OUTCOME | _FELT))
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
    """Tell whether patients are compared: "lower in neuropathy than in stump pain patients"."""
    cue = motion.cue
    after = [item for item in clause.items if item.start >= cue.end]
    if not cue.kinds & kinds.TAKES_TO:
        at = next(
            (i for i, item in enumerate(after) if item.kinds & kinds.COMPARATOR_BEFORE), len(after)
        )
        after = after[at + 1 :]
    if any(item.kinds & _ARM for item in after):
        return False
    for index, item in enumerate(after):
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
