"""How certain a claim is, by the scope of its hedges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from papnlp.findings import kinds
from papnlp.findings.clauses import Clause
from papnlp.findings.lexicon import Item

_JOINED: Final = ("middle", "weak")


def hedged(clauses: Sequence[Clause], index: int, *, has_own_subject: bool) -> bool:
    """Tell whether a clause is hedged.

    A modal hedges its clause and clauses joined to it that have no subject of
    their own; "evidence suggests that" hedges the rest of its segment; a grade
    in brackets hedges its clause, with "both" the clauses before it too.

    Parameters
    ----------
    clauses : sequence of Clause
        The clauses of the sentence.
    index : int
        Which of them.
    has_own_subject : bool
        Whether the clause names the arm that acts.
    """
    clause = clauses[index]
    if _modal(clause) or _graded(clause):
        return True
    if _reported(clauses, index):
        return True
    if not has_own_subject and clause.opener in _JOINED and index:
        previous = clauses[index - 1]
        modal = previous.find(kinds.HEDGE_CLAUSE)
        if modal is not None and (
            not previous.predicates or modal.start <= previous.predicates[0].start
        ):
            return True
    return any(
        item.kinds & (kinds.HEDGE_BRACKET_ALL)
        for later in clauses[index + 1 :]
        for item in later.aside
    )


def _modal(clause: Clause) -> bool:
    """Tell whether a modal hedges what a clause predicates, not what is set off from it."""
    for modal in clause.all(kinds.HEDGE_CLAUSE):
        predicate = clause.predicates[0] if clause.predicates else None
        if predicate is None or not _set_off(clause, modal, predicate):
            return True
    return False


def _set_off(clause: Clause, modal: Item, predicate: Item) -> bool:
    """Tell whether a comma parts a modal from the predicate: "fell, possibly because"."""
    low, high = min(modal.end, predicate.end), max(modal.start, predicate.start)
    parted = any(
        item.kinds & _COMMA and low <= item.start < high and item.text.startswith(",")
        for item in clause.items
    )
    fronted = clause.items[0].kinds & kinds.BOUNDARY_STRONG
    return parted and (modal.start > predicate.start or bool(fronted))


_COMMA: Final = kinds.BOUNDARY_CLOSING | kinds.BOUNDARY_MIDDLE


def _reported(clauses: Sequence[Clause], index: int) -> bool:
    """Tell whether "suggests" or "low-quality evidence" stands before, in the same segment."""
    for at in range(index, -1, -1):
        cue = clauses[at].find(kinds.HEDGE_SENTENCE)
        if cue is not None:
            first = clauses[index].predicates
            return at < index or not first or cue.start < first[0].end
        if clauses[at].opener in ("segment", "strong", "start"):
            return False
    return False


_GRADES: Final = kinds.HEDGE_BRACKET | kinds.HEDGE_BRACKET_ALL | kinds.HEDGE_SENTENCE


def _graded(clause: Clause) -> bool:
    return any(item.kinds & _GRADES for item in clause.aside)
