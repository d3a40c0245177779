"""Classes named with their members: "peripheral interventions (such as X and Y)"."""

from __future__ import annotations

from papnlp.findings import kinds
from papnlp.findings.clauses import Clause
from papnlp.findings.lexicon import Item


def with_members(clause: Clause) -> list[Item]:
    """Return the items outside brackets; of a class with members, the members only.

    Parameters
    ----------
    clause : Clause
        The clause.
    """
    items = list(clause.items)
    everything = sorted([*clause.items, *clause.aside], key=lambda item: item.start)
    for index, marker in enumerate(everything):
        if not marker.kinds & (kinds.ARMS_MEMBERS):
            continue
        members = _members(everything, index)
        if not members:
            continue
        owner = _owner(everything, index)
        if owner is not None:
            items = [item for item in items if item.start != owner.start]
        known = {(item.start, id(item.term)) for item in items}
        items.extend(
            item._replace(depth=0) for item in members if (item.start, id(item.term)) not in known
        )
    items.sort(key=lambda item: item.start)
    return items


def _members(everything: list[Item], index: int) -> list[Item]:
    marker = everything[index]
    members = []
    reached = marker.end
    for item in everything[index + 1 :]:
        if (
            item.depth < marker.depth
            or item.kinds & (kinds.BOUNDARY_STRONG)
            or item.kinds & kinds.CHANGE
        ):
            break
        if item.term is not None and item.term.label == "INTERVENTION":
            if item.start - reached > 60:
                break
            members.append(item)
            reached = item.end
    return members


def _owner(everything: list[Item], index: int) -> Item | None:
    """Return the class whose members follow: the arm right before the marker."""
    marker = everything[index]
    for item in reversed(everything[:index]):
        if item.term is not None and item.depth < marker.depth + 1:
            if item.term.label == "INTERVENTION" and marker.start - item.end <= 18:
                return item
            return None
        if item.kinds & kinds.CHANGE:
            return None
    return None
