"""Outcomes that a clause names as exceptions: "sleep, but not anxiety, was better"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from papnlp.findings import kinds
from papnlp.findings.effects import DIRECTED, Effect
from papnlp.findings.lexicon import Item
from papnlp.findings.motions import BETTER, NONE
from papnlp.findings.targets import Target

_MEASURED: Final = kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE
_REACH: Final = 5


def excepted(effect: Effect) -> list[Effect]:
    """Part a claim from what it says the opposite of.

    "Sleep, but not anxiety, was better" denies the change of anxiety; "phantom
    pain, unlike stump pain, did not respond" says that stump pain did.

    Parameters
    ----------
    effect : Effect
        A claim with all outcomes that its clause names.
    """
    marked = _marked(effect)
    if not marked:
        return [effect]
    targets = [part for target in effect.targets for part in _by_pain(target)]
    apart = [target for target in targets if _stands_in(target, marked)]
    if not apart or len(apart) == len(targets):
        return [effect]
    rest = [target for target in targets if target not in apart]
    kind = NONE if effect.motion.kind in DIRECTED else BETTER
    motion = replace(effect.motion, kind=kind, rule="excepted")
    return [replace(effect, targets=apart, motion=motion), replace(effect, targets=rest)]


def _marked(effect: Effect) -> set[int]:
    """Return where the outcomes stand that a clause sets apart before its predicate."""
    before = [item for item in effect.clause.items if item.end <= effect.motion.cue.start]
    found: set[int] = set()
    for index, item in enumerate(before):
        denies = item.kinds & kinds.ARMS_DENIED and effect.motion.kind in DIRECTED
        if denies or item.kinds & kinds.ARMS_UNLIKE:
            found.update(_listed(before[index + 1 :], item.end))
    return found


def _listed(items: Sequence[Item], begin: int) -> list[int]:
    """Return where the outcomes of a list stand that begins at some place."""
    found: list[int] = []
    for item in items:
        if item.start - begin > _REACH:
            break
        if item.kinds & _MEASURED:
            found.append(item.start)
        elif not item.kinds & kinds.BOUNDARY_WEAK or item.kinds & kinds.BOUNDARY_CLOSING:
            break
        begin = item.end
    return found


def _by_pain(target: Target) -> list[Target]:
    """Part an outcome of several pain types into one for each."""
    if len(target.pains) <= 1:
        return [target]
    return [replace(target, pains=(pain,)) for pain in target.pains]


def _stands_in(target: Target, places: set[int]) -> bool:
    """Tell whether an outcome, or the pain that it is about, stands at one of some places."""
    if target.span is not None and not target.span.inferred and target.span.start in places:
        return True
    return bool(target.pains) and all(slot.start in places for _, slot in target.pains)
