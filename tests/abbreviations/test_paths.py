"""The words of a window: found in any script, each with where it begins."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papnlp.abbreviations.paths import Words

SLOW = re.compile(r"[^\W\d_\u03b1-\u03c9]+|[\u03b1-\u03c9]|\d+|[,(\[]")
WINDOWS = st.text(st.sampled_from("abAB 12,(['-_.\n\u03b1\u03b2\u0391éß幻²½"), max_size=24)


@given(WINDOWS, st.integers(0, 3))
@example("_a__1-\u03b1b", 0)
def test_words_are_found_with_their_places(window: str, first: int) -> None:
    first = min(first, len(window))
    words = Words(window, first)
    matches = list(SLOW.finditer(window, first))
    assert [word for _, word in words.found] == [match.group() for match in matches]
    assert [words.start(at) for at in range(len(matches))] == [match.start() for match in matches]


@pytest.mark.parametrize("window", ["", " - "])
def test_a_window_may_have_none(window: str) -> None:
    assert Words(window, 0).found == []
