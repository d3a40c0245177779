"""Cut sentences into clauses: one predicate each, with what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from papnlp.analysis import Span
from papnlp.findings import kinds, numbers
from papnlp.findings.lexicon import Item
from papnlp.findings.marks import settle

_FAR: Final = 48
_MANNERS: Final = kinds.HARM_MANY | kinds.HARM_LOCATED
_URGING: Final = kinds.CLAIM_CALL | kinds.CLAIM_RECOMMEND | kinds.CLAIM_PLAN
_DIGIT: Final = re.compile(r"\s?\d")
_CAUSES: Final = kinds.HARM_CAUSED | kinds.HARM_REASON


@dataclass(slots=True)
class Clause:
    """A stretch of a sentence with at most one predicate (or several that belong together).

    ``opener`` says what it is joined by: ``start``, ``segment``, ``colon``,
    ``strong``, ``middle`` or ``weak``. ``lower`` is the text that it stands in.
    """

    start: int
    end: int
    items: list[Item]
    predicates: list[Item]
    opener: str
    sentence: int
    section: str
    silent: bool = False
    aside: list[Item] = field(default_factory=list)
    lower: str = ""

    kinds: int = field(init=False)

    def __post_init__(self) -> None:
        self.kinds = 0
        for item in self.items:
            self.kinds |= item.kinds

    def find(self, mask: int) -> Item | None:
        """Return the first item of some kinds outside brackets."""
        if self.kinds & mask:
            for item in self.items:
                if item.kinds & mask:
                    return item
        return None

    def all(self, mask: int) -> list[Item]:
        """Return the items of some kinds outside brackets."""
        return [item for item in self.items if item.kinds & mask] if self.kinds & mask else []


class ClauseCutter:
    """Cuts the items of a sentence into clauses."""

    def cut(self, items: list[Item], lower: str, span: Span, index: int) -> list[Clause]:
        """Cut a sentence into clauses.

        Parameters
        ----------
        items : list of Item
            Items of the sentence.
        lower : str
            Lower-cased normalised text.
        span : Span
            The sentence.
        index : int
            Its index.
        """
        items = settle(items)
        flat = [item for item in items if not item.depth]
        cuts: list[tuple[int, str]] = []
        segment: list[Item] = []
        for item in flat:
            if item.kinds & kinds.BOUNDARY_SEGMENT:
                cuts.extend(_boundaries(segment, lower))
                cuts.append((item.end, "colon" if item.text == ":" else "segment"))
                segment = []
            else:
                segment.append(item)
        cuts.extend(_boundaries(segment, lower))
        clauses: list[Clause] = []
        opener, begin = "start", span.start
        for position, kind in [*cuts, (span.end, "end")]:
            inside = [item for item in items if begin <= item.start < position]
            flat, aside = _parted(inside)
            predicates = _predicates(flat, lower)
            silent = any(item.kinds & kinds.SILENT for item in predicates)
            clause = Clause(
                begin, position, flat, predicates, opener, index, span.section, silent, aside, lower
            )
            before = clauses[-1] if clauses else None
            if before and opener in ("weak", "middle") and before.silent:
                urged = before.kinds & _URGING
                asked = before.kinds & kinds.CLAIM_UNKNOWN and not clause.kinds & _NAMED
                clause.silent = clause.silent or bool(urged or asked)
            clauses.append(clause)
            begin, opener = position, kind
        return clauses


def is_negated(items: Sequence[Item], predicate: Item) -> bool:
    """Tell whether a predicate is denied: before it, or after it with no other one between."""
    negated = False
    for item in items:
        if item.start >= predicate.end:
            if item.kinds & kinds.NEGATION_AFTER:
                return not negated
            if item.kinds & (kinds.BOUNDARY_STRONG | kinds.BOUNDARY_MIDDLE | kinds.STRONG):
                break
        if item.start >= predicate.start:
            continue
        if item.kinds & (kinds.NEGATION_BEFORE | kinds.ELLIPSIS_NOT):
            negated = negated or not _leaves_out(items, item)
        elif item.kinds & kinds.BOUNDARY_STRONG or (
            item.kinds & _TURNING and not item.kinds & kinds.COMPARATIVE
        ):
            negated = False
    return negated


def _leaves_out(items: Sequence[Item], negation: Item) -> bool:
    """Tell whether a denial only leaves out an arm: "imagery without laterality training"."""
    if not negation.kinds & kinds.NEGATION_APART:
        return False
    return any(
        item.kinds & kinds.MENTION_INTERVENTION and 0 <= item.start - negation.end <= 1
        for item in items
    )


# "not effective in reducing": an adjective hands its denial on to the verb after it.
_TURNING: Final = kinds.CHANGE & ~kinds.BETTER_ADJECTIVE


def _predicates(segment: list[Item], lower: str) -> list[Item]:
    """Return what a segment predicates; weak predicates count where they are negated."""
    found: list[Item] = []
    negation = -_FAR
    cause: Item | None = None
    occurred = False
    for index, item in enumerate(segment):
        mask = item.kinds
        occurred = occurred or bool(mask & kinds.HARM_OCCUR)
        if mask & kinds.NEGATION_BEFORE:
            negation = item.end
        if _predicates_itself(segment, index, negated=negation >= 0):
            found.append(item)
        elif mask & _CAUSES:
            cause = item
        elif mask & _MANNERS and _follows_harm(segment, index):
            found.append(item)
        elif mask & kinds.HARM and cause is not None and item.start - cause.end < _FAR:
            found.extend(_led_to(cause, found))
            cause = None
        elif mask & kinds.HARM:
            if _comes(segment, index, found, negation, occurred=occurred):
                found.append(item)
            occurred = False
        elif mask & kinds.VALUE_COPULA and found and _states_value(segment, index, lower):
            found.append(item)
    return found


def _led_to(cause: Item, found: list[Item]) -> list[Item]:
    """Return the cause of a harm, unless a comparison stands between: "caused more"."""
    return [] if found and found[-1].start > cause.start else [cause]


_GIVING: Final = kinds.PROVIDE_VERB | kinds.INCIDENCE_HAD


def _predicates_itself(segment: list[Item], index: int, *, negated: bool) -> bool:
    """Tell whether an item predicates whatever harms stand around it."""
    item = segment[index]
    return bool(
        item.kinds & (kinds.STRONG | kinds.SILENT)
        or (item.kinds & kinds.EFFECT and negated)
        or (item.kinds & kinds.HARM_STOPPED and _has_cause(segment, item))
        or (item.kinds & _GIVING and _gives_relief(segment, index))
        or (item.kinds & kinds.VALUE_ORDER and _values_follow(segment, index))
        or (item.kinds & kinds.MENTION_RELIEF and _are_called(segment, index))
        or (item.kinds & kinds.HARM_PRICE and any(i.kinds & kinds.HARM for i in segment[:index]))
    )


def _are_called(segment: list[Item], index: int) -> bool:
    """Tell whether people are called something that is an outcome: "seven were responders"."""
    before = segment[index - 1] if index else None
    return (
        before is not None
        and bool(before.kinds & kinds.VALUE_COPULA)
        and segment[index].start - before.end <= 1
    )


def _values_follow(segment: list[Item], index: int) -> bool:
    """Tell whether an outcome right before is given the values of the arms: "评分分别为2和4"."""
    for item in reversed(segment[:index]):
        if item.kinds & _LISTED:
            return not segment[index].text.isascii()
        if item.kinds & (kinds.BOUNDARY_MIDDLE | kinds.BOUNDARY_STRONG | kinds.STRONG):
            return False
    return False


_LISTED: Final = kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE | kinds.HARM


def _gives_relief(segment: list[Item], index: int) -> bool:
    """Tell whether relief is what is given or had: "had more than 50% relief"."""
    for item in segment[index + 1 : index + 5]:
        if item.kinds & kinds.MENTION_RELIEF:
            return item.start - segment[index].end <= _FAR
        if item.kinds & (kinds.BOUNDARY | kinds.MENTION_OUTCOME):
            return False
    return False


def _has_cause(segment: list[Item], stopped: Item) -> bool:
    """Tell whether a treatment is said to have ended because of something."""
    return any(
        item.kinds & kinds.HARM_DUE
        and max(item.start - stopped.end, stopped.start - item.end) <= _FAR
        for item in segment
    )


def _comes(
    segment: list[Item], index: int, found: list[Item], negation: int, *, occurred: bool
) -> bool:
    """Tell whether a harm is predicated: it is said to have come, or it is denied."""
    if occurred:
        return True
    if _occurs_after(segment, index):
        return not found or not found[-1].kinds & kinds.HARM
    denied = 0 <= segment[index].start - negation < _FAR
    return denied and (not found or found[-1].end <= negation)


def _follows_harm(segment: list[Item], index: int) -> bool:
    """Tell whether a manner ("were frequent", "were confined to") is said of a harm."""
    reach = 3 if segment[index].kinds & kinds.HARM_MANY else index
    near = segment[max(index - reach, 0) : index]
    if segment[index].kinds & kinds.HARM_MANY:
        near = near + segment[index + 1 : index + 3]
    return any(item.kinds & kinds.HARM for item in near)


def _occurs_after(segment: list[Item], index: int) -> bool:
    """Tell whether a harm is the subject of a verb of occurrence right after it."""
    for item in segment[index + 1 : index + 4]:
        if item.kinds & kinds.HARM_OCCUR:
            return True
        if item.kinds & (kinds.BOUNDARY_STRONG | kinds.BOUNDARY_MIDDLE | kinds.CHANGE):
            return False
    return False


def _states_value(segment: list[Item], index: int, lower: str) -> bool:
    """Tell whether a copula gives a further outcome its value ("and wearing time was 14 h")."""
    item, before = segment[index], segment[index - 1]
    if not before.kinds & (kinds.MENTION_OUTCOME) or item.start - before.end > 1:
        return False
    return _DIGIT.match(lower, item.end) is not None


_BOUNDARIES: Final = (
    ("strong", kinds.BOUNDARY_STRONG),
    ("middle", kinds.BOUNDARY_MIDDLE),
    ("weak", kinds.BOUNDARY_WEAK),
)


def _boundaries(segment: list[Item], lower: str) -> list[tuple[int, str]]:
    """Return where a segment is cut: at the best boundary between two predicates."""
    predicates = _predicates(segment, lower)
    cuts = _after_values(segment, predicates, lower)
    for left, right in pairwise(predicates):
        if right.kinds & kinds.ELLIPSIS and not right.kinds & (
            kinds.NEGATION_AUXILIARY | kinds.ELLIPSIS_FINAL
        ):
            cuts.append((right.start, "strong"))
            continue
        if _belong(left, right, segment):
            continue
        between = [
            item
            for index, item in enumerate(segment)
            if left.end <= item.start < right.start
            and item.kinds & (kinds.BOUNDARY)
            and not _coordinates(segment, index, lower)
        ]
        for name, kind in _BOUNDARIES:
            choice = [item for item in between if item.kinds & kind]
            if choice:
                if kind == kinds.BOUNDARY_WEAK and not _may_cut(left, right):
                    break
                best = choice[0] if kind != kinds.BOUNDARY_WEAK else _weakest(choice, right)
                cuts.append((best.start, name))
                break
        else:
            if (left.kinds | right.kinds) & kinds.HARM_NONE or right.kinds & kinds.HARM_CAUSED:
                cuts.append((right.start, "weak"))
    if predicates:
        cuts.extend(_after(segment, predicates[-1]))
    return cuts


def _after_values(segment: list[Item], predicates: list[Item], lower: str) -> list[tuple[int, str]]:
    """Cut off values with a p value from the contrast after them: "(p=.01), but similar"."""
    if not predicates:
        return []
    measured = False
    for item in segment:
        if item.start >= predicates[0].start:
            break
        measured = measured or bool(item.kinds & _MEASURED)
        if item.kinds & kinds.BOUNDARY_STRONG and measured:
            told = numbers.p_values(lower, segment[0].start, item.start)
            return [(item.start, "strong")] if told else []
    return []


_VERBS: Final = (
    kinds.DECREASE_VERB
    | kinds.INCREASE_VERB
    | kinds.BETTER_VERB
    | kinds.RELIEVE_VERB
    | kinds.PREVENT_VERB
)
_TOGETHER: Final = kinds.ARMS_BOTH | kinds.ARMS_ALL | kinds.ARMS_THREE
_COMPARING: Final = kinds.SAME | kinds.DIFFER | kinds.COMPARATIVE
_MEASURED: Final = kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE | kinds.HARM


def _belong(left: Item, right: Item, segment: list[Item]) -> bool:
    """Tell whether two predicates are one: a harm and how it was spread, a reason and advice."""
    if left.kinds & kinds.ELLIPSIS and right.start - left.end < 2:
        return True
    if left.kinds & kinds.HARM_CAUSED and right.kinds & (kinds.SAME | kinds.DIFFER):
        return True
    if left.kinds & _VERBS and right.kinds & kinds.TAKES_TO and not left.kinds & kinds.TAKES_TO:
        between = [item for item in segment if left.end <= item.start < right.start]
        return not any(
            item.kinds & (_NAMED | kinds.ARMS | kinds.BOUNDARY_STRONG) for item in between
        )
    if left.kinds & kinds.HARM and right.kinds & _COMPARING:
        between = [item for item in segment if left.end <= item.start < right.start]
        return not any(
            item.kinds & _TOGETHER or (item.kinds & _MEASURED and not item.kinds & kinds.HARM)
            for item in between
        )
    return bool(left.kinds & kinds.HARM_REASON and right.kinds & kinds.CLAIM_RECOMMEND)


def _after(segment: list[Item], last: Item) -> list[tuple[int, str]]:
    """Cut off what a contrast adds after the last predicate, if it names anything."""
    for index, item in enumerate(segment):
        if item.start >= last.end and item.kinds & kinds.BOUNDARY_STRONG:
            named = any(
                later.term is not None or later.kinds & kinds.ARMS_LABEL
                for later in segment[index + 1 :]
            )
            return [(item.start, "strong")] if named else []
    return []


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


def _parted(items: list[Item]) -> tuple[list[Item], list[Item]]:
    """Part the items outside brackets from those inside."""
    aside = [item for item in items if item.depth]
    return ([item for item in items if not item.depth] if aside else items), aside
