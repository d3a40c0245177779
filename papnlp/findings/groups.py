"""The groups of a study and what each received: "group A received X", "X (group A)"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from papnlp.findings import kinds
from papnlp.findings.lexicon import Item

_LABELS: Final = kinds.ARMS_LABEL | kinds.ARMS_ACTIVE | kinds.ARMS_CONTROL
_LABEL_GAP: Final = 60
_ALIAS_GAP: Final = 3
_LEAD: Final = 24
_MEANS_GAP: Final = 26
_PAIR: Final = 2

Groups = dict[str, tuple[str, ...]]


class GroupReader:
    """Reads what each labelled group received.

    Parameters
    ----------
    patterns : mapping
        The table ``labels`` of the cue file: ``after`` matches what stands
        before a label that follows its arm ("X was taken as the control
        group"), ``joined`` what joins the components of an arm, ``listed`` what
        stands between the members of a list, ``respectively`` what pairs a list
        of groups with one of arms. Between two names of one arm, ``means_first``
        marks the first as a means, ``means_last`` the second; ``parts`` stands
        between two arms; ``alone`` stands before the label of the group that
        received only what the others received with something else. ``based``
        follows a group to whose treatment another only adds. ``concomitant`` says
        that drugs are only taken beside what is tested.
    is_control : callable
        Tells whether a concept is a control, which no active group receives.
    """

    def __init__(self, patterns: Mapping[str, Any], is_control: Callable[[str], bool]) -> None:
        self._is_control = is_control
        self._after = re.compile(f"(?:{patterns['after']})$")
        self._leading = re.compile(patterns["after"])
        self._joined = re.compile(patterns["joined"])
        self._listed = re.compile(patterns["listed"])
        self._respectively = re.compile(patterns["respectively"])
        self._parts = re.compile(patterns["parts"])
        self._alone = re.compile(f"(?:{patterns['alone']})$")
        self._based = re.compile(patterns["based"])
        self._means_first = re.compile(patterns["means_first"])
        self._means_last = re.compile(patterns["means_last"])
        self._concomitant = re.compile(patterns["concomitant"])

    def __call__(
        self, items: Sequence[list[Item]], preparing: Sequence[list[Item]], lower: str
    ) -> Groups:
        """Return the components of the arm that each label names, the first naming first.

        Parameters
        ----------
        items : sequence of list of Item
            The items of each sentence.
        preparing : sequence of list of Item
            Those of them that stand before the results, where "active" and
            "control" are labels too.
        lower : str
            Lower-cased text, newlines as spaces.
        """
        groups: Groups = {}
        for inside in items:
            first = any(inside is other for other in preparing)
            for name, parts in self._named(inside, items, lower, first=first):
                if parts and not (name == "active" and self._is_control(parts[0])):
                    groups.setdefault(name, parts)
        if groups:
            alone = {parts[0] for parts in groups.values() if len(parts) == 1}
            for item in (item for inside in preparing for item in inside):
                if _names_group(item, lower) and item.term and item.term.concept not in alone:
                    groups.setdefault(item.text, (item.term.concept,))
        return groups

    def tested(self, items: list[Item], lower: str) -> list[Item]:
        """Return the items without what is only a means ("catheter infusion of ropivacaine").

        Parameters
        ----------
        items : list of Item
            The items of a sentence.
        lower : str
            Lower-cased text, newlines as spaces.
        """
        if any(item.kinds & kinds.REPLACING for item in items):
            return items
        dropped = set()
        arms = [
            item for item in items if item.term is not None and item.term.label == "INTERVENTION"
        ]
        compared = {
            after.start for item, after in pairwise(items) if item.kinds & kinds.ARMS_COMPARE
        }
        against = [item.start for item in items if item.kinds & kinds.COMPARATOR_BEFORE]
        for left, right in pairwise(arms):
            gap = lower[left.end : right.start]
            if left.start in compared and (gap == " (" or self._parts.search(gap)):
                compared.add(right.start)
            if len(gap) > _MEANS_GAP or left.start == right.start or self._parts.search(gap):
                continue
            if any(left.end <= start < right.start for start in against):
                continue
            if self._means_first.search(gap):
                dropped.add(left.start)
            elif self._means_last.search(gap) and ("(" in gap or left.start not in compared):
                dropped.add(right.start)
        return [item for item in items if item.start not in dropped or item.term is None]

    def takes_beside(self, items: Sequence[Item], lower: str) -> bool:
        """Tell whether a sentence only says what is taken beside what is tested."""
        return self._concomitant.search(lower, items[0].start, items[-1].end + _LEAD) is not None

    def _named(
        self, inside: list[Item], items: Sequence[list[Item]], lower: str, *, first: bool
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        labels = [
            (index, name)
            for index, item in enumerate(inside)
            if (name := _label_of(item, plain=first or _has_bracket(inside, index))) is not None
        ]
        if not labels:
            return
        tested = {item.start for item in self.tested(inside, lower)}
        yield from self._paired(inside, labels, tested, lower)
        parts: tuple[str, ...] = ()
        for position, (index, name) in enumerate(labels):
            label = inside[index]
            if not (position and parts and _is_alias(inside[labels[position - 1][0]], label)):
                parts = self._arm(inside, index, tested, lower, given=not first)
                if label.kinds & kinds.ARMS_JOINT and len(parts) < _PAIR:
                    parts = _joint_arm(items) or parts
            yield name, parts

    def _paired(
        self,
        inside: list[Item],
        labels: list[tuple[int, str]],
        tested: set[int],
        lower: str,
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Pair a list of groups with the list of arms after it: "A and B received X and Y"."""
        run = [labels[0]]
        for (before, _), (index, name) in pairwise(labels):
            if not self._listed.fullmatch(lower, inside[before].end, inside[index].start):
                break
            run.append((index, name))
        last = inside[run[-1][0]].end
        if len(run) < _PAIR or not self._respectively.search(lower, last, inside[-1].end + 40):
            return
        arms = [
            item.term.concept
            for item in inside
            if item.term is not None
            and item.term.label == "INTERVENTION"
            and item.start > last
            and item.start in tested
        ]
        if len(arms) == len(run):
            for (_, name), arm in zip(run, arms, strict=True):
                yield name, (arm,)

    def _arm(
        self, items: list[Item], index: int, tested: set[int], lower: str, *, given: bool
    ) -> tuple[str, ...]:
        """Return the components of the arm that a label names: "group A received X plus Y".

        ``given`` asks for a word like "received" between the label and the arm.
        """
        label = items[index]
        led = self._after.search(lower, max(0, label.start - _LEAD), label.start)
        if label.depth or led or self._leading.match(label.text):
            return self._named_before(items, index, tested, lower)
        return self._named_after(items, index, lower, given=given)

    def _named_before(
        self, items: list[Item], index: int, tested: set[int], lower: str
    ) -> tuple[str, ...]:
        """Return the arm of a label that follows it: "X (group A)", "or alone (group R)"."""
        start = items[index].start
        base = _first(items, index, tested)
        if base and self._alone.search(lower, max(0, start - _LEAD), start):
            return base
        return _before(items, index, tested, base)

    def _named_after(
        self, items: list[Item], index: int, lower: str, *, given: bool
    ) -> tuple[str, ...]:
        """Return the components of the arm of a label before it: "group A received X plus Y"."""
        label = items[index]
        parts: list[Item] = []
        joined = True
        received = not given or _has_bracket(items, index)
        bracketed = False
        for item in items[index + 1 :]:
            if _names_again(label, item) or self._based.match(lower, item.end):
                continue
            if item.kinds & _LABELS or item.start - label.end > _LABEL_GAP:
                break
            if not parts and _names_group(item, lower):
                break
            if bracketed and item.depth <= label.depth:
                break
            received = received or bool(item.kinds & kinds.ARMS_RECEIVE)
            if item.kinds & kinds.MEANS_ADDED:
                joined = True
            elif item.term is not None and item.term.label == "INTERVENTION":
                bracketed = bracketed or (not parts and item.depth > label.depth)
                if parts and self._joined.match(lower, parts[-1].end, item.start):
                    joined = True
                if not (joined or bracketed) or not received:
                    break
                parts.append(item)
                joined = False
        return tuple(dict.fromkeys(item.term.concept for item in parts if item.term))


def _has_bracket(items: Sequence[Item], index: int) -> bool:
    """Tell whether a label has its arm in brackets: "the control group (gabapentin)"."""
    label = items[index]
    after = items[index + 1] if index + 1 < len(items) else label
    named = after.term is not None and after.term.label == "INTERVENTION"
    return named and after.depth > label.depth and after.start - label.end <= _ALIAS_GAP


def _label_of(item: Item, *, plain: bool) -> str | None:
    """Return the name of the group that an item labels, or None; ``plain`` takes "control" too."""
    if item.kinds & kinds.ARMS_LABEL:
        return item.text
    if plain and item.kinds & (kinds.ARMS_ACTIVE | kinds.ARMS_CONTROL):
        return "active" if item.kinds & kinds.ARMS_ACTIVE else "control"
    return None


def _names_group(item: Item, lower: str) -> bool:
    """Tell whether an arm is the name of a group: "the MT group", "MT组"."""
    named = item.term is not None and item.term.label == "INTERVENTION"
    return named and lower.startswith(_GROUP, item.end)


_GROUP: Final = (" group", " arm", "组", " 组")


def _is_alias(label: Item, other: Item) -> bool:
    """Tell whether a label in brackets names the group before it again: "group C (control)"."""
    return bool(
        other.kinds & _LABELS
        and label.kinds & _LABELS
        and other.depth > label.depth
        and 0 <= other.start - label.end <= _ALIAS_GAP
    )


def _names_again(label: Item, other: Item) -> bool:
    """Tell whether a label adds nothing to the one before: "active group (no controls)"."""
    near = other.start - label.end <= _ALIAS_GAP
    controlled = other.kinds & kinds.ARMS_CONTROL and label.kinds & kinds.ARMS_ACTIVE
    return bool(near and controlled) or _is_alias(label, other)


def _before(
    items: list[Item], index: int, tested: set[int], base: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the arm named last before a label: "X (group A)", "X served as controls".

    What stands right before a label counts although it may seem a means:
    "ropivacaine with dexmedetomidine (group RD)", which has its base.
    """
    label = items[index]
    if joins_control(items, index):
        return ()
    for item in reversed(items[:index]):
        if item.kinds & _LABELS:
            break
        if item.term is None or item.term.label != "INTERVENTION":
            continue
        beside = label.depth > item.depth and label.start - item.end <= _ALIAS_GAP
        if item.start in tested:
            return (item.term.concept,)
        if beside:
            return tuple(dict.fromkeys((item.term.concept, *base)))
    return ()


def joins_control(items: Sequence[Item], index: int) -> bool:
    """Tell whether a control group ends a list of arms: "A, B and a control group"."""
    label, before = items[index], items[index - 1] if index else None
    return bool(
        before is not None
        and label.kinds & kinds.ARMS_CONTROL
        and before.kinds & _JOINING
        and before.depth == label.depth
        and label.start - before.end <= _DETERMINED
    )


_DETERMINED: Final = 5
_JOINING: Final = kinds.BOUNDARY_MIDDLE | kinds.BOUNDARY_WEAK | kinds.ARMS_EITHER


def _first(items: list[Item], index: int, tested: set[int]) -> tuple[str, ...]:
    """Return the arm that a list of groups begins with, after a word of allocation if any."""
    before = items[:index]
    begin = max((item.end for item in before if item.kinds & kinds.ARMS_ALLOCATE), default=0)
    for item in before:
        named = item.term is not None and item.term.label == "INTERVENTION"
        if named and item.term and item.start >= begin and item.start in tested:
            return (item.term.concept,)
    return ()


def _joint_arm(items: Sequence[list[Item]]) -> tuple[str, ...]:
    """Return the components of the first combination that a text names: "X plus Y"."""
    for inside in items:
        for index, item in enumerate(inside):
            if not item.kinds & kinds.MEANS_ADDED or not 0 < index < len(inside) - 1:
                continue
            before, after = inside[index - 1].term, inside[index + 1].term
            if before and after and before.label == after.label == "INTERVENTION":
                return (after.concept, before.concept)
    return ()
