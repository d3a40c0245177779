"""Arms set against each other in pairs, each with its p value: "(A vs B, p = .03; A vs C ...)"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from papnlp.findings import counting, kinds, numbers, testing
from papnlp.findings.cast import Cast
from papnlp.findings.clauses import Clause
from papnlp.findings.discourse import Arm, Discourse
from papnlp.findings.motions import DOWN, NONE, UP
from papnlp.findings.references import distinct
from papnlp.findings.values import plain

_NAME: Final = r"([^\s;,:()\[\]=<>与和比]+(?:\s[^\s;,:()\[\]=<>与和比]+){0,4}?)"
_PAIR: Final = re.compile(
    rf"(?:(?<=[\[(;,；，:])\s?|(?:\band|\bfor)\s){_NAME}\s?"
    rf"(?:\bvs\b\.?|\bversus\b|\bv\b\.?|\bcompared with\b|\bcompared to\b|与|和|比)\s?{_NAME}\s?"
    r"(?:相比|比较|之间|间)?[,:]?\s?(?=p\s?[=<>≤≥])"
)
_GROUP: Final = re.compile(r"^(?:the )?(?:groups?|arms?)\s|\s?(?:组|groups?|arms?)$")
_END: Final = re.compile(r"[;；)\]]")
_FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class ArmPair:
    """Two arms that a text sets against each other in brackets.

    ``kind`` is what happened to the outcome in the first: ``none``, ``down``,
    ``up``, or None where it differs in a way that the clause does not say.
    """

    first: Arm
    second: Arm
    kind: str | None


def pairs_of(clause: Clause, cast: Cast, discourse: Discourse) -> list[ArmPair]:
    """Return the pairs of arms that a clause compares by their p values.

    Parameters
    ----------
    clause : Clause
        The clause with its text.
    cast : Cast
        Its arms; where it gives each a value, these tell the direction.
    discourse : Discourse
        Knows the labels of the groups.

    Returns
    -------
    list of ArmPair
        Empty where a name is no arm that the clause or the study knows.
    """
    if " vs" not in clause.lower[clause.start : clause.end] and not clause.aside:
        return []
    named = sorted((*cast.subjects, *cast.comparators), key=lambda arm: arm.start)
    values = _values(clause, named)
    pairs = []
    for match in _PAIR.finditer(clause.lower, clause.start, clause.end):
        first = _arm(match.start(1), match.group(1), clause, discourse)
        second = _arm(match.start(2), match.group(2), clause, discourse)
        if first is None or second is None or first.concept == second.concept:
            return []
        stop = _END.search(clause.lower, match.end(), clause.end)
        told = testing.p_values(clause.lower, match.end(), stop.start() if stop else clause.end)
        if told:
            kind = _kind(values, first, second) if told[0] else NONE
            pairs.append(ArmPair(first, second, kind))
    return pairs


def against_control(
    clause: Clause, cast: Cast, discourse: Discourse, is_control: Callable[[str], bool]
) -> list[ArmPair]:
    """Return the pairs of three arms and more whose values have one p value, or one each.

    "Was 3 with a, 4 with b and 6 with c (p < .01)", "4 with a (p = .2), 3 with b (p < .01)".

    Parameters
    ----------
    clause : Clause
        The clause with its text.
    cast : Cast
        Its arms, each with a value in the order of the text.
    discourse : Discourse
        Knows the arms of the study, for values that are given in their order.
    is_control : callable
        Tells whether an arm is the one that the others are measured against.

    Returns
    -------
    list of ArmPair
        Each other arm with the control, or with the one arm that the clause compares them
        with; empty where there is not one such arm, and where p values are told of pairs.
    """
    if _PAIR.search(clause.lower, clause.start, clause.end):
        return []
    arms = sorted((*cast.subjects, *cast.comparators), key=lambda arm: arm.start)
    if not _stand_apart(arms, clause):
        ordered = clause.kinds & kinds.VALUE_ORDER
        arms = [discourse.implied(arm) for arm in discourse.in_order()] if ordered else []
    controls = [arm for arm in arms if is_control(arm.concept)]
    if not controls and len(cast.comparators) == 1:
        controls = [arm for arm in arms if arm.concept == cast.comparators[0].concept]
    if len(arms) <= _FEWEST or len(controls) != 1:
        return []
    told = testing.p_values(clause.lower, clause.start, clause.end)
    others = [arm for arm in arms if arm not in controls]
    told = told * len(others) if len(told) == 1 else told
    values = _values(clause, arms) if len(told) == len(others) else {}
    if len(values) != len(arms):
        return []
    pairs = (
        ArmPair(arm, controls[0], _kind(values, arm, controls[0]) if differs else NONE)
        for arm, differs in zip(others, told, strict=True)
    )
    return [pair for pair in pairs if pair.kind is not None]


def _stand_apart(arms: Sequence[Arm], clause: Clause) -> bool:
    """Tell whether each arm has a place of its own in a clause: not so for "three groups"."""
    places = {arm.start for arm in arms if clause.start <= arm.start < clause.end}
    return bool(arms) and len(places) == len(arms)


def _kind(values: dict[str, float], first: Arm, second: Arm) -> str | None:
    one, two = values.get(first.concept), values.get(second.concept)
    if one is None or two is None or one == two:
        return None
    return DOWN if one < two else UP


def _values(clause: Clause, arms: Sequence[Arm]) -> dict[str, float]:
    """Return the value of each arm where a clause lists as many values as arms."""
    for found in _listings(clause):
        if len(found) == len(arms) >= _FEWEST:
            return {arm.concept: value for arm, value in zip(arms, found, strict=True)}
    return {}


def _listings(clause: Clause) -> Iterator[list[float]]:
    """Yield the values that a clause may list: falls, percentages, shares, then plain numbers."""
    lower, start = clause.lower, clause.start
    match = _PAIR.search(lower, start, clause.end)
    end = match.start(1) if match else testing.before_p(lower, start, clause.end)
    yield numbers.falls(lower, plain(lower, start, end))
    yield counting.percents(lower, start, end)
    yield counting.percents(lower, start, clause.end)
    yield counting.all_shares(lower, start, end)
    yield numbers.values(lower, plain(lower, start, clause.end))
    yield numbers.values(lower, [(start, end)])
    yield numbers.values(lower, plain(lower, start, end))


def _arm(start: int, name: str, clause: Clause, discourse: Discourse) -> Arm | None:
    """Return the arm that a name stands for: a label of the study, or a mention."""
    letter = _GROUP.sub("", name)
    end = start + len(name)
    concepts = distinct(f"group {letter}", discourse)
    if concepts:
        return Arm(concepts[0], start, end, inferred=True)
    for item in (*clause.aside, *clause.items):
        if item.kinds & kinds.MENTION_INTERVENTION and item.term and start <= item.start < end:
            return Arm(item.term.concept, item.start, item.end)
    return None
