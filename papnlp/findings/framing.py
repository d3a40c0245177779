"""How the effects of a sentence hang together: what they share, repeat and leave open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from papnlp.findings import kinds, numbers, testing
from papnlp.findings.bracketed import ArmPair
from papnlp.findings.cast import Cast
from papnlp.findings.clauses import Clause
from papnlp.findings.direction import judge
from papnlp.findings.discourse import Arm, Discourse
from papnlp.findings.effects import DIRECTED, REVERSED, TOLD, Effect, carried
from papnlp.findings.lexicon import Item
from papnlp.findings.motions import BETTER, DOWN, NONE, UP, Motion, direction_of
from papnlp.findings.pairs import alike
from papnlp.findings.targets import Target
from papnlp.findings.values import plain

BY_MAGNITUDE: Final = "comparison.magnitude"
_APART: Final = 1.5
_GAIN: Final = (
    kinds.BETTER_NOUN
    | kinds.BETTER_FAVOUR
    | kinds.BETTER_COMPARATIVE_TO
    | kinds.DECREASE_NOUN
    | kinds.RELIEVE_NOUN
    | kinds.LOST_MERIT
)
_PAIR: Final = 2
_NAMED: Final = kinds.ARMS | kinds.MENTION_INTERVENTION | kinds.MENTION_OUTCOME


def in_order(effect: Effect, discourse: Discourse) -> Effect:
    """Set two arms that share a name ("the two groups") in the order of the text."""
    arms = [*effect.subjects, *effect.comparators]
    start, end = effect.clause.start, effect.clause.end
    places = {arm.start for arm in arms if start <= arm.start < end}
    known = [arm for arm in discourse.in_order() if arm in {other.concept for other in arms}]
    if len(arms) != _PAIR or len(places) == _PAIR or len(known) != _PAIR:
        return effect
    first, second = sorted(arms, key=lambda arm: known.index(arm.concept))
    return replace(effect, subjects=[first], comparators=[second])


def corrected(
    effect: Effect, effects: Sequence[Effect], valence_of: Callable[[Target], str | None]
) -> bool:
    """Tell whether the same sentence sets a change for the worse right.

    It is called an improvement, "fell from 12 to 8, a greater improvement than with
    placebo", or only what ends an advantage: "had risen, and the groups no longer differed".

    Parameters
    ----------
    effect : Effect
        The change.
    effects : sequence of Effect
        All of the sentence.
    valence_of : callable
        Tells which way an outcome is better.
    """
    if effect.motion.kind not in (DOWN, UP):
        return False
    return any(
        (other.motion.kind == BETTER or other.motion.rule == "same.level")
        and other.comparators
        and effect.comparators in ([], other.comparators)
        and [arm.concept for arm in other.subjects] == [arm.concept for arm in effect.subjects]
        and {target.outcome for target in other.targets}
        >= {target.outcome for target in effect.targets}
        and all(
            direction_of(effect.motion.kind, valence_of(target)) == "worsened"
            for target in effect.targets
        )
        for other in effects
    )


def awaited(waiting: list[Effect], effect: Effect) -> list[Effect]:
    """Return the effects of a sentence that says who acts at its end: "A fell, B rose with X"."""
    named = not effect.subjects[0].inferred and effect.subjects[0].start > effect.motion.cue.end
    before = [w for w in waiting if w.clause.sentence == effect.clause.sentence]
    waiting.clear()
    return [replace(w, subjects=carried(effect.subjects)) for w in before] if named else []


def told_so_far(clauses: Sequence[Clause], cast: Cast) -> list[Arm]:
    """Return the arms that a sentence has named ("A was given and B was worn, all in vain")."""
    arms = {
        item.term.concept: Arm(item.term.concept, item.start, item.end)
        for clause in clauses
        for item in clause.all(kinds.MENTION_INTERVENTION)
        if item.term is not None
    }
    taken = {arm.concept for arm in cast.comparators}
    return [arm for concept, arm in arms.items() if concept not in taken]


def leaves_open(effect: Effect) -> bool:
    """Tell whether a claim only says that arms differ, so that its pairs say more."""
    return effect.motion.rule.startswith(("differ", "values", "significance"))


def is_told(effect: Effect, pair: ArmPair) -> bool:
    """Tell whether a claim is about a pair of arms already."""
    told = {arm.concept for arm in (*effect.subjects, *effect.comparators)}
    return bool(effect.comparators) and {pair.first.concept, pair.second.concept} <= told


def names_gain(effect: Effect) -> bool:
    """Tell whether what is lost is named with the arm that had it: "the gain with hypnosis"."""
    gain = effect.clause.find(_GAIN)
    named = not effect.subjects[0].inferred
    return gain is not None and named and gain.start < effect.motion.cue.start


def refers_back(clause: Clause, cue: Item) -> bool:
    """Tell whether a sentence repeats what was said: "The same was true of X", "X did likewise"."""
    if clause.opener != "start":
        return False
    if cue.start - clause.start <= _PAIR:
        return True
    repeats = cue.kinds & kinds.ELLIPSIS_SAME and not cue.kinds & kinds.ELLIPSIS_FINAL
    whole = cue.kinds & kinds.ELLIPSIS_WHOLE and not any(
        item.kinds & _NAMED for item in clause.items if item.start >= cue.end
    )
    ends = cue.end >= clause.end - _PAIR or whole
    return bool(repeats and ends) and clause.predicates == [cue]


def interleaved(effect: Effect) -> list[Effect]:
    """Part a claim that gives each of two arms a pain type or an outcome of its own.

    "Evidence supports A for phantom pain and B for stump pain", "A improved sleep
    and B mood".
    """
    arms = effect.subjects
    if len(arms) != _PAIR or effect.comparators or any(arm.inferred for arm in arms):
        return [effect]
    if all(len(target.pains) == _PAIR for target in effect.targets):
        starts = [pain[1].start for pain in effect.targets[0].pains]
        told = not any(pain[1].inferred for pain in effect.targets[0].pains)
        parts = [
            [replace(target, pains=(target.pains[index],)) for target in effect.targets]
            for index in range(_PAIR)
        ]
    else:
        spans = [target.span or target.instrument_span for target in effect.targets]
        if len(spans) != _PAIR or spans[0] is None or spans[1] is None:
            return [effect]
        starts = [spans[0].start, spans[1].start]
        told = not (spans[0].inferred or spans[1].inferred)
        parts = [[target] for target in effect.targets]
    if not told or not arms[0].start < starts[0] < arms[1].start < starts[1]:
        return [effect]
    return [
        replace(effect, subjects=[arm], targets=part) for arm, part in zip(arms, parts, strict=True)
    ]


def amplifies(clause: Clause, motion: Motion, previous: Effect) -> bool:
    """Tell whether a clause says that a change before it was greater in one arm: "more so"."""
    return (
        bool(motion.cue.kinds & kinds.ELLIPSIS_MORE)
        and previous.motion.kind in DIRECTED
        and not clause.kinds & (kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE)
    )


def denied_with(previous: Effect, clause: Clause, motion: Motion) -> bool:
    """Tell whether a denial reaches over "or": "without increasing X or impairing Y"."""
    if motion.kind not in DIRECTED or clause.opener != "weak" or previous.motion.kind != NONE:
        return False
    denied = previous.motion.cue
    if clause.items[0].kinds & kinds.ARMS_EITHER:
        denials = previous.clause.all(kinds.NEGATION_BEFORE)
        return any(0 <= denied.start - item.end <= 1 for item in denials)
    going_on = all(cue.text.endswith(_PARTICIPLE) for cue in (motion.cue, denied))
    return going_on and bool(previous.clause.kinds & kinds.NEGATION_APART)


_PARTICIPLE: Final = "ing"


def is_gapped(clause: Clause, cast: Cast) -> bool:
    """Tell whether a clause has an outcome and an arm but takes its predicate from before."""
    return (
        not clause.predicates
        and clause.opener == "weak"
        and bool(clause.kinds & kinds.MENTION_OUTCOME)
        and any(arm.start >= clause.start for arm in cast.subjects)
    )


def judge_further(clause: Clause, cast: Cast, previous: Effect, lower: str) -> Motion | None:
    """Judge the difference of a further arm: "was -1.9 (p<.01) with A, and -1.3 (p=.2) with B"."""
    named = cast.subjects and not any(arm.inferred for arm in cast.subjects)
    if clause.predicates or not named or previous.motion.rule != "differ.signed":
        return None
    start, end = clause.start, clause.end
    value = numbers.signed(lower, start, end)
    significance = testing.significance(lower, start, end)
    if value is None or significance == testing.Significance(None, None):
        return None
    told = significance.p or (significance.p is None and significance.interval is False)
    kind = (DOWN if value < 0 else UP) if told else NONE
    return replace(previous.motion, kind=kind, cue=clause.items[0], rule="differ.signed")


def by_significance(effect: Effect, lower: str) -> list[Effect]:
    """Part a change of several arms by the p value of each: "by 35 (p<0.01) and 10 mg (p=0.1)"."""
    arms = effect.subjects
    against = effect.comparators and effect.motion.rule != "differ.signed"
    if len(arms) < _PAIR or against or effect.motion.kind not in TOLD:
        return [effect]
    start, end = effect.clause.start, effect.clause.end
    significant = testing.p_values(lower, start, end)
    if len(significant) != len(arms) and effect.motion.rule == "differ.signed":
        significant = [side != 0 for side in testing.sides_of_null(lower, start, end)]
    if len(significant) != len(arms) or len(set(significant)) == 1:
        return [effect]
    motion = judge(effect.clause, lower, ignoring_p=True)
    if motion is None or motion.kind not in DIRECTED:
        return [effect]
    moved = [arm for arm, told in zip(arms, significant, strict=True) if told]
    unmoved = [arm for arm, told in zip(arms, significant, strict=True) if not told]
    still = replace(motion, kind=NONE, rule=motion.rule + ".p")
    return [
        replace(effect, motion=motion, subjects=moved),
        replace(effect, motion=still, subjects=unmoved),
    ]


def each_changed(effect: Effect, lower: str) -> list[Effect]:
    """Return the change of each of two arms whose changes are said to be alike.

    "Pain fell from 6 to 3 with A and from 7 to 3 with B (P = 0.5)".
    """
    motion, clause = effect.motion, effect.clause
    told = motion.rule.endswith(".p") and motion.kind == NONE and len(effect.subjects) == 1
    own = judge(clause, lower, ignoring_p=True) if told and len(effect.comparators) == 1 else None
    if own is None or own.kind not in DIRECTED:
        return []
    arms = sorted((*effect.subjects, *effect.comparators), key=lambda arm: arm.start)
    if any(arm.inferred for arm in arms):
        return []
    start = own.cue.start
    before = [
        numbers.goes(lower, start, arms[0].end),
        numbers.goes(lower, arms[0].end, arms[1].end),
    ]
    after = [before[1], numbers.goes(lower, arms[1].end, clause.end)]
    alone = replace(own, comparative=False)
    return [
        replace(effect, motion=alone, subjects=[arm], comparators=[])
        for arm in (arms if all(before) or all(after) else ())
    ]


def both_changed(first: Effect, second: Effect, lower: str) -> list[Effect]:
    """Return what is told of two changes besides their comparison: each, or the second.

    Both where they are found alike: "A by 2, B by 3 (P = 0.5)".
    """
    if second.motion.kind in DIRECTED:
        return [second]
    own = judge(second.clause, lower, ignoring_p=True)
    if own is None or own.kind != first.motion.kind or second.motion.kind != NONE:
        return []
    told = second.motion.rule.endswith(".p")
    alone = replace(own, comparative=False)
    return [first, replace(second, motion=alone, comparators=[])] if told else []


def set_against_other(effect: Effect, discourse: Discourse) -> None:
    """Set the arms of an effect against each other, or its one arm against the other of a trial."""
    if effect.comparators:
        return
    if len(effect.subjects) == _PAIR:
        effect.comparators, effect.subjects = effect.subjects[1:], effect.subjects[:1]
    elif len(discourse.trial) == _PAIR and len(effect.subjects) == 1:
        others = [arm for arm in discourse.trial if arm != effect.subjects[0].concept]
        if len(others) == 1:
            effect.comparators = [discourse.implied(arm) for arm in others]


def by_magnitude(clause: Clause, motion: Motion, cast: Cast, lower: str) -> Motion:
    """Judge changes of two arms by which is greater: "by 2 with A, by 1 with B (between groups)".

    Parameters
    ----------
    clause : Clause
        The clause.
    motion : Motion
        What it says happened.
    cast : Cast
        Its arms; set against each other where the changes differ.
    lower : str
        Lower-cased normalised text.
    """
    paired = len(cast.subjects) == _PAIR and not (cast.comparators or cast.baseline or cast.every)
    if not paired or not motion.significant or motion.kind not in DIRECTED or motion.comparative:
        return motion
    first, second = cast.subjects
    if not (_tells_between(clause) or _tested_once(first, second, clause, lower)):
        return motion
    one = numbers.course(lower, motion.cue.start, max(first.end, motion.cue.start))
    two = numbers.course(lower, first.end, second.end)
    down = motion.kind in (DOWN, BETTER)
    less, more = (one.falls_short_of(two, down=down), two.falls_short_of(one, down=down))
    found = numbers.values(lower, plain(lower, motion.cue.end, clause.end))
    if less == more and len(found) == _PAIR and second.end <= motion.cue.start:
        less, more = found[0] < found[1], found[0] > found[1]
    if less == more:
        return motion
    cast.subjects, cast.comparators = [first], [second]
    kind = REVERSED[motion.kind] if less else motion.kind
    return replace(motion, kind=kind, rule=BY_MAGNITUDE, comparative=True)


def _tells_between(clause: Clause) -> bool:
    """Tell whether a bracket of a clause speaks of a difference between groups."""
    return any(item.kinds & (kinds.ARMS_BETWEEN | kinds.DIFFER_NOUN) for item in clause.aside)


def _tested_once(first: Arm, second: Arm, clause: Clause, lower: str) -> bool:
    """Tell whether one p value follows the changes of two arms: "by 4 with A, 1 with B (p=.01)"."""
    if not clause.start <= first.end < second.start < clause.end:
        return False
    if any(item.kinds & kinds.ROLES_BASELINE for item in (*clause.items, *clause.aside)):
        return False
    changes = (
        numbers.course(lower, clause.start, first.end),
        numbers.course(lower, first.end, second.end),
    )
    one, two = (abs(change.by) if change.by is not None else None for change in changes)
    if one is None or two is None or max(one, two) < _APART * min(one, two):
        return False
    told = testing.p_values(lower, second.end, clause.end)
    earlier = testing.p_values(lower, clause.start, second.start)
    return len(told) == 1 and not earlier and not testing.tests_each(lower, second.end, clause.end)


def likened(effect: Effect, cue: Item) -> Effect:
    """Return the comparison of two arms that moved alike."""
    first, second = effect.subjects
    motion = Motion(NONE, cue, "same.manner", comparative=True)
    return replace(effect, motion=motion, subjects=[first], comparators=[second], baseline=False)


def settles(clause: Clause, cast: Cast, effects: list[Effect]) -> bool:
    """Tell whether a clause says that the changes of two arms before it differ."""
    if len(effects) < _PAIR or cast.comparators or not clause.kinds & kinds.DIFFER:
        return False
    if clause.kinds & kinds.ROLES_BASELINE:
        return False
    return alike(effects[-2], effects[-1])


def end_of_conflict(clauses: Sequence[Clause], start: int) -> int:
    """Return the index after the last clause of a conflict.

    It ends before a segment with an arm of its own, and before a clause that says what became of
    another arm ("the results of A were conflicting, and B may lower pain").
    """
    arms = {arm.text for arm in clauses[start].all(kinds.MENTION_INTERVENTION)}
    told = arms and clauses[start].kinds & kinds.MIXED_PREDICATE
    for index in range(start + 1, len(clauses)):
        clause = clauses[index]
        own = {arm.text for arm in clause.all(kinds.MENTION_INTERVENTION)}
        if clause.opener == "segment" and own - arms:
            return index
        moved = clause.kinds & kinds.CHANGE and not clause.kinds & (
            kinds.TRIALS_PART | kinds.MIXED_PREDICATE
        )
        if told and moved and own and own.isdisjoint(arms):
            return index
    return len(clauses)
