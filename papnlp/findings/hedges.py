"""How certain a claim is, by the scope of its hedges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from papnlp.findings import kinds
from papnlp.findings.clauses import Clause

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
    if clause.find(kinds.HEDGE_CLAUSE) is not None or _graded(clause):
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


def _graded(clause: Clause) -> bool:
    return any(
        item.kinds & (kinds.HEDGE_BRACKET | kinds.HEDGE_BRACKET_ALL) for item in clause.aside
    )
