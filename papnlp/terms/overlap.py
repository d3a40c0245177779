"""Which of several overlapping terms is the mention: policies by name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Final

from papnlp.analysis import Term

_LABEL_ORDER: Final = {"INTERVENTION": 0, "PAIN_TYPE": 1, "OUTCOME": 2, "OTHER": 3}
_VIA_ORDER: Final = {"abbreviation": 0, "pattern": 1, "term": 2}


def _rank(term: Term) -> tuple[int, int, int, int]:
    return (
        term.start - term.end,
        term.start,
        _VIA_ORDER[term.via],
        _LABEL_ORDER.get(term.label, 4),
    )


def keep_longest(terms: Iterable[Term]) -> list[Term]:
    """Keep the longest of overlapping terms; terms of one coordination share a span.

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
    starts: list[int] = []
    kept: list[Term] = []
    result: list[Term] = []
    seen: set[tuple[int, int, str]] = set()
    for term in sorted(terms, key=_rank):
        at = bisect_right(starts, term.start)
        before = kept[at - 1] if at else None
        after = kept[at] if at < len(kept) else None
        if before is not None and before.end > term.start:
            if (
                before.start == term.start
                and before.end == term.end
                and before.rule == term.rule == "coordination"
                and (term.start, term.end, term.concept) not in seen
            ):
                result.append(term)
                seen.add((term.start, term.end, term.concept))
            continue
        if after is not None and after.start < term.end:
            continue
        starts.insert(at, term.start)
        kept.insert(at, term)
        result.append(term)
        seen.add((term.start, term.end, term.concept))
    result.sort(key=lambda term: (term.start, term.end, term.label, term.concept))
    return result


def keep_all(terms: Iterable[Term]) -> list[Term]:
    """Keep every term, sorted by start, end, label and concept, without repetitions."""
    unique = dict.fromkeys(terms)
    return sorted(unique, key=lambda term: (term.start, term.end, term.label, term.concept))


POLICIES: Final[dict[str, Callable[[Iterable[Term]], list[Term]]]] = {
    "longest": keep_longest,
    "all": keep_all,
}
