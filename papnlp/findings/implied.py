"""The arms that a clause leaves out, and the order of those it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from papnlp.findings import kinds
from papnlp.findings.cast import Cast
from papnlp.findings.clauses import Clause
from papnlp.findings.discourse import Arm, Discourse
from papnlp.findings.effects import DIRECTED, LINKED, REVERSED, Effect, carried
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.motions import MIXED, NONE, Motion
from papnlp.findings.targets import Target


class ArmInference:
    """Fills in and orders the arms of a claim.

    Parameters
    ----------
    knowledge : Knowledge
        Tells controls from other arms.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def fill(
        self,
        clause: Clause,
        motion: Motion,
        cast: Cast,
        discourse: Discourse,
        previous: Effect | None,
    ) -> None:
        """Fill in the arms that a clause leaves out."""
        if cast.blocked and not cast.subjects:
            return
        if not cast.subjects:
            self._imply_subjects(clause, motion, cast, discourse, previous)
        if _opens_with_comparator(clause, cast):
            discourse.fronted, discourse.fronted_sentence = cast.comparators, clause.sentence
        if not cast.subjects or cast.comparators or cast.baseline or cast.blocked:
            return
        two = motion.kind == NONE and len(cast.subjects) == 2 and clause.kinds & kinds.ARMS_BETWEEN
        if not two and _holds_on(clause, cast, discourse):
            cast.comparators = carried(discourse.fronted)
            return
        if (
            previous is not None
            and (_fronted(previous) or _speaks_at_large(previous))
            and clause.opener in LINKED
            and _concepts(previous.subjects) == _concepts(cast.subjects)
            and (motion.kind != NONE or len(cast.subjects) != 2 or motion.rule.startswith("effect"))
        ):
            cast.comparators = carried(previous.comparators)
            return
        if motion.rule == "same.level":
            cast.comparators = _lost(cast, discourse, previous)
            if cast.comparators or not motion.comparative:
                return
        if _lacks_gain(clause, motion, cast, previous):
            cast.comparators = carried(previous.comparators) if previous else []
            return
        compares = (
            motion.comparative
            or (motion.kind == MIXED and len(discourse.trial) == 2)
            or self._stays_like_control(clause, motion, cast, discourse)
        )
        alone = len(cast.subjects) == 1 or motion.kind != NONE
        if compares and alone and not cast.every:
            cast.comparators = _repeated(clause, motion, cast, previous) or (
                self._implied_comparators(cast, discourse, previous)
            )

    def _stays_like_control(
        self, clause: Clause, motion: Motion, cast: Cast, discourse: Discourse
    ) -> bool:
        """Tell whether an effect is denied by comparison with the other arm.

        An outcome "was not influenced" in a trial against a control; what an arm
        is concluded not to do, it does no better than the other.
        """
        if len(discourse.trial) != 2 or motion.kind != NONE:
            return False
        if motion.rule == "effect.none" and not motion.efficacy:
            unnamed = all(arm.inferred for arm in cast.subjects)
            if unnamed and self._is_control(discourse.trial[1], discourse):
                return True
        denied = motion.rule.startswith(("change", "effect"))
        return (
            clause.section == "conclusions"
            and denied
            and discourse.allotted
            and [arm.concept for arm in cast.subjects] == discourse.trial[:1]
        )

    def release(self, cast: Cast, targets: Sequence[Target], discourse: Discourse) -> None:
        """Take a drug that is only consumed from those who act: "those on opioids halved them"."""
        outcomes = {target.outcome for target in targets if target.outcome is not None}
        tested = {*discourse.trial, *discourse.topics}
        cast.subjects = [
            arm
            for arm in cast.subjects
            if arm.concept in tested or self._knowledge.consumption(arm.concept) not in outcomes
        ]

    def _imply_subjects(
        self,
        clause: Clause,
        motion: Motion,
        cast: Cast,
        discourse: Discourse,
        previous: Effect | None,
    ) -> None:
        """Fill in who acts: from the sentence, from the last comparison, from the study."""
        if motion.rule == "same.level" and discourse.subjects:
            cast.subjects = carried(discourse.subjects)
            cast.comparators = cast.comparators or carried(discourse.comparators)
        elif previous is not None and (not cast.pairwise or len(previous.subjects) == 2):
            cast.subjects = carried(previous.subjects)
            goes_on = motion.comparative or _goes_on(clause, motion, cast, previous)
            if goes_on and not cast.comparators and not cast.pairwise:
                cast.comparators = carried(previous.comparators)
        elif discourse.named_sentence == clause.sentence and (
            not motion.comparative or _is_set_against(cast, discourse)
        ):
            cast.subjects = carried(discourse.named)
        elif motion.alike is not None and len(discourse.trial) == 2:
            cast.subjects = [discourse.implied(arm) for arm in discourse.trial]
        elif not self._imply_pair(clause, motion, cast, discourse):
            among = motion.comparative and not cast.comparators and not clause.kinds & kinds.ARMS
            cast.subjects = (
                [] if discourse.review and among else self._tested(clause.sentence, discourse)
            )

    def _imply_pair(self, clause: Clause, motion: Motion, cast: Cast, discourse: Discourse) -> bool:
        """Fill in both arms of a comparison that names none; tell whether there are any."""
        if cast.comparators or not (motion.comparative or cast.pairwise):
            return False
        if len(discourse.trial) == 2:
            arms = [discourse.implied(arm) for arm in discourse.trial]
            cast.subjects, cast.comparators = arms[:1], arms[1:]
            return True
        tested = [arm for arm in discourse.trial if not self._is_control(arm, discourse)]
        if clause.kinds & kinds.ARMS_BETWEEN_TWO and len(tested) == 2:
            cast.subjects, cast.comparators = ([discourse.implied(arm)] for arm in tested)
            return True
        controls = [arm for arm in discourse.trial if arm not in tested]
        if discourse.allotted and cast.pairwise and motion.kind == NONE and len(controls) == 1:
            cast.subjects = [discourse.implied(arm) for arm in discourse.trial]
            return True
        if discourse.comparators and clause.sentence - discourse.sentence <= 2:
            cast.subjects = carried(discourse.subjects)
            cast.comparators = carried(discourse.comparators)
            return True
        return False

    def _tested(self, sentence: int, discourse: Discourse) -> list[Arm]:
        """Return the arm that a study without a comparison in force tests."""
        if discourse.observing:
            return []
        if discourse.review:
            near = sentence - discourse.named_sentence <= 1
            if near and not _enumerates(discourse):
                return carried(discourse.named)
            return [discourse.implied(arm) for arm in discourse.reviewed]
        if discourse.trial:
            arms = self._knowledge.experimental(discourse.trial)
            arms = arms[:1] if len(arms) == 1 or len(discourse.trial) == 2 else []
        elif discourse.focus:
            return carried(discourse.focus)
        else:
            arms = discourse.topics[:1]
        return [discourse.implied(arm) for arm in arms]

    def _implied_comparators(
        self, cast: Cast, discourse: Discourse, previous: Effect | None
    ) -> list[Arm]:
        subjects = {arm.concept for arm in cast.subjects}
        trial = discourse.trial
        if subjects and all(self._is_control(arm, discourse) for arm in subjects):
            others = _set_against(subjects, previous)
            if others:
                return carried(others)
        if len(trial) == 2 and subjects < set(trial):
            return [discourse.implied(arm) for arm in trial if arm not in subjects]
        if previous is not None and previous.comparators:
            same = subjects <= {arm.concept for arm in previous.subjects}
            return carried(previous.comparators) if same else []
        if len(discourse.controls) == 1 and not subjects & discourse.controls:
            return [discourse.implied(arm) for arm in discourse.controls if arm in discourse.places]
        known = [discourse.pairs.get(concept) for concept in subjects]
        first = known[0] if known else None
        return carried(first) if first and all(other == first for other in known) else []

    def _is_control(self, concept: str, discourse: Discourse) -> bool:
        return self._knowledge.is_control(concept) or concept in discourse.controls

    @staticmethod
    def _ordered(subjects: list[Arm], discourse: Discourse) -> list[Arm]:
        """Put two arms that are only referred to in the order of the claims about them."""
        order = list(discourse.pairs)
        if all(arm.inferred and arm.concept in discourse.pairs for arm in subjects):
            return sorted(subjects, key=lambda arm: order.index(arm.concept))
        return subjects

    def arrange(self, effect: Effect, cast: Cast, discourse: Discourse) -> Effect | None:
        """Put the experimental arm first, and set two arms of one comparison against each other."""
        subjects, comparators, motion = effect.subjects, effect.comparators, effect.motion

        def control(concept: str) -> bool:
            return self._knowledge.is_control(concept) or (
                motion.comparative
                and not cast.baseline
                and (not cast.every or bool(motion.cue.kinds & kinds.SAME_PREDICATE))
                and concept in discourse.controls
            )

        if (
            len(subjects) == 2
            and not comparators
            and motion.comparative
            and not _leaves_be(effect)
            and (
                motion.kind == NONE
                or cast.pairwise
                or motion.rule.startswith(_SET_AGAINST)
            )
        ):
            first, second = self._ordered(subjects, discourse)
            subjects, comparators = [first], [second]
        experimental = [arm for arm in subjects if not control(arm.concept)]
        each = cast.every and (cast.baseline or not motion.comparative) and motion.alike is None
        each = each and (motion.kind != NONE or bool(motion.cue.kinds & kinds.SAME_STATE))
        if experimental and len(experimental) < len(subjects) and not each:
            told = (
                motion.comparative
                or motion.alike is not None
                or (motion.significant and not cast.every)
            )
            if told and not comparators:
                comparators = [arm for arm in subjects if control(arm.concept)]
            subjects = experimental
        elif not experimental and comparators and not all(control(a.concept) for a in comparators):
            subjects, comparators = comparators, subjects
            motion = replace(motion, kind=REVERSED.get(motion.kind, motion.kind))
        lost = motion.rule == "same.level"
        if (
            motion.kind == NONE
            and not lost
            and _turned_round(subjects, comparators, discourse.trial)
        ):
            subjects, comparators = comparators, subjects
        effect.subjects, effect.comparators, effect.motion = subjects, comparators, motion
        return effect


_SET_AGAINST: Final = ("values", "differ", "harm.values", "responders", "relief.counted")
"""Rules that set the values of two arms against each other."""


def _is_set_against(cast: Cast, discourse: Discourse) -> bool:
    """Tell whether a clause compares what its sentence has named: "A held on: 2 less than B"."""
    return bool(cast.comparators) and _concepts(cast.comparators).isdisjoint(
        _concepts(discourse.named)
    )


def _turned_round(subjects: list[Arm], comparators: list[Arm], trial: list[str]) -> bool:
    """Tell whether two arms that are not named stand against the order of the study."""
    if len(trial) != 2 or len(subjects) != 1 or len(comparators) != 1:
        return False
    first, second = subjects[0], comparators[0]
    return (
        first.inferred
        and second.inferred
        and {first.concept, second.concept} <= set(trial)
        and trial.index(first.concept) > trial.index(second.concept)
    )


def _leaves_be(effect: Effect) -> bool:
    """Tell whether each of two arms left something as it was: "unaffected by either A or B"."""
    cue = effect.motion.cue
    if cue.kinds & kinds.SAME_UNMOVED_AROUND:
        return True
    return bool(cue.kinds & kinds.SAME_UNMOVED) and all(
        arm.start >= cue.end for arm in effect.subjects
    )


def _opens_with_comparator(clause: Clause, cast: Cast) -> bool:
    """Tell whether a comparator stands before whoever acts: "compared with usual care, A"."""
    if clause.opener not in ("start", "colon") or not (cast.comparators and cast.subjects):
        return False
    first = min(arm.start for arm in cast.subjects)
    return all(clause.start <= arm.start < first for arm in cast.comparators)


def _holds_on(clause: Clause, cast: Cast, discourse: Discourse) -> bool:
    """Tell whether the comparator that opened the sentence holds for the arms of a clause."""
    return (
        clause.sentence == discourse.fronted_sentence
        and clause.opener in LINKED
        and not any(arm.inferred for arm in cast.subjects)
        and _concepts(cast.subjects).isdisjoint(_concepts(discourse.fronted))
    )


def _fronted(effect: Effect) -> bool:
    """Tell whether a comparator stands before the predicate and so holds for what is joined."""
    return bool(effect.comparators) and all(
        effect.clause.start <= arm.start < effect.motion.cue.start or arm.inferred
        for arm in effect.comparators
    )


def _speaks_at_large(effect: Effect) -> bool:
    """Tell whether a comparison names no outcome, which what is joined to it then does."""
    return effect.motion.comparative and all(target.outcome is None for target in effect.targets)


def _lost(cast: Cast, discourse: Discourse, previous: Effect | None) -> list[Arm]:
    """Return what an effect that is lost was measured against."""
    if previous is not None:
        return carried(previous.comparators)
    if _concepts(cast.subjects) <= _concepts(discourse.subjects):
        return carried(discourse.comparators)
    first = discourse.pairs.get(cast.subjects[0].concept)
    return carried(first) if first else []


def _repeated(clause: Clause, motion: Motion, cast: Cast, previous: Effect | None) -> list[Arm]:
    """Return what a like comparison was made with: "2 lower with A than with C, 1 lower with B"."""
    if previous is None or clause.opener not in LINKED or not _is_same(motion, previous.motion):
        return []
    told = {*_concepts(previous.subjects), *_concepts(previous.comparators)}
    named = not any(arm.inferred for arm in cast.subjects)
    return (
        carried(previous.comparators) if named and told.isdisjoint(_concepts(cast.subjects)) else []
    )


def _lacks_gain(clause: Clause, motion: Motion, cast: Cast, previous: Effect | None) -> bool:
    """Tell whether a further arm lacks the gain just told: "better with A than B, not so with C".

    "Whereas the advantage of C was not significant", "whereas C had no such effect".
    """
    return (
        previous is not None
        and clause.opener in (*LINKED, "strong", "segment")
        and motion.kind == NONE
        and previous.motion.kind in DIRECTED
        and previous.motion.comparative
        and bool(previous.comparators)
        and bool(clause.kinds & _GAINS)
        and not any(arm.inferred for arm in cast.subjects)
        and _concepts(cast.subjects).isdisjoint(
            _concepts([*previous.subjects, *previous.comparators])
        )
    )


_GAINS: Final = (
    kinds.BETTER_FAVOUR | kinds.BETTER_NOUN | kinds.LOST_MERIT | kinds.ROLES_SAME_OUTCOME
)


def _goes_on(clause: Clause, motion: Motion, cast: Cast, previous: Effect) -> bool:
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


def _set_against(controls: set[str], previous: Effect | None) -> list[Arm]:
    """Return the arms that the clause before compared with each other ("but higher in B")."""
    if previous is None or not previous.motion.comparative:
        return []
    arms = [*previous.subjects, *previous.comparators]
    return arms if len(arms) > 1 and controls.isdisjoint(_concepts(arms)) else []


def _enumerates(discourse: Discourse) -> bool:
    """Tell whether the arms named last are only a list of what was used: three and more."""
    return len(discourse.named) > _FEW and discourse.sentence != discourse.named_sentence


_FEW: Final = 2


def _concepts(arms: list[Arm]) -> set[str]:
    return {arm.concept for arm in arms}
