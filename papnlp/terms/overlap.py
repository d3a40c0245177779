"""Which of several overlapping terms is the mention: policies by name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Final

from papnlp.analysis import Term

_LABEL_ORDER: Final = {"INTERVENTION": 0, "PAIN_TYPE": 1, "OUTCOME": 2, "OTHER": 3}
_VIA_ORDER: Final = {"abbreviation": 0, "pattern": 1, "term": 2}


Key = tuple[int, int, int, int, str]


def _settle(terms: Iterable[Term], key: Callable[[Term], Key]) -> list[Term]:
    """Take terms by key; each shuts out those that overlap it, but for its own coordination."""
    starts: list[int] = []
    kept: list[Term] = []
    result: dict[Term, None] = {}
    for term in sorted(terms, key=key):
        start = term.start
        at = bisect_right(starts, start)
        if at and kept[at - 1].end > start:
            if _is_coordinated(kept[at - 1], term):
                result[term] = None
            continue
        if at < len(starts) and starts[at] < term.end:
            continue
        starts.insert(at, start)
        kept.insert(at, term)
        result[term] = None
    return sorted(result, key=_place)


def _is_coordinated(one: Term, other: Term) -> bool:
    """Tell whether two terms are members of one coordination, which share its span."""
    return (
        one.start == other.start
        and one.end == other.end
        and one.rule == other.rule == "coordination"
    )


def _place(term: Term) -> tuple[int, int, str, str]:
    return term.start, term.end, term.label, term.concept


def _leftmost(term: Term) -> Key:
    via, label = _VIA_ORDER[term.via], _LABEL_ORDER.get(term.label, 4)
    return term.start, -term.end, via, label, term.concept


def _longest(term: Term) -> Key:
    via, label = _VIA_ORDER[term.via], _LABEL_ORDER.get(term.label, 4)
    return term.start - term.end, term.start, via, label, term.concept


def keep_leftmost(terms: Iterable[Term]) -> list[Term]:
    """Keep, from left to right, the longest term at each place.

    "Phantom pain intensity" is phantom pain and its intensity, not the intensity
    of any pain.

    Parameters
    ----------
    terms : iterable of Term
        In any order.

    Returns
    -------
    list of Term
        Sorted by start, end, label and concept; no two overlap unless they
        are the members of one coordination.
    """
    kept: list[Term] = []
    group = 0
    shared = False
    for term in sorted(terms, key=_leftmost):
        # Whatever begins later can only overlap the last one kept.
        if not kept or kept[-1].end <= term.start:
            group = len(kept)
            kept.append(term)
        elif _is_coordinated(kept[-1], term) and term not in kept[group:]:
            kept.append(term)
            shared = True
    if shared:
        kept.sort(key=_place)
    return kept


def keep_longest(terms: Iterable[Term]) -> list[Term]:
    """Keep the longest of overlapping terms; terms of one coordination share a span.

    Parameters
    ----------
    terms : iterable of Term
        In any order.

    Returns
    -------
    list of Term
        Sorted by start, end, label and concept.
    """
    return _settle(terms, _longest)


def keep_all(terms: Iterable[Term]) -> list[Term]:
    """Keep every term, sorted by start, end, label and concept, without repetitions."""
    unique = dict.fromkeys(terms)
    return sorted(unique, key=_place)


POLICIES: Final[dict[str, Callable[[Iterable[Term]], list[Term]]]] = {
    "leftmost": keep_leftmost,
    "longest": keep_longest,
    "all": keep_all,
}
