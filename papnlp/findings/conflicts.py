"""Conflicting trials and findings: one mixed claim for all their clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from papnlp.analysis import Slot
from papnlp.findings import counting, hedges, kinds
from papnlp.findings.arms import Casting
from papnlp.findings.cast import Cast
from papnlp.findings.clauses import Clause
from papnlp.findings.direction import judge
from papnlp.findings.effects import Effect, Scene
from papnlp.findings.implied import ArmInference
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.motions import MIXED, NONE, Motion
from papnlp.findings.outcomes import TargetFinder
from papnlp.findings.scope import TargetScope
from papnlp.findings.targets import Target

_BETTER: Final = kinds.BETTER_VERB | kinds.RELIEVE_VERB | kinds.DECREASE_VERB
_WORSE: Final = kinds.WORSE_VERB | kinds.WORSE_COMPARATIVE | kinds.INCREASE_VERB
_MEASURED: Final = kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE


class ConflictReader:
    """Finds where a sentence reports a conflict, and makes one effect of it."""

    def __init__(
        self,
        knowledge: Knowledge,
        casting: Casting,
        targets: TargetFinder,
        scope: TargetScope,
        inference: ArmInference,
    ) -> None:
        self._knowledge = knowledge
        self._casting = casting
        self._targets = targets
        self._scope = scope
        self._inference = inference

    def start(self, clauses: Sequence[Clause], lower: str) -> int:
        """Return the index of the clause with which a conflict begins, or -1."""
        for index, clause in enumerate(clauses):
            if clause.find(kinds.MIXED_PREDICATE) and not clause.silent:
                return index
        for parts in _runs(clauses):
            spoken = {self._part_kind(clause, lower) for clause in parts} - {None}
            if len(parts) > 1 and len(spoken) > 1:
                first = clauses.index(parts[0])
                return first - 1 if clauses[first].opener == "colon" else first
        return self._divided(clauses, lower)

    @staticmethod
    def _divided(clauses: Sequence[Clause], lower: str) -> int:
        """Return the clause with which people part: "four improved, two became worse"."""
        items = [item for clause in clauses for item in clause.items]
        arms = {item.text for item in items if item.kinds & kinds.MENTION_INTERVENTION}
        if len(arms) > 1 or any(item.kinds & kinds.COMPARATOR_BEFORE for item in items):
            return -1
        counted = [
            item
            for item in items
            if item.kinds & (_BETTER | _WORSE)
            and counting.counts_beside(lower, item.start, item.end)
        ]
        better = [item for item in counted if item.kinds & _BETTER]
        worse = [item for item in counted if item.kinds & _WORSE and not item.kinds & _BETTER]
        if not (better and worse):
            return -1
        first = next(i for i, clause in enumerate(clauses) if counted[0] in clause.items)
        while first and not clauses[first - 1].predicates:
            first -= 1
        return first

    def __call__(
        self, clauses: Sequence[Clause], scene: Scene, previous: Effect | None
    ) -> Effect | None:
        """Return one mixed effect for clauses whose trials or findings contradict each other.

        What they leave out is that of the effect before them in their sentence.
        """
        marked = next((c for c in clauses if c.find(kinds.MIXED_PREDICATE)), None)
        parted = kinds.TRIALS_PART | _BETTER | _WORSE | kinds.SAME_STATE
        if marked is None:
            marked = next((c for c in clauses if c.find(kinds.TRIALS_PART)), None)
        if marked is None:
            marked = next(clause for clause in clauses if clause.find(parted))
        return self._united(marked, clauses, scene, previous)

    def _part_kind(self, clause: Clause, lower: str) -> str | None:
        motion = judge(clause, lower)
        if motion is not None:
            return NONE if motion.kind == NONE else motion.kind
        denying = kinds.TRIALS_NONE | kinds.NEGATION_BEFORE | kinds.ELLIPSIS_NOT
        if clause.kinds & kinds.TRIALS_PART and clause.kinds & denying:
            return NONE
        return None

    def _qualified(self, targets: list[Target], conditions: list[tuple[str, Slot]]) -> list[Target]:
        """Return outcomes with the pain that a group of clauses is about, where they rate pain."""
        if not conditions:
            return targets
        return [
            replace(target, pains=tuple(conditions[:1]))
            if self._knowledge.is_painful(target.outcome)
            else target
            for target in targets
        ]

    def _united(
        self,
        mixed: Clause,
        group: Sequence[Clause],
        scene: Scene,
        previous: Effect | None,
    ) -> Effect | None:
        lower, discourse, themes = scene.lower, scene.discourse, scene.themes
        cue = mixed.find(kinds.MIXED_PREDICATE | kinds.TRIALS_PART)
        divided = cue is None
        cue = cue or mixed.find(_BETTER | _WORSE | kinds.SAME_STATE)
        if cue is None:
            return None
        motion = Motion(MIXED, cue, "mixed.counts" if divided else "mixed", efficacy=not divided)
        cast = Cast()
        targets: list[Target] = []
        for clause in group:
            other = self._casting(clause, discourse)
            cast.subjects = cast.subjects or other.subjects
            cast.comparators = cast.comparators or other.comparators
            spoken = judge(clause, lower)
            found = [
                target
                for target in self._targets(clause, spoken or motion, themes)
                if target.outcome is not None
            ]
            targets = targets or found
        conditions = [
            entry for clause in group for entry in self._targets.conditions(clause, motion, themes)
        ]
        whole = Clause(
            group[0].start, group[-1].end, [], [], group[0].opener, mixed.sentence, mixed.section
        )
        targets = self._qualified(targets, conditions)
        own = bool(cast.subjects)
        self._inference.fill(whole, motion, cast, discourse, previous)
        if not cast.subjects:
            return None
        if previous is not None and not (own or targets or conditions):
            targets = list(previous.targets)
        if not targets:
            outcome = self._knowledge.intensity if divided else None
            targets = [Target(outcome, bare=True, pains=tuple(conditions))]
        targets = self._scope.place(whole, motion, targets, themes)
        is_hedged = any(
            hedges.hedged(group, index, has_own_subject=True) for index in range(len(group))
        )
        return self._inference.arrange(
            Effect(whole, motion, cast.subjects, cast.comparators, targets, is_hedged),
            cast,
            discourse,
        )


def _runs(clauses: Sequence[Clause]) -> list[list[Clause]]:
    """Return the clauses that tell of some trials, together as long as they name nothing new."""
    runs: list[list[Clause]] = []
    measured: set[str] = set()
    for clause in clauses:
        if not clause.find(kinds.TRIALS_PART):
            continue
        own = {item.text for item in clause.all(_MEASURED)}
        if not runs or (measured and own - measured):
            runs.append([])
            measured = set()
        runs[-1].append(clause)
        measured |= own
    return runs
