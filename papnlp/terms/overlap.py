"""Which of several overlapping terms is the mention: policies by name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Final

from papnlp.analysis import Term

_LABEL_ORDER: Final = {"INTERVENTION": 0, "PAIN_TYPE": 1, "OUTCOME": 2, "OTHER": 3}
_VIA_ORDER: Final = {"abbreviation": 0, "pattern": 1, "term": 2}


def _preference(term: Term) -> tuple[int, int]:
    return _VIA_ORDER[term.via], _LABEL_ORDER.get(term.label, 4)


def _settle(terms: Iterable[Term], rank: Callable[[Term], tuple[int, ...]]) -> list[Term]:
    """Take terms by rank; each shuts out those that overlap it, but for its own coordination."""
    starts: list[int] = []
    kept: list[Term] = []
    result: dict[Term, None] = {}
    for term in sorted(terms, key=lambda item: (*rank(item), *_preference(item), item.concept)):
        at = bisect_right(starts, term.start)
        before = kept[at - 1] if at else None
        if before is not None and before.end > term.start:
            if (before.start, before.end) == (
                term.start,
                term.end,
            ) and before.rule == term.rule == "coordination":
                result[term] = None
            continue
        if at < len(kept) and kept[at].start < term.end:
            continue
        starts.insert(at, term.start)
        kept.insert(at, term)
        result[term] = None
    return sorted(result, key=lambda term: (term.start, term.end, term.label, term.concept))


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
    return _settle(terms, lambda term: (term.start, -term.end))


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
    return _settle(terms, lambda term: (term.start - term.end, term.start))


def keep_all(terms: Iterable[Term]) -> list[Term]:
    """Keep every term, sorted by start, end, label and concept, without repetitions."""
    unique = dict.fromkeys(terms)
    return sorted(unique, key=lambda term: (term.start, term.end, term.label, term.concept))


POLICIES: Final[dict[str, Callable[[Iterable[Term]], list[Term]]]] = {
    "leftmost": keep_leftmost,
    "longest": keep_longest,
    "all": keep_all,
}
