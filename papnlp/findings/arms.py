"""The arms of a clause: who acts, against whom, by what means; anaphora and memory."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from papnlp.findings import kinds
from papnlp.findings.cast import Cast
from papnlp.findings.clauses import Clause
from papnlp.findings.contrasts import oppose
from papnlp.findings.discourse import Arm, Discourse
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.lexicon import Item
from papnlp.findings.members import with_members
from papnlp.findings.references import COUNTS, References, distinct
from papnlp.findings.roles import ADVANTAGE, RESETS, RoleReading

_ADJACENT: Final = 16
_CASTING: Final = (
    kinds.MENTION_INTERVENTION
    | kinds.ARMS_BARE
    | kinds.ARMS
    | kinds.ARMS_BETWEEN
    | kinds.ARMS_MEMBERS
    | kinds.ROLES_BASELINE
)
_MARKING: Final = (
    RESETS
    | _CASTING
    | kinds.COMPARATOR_BEFORE
    | kinds.COMPARATOR_OVER
    | kinds.COMPARATOR_AFTER
    | kinds.COMPARATOR_WITH
    | kinds.TAKES_TO
    | kinds.MEANS_ADDED
    | kinds.MEANS_BEFORE
    | kinds.MEANS_AFTER
    | kinds.MEANS_ADDING
    | kinds.MEANS_COMPLETED
    | kinds.ARMS_DENIED
    | kinds.VALUE_COPULA
    | kinds.ROLES_POPULATION
    | kinds.ROLES_CONDITION
    | kinds.HARM_OCCUR
    | ADVANTAGE
)


class Casting:
    """Finds the cast of a clause.

    Parameters
    ----------
    knowledge : Knowledge
        Tells controls from other arms.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._references = References(knowledge)

    def __call__(self, clause: Clause, discourse: Discourse) -> Cast:
        """Return the arms of a clause, anaphora resolved."""
        cast = Cast()
        discourse.speak(clause.sentence, [])
        roles = self._roles(clause, discourse, cast)
        discourse.speak(clause.sentence, sorted((a for a, _ in roles), key=lambda arm: arm.start))
        for arm, role in roles:
            target = {
                "subject": cast.subjects,
                "comparator": cast.comparators,
                "added": cast.added,
                "denied": cast.denied,
            }.get(role)
            if target is not None and all(arm.concept != other.concept for other in target):
                target.append(arm)
        oppose(clause, cast, discourse)
        based = any(role == "means" for _, role in roles)
        if not cast.subjects and cast.added and based:
            cast.subjects, cast.added = cast.added, []
        names = {arm.concept for arm in cast.subjects}
        if not names and cast.comparators and clause.kinds & kinds.BETTER_FAVOUR:
            cast.subjects, cast.comparators = cast.comparators, []
        if cast.subjects:
            cast.comparators = [a for a in cast.comparators if a.concept not in names] or (
                cast.comparators if len(names) > 1 or cast.added else []
            )
            cast.subjects = [
                a for a in cast.subjects if a.concept not in {c.concept for c in cast.comparators}
            ] or cast.subjects
        return cast

    def _roles(self, clause: Clause, discourse: Discourse, cast: Cast) -> list[tuple[Arm, str]]:
        """Give each arm of a clause its role, reading from left to right."""
        if not clause.kinds & _CASTING:
            return []
        reading = RoleReading(clause.start)
        items = with_members(clause)
        for item, after in zip(items, [*items[1:], None], strict=True):
            if item.term is not None:
                if item.term.label == "INTERVENTION":
                    members = self._members(item, clause.lower, discourse)
                    cast.every = cast.every or bool(members)
                    reading.take(members or self._arms(item, clause.lower, discourse), item)
            elif item.kinds & kinds.ARMS_BARE and not (
                _counts(item, after)
                or _joins_phrases(item, clause.lower)
                or _counts_outcomes(item, after, items)
                or _sums_up(item, items, reading)
            ):
                reading.add(self._references.resolve("both", discourse, item))
            elif item.kinds & _MARKING:
                self._mark(item, clause, discourse, cast, reading)
        return reading.roles

    def _mark(
        self, item: Item, clause: Clause, discourse: Discourse, cast: Cast, reading: RoleReading
    ) -> None:
        """Let a cue set roles, refer to arms, or tell how they are compared."""
        if reading.mark(item):
            pass
        elif item.kinds & kinds.ARMS_BETWEEN:
            cast.pairwise = True
        elif item.kinds & kinds.ARMS:
            self._refer(item, clause, discourse, cast, reading)
        elif item.kinds & kinds.ROLES_BASELINE and (
            reading.pending != "comparator" or reading.follows(item)
        ):
            cast.baseline = True
        reading.settle(item)

    def _arms(self, item: Item, lower: str, discourse: Discourse) -> list[Arm]:
        if item.term is None:
            return []
        concept = item.term.concept
        if self._knowledge.is_generic_control(concept):
            return self._references.resolve("control", discourse, item)
        consumed = item.kinds & kinds.CONSUMPTION_DRUG
        tested = {*discourse.trial, *discourse.topics}
        arm = self._arm_of(concept, item.end, lower, discourse)
        if (consumed or self._knowledge.is_setting(concept)) and tested and arm not in tested:
            return []
        return [Arm(arm, item.start, item.end)]

    def _arm_of(self, concept: str, end: int, lower: str, discourse: Discourse) -> str:
        """Return the one arm that a name stands for, by its form or by the word "group".

        "The steroid" of a steroid injection, "rTMS" of the one form of rTMS beside
        theta bursts, "the radiofrequency group" where only one arm is of that class,
        "saline" where the one control is a placebo.
        """
        if concept in discourse.trial or concept in discourse.topics:
            return concept
        if self._knowledge.is_control(concept):
            controls = [arm for arm in discourse.trial if self._knowledge.is_control(arm)]
            return controls[0] if len(controls) == 1 < len(discourse.trial) else concept
        forms = [arm for arm in discourse.trial if arm.startswith(concept + "-")]
        kin = [arm for arm in discourse.trial if self._knowledge.is_a(arm, concept)]
        if not forms and len(kin) >= _PAIR:
            forms = [arm for arm in kin if arm.endswith("-" + concept.partition(":")[2])]
        if not forms and (lower.startswith(_GROUP, end) or self._knowledge.is_setting(concept)):
            forms = kin
        return forms[0] if len(forms) == 1 else concept

    def _members(self, item: Item, lower: str, discourse: Discourse) -> list[Arm]:
        """Return the arms that a class with a number stands for: "either type of block"."""
        if item.term is None or item.term.concept in discourse.trial:
            return []
        concept = item.term.concept
        if not _NUMBERED.search(lower, max(item.start - _NUMBER_REACH, 0), item.start):
            return []
        members = [arm for arm in discourse.trial if self._knowledge.is_a(arm, concept)]
        if len(members) < _PAIR and concept not in discourse.topics:
            members = discourse.trial if len(discourse.trial) == _PAIR else []
        return [Arm(arm, item.start, item.end, inferred=True) for arm in members]

    def _refer(
        self, item: Item, clause: Clause, discourse: Discourse, cast: Cast, reading: RoleReading
    ) -> None:
        """Add the arms that a phrase refers to."""
        if item.kinds & _SUMMING and _sums_up(item, clause.items, reading):
            cast.every = True
            return
        if _is_judged(item, clause) and reading.chooses(item, discourse.spoken):
            return
        kind = next((kind for kind, mask in _REFERENCES if item.kinds & mask), None)
        if kind is not None:
            self._resolve(kind, item, discourse, cast, reading)
            return
        if _stands_for_outcome(item, clause):
            return
        arms = self._references.pronoun(item, clause, discourse)
        if not arms and item.kinds & kinds.ARMS_SINGULAR:
            cast.blocked = True
        if not any(role == "subject" for _, role in reading.roles):
            reading.add(arms)

    def _resolve(
        self, kind: str, item: Item, discourse: Discourse, cast: Cast, reading: RoleReading
    ) -> None:
        """Add the arms that a phrase of some kind stands for."""
        cast.every = cast.every or kind in COUNTS or kind == "newer"
        if kind not in ("active", "control") or not reading.owns(item):
            arms = self._references.resolve(kind, discourse, item)
            if kind in ("control", "others"):
                taken = {arm.concept for arm, role in reading.roles if role == "subject"}
                arms = [arm for arm in arms if arm.concept not in taken]
            cast.blocked = cast.blocked or (kind == "control" and not arms)
            reading.add(arms)
        if kind == "label" and reading.pending == "subject":
            cast.added.extend(_components(item, discourse))


_PAIR: Final = 2
_NUMBER_REACH: Final = 24
_GROUP: Final = "组"
_NUMBERED: Final = re.compile(
    r"\b(?:both|either|neither|two|three|each|all)(?: of the)?(?: (?:types?|kinds?|forms?) of)? $"
    r"|[两三二][种类项组](?:不同)?$|均?无?任一种?$"
)
_JUDGING: Final = kinds.CHANGE | kinds.SAME | kinds.DIFFER
_SUMMING: Final = kinds.ARMS_BOTH | kinds.ARMS_ALL | kinds.ARMS_THREE
_REFERENCES: Final = (
    ("both", kinds.ARMS_BOTH),
    ("all", kinds.ARMS_ALL),
    ("three", kinds.ARMS_THREE),
    ("four", kinds.ARMS_FOUR),
    ("newer", kinds.ARMS_NEWER),
    ("active", kinds.ARMS_ACTIVE),
    ("control", kinds.ARMS_CONTROL),
    ("former", kinds.ARMS_FORMER),
    ("latter", kinds.ARMS_LATTER),
    ("others", kinds.ARMS_OTHERS),
    ("label", kinds.ARMS_LABEL),
)


def _components(label: Item, discourse: Discourse) -> list[Arm]:
    """Return what a labelled arm consists of besides the component that is tested."""
    tested = distinct(label.text, discourse)
    return [
        Arm(part, label.start, label.end, inferred=True)
        for part in discourse.labels.get(label.text, ())
        if part not in tested
    ]


_THE_TWO: Final = ("二者", "两者")


def _is_judged(item: Item, clause: Clause) -> bool:
    """Tell whether "the former" or "the latter" is followed by what is said of it."""
    return bool(item.kinds & (kinds.ARMS_FORMER | kinds.ARMS_LATTER)) and any(
        other.kinds & _JUDGING for other in clause.items if other.start >= item.end
    )


def _stands_for_outcome(pronoun: Item, clause: Clause) -> bool:
    """Tell whether "it" is what was measured: "A fell with X, whereas it rose with Y"."""
    if clause.opener != "strong" or not pronoun.kinds & kinds.ARMS_PRONOUN:
        return False
    after = [item for item in clause.items if item.start >= pronoun.end]
    return not clause.kinds & _MEASURED and any(
        item.kinds & kinds.MENTION_INTERVENTION and not before.kinds & kinds.COMPARATOR_BEFORE
        for before, item in pairwise((pronoun, *after))
    )


def _counts(item: Item, after: Item | None) -> bool:
    """Tell whether "both" or "neither" counts what follows it rather than standing for the arms."""
    if after is None:
        return True
    if item.kinds & kinds.NEGATION_BEFORE:
        return after.start - item.end > 1 or not after.kinds & _ACTING
    return after.start - item.end <= _ADJACENT and bool(after.kinds & _COUNTED)


def _joins_phrases(item: Item, lower: str) -> bool:
    """Tell whether "both" joins what follows: "both at 4 weeks and at 12 weeks"."""
    return lower.startswith(_PHRASES, item.end)


_PHRASES: Final = (" at ", " before ", " during ", " immediately ", " by ", " within ")


def _sums_up(item: Item, items: list[Item], reading: RoleReading) -> bool:
    """Tell whether "both" only sums up what stands before it: "A and B both lowered pain"."""
    if item.text in _THE_TWO and len(reading.roles) == 1:
        return True
    before = next((other for other in reversed(items) if other.start < item.start), None)
    named = {arm.concept for arm, role in reading.roles if role == "subject"}
    follows = before is not None and bool(before.kinds & kinds.MENTION_INTERVENTION)
    return follows and len(named) >= _PAIR


def _counts_outcomes(item: Item, after: Item | None, items: list[Item]) -> bool:
    """Tell whether "both" stands for two outcomes: "pain and sleep were both lower with A"."""
    if after is None or after.start - item.end > 1 or not after.kinds & kinds.COMPARATIVE:
        return False
    named = {other.text for other in items if other.kinds & _MEASURED and other.start < item.start}
    return len(named) >= _PAIR


_MEASURED: Final = kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE | kinds.HARM
_ACTING: Final = (
    kinds.CHANGE
    | kinds.SAME
    | kinds.EFFECT
    | kinds.PROVIDE_VERB
    | kinds.VALUE_COPULA
    | kinds.INCIDENCE_HAD
)


_COUNTED: Final = (
    kinds.MENTION_INTERVENTION
    | kinds.MENTION_OUTCOME
    | kinds.MENTION_PAIN_TYPE
    | kinds.ARMS
    | kinds.BOUNDARY_WEAK
)
