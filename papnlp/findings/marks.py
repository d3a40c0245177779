"""Settle what a cue is by its neighbours: pro-verbs, denials, insignificance."""

from __future__ import annotations

from typing import Final

from papnlp.findings import kinds
from papnlp.findings.lexicon import Item

_GRADED: Final = kinds.CHANGE | kinds.DIFFER | kinds.EFFECT
_SPEAKING: Final = (
    kinds.SIGNIFICANCE_YES
    | kinds.STRONG
    | kinds.EFFECT
    | kinds.SILENT
    | kinds.PROVIDE_VERB
    | kinds.HARM
)
_DENIED: Final = kinds.SIGNIFICANCE_YES | kinds.NEGATION_AUXILIARY | kinds.ELLIPSIS_NOT


def settle(items: list[Item]) -> list[Item]:
    """Return the items of a sentence with the kinds that their neighbours give them."""
    said = 0
    for item in items:
        said |= item.kinds
    if said & kinds.HARM_DUE:
        items = _with_causes(items)
    if said & _AMOUNTS and said & kinds.MENTION_INTERVENTION:
        items = _with_manners(items)
    if said & _ENHANCING and said & _EFFECTS and not said & kinds.MEANS_ADDING:
        items = _with_enhanced(items)
    if not said & _DENIED:
        return items
    if said & kinds.SIGNIFICANCE_YES:
        items = _with_insignificance(items)
    if said & kinds.NEGATION_AUXILIARY:
        items = _with_pro_verbs(items)
    if said & kinds.ELLIPSIS_NOT:
        items = _with_denials(items)
    return items


def _with_manners(items: list[Item]) -> list[Item]:
    """Let a change that says how the treatment after it is given say no more: "prolonged X"."""
    marked = items
    opens = True
    for index, item in enumerate(items[:-1]):
        if item.kinds & kinds.BOUNDARY_SEGMENT:
            opens = True
        elif opens and item.kinds & _AMOUNTS and not item.kinds & kinds.COMPARATIVE:
            after = items[index + 1]
            end = item.end
            if after.kinds & kinds.ARMS_RECEIVE and index + 2 < len(items):
                after, end = items[index + 2], after.end
            near = after.start - end <= (1 if item.text.isascii() else _GIVEN)
            goes_on = near and after.kinds & kinds.MENTION_INTERVENTION
            if goes_on and any(other.kinds & _PREDICATES for other in items[index + 2 :]):
                marked = list(marked)
                marked[index] = item._replace(kinds=item.kinds & ~kinds.CHANGE)
        opens = opens and not item.kinds & _ACTING
    return marked


_AMOUNTS: Final = kinds.INCREASE_VERB | kinds.DECREASE_VERB
_GIVEN: Final = 2
_PREDICATES: Final = kinds.STRONG | kinds.PROVIDE_VERB
_ACTING: Final = kinds.MENTIONED | kinds.ARMS | kinds.STRONG


def _with_enhanced(items: list[Item]) -> list[Item]:
    """Set aside the treatment whose effect another enhances: "A boosted the effect of B"."""
    marked = items
    acts = False
    for index, item in enumerate(items):
        if item.kinds & kinds.BOUNDARY_SEGMENT:
            acts = False
        elif item.kinds & (kinds.MENTION_INTERVENTION | kinds.ARMS):
            acts = acts or not item.depth
        elif acts and item.kinds & _ENHANCING and not item.kinds & kinds.COMPARATIVE:
            base = _enhanced(items, index)
            if base is not None:
                marked = list(marked)
                raised = not item.kinds & kinds.DECREASE_VERB
                verb = kinds.BETTER_VERB if raised else kinds.WORSE_VERB
                marked[index] = item._replace(kinds=item.kinds & ~kinds.CHANGE | verb)
                marked[base] = items[base]._replace(depth=items[base].depth + 1)
    return marked


def _enhanced(items: list[Item], index: int) -> int | None:
    """Return the place of the treatment whose effect a verb acts on, or None."""
    verb, after = items[index], items[index + 1 : index + _LEADING]
    if len(after) < _PAIR:
        return None
    first, second = after[:_PAIR]
    if first.kinds & _EFFECTS and second.kinds & kinds.MENTION_INTERVENTION:
        near = first.start - verb.end <= _OBJECT and second.start - first.end <= _OF
        return index + 2 if near else None
    led = first.kinds & kinds.MENTION_INTERVENTION and first.start - verb.end <= 1
    for item in after[1:] if led and not verb.text.isascii() else ():
        if item.kinds & _EFFECTS:
            return index + 1
        if item.kinds & kinds.BOUNDARY:
            break
    return None


_ENHANCING: Final = kinds.INCREASE_VERB | kinds.DECREASE_VERB | kinds.BETTER_VERB
_EFFECTS: Final = kinds.EFFECT_NOUN | kinds.ROLES_EFFICACY | kinds.MENTION_RELIEF
_LEADING: Final = 6
_PAIR: Final = 2
_OBJECT: Final = 24
_OF: Final = 8


def _with_causes(items: list[Item]) -> list[Item]:
    """Let "而" after a cause join it to its effect: "因使用X而升高"."""
    marked = list(items)
    cause = -_CAUSE_REACH
    for index, item in enumerate(items):
        if item.text == _CAUSE:
            cause = item.end
        elif item.text == _THUS and item.start - cause <= _CAUSE_REACH:
            marked[index] = item._replace(kinds=item.kinds & ~kinds.BOUNDARY)
    return marked


_CAUSE: Final = "因"
_THUS: Final = "而"
_CAUSE_REACH: Final = 16


def _with_insignificance(items: list[Item]) -> list[Item]:
    """Mark "significant" where it is denied and stands for the whole predicate."""
    marked = items
    for index, item in enumerate(items):
        if not item.kinds & kinds.SIGNIFICANCE_YES or not index:
            continue
        before = items[index - 1]
        if not before.kinds & kinds.NEGATION_BEFORE or item.start - before.end > 2:
            continue
        after = items[index + 1] if index + 1 < len(items) else None
        if after is not None and after.start - item.end <= 2 and after.kinds & _GRADED:
            continue
        if marked is items:
            marked = list(items)
        marked[index] = item._replace(kinds=item.kinds | kinds.SIGNIFICANCE_NO)
    return marked


def _with_pro_verbs(items: list[Item]) -> list[Item]:
    """Mark auxiliaries that stand for a whole predicate ("but memantine did not")."""
    marked = list(items)
    open_end = True
    seen = False
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if item.depth:
            continue
        if item.kinds & (kinds.BOUNDARY_SEGMENT | kinds.BOUNDARY_STRONG | kinds.BOUNDARY_MIDDLE):
            open_end, seen = True, False
        elif item.kinds & kinds.NEGATION_AUXILIARY:
            if open_end and not seen and index:
                marked[index] = item._replace(kinds=item.kinds | kinds.ELLIPSIS_NOT)
            open_end = False
        elif item.kinds & _SPEAKING or item.term is not None:
            seen = True
    return marked


def _with_denials(items: list[Item]) -> list[Item]:
    """Mark "but not" before the predicate: "A, but not B, reduced pain"."""
    marked = items
    for index, item in enumerate(items):
        if item.depth:
            continue
        if item.kinds & kinds.ELLIPSIS_NOT and not item.kinds & kinds.ELLIPSIS_FINAL:
            if item.kinds & kinds.ARMS_DENIABLE:
                marked = list(items)
                marked[index] = item._replace(kinds=kinds.ARMS_DENIED)
            break
        if item.kinds & (kinds.STRONG | kinds.SILENT | kinds.PROVIDE_VERB):
            break
    return marked


_DENIALS: Final = frozenset(
    {
        ", but not",
        ", though not",
        ", although not",
        "but not",
        "and not",
        "though not",
        "although not",
    }
)
