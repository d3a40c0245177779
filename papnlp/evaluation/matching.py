"""One-to-one matching of predicted with gold items."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

Parts = tuple[tuple[int, int], ...]
"""Stretches of text, ``(start, end)`` each; a contiguous span has one."""


def shared(one: Parts, other: Parts) -> int:
    """Return the number of characters that two spans share."""
    return sum(
        max(0, min(end, right) - max(start, left)) for start, end in one for left, right in other
    )


def maximum_matching(edges: Sequence[Iterable[int]]) -> dict[int, int]:
    """Match as many items as possible, each with at most one.

    Augmenting paths, found breadth first (Berge, 1957; Hopcroft and Karp,
    1973). The size of the matching is the largest possible one and so does not
    depend on the order of the items; which pairs make it does.

    Parameters
    ----------
    edges : sequence of iterable of int
        For each item of the left side, the items of the right side that it may
        be matched with, the preferred ones first.

    Returns
    -------
    dict of int to int
        The partner of each matched item of the left side.
    """
    neighbours = [list(items) for items in edges]
    left_of: dict[int, int] = {}
    right_of: dict[int, int] = {}
    for root in range(len(neighbours)):
        _augment(root, neighbours, left_of, right_of)
    return right_of


def _augment(
    root: int, neighbours: list[list[int]], left_of: dict[int, int], right_of: dict[int, int]
) -> None:
    """Match one more item of the left side, if others can make room."""
    reached_from: dict[int, int] = {}
    queue = deque([root])
    while queue:
        left = queue.popleft()
        for right in neighbours[left]:
            if right in reached_from:
                continue
            reached_from[right] = left
            if right in left_of:
                queue.append(left_of[right])
                continue
            at: int | None = right
            while at is not None:
                left = reached_from[at]
                left_of[at], right_of[left], at = left, at, right_of.get(left)
            return


def overlaps(predicted: Sequence[Parts], gold: Sequence[Parts]) -> list[list[int]]:
    """Return, for each predicted span, the gold spans that share a character with it.

    The one that shares most comes first; of those, the one closest in extent,
    then the first in the text.
    """
    edges = []
    for one in predicted:
        found = [
            (-common, _distance(one, other), other, index)
            for index, other in enumerate(gold)
            if (common := shared(one, other))
        ]
        edges.append([index for *_, index in sorted(found)])
    return edges


def _distance(one: Parts, other: Parts) -> int:
    return abs(one[0][0] - other[0][0]) + abs(one[-1][1] - other[-1][1])
