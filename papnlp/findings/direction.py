"""What a clause says happened: motion of a quantity, sameness, conflict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
    """

    kind: str
    cue: Item
    rule: str
    comparative: bool = False
    efficacy: bool = False
    verb: str = "change"
    safe: bool = False
    hint: bool = False


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
_ARMED: Final = kinds.MENTION_INTERVENTION | kinds.ARMS
_FAMILIES: Final = tuple(
    (name, kinds.family(name))
    for name in ("prevent", "relieve", "decrease", "increase", "better", "worse")
)


def _family(item: Item) -> str:
    return next(name for name, mask in _FAMILIES if item.kinds & mask)


def judge(clause: Clause, lower: str) -> Motion | None:
    """Return what a clause says happened, or None where it says nothing.

    Parameters
    ----------
    clause : Clause
        The clause with its items.
    lower : str
        Lower-cased normalised text.
    """
    significance = numbers.significance(lower, clause.start, clause.end)
    motion = _spoken(clause, lower, significance)
    if motion is None:
        return None
    if motion.kind in (DOWN, UP, BETTER, WORSE) and not motion.safe:
        hint = clause.find(kinds.SIGNIFICANCE_HINT) is not None
        null = (
            significance.p is False
            or (significance.p is None and significance.interval is True)
            or clause.find(kinds.SIGNIFICANCE_NULL) is not None
        )
        if null or (hint and significance.p is not True):
            kind = UNCLEAR if hint else NONE
            return Motion(
                kind,
                motion.cue,
                motion.rule + ".p",
                True,
                motion.efficacy,
                motion.verb,
                False,
                hint,
            )
    return motion


def _spoken(clause: Clause, lower: str, significance: numbers.Significance) -> Motion | None:
    mixed = clause.find(kinds.MIXED_PREDICATE)
    if mixed is not None:
        if is_negated(clause.items, mixed):
            return None
        return Motion(MIXED, mixed, "mixed", comparative=False, efficacy=True)
    changes = [item for item in clause.items if item.kinds & kinds.CHANGE]
    same = clause.find(kinds.SAME)
    none = clause.find(kinds.SIGNIFICANCE_NO)
    if same is not None:
        return _same(clause, same)
    if none is not None:
        return Motion(NONE, none, "significance.none", comparative=True)
    if changes:
        return _changed(clause, changes)
    differ = clause.find(kinds.DIFFER)
    if differ is not None:
        return _differing(clause, differ, lower, significance)
    safe = clause.find(kinds.HARM_NONE)
    if safe is not None:
        kind = WORSE if is_negated(clause.items, safe) else BETTER
        return Motion(kind, safe, "harm.tolerated", safe=True)
    effect = clause.find(kinds.EFFECT)
    if effect is not None and is_negated(clause.items, effect):
        verb = effect.kinds & kinds.EFFECT_VERB
        return Motion(NONE, effect, "effect.none", efficacy=not verb)
    return _by_values(clause, lower, significance)


def _same(clause: Clause, same: Item) -> Motion | None:
    comparative = not same.kinds & (kinds.SAME_ADJECTIVE | kinds.SAME_LEVEL) and same.text not in {
        "unchanged",
        "stable",
        "无变化",
        "无明显变化",
        "保持稳定",
        "没有变化",
        "稳定",
    }
    rule = "same.level" if same.kinds & (kinds.SAME_LEVEL) else "same"
    return Motion(NONE, same, rule, comparative, efficacy=bool(same.kinds & _EFFICACY))


def _changed(clause: Clause, changes: Sequence[Item]) -> Motion:
    magnitudes = [item for item in changes if item.kinds & (kinds.MAGNITUDE)]
    bases = [item for item in changes if not item.kinds & (kinds.MAGNITUDE)]
    cue = bases[0] if bases else magnitudes[0]
    family = _family(cue)
    kind = _MOTIONS[family]
    comparative = bool(cue.kinds & kinds.COMPARATIVE)
    if bases and magnitudes:
        comparative = True
        if magnitudes[0].kinds & (kinds.DECREASE_COMPARATIVE | kinds.DECREASE_COMPARATIVE_TO):
            kind = _OPPOSITE[kind]
    if not comparative:
        comparative = any(
            item.kinds & (kinds.COMPARATOR_BEFORE | kinds.COMPARATOR_AFTER) for item in clause.items
        )
    if is_negated(clause.items, cue) or (magnitudes and is_negated(clause.items, magnitudes[0])):
        kind = NONE
    aim = next((item for item in changes if item.kinds & _AIMS), None)
    verb = "change" if aim is None else _family(aim)
    return Motion(
        kind,
        cue,
        ("comparison" if comparative else "change") + "." + family,
        comparative,
        efficacy=bool(cue.kinds & _EFFICACY) and aim is None,
        verb=verb,
    )


def _differing(
    clause: Clause, differ: Item, lower: str, significance: numbers.Significance
) -> Motion | None:
    if is_negated(clause.items, differ):
        return Motion(NONE, differ, "differ.none", comparative=True)
    if significance.p is False or (significance.p is None and significance.interval):
        return Motion(NONE, differ, "differ.p", comparative=True)
    kind = _compare(clause, lower)
    return None if kind is None else Motion(kind, differ, "differ.values", comparative=True)


def _by_values(clause: Clause, lower: str, significance: numbers.Significance) -> Motion | None:
    decided = significance.p
    if decided is None and significance.interval is not None:
        decided = not significance.interval
    if decided is None:
        return None
    cue = next((item for item in clause.items if item.term is not None), None)
    if cue is None:
        return None
    if not decided:
        return Motion(NONE, cue, "values.p", comparative=True)
    kind = _compare(clause, lower)
    return None if kind is None else Motion(kind, cue, "values.p", comparative=True)


def _compare(clause: Clause, lower: str) -> str | None:
    """Compare the first arm's value with the second's."""
    pair = numbers.pair(lower, clause.start, clause.end)
    if pair is None:
        arms = [item for item in clause.items if item.kinds & _ARMED]
        found = numbers.values(lower, _plain(clause, lower)) if len(arms) > 1 else []
        if len(found) != 2:
            return None
        pair = (found[0], found[1])
    if pair[0] == pair[1]:
        return None
    return UP if pair[0] > pair[1] else DOWN


def _plain(clause: Clause, lower: str) -> list[tuple[int, int]]:
    """Return the stretches of a clause outside brackets and mentions."""
    spans = []
    depth, begin = 0, clause.start
    for position in range(clause.start, clause.end):
        character = lower[position]
        if character in "([":
            if depth == 0:
                spans.append((begin, position))
            depth += 1
        elif character in ")]" and depth:
            depth -= 1
            begin = position + 1
    if depth == 0:
        spans.append((begin, clause.end))
    return spans
