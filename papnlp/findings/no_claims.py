"""Clauses that are judged but claim nothing: states at the start, mere advice."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from papnlp.findings import counting, kinds
from papnlp.findings.cast import Cast
from papnlp.findings.clauses import Clause
from papnlp.findings.effects import DIRECTED, Effect, Scene
from papnlp.findings.lexicon import Item
from papnlp.findings.motions import BETTER, DOWN, NONE, WORSE, Motion
from papnlp.findings.relations import populations_compared


def says_nothing(
    clause: Clause, motion: Motion, cast: Cast, previous: Effect | None, scene: Scene
) -> bool:
    """Tell whether a judged clause is no claim: at baseline, or about nothing that is named."""
    if motion.comparative and _compares_else(clause, motion, cast):
        return True
    remainder = previous is not None and _is_remainder(clause, motion, previous)
    if remainder or _is_minority(clause, motion) or _is_scarce(clause, motion):
        return True
    if previous is not None and _passes(clause, motion, previous):
        return True
    if previous is not None or cast.subjects:
        return False
    if motion.rule == "harm.caused":
        return True
    named = clause.kinds & (kinds.MENTIONED | kinds.ROLES_PAIN) or cast.pairwise
    in_force = scene.themes.sentence == clause.sentence or motion.rule == "same.level"
    return not named and not in_force


def _compares_else(clause: Clause, motion: Motion, cast: Cast) -> bool:
    """Tell whether a comparison is of something else than results of treatments."""
    return (
        (cast.baseline and motion.kind == NONE)
        or _is_at_start(clause, cast, motion)
        or populations_compared(clause, motion)
        or _is_conduct(clause, motion)
        or any(item.kinds & kinds.CLAIM_UNKNOWN for item in clause.aside)
    )


def _is_conduct(clause: Clause, motion: Motion) -> bool:
    """Tell whether it is what was given besides that is the same: "had the same physiotherapy"."""
    if not motion.cue.kinds & kinds.SAME_PREDICATE or clause.kinds & _JUDGED:
        return False
    return any(
        item.kinds & kinds.ARMS_RECEIVE and item.end <= motion.cue.start for item in clause.items
    )


def _is_minority(clause: Clause, motion: Motion) -> bool:
    """Tell whether only few, or those who are left over, are said not to have responded."""
    if motion.kind != NONE or motion.comparative or motion.rule == "same.level":
        return False
    if clause.kinds & kinds.INCIDENCE_REST:
        return True
    turns = [item.start for item in clause.all(kinds.BOUNDARY_STRONG)]
    begin = max((turn for turn in turns if turn < motion.cue.start), default=clause.start)
    found = counting.all_shares(clause.lower, begin, clause.end)
    return len(found) == 1 and found[0] < _HALF


def _is_remainder(clause: Clause, motion: Motion, previous: Effect) -> bool:
    """Tell whether some are said not to have changed after others who did: "1名无改变"."""
    start = motion.cue.start
    negation = clause.find(kinds.NEGATION_BEFORE)
    if negation is not None and 0 <= motion.cue.start - negation.end <= 1:
        start = negation.start
    return (
        motion.kind == NONE
        and previous.motion.kind in DIRECTED
        and counting.counts_beside(clause.lower, start, motion.cue.end)
    )


def _passes(clause: Clause, motion: Motion, previous: Effect) -> bool:
    """Tell whether it is the harms just told that went away: "and resolved within a week"."""
    told = previous.motion.rule.startswith("harm") and previous.motion.kind == WORSE
    if not told or clause.kinds & _JUDGED or motion.comparative or motion.safe:
        return False
    return motion.rule == "same.level" or motion.kind in (BETTER, DOWN)


def _is_scarce(clause: Clause, motion: Motion) -> bool:
    """Tell whether it is the evidence that does not suffice, not the treatment."""
    scarce = motion.cue.kinds & (kinds.TRIALS_SCARCE | kinds.MAGNITUDE)
    bare = not clause.kinds & (kinds.MENTION_OUTCOME | kinds.ROLES_PAIN)
    return bool(scarce and bare and clause.kinds & kinds.TRIALS_EVIDENCE)


_HALF: Final = 0.5
_JUDGED: Final = (
    kinds.MENTION_OUTCOME
    | kinds.MENTION_PAIN_TYPE
    | kinds.ROLES_PAIN
    | kinds.ROLES_EFFICACY
    | kinds.HARM
    | kinds.EFFECT
    | kinds.BETTER_NOUN
    | kinds.RELIEVE_NOUN
)
_MEASURED: Final = kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE | kinds.ROLES_PAIN


def _baseline_of(clause: Clause) -> Item | None:
    """Return "baseline" where it qualifies what is measured: "baseline pain intensity"."""
    for item, after in pairwise(clause.items):
        near = item.kinds & kinds.ROLES_BASELINE and after.start - item.end <= 1
        if near and after.kinds & _MEASURED:
            return item
    return None


def _is_at_start(clause: Clause, cast: Cast, motion: Motion) -> bool:
    """Tell whether arms are compared as they were before treatment."""
    before = clause.find(kinds.ROLES_BEFORE) or _baseline_of(clause)
    if before is None or before.start > motion.cue.start:
        return before is not None and motion.kind == NONE
    timed = before.kinds & kinds.ROLES_BASELINE
    return not any(
        timed
        and item.kinds & (kinds.COMPARATOR_BEFORE | kinds.COMPARATOR_AFTER)
        and (0 <= before.start - item.end <= 2 or 0 <= item.start - before.end <= 2)
        for item in clause.items
    ) and (bool(cast.comparators) or cast.pairwise or len(cast.subjects) > 1)


def advises_against(clause: Clause) -> bool:
    """Tell whether advice rests on harms ("cannot be recommended given its complications")."""
    return bool(
        clause.kinds & kinds.CLAIM_RECOMMEND
        and clause.kinds & (kinds.HARM_CAUSED | kinds.HARM_REASON)
    )
