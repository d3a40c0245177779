"""Harms that are denied, caused or frequent."""

from __future__ import annotations

from itertools import chain, pairwise
from typing import Final

from papnlp.findings import counting, kinds, testing
from papnlp.findings.clauses import Clause
from papnlp.findings.lexicon import Item
from papnlp.findings.motions import BETTER, DOWN, NONE, UNNAMED_HARM, UP, WORSE, Motion
from papnlp.findings.predicates import is_negated
from papnlp.findings.targets import Target
from papnlp.findings.values import compare, plain

_MEASURING: Final = (kinds.CHANGE | kinds.SAME | kinds.DIFFER) & ~kinds.WORSE_VERB


def judge_harms(clause: Clause, lower: str) -> Motion | None:
    """Judge a clause that speaks of harms without comparing or measuring them."""
    if not clause.kinds & kinds.HARM:
        return _unnamed(clause, lower)
    harms = clause.all(kinds.HARM)
    stopped = _stopped(clause, harms)
    if stopped is not None:
        return Motion(WORSE, stopped, "harm.stopped", safe=True)
    if _is_measured(clause, harms) or _is_withheld(clause, harms) or _is_excepted(clause):
        return None
    return _denial(clause, harms, lower) or _occurrence(clause, harms, lower)


def _is_measured(clause: Clause, harms: list[Item]) -> bool:
    """Tell whether a change is told, other than that harms just named went away again."""
    if not clause.kinds & _MEASURING:
        return False
    named = clause.kinds & (kinds.MENTION_PAIN_TYPE | kinds.MENTION_RELIEF | kinds.ROLES_PAIN)
    last = harms[-1].end
    return bool(named) or any(
        not item.kinds & kinds.HARM_PASSED or item.start < last for item in clause.all(_MEASURING)
    )


def _unnamed(clause: Clause, lower: str) -> Motion | None:
    """Judge something mild that people report: "transient heaviness was noted by four"."""
    few, told = clause.find(kinds.HARM_FEW), clause.find(_TOLD)
    if few is None or told is None or clause.kinds & _NAMED:
        return None
    found = counting.counts(lower, clause.start, clause.end)
    if not found or found[0] < _SEVERAL:
        return None
    denied = _denied_after(clause, few.start)
    return Motion(WORSE, few, UNNAMED_HARM, comparative=denied, safe=True)


def _is_withheld(clause: Clause, harms: list[Item]) -> bool:
    """Tell whether harms came to those who had not been treated: "not given X, four had nausea"."""
    for item, after in pairwise(clause.items):
        if not item.kinds & kinds.NEGATION_BEFORE or item.start > harms[-1].start:
            continue
        given = after.kinds & kinds.ARMS_RECEIVE and after.start - item.end <= 1
        passive = after.kinds & kinds.MENTION_INTERVENTION and item.text.endswith("not")
        if given or passive:
            return True
    return False


def _is_excepted(clause: Clause) -> bool:
    """Tell whether harms are only what a denial leaves out: "除3例皮肤刺激外,未发生不良事件"."""
    text = clause.lower[clause.start : clause.end].strip(" ,")
    return text.startswith(_EXCEPT) and text.endswith(_OUTSIDE)


_EXCEPT: Final = "除"
_OUTSIDE: Final = ("外", "以外", "之外")


def _denial(clause: Clause, harms: list[Item], lower: str) -> Motion | None:
    """Judge harms, or more of them, that are said not to have come."""
    for harm in harms:
        denied = denial_of(clause, harm.start)
        others = denied is not None and denied.start > harms[0].start
        if (
            others
            and len(clause.all(_ARMED)) > 1
            and counting.counts(lower, clause.start, harm.start)
        ):
            continue
        if denied is not None and _is_extra(clause, denied, harm):
            return Motion(NONE, denied, "harm.same", comparative=True, safe=True)
        denied = denied or _absent(clause, harm)
        if denied is not None:
            return Motion(BETTER, denied, "harm.none", safe=True)
    return None


def _absent(clause: Clause, harm: Item) -> Item | None:
    """Return what says that a harm did not come, behind it: "dizziness was not observed"."""
    after = [item for item in clause.items if item.start >= harm.end]
    for item, follows in zip(after, [*after[1:], None], strict=False):
        if item.kinds & kinds.NEGATION_AFTER:
            suffered = counting.counts(clause.lower, harm.end, item.start)
            return None if suffered else item
        if item.kinds & kinds.NEGATION_BEFORE and follows is not None:
            occurs = follows.kinds & kinds.HARM_OCCUR and follows.start - item.end <= 1
            return item if occurs else None
        if item.kinds & (kinds.BOUNDARY_STRONG | kinds.BOUNDARY_MIDDLE | kinds.HARM_OCCUR):
            return None
    return None


def _occurrence(clause: Clause, harms: list[Item], lower: str) -> Motion | None:
    """Judge harms that are said to have come: caused, counted, frequent, mild."""
    caused = _caused(clause, harms)
    if caused is not None:
        return caused
    listed = _lists(clause, harms)
    if listed is not None:
        told = (counting.numbers(lower, *part) for part in plain(lower, listed.end, clause.end))
        enough = sum(chain.from_iterable(told)) >= _SEVERAL
        return Motion(WORSE, listed, "harm.count", safe=True) if enough else None
    found = counting.counts(lower, clause.start, clause.end)
    if found and (_is_suffered(clause, harms) or _is_tested(clause, found, lower)):
        return _counted(
            clause, harms[0], found, lower, denied=_denied_after(clause, harms[-1].start)
        )
    return _manner(clause, harms, lower)


def _manner(clause: Clause, harms: list[Item], lower: str) -> Motion | None:
    """Judge harms by the share of people that had them, or by words: frequent, mild."""
    if _is_suffered(clause, harms) and _is_share(clause, lower):
        return Motion(WORSE, harms[0], "harm.count", safe=True)
    only = _only(clause)
    if only is not None:
        return Motion(BETTER, only, "harm.few", safe=True)
    many, few = clause.find(kinds.HARM_MANY), clause.find(kinds.HARM_FEW)
    if many is not None and few is not None and many.end <= harms[0].start < few.start:
        return Motion(BETTER, few, "harm.few", safe=True)
    cues = ((clause.find(mask), kind, rule) for mask, kind, rule in _MANNERS)
    return next((Motion(kind, cue, rule, safe=True) for cue, kind, rule in cues if cue), None)


def _lists(clause: Clause, harms: list[Item]) -> Item | None:
    """Return what opens a list of the harms of one arm: "complications comprised two falls"."""
    listed = clause.find(kinds.HARM_LISTED)
    if listed is None or not harms[0].kinds & kinds.HARM_EVENT or harms[0].end > listed.start:
        return None
    arms = clause.all(_ARMED)
    return listed if len(arms) <= 1 and all(arm.end <= listed.start for arm in arms) else None


def _caused(clause: Clause, harms: list[Item]) -> Motion | None:
    """Judge harms that are said to be caused, or the price of something."""
    caused = clause.find(kinds.HARM_CAUSED | kinds.HARM_REASON)
    if caused is not None and caused.start < harms[-1].start:
        few = clause.find(kinds.HARM_FEW)
        if few is not None and few.start < caused.start:
            return Motion(BETTER, few, "harm.few", safe=True)
        return Motion(WORSE, caused, "harm.caused", safe=True)
    price = clause.find(kinds.HARM_PRICE)
    if price is not None and price.start >= harms[0].end:
        return Motion(WORSE, price, "harm.caused", safe=True)
    return None


def _only(clause: Clause) -> Item | None:
    """Return what says that harms were no more than some: "were limited to mild nausea"."""
    for item, after in pairwise(clause.items):
        if item.kinds & kinds.HARM_LOCATED and after.start - item.end <= _CAUSE:
            few = after.kinds & (kinds.HARM_FEW | kinds.HARM) and not after.kinds & _ARMED
            return item if few else None
    return None


def _counted(
    clause: Clause, harm: Item, found: list[int], lower: str, *, denied: bool
) -> Motion | None:
    """Judge a harm that a number of people had: of one arm, or of two with their values."""
    told = testing.significance(lower, clause.start, clause.end).p
    two = len(found) > 1 and (len(clause.all(_ARMED)) > 1 or told is not None)
    if two and not denied:
        higher = compare(clause, lower)
        if told is False or (higher == DOWN and told):
            kind = BETTER if told else NONE
            return Motion(kind, harm, "harm.values", comparative=True, safe=True)
        if higher == DOWN:
            return None
        if told and higher == UP:
            return Motion(WORSE, harm, "harm.values", comparative=True, safe=True)
    if (sum(found) if not two else found[0]) < _SEVERAL:
        return None
    return Motion(WORSE, harm, "harm.count", comparative=two or denied, safe=True)


def _stopped(clause: Clause, harms: list[Item]) -> Item | None:
    """Return what ended a treatment because of a harm: "had to be removed because of infection"."""
    stopped, due = clause.find(kinds.HARM_STOPPED), clause.find(kinds.HARM_DUE)
    if stopped is None or due is None or is_negated(clause.items, stopped):
        return None
    caused = any(0 <= harm.start - due.end <= _CAUSE for harm in harms)
    return stopped if caused else None


_CAUSE: Final = 24


def _is_extra(clause: Clause, denied: Item, harm: Item) -> bool:
    """Tell whether it is only more harms that are denied: "without added morbidity"."""
    return any(
        item.kinds & kinds.HARM_EXTRA and denied.end <= item.start < harm.start
        for item in clause.items
    )


def _denied_after(clause: Clause, position: int) -> bool:
    """Tell whether a negation follows: "in five on X and in none on Y"."""
    return any(item.start > position for item in clause.all(_DENYING))


def _is_tested(clause: Clause, found: list[int], lower: str) -> bool:
    """Tell whether the counts of two arms have a test: "6 after A, 4 after B (P = 0.7)"."""
    told = testing.significance(lower, clause.start, clause.end).p
    return len(found) == _PAIR == len(clause.all(_ARMED)) and told is not None


def _is_suffered(clause: Clause, harms: list[Item]) -> bool:
    """Tell whether particular harms are said to have come to people."""
    if not any(harm.kinds & kinds.HARM_WORD for harm in harms):
        return False
    return bool(
        clause.kinds
        & (kinds.HARM_FELT | kinds.HARM_OCCUR | kinds.INCIDENCE_REPORTED | kinds.INCIDENCE_WORD)
    )


def _is_share(clause: Clause, lower: str) -> bool:
    """Tell whether harms came to one share of the people of one arm: "62% had dry mouth"."""
    told = counting.told_percents(lower, clause.start, clause.end)
    one = len(told) == 1 and len(clause.all(_ARMED)) <= 1 and not clause.kinds & kinds.HARM_FEW
    return one and told[0] >= _SHARE


_TOLD: Final = kinds.HARM_OCCUR | kinds.INCIDENCE_REPORTED | kinds.INCIDENCE_WORD
_NAMED: Final = (
    kinds.MENTION_OUTCOME
    | kinds.MENTION_PAIN_TYPE
    | kinds.MENTION_RELIEF
    | kinds.ROLES_PAIN
    | kinds.STRONG
    | kinds.EFFECT
)
_DENYING: Final = kinds.NEGATION_BEFORE | kinds.NEGATION_AFTER
_ARMED: Final = kinds.MENTION_INTERVENTION | kinds.ARMS
_SEVERAL: Final = 3
_SHARE: Final = 10
_PAIR: Final = 2
_MANNERS: Final = (
    (kinds.HARM_LOCATED, WORSE, "harm.located"),
    (kinds.HARM_MANY, WORSE, "harm.many"),
    (kinds.HARM_FEW, BETTER, "harm.few"),
)


def is_exemplar(clause: Clause, target: Target) -> bool:
    """Tell whether a pain is only an example of a harm: "灼痛、肿胀等不良事件"."""
    harm = clause.find(kinds.HARM_EVENT)
    return (
        harm is not None
        and target.bare
        and bool(target.pains)
        and clause.lower.startswith(_SUCH_AS, harm.start - 1)
        and all(clause.start <= slot.start < harm.start for _, slot in target.pains)
    )


_SUCH_AS: Final = "等"


def denial_of(clause: Clause, position: int) -> Item | None:
    """Return the negation that denies the noun at a position."""
    found = None
    for item in clause.items:
        if item.start >= position:
            break
        if item.kinds & (kinds.NEGATION_BEFORE):
            found = item
        elif item.kinds & (kinds.BOUNDARY_STRONG | kinds.BOUNDARY_MIDDLE | kinds.EFFECT):
            found = None
    return found
