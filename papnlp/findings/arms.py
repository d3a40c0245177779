"""The arms of a clause: who acts, against whom, by what means; anaphora and memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from papnlp.findings import kinds
from papnlp.findings.clauses import Clause
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.lexicon import Item

_ADVANTAGE: Final = kinds.BETTER_FAVOUR | kinds.BETTER_COMPARATIVE | kinds.BETTER_NOUN
_ADJACENT: Final = 16
_AFTER: Final = 12
_RESETS: Final = (kinds.CHANGE | kinds.SAME | kinds.DIFFER) & ~kinds.COMPARATIVE


@dataclass(frozen=True, slots=True)
class Arm:
    """An intervention with where it stands; ``inferred`` if carried from elsewhere."""

    concept: str
    start: int
    end: int
    inferred: bool = False


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


@dataclass(slots=True)
class Discourse:
    """What a clause may take from earlier ones.

    Attributes
    ----------
    trial : list of str
        Arms of the study, experimental ones first; empty in a review.
    topics : list of str
        Interventions of the title, else of the objective.
    labels : dict
        Group labels ("group a") with their arm.
    subjects, comparators : list of Arm
        Arms of the last claim.
    sentence : int
        Sentence of the last claim or naming of an arm.
    named : list of Arm
        Arms named last, whether in a claim or not.
    named_sentence : int
        Where that was.
    focus : list of Arm
        Tested arms named last.
    pairs : dict
        Comparators by the arm that was last set against them.
    observing : bool
        The study tests no intervention, so none may be inferred.
    review : bool
        The text reports other people's studies.
    """

    trial: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    subjects: list[Arm] = field(default_factory=list)
    comparators: list[Arm] = field(default_factory=list)
    compared_with: set[str] = field(default_factory=set)
    sentence: int = -1
    pairs: dict[str, list[Arm]] = field(default_factory=dict)
    named: list[Arm] = field(default_factory=list)
    named_sentence: int = -1
    focus: list[Arm] = field(default_factory=list)
    observing: bool = False
    review: bool = False


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
        names = {arm.concept for arm in cast.subjects}
        if cast.subjects:
            cast.comparators = [a for a in cast.comparators if a.concept not in names] or (
                cast.comparators if len(names) > 1 else []
            )
            cast.subjects = [
                a for a in cast.subjects if a.concept not in {c.concept for c in cast.comparators}
            ] or cast.subjects
        return cast

    def _roles(self, clause: Clause, discourse: Discourse, cast: Cast) -> list[tuple[Arm, str]]:
        roles: list[tuple[Arm, str]] = []
        pending, since = "subject", clause.start
        advantage, adding = False, 0
        for item in _with_members(clause):
            if item.term is not None:
                if item.term.label == "INTERVENTION":
                    role = pending
                    if role in ("means", "added", "denied") and item.start - since > _ADJACENT:
                        role = "subject"
                    if adding and role == "subject" and len(roles) >= adding:
                        role, adding = "added", 0
                    roles.extend((arm, role) for arm in self._arms(item, discourse))
                    if pending in ("means", "added"):
                        since = item.end
                continue
            if item.kinds & _ADVANTAGE:
                advantage = True
            if (
                item.kinds & (kinds.COMPARATOR_BEFORE)
                or item.kinds & kinds.TAKES_TO
                or (advantage and item.kinds & (kinds.COMPARATOR_OVER))
            ):
                pending, since = "comparator", item.end
            elif item.kinds & (kinds.MEANS_ADDED):
                pending, since = "added", item.end
            elif item.kinds & (kinds.MEANS_BEFORE):
                pending, since = "means", item.end
            elif item.kinds & (kinds.COMPARATOR_AFTER | kinds.MEANS_AFTER):
                role = "comparator" if item.kinds & (kinds.COMPARATOR_AFTER) else "means"
                _turn(roles, role, item.start)
                pending = "subject"
            elif item.kinds & kinds.ARMS_DENIED:
                pending, since = "denied", item.end
            elif item.kinds & kinds.MEANS_ADDING:
                adding = len(roles) + 1
            elif item.kinds & kinds.MEANS_COMPLETED:
                _complete(roles, item.start)
            elif item.kinds & (kinds.ARMS_BETWEEN):
                cast.pairwise = True
            elif item.kinds & kinds.ARMS:
                self._refer(item, clause, discourse, cast, roles, pending)
            elif item.kinds & (kinds.ROLES_BASELINE) and pending != "comparator":
                cast.baseline = True
            if (
                item.kinds & _RESETS
                or item.kinds & (kinds.BOUNDARY_STRONG | kinds.BOUNDARY_MIDDLE)
                or (
                    item.kinds & (kinds.BOUNDARY_WEAK)
                    and item.text in {",", "which", "that", "who"}
                )
            ):
                pending = "subject"
        return roles

    def _arms(self, item: Item, discourse: Discourse) -> list[Arm]:
        assert item.term is not None
        concept = item.term.concept
        if self._knowledge.is_generic_control(concept):
            return self._resolve("control", discourse, item)
        return [Arm(concept, item.start, item.end)]

    def _refer(
        self,
        item: Item,
        clause: Clause,
        discourse: Discourse,
        cast: Cast,
        roles: list[tuple[Arm, str]],
        pending: str,
    ) -> None:
        for kind, mask in _REFERENCES:
            if item.kinds & mask:
                arms = self._resolve(kind, discourse, item)
                if kind in ("both", "all"):
                    cast.every = True
                if kind == "newer":
                    cast.every = True
                if kind in ("active", "control") and roles and self._owned(roles, item):
                    return
                roles.extend((arm, pending if pending != "means" else "subject") for arm in arms)
                return
        if item.kinds & (kinds.ARMS_PRONOUN | kinds.ARMS_TECHNIQUE):
            arms = self._pronoun(item, clause, discourse)
            if item.kinds & (kinds.ARMS_TECHNIQUE) or item.text in {
                "it",
                "they",
                "它",
                "its",
                "their",
            }:
                if not arms and item.text in {"it", "它"}:
                    cast.blocked = True
                if not any(role == "subject" for _, role in roles):
                    roles.extend(
                        (arm, pending if pending != "means" else "subject") for arm in arms
                    )

    @staticmethod
    def _owned(roles: list[tuple[Arm, str]], item: Item) -> bool:
        """Tell whether an arm stands right before ("gabapentin treatment group")."""
        return 0 <= item.start - roles[-1][0].end <= 2

    def _resolve(self, kind: str, discourse: Discourse, item: Item) -> list[Arm]:
        trial = discourse.trial
        experimental = self._knowledge.experimental(trial)
        chosen: list[str] = []
        if kind == "label":
            label = discourse.labels.get(item.text)
            chosen = [label] if label else []
        elif kind in ("both", "all"):
            chosen = trial or [a.concept for a in (*discourse.subjects, *discourse.comparators)]
        elif kind == "newer":
            chosen = [arm for arm in experimental if arm not in discourse.compared_with]
        elif kind == "active":
            chosen = experimental[:1] or discourse.topics[:1]
        elif kind == "control":
            chosen = [arm for arm in trial if arm not in experimental] or trial[1:2]
        elif kind in ("former", "latter"):
            known = discourse.named
            if len(known) > 1:
                chosen = [known[0 if kind == "former" else -1].concept]
        return [Arm(concept, item.start, item.end, inferred=True) for concept in chosen]

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
        chosen = source if item.text in _PLURAL else source[:1]
        return [Arm(arm.concept, item.start, item.end, inferred=True) for arm in chosen]


_REFERENCES: Final = (
    ("both", kinds.ARMS_BOTH),
    ("all", kinds.ARMS_ALL),
    ("newer", kinds.ARMS_NEWER),
    ("active", kinds.ARMS_ACTIVE),
    ("control", kinds.ARMS_CONTROL),
    ("former", kinds.ARMS_FORMER),
    ("latter", kinds.ARMS_LATTER),
    ("label", kinds.ARMS_LABEL),
)
_PLURAL: Final = frozenset(
    {"they", "their", "these techniques", "these interventions", "these treatments"}
)


def _complete(roles: list[tuple[Arm, str]], position: int) -> None:
    """Make a means the subject where it was carried out: "after X"."""
    if roles and roles[-1][1] == "means" and position - roles[-1][0].end <= 1:
        roles[-1] = (roles[-1][0], "subject")


def _turn(roles: list[tuple[Arm, str]], role: str, position: int) -> None:
    """Give the arms right before a marker another role."""
    for index in range(len(roles) - 1, -1, -1):
        arm, _ = roles[index]
        if position - arm.end > _AFTER:
            return
        roles[index] = (arm, role)
        position = arm.start
        if (
            index
            and roles[index - 1][0].start != arm.start
            and arm.start - roles[index - 1][0].end > 1
        ):
            return


def _with_members(clause: Clause) -> list[Item]:
    """Return the items outside brackets; of a class with members, the members only."""
    items = list(clause.items)
    everything = sorted([*clause.items, *clause.aside], key=lambda item: item.start)
    for index, marker in enumerate(everything):
        if not marker.kinds & (kinds.ARMS_MEMBERS):
            continue
        members = _members(everything, index)
        if not members:
            continue
        owner = _owner(everything, index)
        if owner is not None:
            items = [item for item in items if item.start != owner.start]
        known = {(item.start, id(item.term)) for item in items}
        items.extend(
            item._replace(depth=0) for item in members if (item.start, id(item.term)) not in known
        )
    items.sort(key=lambda item: item.start)
    return items


def _members(everything: list[Item], index: int) -> list[Item]:
    marker = everything[index]
    members = []
    reached = marker.end
    for item in everything[index + 1 :]:
        if (
            item.depth < marker.depth
            or item.kinds & (kinds.BOUNDARY_STRONG)
            or item.kinds & kinds.CHANGE
        ):
            break
        if item.term is not None and item.term.label == "INTERVENTION":
            if item.start - reached > 60:
                break
            members.append(item)
            reached = item.end
    return members


def _owner(everything: list[Item], index: int) -> Item | None:
    """Return the class whose members follow: the arm right before the marker."""
    marker = everything[index]
    for item in reversed(everything[:index]):
        if item.term is not None and item.depth < marker.depth + 1:
            if item.term.label == "INTERVENTION" and marker.start - item.end <= 18:
                return item
            return None
        if item.kinds & kinds.CHANGE:
            return None
    return None
