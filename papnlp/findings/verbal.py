"""The outcome that a verb implies for a pain: its intensity, relief, incidence, frequency."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from papnlp.findings import counting, kinds
from papnlp.findings.clauses import Clause
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.lexicon import Item
from papnlp.findings.motions import Motion
from papnlp.findings.themes import Themes
from papnlp.findings.values import counts_free

_COUNTING: Final = kinds.INCIDENCE_WORD | kinds.INCIDENCE_REPORTED | kinds.INCIDENCE_COUNTED
_BOTH: Final = 2
_GRADING: Final = (
    kinds.DECREASE_VERB
    | kinds.DECREASE_NOUN
    | kinds.INCREASE_VERB
    | kinds.INCREASE_NOUN
    | kinds.BETTER_VERB
    | kinds.WORSE_VERB
)
_BESIDE: Final = 6


def outcome_of_verb(
    knowledge: Knowledge, clause: Clause, motion: Motion | None, themes: Themes
) -> str | None:
    """Return the outcome that the verb of a clause implies for pain.

    Parameters
    ----------
    knowledge : Knowledge
        What is known about outcomes.
    clause : Clause
        The clause.
    motion : Motion or None
        What it says happened.
    themes : Themes
        Whether the study is about prevention.
    """
    verbs = {
        "relieve": knowledge.relief,
        "prevent": knowledge.incidence,
        "respond": knowledge.responders,
    }
    if motion is not None and motion.verb in verbs:
        return verbs[motion.verb]
    if clause.kinds & kinds.INCIDENCE_ATTACKS and _counts(clause, motion):
        return knowledge.frequency
    if _counts(clause, motion) or _tells_how_many(clause, motion, themes):
        return knowledge.incidence
    if motion is not None and motion.efficacy:
        named = clause.kinds & (kinds.MENTION_PAIN_TYPE | kinds.ROLES_ALL_PAINS)
        pains = {i.term.concept for i in clause.all(kinds.MENTION_PAIN_TYPE) if i.term}
        if pains == {knowledge.early_pain}:
            return knowledge.intensity
        return knowledge.incidence if themes.prevention and named else None
    return knowledge.intensity


def _tells_how_many(clause: Clause, motion: Motion | None, themes: Themes) -> bool:
    """Tell whether values, or the aim of the study, say that people with pain are counted."""
    if motion is None:
        return False
    if motion.rule.startswith("values") and counts_free(clause):
        return True
    prevented = themes.prevention and not motion.cue.kinds & kinds.ROLES_GRADED
    compared = motion.cue.kinds & (kinds.DECREASE_COMPARATIVE | kinds.INCREASE_COMPARATIVE)
    return _in_percents(clause, motion) or bool(prevented and compared)


def _counts(clause: Clause, motion: Motion | None) -> bool:
    """Tell whether people with pain are counted.

    Not so in "halved it in a third of patients", and not where a change is what is frequent.
    """
    if motion is not None and motion.cue.kinds & kinds.ROLES_GRADED:
        return False
    end = len(clause.lower)
    if motion is not None and motion.cue.kinds & _GRADING:
        end = motion.cue.end
    return _suffered(clause) or any(
        item.kinds & _COUNTING
        and not (item.start >= end and (_of_whom(item) or item.kinds & kinds.COMPARATIVE))
        for item in clause.items
    )


def _in_percents(clause: Clause, motion: Motion | None) -> bool:
    """Tell whether two percentages are all that is said of a pain: "47% and 70% (P = 0.07)"."""
    if motion is None or not motion.rule.startswith("values"):
        return False
    return len(counting.percents(clause.lower, clause.start, clause.end)) >= _BOTH


def _suffered(clause: Clause) -> bool:
    """Tell whether pain is what a number of people had: "41 of 83 reported phantom pain"."""
    if not clause.kinds & kinds.INCIDENCE_HAD:
        return False
    return any(
        had.kinds & kinds.INCIDENCE_HAD
        and not _WHOSE.search(clause.lower, max(had.start - _NEAR, 0), had.start)
        and pain.kinds & kinds.MENTION_PAIN_TYPE
        and pain.start - had.end <= _BESIDE
        for had, pain in pairwise(clause.items)
    ) and counting.counts_people(clause.lower, clause.start, clause.end)


_WHOSE: Final = re.compile(r"\bwho (?:also |still |already )?$|同时$|[还另]$")
_NEAR: Final = 16


def _of_whom(item: Item) -> bool:
    return item.text.startswith(("of ", "patients", "number of"))
