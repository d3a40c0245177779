"""Drugs that people only take, so that what is told is how much of them: "less morphine"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from papnlp.findings import kinds
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.lexicon import Item

_CONSUMED: Final = kinds.CONSUMPTION_AFTER | kinds.CONSUMPTION_BEFORE
_FAR: Final = 40


class ConsumptionReader:
    """Turns drugs beside words of consumption into outcomes.

    Parameters
    ----------
    cues : mapping
        Table ``consumption`` of the cue file: what stands before and after a drug that is taken.
    knowledge : Knowledge
        Tells what the consumption of a drug is as an outcome.
    """

    def __init__(self, cues: Mapping[str, Any], knowledge: Knowledge) -> None:
        self._taking = re.compile(cues["taking"])
        self._takers = re.compile(cues["takers"])
        self._knowledge = knowledge

    def __call__(self, items: list[Item], lower: str) -> None:
        """Change the items of a text in place."""
        for index, item in enumerate(items):
            place = -1
            if item.kinds & kinds.CONSUMPTION_LAST:
                place = self._taken_before(items, index, lower)
            if place < 0 and item.kinds & _CONSUMED:
                place = _beside(items, index, lower)
            drug = items[place] if place >= 0 else None
            outcome = None if drug is None else self._outcome(drug)
            if drug is None or drug.term is None or drug.term.label != "INTERVENTION":
                continue
            if outcome is not None:
                term = replace(drug.term, label="OUTCOME", concept=outcome)
                items[place] = drug._replace(kinds=kinds.MENTION_OUTCOME, term=term)
                if item.kinds & kinds.CONSUMPTION_ENDS:
                    items[index] = item._replace(kinds=item.kinds | kinds.DECREASE_VERB)
            elif item.kinds & kinds.CONSUMPTION_AFTER:
                items[place] = drug._replace(kinds=drug.kinds | kinds.CONSUMPTION_DRUG)

    def _outcome(self, drug: Item) -> str | None:
        if drug.term is None or drug.term.label != "INTERVENTION":
            return None
        return self._knowledge.consumption(drug.term.concept)

    def _taken_before(self, items: list[Item], index: int, lower: str) -> int:
        """Return the place of the drug that people took, else -1: "of 9 on opioids, 3 stopped"."""
        for place in range(index - 1, -1, -1):
            item = items[place]
            if item.kinds & kinds.BOUNDARY_SEGMENT:
                break
            if self._outcome(item) is not None:
                taken = self._taking.search(lower, max(item.start - _FAR, 0), item.start)
                return place if taken or self._takers.match(lower, item.end) else -1
        return -1


def _beside(items: list[Item], index: int, lower: str) -> int:
    """Return the place of what stands right before or after a word of consumption, else -1."""
    item = items[index]
    ends = item.kinds & kinds.CONSUMPTION_ENDS
    if item.kinds & kinds.CONSUMPTION_AFTER:
        beside = index > 0 and item.start - items[index - 1].end <= 1
        if beside and not (ends and items[index - 1].term is None):
            return index - 1
        place = _before_dose(items, index, lower) if ends else -1
        if place >= 0 or not ends:
            return place
    follows = index + 1 < len(items) and items[index + 1].start - item.end <= 1
    return index + 1 if item.kinds & kinds.CONSUMPTION_BEFORE and follows else -1


def _before_dose(items: list[Item], index: int, lower: str) -> int:
    """Return the place of what stands before an item and a dose: "morphine, 60 mg, was stopped"."""
    for place in range(index - 1, max(index - _DOSED, -1), -1):
        if items[place].term is not None:
            dosed = _DOSE.fullmatch(lower, items[place].end, items[index].start)
            return place if dosed else -1
    return -1


_DOSED: Final = 5
_DOSE: Final = re.compile(r"\s?(?:\([^()]*\)|,[^,;.()]{1,40},)\s?")
