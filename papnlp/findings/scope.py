"""Which outcomes and pain types a claim is about, those in force included."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from papnlp.analysis import Slot
from papnlp.findings import kinds, numbers
from papnlp.findings.cast import Cast
from papnlp.findings.clauses import Clause
from papnlp.findings.effects import DIRECTED, JOINED, Scene
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.motions import DOWN, MIXED, NONE, UNCLEAR, UP, Motion
from papnlp.findings.outcomes import TargetFinder
from papnlp.findings.subjects import SubjectReader
from papnlp.findings.targets import Target
from papnlp.findings.themes import Themes

_BESIDE: Final = 4


class TargetScope:
    """Gives a clause its targets, named or inherited, with their pain types.

    Parameters
    ----------
    knowledge : Knowledge
        What is known about outcomes.
    targets : TargetFinder
        Finds what a clause names.
    subjects : SubjectReader
        Tells when a clause is about something unknown.
    """

    def __init__(
        self, knowledge: Knowledge, targets: TargetFinder, subjects: SubjectReader
    ) -> None:
        self._knowledge = knowledge
        self._targets = targets
        self._subjects = subjects

    def aim(self, clause: Clause, motion: Motion, cast: Cast, scene: Scene) -> list[Target] | None:
        """Return the targets of a clause, inherited where it names none; None if there are none."""
        themes = scene.themes
        targets = self._targets(clause, motion, themes)
        if any(target.outcome is not None or target.phenomenon for target in targets):
            return self.place(clause, motion, targets, themes)
        if not targets and _refers_back(clause, motion, cast, themes):
            return None
        inherited = self._inherited(clause, motion, cast, scene, told=bool(targets))
        if inherited:
            return self.place(clause, motion, inherited, themes)
        if not targets and motion.kind in (DOWN, UP):
            return None
        return self.place(clause, motion, targets or [Target(None, bare=True)], themes)

    def _inherited(
        self, clause: Clause, motion: Motion, cast: Cast, scene: Scene, *, told: bool
    ) -> list[Target]:
        """Return the outcomes in force that a clause without one of its own is about."""
        themes = scene.themes
        conditions = self._targets.conditions(clause, motion, themes)
        at_large = motion.comparative and motion.efficacy and not conditions
        if motion.rule == "unclear" or self._is_of_something_else(clause, motion, conditions):
            return []
        if themes.primary and (
            clause.kinds & kinds.CLAIM_PRIMARY or (not themes.targets and at_large)
        ):
            return [themes.primary]
        continues = _goes_on(clause, motion, cast, themes) and not (
            motion.rule == "effect.none" and conditions
        )
        continues = continues or _ranks_on(clause, motion, cast, scene)
        found: list[Target] = []
        again = _comes_back(clause, motion)
        if again and not cast.subjects and clause.sentence == themes.sentence:
            again = False
        if not again and (continues or clause.find(kinds.ROLES_SAME_OUTCOME)):
            found = [t for t in themes.targets if t.outcome != self._knowledge.harm]
        if not found and _acts_on_it(clause, motion):
            found = [t for t in themes.targets if t.outcome != self._knowledge.harm]
        if clause.opener == "colon" and clause.sentence == themes.sentence:
            found = list(themes.targets)
        if conditions:
            found = [t for t in found if self._knowledge.is_painful(t.outcome)]
        if found and motion.kind == MIXED and told:
            return []
        rated = numbers.course(scene.lower, clause.start, clause.end)
        goes = motion.kind in (DOWN, UP) and None not in (rated.by, rated.to)
        found = [self._recast(target, motion, goes=goes) for target in found]
        if not found and _at_large(motion):
            found = list(self._recalled(clause, motion, cast, conditions, scene))
        return [
            replace(
                target,
                span=replace(target.span, inferred=True) if target.span else None,
                pains=tuple(conditions) or target.pains,
            )
            for target in found
        ]

    def _is_of_something_else(
        self, clause: Clause, motion: Motion, conditions: list[tuple[str, Slot]]
    ) -> bool:
        """Tell whether what moves is named, but not known: "serum ferritin rose with A"."""
        moves = motion.kind in DIRECTED and motion.cue.kinds & _MOVING and not motion.efficacy
        return bool(moves and not conditions) and self._subjects.is_unknown(clause, motion.cue)

    def _recast(self, target: Target, motion: Motion, *, goes: bool) -> Target:
        """Let the verb say what became of the pain, where only an earlier verb had said it.

        What ``goes`` from a value to another behind relief is the pain: "scores fell from 8 to 3".
        """
        if goes and target.outcome == self._knowledge.relief:
            return replace(target, outcome=self._knowledge.intensity)
        if not target.bare or target.outcome not in (
            self._knowledge.relief,
            self._knowledge.intensity,
        ):
            return target
        if motion.verb == "relieve":
            return replace(target, outcome=self._knowledge.relief)
        graded = motion.kind in (DOWN, UP)
        return replace(target, outcome=self._knowledge.intensity) if graded else target

    def _recalled(
        self,
        clause: Clause,
        motion: Motion,
        cast: Cast,
        conditions: list[tuple[str, Slot]],
        scene: Scene,
    ) -> tuple[Target, ...]:
        """Return what an earlier result of these arms was about, but not to a conclusion."""
        again = _comes_back(clause, motion)
        subjects = frozenset(arm.concept for arm in cast.subjects)
        comparators = frozenset(arm.concept for arm in cast.comparators)
        matched = bool(
            motion.comparative
            and comparators
            and conditions
            and scene.themes.history.tells_of(subjects)
        )
        if clause.section == "conclusions" and not (again or matched):
            return ()
        control = self._knowledge.is_control
        discourse, themes = scene.discourse, scene.themes
        if not conditions and themes.pains_sentence == clause.sentence:
            conditions = themes.pains
        return scene.themes.history.recall(
            subjects,
            frozenset(arm for arm in comparators if not control(arm)),
            [pain for pain, _ in conditions],
            shared=not discourse.review and subjects <= {*discourse.trial, *discourse.topics},
            gained=again,
        )

    def place(
        self, clause: Clause, motion: Motion, targets: list[Target], themes: Themes
    ) -> list[Target]:
        """Give each target the pain types that it belongs to."""
        own = {pain for target in targets if target.bare for pain, _ in target.pains}
        conditions = [
            entry
            for entry in self._targets.conditions(clause, motion, themes)
            if len(targets) == 1 or entry[0] not in own
        ]
        placed = []
        for target in targets:
            outcome = target.outcome
            if target.tied or (target.pains and self._knowledge.is_painful(outcome)):
                placed.append(target)
                continue
            pains: list[tuple[str, Slot]] = []
            if self._knowledge.is_painful(outcome):
                measure = target.instrument
                pains = self._inherited_pains(
                    clause, outcome, conditions, themes, measure=measure or outcome
                )
            placed.append(replace(target, pains=tuple(pains)))
        return placed

    def _inherited_pains(
        self,
        clause: Clause,
        outcome: str | None,
        conditions: list[tuple[str, Slot]],
        themes: Themes,
        *,
        measure: str | None,
    ) -> list[tuple[str, Slot]]:
        if conditions:
            return conditions
        if outcome is not None and not self._knowledge.inherits_pain(outcome):
            return []
        if outcome is None and themes.many:
            return []
        if outcome is not None and clause.find(kinds.ROLES_EARLY):
            early = self._knowledge.early_pain
            return [_first(early, themes)] if early in themes.mentioned else []
        for told in (measure, outcome):
            if told in themes.of_outcome:
                return [_first(themes.of_outcome[told], themes)]
        return [(pain, replace(span, inferred=True)) for pain, span in themes.pains]


_MOVING: Final = (
    kinds.DECREASE_VERB
    | kinds.INCREASE_VERB
    | kinds.DECREASE_COMPARATIVE
    | kinds.INCREASE_COMPARATIVE
)


def _goes_on(clause: Clause, motion: Motion, cast: Cast, themes: Themes) -> bool:
    """Tell whether a clause is about the outcomes in force, not about a study or other arms."""
    if clause.section == "conclusions" and motion.efficacy and _names_arms(cast):
        return False
    named = {arm.concept for arm in (*cast.subjects, *cast.comparators) if not arm.inferred}
    if motion.comparative and themes.history.leaves_out(named):
        return False
    return _continues(clause, motion, cast, themes)


def _ranks_on(clause: Clause, motion: Motion, cast: Cast, scene: Scene) -> bool:
    """Tell whether a meta-analysis goes on to rank treatments by the outcome just told."""
    return (
        scene.discourse.pooling
        and clause.section == "results"
        and motion.comparative
        and motion.efficacy
        and bool(cast.comparators)
        and clause.sentence - scene.themes.sentence <= _SOON
    )


_SOON: Final = 2


def _comes_back(clause: Clause, motion: Motion) -> bool:
    """Tell whether a claim says what became of an earlier gain: "the advantage persisted"."""
    lasts = motion.cue.kinds & _MERIT and clause.find(kinds.PROVIDE_LASTING)
    return motion.rule == "same.level" or bool(lasts)


_MERIT: Final = kinds.BETTER_FAVOUR | kinds.BETTER_NOUN | kinds.LOST_MERIT


def _names_arms(cast: Cast) -> bool:
    return any(not arm.inferred for arm in cast.subjects)


def _acts_on_it(clause: Clause, motion: Motion) -> bool:
    """Tell whether a pronoun is what a verb acts on: "stimulation abolished it"."""
    return motion.kind in DIRECTED and any(
        item.kinds & kinds.ARMS_SINGULAR and 0 <= item.start - motion.cue.end <= 1
        for item in clause.items
    )


def _at_large(motion: Motion) -> bool:
    """Tell whether a motion speaks of an effect or of sameness rather than of a quantity."""
    return motion.efficacy or motion.kind in (NONE, MIXED, UNCLEAR) or motion.comparative


def _refers_back(clause: Clause, motion: Motion, cast: Cast, themes: Themes) -> bool:
    """Tell whether a comparison of arms that are not named says nothing by itself."""
    named = any(not arm.inferred for arm in cast.subjects)
    if motion.cue.kinds & kinds.ROLES_DURATION:
        around = clause.lower[clause.start : motion.cue.end + _BESIDE]
        amount = any(map(str.isdigit, around[: clause.end - clause.start]))
        return not (amount and named and clause.opener in JOINED)
    if named:
        return False
    told = cast.comparators and cast.comparators[0].start >= clause.start
    if told and (cast.subjects or clause.sentence == themes.sentence):
        return False
    return bool(
        motion.efficacy and motion.kind in DIRECTED and motion.cue.kinds & kinds.COMPARATIVE
    )


def _continues(clause: Clause, motion: Motion, cast: Cast, themes: Themes) -> bool:
    """Tell whether a clause goes on about the outcomes in force."""
    own = {arm.concept for arm in cast.subjects if not arm.inferred}
    same = clause.sentence == themes.sentence
    acts = not motion.efficacy and motion.cue.kinds & kinds.CHANGE
    if same and clause.opener in JOINED and (not acts or _begins(clause, motion)):
        return True
    if not own or (acts and same and _begins(clause, motion)):
        return clause.sentence - themes.sentence <= (1 if cast.comparators else 0)
    if own <= themes.arms and clause.sentence - themes.sentence <= 2:
        return True
    if not themes.arms and motion.comparative and clause.sentence - themes.sentence <= 1:
        return True
    if same and clause.opener == "strong" and not motion.efficacy and _contrasts(clause, motion):
        return True
    against = {arm.concept for arm in cast.comparators}
    return same and (
        not themes.arms
        or bool((against | own) & themes.arms and motion.comparative)
        or motion.rule == "same.level"
    )


def _contrasts(clause: Clause, motion: Motion) -> bool:
    """Tell whether a clause says of another arm what became of the same: "but rose with B"."""
    stays = motion.cue.kinds & (kinds.SAME_STATE | kinds.SAME_UNMOVED)
    moves = motion.kind in DIRECTED or motion.rule == "effect.none"
    return bool(stays) or (moves and _begins(clause, motion))


def _begins(clause: Clause, motion: Motion) -> bool:
    """Tell whether a clause begins with its verb, or with its arms, and so has no subject."""
    before = [item for item in clause.items if clause.start <= item.start < motion.cue.start]
    start = max((item.end for item in before), default=clause.start)
    return motion.cue.start - start <= _VERB_GAP


_VERB_GAP: Final = 14


def _first(pain: str, themes: Themes) -> tuple[str, Slot]:
    """Return a pain type with where the text names it first."""
    start, end = themes.places[pain]
    return pain, Slot(start, end, inferred=True)
