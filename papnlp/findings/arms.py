"""The arms of a clause: who acts, against whom, by what means; anaphora and memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from papnlp.findings.clauses import BOUNDARY, CHANGE, COMPARATIVE, DIFFER, SAME, Clause
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.lexicon import Item

_TAKES_TO: Final = frozenset({"better.comparative_to", "worse.comparative_to", "same.predicate_to"})
_ADJACENT: Final = 16
_AFTER: Final = 12
_RESETS: Final = (CHANGE | SAME | DIFFER) - COMPARATIVE


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
    named: list[Arm] = field(default_factory=list)
    named_sentence: int = -1
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
        for item in _with_members(clause):
            if item.term is not None:
                if item.term.label == "INTERVENTION":
                    role = pending
                    if role in ("means", "added") and item.start - since > _ADJACENT:
                        role = "subject"
                    roles.extend((arm, role) for arm in self._arms(item, discourse))
                    if pending in ("means", "added"):
                        since = item.end
                continue
            if item.has("comparator.before") or item.kinds & _TAKES_TO:
                pending, since = "comparator", item.end
            elif item.has("means.added"):
                pending, since = "added", item.end
            elif item.has("means.before"):
                pending, since = "means", item.end
            elif item.has("comparator.after", "means.after"):
                role = "comparator" if item.has("comparator.after") else "means"
                _turn(roles, role, item.start)
            elif item.has("arms.between"):
                cast.pairwise = True
            elif any(kind.startswith("arms.") for kind in item.kinds):
                self._refer(item, discourse, cast, roles, pending)
            elif item.has("roles.baseline") and pending != "comparator":
                cast.baseline = True
            if item.kinds & _RESETS or item.has("boundary.strong", "boundary.middle") or (
                item.has("boundary.weak") and item.text in {",", "which", "that", "who"}
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
        discourse: Discourse,
        cast: Cast,
        roles: list[tuple[Arm, str]],
        pending: str,
    ) -> None:
        for kind in ("both", "all", "newer", "active", "control", "former", "latter", "label"):
            if f"arms.{kind}" in item.kinds:
                arms = self._resolve(kind, discourse, item)
                if kind in ("both", "all"):
                    cast.every = True
                if kind == "newer":
                    cast.every = True
                if kind in ("active", "control") and roles and self._owned(roles, item):
                    return
                roles.extend((arm, pending if pending != "means" else "subject") for arm in arms)
                return
        if item.has("arms.pronoun", "arms.technique"):
            arms = self._pronoun(item, discourse)
            if item.has("arms.technique") or item.text in {"it", "they", "它", "its", "their"}:
                if not arms and item.text in {"it", "它"}:
                    cast.blocked = True
                if not any(role == "subject" for _, role in roles):
                    roles.extend((arm, pending if pending != "means" else "subject") for arm in arms)

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
    def _pronoun(item: Item, discourse: Discourse) -> list[Arm]:
        source = discourse.named or discourse.subjects
        plural = item.text in {"they", "their", "these techniques", "these interventions", "these treatments"}
        chosen = source if plural else source[:1]
        return [Arm(arm.concept, item.start, item.end, inferred=True) for arm in chosen]


def _turn(roles: list[tuple[Arm, str]], role: str, position: int) -> None:
    """Give the arms right before a marker another role."""
    for index in range(len(roles) - 1, -1, -1):
        arm, _ = roles[index]
        if position - arm.end > _AFTER:
            return
        roles[index] = (arm, role)
        position = arm.start
        if index and roles[index - 1][0].start != arm.start and arm.start - roles[index - 1][0].end > 1:
            return


def _with_members(clause: Clause) -> list[Item]:
    """Return the items outside brackets; of a class with members, the members only."""
    items = list(clause.items)
    everything = sorted([*clause.items, *clause.aside], key=lambda item: item.start)
    for index, marker in enumerate(everything):
        if not marker.has("arms.members"):
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
        if item.depth < marker.depth or item.has(*BOUNDARY[:1]) or item.kinds & CHANGE:
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
        if item.kinds & CHANGE:
            return None
    return None
