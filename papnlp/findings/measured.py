"""Which pain a scale rates in a study, and which outcome is its primary one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from papnlp.analysis import Slot
from papnlp.findings import kinds
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.lexicon import Item
from papnlp.findings.targets import Target
from papnlp.findings.themes import Themes

_BESIDE: Final = 40
_RATED: Final = 16
_OWNED: Final = 1
_ENDING: Final = kinds.BOUNDARY_SEGMENT | kinds.BOUNDARY_STRONG | kinds.ARMS_ALLOCATE


class MeasureReader:
    """Reads what a study measures, before its claims.

    Parameters
    ----------
    knowledge : Knowledge
        Tells scales of pain.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def rated(self, preparing: Sequence[list[Item]], themes: Themes) -> None:
        """Remember which pain a scale in brackets measures: "postoperative pain (VNRS)"."""
        for inside in preparing:
            pain: Item | None = None
            for item, after in zip_longest(inside, inside[1:]):
                if after is not None and self._rates(item, after):
                    scale, rated = sorted((item, after), key=_is_pain)
                    if scale.term and rated.term:
                        themes.of_outcome.setdefault(scale.term.concept, rated.term.concept)
                if item.kinds & _ENDING:
                    pain = None
                elif item.term is not None and item.term.label == "PAIN_TYPE":
                    pain = item
                elif item.term is not None and item.term.label == "OUTCOME":
                    if pain is not None and pain.term and self._grades(item, pain):
                        themes.of_outcome.setdefault(item.term.concept, pain.term.concept)
                    pain = pain if item.depth else None

    def _rates(self, item: Item, after: Item) -> bool:
        """Tell whether a scale and a pain type are one: "NRS ratings of postoperative pain"."""
        if item.term is None or after.term is None or item.depth != after.depth:
            return False
        scale, pain = sorted((item, after), key=_is_pain)
        reach = _RATED if scale is item else _OWNED
        return (
            _is_pain(pain)
            and not _is_pain(scale)
            and scale.term is not None
            and self._knowledge.is_pain_scale(scale.term.concept)
            and after.start - item.end <= reach
        )

    def _grades(self, scale: Item, pain: Item) -> bool:
        """Tell whether a scale stands in a bracket right after a pain type."""
        return (
            scale.term is not None
            and self._knowledge.is_pain_scale(scale.term.concept)
            and scale.depth > pain.depth
            and scale.start - pain.end <= _BESIDE
        )

    def primary(self, items: Sequence[list[Item]], themes: Themes) -> None:
        """Read the primary outcome: "the primary endpoint was pain intensity at rest"."""
        for inside in items:
            cue = next((item for item in inside if item.kinds & kinds.CLAIM_PRIMARY), None)
            if cue is None:
                continue
            for item in inside:
                if item.start >= cue.end and item.term is not None and item.term.label == "OUTCOME":
                    concept = item.term.concept
                    pain = self._knowledge.is_pain_scale(concept)
                    span = Slot(item.start, item.end, inferred=True)
                    themes.primary = Target(
                        self._knowledge.intensity if pain else concept,
                        None if pain else span,
                        concept if pain else None,
                        span if pain else None,
                        pains=tuple(
                            (other.term.concept, Slot(other.start, other.end, inferred=True))
                            for other in inside
                            if other.term is not None
                            and other.term.label == "PAIN_TYPE"
                            and other.start > cue.end
                        )[:1],
                    )
                    return
            if themes.primary is None:
                themes.primary = self._felt(cue, inside)

    def _felt(self, cue: Item, items: list[Item]) -> Target | None:
        """Return the primary outcome that is a pain: "the primary endpoint was stump pain"."""
        after = [item for item in items if item.start >= cue.end]
        pain = next((item for item in after if _is_pain(item)), None)
        if pain is None or pain.term is None:
            return None
        counted = any(
            item.kinds & kinds.INCIDENCE_WORD for item in after if item.start < pain.start
        )
        outcome = self._knowledge.incidence if counted else self._knowledge.intensity
        felt = (pain.term.concept, Slot(pain.start, pain.end, inferred=True))
        return Target(outcome, pains=(felt,))


def _is_pain(item: Item) -> bool:
    return item.term is not None and item.term.label == "PAIN_TYPE"
