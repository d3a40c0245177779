"""What a claim, or a clause without one, leaves in force for later clauses."""

from __future__ import annotations

from typing import Final

from papnlp.analysis import Slot
from papnlp.findings import kinds
from papnlp.findings.cast import Cast
from papnlp.findings.clauses import Clause
from papnlp.findings.discourse import Arm, Discourse
from papnlp.findings.effects import DIRECTED, Effect
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.outcomes import TargetFinder
from papnlp.findings.themes import Themes


class Memory:
    """Updates the discourse and the themes of a text.

    Parameters
    ----------
    knowledge : Knowledge
        What is known about outcomes.
    targets : TargetFinder
        Finds what a clause names.
    """

    def __init__(self, knowledge: Knowledge, targets: TargetFinder) -> None:
        self._knowledge = knowledge
        self._targets = targets

    def remember(self, effect: Effect, discourse: Discourse, themes: Themes) -> None:
        """Put a claim in force."""
        discourse.subjects, discourse.comparators = effect.subjects, effect.comparators
        discourse.compared_with.update(arm.concept for arm in effect.comparators)
        discourse.sentence = discourse.named_sentence = effect.clause.sentence
        discourse.named = list(effect.subjects)
        if not self._digresses(effect.subjects, discourse):
            discourse.focus = discourse.named
        together = sorted(
            (*effect.subjects, *effect.comparators, *effect.denied), key=lambda arm: arm.start
        )
        if len({arm.concept for arm in together}) > 1 and not any(a.inferred for a in together):
            discourse.listed, discourse.listed_sentence = together, effect.clause.sentence
        if effect.comparators:
            for arm in effect.subjects:
                discourse.pairs[arm.concept] = effect.comparators
        if any(target.outcome != self._knowledge.harm for target in effect.targets):
            themes.targets = list(effect.targets)
            arms = {arm.concept for arm in (*effect.subjects, *effect.comparators)}
            same = themes.sentence == effect.clause.sentence
            themes.arms = arms | themes.arms if same else arms
            themes.sentence = effect.clause.sentence
            themes.history.add(
                (arm.concept for arm in effect.subjects),
                (arm.concept for arm in effect.comparators),
                (t for t in effect.targets if t.outcome != self._knowledge.harm),
                directed=effect.motion.kind in DIRECTED,
            )
        themes.reported.update(pain for target in effect.targets for pain, _ in target.pains)
        explicit = [
            entry for target in effect.targets for entry in target.pains if not entry[1].inferred
        ]
        if not explicit:
            explicit = _pains(effect.clause)
        if explicit and not self._are_phenomena(explicit):
            themes.pains, themes.pains_sentence = explicit, effect.clause.sentence

    def _digresses(self, arms: list[Arm], discourse: Discourse) -> bool:
        """Tell whether a series turns to what its title does not name: "two then had DBS"."""
        return not self._knowledge.on_topic((arm.concept for arm in arms), discourse.topics)

    def note(
        self,
        clause: Clause,
        cast: Cast,
        lower: str,
        discourse: Discourse,
        themes: Themes,
        *,
        announced: bool,
    ) -> None:
        """Remember what a clause without a claim names, also what it announces before a colon."""
        labelled = bool(clause.kinds & kinds.ARMS_LABEL)
        own = [arm for arm in cast.subjects if labelled or not arm.inferred]
        if len(cast.subjects) > 1:
            discourse.listed, discourse.listed_sentence = list(cast.subjects), clause.sentence
        if own:
            discourse.named, discourse.named_sentence = own, clause.sentence
            if not discourse.topics or any(arm.concept in discourse.topics for arm in own):
                discourse.focus = own
        if clause.silent or not clause.kinds & _NOTABLE:
            return
        told = clause.predicates or any(map(str.isdigit, lower[clause.start : clause.end]))
        if told or announced:
            self._note_targets(clause, own, themes)
        pains = _pains(clause)
        if pains and not self._are_phenomena(pains):
            themes.pains, themes.pains_sentence = pains, clause.sentence

    def _are_phenomena(self, pains: list[tuple[str, Slot]]) -> bool:
        """Tell whether none of some pain types hurts, so that no relief belongs to them."""
        return all(self._knowledge.is_phenomenon(pain) for pain, _ in pains)

    def _note_targets(self, clause: Clause, own: list[Arm], themes: Themes) -> None:
        targets = self._targets(clause, None, themes)
        if not targets:
            return
        fresh = themes.sentence != clause.sentence or not themes.targets
        known = [] if fresh else themes.targets
        themes.targets = [*known, *(target for target in targets if target not in known)]
        themes.sentence = clause.sentence
        if own or fresh:
            themes.arms = {arm.concept for arm in own} | (set() if fresh else themes.arms)


_PAIR: Final = 2
_NOTABLE: Final = kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE


def _pains(clause: Clause) -> list[tuple[str, Slot]]:
    return [
        (item.term.concept, Slot(item.start, item.end))
        for item in clause.all(kinds.MENTION_PAIN_TYPE)
        if item.term is not None
    ]
