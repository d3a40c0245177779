"""Which arms of a clause stand against which, where no comparator is marked as such."""

from __future__ import annotations

import re
from typing import Final

from papnlp.findings import counting, kinds, numbers
from papnlp.findings.cast import Cast
from papnlp.findings.clauses import Clause
from papnlp.findings.discourse import Arm, Discourse
from papnlp.findings.roles import parted

_PAIR: Final = 2
_TAKING: Final = "以"
_GROUP: Final = "组"
_HARMS: Final = kinds.HARM | kinds.HARM_FEW
_FROM: Final = re.compile(
    r"[由从]$|\bfrom \d[\d.]*\s?%? (?:\w+ )?(?:with|in|under|after|on) (?:the )?$"
)
_TO: Final = re.compile(
    r"[至到为]$|\bto \d[\d.]*\s?%? (?:\w+ )?(?:with|in|under|after|on) (?:the )?$"
)


def oppose(clause: Clause, cast: Cast, discourse: Discourse) -> None:
    """Part who acts from what they are set against, by how the clause is built.

    Parameters
    ----------
    clause : Clause
        The clause.
    cast : Cast
        Its arms as marked; changed in place.
    discourse : Discourse
        What the study tests.
    """
    if _is_background(clause, cast, discourse):
        cast.subjects = []
    cast.subjects = _without_setting(clause, cast.subjects, discourse)
    if cast.subjects and not cast.comparators:
        cast.comparators = _bracketed(clause, cast)
    if not cast.subjects and len(cast.comparators) > 1:
        cast.subjects, cast.comparators = parted(cast.comparators, clause.lower)
    if len(cast.subjects) == _PAIR and not cast.comparators:
        cast.subjects, cast.comparators = _singled_out(clause, cast)
    if len(cast.subjects) >= _PAIR and not cast.comparators and _spares(clause, cast):
        cast.subjects, cast.comparators = cast.subjects[:1], cast.subjects[1:]
    if not cast.comparators and _moves_between(clause, cast):
        cast.comparators, cast.subjects = cast.subjects[:1], cast.subjects[1:]
    if not cast.comparators and _only_compared(clause, cast):
        cast.subjects, cast.comparators = [], cast.subjects


def _without_setting(clause: Clause, subjects: list[Arm], discourse: Discourse) -> list[Arm]:
    """Return who acts without what only came first: "after neuroma excision, capping lowered"."""
    tested = {*discourse.trial, *discourse.topics}
    if not tested or len(subjects) == 1:
        return subjects
    first = _opens_as_setting(clause)
    kept = [arm for arm in subjects if arm.concept in tested or arm.start != first]
    return kept if any(arm.concept in tested for arm in kept) else subjects


def _opens_as_setting(clause: Clause) -> int:
    """Return where a treatment stands that a clause opens with as what came first, else -1."""
    for index, item in enumerate(clause.items[:_PAIR]):
        if item.kinds & kinds.MENTION_INTERVENTION:
            before = clause.items[index - 1].kinds if index else 0
            after = clause.items[index + 1] if index + 1 < len(clause.items) else None
            behind = after is not None and after.start - item.end <= 1
            follows = behind and after is not None and after.kinds & kinds.ROLES_FIRST_AFTER
            return item.start if before & kinds.ROLES_FIRST or follows else -1
    return -1


def _is_background(clause: Clause, cast: Cast, discourse: Discourse) -> bool:
    """Tell whether groups are compared in what both were given: "use of X was similar in both"."""
    between = cast.pairwise or clause.kinds & kinds.ARMS_BOTH
    named = {arm.concept for arm in cast.subjects if not arm.inferred}
    return bool(
        between
        and named
        and len(discourse.trial) == _PAIR
        and not discourse.review
        and clause.kinds & (kinds.SAME | kinds.DIFFER)
        and not cast.comparators
        and named.isdisjoint(discourse.trial)
        and len(named) == 1
    )


def _singled_out(clause: Clause, cast: Cast) -> tuple[list[Arm], list[Arm]]:
    """Return who acts and against whom where one of two arms is singled out: "以A组为少"."""
    taken = {
        item.term.concept
        for item in clause.all(kinds.MENTION_INTERVENTION)
        if item.term is not None and clause.lower.startswith(_TAKING, item.start - 1)
    }
    named = [arm for arm in cast.subjects if arm.concept in taken]
    if len(named) != 1:
        return cast.subjects, cast.comparators
    return named, [arm for arm in cast.subjects if arm not in named]


def _spares(clause: Clause, cast: Cast) -> bool:
    """Tell whether harms of one arm were not seen in the other: "in five on X, none on Y"."""
    first, second = cast.subjects[:_PAIR]
    if not clause.kinds & _HARMS or not clause.start <= first.start < second.start:
        return False
    if any(arm.start != second.start for arm in cast.subjects[_PAIR:]):
        return False
    denied = clause.all(kinds.NEGATION_BEFORE | kinds.NEGATION_AFTER)
    counted = counting.counts(clause.lower, clause.start, clause.end)
    return (
        bool(counted)
        and len(denied) == 1
        and (
            first.end <= denied[0].start <= second.start
            or 0 <= denied[0].start - second.end <= len(_GROUP)
        )
    )


def _moves_between(clause: Clause, cast: Cast) -> bool:
    """Tell whether a value is that of one arm, then of the other: "由A组的46%降至B组的24%"."""
    if len(cast.subjects) != _PAIR:
        return False
    first, second = cast.subjects
    if not clause.start <= first.start < second.start:
        return False
    return bool(
        _FROM.search(clause.lower, clause.start, first.start)
        and _TO.search(clause.lower, first.end, second.start)
    )


def _only_compared(clause: Clause, cast: Cast) -> bool:
    """Tell whether the one arm of a clause is what another does not differ from: "与X无差别"."""
    if len(cast.subjects) != 1 or not clause.kinds & (kinds.SAME | kinds.DIFFER):
        return False
    return any(
        item.kinds & kinds.COMPARATOR_WITH and item.end == cast.subjects[0].start
        for item in clause.items
    )


def _bracketed(clause: Clause, cast: Cast) -> list[Arm]:
    """Return the arm that numbers in brackets compare with: "by 60% (p<0.01 vs placebo)"."""
    named = {arm.concept for arm in cast.subjects}
    others = [
        (before, Arm(item.term.concept, item.start, item.end))
        for before, item in zip([None, *clause.aside], clause.aside, strict=False)
        if item.kinds & kinds.MENTION_INTERVENTION
        and item.term is not None
        and item.term.concept not in named
    ]
    against = [
        arm
        for before, arm in others
        if before is not None
        and before.kinds & kinds.COMPARATOR_BEFORE
        and arm.start - before.end <= 1
    ]
    if against or not clause.kinds & kinds.COMPARATIVE or len(cast.subjects) > 1:
        return against[:1]
    valued = [
        arm
        for _, arm in others
        if numbers.stands_at(clause.lower, clause.start, arm.start, arm.end)
    ]
    return valued if len(valued) == 1 and len(others) == 1 else []
