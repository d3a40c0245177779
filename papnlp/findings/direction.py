"""What a clause says happened: motion of a quantity, sameness, conflict."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from papnlp.findings import counting, kinds, numbers, testing
from papnlp.findings.clauses import Clause
from papnlp.findings.lexicon import Item
from papnlp.findings.motions import BETTER, DOWN, MIXED, NONE, OPPOSITE, UNCLEAR, UP, WORSE, Motion
from papnlp.findings.predicates import is_negated
from papnlp.findings.relief import relieved_before
from papnlp.findings.values import (
    ARMED,
    compare,
    counts_free,
    differs_aside,
    sets_against,
)

_MOTIONS: Final = {
    "decrease": DOWN,
    "increase": UP,
    "better": BETTER,
    "worse": WORSE,
    "relieve": BETTER,
    "prevent": BETTER,
}
_EFFICACY: Final = (
    kinds.BETTER_ADJECTIVE
    | kinds.BETTER_COMPARATIVE
    | kinds.BETTER_COMPARATIVE_TO
    | kinds.WORSE_COMPARATIVE
    | kinds.WORSE_COMPARATIVE_TO
    | kinds.WORSE_ADJECTIVE
    | kinds.SAME_ADJECTIVE
    | kinds.SAME_PREDICATE_TO
    | kinds.PREVENT_ADJECTIVE
)


_AIMS: Final = kinds.RELIEVE_VERB | kinds.RELIEVE_NOUN | kinds.PREVENT_VERB
_ACTING: Final = _AIMS | kinds.DECREASE_VERB
_FAMILIES: Final = tuple(
    (name, kinds.family(name))
    for name in ("prevent", "relieve", "decrease", "increase", "better", "worse")
)


def _family(item: Item) -> str:
    return next(name for name, mask in _FAMILIES if item.kinds & mask)


def _verb(item: Item) -> str:
    """Return what kind of verb acts on pain: relieve, prevent, or merely change."""
    if item.kinds & kinds.PREVENT_AIM:
        return "prevent"
    return _family(item) if item.kinds & _AIMS else "change"


def judge(clause: Clause, lower: str, *, ignoring_p: bool = False) -> Motion | None:
    """Return what a clause says happened, or None where it says nothing.

    Parameters
    ----------
    clause : Clause
        The clause with its items.
    lower : str
        Lower-cased normalised text.
    ignoring_p : bool
        Let words alone decide.
    """
    significance = testing.significance(lower, clause.start, clause.end)
    motion = _spoken(clause, lower, significance)
    if motion is None or motion.alike is not None or ignoring_p:
        return motion
    if motion.kind in (DOWN, UP, BETTER, WORSE) and not motion.safe:
        hint = clause.find(kinds.SIGNIFICANCE_HINT) is not None
        null = (
            significance.p is False
            or (significance.p is None and significance.interval is True)
            or clause.find(kinds.SIGNIFICANCE_NULL) is not None
            or any(item.kinds & kinds.SIGNIFICANCE_NO for item in clause.aside)
        )
        if null or (hint and significance.p is not True):
            open_still = hint and (significance.p is None or significance.interval is True)
            return replace(
                motion,
                kind=UNCLEAR if open_still else NONE,
                rule=motion.rule + ".p",
                comparative=True,
                hint=open_still,
            )
    if not motion.safe and sets_against(clause, motion, lower):
        motion = replace(motion, comparative=True)
    told = significance.p or (significance.interval is False and differs_aside(clause))
    return replace(motion, significant=True) if told else motion


def _spoken(clause: Clause, lower: str, significance: testing.Significance) -> Motion | None:
    """Return what the words say, the strongest first."""
    if clause.kinds & _WORDED:
        motion = (
            _responding(clause, lower)
            or _mixed(clause)
            or _same(clause)
            or _insignificant(clause)
            or _changed(clause, lower)
        )
        if motion is not None:
            return motion
        differ = clause.find(kinds.DIFFER)
        if differ is not None:
            return _differing(clause, differ, lower, significance)
        motion = _tolerated(clause) or _without_effect(clause)
        if motion is not None:
            return motion
    return _by_values(clause, lower, significance)


def _responding(clause: Clause, lower: str) -> Motion | None:
    """Judge people counted whose pain fell by some share: "a fall of 50% or more in 12 of 20"."""
    cue = clause.find(kinds.DECREASE_NOUN | kinds.DECREASE_VERB | kinds.RELIEVE_VERB)
    if cue is None or clause.kinds & (kinds.MENTION_RELIEF | kinds.NEGATION_BEFORE):
        return None
    if not counting.counts_responders(lower, clause.start, clause.end):
        return None
    two = len(clause.all(ARMED)) >= _PAIR or numbers.pair(lower, clause.start, clause.end)
    told = compare(clause, lower) if two else UP
    if told is None:
        return None
    kind = BETTER if told == UP else WORSE
    verb = "relieve" if cue.kinds & kinds.RELIEVE_VERB else "respond"
    return Motion(kind, cue, "responders", comparative=bool(two), verb=verb)


_GOING: Final = kinds.CHANGE & ~kinds.COMPARATIVE
_WORDED: Final = kinds.STRONG | kinds.EFFECT


def _mixed(clause: Clause) -> Motion | None:
    cue = clause.find(kinds.MIXED_PREDICATE)
    if cue is not None and not is_negated(clause.items, cue):
        return Motion(MIXED, cue, "mixed", efficacy=True)
    cue = clause.find(kinds.MIXED_OPEN)
    return None if cue is None else Motion(UNCLEAR, cue, "unclear", efficacy=True)


def _same(clause: Clause) -> Motion | None:
    cue = clause.find(kinds.SAME)
    if cue is not None and cue.kinds & kinds.SAME_LEVEL and is_negated(clause.items, cue):
        return None
    if cue is None or (cue.kinds & kinds.SAME_MANNER and clause.kinds & _GOING):
        return None
    favoured = clause.find(kinds.BETTER_FAVOUR)
    if favoured is not None and favoured.start > cue.start and cue.kinds & kinds.SAME_PREDICATE:
        return None
    relief = relieved_before(clause, cue)
    if relief is not None:
        return Motion(BETTER, relief, "relief.counted")
    state = cue.kinds & (kinds.SAME_ADJECTIVE | kinds.SAME_LEVEL | kinds.SAME_STATE)
    rule = "same.level" if cue.kinds & kinds.SAME_LEVEL else "same"
    aim = clause.find(_ACTING)
    return Motion(
        NONE,
        cue,
        rule,
        comparative=not state or _loses_difference(clause, cue),
        efficacy=bool(cue.kinds & _EFFICACY) and aim is None,
        verb="change" if aim is None else _verb(aim),
    )


def _loses_difference(clause: Clause, cue: Item) -> bool:
    """Tell whether it is the groups that came level: "the groups no longer differed"."""
    between = kinds.ARMS_BETWEEN | kinds.ARMS_BOTH | kinds.DIFFER_NOUN
    return bool(cue.kinds & kinds.SAME_LEVEL and clause.kinds & between)


def _insignificant(clause: Clause) -> Motion | None:
    cue = clause.find(kinds.SIGNIFICANCE_NO)
    return None if cue is None else Motion(NONE, cue, "significance.none", comparative=True)


def _tolerated(clause: Clause) -> Motion | None:
    cue = clause.find(kinds.HARM_NONE)
    if cue is None:
        return None
    kind = WORSE if is_negated(clause.items, cue) else BETTER
    return Motion(kind, cue, "harm.tolerated", safe=True)


def _without_effect(clause: Clause) -> Motion | None:
    cue = clause.find(kinds.EFFECT)
    if cue is None or not _denied(clause, cue):
        return None
    return Motion(NONE, cue, "effect.none", efficacy=not cue.kinds & kinds.EFFECT_VERB)


def _changed(clause: Clause, lower: str) -> Motion | None:
    changes = clause.all(kinds.CHANGE)
    if not changes:
        return None
    magnitude = next((item for item in changes if item.kinds & kinds.MAGNITUDE), None)
    bases = [item for item in changes if not item.kinds & kinds.MAGNITUDE]
    base = next((item for item in bases if not item.kinds & kinds.BETTER_ADJECTIVE), None)
    base = base or (bases[0] if bases else None)
    cue = base or changes[0]
    if base is None and _sizes_difference(clause, cue):
        return None
    family = _family(cue)
    kind = _MOTIONS[family]
    graded = base is not None and magnitude is not None
    if graded and magnitude is not None and magnitude.kinds & _SMALLER:
        kind = OPPOSITE[kind]
    if cue.kinds & _WANING and _wanes(clause, cue):
        return Motion(NONE, cue, "same.level", efficacy=True)
    gone = _gone(changes)
    if gone is not None:
        return Motion(NONE, gone, "same.level", efficacy=True)
    comparative = bool(graded or cue.kinds & kinds.COMPARATIVE or clause.kinds & _COMPARATOR)
    freed = kind in (UP, DOWN) and counts_free(clause, cue)
    if freed:
        kind = BETTER if kind == UP else WORSE
    elif _denied(clause, cue) or (magnitude and is_negated(clause.items, magnitude)):
        kind = NONE
    if kind in (DOWN, BETTER) and counting.is_minority(lower, clause.start, clause.end):
        kind = NONE
    aim = cue if cue.kinds & _ACTING else None
    aim = aim or next((item for item in changes if item.kinds & _ACTING), None)
    if aim is None and cue.kinds & kinds.BETTER_ADJECTIVE:
        aim = _prevention(clause, cue)
    return Motion(
        kind,
        cue,
        ("comparison." if comparative else "change.") + family,
        comparative,
        efficacy=bool(cue.kinds & _EFFICACY) and aim is None,
        verb="change" if aim is None else _verb(aim),
        alike=clause.find(kinds.SAME_MANNER),
    )


def _sizes_difference(clause: Clause, cue: Item) -> bool:
    """Tell whether only the size of a difference is told: "in men the difference was smaller"."""
    if clause.kinds & (ARMED | kinds.COMPARATOR_BEFORE):
        return False
    differ = clause.find(kinds.DIFFER_NOUN)
    return differ is not None and differ.end <= cue.start


def _prevention(clause: Clause, cue: Item) -> Item | None:
    """Return what says that a merit is one in prevention: "promising for the prevention of"."""
    items = clause.items
    for index, item in enumerate(items):
        if item.kinds & kinds.PREVENT_AIM and item.start > cue.start:
            for after in items[index + 1 : index + _LEADING]:
                if after.kinds & kinds.MENTION_PAIN_TYPE:
                    return item
                if not after.kinds & (kinds.ROLES_CONDITION | kinds.ARMS_BARE):
                    return None
            return None
    return None


_LEADING: Final = 4


def _denied(clause: Clause, cue: Item) -> bool:
    """Tell whether a change is denied, before its word or after: "lowered neither X nor Y"."""
    if is_negated(clause.items, cue):
        return True
    return any(
        item.kinds & kinds.NEGATION_BEFORE
        and (item.kinds & kinds.ARMS_BARE or item.text.startswith(_NONE_OF))
        for item in clause.items
        if 0 <= item.start - cue.end <= 1
    )


def _wanes(clause: Clause, cue: Item) -> bool:
    """Tell whether it is an effect that decreases: "the effect declined"."""
    effect = None
    fades = cue.kinds & kinds.LOST_FADES
    for item in clause.items:
        if item.start >= cue.start:
            break
        if item.kinds & (kinds.EFFECT_NOUN | kinds.ROLES_EFFICACY) or (
            fades and item.kinds & kinds.MENTION_RELIEF
        ):
            effect = item
        elif item.kinds & (kinds.MENTION_OUTCOME | kinds.PROVIDE_VERB | kinds.EFFECT_VERB):
            effect = None
    after = any(item.kinds & _MEASURED and item.start > cue.start for item in clause.items)
    return effect is not None and not after


def _gone(changes: list[Item]) -> Item | None:
    """Return what says that an advantage is no more: "the advantage of A disappeared"."""
    if not changes[0].kinds & _MERIT:
        return None
    return next((item for item in changes[1:] if item.kinds & kinds.LOST_GONE), None)


_MERIT: Final = kinds.BETTER_FAVOUR | kinds.BETTER_NOUN | kinds.LOST_MERIT
_MEASURED: Final = kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE | kinds.ROLES_PAIN
_WANING: Final = kinds.DECREASE_VERB | kinds.RELIEVE_VERB
_SMALLER: Final = kinds.DECREASE_COMPARATIVE | kinds.DECREASE_COMPARATIVE_TO
_COMPARATOR: Final = kinds.COMPARATOR_BEFORE | kinds.COMPARATOR_AFTER


def _differing(
    clause: Clause, differ: Item, lower: str, significance: testing.Significance
) -> Motion | None:
    if is_negated(clause.items, differ):
        return Motion(NONE, differ, "differ.none", comparative=True)
    valued = _by_difference(clause, differ, lower, significance)
    if valued is not None:
        return valued
    if significance.p is False or (significance.p is None and significance.interval):
        return Motion(NONE, differ, "differ.p", comparative=True)
    course = numbers.before_after(lower, clause.start, clause.end)
    if course is not None and course[0] != course[1]:
        return Motion(UP if course[1] > course[0] else DOWN, differ, "differ.course")
    kind = compare(clause, lower)
    return None if kind is None else Motion(kind, differ, "differ.values", comparative=True)


def _by_difference(
    clause: Clause, differ: Item, lower: str, significance: testing.Significance
) -> Motion | None:
    """Judge a difference that is given with its sign: "the difference from sham was -1.9 (...)".

    Without a sign it says which is greater only where it says from what it is taken.
    """
    if not differ.kinds & kinds.DIFFER_NOUN:
        return None
    value = numbers.signed(lower, differ.end, clause.end)
    sides = testing.sides_of_null(lower, differ.end, clause.end)
    told = significance.p or (significance.p is None and significance.interval is False)
    if value is None or not (told or any(sides)):
        return None
    if not told:
        value = float(next(filter(None, sides)))
    if value >= 0 and not (value and differ.kinds & kinds.COMPARATOR_BEFORE):
        return None
    return Motion(UP if value > 0 else DOWN, differ, "differ.signed", comparative=True)


def _by_values(clause: Clause, lower: str, significance: testing.Significance) -> Motion | None:
    decided = significance.p
    course = None if decided is False else numbers.before_after(lower, clause.start, clause.end)
    if decided and course is None and len(clause.all(ARMED)) < _PAIR:
        course = numbers.since_start(lower, clause.start, clause.end)
    if course is not None and course[0] != course[1] and not clause.kinds & kinds.COMPARATIVE:
        cue = clause.find(kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE)
        moved = UP if course[1] > course[0] else DOWN
        return None if cue is None else Motion(moved, cue, "values.course")
    if decided is None and significance.interval is not None:
        decided = not significance.interval
    if decided is None:
        return _plainly(clause, lower)
    cue = next((item for item in clause.items if item.term is not None), None)
    cue = cue or clause.find(kinds.HARM | kinds.CLAIM_PRIMARY)
    if cue is None:
        return None
    if not decided:
        return Motion(NONE, cue, "values.p", comparative=True)
    kind = compare(clause, lower)
    if kind is not None and counts_free(clause):
        kind = BETTER if kind == UP else WORSE
    return None if kind is None else Motion(kind, cue, "values.p", comparative=True)


def _plainly(clause: Clause, lower: str) -> Motion | None:
    """Judge values of two arms that no test is given for, where they are far apart.

    What the next sentence says of a test is left to it.
    """
    if _TESTED.search(lower, clause.end, clause.end + _NEXT):
        return None
    cue = clause.find(kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE)
    set_apart = clause.kinds & (kinds.COMPARATOR_BEFORE | kinds.VALUE_ORDER)
    set_apart = set_apart or len(clause.all(kinds.VALUE_COPULA)) == _PAIR
    if cue is None or not set_apart or len(clause.all(ARMED)) != _PAIR:
        return None
    kind = compare(clause, lower, apart=_APART)
    if kind is not None and counts_free(clause):
        kind = BETTER if kind == UP else WORSE
    return None if kind is None else Motion(kind, cue, "values.plain", comparative=True)


_APART: Final = 1.3
_NEXT: Final = 160
_TESTED: Final = re.compile(r"\bp\s?[<=>≤≥]|\bsignifican|\bdifferen|差异|差别")
_NONE_OF: Final = ("none", "neither")
_PAIR: Final = 2
