"""What tests of significance say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.findings import testing


def whole(function, text: str):
    return function(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("(p < 0.001)", [True]),
        ("(p=.03; p=.2)", [True, False]),
        ("p = 0.05", [False]),
        ("p < 0.05", [True]),
        ("p ≤ 0.05", [True]),
        ("p > 0.05", [False]),
        ("p ≥ 0.01", [False]),
        ("p > 0.001", []),
        ("p > 0.0001; p = 0.3", [False]),
        ("p-value of 0.04", [True]),
        ("p值均<0.05", [True]),
        ("p=0·02", [True]),
        ("p = 2 x 10^-4", []),
        ("p = 0.2 x 10^-4", [True]),
        ("p = 1", [False]),
        ("p = 1.0", [False]),
        ("step 0.01", []),
        ("the p value was not given", []),
    ],
)
def test_p_values(text, wanted):
    assert whole(testing.p_values, text) == wanted


def test_p_values_outside_the_stretch_do_not_count():
    text = "p = 0.03; p = 0.20"
    assert testing.p_values(text, text.index(";"), len(text)) == [False]


@given(st.floats(0.0001, 0.9999), st.sampled_from(["=", "<", ">"]))
def test_a_p_value_is_significant_below_five_in_a_hundred(value, sign):
    text = f"p {sign} {value:.4f}"
    shown = float(f"{value:.4f}")
    below = shown < 0.05 or (sign == "<" and shown == 0.05)
    told = [sign != ">" and below] if shown < 1 else [False]
    assert whole(testing.p_values, text) == ([] if sign == ">" and shown < 0.01 else told)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("md -1.8, 95% ci -2.9 to -0.7", -1),
        ("md 1.8, 95% ci 0.7 to 2.9", 1),
        ("md 0.1 (95% ci: -0.5 to 0.7)", 0),
        ("95% confidence interval from 0.2 to 0.9", 1),
        ("odds ratio 0.5, 95% ci 0.2 to 0.9", -1),
        ("rr 1.4 (95% ci 1.1-1.9)", 1),
        ("hazard ratio 0.9, 95% ci 0.6 to 1.3", 0),
        ("比值比0.5，95%ci为0.2至0.9", -1),
        ("95% ci 0.9 to 0.2", 1),
        ("2.9 to 0.7", None),
    ],
)
def test_side_of_null(text, wanted):
    assert whole(testing.side_of_null, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("(or 0.48, 95% ci 0.25 to 0.92)", True),
        ("(hazard ratio 1.5; 95% ci, 1.1-2.2)", True),
        ("(mean difference -1.7, 95% ci -2.3 to -1.1)", False),
        ("(or 0.48)", False),
    ],
)
def test_compares(text, wanted):
    assert whole(testing.compares, text) is wanted


@given(st.text("abc (),", max_size=20), st.sampled_from(["p=0.01", "p < 0.05", "p=.2"]))
def test_before_p_stops_at_the_first_p_value(text, told):
    said = f"{text} {told} and p=0.5"
    assert testing.before_p(said, 0, len(said)) == said.index(told)
    assert testing.before_p(text, 0, len(text)) == len(text)
