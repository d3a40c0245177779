"""What the items of a stretch of text predicate, and whether that is denied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from papnlp.findings import kinds
from papnlp.findings.lexicon import Item

_FAR: Final = 48
_MANNERS: Final = kinds.HARM_MANY | kinds.HARM_LOCATED
_DIGIT: Final = re.compile(r"\s?\d")
_CAUSES: Final = kinds.HARM_CAUSED | kinds.HARM_REASON


def is_negated(items: Sequence[Item], predicate: Item) -> bool:
    """Tell whether a predicate is denied: before it, or after it with no other one between."""
    negated = False
    for item in items:
        if item.start >= predicate.end:
            if item.kinds & kinds.NEGATION_AFTER:
                return not negated
            if item.kinds & (kinds.BOUNDARY_STRONG | kinds.BOUNDARY_MIDDLE | kinds.STRONG):
                break
        if item.start >= predicate.start:
            continue
        if item.kinds & (kinds.NEGATION_BEFORE | kinds.ELLIPSIS_NOT):
            negated = negated or not _leaves_out(items, item)
        elif item.kinds & kinds.BOUNDARY_STRONG or (
            item.kinds & _TURNING and not item.kinds & kinds.COMPARATIVE
        ):
            negated = False
    return negated


def _leaves_out(items: Sequence[Item], negation: Item) -> bool:
    """Tell whether a denial only leaves out an arm: "imagery without laterality training"."""
    if not negation.kinds & kinds.NEGATION_APART:
        return False
    return any(
        item.kinds & kinds.MENTION_INTERVENTION and 0 <= item.start - negation.end <= 1
        for item in items
    )


# "not effective in reducing": an adjective hands its denial on to the verb after it.
_TURNING: Final = kinds.CHANGE & ~kinds.BETTER_ADJECTIVE


def find_predicates(segment: list[Item], lower: str) -> list[Item]:
    """Return what a segment predicates; weak predicates count where they are negated."""
    found: list[Item] = []
    negation = -_FAR
    cause: Item | None = None
    occurred = False
    for index, item in enumerate(segment):
        mask = item.kinds
        occurred = occurred or bool(mask & kinds.HARM_OCCUR)
        if mask & kinds.NEGATION_BEFORE:
            negation = item.end
        if _predicates_itself(segment, index, negated=negation >= 0):
            found.append(item)
        elif mask & _CAUSES:
            cause = item
        elif mask & _MANNERS and _follows_harm(segment, index):
            found.append(item)
        elif mask & kinds.HARM and cause is not None and item.start - cause.end < _FAR:
            found.extend(_led_to(cause, found))
            cause = None
        elif mask & kinds.HARM:
            if _comes(segment, index, found, negation, occurred=occurred):
                found.append(item)
            occurred = False
        elif mask & kinds.VALUE_COPULA and found and _states_value(segment, index, lower):
            found.append(item)
    return found


def _led_to(cause: Item, found: list[Item]) -> list[Item]:
    """Return the cause of a harm, unless a comparison stands between: "caused more"."""
    return [] if found and found[-1].start > cause.start else [cause]


_GIVING: Final = kinds.PROVIDE_VERB | kinds.INCIDENCE_HAD


def _predicates_itself(segment: list[Item], index: int, *, negated: bool) -> bool:
    """Tell whether an item predicates whatever harms stand around it."""
    item = segment[index]
    return bool(
        item.kinds & (kinds.STRONG | kinds.SILENT)
        or (item.kinds & kinds.EFFECT and negated)
        or (item.kinds & kinds.HARM_STOPPED and _has_cause(segment, item))
        or (item.kinds & _GIVING and _gives_relief(segment, index))
        or (item.kinds & kinds.VALUE_ORDER and _values_follow(segment, index))
        or (item.kinds & kinds.MENTION_RELIEF and _are_called(segment, index))
        or (item.kinds & kinds.HARM_PRICE and any(i.kinds & kinds.HARM for i in segment[:index]))
    )


def _are_called(segment: list[Item], index: int) -> bool:
    """Tell whether people are called something that is an outcome: "seven were responders"."""
    before = segment[index - 1] if index else None
    return (
        before is not None
        and bool(before.kinds & kinds.VALUE_COPULA)
        and segment[index].start - before.end <= 1
    )


def _values_follow(segment: list[Item], index: int) -> bool:
    """Tell whether an outcome right before is given the values of the arms: "评分分别为2和4"."""
    for item in reversed(segment[:index]):
        if item.kinds & _LISTED:
            return not segment[index].text.isascii()
        if item.kinds & (kinds.BOUNDARY_MIDDLE | kinds.BOUNDARY_STRONG | kinds.STRONG):
            return False
    return False


_LISTED: Final = kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE | kinds.HARM


def _gives_relief(segment: list[Item], index: int) -> bool:
    """Tell whether relief is what is given or had: "had more than 50% relief"."""
    for item in segment[index + 1 : index + 5]:
        if item.kinds & kinds.MENTION_RELIEF:
            return item.start - segment[index].end <= _FAR
        if item.kinds & (kinds.BOUNDARY | kinds.MENTION_OUTCOME):
            return False
    return False


def _has_cause(segment: list[Item], stopped: Item) -> bool:
    """Tell whether a treatment is said to have ended because of something."""
    return any(
        item.kinds & kinds.HARM_DUE
        and max(item.start - stopped.end, stopped.start - item.end) <= _FAR
        for item in segment
    )


def _comes(
    segment: list[Item], index: int, found: list[Item], negation: int, *, occurred: bool
) -> bool:
    """Tell whether a harm is predicated: it is said to have come, or it is denied."""
    if occurred:
        return True
    denied = 0 <= segment[index].start - negation < _FAR
    denied = denied and (not found or found[-1].end <= negation)
    if _occurs_after(segment, index):
        return denied or not found or not found[-1].kinds & kinds.HARM
    return denied


def _follows_harm(segment: list[Item], index: int) -> bool:
    """Tell whether a manner ("were frequent", "were confined to") is said of a harm."""
    reach = 3 if segment[index].kinds & kinds.HARM_MANY else index
    near = segment[max(index - reach, 0) : index]
    if segment[index].kinds & kinds.HARM_MANY:
        near = near + segment[index + 1 : index + 3]
    return any(item.kinds & kinds.HARM for item in near)


def _occurs_after(segment: list[Item], index: int) -> bool:
    """Tell whether a harm is the subject of a verb of occurrence right after it."""
    for item in segment[index + 1 : index + 4]:
        if item.kinds & kinds.HARM_OCCUR:
            return True
        if item.kinds & (kinds.BOUNDARY_STRONG | kinds.BOUNDARY_MIDDLE | kinds.CHANGE):
            return False
    return False


def _states_value(segment: list[Item], index: int, lower: str) -> bool:
    """Tell whether a copula gives a further outcome its value ("and wearing time was 14 h")."""
    item, before = segment[index], segment[index - 1]
    if not before.kinds & (kinds.MENTION_OUTCOME) or item.start - before.end > 1:
        return False
    return _DIGIT.match(lower, item.end) is not None
