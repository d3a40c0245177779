"""What a clause takes over from the comparison before it: comparators in front, gains, losses."""

from __future__ import annotations

from typing import Final

from papnlp.findings import kinds
from papnlp.findings.cast import Cast
from papnlp.findings.clauses import Clause
from papnlp.findings.discourse import Arm, Discourse
from papnlp.findings.effects import DIRECTED, LINKED, Effect, carried
from papnlp.findings.motions import NONE, Motion

_FURTHER: Final = (*LINKED, "segment")


def concepts(arms: list[Arm]) -> set[str]:
    """Return the concepts of arms."""
    return {arm.concept for arm in arms}


def opens_with_comparator(clause: Clause, cast: Cast) -> bool:
    """Tell whether a comparator stands before whoever acts: "compared with usual care, A"."""
    if clause.opener not in ("start", "colon") or not (cast.comparators and cast.subjects):
        return False
    first = min(arm.start for arm in cast.subjects)
    return all(clause.start <= arm.start < first for arm in cast.comparators)


def holds_on(clause: Clause, cast: Cast, discourse: Discourse) -> bool:
    """Tell whether the comparator that opened the sentence holds for the arms of a clause."""
    return (
        clause.sentence == discourse.fronted_sentence
        and clause.opener in LINKED
        and not any(arm.inferred for arm in cast.subjects)
        and concepts(cast.subjects).isdisjoint(concepts(discourse.fronted))
    )


def fronted(effect: Effect) -> bool:
    """Tell whether a comparator stands before the predicate and so holds for what is joined."""
    return bool(effect.comparators) and all(
        effect.clause.start <= arm.start < effect.motion.cue.start or arm.inferred
        for arm in effect.comparators
    )


def speaks_at_large(effect: Effect) -> bool:
    """Tell whether a comparison names no outcome, which what is joined to it then does."""
    return effect.motion.comparative and all(target.outcome is None for target in effect.targets)


def lost(cast: Cast, discourse: Discourse, previous: Effect | None) -> list[Arm]:
    """Return what an effect that is lost was measured against."""
    if previous is not None:
        return carried(previous.comparators)
    if concepts(cast.subjects) <= concepts(discourse.subjects):
        return carried(discourse.comparators)
    first = discourse.pairs.get(cast.subjects[0].concept)
    return carried(first) if first else []


def repeated(clause: Clause, motion: Motion, cast: Cast, previous: Effect | None) -> list[Arm]:
    """Return what a like comparison was made with: "2 lower with A than with C, 1 lower with B"."""
    if previous is None or clause.opener not in LINKED or not _is_same(motion, previous.motion):
        return []
    told = {*concepts(previous.subjects), *concepts(previous.comparators)}
    named = not any(arm.inferred for arm in cast.subjects)
    return (
        carried(previous.comparators) if named and told.isdisjoint(concepts(cast.subjects)) else []
    )


def lacks_gain(clause: Clause, motion: Motion, cast: Cast, previous: Effect | None) -> bool:
    """Tell whether a further arm lacks the gain just told: "better with A than B, not so with C".

    "Whereas the advantage of C was not significant", "whereas C had no such effect".
    """
    return (
        previous is not None
        and clause.opener in _FURTHER
        and motion.kind == NONE
        and previous.motion.kind in DIRECTED
        and previous.motion.comparative
        and bool(previous.comparators)
        and bool(clause.kinds & _GAINS)
        and not any(arm.inferred for arm in cast.subjects)
        and concepts(cast.subjects).isdisjoint(
            concepts([*previous.subjects, *previous.comparators])
        )
    )


_GAINS: Final = (
    kinds.BETTER_FAVOUR | kinds.BETTER_NOUN | kinds.LOST_MERIT | kinds.ROLES_SAME_OUTCOME
)


def goes_on(clause: Clause, motion: Motion, cast: Cast, previous: Effect) -> bool:
    """Tell whether a change is a further one of a comparison: "lower with A than B, and Y fell"."""
    return (
        clause.opener == "weak"
        and previous.motion.comparative
        and motion.kind in DIRECTED
        and motion.rule.startswith("change")
        and not cast.baseline
    )


def _is_same(motion: Motion, before: Motion) -> bool:
    """Tell whether two comparisons find the same difference in words of one family."""
    return before.comparative and motion.kind == before.kind and motion.rule == before.rule


def set_against(controls: set[str], previous: Effect | None) -> list[Arm]:
    """Return the arms that the clause before compared with each other ("but higher in B")."""
    if previous is None or not previous.motion.comparative:
        return []
    arms = [*previous.subjects, *previous.comparators]
    return arms if len(arms) > 1 and controls.isdisjoint(concepts(arms)) else []
