"""Values of two arms in a clause, set against each other."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from papnlp.findings import counting, kinds, numbers, testing
from papnlp.findings.clauses import Clause
from papnlp.findings.lexicon import Item
from papnlp.findings.motions import BETTER, DOWN, UP, WORSE, Motion

ARMED: Final = kinds.MENTION_INTERVENTION | kinds.ARMS
_PAIR: Final = 2


def counts_free(clause: Clause, cue: Item | None = None) -> bool:
    """Tell whether people without pain are counted, before a word of change if one is given.

    "The proportion free of pain was higher", "pain was absent in 58% and 39%".
    """
    for item, after in pairwise(clause.items):
        if cue is not None and item.start >= cue.start:
            return False
        absent = item.kinds & kinds.INCIDENCE_ABSENT
        if absent and after.kinds & kinds.MENTION_PAIN_TYPE and after.start - item.end <= 1:
            return True
        gone = after.kinds & kinds.INCIDENCE_ABSENT and after.kinds & kinds.INCIDENCE_REPORTED
        if gone and item.kinds & kinds.MENTION_PAIN_TYPE and after.start - item.end <= 1:
            return True
    return False


def compare(clause: Clause, lower: str, apart: float = 1.0) -> str | None:
    """Compare the first arm's value with the second's.

    Parameters
    ----------
    clause : Clause
        The clause with its items.
    lower : str
        Lower-cased normalised text.
    apart : float
        By which factor they must differ at least.

    Returns
    -------
    str or None
        ``up`` where the first is higher, ``down`` where it is lower; None
        where they are equal or the values of two arms are not told apart.
    """
    fallen = numbers.falls(lower, plain(lower, clause.start, clause.end))
    pair: tuple[float, float] | None = None
    if len(fallen) == _PAIR:
        pair = (fallen[0], fallen[1])
    pair = pair or counting.shares(lower, clause.start, clause.end)
    pair = pair or numbers.pair(lower, clause.start, clause.end)
    if pair is None:
        arms = [item for item in clause.items if item.kinds & ARMED]
        found = (
            numbers.values(lower, plain(lower, clause.start, clause.end))
            if len(arms) > 1 or (not arms and clause.opener == "weak" and not clause.predicates)
            else []
        )
        if len(found) == _PAIR:
            pair = (found[0], found[1])
        elif len(arms) == _PAIR:
            first, second = arms
            counts = counting.counts(lower, clause.start, clause.end)
            counted = len(counts) == _PAIR and 0 in counts
            if not counted:
                pair = numbers.beside(lower, [(first.start, first.end), (second.start, second.end)])
            if pair is None and len(counts) == _PAIR:
                pair = (float(counts[0]), float(counts[1]))
        pair = pair or _ordered(clause, lower)
        if pair is None:
            return None
    if pair[0] == pair[1] or max(pair) < apart * min(pair):
        return None
    return UP if pair[0] > pair[1] else DOWN


def _ordered(clause: Clause, lower: str) -> tuple[float, float] | None:
    """Return the two values that a clause gives in the order of the arms: "respectively"."""
    if not clause.kinds & kinds.VALUE_ORDER:
        return None
    found = counting.percents(lower, clause.start, clause.end)
    if len(found) != _PAIR:
        found = numbers.values(lower, plain(lower, clause.start, clause.end))
    if len(found) != _PAIR:
        found = numbers.means(lower, clause.start, clause.end)
    return (found[0], found[1]) if len(found) == _PAIR else None


def plain(lower: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the parts of a stretch of text that are outside brackets.

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    spans = []
    depth, begin = 0, start
    for match in _BRACKET.finditer(lower, start, end):
        if match.group() in "([":
            if depth == 0:
                spans.append((begin, match.start()))
            depth += 1
        elif depth:
            depth -= 1
            begin = match.end()
    if depth == 0:
        spans.append((begin, end))
    return spans


_BRACKET: Final = re.compile(r"[()\[\]]")


def differs_aside(clause: Clause) -> bool:
    """Tell whether a bracket gives the difference of what went before."""
    return any(item.kinds & kinds.DIFFER_NOUN for item in clause.aside)


def sets_against(clause: Clause, motion: Motion, lower: str) -> bool:
    """Tell whether numbers set the one arm of a clause against another: a ratio, "23% vs 25%"."""
    if len(clause.all(ARMED)) > 1:
        return False
    start, end = clause.start, clause.end
    if motion.kind in (DOWN, UP, BETTER, WORSE) and testing.compares(lower, start, end):
        return True
    told = motion.rule.startswith(("change", "effect"))
    return (
        told
        and not clause.kinds & kinds.ROLES_BASELINE
        and counting.sets_percents(lower, start, end)
    )
