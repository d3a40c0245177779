"""What an elliptic clause takes from the one before it: "as was B", "and C with D"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from papnlp.findings import counting, hedges, kinds
from papnlp.findings.cast import Cast
from papnlp.findings.clauses import Clause
from papnlp.findings.direction import judge
from papnlp.findings.effects import DIRECTED, Effect, Scene, carried
from papnlp.findings.framing import is_gapped, judge_further, refers_back
from papnlp.findings.harms import judge_harms
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.lexicon import Item
from papnlp.findings.motions import BETTER, DOWN, NONE, UP, WORSE, Motion, direction_of
from papnlp.findings.outcomes import TargetFinder
from papnlp.findings.relief import judge_provision
from papnlp.findings.scope import TargetScope
from papnlp.findings.targets import Target
from papnlp.findings.themes import Themes


def spoken(clause: Clause, lower: str) -> Motion | None:
    """Judge a clause; harms denied or caused are claims without a verb of change."""
    return judge_harms(clause, lower) or judge(clause, lower) or judge_provision(clause)


class EllipsisReader:
    """Builds the effects of clauses that repeat a predicate.

    Parameters
    ----------
    knowledge : Knowledge
        What is known about outcomes.
    targets : TargetFinder
        Finds what a clause names.
    scope : TargetScope
        Gives a clause its targets, inherited ones included.
    """

    def __init__(self, knowledge: Knowledge, targets: TargetFinder, scope: TargetScope) -> None:
        self._knowledge = knowledge
        self._targets = targets
        self._scope = scope

    def __call__(
        self,
        clauses: Sequence[Clause],
        index: int,
        cast: Cast,
        previous: Effect | None,
        scene: Scene,
    ) -> Effect | None:
        """Return the effect that an elliptic clause repeats ("as was B", "but not than C")."""
        clause = clauses[index]
        cue = clause.find(kinds.ELLIPSIS)
        if previous is None and cue is not None and refers_back(clause, cue):
            previous = scene.last(clause.sentence)
        if cue is None and previous is not None:
            if is_gapped(clause, cast):
                return self._gapped(clauses, index, cast, previous, scene)
            return _valued(clause, cast, previous, scene.lower)
        if cue is None or previous is None:
            return None
        own = spoken(clause, scene.lower)
        closes = cue.kinds & kinds.ELLIPSIS_SAME and own is not None and cue.start > own.cue.start
        told = own is not None and not own.cue.kinds & kinds.ELLIPSIS and own.cue.term is None
        if told and not closes:
            return None
        named = clause.kinds & (kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE)
        timed = any(character.isdigit() for character in scene.lower[clause.start : clause.end])
        if not (cast.subjects or cast.comparators or named or timed) or cast.blocked:
            return None
        negated = (
            bool(cue.kinds & kinds.ELLIPSIS_NOT)
            or _denied_of_all(clause, cue)
            or counting.is_minority(scene.lower, clause.start, clause.end)
        )
        kind = NONE if negated and previous.motion.kind in DIRECTED else previous.motion.kind
        if negated and previous.motion.rule == "same.level":
            kind = BETTER
        verb = own.verb if own is not None else previous.motion.verb
        motion = replace(previous.motion, kind=kind, cue=cue, rule="ellipsis", verb=verb)
        targets = self._repeated_targets(clause, motion, previous, scene.themes)
        motion = self._as_valued(motion, previous, targets)
        subjects = cast.subjects or carried(previous.subjects)
        names = {arm.concept for arm in subjects}
        comparators = cast.comparators or carried(previous.comparators)
        inherits = not (negated and clause.opener == "segment")
        return Effect(
            clause,
            motion,
            subjects,
            [arm for arm in comparators if arm.concept not in names],
            targets,
            (previous.hedged and inherits) or hedges.hedged(clauses, index, has_own_subject=True),
        )

    def _gapped(
        self,
        clauses: Sequence[Clause],
        index: int,
        cast: Cast,
        previous: Effect,
        scene: Scene,
    ) -> Effect | None:
        """Return the effect of a clause that takes its predicate from the one before."""
        clause = clauses[index]
        motion = replace(previous.motion, cue=clause.items[0], rule="ellipsis.gapped")
        targets = self._scope.aim(clause, motion, cast, scene)
        if targets is None:
            return None
        return Effect(
            clause,
            motion,
            cast.subjects,
            cast.comparators or carried(previous.comparators),
            targets,
            previous.hedged or hedges.hedged(clauses, index, has_own_subject=True),
        )

    def _as_valued(self, motion: Motion, previous: Effect, targets: Sequence[Target]) -> Motion:
        """Return a change as gain or loss where it is repeated of what moves the other way.

        "Pain was lower with A; the same held for quality of life".
        """
        if motion.kind not in (DOWN, UP):
            return motion
        before = {self._knowledge.valence_of(target) for target in previous.targets}
        now = {self._knowledge.valence_of(target) for target in targets}
        if len(before) != 1 or before == now:
            return motion
        told = direction_of(motion.kind, before.pop())
        kind = {"improved": BETTER, "worsened": WORSE}.get(told, motion.kind)
        return replace(motion, kind=kind)

    def _only_pains(self, named: list[Target], previous: Effect) -> bool:
        """Tell whether a clause only names other pain types for the outcome before it."""
        painful = self._knowledge.is_painful
        return all(target.bare and target.pains for target in named) and any(
            target.outcome is not None and painful(target.outcome) for target in previous.targets
        )

    def _repeated_targets(
        self, clause: Clause, motion: Motion, previous: Effect, themes: Themes
    ) -> list[Target]:
        """Return the targets of an elliptic clause: its own, else those of the one before."""
        named = [
            target for target in self._targets(clause, motion, themes) if target.outcome is not None
        ]
        if named and not self._only_pains(named, previous):
            return self._scope.place(clause, motion, named, themes)
        pains = self._targets.conditions(clause, motion, themes)
        if pains:
            return [replace(target, pains=tuple(pains)) for target in previous.targets]
        return list(previous.targets)


def _denied_of_all(clause: Clause, cue: Item) -> bool:
    """Tell whether what is repeated is denied of each arm: "neither did so for phantom pain"."""
    return any(
        item.kinds & kinds.NEGATION_BEFORE and item.kinds & kinds.ARMS_BARE
        for item in clause.items
        if item.start < cue.start
    )


def _valued(clause: Clause, cast: Cast, previous: Effect, lower: str) -> Effect | None:
    """Return a further value of a difference as an effect: "was -1.9 with A, with B -1.3"."""
    motion = judge_further(clause, cast, previous, lower)
    if motion is None:
        return None
    return replace(
        previous,
        clause=clause,
        motion=motion,
        subjects=cast.subjects,
        comparators=carried(previous.comparators),
        targets=list(previous.targets),
    )
