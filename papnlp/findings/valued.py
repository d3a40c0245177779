"""Where a sentence is cut that tells values: behind their test, between two outcomes."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from papnlp.findings import counting, kinds, numbers, testing
from papnlp.findings.lexicon import Item

_MEASURED: Final = kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE | kinds.HARM


def after_values(segment: list[Item], predicates: list[Item], lower: str) -> list[tuple[int, str]]:
    """Cut off values with a p value from what stands after them: "(p=.01), but similar"."""
    if all(item.kinds & (kinds.VALUE_ORDER | kinds.MENTION_RELIEF) for item in predicates):
        return _further_values(segment, lower)
    measured = False
    before = [item for item in segment if item.start < predicates[0].start]
    early = _further_values(before, lower)
    if early and _gives_values(lower, segment[0].start, early[0][0]):
        return early
    comma = _after_state(segment, predicates[0], lower)
    if comma is not None:
        return [(comma.start, "middle")]
    for item in segment:
        if item.start >= predicates[0].start:
            break
        measured = measured or bool(item.kinds & _MEASURED)
        if item.kinds & kinds.BOUNDARY_STRONG and measured:
            told = testing.p_values(lower, segment[0].start, item.start)
            return [(item.start, "strong")] if told else []
    return []


def _after_state(segment: list[Item], first: Item, lower: str) -> Item | None:
    """Return the comma behind a value that stands alone: "pain was still 2/10, sleep rose"."""
    state: Item | None = None
    measured = False
    for item, after in pairwise(segment):
        if after.start >= first.start:
            relieved = state is not None and state.kinds & kinds.MENTION_RELIEF
            ends = relieved and item.kinds & kinds.BOUNDARY_MIDDLE and item.text[0] == ","
            return item if ends and lower[item.end : after.start].strip() else None
        measured = measured or bool(item.kinds & _MEASURED)
        relieved = item.kinds & kinds.MENTION_RELIEF and counting.counts_people(
            lower, max(segment[0].start - _AHEAD, 0), item.start
        )
        if relieved or (item.kinds & kinds.VALUE_COPULA and measured and state is None):
            state = item
        joins = item.kinds & (kinds.BOUNDARY_MIDDLE | kinds.BOUNDARY_WEAK)
        if state is not None and joins and item.text[0] == "," and after.kinds & _MEASURED:
            relief = bool(state.kinds & kinds.MENTION_RELIEF)
            alone = relief or any(map(str.isdigit, lower[state.end : item.start]))
            return item if alone else None
    return None


def between_harms(segment: list[Item]) -> list[tuple[int, str]]:
    """Cut between harms of two kinds of arm: "were rare after A, but 13% had neuritis after B".

    Parameters
    ----------
    segment : list of Item
        A segment that predicates at most one harm.
    """
    for index, item in enumerate(segment):
        if item.kinds & kinds.BOUNDARY_STRONG:
            before, after = segment[:index], segment[index:]
            if all(any(i.kinds & kinds.HARM for i in part) for part in (before, after)):
                return [(item.start, "strong")]
    return []


def further_values_of(
    difference: Item, choice: list[Item], segment: list[Item], lower: str
) -> list[tuple[int, str]]:
    """Cut behind the further values of a difference: "was -1.9 with A, with B -1.3, but C rose"."""
    cuts = []
    for item, after in pairwise(choice if difference.kinds & kinds.DIFFER_NOUN else ()):
        inside = [other for other in segment if item.end <= other.start < after.start]
        valued = any(other.kinds & kinds.VALUE_COPULA for other in inside)
        if valued and numbers.signed(lower, item.end, after.start) is not None:
            cuts.append((after.start, "middle"))
    return cuts


_AHEAD: Final = 24
_OPENING: Final = _MEASURED | kinds.VALUE_ORDER
_ARMED: Final = kinds.MENTION_INTERVENTION | kinds.ARMS
_VALUED: Final = kinds.VALUE_COPULA | kinds.VALUE_ORDER | kinds.MENTION_INTERVENTION | kinds.ARMS


def _further_values(segment: list[Item], lower: str) -> list[tuple[int, str]]:
    """Cut between two outcomes whose values have a test each: "was 3 and 5 (p=.01), and Y 2"."""
    cuts: list[tuple[int, str]] = []
    begin = segment[0].start if segment else 0
    for item, after in pairwise(segment):
        joins = item.kinds & (kinds.BOUNDARY_MIDDLE | kinds.BOUNDARY_WEAK)
        if (
            joins
            and _opens_values(item, after, segment, lower)
            and lower[item.start - 1] == ")"
            and (
                testing.p_values(lower, begin, item.start)
                or testing.compares(lower, begin, item.start)
            )
            and any(
                other.kinds & _VALUED and begin <= other.start < item.start for other in segment
            )
        ):
            cuts.append((item.start, "weak"))
            begin = item.start
    return cuts


def _gives_values(lower: str, start: int, end: int) -> bool:
    """Tell whether there are numbers outside brackets: "12% of A and 31% of B (P = .004)"."""
    return any(map(str.isdigit, _BRACKET.sub("", lower[start:end])))


_BRACKET: Final = re.compile(r"\([^()]*\)")


def _opens_values(joint: Item, after: Item, segment: list[Item], lower: str) -> bool:
    """Tell whether what follows a joint is a further outcome, or an arm with one of its own."""
    if after.kinds & _OPENING or _is_first(joint, after, lower):
        return True
    rest = [item for item in segment if item.start >= after.end]
    armed = joint.text[0] == "," and after.kinds & _ARMED
    return bool(armed) and any(item.kinds & _MEASURED for item in rest)


def _is_first(joint: Item, versus: Item, lower: str) -> bool:
    """Tell whether a value stands between a joint and "versus": ", and 25 (60%) vs 15 (38%)"."""
    told = any(map(str.isdigit, lower[joint.end : versus.start]))
    return bool(versus.kinds & kinds.ARMS_COMPARE) and told
