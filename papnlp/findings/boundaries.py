"""Where a sentence is cut: boundaries between two predicates, and behind values."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from papnlp.findings import counting, kinds, numbers
from papnlp.findings.lexicon import Item
from papnlp.findings.predicates import find_predicates
from papnlp.findings.valued import after_values, between_harms, further_values_of

_BOUNDARIES: Final = (
    ("strong", kinds.BOUNDARY_STRONG),
    ("middle", kinds.BOUNDARY_MIDDLE),
    ("weak", kinds.BOUNDARY_WEAK),
)


def boundaries(segment: list[Item], lower: str) -> list[tuple[int, str]]:
    """Return where a segment is cut: at the best boundary between two predicates."""
    predicates = find_predicates(segment, lower)
    cuts = after_values(segment, predicates, lower)
    for left, right in pairwise(predicates):
        if right.kinds & kinds.ELLIPSIS and not right.kinds & (
            kinds.NEGATION_AUXILIARY | kinds.ELLIPSIS_FINAL
        ):
            cuts.append((_opening(segment, right), "strong"))
            continue
        if _belong(left, right, segment, lower):
            continue
        between = [
            item
            for index, item in enumerate(segment)
            if left.end <= item.start < right.start
            and item.kinds & (kinds.BOUNDARY)
            and (item.kinds & kinds.BOUNDARY_STRONG or not _coordinates(segment, index, lower))
        ]
        cuts.extend(_between(left, right, between, segment, lower))
    if len(predicates) <= 1 and all(item.kinds & kinds.HARM for item in predicates):
        cuts.extend(between_harms(segment))
    if predicates:
        cuts.extend(_without(segment, predicates[0]))
        cuts.extend(_after(segment, predicates[-1], lower))
        cuts.extend(_cost(segment, predicates[-1]))
    return cuts


def _without(segment: list[Item], first: Item) -> list[tuple[int, str]]:
    """Cut what is provided from what did not happen: "provides relief without impairing sleep"."""
    at = segment.index(first)
    denied = segment[at - 1] if at else None
    if denied is None or not denied.kinds & kinds.NEGATION_APART:
        return []
    provided = any(item.kinds & kinds.PROVIDE_VERB for item in segment[: at - 1])
    return [(denied.start, "weak")] if provided else []


def _cost(segment: list[Item], last: Item) -> list[tuple[int, str]]:
    """Cut off what an effect costs, behind the last predicate: "was bought with sedation"."""
    for index, item in enumerate(segment):
        if item.start >= last.end and item.kinds & kinds.HARM_COST:
            harmed = any(later.kinds & kinds.HARM for later in segment[index + 1 :])
            return [(item.start, "weak")] if harmed else []
    return []


def _opening(segment: list[Item], ellipsis: Item) -> int:
    """Return where the clause of an ellipsis begins: before its arms, if a contrast opens it."""
    for item in reversed(segment[: segment.index(ellipsis)]):
        if item.kinds & kinds.BOUNDARY_STRONG:
            return item.start
        if not item.kinds & (_NAMED | _MEASURED | kinds.BOUNDARY_WEAK | kinds.ROLES_CONDITION):
            break
    return ellipsis.start


def _between(
    left: Item, right: Item, between: list[Item], segment: list[Item], lower: str
) -> list[tuple[int, str]]:
    """Return where two predicates are parted, in order."""
    lost = left.kinds & kinds.BOUNDARY_MIDDLE and right.kinds & kinds.SAME_LEVEL
    apposed = left if lost else _apposition(between, right)
    if apposed is not None:
        return [(apposed.start, "middle")]
    for name, kind in _BOUNDARIES:
        choice = [item for item in between if item.kinds & kind]
        if not choice:
            continue
        if kind == kinds.BOUNDARY_WEAK:
            if not _may_cut(left, right):
                return []
            return [(_weakest(_parting(choice, segment), right).start, name)]
        cuts = [(choice[0].start, name)]
        return cuts + further_values_of(left, choice, segment, lower)
    if (left.kinds | right.kinds) & kinds.HARM_NONE or right.kinds & kinds.HARM_CAUSED:
        return [(right.start, "weak")]
    price = next((i for i in segment if left.end <= i.start < right.start and _is_price(i)), None)
    return [(price.start, "weak")] if price else []


def _is_price(item: Item) -> bool:
    """Tell whether an item opens what an effect costs: "lowers pain at the cost of more falls"."""
    return bool(item.kinds & kinds.HARM_COST)


def _apposition(between: list[Item], right: Item) -> Item | None:
    """Return the comma before a difference that sums up: "..., a between-group difference of 2"."""
    if not between or not right.kinds & kinds.DIFFER_NOUN:
        return None
    last = between[-1]
    near = right.start - last.end <= _APPOSED
    return (
        last if near and last.text.startswith((",", "，")) and not last.text[1:].strip() else None
    )


_APPOSED: Final = 26


_VERBS: Final = (
    kinds.DECREASE_VERB
    | kinds.INCREASE_VERB
    | kinds.BETTER_VERB
    | kinds.RELIEVE_VERB
    | kinds.PREVENT_VERB
)
_JUDGING: Final = kinds.SIGNIFICANCE_NO | kinds.SIGNIFICANCE_YES
_JUDGED_AS: Final = kinds.DIFFER | kinds.SAME_PREDICATE | _JUDGING
"""What is said of the values of arms: "were 20% and 45%, a significant difference"."""
_BETWEEN: Final = (
    kinds.ARMS_BETWEEN
    | kinds.ARMS_BOTH
    | kinds.ARMS_ALL
    | kinds.ARMS_THREE
    | kinds.BOUNDARY_MIDDLE
    | kinds.BOUNDARY_WEAK
    | kinds.COMPARATOR_AFTER
    | kinds.VALUE_COPULA
    | kinds.NEGATION_BEFORE
)
"""What may stand between values and what is said of them."""
_RELATED: Final = (
    kinds.MENTION_INTERVENTION
    | kinds.MENTION_OUTCOME
    | kinds.MENTION_PAIN_TYPE
    | kinds.ARMS
    | kinds.ARMS_BETWEEN
    | kinds.BOUNDARY_WEAK
    | kinds.VALUE_COPULA
    | kinds.NEGATION_BEFORE
    | kinds.ROLES_WITHIN
    | kinds.ROLES_CONDITION
)
"""What may stand between a difference and what is said of it."""

_TOGETHER: Final = kinds.ARMS_BOTH | kinds.ARMS_ALL | kinds.ARMS_THREE
_COMPARING: Final = kinds.SAME | kinds.DIFFER | kinds.COMPARATIVE
_MEASURED: Final = kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE | kinds.HARM


def _belong(left: Item, right: Item, segment: list[Item], lower: str) -> bool:
    """Tell whether two predicates are one: a harm and how it was spread, a reason and advice."""
    adjacent = left.kinds & kinds.ELLIPSIS and right.start - left.end < 2
    if adjacent or (left.kinds & kinds.HARM_CAUSED and right.kinds & (kinds.SAME | kinds.DIFFER)):
        return True
    judged = _is_judged(left, right, segment, lower)
    if judged is not None:
        return judged
    if left.kinds & _VERBS and right.kinds & kinds.TAKES_TO and not left.kinds & kinds.TAKES_TO:
        between = [item for item in segment if left.end <= item.start < right.start]
        return not _stays_off(right, segment) and not any(
            item.kinds & (_NAMED | kinds.ARMS | kinds.BOUNDARY_STRONG) for item in between
        )
    if left.kinds & kinds.CHANGE and right.kinds & kinds.MAGNITUDE:
        return _goes_on(left, right, segment) or _is_degree(left, right, segment)
    if left.kinds & kinds.HARM and right.kinds & _COMPARING:
        between = [item for item in segment if left.end <= item.start < right.start]
        return not any(
            item.kinds & _TOGETHER or (item.kinds & _MEASURED and not item.kinds & kinds.HARM)
            for item in between
        )
    return bool(left.kinds & kinds.HARM_REASON and right.kinds & kinds.CLAIM_RECOMMEND)


def _stays_off(right: Item, segment: list[Item]) -> bool:
    """Tell whether a later value is set against the start: "fell to 3, and was below baseline"."""
    return any(
        item.kinds & kinds.ROLES_BASELINE and 0 <= item.start - right.end <= 1 for item in segment
    )


def _is_judged(left: Item, right: Item, segment: list[Item], lower: str) -> bool | None:
    """Tell whether values or a difference are what is judged; None where there are none."""
    if left.kinds & kinds.VALUE_ORDER and right.kinds & _JUDGED_AS:
        return _is_between(left, right, segment, _BETWEEN)
    if left.kinds & kinds.DIFFER_NOUN and right.kinds & _JUDGING:
        valued = numbers.signed(lower, left.end, right.start) is not None
        return not valued and _is_between(left, right, segment, _RELATED)
    return None


def _is_between(left: Item, right: Item, segment: list[Item], mask: int) -> bool:
    """Tell whether nothing but items of some kinds stands between two predicates."""
    return all(item.kinds & mask for item in segment if left.end <= item.start < right.start)


def _goes_on(left: Item, right: Item, segment: list[Item]) -> bool:
    """Tell whether a change is compared with a further arm: "more than A and more than B"."""
    index = segment.index(right)
    after = segment[index + 1] if index + 1 < len(segment) else None
    return (
        after is not None
        and bool(after.kinds & kinds.COMPARATOR_BEFORE)
        and after.start - right.end <= 1
        and bool(segment[index - 1].kinds & kinds.BOUNDARY)
        and any(
            item.kinds & kinds.COMPARATOR_BEFORE
            for item in segment
            if left.end <= item.start < right.start
        )
        and not any(
            item.kinds & _MEASURED for item in segment if left.end <= item.start < right.start
        )
    )


def _is_degree(left: Item, right: Item, segment: list[Item]) -> bool:
    """Tell whether a degree belongs to a verb with several objects: "cut A and B more than X"."""
    index = segment.index(right)
    between = [item for item in segment[:index] if item.start >= left.end]
    after = segment[index + 1] if index + 1 < len(segment) else None
    return (
        bool(left.kinds & _VERBS)
        and after is not None
        and bool(after.kinds & kinds.COMPARATOR_BEFORE)
        and after.start - right.end <= 1
        and bool(between)
        and bool(between[-1].kinds & _MEASURED)
        and all(item.kinds & _OBJECTS for item in between)
    )


_OBJECTS: Final = _MEASURED | kinds.ARMS_BARE | kinds.BOUNDARY_WEAK


def _after(segment: list[Item], last: Item, lower: str) -> list[tuple[int, str]]:
    """Cut off what is added after the last predicate: a contrast, people who had relief."""
    for index, item in enumerate(segment):
        if item.start >= last.end and item.kinds & kinds.BOUNDARY_STRONG:
            named = any(
                later.term is not None or later.kinds & (kinds.ARMS_LABEL | kinds.HARM)
                for later in segment[index + 1 :]
            )
            return [(item.start, "strong")] if named else []
    for index, item in enumerate(segment[:-1]):
        if item.kinds & _JOINING and item.start >= last.end and item.text[0] == ",":
            rest = segment[index + 1 :]
            telling = [later for later in rest if later.kinds & _TELLING]
            if telling and all(later.kinds & kinds.MENTION_RELIEF for later in telling):
                told = counting.counts_people(lower, item.end, segment[-1].end + _TAIL) or any(
                    later.kinds & kinds.PROVIDE_LASTING for later in rest
                )
                return [(item.start, "middle")] if told else []
    return _gapped(segment, last)


def _gapped(segment: list[Item], last: Item) -> list[tuple[int, str]]:
    """Cut off what takes the last predicate over: "A fell with X, and B (by 8) with Y"."""
    cuts: list[tuple[int, str]] = []
    told = _NOTHING
    for item, after in pairwise(segment):
        joins = item.kinds & _JOINING and item.start >= last.end
        if joins and told == _ARM and after.kinds & kinds.MENTION_OUTCOME:
            cuts.append((item.start, "weak"))
            told = _NOTHING
        elif item.kinds & kinds.MENTION_OUTCOME:
            told = _OUTCOME
        elif item.kinds & (_NAMED | kinds.ARMS) and told != _NOTHING:
            told = _ARM if item.start >= last.end else told
    closed = any(item.kinds & (_NAMED | kinds.ARMS) for item in segment[-_FEW:])
    return cuts if closed else []


_NOTHING, _OUTCOME, _ARM = range(3)
_FEW: Final = 3
_TAIL: Final = 24
_TELLING: Final = (
    kinds.MENTION_OUTCOME
    | kinds.MENTION_PAIN_TYPE
    | kinds.MENTION_INTERVENTION
    | kinds.ARMS
    | kinds.BOUNDARY_STRONG
)
_JOINING: Final = kinds.BOUNDARY_MIDDLE | kinds.BOUNDARY_WEAK
_NAMED: Final = kinds.ARMS_LABEL | kinds.MENTION_INTERVENTION
_GROUP: Final = "组"
_PAUSE: Final = "、"
_GOES_ON: Final = re.compile(r"\s?(?:[,;.()]|(?:to|at|in|on|with|by|for|after|over|from)\b)")


def _coordinates(segment: list[Item], index: int, lower: str) -> bool:
    """Tell whether a boundary joins two arms of one list: "in groups A and B to an extent"."""
    if not 0 < index < len(segment) - 1:
        return False
    before, item, after = segment[index - 1 : index + 2]
    if item.start - before.end > 1 or after.start - item.end > 1:
        return False
    if before.kinds & after.kinds & kinds.ARMS_LABEL:
        return not (item.text.startswith(",") and lower[before.end - 1] == _GROUP)
    both = before.kinds & _NAMED and after.kinds & _NAMED
    return bool(both and _GOES_ON.match(lower, after.end))


def _parting(choice: list[Item], segment: list[Item]) -> list[Item]:
    """Return the boundaries that part clauses rather than outcomes of one list, if there are any.

    A boundary right before "neither" opens a clause of its own.
    """
    rest = []
    for item in choice:
        index = segment.index(item)
        before, after = segment[index - 1], segment[index + 1]
        if item.end + 1 >= after.start and after.text.startswith(_NEITHER):
            return [item]
        near = item.start - before.end <= 1 >= after.start - item.end
        listed = near and before.kinds & _MEASURED and after.kinds & _MEASURED
        if not listed or item.text.startswith((",", "，")):
            rest.append(item)
    return rest or choice


_NEITHER: Final = ("neither", "none of")


def _weakest(choice: list[Item], right: Item) -> Item:
    """Return the boundary to cut at: one right before the predicate, else the last conjunction."""
    if right.start - choice[-1].end <= 1:
        return choice[-1]
    if all(item.text == _PAUSE for item in choice):
        return choice[0]
    words = [item for item in choice if item.text not in {",", _PAUSE}]
    return words[-1] if words else choice[-1]


def _may_cut(left: Item, right: Item) -> bool:
    """Tell whether a weak boundary parts two predicates rather than two words of one."""
    return not (
        left.kinds & kinds.COMPARATIVE
        and right.start - left.end <= 30
        and right.kinds & (kinds.DECREASE_NOUN | kinds.INCREASE_NOUN | kinds.BETTER_NOUN)
    )
