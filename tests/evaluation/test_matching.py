"""Matching one to one."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.evaluation.matching import maximum_matching, overlaps, shared


@pytest.mark.parametrize(
    ("one", "other", "characters"),
    [
        (((0, 5),), ((3, 9),), 2),
        (((0, 5),), ((5, 9),), 0),
        (((0, 2), (6, 8)), ((1, 7),), 2),
        (((0, 2), (6, 8)), ((2, 6),), 0),
    ],
)
def test_shared_characters(one, other, characters) -> None:
    assert shared(one, other) == shared(other, one) == characters


def test_the_closest_span_is_preferred() -> None:
    gold = [((0, 30),), ((4, 9),), ((5, 8),)]
    assert overlaps([((4, 9),)], gold) == [[1, 0, 2]]


def test_a_match_gives_way_where_that_makes_two() -> None:
    # Taking 0-0 first would leave item 1 alone: 0 moves to 1.
    assert maximum_matching([[0, 1], [0]]) == {0: 1, 1: 0}


def _largest(edges: list[list[int]]) -> int:
    pairs = [(left, right) for left, items in enumerate(edges) for right in items]
    for size in range(len(pairs), 0, -1):
        for chosen in combinations(pairs, size):
            lefts, rights = zip(*chosen, strict=True)
            if len(set(lefts)) == len(set(rights)) == size:
                return size
    return 0


EDGES = st.lists(st.lists(st.integers(0, 3), max_size=3, unique=True), max_size=4)


@given(EDGES)
def test_no_matching_is_larger(edges: list[list[int]]) -> None:
    matched = maximum_matching(edges)
    assert all(right in edges[left] for left, right in matched.items())
    assert len(set(matched.values())) == len(matched)
    assert len(matched) == _largest(edges)


@given(EDGES)
def test_the_size_does_not_depend_on_the_order(edges: list[list[int]]) -> None:
    turned = [items[::-1] for items in reversed(edges)]
    assert len(maximum_matching(edges)) == len(maximum_matching(turned))


def test_a_long_chain_needs_no_recursion() -> None:
    size = 3000
    edges = [[index, index + 1] for index in range(size)] + [[0]]
    assert len(maximum_matching(edges)) == size + 1
