"""The pain types of a clause: those whose quantity changes, and those that are the condition."""

from __future__ import annotations

from typing import Final

from papnlp.analysis import Slot
from papnlp.findings import kinds
from papnlp.findings.clauses import Clause
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.lexicon import Item
from papnlp.findings.motions import Motion
from papnlp.findings.themes import Themes

Pains = list[tuple[str, Slot]]

_NEAR: Final = 18
_BESIDE: Final = 6
_PAIR: Final = 2
_PEOPLE: Final = ("患者", "病人", "病例")
_SAYING: Final = kinds.STRONG | kinds.EFFECT | kinds.MENTION_OUTCOME
_ROLES: Final = kinds.ROLES_CONDITION | kinds.ROLES_WITHIN | kinds.ROLES_ASIDE


class PainFinder:
    """Finds the pain types of a clause and parts them by their role.

    Parameters
    ----------
    knowledge : Knowledge
        Tells general pain types from special ones.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def __call__(
        self, clause: Clause, motion: Motion | None, themes: Themes
    ) -> tuple[Pains, Pains]:
        """Return the pain types whose quantity changes, and those that are the condition."""
        if not clause.kinds & (kinds.MENTION_PAIN_TYPE | kinds.ROLES_ALL_PAINS):
            return [], []
        changed: Pains = []
        conditions: Pains = []
        role, reached, said = "", -100, False
        existential = _compares_nobody(clause, motion)
        for index, item in enumerate(clause.items):
            if item.kinds & _ROLES and not _counts_people(clause.items, index, motion):
                given = _role(item, existential=existential, said=said)
                if given:
                    role, reached = given, item.end
            elif item.term is not None and item.term.label == "PAIN_TYPE":
                gap = item.start - reached
                near = gap <= _BESIDE or (
                    role == "condition" and gap <= _NEAR and motion is not None and motion.efficacy
                )
                near = near and not (
                    role == "aside" and clause.items[index - 1].kinds & kinds.CHANGE
                )
                if (near and role == "aside") or _set_aside(clause.items, index):
                    continue
                influenced = motion is not None and motion.cue.kinds & kinds.EFFECT_VERB
                measured = _is_measured(clause.items, index) or (
                    bool(said or influenced) and _lists_outcomes(clause, index)
                )
                treated = not measured and (
                    _is_treated(motion, reached, near=near) or _names_people(clause, item)
                )
                _enter(conditions if treated else changed, item.term.concept, item)
                if near:
                    reached = item.end
            elif item.kinds & kinds.INCIDENCE_HAD:
                reached = -100
            said = said or bool(item.kinds & _SAYING)
        if not changed and not conditions:
            changed = self._all(clause, themes)
        return changed, conditions

    def _all(self, clause: Clause, themes: Themes) -> Pains:
        """Return the two pain types that "either type of pain" stands for."""
        cue = clause.find(kinds.ROLES_ALL_PAINS)
        if cue is None:
            return []
        known = sorted(themes.mentioned, key=lambda pain: themes.places[pain])
        special = [
            pain
            for pain in known
            if not any(pain != other and self._knowledge.is_a(other, pain) for other in known)
        ]
        if len(special) != _PAIR:
            special = [pain for pain in special if pain in themes.reported]
        slot = Slot(cue.start, cue.end, inferred=True)
        return [(pain, slot) for pain in special] if len(special) == _PAIR else []


def _counts_people(items: list[Item], index: int, motion: Motion | None) -> bool:
    """Tell whether people with a pain are what is counted, or only said to have it.

    "The proportion of patients with stump pain"; "术后患者幻肢痛减轻".
    """
    item = items[index]
    if not item.kinds & kinds.ROLES_POPULATION and not item.kinds & kinds.INCIDENCE_WORD:
        return False
    if item.text == _PATIENTS:
        return motion is not None and motion.verb == "change" and not motion.efficacy
    before = items[index - 1] if index else None
    return (
        before is not None
        and before.kinds & kinds.INCIDENCE_WORD != 0
        and item.start - before.end <= 1
    )


_PATIENTS: Final = "患者"
_PAUSE: Final = "、"


def _compares_nobody(clause: Clause, motion: Motion | None) -> bool:
    """Tell whether a difference is said to be, not an arm to differ: "no difference for pain"."""
    return (
        motion is not None
        and motion.rule.startswith(("differ", "significance"))
        and not any(
            item.kinds & kinds.MENTION_INTERVENTION and item.start < motion.cue.start
            for item in clause.items
        )
    )


def _role(item: Item, *, existential: bool, said: bool) -> str:
    """Return the role that a cue gives the pain type after it; empty where it gives none."""
    if item.kinds & kinds.ROLES_CONDITION:
        return "" if existential and item.text == "for" else "condition"
    if item.kinds & kinds.ROLES_WITHIN:
        return "" if said else "condition"
    return "aside"


def _is_treated(motion: Motion | None, reached: int, *, near: bool) -> bool:
    """Tell whether a pain type is what is treated rather than what changes."""
    if motion is None:
        return near
    acted_on = motion.verb != "change" and reached < motion.cue.end
    return (near or motion.efficacy) and not acted_on


def _enter(pains: Pains, concept: str, item: Item) -> None:
    if all(concept != other for other, _ in pains):
        pains.append((concept, Slot(item.start, item.end)))


def _is_measured(items: list[Item], index: int) -> bool:
    """Tell whether what is counted or graded is named right after a mention."""
    if index + 1 == len(items):
        return False
    item, after = items[index], items[index + 1]
    return after.start - item.end <= 1 and bool(after.kinds & kinds.INCIDENCE_WORD)


def _lists_outcomes(clause: Clause, index: int) -> bool:
    """Tell whether a mention stands in a list of outcomes: "in stump pain, sleep or mood"."""
    items = clause.items
    if index + 1 < len(items) and items[index + 1].kinds & kinds.MENTION_OUTCOME:
        between = clause.lower[items[index].end : items[index + 1].start]
        return between.strip() == _PAUSE
    return _joins_outcome(items[index : index + 3]) or _joins_outcome(
        items[max(index - 2, 0) : index + 1][::-1]
    )


def _joins_outcome(three: list[Item]) -> bool:
    """Tell whether a joint stands right between a mention and an outcome."""
    if len(three) <= _PAIR:
        return False
    item, joint, outcome = three
    return (
        bool(joint.kinds & kinds.BOUNDARY_WEAK)
        and bool(outcome.kinds & kinds.MENTION_OUTCOME)
        and _apart(item, joint) <= 1 >= _apart(joint, outcome)
    )


def _apart(one: Item, other: Item) -> int:
    return max(other.start - one.end, one.start - other.end)


def _names_people(clause: Clause, item: Item) -> bool:
    """Tell whether a mention only tells which people are meant: "幻肢痛患者的睡眠"."""
    return clause.lower.startswith(_PEOPLE, item.end)


def _is_cause(items: list[Item], index: int) -> bool:
    """Tell whether a pain type is the cause of the one beside it: "stump pain due to neuroma"."""
    before, after = items[max(index - 2, 0) : index], items[index + 1 : index + 3]
    return (
        len(before) == _PAIR
        and bool(before[0].kinds & kinds.MENTION_PAIN_TYPE)
        and bool(before[1].kinds & kinds.ROLES_CAUSE_BEFORE)
        and before[1].start - before[0].end <= 1
        and items[index].start - before[1].end <= _NEAR
    ) or (
        len(after) == _PAIR
        and bool(after[0].kinds & kinds.ROLES_CAUSE_AFTER)
        and bool(after[1].kinds & (kinds.MENTION_PAIN_TYPE | kinds.MENTION_OUTCOME))
        and after[1].start - items[index].end <= _BESIDE
    )


def _set_aside(items: list[Item], index: int) -> bool:
    """Tell whether a mention is only a cause, or set aside by a marker right after it."""
    if _is_cause(items, index):
        return True
    if index + 1 == len(items):
        return False
    item, after = items[index], items[index + 1]
    return bool(after.kinds & kinds.ROLES_ASIDE_AFTER) and after.start - item.end <= 2
