"""The arms of a clause: who acts, against whom, by what means; anaphora and memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from papnlp.findings import kinds
from papnlp.findings.clauses import Clause
from papnlp.findings.discourse import Arm, Discourse
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.lexicon import Item
from papnlp.findings.members import with_members

_ADVANTAGE: Final = kinds.BETTER_FAVOUR | kinds.BETTER_COMPARATIVE | kinds.BETTER_NOUN
_ADJACENT: Final = 16
_AFTER: Final = 12
_RESETS: Final = (
    (kinds.CHANGE | kinds.SAME | kinds.DIFFER) & ~kinds.COMPARATIVE
    | kinds.BOUNDARY_STRONG
    | kinds.BOUNDARY_MIDDLE
    | kinds.BOUNDARY_CLOSING
)
_MARKERS: Final = (
    (kinds.COMPARATOR_BEFORE | kinds.TAKES_TO, "comparator"),
    (kinds.MEANS_ADDED, "added"),
    (kinds.MEANS_BEFORE, "means"),
    (kinds.ARMS_DENIED, "denied"),
)
_TURNS: Final = (
    (kinds.COMPARATOR_AFTER, "comparator"),
    (kinds.MEANS_AFTER, "means"),
)
_CASTING: Final = (
    kinds.MENTION_INTERVENTION
    | kinds.ARMS_BARE
    | kinds.ARMS
    | kinds.ARMS_BETWEEN
    | kinds.ARMS_MEMBERS
    | kinds.ROLES_BASELINE
)
_MARKING: Final = (
    _RESETS
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
    | _ADVANTAGE
)


@dataclass(slots=True)
class Cast:
    """The arms of a clause by their part in it.

    ``pairwise`` is True where the clause compares its arms with each other
    ("between groups"), ``every`` where it speaks of each of them ("both
    groups"), ``blocked`` where a pronoun stands for something unknown.
    """

    subjects: list[Arm] = field(default_factory=list)
    comparators: list[Arm] = field(default_factory=list)
    added: list[Arm] = field(default_factory=list)
    denied: list[Arm] = field(default_factory=list)
    pairwise: bool = False
    every: bool = False
    blocked: bool = False
    baseline: bool = False


class _Reading:
    """The roles given so far while a clause is read, and the role that comes next."""

    def __init__(self, start: int) -> None:
        self.roles: list[tuple[Arm, str]] = []
        self.pending = "subject"
        self._since = start
        self._advantage = False
        self._adding = 0
        self._with = -1

    def take(self, arms: list[Arm], item: Item) -> None:
        """Give the arms of a mention the role that is due."""
        role = self.pending
        if role in _SHORT and item.start - self._since > _ADJACENT:
            role = "subject"
        if self._adding and role == "subject" and len(self.roles) >= self._adding:
            role, self._adding = "comparator", 0
        self.roles.extend((arm, role) for arm in arms)
        if self.pending in ("means", "added"):
            self._since = item.end

    def settle(self, item: Item) -> None:
        """End the reach of a marker where a predicate or a boundary stands."""
        near = 0 <= item.start - self._since <= 1
        at_marker = near and item.kinds & kinds.BOUNDARY_CLOSING and item.text[0].isalpha()
        if item.kinds & _RESETS and not at_marker:
            self.pending = "subject"

    def add(self, arms: list[Arm]) -> None:
        """Give arms that are referred to the role that is due."""
        role = "subject" if self.pending == "means" else self.pending
        self.roles.extend((arm, role) for arm in arms)

    def owns(self, item: Item) -> bool:
        """Tell whether an arm stands right before ("gabapentin treatment group")."""
        return bool(self.roles) and 0 <= item.start - self.roles[-1][0].end <= 2

    def mark(self, item: Item) -> bool:
        """Let a marker set the role of what follows or precedes; tell whether it is one."""
        if item.kinds & _ADVANTAGE:
            self._advantage = True
        if item.kinds & kinds.BETTER_FAVOUR:
            self.roles = [
                (arm, "comparator" if role == "subject" else role) for arm, role in self.roles
            ]
            self.pending = "subject"
        return self._opens(item) or self._closes(item)

    def _opens(self, item: Item) -> bool:
        """Let a marker set the role of what follows; tell whether it is one."""
        if item.kinds & kinds.COMPARATOR_WITH:
            self._with = item.end
            return True
        for mask, role in _MARKERS:
            if item.kinds & mask:
                self.pending, self._since = role, item.end
                return True
        if self._advantage and item.kinds & kinds.COMPARATOR_OVER:
            self.pending, self._since = "comparator", item.end
            return True
        return False

    def _closes(self, item: Item) -> bool:
        """Let a marker set the role of what precedes; tell whether it is one."""
        for mask, role in _TURNS:
            if item.kinds & mask:
                since = self._with if mask & kinds.COMPARATOR_AFTER else -1
                _turn(self.roles, role, item.start, since)
                self.pending = "subject"
                return True
        if item.kinds & kinds.MEANS_ADDING:
            self._adding = len(self.roles) + 1
            return True
        if item.kinds & kinds.MEANS_COMPLETED:
            _complete(self.roles, item.start)
            return True
        return False


_SHORT: Final = ("means", "added", "denied")


class Casting:
    """Finds the cast of a clause.

    Parameters
    ----------
    knowledge : Knowledge
        Tells controls from other arms.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def __call__(self, clause: Clause, discourse: Discourse) -> Cast:
        """Return the arms of a clause, anaphora resolved."""
        cast = Cast()
        roles = self._roles(clause, discourse, cast)
        for arm, role in roles:
            target = {
                "subject": cast.subjects,
                "comparator": cast.comparators,
                "added": cast.added,
                "denied": cast.denied,
            }.get(role)
            if target is not None and all(arm.concept != other.concept for other in target):
                target.append(arm)
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
        reading = _Reading(clause.start)
        items = with_members(clause)
        for item, after in zip(items, [*items[1:], None], strict=True):
            if item.term is not None:
                if item.term.label == "INTERVENTION":
                    reading.take(self._arms(item, item.term.concept, discourse), item)
            elif item.kinds & kinds.ARMS_BARE and not _counts(item, after):
                reading.add(self._resolve("both", discourse, item))
            elif item.kinds & _MARKING:
                self._mark(item, clause, discourse, cast, reading)
        return reading.roles

    def _mark(
        self, item: Item, clause: Clause, discourse: Discourse, cast: Cast, reading: _Reading
    ) -> None:
        """Let a cue set roles, refer to arms, or tell how they are compared."""
        if reading.mark(item):
            pass
        elif item.kinds & kinds.ARMS_BETWEEN:
            cast.pairwise = True
        elif item.kinds & kinds.ARMS:
            self._refer(item, clause, discourse, cast, reading)
        elif item.kinds & kinds.ROLES_BASELINE and reading.pending != "comparator":
            cast.baseline = True
        reading.settle(item)

    def _arms(self, item: Item, concept: str, discourse: Discourse) -> list[Arm]:
        if self._knowledge.is_generic_control(concept):
            return self._resolve("control", discourse, item)
        if self._knowledge.is_setting(concept) and discourse.trial:
            tested = {*discourse.trial, *discourse.topics}
            if concept not in tested:
                return []
        return [Arm(concept, item.start, item.end)]

    def _refer(
        self, item: Item, clause: Clause, discourse: Discourse, cast: Cast, reading: _Reading
    ) -> None:
        """Add the arms that a phrase refers to."""
        for kind, mask in _REFERENCES:
            if item.kinds & mask:
                cast.every = cast.every or kind in _COUNTS or kind == "newer"
                if kind not in ("active", "control") or not reading.owns(item):
                    arms = self._resolve(kind, discourse, item)
                    if kind in ("control", "others"):
                        taken = {arm.concept for arm, role in reading.roles if role == "subject"}
                        arms = [arm for arm in arms if arm.concept not in taken]
                    cast.blocked = cast.blocked or (kind == "control" and not arms)
                    reading.add(arms)
                if kind == "label" and reading.pending == "subject":
                    tested = distinct(item.text, discourse)
                    cast.added.extend(
                        Arm(part, item.start, item.end, inferred=True)
                        for part in discourse.labels.get(item.text, ())
                        if part not in tested
                    )
                return
        arms = self._pronoun(item, clause, discourse)
        if not arms and item.kinds & kinds.ARMS_SINGULAR:
            cast.blocked = True
        if not any(role == "subject" for _, role in reading.roles):
            reading.add(arms)

    def _resolve(self, kind: str, discourse: Discourse, item: Item) -> list[Arm]:
        if kind == "label":
            chosen = distinct(item.text, discourse)
        elif kind in ("former", "latter"):
            chosen = self._of_list(kind, discourse, plural=bool(item.kinds & kinds.ARMS_PLURAL))
        elif kind == "others":
            last = {arm.concept for arm in discourse.subjects}
            chosen = [arm for arm in discourse.trial if arm not in last] or discourse.trial
        else:
            chosen = self._of_study(kind, discourse, item)
        return [Arm(concept, item.start, item.end, inferred=True) for concept in chosen]

    def _of_list(self, kind: str, discourse: Discourse, *, plural: bool) -> list[str]:
        """Return what "the former" or "the latter" stands for among the arms named last."""
        known = [arm.concept for arm in (discourse.listed or discourse.named)]
        named = [arm.concept for arm in discourse.named]
        if len(named) > 1 and discourse.named_sentence > discourse.listed_sentence:
            known = named
        known = [
            arm
            for arm in known
            if not any(arm != other and self._knowledge.is_a(other, arm) for other in known)
        ]
        if plural:
            return known[:_PAIR] if kind == "former" else known[-_PAIR:]
        return [known[0 if kind == "former" else -1]] if len(known) > 1 else []

    def _of_study(self, kind: str, discourse: Discourse, item: Item) -> list[str]:
        """Return the arms of the study that a word such as "both" or "control" stands for."""
        trial = discourse.trial
        experimental = self._knowledge.experimental(trial)
        chosen: list[str] = []
        if kind in _COUNTS:
            chosen = self._counted(_COUNTS[kind], discourse, experimental)
        elif kind == "newer":
            chosen = [arm for arm in experimental if arm not in discourse.compared_with]
        elif kind in discourse.labels:
            chosen = distinct(kind, discourse)
        elif kind == "active":
            plural = item.kinds & kinds.ARMS_PLURAL
            chosen = experimental[: None if plural else 1] or discourse.topics[:1]
        elif kind == "control":
            chosen = [arm for arm in trial if arm not in experimental] or trial[1:2]
        return chosen

    @staticmethod
    def _counted(count: int, discourse: Discourse, experimental: list[str]) -> list[str]:
        """Return the arms that a number fits: of the last claim, of the study, its tested ones."""
        last = list(dict.fromkeys(a.concept for a in (*discourse.subjects, *discourse.comparators)))
        named = [arm.concept for arm in discourse.named]
        trial = discourse.trial
        if not count:
            return trial or last
        for arms in (trial, last if count == _PAIR else [], experimental, named, last):
            if len(arms) == count:
                return arms
        return trial or last

    @staticmethod
    def _pronoun(item: Item, clause: Clause, discourse: Discourse) -> list[Arm]:
        """Return the arms named last: in this sentence, or for "it" just before it."""
        source = discourse.named
        if item.kinds & (kinds.ARMS_PRONOUN):
            near = clause.sentence - discourse.named_sentence
            if near > 1 or (near == 1 and clause.opener != "start"):
                return []
        elif discourse.named_sentence != clause.sentence:
            source = discourse.focus or discourse.subjects
        chosen = source if item.kinds & kinds.ARMS_PLURAL else source[:1]
        return [Arm(arm.concept, item.start, item.end, inferred=True) for arm in chosen]


_PAIR: Final = 2
_COUNTS: Final = {"both": _PAIR, "three": 3, "four": 4, "all": 0}
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


def _counts(item: Item, after: Item | None) -> bool:
    """Tell whether "both" or "neither" counts what follows it rather than standing for the arms."""
    if after is None:
        return True
    if item.kinds & kinds.NEGATION_BEFORE:
        return after.start - item.end > 1 or not after.kinds & _ACTING
    return after.start - item.end <= _ADJACENT and bool(after.kinds & _COUNTED)


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


def distinct(name: str, discourse: Discourse) -> list[str]:
    """Return the component of a labelled arm that the others lack, else its first."""
    parts = discourse.labels.get(name, ())
    others = {part for label, own in discourse.labels.items() if label != name for part in own}
    return [part for part in parts if part not in others][:1] or list(parts[:1])


def _complete(roles: list[tuple[Arm, str]], position: int) -> None:
    """Make a means the subject where it was carried out: "after X"."""
    if roles and roles[-1][1] == "means" and position - roles[-1][0].end <= 1:
        roles[-1] = (roles[-1][0], "subject")


def _turn(roles: list[tuple[Arm, str]], role: str, position: int, since: int = -1) -> None:
    """Give the arms right before a marker another role, none before a "with" that opens it."""
    for index in range(len(roles) - 1, -1, -1):
        arm, _ = roles[index]
        if arm.inferred and index and roles[index - 1][0].start == arm.start:
            return
        if position - arm.end > _AFTER or arm.start < since:
            return
        roles[index] = (arm, role)
        position = arm.start
        if (
            index
            and roles[index - 1][0].start != arm.start
            and arm.start - roles[index - 1][0].end > 1
        ):
            return
