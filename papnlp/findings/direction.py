"""What a clause says happened: motion of a quantity, sameness, conflict."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from papnlp.findings import kinds, numbers
from papnlp.findings.clauses import Clause, is_negated
from papnlp.findings.lexicon import Item

DOWN, UP, BETTER, WORSE = "down", "up", "better", "worse"
NONE, MIXED, UNCLEAR = "none", "mixed", "unclear"
_OPPOSITE: Final = {DOWN: UP, UP: DOWN, BETTER: WORSE, WORSE: BETTER}
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


@dataclass(frozen=True, slots=True)
class Motion:
    """What happened in a clause.

    Attributes
    ----------
    kind : str
        ``down``, ``up``, ``better``, ``worse``, ``none``, ``mixed``, ``unclear``.
    cue : Item
        The words that say so.
    comparative : bool
        One arm is set against another.
    efficacy : bool
        Speaks of an effect at large rather than of a quantity.
    verb : str
        ``relieve``, ``prevent`` or ``change``.
    rule : str
        Name of the rule.
    safe : bool
        Speaks of harms that did not come.
    hint : bool
        An advantage is only hinted at.
    significant : bool
        A p value of the clause says so.
    alike : Item or None
        Words that say that the arms moved alike: "to a similar extent".
    """

    kind: str
    cue: Item
    rule: str
    comparative: bool = False
    efficacy: bool = False
    verb: str = "change"
    safe: bool = False
    hint: bool = False
    significant: bool = False
    alike: Item | None = None


def direction_of(kind: str, valence: str | None) -> str:
    """Return the direction from the patient's side.

    Parameters
    ----------
    kind : str
        Kind of a :class:`Motion`.
    valence : str or None
        Which way the outcome is better: ``lower``, ``higher``.
    """
    if kind == NONE:
        return "no_difference"
    if kind in (MIXED, UNCLEAR):
        return kind
    if kind == BETTER:
        return "improved"
    if kind == WORSE:
        return "worsened"
    if valence not in ("lower", "higher"):
        return "unclear"
    return "improved" if (kind == DOWN) == (valence == "lower") else "worsened"


def change_of(kind: str, valence: str | None) -> str | None:
    """Return what happened to the measured quantity: increase, decrease, none or None."""
    if kind == NONE:
        return "none"
    if kind in (DOWN, UP):
        return "decrease" if kind == DOWN else "increase"
    if kind in (BETTER, WORSE) and valence in ("lower", "higher"):
        return "decrease" if (kind == BETTER) == (valence == "lower") else "increase"
    return None


_AIMS: Final = kinds.RELIEVE_VERB | kinds.RELIEVE_NOUN | kinds.PREVENT_VERB
_ACTING: Final = _AIMS | kinds.DECREASE_VERB
_ARMED: Final = kinds.MENTION_INTERVENTION | kinds.ARMS
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
    significance = numbers.significance(lower, clause.start, clause.end)
    motion = _spoken(clause, lower, significance)
    if motion is None or motion.alike is not None or ignoring_p:
        return motion
    if motion.kind in (DOWN, UP, BETTER, WORSE) and not motion.safe:
        hint = clause.find(kinds.SIGNIFICANCE_HINT) is not None
        null = (
            significance.p is False
            or (significance.p is None and significance.interval is True)
            or clause.find(kinds.SIGNIFICANCE_NULL) is not None
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
    if not motion.safe and _sets_against(clause, motion, lower):
        motion = replace(motion, comparative=True)
    return replace(motion, significant=True) if significance.p else motion


def _sets_against(clause: Clause, motion: Motion, lower: str) -> bool:
    """Tell whether numbers set the one arm of a clause against another: a ratio, "23% vs 25%"."""
    if len(clause.all(_ARMED)) > 1:
        return False
    start, end = clause.start, clause.end
    if motion.kind in (DOWN, UP, BETTER, WORSE) and numbers.compares(lower, start, end):
        return True
    told = motion.rule.startswith(("change", "effect"))
    return (
        told
        and not clause.kinds & kinds.ROLES_BASELINE
        and numbers.sets_percents(lower, start, end)
    )


def _spoken(clause: Clause, lower: str, significance: numbers.Significance) -> Motion | None:
    """Return what the words say, the strongest first."""
    if clause.kinds & _WORDED:
        motion = (
            _mixed(clause) or _same(clause) or _insignificant(clause) or _changed(clause, lower)
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
    state = cue.kinds & (kinds.SAME_ADJECTIVE | kinds.SAME_LEVEL | kinds.SAME_STATE)
    rule = "same.level" if cue.kinds & kinds.SAME_LEVEL else "same"
    aim = clause.find(_ACTING)
    return Motion(
        NONE,
        cue,
        rule,
        comparative=not state,
        efficacy=bool(cue.kinds & _EFFICACY) and aim is None,
        verb="change" if aim is None else _verb(aim),
    )


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
    family = _family(cue)
    kind = _MOTIONS[family]
    graded = base is not None and magnitude is not None
    if graded and magnitude is not None and magnitude.kinds & _SMALLER:
        kind = _OPPOSITE[kind]
    if cue.kinds & _WANING and _wanes(clause, cue):
        return Motion(NONE, cue, "same.level", efficacy=True)
    comparative = bool(graded or cue.kinds & kinds.COMPARATIVE or clause.kinds & _COMPARATOR)
    freed = kind in (UP, DOWN) and _counts_free(clause, cue)
    if freed:
        kind = BETTER if kind == UP else WORSE
    elif _denied(clause, cue) or (magnitude and is_negated(clause.items, magnitude)):
        kind = NONE
    if kind in (DOWN, BETTER) and numbers.is_minority(lower, clause.start, clause.end):
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


def _prevention(clause: Clause, cue: Item) -> Item | None:
    """Return what says that a merit is one in prevention: "promising for the prevention of"."""
    for item, after in pairwise(clause.items):
        if item.kinds & kinds.PREVENT_AIM and item.start > cue.start:
            near = after.kinds & kinds.MENTION_PAIN_TYPE and after.start - item.end <= 1
            return item if near else None
    return None


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


def _counts_free(clause: Clause, cue: Item | None = None) -> bool:
    """Tell whether people without pain are counted, before a word of change if one is given.

    "The proportion free of pain was higher", "pain was absent in 58% and 39%".
    """
    for item, after in pairwise(clause.items):
        if cue is not None and item.start >= cue.start:
            return False
        absent = item.kinds & kinds.INCIDENCE_ABSENT
        if absent and after.kinds & kinds.MENTION_PAIN_TYPE and after.start - item.end <= 1:
            return True
        gone = after.kinds & kinds.INCIDENCE_ABSENT and after.kinds & kinds.INCIDENCE_REPORTED
        if gone and item.kinds & kinds.MENTION_PAIN_TYPE and after.start - item.end <= 1:
            return True
    return False


def _wanes(clause: Clause, cue: Item) -> bool:
    """Tell whether it is an effect that decreases: "the effect declined"."""
    effect = None
    for item in clause.items:
        if item.start >= cue.start:
            break
        if item.kinds & (kinds.EFFECT_NOUN | kinds.ROLES_EFFICACY):
            effect = item
        elif item.kinds & (kinds.MENTION_OUTCOME | kinds.PROVIDE_VERB | kinds.EFFECT_VERB):
            effect = None
    after = any(item.kinds & _MEASURED and item.start > cue.start for item in clause.items)
    return effect is not None and not after


_MEASURED: Final = kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE | kinds.ROLES_PAIN
_WANING: Final = kinds.DECREASE_VERB | kinds.RELIEVE_VERB
_SMALLER: Final = kinds.DECREASE_COMPARATIVE | kinds.DECREASE_COMPARATIVE_TO
_COMPARATOR: Final = kinds.COMPARATOR_BEFORE | kinds.COMPARATOR_AFTER


def _differing(
    clause: Clause, differ: Item, lower: str, significance: numbers.Significance
) -> Motion | None:
    if is_negated(clause.items, differ):
        return Motion(NONE, differ, "differ.none", comparative=True)
    if significance.p is False or (significance.p is None and significance.interval):
        return Motion(NONE, differ, "differ.p", comparative=True)
    course = numbers.before_after(lower, clause.start, clause.end)
    if course is not None and course[0] != course[1]:
        return Motion(UP if course[1] > course[0] else DOWN, differ, "differ.course")
    kind = compare(clause, lower)
    return None if kind is None else Motion(kind, differ, "differ.values", comparative=True)


def _by_values(clause: Clause, lower: str, significance: numbers.Significance) -> Motion | None:
    decided = significance.p
    course = None if decided is False else numbers.before_after(lower, clause.start, clause.end)
    if course is not None and course[0] != course[1] and not clause.kinds & kinds.COMPARATIVE:
        cue = clause.find(kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE)
        moved = UP if course[1] > course[0] else DOWN
        return None if cue is None else Motion(moved, cue, "values.course")
    if decided is None and significance.interval is not None:
        decided = not significance.interval
    if decided is None:
        return None
    cue = next((item for item in clause.items if item.term is not None), None)
    cue = cue or clause.find(kinds.HARM)
    if cue is None:
        return None
    if not decided:
        return Motion(NONE, cue, "values.p", comparative=True)
    kind = compare(clause, lower)
    if kind is not None and _counts_free(clause):
        kind = BETTER if kind == UP else WORSE
    return None if kind is None else Motion(kind, cue, "values.p", comparative=True)


def compare(clause: Clause, lower: str) -> str | None:
    """Compare the first arm's value with the second's.

    Parameters
    ----------
    clause : Clause
        The clause with its items.
    lower : str
        Lower-cased normalised text.

    Returns
    -------
    str or None
        ``up`` where the first is higher, ``down`` where it is lower; None
        where they are equal or the values of two arms are not told apart.
    """
    pair = numbers.shares(lower, clause.start, clause.end) or numbers.pair(
        lower, clause.start, clause.end
    )
    if pair is None:
        arms = [item for item in clause.items if item.kinds & _ARMED]
        found = (
            numbers.values(lower, plain(lower, clause.start, clause.end)) if len(arms) > 1 else []
        )
        if len(found) == _PAIR:
            pair = (found[0], found[1])
        elif len(arms) == _PAIR:
            first, second = arms
            pair = numbers.beside(lower, [(first.start, first.end), (second.start, second.end)])
            counts = numbers.counts(lower, clause.start, clause.end)
            if pair is None and len(counts) == _PAIR:
                pair = (float(counts[0]), float(counts[1]))
        pair = pair or _ordered(clause, lower)
        if pair is None:
            return None
    if pair[0] == pair[1]:
        return None
    return UP if pair[0] > pair[1] else DOWN


def _ordered(clause: Clause, lower: str) -> tuple[float, float] | None:
    """Return the two values that a clause gives in the order of the arms: "respectively"."""
    if not clause.kinds & kinds.VALUE_ORDER:
        return None
    found = numbers.percents(lower, clause.start, clause.end)
    if len(found) != _PAIR:
        found = numbers.values(lower, plain(lower, clause.start, clause.end))
    return (found[0], found[1]) if len(found) == _PAIR else None


def plain(lower: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the parts of a stretch of text that are outside brackets.

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    spans = []
    depth, begin = 0, start
    for match in _BRACKET.finditer(lower, start, end):
        if match.group() in "([":
            if depth == 0:
                spans.append((begin, match.start()))
            depth += 1
        elif depth:
            depth -= 1
            begin = match.end()
    if depth == 0:
        spans.append((begin, end))
    return spans


_NONE_OF: Final = ("none", "neither")
_PAIR: Final = 2
_BRACKET: Final = re.compile(r"[()\[\]]")
