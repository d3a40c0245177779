"""Changes of two arms that a p value sets against each other: "A fell by 3, B by 1 (p = .01)"."""

from __future__ import annotations

from dataclasses import replace

from papnlp.findings import kinds, numbers, testing
from papnlp.findings.cast import Cast
from papnlp.findings.clauses import Clause
from papnlp.findings.effects import DIRECTED, LINKED, REVERSED, Effect
from papnlp.findings.motions import BETTER, DOWN, NONE


def belong(first: Effect, second: Effect, lower: str) -> bool:
    """Tell whether two changes are those of two arms with one p value after both.

    Parameters
    ----------
    first, second : Effect
        Effects of one sentence, one right after the other.
    lower : str
        Lower-cased normalised text.
    """
    if not alike(first, second):
        return False
    if testing.tests_each(lower, second.clause.start, second.clause.end):
        return False
    told = testing.p_values(lower, second.clause.start, second.clause.end)
    fits = len(told) in (1, len(first.subjects)) if len(first.subjects) > 1 else bool(told)
    return fits and testing.significance(lower, first.clause.start, first.clause.end).p is None


def alike(first: Effect, second: Effect) -> bool:
    """Tell whether two effects are changes of one outcome in two arms.

    Parameters
    ----------
    first, second : Effect
        Effects of one sentence, one right after the other.
    """
    return (
        _is_change(first, several=True)
        and (_is_change(second) or second.motion.rule.endswith(".p"))
        and second.clause.opener in LINKED
        and first.motion.cue.kinds & kinds.CHANGE == second.motion.cue.kinds & kinds.CHANGE
        and {arm.concept for arm in first.subjects}.isdisjoint(
            arm.concept for arm in second.subjects
        )
        and [target.outcome for target in first.targets]
        == [target.outcome for target in second.targets]
    )


def set_apart(first: Effect, second: Effect, lower: str) -> bool:
    """Tell whether a p value sets a change against an arm that did not change.

    "X fell with A but was unchanged with B (between-group p = .01)". A significant
    value behind an arm that stayed as it was can only be one between the groups.

    Parameters
    ----------
    first, second : Effect
        Effects of one sentence, one right after the other.
    lower : str
        Lower-cased normalised text.
    """
    return (
        _is_change(first)
        and second.motion.kind == NONE
        and not second.comparators
        and second.clause.opener in LINKED
        and len(second.subjects) == 1
        and second.subjects[0].concept != first.subjects[0].concept
        and [t.outcome for t in first.targets] == [t.outcome for t in second.targets]
        and _tells_between(second.clause, lower)
    )


def spared(first: Effect, clause: Clause, cast: Cast) -> bool:
    """Tell whether a clause says that harms counted in one arm were not seen in another.

    "Five had nausea after X; there was no such case after Y".

    Parameters
    ----------
    first : Effect
        The effect before the clause, of the same sentence.
    clause : Clause
        The clause.
    cast : Cast
        Its arms.
    """
    named = cast.subjects or cast.comparators
    return (
        first.motion.rule == "harm.count"
        and not first.comparators
        and len(first.subjects) == len(named) == 1
        and not named[0].inferred
        and named[0].concept != first.subjects[0].concept
        and bool(clause.kinds & kinds.HARM_SPARED)
        and not clause.kinds & _OTHER
    )


def _tells_between(clause: Clause, lower: str) -> bool:
    """Tell whether a clause gives one significant p value between groups."""
    told = testing.p_values(lower, clause.start, clause.end)
    between = next((item for item in clause.aside if item.kinds & kinds.ARMS_BETWEEN), None)
    if between is not None:
        return any(testing.p_values(lower, between.start - _BESIDE, between.end + _BESIDE))
    return told == [True] and bool(clause.kinds & kinds.SAME_STATE)


_BESIDE = 24
_OTHER = kinds.HARM_WORD | kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE


def _is_change(effect: Effect, *, several: bool = False) -> bool:
    """Tell whether an effect is the change of one named arm, or of several that share it."""
    return (
        (len(effect.subjects) == 1 or several)
        and not effect.comparators
        and not effect.motion.comparative
        and effect.motion.kind in DIRECTED
    )


def joined(first: Effect, second: Effect, lower: str) -> Effect:
    """Return the comparison that two changes make.

    Parameters
    ----------
    first, second : Effect
        The changes of the two arms.
    lower : str
        Lower-cased normalised text.
    """
    kind = first.motion.kind
    if second.motion.kind == NONE:
        kind = NONE
    else:
        one, two = (
            numbers.course(lower, _begin(effect, lower), effect.clause.end)
            for effect in (first, second)
        )
        if one.falls_short_of(two, down=kind in (DOWN, BETTER)):
            kind = REVERSED[kind]
    motion = replace(first.motion, kind=kind, rule="comparison.changes", comparative=True)
    return replace(first, motion=motion, comparators=second.subjects, baseline=False)


def _begin(effect: Effect, lower: str) -> int:
    """Return where the numbers of a change begin: at "from" before it, else after its word."""
    start = lower.rfind("由", effect.clause.start, effect.motion.cue.start)
    start = max(start, lower.rfind("从", effect.clause.start, effect.motion.cue.start))
    return start if start >= 0 else effect.motion.cue.start
