"""The roles of the arms of a clause, given while it is read from left to right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from papnlp.findings import kinds
from papnlp.findings.discourse import Arm
from papnlp.findings.lexicon import Item

ADVANTAGE: Final = kinds.BETTER_FAVOUR | kinds.BETTER_COMPARATIVE | kinds.BETTER_NOUN
_PAIR: Final = 2
_ADJACENT: Final = 16
_AFTER: Final = 12
RESETS: Final = (
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


class RoleReading:
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
        compared = self.pending == "comparator" and self.roles and self.roles[-1][1] == "comparator"
        alone = compared and not any(role == "subject" for _, role in self.roles)
        valued = (compared and item.kinds & kinds.VALUE_COPULA) or (
            alone and item.kinds & _TURNS_TO
        )
        at_marker = at_marker or bool(item.kinds & kinds.COMPARATOR_BEFORE)
        if valued or (item.kinds & RESETS and not at_marker):
            self.pending = "subject"

    def add(self, arms: list[Arm]) -> None:
        """Give arms that are referred to the role that is due."""
        role = "subject" if self.pending == "means" else self.pending
        self.roles.extend((arm, role) for arm in arms)

    def follows(self, item: Item) -> bool:
        """Tell whether an item stands right after the marker of a role: "较基线"."""
        return item.start == self._since

    def chooses(self, item: Item, before: Sequence[str]) -> bool:
        """Let "the former" choose one of two arms named so far; tell whether it does.

        Parameters
        ----------
        item : Item
            "The former" or "the latter".
        before : sequence of str
            The arms that earlier clauses of the sentence have named.
        """
        own = [arm.concept for arm, role in self.roles if role == "subject"]
        named = list(dict.fromkeys((*before, *own)))
        if not own or len(named) != _PAIR or item.kinds & kinds.ARMS_PLURAL:
            return False
        chosen = named[0 if item.kinds & kinds.ARMS_FORMER else -1]
        self.roles = [
            (arm, "comparator" if role == "subject" and arm.concept != chosen else role)
            for arm, role in self.roles
        ]
        if chosen not in own:
            self.roles.append((Arm(chosen, item.start, item.end, inferred=True), "subject"))
        return True

    def owns(self, item: Item) -> bool:
        """Tell whether an arm stands right before ("gabapentin treatment group")."""
        return bool(self.roles) and 0 <= item.start - self.roles[-1][0].end <= 2

    def mark(self, item: Item) -> bool:
        """Let a marker set the role of what follows or precedes; tell whether it is one."""
        if item.kinds & ADVANTAGE:
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
                self._with = -1
                self.pending = "subject"
                return True
        if item.kinds & kinds.MEANS_ADDING:
            self._adding = len(self.roles) + 1
            return True
        if item.kinds & kinds.MEANS_COMPLETED:
            _complete(self.roles, item.start)
            return True
        return False


_TURNS_TO: Final = kinds.ROLES_POPULATION | kinds.ROLES_CONDITION | kinds.HARM_OCCUR
"""After what a comparison is made with, turns to who acts: "than with A in recipients of B"."""
_SHORT: Final = ("means", "added", "denied")


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
        opened = 0 <= since <= arm.start
        if arm.start < since or (position - arm.end > _AFTER and not opened):
            return
        roles[index] = (arm, role)
        position = arm.start
        if (
            index
            and not opened
            and roles[index - 1][0].start != arm.start
            and arm.start - roles[index - 1][0].end > 1
        ):
            return


def parted(comparators: list[Arm], lower: str) -> tuple[list[Arm], list[Arm]]:
    """Part who acts from what it is compared with: "lower than with placebo after ketamine"."""
    for index in range(1, len(comparators)):
        between = lower[comparators[index - 1].end : comparators[index].start]
        if _ACTS.fullmatch(between):
            return comparators[index:], comparators[:index]
    return [], comparators


_ACTS: Final = re.compile(r"(?: \([^()]*\))? (?:after|with|following|in|under|on) (?:the )?")
