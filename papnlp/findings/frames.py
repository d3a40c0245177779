"""Frames of clauses: what acted on what, how, against whom; one shape for both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from papnlp.analysis import Slot
from papnlp.findings import hedges, kinds
from papnlp.findings.arms import Arm, Cast, Casting, Discourse
from papnlp.findings.clauses import Clause, is_negated
from papnlp.findings.direction import (
    BETTER,
    DOWN,
    MIXED,
    NONE,
    UNCLEAR,
    UP,
    WORSE,
    Motion,
    direction_of,
    judge,
)
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.outcomes import Target, TargetFinder, Themes

_DIRECTED: Final = (DOWN, UP, BETTER, WORSE)
_JOINED: Final = ("middle", "weak")
_REVERSED: Final = {DOWN: UP, UP: DOWN, BETTER: WORSE, WORSE: BETTER}


@dataclass(slots=True)
class Effect:
    """The frame of one claim: arms, targets and motion, before it becomes findings."""

    clause: Clause
    motion: Motion
    subjects: list[Arm]
    comparators: list[Arm]
    targets: list[Target]
    hedged: bool
    added: list[Arm] = field(default_factory=list)
    baseline: bool = False
    denied: list[Arm] = field(default_factory=list)


class Framer:
    """Builds the effects of a sentence from its clauses.

    Parameters
    ----------
    knowledge : Knowledge
        What is known about concepts.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._casting = Casting(knowledge)
        self._targets = TargetFinder(knowledge)

    def __call__(
        self, clauses: Sequence[Clause], lower: str, discourse: Discourse, themes: Themes
    ) -> list[Effect]:
        """Return the effects that a sentence claims, and update what is in force."""
        effects: list[Effect] = []
        start = self._conflict_start(clauses, lower)
        for index, clause in enumerate(clauses):
            if index == start:
                mixed = self._conflict(clauses[index:], lower, discourse, themes)
                if mixed is not None:
                    effects.append(mixed)
                    self._remember(mixed, discourse, themes)
                    break
            effect = self._effect(clauses, index, lower, discourse, themes, effects)
            if effect is None:
                self._note(clause, lower, discourse, themes)
                continue
            self._share(effects, effect)
            effects.append(effect)
            self._remember(effect, discourse, themes)
            if effect.denied and effect.motion.kind in _DIRECTED:
                opposite = replace(effect.motion, kind=NONE, rule="denied")
                effects.append(replace(effect, subjects=effect.denied, motion=opposite, denied=[]))
        return effects

    @staticmethod
    def _share(effects: list[Effect], effect: Effect) -> None:
        """Give a comparator named at the end to the joined comparisons before it."""
        if not effect.comparators or effect.comparators[0].inferred:
            return
        if effect.clause.opener not in ("weak", "middle") or not effect.subjects[0].inferred:
            return
        for earlier in reversed(effects):
            if earlier.comparators or not earlier.motion.comparative:
                return
            earlier.comparators = effect.comparators

    def _effect(
        self,
        clauses: Sequence[Clause],
        index: int,
        lower: str,
        discourse: Discourse,
        themes: Themes,
        effects: list[Effect],
    ) -> Effect | None:
        clause = clauses[index]
        if clause.silent and not (clause.find(kinds.CLAIM_RECOMMEND) and clause.find(kinds.HARM_CAUSED | kinds.HARM_REASON)):
            return None
        cast = self._casting(clause, discourse)
        own = bool(cast.subjects)
        ellipsis = clause.find(kinds.ELLIPSIS)
        previous = effects[-1] if effects else None
        if ellipsis is not None and previous is not None:
            repeated = self._repeat(clause, ellipsis.kinds & (kinds.ELLIPSIS_NOT), cast, previous, lower, themes)
            if repeated is not None:
                graded = hedges.hedged(clauses, index, has_own_subject=True)
                if ellipsis.kinds & (kinds.ELLIPSIS_NOT) and clause.opener == "segment":
                    repeated.hedged = False
                return replace_hedge(repeated, hedged=graded)
        motion = self._parallel(clause, previous) or self._judge(clause, lower)
        if motion is None:
            return None
        if (
            previous is not None
            and self._retracts(clause, motion, cast)
            and (previous.motion.comparative or not cast.pairwise)
        ):
            kind = UNCLEAR if previous.motion.hint or previous.hedged else NONE
            previous.motion = replace(previous.motion, kind=kind, rule=previous.motion.rule + ".null")
            return None
        if motion.rule == "harm.caused" and not cast.subjects and previous is None:
            return None
        targets = self._aim(clause, motion, cast, themes)
        self._imply(clause, motion, cast, discourse, effects)
        if not cast.subjects or targets is None:
            return None
        own = own or motion.rule.startswith("harm")
        is_hedged = hedges.hedged(clauses, index, has_own_subject=own)
        if motion.hint:
            is_hedged = True
        return self._arrange(
            Effect(
                clause,
                motion,
                cast.subjects,
                cast.comparators,
                targets,
                is_hedged,
                cast.added,
                cast.baseline,
                cast.denied,
            ),
            cast,
            discourse,
        )

    def _judge(self, clause: Clause, lower: str) -> Motion | None:
        """Judge a clause; harms that are denied or caused are claims without a verb of change."""
        harms = [item for item in clause.items if item.kinds & kinds.HARM]
        if harms and not any(item.kinds & _MEASURING for item in clause.items):
            for harm in harms:
                denied = _denied(clause, harm.start)
                if denied is not None:
                    return Motion(BETTER, denied, "harm.none", safe=True)
            caused = clause.find(kinds.HARM_CAUSED | kinds.HARM_REASON)
            if caused is not None and caused.start < harms[-1].start:
                return Motion(WORSE, caused, "harm.caused", safe=True)
            located = clause.find(kinds.HARM_LOCATED)
            if located is not None:
                return Motion(WORSE, located, "harm.located", safe=True)
            many = clause.find(kinds.HARM_MANY)
            if many is not None:
                return Motion(WORSE, many, "harm.many", safe=True)
            few = clause.find(kinds.HARM_FEW)
            if few is not None:
                return Motion(BETTER, few, "harm.few", safe=True)
        motion = judge(clause, lower)
        if motion is None:
            given = clause.find(kinds.PROVIDE_VERB)
            relief = clause.find(kinds.MENTION_OUTCOME)
            if (
                given is not None
                and relief is not None
                and relief.term is not None
                and relief.start > given.end
                and relief.term.concept == self._knowledge.relief
            ):
                kind = NONE if is_negated(clause.items, given) else BETTER
                return Motion(kind, given, "provide.relief")
        return motion

    def _parallel(self, clause: Clause, previous: Effect | None) -> Motion | None:
        """Judge a value joined to a change for the better ("and wearing time was 14 h")."""
        copula = clause.find(kinds.VALUE_COPULA)
        if copula is None or clause.predicates or previous is None:
            return None
        if previous.comparators or clause.opener not in ("weak", "middle"):
            return None
        target = previous.targets[0]
        before = direction_of(previous.motion.kind, self._knowledge.valence(target.outcome))
        kind = {"improved": BETTER, "worsened": WORSE}.get(before)
        return Motion(kind, copula, "parallel.value") if kind else None

    def _retracts(self, clause: Clause, motion: Motion, cast: Cast) -> bool:
        """Tell whether a clause only takes back the one before ("but this was not significant")."""
        return (
            motion.kind == NONE
            and clause.opener in ("strong", "middle", "weak")
            and motion.rule.startswith(("significance", "differ", "same", "effect"))
            and not cast.subjects
            and not cast.comparators
            and not clause.all(kinds.MENTION_OUTCOME)
            and not clause.all(kinds.MENTION_PAIN_TYPE)
            and not motion.rule.startswith("same.level")
        )

    def _aim(
        self, clause: Clause, motion: Motion, cast: Cast, themes: Themes
    ) -> list[Target] | None:
        """Return the targets of a clause, inherited where it names none; None if there are none."""
        targets = self._targets(clause, motion, themes)
        if targets and any(target.outcome is not None for target in targets):
            return self._belong(clause, motion, targets, themes)
        own = {arm.concept for arm in cast.subjects if not arm.inferred}
        judged = motion.efficacy and motion.kind in _DIRECTED and motion.cue.kinds & kinds.COMPARATIVE
        if not own and not targets and judged:
            return None
        acts = not motion.efficacy and motion.cue.kinds & kinds.CHANGE
        if own and not (acts and clause.sentence == themes.sentence):
            continues = own <= themes.arms and clause.sentence - themes.sentence <= 2
        else:
            continues = clause.sentence == themes.sentence
        if motion.rule == "effect.none" and self._targets.conditions(clause, motion):
            continues = False
        if themes.targets and (continues or clause.find(kinds.ROLES_SAME_OUTCOME)):
            conditions = self._targets.conditions(clause, motion)
            inherited = [
                replace(
                    target,
                    span=replace(target.span, inferred=True) if target.span else None,
                    pains=tuple(conditions) or target.pains,
                )
                for target in themes.targets
                if target.outcome != self._knowledge.harm
            ]
            if inherited and not (motion.kind == MIXED and targets):
                return self._belong(clause, motion, inherited, themes)
        if not targets:
            if motion.kind in (DOWN, UP):
                return None
            targets = [Target(None, bare=True)]
        return self._belong(clause, motion, targets, themes)

    def _belong(
        self, clause: Clause, motion: Motion, targets: list[Target], themes: Themes
    ) -> list[Target]:
        """Give each target the pain types that it belongs to."""
        conditions = self._targets.conditions(clause, motion)
        placed = []
        for target in targets:
            outcome = target.outcome
            if target.pains and self._knowledge.is_painful(outcome):
                placed.append(target)
                continue
            pains: list[tuple[str, Slot]] = []
            if self._knowledge.is_painful(outcome):
                pains = self._inherited_pains(clause, outcome, conditions, themes)
            elif outcome is not None and not self._knowledge.is_untied(outcome) and themes.sole:
                pains = [(themes.sole, Slot(clause.start, clause.start, inferred=True))]
            placed.append(replace(target, pains=tuple(pains)))
        return placed

    def _inherited_pains(
        self,
        clause: Clause,
        outcome: str | None,
        conditions: list[tuple[str, Slot]],
        themes: Themes,
    ) -> list[tuple[str, Slot]]:
        if conditions:
            return conditions
        if outcome is not None and clause.find(kinds.ROLES_EARLY):
            early = self._knowledge.early_pain
            return [(early, Slot(clause.start, clause.start, True))] if early in themes.mentioned else []
        if outcome in themes.of_outcome:
            return [(themes.of_outcome[outcome], Slot(clause.start, clause.start, True))]
        return [(pain, replace(span, inferred=True)) for pain, span in themes.pains]

    def _imply(
        self,
        clause: Clause,
        motion: Motion,
        cast: Cast,
        discourse: Discourse,
        effects: list[Effect],
    ) -> None:
        """Fill in the arms that a clause leaves out."""
        if cast.blocked and not cast.subjects:
            return
        previous = effects[-1] if effects else None
        if not cast.subjects:
            self._imply_subjects(clause, motion, cast, discourse, previous)
        if not cast.subjects or cast.comparators or cast.baseline:
            return
        if previous is not None and _fronted(previous) and clause.opener in _JOINED:
            if {arm.concept for arm in previous.subjects} == {a.concept for a in cast.subjects}:
                cast.comparators = [_carried(arm) for arm in previous.comparators]
                return
        if not (motion.comparative or motion.kind == MIXED) or cast.every:
            return
        if len(cast.subjects) > 1 and motion.kind == NONE:
            return
        cast.comparators = self._implied_comparators(clause, cast, discourse, previous)

    def _imply_subjects(
        self,
        clause: Clause,
        motion: Motion,
        cast: Cast,
        discourse: Discourse,
        previous: Effect | None,
    ) -> None:
        trial = discourse.trial
        if motion.rule == "same.level" and discourse.subjects:
            cast.subjects = [_carried(arm) for arm in discourse.subjects]
            cast.comparators = cast.comparators or [_carried(arm) for arm in discourse.comparators]
            return
        if previous is not None and cast.pairwise and len(previous.subjects) == 2:
            cast.subjects = [_carried(arm) for arm in previous.subjects]
            return
        if previous is not None and not cast.pairwise:
            cast.subjects = [_carried(arm) for arm in previous.subjects]
            if motion.comparative and previous.comparators and not cast.comparators:
                cast.comparators = [_carried(arm) for arm in previous.comparators]
            return
        if discourse.named_sentence == clause.sentence and not motion.comparative:
            cast.subjects = [_carried(arm) for arm in discourse.named]
            return
        compares = motion.comparative or motion.kind == MIXED or cast.pairwise
        if compares and len(trial) == 2 and not cast.comparators:
            place = clause.start
            cast.subjects = [Arm(trial[0], place, place, True)]
            cast.comparators = [Arm(trial[1], place, place, True)]
            return
        if compares and discourse.comparators and not cast.comparators and (
            clause.sentence - discourse.sentence <= 2
        ):
            cast.subjects = [_carried(arm) for arm in discourse.subjects]
            cast.comparators = [_carried(arm) for arm in discourse.comparators]
            return
        if discourse.observing:
            return
        if discourse.review:
            if clause.sentence - discourse.named_sentence <= 1:
                cast.subjects = [_carried(arm) for arm in discourse.named]
            return
        experimental = self._knowledge.experimental(trial)
        if discourse.focus and not trial:
            cast.subjects = [_carried(arm) for arm in discourse.focus]
        elif len(experimental) == 1 or (experimental and len(trial) == 2):
            cast.subjects = [Arm(experimental[0], clause.start, clause.start, True)]
        elif discourse.topics and not trial:
            cast.subjects = [Arm(discourse.topics[0], clause.start, clause.start, True)]

    def _implied_comparators(
        self, clause: Clause, cast: Cast, discourse: Discourse, previous: Effect | None
    ) -> list[Arm]:
        subjects = {arm.concept for arm in cast.subjects}
        trial = discourse.trial
        if len(trial) == 2 and subjects < set(trial):
            return [Arm(arm, clause.start, clause.start, True) for arm in trial if arm not in subjects]
        if previous is not None and previous.comparators:
            if {arm.concept for arm in previous.subjects} == subjects:
                return [_carried(arm) for arm in previous.comparators]
            return []
        known = [discourse.pairs.get(concept) for concept in subjects]
        first = known[0] if known else None
        if first and all(other == first for other in known):
            return [_carried(arm) for arm in first]
        return []

    def _arrange(self, effect: Effect, cast: Cast, discourse: Discourse) -> Effect | None:
        """Put the experimental arm first, and set two arms of one comparison against each other."""
        subjects, comparators, motion = effect.subjects, effect.comparators, effect.motion
        control = self._knowledge.is_control
        if len(subjects) == 2 and not comparators and motion.comparative and (
            motion.kind == NONE or cast.pairwise or motion.rule.startswith(("values", "differ"))
        ):
            first, second = subjects
            if first.inferred and second.inferred and not control(second.concept) and (
                len(discourse.trial) > 2
            ):
                first, second = second, first
            subjects, comparators = [first], [second]
        experimental = [arm for arm in subjects if not control(arm.concept)]
        if experimental and len(experimental) < len(subjects):
            if motion.comparative and not comparators:
                comparators = [arm for arm in subjects if control(arm.concept)]
            subjects = experimental
        elif not experimental and comparators and not all(control(a.concept) for a in comparators):
            subjects, comparators = comparators, subjects
            motion = replace(motion, kind=_REVERSED.get(motion.kind, motion.kind))
        effect.subjects, effect.comparators, effect.motion = subjects, comparators, motion
        return effect

    def _repeat(
        self, clause: Clause, negated: bool, cast: Cast, previous: Effect, lower: str, themes: Themes
    ) -> Effect | None:
        """Return the effect that an elliptic clause repeats ("as was B", "but not than C")."""
        own = self._judge(clause, lower)
        if own is not None and not own.cue.kinds & kinds.ELLIPSIS and own.cue.term is None:
            return None
        kind = previous.motion.kind
        if negated and kind in _DIRECTED:
            kind = NONE
        cue = clause.find(kinds.ELLIPSIS)
        assert cue is not None
        verb = own if own is not None else previous.motion
        motion = replace(previous.motion, kind=kind, cue=cue, rule="ellipsis", verb=verb.verb)
        targets = self._targets(clause, motion, themes)
        targets = [target for target in targets if target.outcome is not None]
        if targets:
            targets = self._belong(clause, motion, targets, themes)
        else:
            targets = list(previous.targets)
            pains = self._targets.conditions(clause, motion)
            if pains:
                targets = [replace(target, pains=tuple(pains)) for target in targets]
        if not (cast.subjects or cast.comparators or clause.all(kinds.MENTION_OUTCOME)
                or clause.all(kinds.MENTION_PAIN_TYPE)) and not self._timed(clause, lower):
            return None
        comparators = cast.comparators or [_carried(arm) for arm in previous.comparators]
        subjects = cast.subjects or [_carried(arm) for arm in previous.subjects]
        names = {arm.concept for arm in subjects}
        comparators = [arm for arm in comparators if arm.concept not in names]
        return Effect(clause, motion, subjects, comparators, targets, previous.hedged)

    def _timed(self, clause: Clause, lower: str) -> bool:
        return any(character.isdigit() for character in lower[clause.start : clause.end])

    def _conflict_start(self, clauses: Sequence[Clause], lower: str) -> int:
        """Return the index of the clause with which a conflict begins, or -1."""
        for index, clause in enumerate(clauses):
            if clause.find(kinds.MIXED_PREDICATE) and not clause.silent:
                return index
        parts = [clause for clause in clauses if clause.find(kinds.TRIALS_PART)]
        spoken = {self._part_kind(clause, lower) for clause in parts} - {None}
        if len(parts) > 1 and len(spoken) > 1:
            first = clauses.index(parts[0])
            return first - 1 if clauses[first].opener == "colon" else first
        return -1

    def _conflict(
        self, clauses: Sequence[Clause], lower: str, discourse: Discourse, themes: Themes
    ) -> Effect | None:
        """Return one mixed effect for clauses whose trials or findings contradict each other."""
        marked = next((c for c in clauses if c.find(kinds.MIXED_PREDICATE)), None)
        if marked is None:
            marked = next(clause for clause in clauses if clause.find(kinds.TRIALS_PART))
        return self._united(marked, clauses, lower, discourse, themes)

    def _part_kind(self, clause: Clause, lower: str) -> str | None:
        motion = judge(clause, lower)
        if motion is not None:
            return NONE if motion.kind == NONE else motion.kind
        part = clause.find(kinds.TRIALS_PART)
        if part is not None and (
            "not" in part.text or "未" in part.text or clause.find(kinds.NEGATION_BEFORE | kinds.ELLIPSIS_NOT)
        ):
            return NONE
        return None

    def _united(
        self,
        mixed: Clause,
        group: Sequence[Clause],
        lower: str,
        discourse: Discourse,
        themes: Themes,
    ) -> Effect | None:
        cue = mixed.find(kinds.MIXED_PREDICATE | kinds.TRIALS_PART)
        assert cue is not None
        motion = Motion(MIXED, cue, "mixed", efficacy=True)
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
            entry for clause in group for entry in self._targets.conditions(clause, motion)
        ]
        whole = Clause(
            group[0].start, group[-1].end, [], [], "start", mixed.sentence, mixed.section
        )
        if targets and conditions:
            targets = [
                replace(target, pains=tuple(conditions[:1]))
                if self._knowledge.is_painful(target.outcome)
                else target
                for target in targets
            ]
        self._imply(whole, motion, cast, discourse, [])
        if not cast.subjects:
            return None
        if not targets:
            targets = [Target(None, bare=True, pains=tuple(conditions))]
        targets = self._belong(whole, motion, targets, themes)
        is_hedged = any(
            hedges.hedged(group, index, has_own_subject=True) for index in range(len(group))
        )
        return self._arrange(
            Effect(whole, motion, cast.subjects, cast.comparators, targets, is_hedged), cast, discourse
        )

    def _remember(self, effect: Effect, discourse: Discourse, themes: Themes) -> None:
        discourse.subjects, discourse.comparators = effect.subjects, effect.comparators
        discourse.compared_with.update(arm.concept for arm in effect.comparators)
        discourse.sentence = discourse.named_sentence = effect.clause.sentence
        discourse.named = discourse.focus = list(effect.subjects)
        if effect.comparators:
            for arm in effect.subjects:
                discourse.pairs[arm.concept] = effect.comparators
        if any(target.outcome != self._knowledge.harm for target in effect.targets):
            themes.targets = list(effect.targets)
            themes.arms = {arm.concept for arm in (*effect.subjects, *effect.comparators)}
            themes.sentence = effect.clause.sentence
        explicit = [
            entry for target in effect.targets for entry in target.pains if not entry[1].inferred
        ]
        if not explicit:
            explicit = [
                (item.term.concept, Slot(item.start, item.end))
                for item in effect.clause.items
                if item.term is not None and item.term.label == "PAIN_TYPE"
            ]
        if explicit:
            themes.pains = explicit

    def _note(self, clause: Clause, lower: str, discourse: Discourse, themes: Themes) -> None:
        """Remember what a clause without a claim names."""
        cast = self._casting(clause, discourse)
        own = [arm for arm in cast.subjects if not arm.inferred]
        if own:
            discourse.named, discourse.named_sentence = own, clause.sentence
            if not discourse.topics or any(arm.concept in discourse.topics for arm in own):
                discourse.focus = own
        motion = judge(clause, lower)
        targets = self._targets(clause, motion, themes)
        pains = [
            (item.term.concept, Slot(item.start, item.end))
            for item in clause.items
            if item.term is not None and item.term.label == "PAIN_TYPE"
        ]
        if clause.silent:
            return
        if targets and any(character.isdigit() for character in lower[clause.start : clause.end]):
            fresh = themes.sentence != clause.sentence or not themes.targets
            known = [] if fresh else themes.targets
            themes.targets = [*known, *(t for t in targets if t not in known)]
            themes.sentence = clause.sentence
            if own:
                themes.arms = {arm.concept for arm in own} | (set() if fresh else themes.arms)
        if pains:
            themes.pains = pains


def replace_hedge(effect: Effect, *, hedged: bool) -> Effect:
    """Hedge an effect that its clause hedges."""
    if hedged:
        effect.hedged = True
    return effect


def _fronted(effect: Effect) -> bool:
    """Tell whether a comparator stands before the predicate and so holds for what is joined."""
    return bool(effect.comparators) and all(
        effect.clause.start <= arm.start < effect.motion.cue.start or arm.inferred
        for arm in effect.comparators
    )


def _carried(arm: Arm) -> Arm:
    return replace(arm, inferred=True)


_MEASURING: Final = (kinds.CHANGE | kinds.SAME | kinds.DIFFER) & ~kinds.WORSE_VERB


def _denied(clause: Clause, position: int):  # noqa: ANN202
    """Return the negation that denies the noun at a position."""
    found = None
    for item in clause.items:
        if item.start >= position:
            break
        if item.kinds & (kinds.NEGATION_BEFORE):
            found = item
        elif item.kinds & (kinds.BOUNDARY_STRONG | kinds.BOUNDARY_MIDDLE):
            found = None
    return found
