"""The arms of a study, by the sentence that sets them against each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, zip_longest
from typing import Final

from papnlp.analysis import Span
from papnlp.findings import kinds
from papnlp.findings.groups import GroupReader
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.lexicon import Item
from papnlp.findings.people import APART

_PREPARING: Final = ("background", "objective", "methods")
_NAMING: Final = (*_PREPARING, "title", "results")
_ENDING: Final = kinds.BOUNDARY_SEGMENT | kinds.BOUNDARY_STRONG | kinds.ARMS_ALLOCATE
_IN_VAIN: Final = kinds.SAME_ADJECTIVE | kinds.MEANS_VAIN
_GAIN: Final = kinds.RELIEVE_VERB | kinds.BETTER_VERB | kinds.MENTION_OUTCOME
_PAIR: Final = 2
_COUNT: Final = re.compile(r"\d\)?(?: [a-z]+){0,2} ?[一-鿿]{0,3}$")
_COUNT_REACH: Final = 24
_OBJECT: Final = 12
_ARTICLE: Final = 5


class TrialReader:
    """Finds the arms that a study allocates people to, replaces or compares.

    Parameters
    ----------
    knowledge : Knowledge
        Tells controls from other arms.
    groups : GroupReader
        Tells what is only a means.
    """

    def __init__(self, knowledge: Knowledge, groups: GroupReader) -> None:
        self._knowledge = knowledge
        self._groups = groups

    def __call__(
        self, sentences: Sequence[Span], items: Sequence[list[Item]], lower: str
    ) -> list[str]:
        """Return the arms: those after an allocation, else the most that a sentence compares."""
        best: list[str] = []
        best_rank = 0
        for sentence, inside in zip(sentences, items, strict=True):
            if sentence.section not in _NAMING:
                continue
            tested = self._without_base(untried(self._groups.tested(inside, lower)))
            tested = self._as_wholes(tested)
            rank, arms = self._compared(tested, sentence.section, lower)
            if len(arms) > 1 and (
                rank > best_rank or (rank == best_rank and len(arms) > len(best))
            ):
                best, best_rank = arms, rank
        return sorted(best, key=self._knowledge.is_control)

    def _compared(self, items: list[Item], section: str, lower: str) -> tuple[int, list[str]]:
        """Return the arms that a sentence sets against each other, and how surely."""
        rank, allocated = _allocated(items) if section != "results" else (0, [])
        if allocated or section == "results":
            return (min(rank, 2) if section == "title" else rank), allocated
        sure = _replaced(items) or self._against_control(items)
        if sure:
            return 3, sure
        named = _named(items)
        if any(item.kinds & (kinds.ARMS_COMPARE) for item in items):
            return (1 if section == "background" else 2), _objects(items) or named
        if section != "background" and (opposed := _opposed(items)):
            return 2, opposed
        return (1, self._given(items, named, lower)) if section == "methods" else (0, [])

    def _given(self, items: list[Item], named: list[str], lower: str) -> list[str]:
        """Return the arms of which people are said to receive one each, or all in turn."""
        beside = not items or self._groups.takes_beside(items, lower)
        counted = [] if beside else _counted(items, lower)
        if len(counted) >= _PAIR:
            return counted
        if not any(item.kinds & kinds.ARMS_RECEIVE for item in items):
            return []
        either = any(item.kinds & kinds.ARMS_EITHER for item in items)
        return named if either or self._lists_control(items) else []

    def _lists_control(self, items: list[Item]) -> bool:
        """Tell whether a control is a member of a list: "A and sham", not "A with saline"."""
        flat = [item for item in items if not item.depth]
        return any(
            before.kinds & kinds.BOUNDARY_WEAK and item.start - before.end <= _ARTICLE
            for before, item in pairwise(flat)
            if self._controls(item)
        )

    def _without_base(self, items: list[Item]) -> list[Item]:
        """Return the items without what a control is made of: "saline placebo"."""
        return [
            item
            for item, after in zip_longest(items, items[1:])
            if after is None
            or after.start - item.end > 1
            or not (self._controls(item) and self._controls(after))
        ]

    def _as_wholes(self, items: list[Item]) -> list[Item]:
        """Return the items with the whole for the parts of an arm, where both are named.

        "A femoral and sciatic catheter (continuous peripheral nerve block)".
        """
        arms = [item for item in items if item.kinds & kinds.MENTION_INTERVENTION and item.term]
        starts = Counter(item.start for item in arms)
        wholes = [arm for arm in arms if starts[arm.start] == 1]
        named: list[Item] = []
        for item in items:
            if starts[item.start] < _PAIR or item.term is None:
                named.append(item)
                continue
            concept = item.term.concept
            whole = next(
                (
                    arm
                    for arm in wholes
                    if arm.term and self._knowledge.is_a(concept, arm.term.concept)
                ),
                None,
            )
            named.append(item if whole is None else item._replace(term=whole.term))
        return named

    def _controls(self, item: Item) -> bool:
        return item.term is not None and self._knowledge.is_control(item.term.concept)

    def _against_control(self, items: list[Item]) -> list[str]:
        """Return the arms that are given or a control instead: "A (two cycles) or sham"."""
        flat = [item for item in items if not item.depth]
        for index, item in enumerate(flat):
            if not item.kinds & kinds.ARMS_EITHER or index + 1 == len(flat):
                continue
            after = flat[index + 1]
            before = concepts_of(_listed_before(flat, index), "INTERVENTION")
            if (
                after.term is not None
                and after.term.label == "INTERVENTION"
                and self._knowledge.is_control(after.term.concept)
                and before
                and not self._knowledge.is_control(before[-1])
            ):
                return [*before, after.term.concept]
        return []


def _listed_before(items: Sequence[Item], index: int) -> list[Item]:
    """Return the members of a list before its last joint: "A, B" of "A, B or C"."""
    listed: list[Item] = []
    for item in reversed(items[:index]):
        if item.kinds & kinds.MENTION_INTERVENTION:
            listed.insert(0, item)
        elif not item.kinds & (kinds.BOUNDARY_WEAK | kinds.BOUNDARY_CLOSING) and (
            listed or item.kinds & (_ENDING | kinds.BOUNDARY_MIDDLE)
        ):
            break
    return listed


def untried(items: Sequence[Item]) -> list[Item]:
    """Return the items without what failed before, or what people had or have besides."""
    tried: set[int] = set()
    listed: list[Item] = []
    failed = denied = treating = False
    for item in items:
        if item.kinds & _ENDING:
            listed, failed = [], False
        elif item.kinds & kinds.MEANS_FAILED:
            failed = True
        elif item.kinds & _IN_VAIN or (denied and item.kinds & _GAIN):
            tried.update(arm.start for arm in listed)
        elif item.term is None:
            failed = failed and bool(item.kinds & kinds.BOUNDARY_WEAK)
        elif item.term.label == "INTERVENTION":
            listed = [*([] if treating else listed), item]
            if failed:
                tried.add(item.start)
        denied = bool(item.kinds & kinds.NEGATION_BEFORE)
        treating = bool(item.kinds & kinds.ROLES_CONDITION)
    return [
        item
        for item in items
        if item.term is None or (item.start not in tried and item.depth < APART)
    ]


def _opposed(items: Sequence[Item]) -> list[str]:
    """Return what is said to be compared, and with what: "A or B was compared with C"."""
    flat = [item for item in items if not item.depth]
    cue = next((item for item in flat if item.kinds & kinds.COMPARATOR_BEFORE), None)
    if cue is None:
        return []
    before = concepts_of([item for item in flat if item.end <= cue.start], "INTERVENTION")
    after: list[Item] = []
    for item in flat:
        if item.start < cue.end:
            continue
        listed = not after or item.start - after[-1].end <= 1
        if not listed or not item.kinds & (kinds.MENTION_INTERVENTION | kinds.BOUNDARY_WEAK):
            break
        after.append(item)
    against = concepts_of(after, "INTERVENTION")
    return [*before, *against] if before and not set(against) <= set(before) else []


def _objects(items: Sequence[Item]) -> list[str]:
    """Return what follows "compared" at once: "adjusting for dialysis, we compared A with B"."""
    flat = [item for item in items if not item.depth]
    for index, cue in enumerate(flat):
        if not cue.kinds & kinds.ARMS_COMPARE:
            continue
        arms = [item for item in flat[index:] if item.kinds & kinds.MENTION_INTERVENTION]
        against = any(item.kinds & kinds.COMPARATOR_BEFORE for item in flat[index : index + 2])
        if arms and arms[0].start - cue.end <= _OBJECT and not against:
            named = concepts_of(arms, "INTERVENTION")
            return named if len(named) >= _PAIR else []
    return []


def _named(items: Sequence[Item]) -> list[str]:
    """Return the arms that a sentence names; a bracket only says again what stands before it."""
    flat = concepts_of([item for item in items if not item.depth], "INTERVENTION")
    return flat if len(flat) >= _PAIR else concepts_of(items, "INTERVENTION")


def _counted(items: Sequence[Item], lower: str) -> list[str]:
    """Return what counted patients received each: "96 had A, 116 received B alone"."""
    flat = [item for item in items if not item.depth]
    if any(item.kinds & kinds.MEANS_ADDED for item in flat):
        return []
    received = [
        after
        for item, after in pairwise(flat)
        if item.kinds & kinds.ARMS_RECEIVE
        and after.kinds & kinds.MENTION_INTERVENTION
        and _COUNT.search(lower, max(item.start - _COUNT_REACH, 0), item.start)
    ]
    of_all = any(
        item.kinds & kinds.MENTION_INTERVENTION and item.end <= received[0].start
        for item in (flat if received else ())
    )
    return [] if of_all else concepts_of(received, "INTERVENTION")


def _allocated(items: list[Item]) -> tuple[int, list[str]]:
    """Return the arms to which a sentence allocates people, and how surely."""
    allocate = next((i for i in items if i.kinds & (kinds.ARMS_ALLOCATE)), None)
    if allocate is None:
        return 0, []
    end = next(
        (
            i.start
            for i in items
            if i.kinds & kinds.BOUNDARY_SEGMENT and not i.depth and i.start > allocate.end
        ),
        items[-1].end,
    )
    following = [i for i in items if i.start > allocate.start]
    near = [i for i in following if i.start < end]
    for reach in ([i for i in near if not i.depth], near, following):
        after = concepts_of(reach, "INTERVENTION")
        if len(after) > 1:
            return 4, after
    everything = concepts_of(items, "INTERVENTION")
    return (3, everything) if len(everything) > 1 else (0, [])


def _replaced(items: Sequence[Item]) -> list[str]:
    """Return what a unit took up and what it had before: "replaced A with B", "以B取代A"."""
    flat = [item for item in items if not item.depth]
    cue = next((item for item in flat if item.kinds & kinds.REPLACING), None)
    if cue is None:
        return []
    before = concepts_of([item for item in flat if item.end <= cue.start], "INTERVENTION")
    after = concepts_of([item for item in flat if item.start >= cue.end], "INTERVENTION")
    if cue.kinds & kinds.ARMS_REPLACE:
        return [after[1], after[0]] if len(after) >= _PAIR else []
    if not before or not after:
        return []
    newer_first = cue.kinds & kinds.ARMS_SUPPLANT
    return [before[-1], after[0]] if newer_first else [after[0], before[-1]]


def concepts_of(items: Sequence[Item], label: str) -> list[str]:
    """Return the distinct concepts of a label, in the order of the text."""
    found = dict.fromkeys(
        item.term.concept for item in items if item.term is not None and item.term.label == label
    )
    return list(found)
