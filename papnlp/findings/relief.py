"""Relief that is provided, that lasts, or that a number of people had."""

from __future__ import annotations

from typing import Final

from papnlp.findings import counting, kinds, testing
from papnlp.findings.clauses import Clause
from papnlp.findings.harms import denial_of
from papnlp.findings.lexicon import Item
from papnlp.findings.motions import BETTER, NONE, WORSE, Motion
from papnlp.findings.predicates import is_negated
from papnlp.findings.values import ARMED

_PAIR: Final = 2


def judge_provision(clause: Clause) -> Motion | None:
    """Judge a clause in which something provides relief, or a number of people had it."""
    outcome = clause.find(kinds.MENTION_RELIEF)
    if outcome is None:
        return None
    counted = counting.counts_people(clause.lower, clause.start, clause.end)
    told = _lasting(clause, outcome) or _shared(clause, outcome)
    if told is not None:
        return told
    if len(counting.told_percents(clause.lower, clause.start, clause.end)) > _PAIR:
        return None
    given = clause.find(kinds.PROVIDE_VERB) or (
        clause.find(kinds.INCIDENCE_HAD) if counted else None
    )
    if given is None and _stands_alone(clause):
        none = denial_of(clause, outcome.start) is not None
        return Motion(NONE if none else BETTER, outcome, "relief.counted")
    passive = given is not None and given.kinds & kinds.PROVIDE_VERB and counted
    if given is None or (outcome.start < given.end and not passive):
        return None
    none = is_negated(clause.items, given) or denial_of(clause, outcome.start) is not None
    return Motion(NONE if none else BETTER, given, "provide.relief")


def _lasting(clause: Clause, outcome: Item) -> Motion | None:
    """Judge relief that lasts: "pain relief persisted for a year"."""
    lasting = clause.find(kinds.PROVIDE_LASTING)
    if lasting is None or outcome.end > lasting.start:
        return None
    none = is_negated(clause.items, lasting)
    return Motion(NONE if none else BETTER, lasting, "relief.lasting")


def _shared(clause: Clause, outcome: Item) -> Motion | None:
    """Judge relief that two arms in order had: "in 27 (68%) and 17 (45%), respectively (P=.04)"."""
    lower, start, end = clause.lower, clause.start, clause.end
    told = testing.significance(lower, start, end).p
    shares = counting.told_percents(lower, start, end)
    if told is None or len(shares) != _PAIR or not clause.kinds & kinds.VALUE_ORDER:
        return None
    kind = (BETTER if shares[0] > shares[1] else WORSE) if told else NONE
    return Motion(kind, outcome, "relief.counted", comparative=True, significant=told)


def _stands_alone(clause: Clause) -> bool:
    """Tell whether a clause only says how many had relief: "relief in 9 of 11", "总有效率91.7%"."""
    one_arm = len(clause.all(ARMED)) <= 1 and not clause.kinds & kinds.COMPARATOR_BEFORE
    said = clause.kinds & (kinds.STRONG | kinds.EFFECT | kinds.ARMS_BOTH)
    return one_arm and not said and counting.counts_people(clause.lower, clause.start, clause.end)


def relieved_before(clause: Clause, cue: Item) -> Item | None:
    """Return the relief of those before a remainder: "9例疼痛缓解>50%,1例无效"."""
    lower, relief = clause.lower, clause.find(kinds.MENTION_RELIEF)
    if relief is None or relief.end > cue.start:
        return None
    counted = counting.counts_people(lower, clause.start, relief.start)
    return relief if counted and counting.counts_beside(lower, cue.start, cue.end) else None
