"""Harms that are denied, caused or frequent; and what is provided."""

from __future__ import annotations

from typing import Final

from papnlp.findings import kinds
from papnlp.findings.clauses import Clause, is_negated
from papnlp.findings.direction import BETTER, NONE, WORSE, Motion
from papnlp.findings.lexicon import Item

_MEASURING: Final = (kinds.CHANGE | kinds.SAME | kinds.DIFFER) & ~kinds.WORSE_VERB


def judge_harms(clause: Clause) -> Motion | None:
    """Judge a clause that speaks of harms without comparing or measuring them."""
    if not clause.kinds & kinds.HARM or clause.kinds & _MEASURING:
        return None
    harms = clause.all(kinds.HARM)
    for harm in harms:
        denied = _denied(clause, harm.start)
        if denied is not None:
            return Motion(BETTER, denied, "harm.none", safe=True)
    caused = clause.find(kinds.HARM_CAUSED | kinds.HARM_REASON)
    if caused is not None and caused.start < harms[-1].start:
        return Motion(WORSE, caused, "harm.caused", safe=True)
    for mask, kind, rule in _MANNERS:
        cue = clause.find(mask)
        if cue is not None:
            return Motion(kind, cue, rule, safe=True)
    return None


_MANNERS: Final = (
    (kinds.HARM_LOCATED, WORSE, "harm.located"),
    (kinds.HARM_MANY, WORSE, "harm.many"),
    (kinds.HARM_FEW, BETTER, "harm.few"),
)


def judge_provision(clause: Clause, relief: str) -> Motion | None:
    """Judge a clause in which something provides relief.

    Parameters
    ----------
    clause : Clause
        The clause.
    relief : str
        Id of the outcome "pain relief".
    """
    given = clause.find(kinds.PROVIDE_VERB)
    outcome = clause.find(kinds.MENTION_OUTCOME)
    if given is None or outcome is None or outcome.term is None:
        return None
    if outcome.start < given.end or outcome.term.concept != relief:
        return None
    kind = NONE if is_negated(clause.items, given) else BETTER
    return Motion(kind, given, "provide.relief")


def _denied(clause: Clause, position: int) -> Item | None:
    """Return the negation that denies the noun at a position."""
    found = None
    for item in clause.items:
        if item.start >= position:
            break
        if item.kinds & (kinds.NEGATION_BEFORE):
            found = item
        elif item.kinds & (kinds.BOUNDARY_STRONG | kinds.BOUNDARY_MIDDLE):
            found = None
    return found
