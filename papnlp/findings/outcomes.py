"""What a claim is about: outcome, instrument, harm, and the pain type it belongs to."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from papnlp.analysis import Slot
from papnlp.findings import kinds
from papnlp.findings.clauses import Clause
from papnlp.findings.harms import is_exemplar
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.lexicon import Item
from papnlp.findings.motions import BETTER, DOWN, NONE, UNNAMED_HARM, UP, WORSE, Motion
from papnlp.findings.pains import PainFinder, Pains
from papnlp.findings.targets import Target
from papnlp.findings.themes import Themes
from papnlp.findings.verbal import outcome_of_verb

_DIRECTED: Final = (BETTER, WORSE, DOWN, UP)
_TOLD: Final = (*_DIRECTED, NONE)
_GROWING: Final = (
    kinds.INCIDENCE_COUNTED | kinds.DECREASE_VERB | kinds.INCREASE_VERB | kinds.MAGNITUDE
)
_BESIDE: Final = 6


class TargetFinder:
    """Finds the outcomes of a clause.

    Parameters
    ----------
    knowledge : Knowledge
        Tells instruments from domains, and pain outcomes from others.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._pains = PainFinder(knowledge)

    def __call__(self, clause: Clause, motion: Motion | None, themes: Themes) -> list[Target]:
        """Return the outcomes that a clause names; empty where it names none."""
        changed, conditions = self._pains(clause, motion, themes)
        targets = self._of_clause(clause, motion, themes, changed, conditions)
        harms = [] if self._names_harm(targets) else self._harms(clause, motion)
        if harms:
            if targets and all(target.bare for target in targets):
                targets = []
            targets.extend(harms)
        if motion is not None and motion.safe and not self._names_harm(targets):
            targets.append(Target(self._knowledge.harm, bare=True))
        at_large = clause.find(kinds.ROLES_EFFICACY)
        harms_only = all(target.outcome == self._knowledge.harm for target in targets)
        if at_large and harms_only and motion is not None and not motion.safe:
            targets.append(Target(None, bare=True, pains=tuple(conditions)))
        if self._names_harm(targets):
            targets = [target for target in targets if not self._is_sign(clause, target)]
        if motion is not None and motion.safe and motion.rule.startswith("harm"):
            targets = [target for target in targets if target.outcome == self._knowledge.harm]
        if motion is not None and motion.cue.kinds & kinds.CONSUMPTION_ENDS:
            targets = [t for t in targets if self._is_consumed(t)] or targets
        if motion is not None and motion.verb == "prevent":
            targets = [replace(target, purpose="prevention") for target in targets]
        if motion is not None and motion.verb == "respond":
            targets = [self._responding(target) for target in targets]
        return targets

    def _is_consumed(self, target: Target) -> bool:
        """Tell whether an outcome is how much of a drug is taken, which alone can be stopped."""
        return self._knowledge.is_consumption(target.outcome)

    def _is_sign(self, clause: Clause, target: Target) -> bool:
        """Tell whether an outcome beside harms is one of them: "nausea, weight gain"."""
        return self._knowledge.valence(target.outcome) == "none" or is_exemplar(clause, target)

    def _responding(self, target: Target) -> Target:
        """Return the share of responders for the intensity of which they are counted."""
        if target.outcome != self._knowledge.intensity:
            return target
        return replace(target, outcome=self._knowledge.responders)

    def _of_clause(
        self,
        clause: Clause,
        motion: Motion | None,
        themes: Themes,
        changed: Pains,
        conditions: Pains,
    ) -> list[Target]:
        """Return the named outcomes with their pain types, and what is said of pain itself."""
        named = self._named(clause, has_pain=bool(changed or conditions))
        named = [target for target in named if not _is_beside(clause, motion, target)]
        felt = [entry for entry in changed if not self._knowledge.is_phenomenon(entry[0])]
        apart = [entry for entry in changed if entry not in felt] if named and felt else []
        targets = [
            self._complete(_tied(clause, target), (felt if apart else changed) or conditions)
            for target in named
        ]
        verbal = outcome_of_verb(self._knowledge, clause, motion, themes)
        pains_used = any(self._knowledge.is_painful(target.outcome) for target in targets)
        beside = self._beside(clause, changed, targets) if pains_used else []
        if beside:
            targets = [t if t.tied else replace(t, pains=()) for t in targets]
            targets.extend(self._of_pains(beside, verbal))
        elif changed and not pains_used:
            listed = self._knowledge.intensity if targets else None
            targets.extend(self._of_pains(changed, verbal or listed))
        elif not targets and not changed:
            targets.extend(self._of_pain(clause, motion, conditions, themes, verbal))
        elif targets and not pains_used and self._pain_is_object(clause, motion):
            targets.insert(0, Target(verbal, bare=True, pains=tuple(conditions)))
        if apart and pains_used and not beside:
            targets.extend(self._of_pains(apart, None))
        return targets

    def _beside(self, clause: Clause, changed: Pains, targets: list[Target]) -> Pains:
        """Return the pain types that a list names beside outcomes: "pain and interference"."""
        grading = (self._knowledge.intensity, self._knowledge.relief, self._knowledge.incidence)
        if any(target.outcome in grading for target in targets):
            return []
        items = clause.items
        joined = set()
        tied = {slot.start for target in targets if target.tied for _, slot in target.pains}
        for index, (first, joint, second) in enumerate(
            zip(items, items[1:], items[2:], strict=False)
        ):
            near = _next_to(clause, first, joint) and second.start - joint.end <= 1
            if not near or not joint.kinds & kinds.BOUNDARY_WEAK:
                continue
            if first.kinds & second.kinds & kinds.MENTION_PAIN_TYPE and second.start in tied:
                joined.add(first.start)
            if first.kinds & kinds.MENTION_PAIN_TYPE and second.kinds & kinds.MENTION_OUTCOME:
                joined.add(first.start)
            elif first.kinds & kinds.MENTION_OUTCOME and second.kinds & kinds.MENTION_PAIN_TYPE:
                after = items[index + 3] if index + 3 < len(items) else None
                graded = after is not None and after.start - second.end <= 1
                if not (graded and after is not None and after.kinds & kinds.MENTION_OUTCOME):
                    joined.add(second.start)
        return [entry for entry in changed if entry[1].start in joined]

    def _of_pain(
        self,
        clause: Clause,
        motion: Motion | None,
        conditions: list[tuple[str, Slot]],
        themes: Themes,
        verbal: str | None,
    ) -> list[Target]:
        """Return what is said of bare "pain", or of a pain type that is to be prevented."""
        pains = tuple(conditions)
        if motion is not None and motion.verb == "respond":
            return [Target(self._knowledge.responders, bare=True, pains=pains)]
        if self._says_pain(clause, motion):
            item = clause.find(kinds.ROLES_PAIN)
            span = Slot(item.start, item.end) if item else None
            said = self._knowledge.intensity if _compared_for_pain(clause, motion) else verbal
            return [Target(said, span=span, bare=True, pains=pains)]
        if pains and themes.prevention and _works(motion):
            return [Target(self._knowledge.incidence, bare=True, pains=pains)]
        attacks = clause.find(kinds.INCIDENCE_ATTACKS)
        if attacks is not None and _grows_rarer(motion):
            span = Slot(attacks.start, attacks.end)
            return [Target(self._knowledge.frequency, span, bare=True, pains=pains)]
        return []

    def _of_pains(self, changed: list[tuple[str, Slot]], verbal: str | None) -> list[Target]:
        """Return what is said of pain types alone; phenomena that do not hurt have no intensity."""
        grades = verbal in (self._knowledge.intensity, self._knowledge.incidence)
        grown = tuple(entry for entry in changed if grades and self._knowledge.size_of(entry[0]))
        seen = tuple(entry for entry in changed if self._knowledge.is_phenomenon(entry[0]))
        felt = tuple(entry for entry in changed if entry not in seen and entry not in grown)
        targets = [Target(verbal, bare=True, pains=felt)] if felt else []
        targets.extend(
            Target(self._knowledge.size_of(entry[0]), bare=True, pains=(entry,)) for entry in grown
        )
        if seen:
            graded = verbal if verbal == self._knowledge.incidence else None
            targets.append(Target(graded, bare=True, pains=seen, phenomenon=True))
        return targets

    def conditions(
        self, clause: Clause, motion: Motion | None, themes: Themes
    ) -> list[tuple[str, Slot]]:
        """Return the pain types that a clause names in whatever part."""
        changed, conditions = self._pains(clause, motion, themes)
        return changed or conditions

    def _names_harm(self, targets: list[Target]) -> bool:
        return any(target.outcome == self._knowledge.harm for target in targets)

    def _named(self, clause: Clause, *, has_pain: bool) -> list[Target]:
        items = clause.all(kinds.MENTION_OUTCOME)
        inner = [i for i in clause.aside if i.term is not None and i.term.label == "OUTCOME"]
        domains: list[tuple[Item, str]] = []
        instruments: list[Item] = []
        for item in items:
            if item.term is None or self._is_aside(clause, item) or _is_people(clause, item):
                continue
            if self._grades(item.term.concept):
                instruments.append(item)
            elif all(item.term.concept != concept for _, concept in domains):
                domains.append((item, item.term.concept))
        targets = []
        for item, concept in domains:
            instrument = self._instrument_of(clause, item, instruments, inner)
            targets.append(
                Target(
                    concept,
                    Slot(item.start, item.end),
                    instrument.term.concept if instrument and instrument.term else None,
                    Slot(instrument.start, instrument.end) if instrument else None,
                    burden=self._knowledge.is_burden(concept, item.text),
                )
            )
            if instrument is not None:
                instruments = [
                    other
                    for other in instruments
                    if other is not instrument and not self._measures(other, item)
                ]
        instruments = instruments or ([] if targets else self._bracketed(inner))
        pain = has_pain or clause.find(kinds.ROLES_PAIN) is not None
        for item in instruments:
            if item.term is None:
                continue
            target = self._by_instrument(item, item.term.concept, pain=pain)
            if all(target.outcome != other.outcome for other in targets):
                targets.append(target)
        return targets

    def _grades(self, concept: str) -> bool:
        return self._knowledge.is_instrument(concept) or self._knowledge.is_pain_scale(concept)

    def _bracketed(self, inner: list[Item]) -> list[Item]:
        """Return the pain scales in brackets where a clause names no outcome."""
        return [
            item for item in inner if item.term and self._knowledge.is_pain_scale(item.term.concept)
        ]

    def _by_instrument(self, item: Item, concept: str, *, pain: bool) -> Target:
        span = Slot(item.start, item.end)
        if self._knowledge.is_pain_scale(concept) or (
            pain and self._knowledge.is_pain_questionnaire(concept)
        ):
            return Target(self._knowledge.intensity, None, concept, span)
        return Target(concept, span, concept, span)

    def _instrument_of(
        self, clause: Clause, domain: Item, instruments: list[Item], inner: list[Item]
    ) -> Item | None:
        """Return the instrument that measures a domain: beside it or in brackets after it."""
        for item in inner:
            near = item.term is not None and 0 <= item.start - domain.end <= 3
            if near and item.term and self._knowledge.is_instrument(item.term.concept):
                return item
        for item in instruments:
            if self._measures(item, domain):
                return item
        for item in instruments:
            low, high = min(item.end, domain.end), max(item.start, domain.start)
            between = [cue for cue in clause.items if low <= cue.start < high]
            if high - low <= 40 and not any(cue.kinds & (kinds.BOUNDARY) for cue in between):
                return item
        return None

    def _measures(self, instrument: Item, domain: Item) -> bool:
        """Tell whether an instrument is known to measure a domain."""
        if instrument.term is None or domain.term is None:
            return False
        return self._knowledge.measures(instrument.term.concept, domain.term.concept)

    def _is_aside(self, clause: Clause, item: Item) -> bool:
        """Tell whether an outcome is only a yardstick ("in parallel with")."""
        return any(
            0 <= item.start - cue.end <= _BESIDE
            for cue in clause.items
            if cue.kinds & (kinds.ROLES_ASIDE)
        )

    def _says_pain(self, clause: Clause, motion: Motion | None) -> bool:
        if motion is None or motion.safe or clause.find(kinds.ROLES_PAIN) is None:
            return False
        return not motion.efficacy or _compared_for_pain(clause, motion)

    def _pain_is_object(self, clause: Clause, motion: Motion | None) -> bool:
        """Tell whether bare "pain" is what the verb acts on, beside named outcomes."""
        item = clause.find(kinds.ROLES_PAIN)
        if item is None or motion is None or motion.efficacy or motion.safe:
            return False
        return 0 <= item.start - motion.cue.end <= _BESIDE * 2

    def _harms(self, clause: Clause, motion: Motion | None) -> list[Target]:
        words = clause.all(kinds.HARM_WORD)
        if motion is not None and motion.rule == UNNAMED_HARM:
            words = [motion.cue]
        if not words or motion is None:
            return []
        due = clause.find(kinds.HARM_DUE)
        if due is not None and motion.cue.end <= due.start < words[0].start:
            return []
        if motion.verb == "relieve" or motion.efficacy:
            return []
        text = words[0].text
        span = Slot(words[0].start, words[-1].end)
        return [Target(self._knowledge.harm, span, harm=text, bare=True)]

    def _complete(self, target: Target, pains: list[tuple[str, Slot]]) -> Target:
        if target.tied:
            return target
        if pains and self._knowledge.is_painful(target.outcome):
            return replace(target, pains=tuple(pains))
        if pains and target.outcome is not None and not self._knowledge.is_untied(target.outcome):
            return target
        return target


def _next_to(clause: Clause, first: Item, joint: Item) -> bool:
    """Tell whether nothing but a bracket stands between a mention and what joins another to it."""
    return joint.start - first.end <= 1 or bool(
        _BRACKET.fullmatch(clause.lower, first.end, joint.start)
    )


_BRACKET: Final = re.compile(r"\s?\([^()]*\)\s?")


def _grows_rarer(motion: Motion | None) -> bool:
    """Tell whether what comes in attacks is counted: "attacks became rarer"."""
    return motion is not None and motion.kind in _TOLD and bool(motion.cue.kinds & _GROWING)


def _works(motion: Motion | None) -> bool:
    """Tell whether a clause only says how well something works."""
    return motion is not None and motion.efficacy and not motion.safe and motion.kind in _DIRECTED


def _compared_for_pain(clause: Clause, motion: Motion | None) -> bool:
    """Tell whether arms are compared for their effect on pain at large: "superior for pain"."""
    item = clause.find(kinds.ROLES_PAIN)
    if item is None or motion is None or not (motion.efficacy and motion.comparative):
        return False
    return any(
        cue.kinds & kinds.ROLES_CONDITION and 0 <= item.start - cue.end <= 1 for cue in clause.items
    )


def _is_people(clause: Clause, item: Item) -> bool:
    """Tell whether a name of an outcome stands for people: "sleep improved in the responders"."""
    if not item.text.endswith(_PEOPLE):
        return False
    if not item.text.isascii():
        return clause.lower.startswith("的", item.end)
    return any(
        cue.kinds & kinds.ROLES_WITHIN and 0 <= item.start - cue.end <= _BESIDE * 2
        for cue in clause.items
    )


def _tied(clause: Clause, target: Target) -> Target:
    """Return an outcome with the pain that it is tied to: "phantom pain-related disability"."""
    for pain, mark, outcome in zip(clause.items, clause.items[1:], clause.items[2:], strict=False):
        if (
            pain.term is not None
            and pain.kinds & kinds.MENTION_PAIN_TYPE
            and mark.kinds & (kinds.ROLES_ASIDE_AFTER | kinds.ROLES_CAUSE_AFTER)
            and target.span is not None
            and outcome.start == target.span.start
            and mark.start - pain.end <= 0
            and outcome.start - mark.end <= 1
        ):
            slot = Slot(pain.start, pain.end)
            return replace(target, pains=((pain.term.concept, slot),), tied=True)
    return target


def _is_beside(clause: Clause, motion: Motion | None, target: Target) -> bool:
    """Tell whether relief came along with a reduction in something else."""
    return (
        motion is not None
        and bool(motion.cue.kinds & kinds.DECREASE_NOUN)
        and target.span is not None
        and target.span.end <= motion.cue.start
        and clause.lower.startswith(_OF_WHAT, motion.cue.end)
        and any(
            item.kinds & kinds.MENTION_RELIEF and item.start == target.span.start
            for item in clause.items
        )
    )


_OF_WHAT: Final = (" in ", " of ")


_PEOPLE: Final = ("responders", "responder", "者")
