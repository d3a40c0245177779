"""Frames of clauses: what acted on what, how, against whom; one shape for both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Final

from papnlp.findings import hedges, kinds, numbers
from papnlp.findings.arms import Casting
from papnlp.findings.bracketed import ArmPair, against_control, pairs_of
from papnlp.findings.cast import Cast
from papnlp.findings.clauses import Clause
from papnlp.findings.conflicts import ConflictReader
from papnlp.findings.discourse import Discourse
from papnlp.findings.effects import DIRECTED, Effect, Scene, carried
from papnlp.findings.ellipsis import EllipsisReader, spoken
from papnlp.findings.excepted import excepted
from papnlp.findings.framing import (
    BY_MAGNITUDE,
    amplifies,
    awaited,
    both_changed,
    by_magnitude,
    by_significance,
    corrected,
    denied_with,
    each_changed,
    end_of_conflict,
    in_order,
    interleaved,
    is_told,
    leaves_open,
    likened,
    names_gain,
    set_against_other,
    settles,
    told_so_far,
)
from papnlp.findings.implied import ArmInference
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.lexicon import Item
from papnlp.findings.memory import Memory
from papnlp.findings.motions import BETTER, NONE, UNCLEAR, WORSE, Motion, direction_of
from papnlp.findings.no_claims import advises_against, says_nothing
from papnlp.findings.outcomes import TargetFinder
from papnlp.findings.pairs import belong, joined, set_apart, spared
from papnlp.findings.relations import telling
from papnlp.findings.scope import TargetScope
from papnlp.findings.subjects import SubjectReader
from papnlp.findings.targets import Target


class Framer:
    """Builds the effects of a sentence from its clauses.

    Parameters
    ----------
    knowledge : Knowledge
        What is known about concepts.
    subjects : SubjectReader
        Tells when a clause is about something unknown.
    """

    def __init__(self, knowledge: Knowledge, subjects: SubjectReader) -> None:
        self._knowledge = knowledge
        self._casting = Casting(knowledge)
        self._targets = TargetFinder(knowledge)
        self._scope = TargetScope(knowledge, self._targets, subjects)
        self._repeated = EllipsisReader(knowledge, self._targets, self._scope)
        self._inference = ArmInference(knowledge)
        self._memory = Memory(knowledge, self._targets)
        self._conflicts = ConflictReader(
            knowledge, self._casting, self._targets, self._scope, self._inference
        )

    def __call__(self, clauses: Sequence[Clause], scene: Scene) -> list[Effect]:
        """Return the effects that a sentence claims, and update what is in force.

        Parameters
        ----------
        clauses : sequence of Clause
            The clauses of the sentence.
        scene : Scene
            The text and what is in force in it; updated.
        """
        effects: list[Effect] = []
        clauses = telling(clauses)
        lower, discourse, themes = scene.lower, scene.discourse, scene.themes
        start = self._conflicts.start(clauses, lower)
        resume = 0
        for index, clause in enumerate(clauses):
            if not clause.items:
                continue
            if index == start:
                end = end_of_conflict(clauses, index)
                before = effects[-1] if effects else None
                mixed = self._conflicts(clauses[index:end], scene, before)
                if mixed is not None:
                    effects.append(mixed)
                    self._memory.remember(mixed, discourse, themes)
                    resume = end
            if index < resume:
                continue
            self._claim(clauses, index, scene, effects)
        valence = self._knowledge.valence_of
        return [effect for effect in effects if not corrected(effect, effects, valence)]

    def _claim(
        self, clauses: Sequence[Clause], index: int, scene: Scene, effects: list[Effect]
    ) -> None:
        """Add what one clause claims to the effects of its sentence."""
        clause = clauses[index]
        lower, discourse, themes = scene.lower, scene.discourse, scene.themes
        cast = self._casting(clause, discourse)
        if effects and not clause.silent and spared(effects[-1], clause, cast):
            effects[-1].comparators = cast.subjects or cast.comparators
            effects[-1].motion = replace(effects[-1].motion, comparative=True)
            return
        pairs = [] if clause.silent else pairs_of(clause, cast, discourse)
        effect = self._effect(clauses, index, cast, scene, effects)
        if not pairs and (effect is None or leaves_open(effect)) and not clause.silent:
            pairs = against_control(clause, cast, discourse, partial(self._serves, discourse))
        if effect is not None and not (pairs and leaves_open(effect)):
            for part in awaited(scene.waiting, effect):
                self._add(effects, part, scene)
            self._share(effects, effect)
            for moved in by_significance(effect, lower):
                for part in chain.from_iterable(map(excepted, interleaved(moved))):
                    self._add(effects, part, scene)
            pairs = [pair for pair in pairs if not is_told(effect, pair)]
        elif effect is None and not pairs:
            announced = index + 1 < len(clauses) and clauses[index + 1].opener == "colon"
            self._memory.note(clause, cast, lower, discourse, themes, announced=announced)
        for part in self._paired(clauses, index, pairs, scene):
            self._add(effects, part, scene)

    def _paired(
        self, clauses: Sequence[Clause], index: int, pairs: Sequence[ArmPair], scene: Scene
    ) -> list[Effect]:
        """Return the comparisons that a clause makes pair by pair, each with its p value."""
        clause = clauses[index]
        said = spoken(clause, scene.lower) if pairs else None
        kind = said.kind if said is not None and said.kind in DIRECTED else None
        cue = clause.find(kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE)
        effects = []
        for pair in pairs:
            told = pair.kind or kind
            if told is None:
                continue
            verb = said.verb if said is not None else "change"
            place = cue or clause.items[0]
            motion = Motion(told, place, "pairs.p", comparative=True, verb=verb)
            alone = Cast(subjects=[pair.first], comparators=[pair.second])
            targets = self._scope.aim(clause, motion, alone, scene)
            if targets is None or all(target.outcome is None for target in targets):
                continue
            effect = Effect(
                clause,
                motion,
                alone.subjects,
                alone.comparators,
                targets,
                hedges.hedged(clauses, index, has_own_subject=True),
            )
            arranged = self._inference.arrange(effect, alone, scene.discourse)
            effects.extend([arranged] if arranged is not None else [])
        return effects

    def _serves(self, discourse: Discourse, concept: str) -> bool:
        """Tell whether an arm serves as a control."""
        return self._knowledge.is_control(concept) or concept in discourse.controls

    def _add(self, effects: list[Effect], effect: Effect, scene: Scene) -> None:
        """Add an effect to those of its sentence, and put it in force."""
        if effects and belong(effects[-1], effect, scene.lower):
            first = effects[-1]
            self._join(effects, effect, scene)
            if not self._serves(scene.discourse, effect.subjects[0].concept):
                effects.extend(both_changed(first, effect, scene.lower))
            return
        if effect.motion.rule == BY_MAGNITUDE and effect.comparators:
            effects.extend(self._less_changed(effect, scene))
        cue = effect.motion.alike
        if cue is not None and effect.comparators:
            effect.motion = Motion(NONE, cue, "same.manner", comparative=True)
        if effects and set_apart(effects[-1], effect, scene.lower):
            effects[-1].comparators = carried(effect.subjects)
            effects[-1].motion = replace(effects[-1].motion, comparative=True)
        if not any(self._serves(scene.discourse, arm.concept) for arm in effect.comparators):
            effects.extend(each_changed(effect, scene.lower))
        effects.append(effect)
        self._memory.remember(effect, scene.discourse, scene.themes)
        scene.effects.append(effect)
        if effect.motion.rule == "same.level" and names_gain(effect):
            gained = Motion(BETTER, effect.motion.cue, "gain.lost", comparative=True)
            effects.insert(len(effects) - 1, replace(effect, motion=gained))
        if cue is not None and len(effect.subjects) == _PAIR and not effect.comparators:
            effects.append(likened(effect, cue))
        if effect.denied and effect.motion.kind in DIRECTED:
            opposite = replace(effect.motion, kind=NONE, rule="denied")
            denied = replace(effect, subjects=effect.denied, motion=opposite, denied=[])
            effects.insert(len(effects) - 1, denied)

    def _less_changed(self, effect: Effect, scene: Scene) -> list[Effect]:
        """Return the change of the arm that changed less, where its course is told: "and to 5"."""
        own = spoken(effect.clause, scene.lower)
        first, other = effect.subjects[0], effect.comparators[0]
        start, end = sorted((first.end, other.start))
        told = numbers.course(scene.lower, start, end).to is not None
        if own is None or own.kind not in DIRECTED or self._serves(scene.discourse, other.concept):
            return []
        alone = replace(effect, motion=own, subjects=effect.comparators, comparators=[])
        return [alone] if told else []

    def _join(self, effects: list[Effect], second: Effect, scene: Scene) -> None:
        """Make one comparison of the last change and a further one."""
        effects[-1] = joined(effects[-1], second, scene.lower)
        self._memory.remember(effects[-1], scene.discourse, scene.themes)

    @staticmethod
    def _share(effects: list[Effect], effect: Effect) -> None:
        """Give a comparator named at the end to the joined comparisons before it."""
        if not effect.comparators or effect.comparators[0].inferred:
            return
        if effect.clause.opener not in ("weak", "middle", "strong"):
            return
        if not effect.subjects[0].inferred:
            repeated = effects and effects[-1].motion.cue.text == effect.motion.cue.text
            if repeated and not effects[-1].comparators and effect.motion.comparative:
                effects[-1].comparators = effect.comparators
            return
        names = [arm.concept for arm in effect.subjects]
        closing = effect.clause.find(kinds.COMPARATOR_BEFORE)
        whole = closing is not None and closing.start > effect.motion.cue.end
        whole = whole and effect.clause.opener != "strong"
        for earlier in reversed(effects):
            moved = earlier.motion.comparative or (
                whole
                and earlier.motion.kind in DIRECTED
                and [arm.concept for arm in earlier.subjects] == names
            )
            if earlier.comparators or not moved:
                return
            earlier.comparators = effect.comparators

    def _take_back(self, clause: Clause, previous: Effect, scene: Scene) -> Effect | None:
        """Let a clause without arms and outcomes qualify the effect before it."""
        likeness = clause.find(kinds.SAME_MANNER)
        if likeness is not None and previous.motion.kind in DIRECTED:
            return self._liken(previous, likeness, scene)
        kind = UNCLEAR if previous.motion.hint or previous.hedged else NONE
        rule = previous.motion.rule + ".null"
        previous.motion = replace(previous.motion, kind=kind, rule=rule)
        if clause.kinds & (kinds.DIFFER | kinds.SAME_PREDICATE):
            set_against_other(previous, scene.discourse)
        return None

    def _liken(self, previous: Effect, cue: Item, scene: Scene) -> Effect | None:
        """Return the comparison of arms that moved alike; with a control it replaces the change."""
        controls = [arm for arm in scene.discourse.trial if self._knowledge.is_control(arm)]
        if previous.every and controls:
            previous.motion = Motion(NONE, cue, "same.manner", comparative=True)
            previous.comparators = [scene.discourse.implied(arm) for arm in controls]
            return None
        return likened(previous, cue) if len(previous.subjects) == _PAIR else None

    def _effect(
        self,
        clauses: Sequence[Clause],
        index: int,
        cast: Cast,
        scene: Scene,
        effects: list[Effect],
    ) -> Effect | None:
        """Return the effect of one clause, or None where it claims nothing."""
        clause = clauses[index]
        if clause.silent and not advises_against(clause):
            return None
        previous = effects[-1] if effects else None
        repeated = self._repeated(clauses, index, cast, previous, scene)
        if repeated is not None:
            return repeated
        motion = self._parallel(clause, previous) or spoken(clause, scene.lower)
        if motion is not None and previous is not None and amplifies(clause, motion, previous):
            motion = replace(motion, kind=previous.motion.kind, verb=previous.motion.verb)
        if motion is not None and previous is not None and denied_with(previous, clause, motion):
            named = clause.kinds & kinds.MENTIONED
            motion = replace(motion, kind=NONE, rule=motion.rule + ".denied") if named else None
        sums_up = motion is None or motion.rule == "differ.signed"
        if sums_up and settles(clause, cast, effects):
            second = effects.pop()
            self._join(effects, second, scene)
            return None
        if motion is None or says_nothing(clause, motion, cast, previous, scene):
            return None
        if previous is not None and self._retracts(clause, motion, cast, previous, scene):
            return self._take_back(clause, previous, scene)
        failing = motion.cue.kinds & kinds.SAME_ADJECTIVE and not cast.subjects
        if not effects and (failing or motion.cue.kinds & kinds.SAME_ALL):
            cast.subjects = told_so_far(clauses[: index + 1], cast)
        return self._framed(clauses, index, motion, cast, scene=scene, previous=previous)

    def _framed(
        self,
        clauses: Sequence[Clause],
        index: int,
        motion: Motion,
        cast: Cast,
        *,
        scene: Scene,
        previous: Effect | None,
    ) -> Effect | None:
        """Return the effect of a clause with its targets and the arms that it leaves out."""
        clause, own = clauses[index], bool(cast.subjects)
        targets = self._scope.aim(clause, motion, cast, scene)
        if targets:
            self._inference.release(cast, targets, scene.discourse)
            if motion.significant and self._compares_once(targets, scene.discourse):
                motion = replace(motion, comparative=True)
        motion = by_magnitude(clause, motion, cast, scene.lower)
        self._inference.fill(clause, motion, cast, scene.discourse, previous)
        if targets is None:
            return None
        own = own or motion.rule.startswith("harm")
        effect = Effect(
            clause,
            motion,
            cast.subjects,
            cast.comparators,
            targets,
            motion.hint or hedges.hedged(clauses, index, has_own_subject=own),
            cast.added,
            cast.baseline,
            cast.denied,
            cast.every,
        )
        if not cast.subjects:
            if targets and not cast.blocked and not motion.comparative:
                scene.waiting.append(effect)
            return None
        if motion.rule == "values.p" and clause.kinds & kinds.VALUE_ORDER:
            effect = in_order(effect, scene.discourse)
        return self._inference.arrange(effect, cast, scene.discourse)

    def _compares_once(self, targets: Sequence[Target], discourse: Discourse) -> bool:
        """Tell whether what patients have but once can only differ from the other arm's."""
        trial = discourse.trial
        return len(trial) == _PAIR and all(self._knowledge.is_single(t.outcome) for t in targets)

    def _parallel(self, clause: Clause, previous: Effect | None) -> Motion | None:
        """Judge a value joined to a change for the better ("and wearing time was 14 h")."""
        copula = clause.find(kinds.VALUE_COPULA)
        if copula is None or clause.predicates or previous is None:
            return None
        if previous.comparators or clause.opener not in ("weak", "middle"):
            return None
        target = previous.targets[0]
        before = direction_of(previous.motion.kind, self._knowledge.valence_of(target))
        kind = {"improved": BETTER, "worsened": WORSE}.get(before)
        return Motion(kind, copula, "parallel.value") if kind else None

    @staticmethod
    def _retracts(
        clause: Clause, motion: Motion, cast: Cast, previous: Effect, scene: Scene
    ) -> bool:
        """Tell whether a clause only takes back the one before ("but this was not significant")."""
        return (
            motion.kind == NONE
            and not previous.motion.safe
            and clause.opener in ("strong", "middle", "weak")
            and motion.rule.startswith(("significance", "differ", "same", "effect"))
            and not motion.rule.startswith("same.level")
            and (not cast.subjects or _only_refers(clause))
            and not cast.comparators
            and not clause.kinds & _MEASURED
            and (previous.motion.comparative or not cast.pairwise)
            and not ((previous.every or len(previous.subjects) == _PAIR) and cast.pairwise)
            and not clause.kinds & kinds.ROLES_LATER
            and not (clause.kinds & kinds.ARMS_BETWEEN_TWO and len(scene.discourse.trial) > _PAIR)
            and not numbers.is_timed(scene.lower, clause.start, clause.end)
        )


def _only_refers(clause: Clause) -> bool:
    """Tell whether what was not significant is "it": the difference, not who acts."""
    return bool(
        clause.kinds & kinds.ARMS_PRONOUN
        and clause.kinds & kinds.SIGNIFICANCE_NO
        and not clause.kinds & kinds.MENTION_INTERVENTION
    )


_PAIR: Final = 2
_MEASURED: Final = kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE | kinds.ROLES_PAIN
