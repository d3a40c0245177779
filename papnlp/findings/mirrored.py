"""Comparisons of the same arms the other way round: "more harms with B", "fewer with A"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from papnlp.analysis import Finding

_REVERSED: Final = {"improved": "worsened", "worsened": "improved"}
_MOVED: Final = {"increase": "decrease", "decrease": "increase"}


def mirrors(one: Finding, other: Finding) -> bool:
    """Tell whether two findings compare the same arms the other way round, to the same end."""
    return (
        one.comparator is not None
        and one.intervention == other.comparator
        and one.comparator == other.intervention
        and _REVERSED.get(one.direction, one.direction) == other.direction
    )


def turned(finding: Finding) -> Finding:
    """Return a comparison told of its comparator; what it is based on stays the same.

    Parameters
    ----------
    finding : Finding
        A finding with a comparator.
    """
    if finding.comparator is None:
        return finding
    slots = dict(finding.slots)
    places = {"intervention": slots.pop("comparator", ()), "comparator": slots.pop("intervention")}
    return replace(
        finding,
        intervention=finding.comparator,
        comparator=finding.intervention,
        direction=_REVERSED.get(finding.direction, finding.direction),
        change=_MOVED.get(finding.change or "", finding.change),
        slots={**slots, **{slot: found for slot, found in places.items() if found}},
    )
