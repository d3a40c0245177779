"""Values of two arms, and before and after."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.findings import numbers


def whole(function, text: str):
    return function(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("6.4 before and 2.1 after treatment", (6.4, 2.1)),
        ("7 before surgery versus 3 six weeks afterwards", (7.0, 3.0)),
        ("pain went from 7.4 to 2.9", (7.4, 2.9)),
        ("from a mean of 7 to a median of 2", (7.0, 2.0)),
        ("治疗前后评分分别为6.4和2.1", (6.4, 2.1)),
        ("由7.4降至2.9", (7.4, 2.9)),
        ("6.4 and 2.1", None),
        ("before treatment it was 6.4. after it, 2.1", None),
    ],
)
def test_before_after(text, wanted):
    assert whole(numbers.before_after, text) == wanted


def beside(text: str) -> tuple[float, float] | None:
    arms = [(text.index(name), text.index(name) + len(name)) for name in ("yoga", "rest")]
    return numbers.beside(text, arms)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("12% of yoga and 18% of rest", (12.0, 18.0)),
        ("yoga 12, rest 18", (12.0, 18.0)),
        ("four with yoga and nine with rest", (4.0, 9.0)),
        ("the yoga arm had 2.5 and the rest arm had 3.5", (2.5, 3.5)),
        ("yoga and rest", None),
        ("12 with yoga and rest", None),
        ("yoga for 12 weeks, rest for 6 weeks", None),
    ],
)
def test_beside(text, wanted):
    assert beside(text) == wanted


@given(st.integers(0, 999), st.integers(0, 999))
def test_values_belong_to_the_arm_that_they_stand_beside(first, second):
    assert beside(f"{first} with yoga and {second} with rest") == (first, second)
    assert beside(f"yoga {first}, rest {second}") == (first, second)
