"""The arms that a clause leaves out, and the order of those it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from papnlp.findings import kinds
from papnlp.findings.carrying import (
    concepts,
    fronted,
    goes_on,
    holds_on,
    lacks_gain,
    lost,
    opens_with_comparator,
    repeated,
    set_against,
    speaks_at_large,
)
from papnlp.findings.cast import Cast
from papnlp.findings.clauses import Clause
from papnlp.findings.discourse import Arm, Discourse
from papnlp.findings.effects import LINKED, REVERSED, Effect, carried
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
        if opens_with_comparator(clause, cast):
            discourse.fronted, discourse.fronted_sentence = cast.comparators, clause.sentence
        if not cast.subjects or cast.comparators or cast.baseline or cast.blocked:
            return
        two = motion.kind == NONE and len(cast.subjects) == 2 and clause.kinds & kinds.ARMS_BETWEEN
        if not two and holds_on(clause, cast, discourse):
            cast.comparators = carried(discourse.fronted)
            return
        if (
            previous is not None
            and (fronted(previous) or speaks_at_large(previous))
            and clause.opener in LINKED
            and concepts(previous.subjects) == concepts(cast.subjects)
            and (motion.kind != NONE or len(cast.subjects) != 2 or motion.rule.startswith("effect"))
        ):
            cast.comparators = carried(previous.comparators)
            return
        if motion.rule == "same.level":
            cast.comparators = lost(cast, discourse, previous)
        elif lacks_gain(clause, motion, cast, previous):
            cast.comparators = carried(previous.comparators) if previous else []
        level = motion.rule == "same.level" and not motion.comparative
        if not cast.comparators and not level:
            self._compare(clause, motion, cast, discourse, previous)

    def _compare(
        self,
        clause: Clause,
        motion: Motion,
        cast: Cast,
        discourse: Discourse,
        previous: Effect | None,
    ) -> None:
        """Fill in what a comparison that names it not is made with."""
        compares = (
            motion.comparative
            or (motion.kind == MIXED and len(discourse.trial) == 2)
            or self._stays_like_control(clause, motion, cast, discourse)
        )
        alone = len(cast.subjects) == 1 or motion.kind != NONE
        if compares and alone and not cast.every:
            cast.comparators = repeated(clause, motion, cast, previous) or (
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
            compares = motion.comparative or goes_on(clause, motion, cast, previous)
            if compares and not cast.comparators and not cast.pairwise:
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
            others = set_against(subjects, previous)
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
            and (motion.kind == NONE or cast.pairwise or motion.rule.startswith(_SET_AGAINST))
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
    return bool(cast.comparators) and concepts(cast.comparators).isdisjoint(
        concepts(discourse.named)
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


def _enumerates(discourse: Discourse) -> bool:
    """Tell whether the arms named last are only a list of what was used: three and more."""
    return len(discourse.named) > _FEW and discourse.sentence != discourse.named_sentence


_FEW: Final = 2
