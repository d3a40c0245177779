"""Counts and shares of people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.findings import counting


def whole(function, text: str):
    return function(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("in 12 of 40 and 24 of 48", [0.3, 0.5]),
        ("12/40", [0.3]),
        ("12 out of 40", [0.3]),
        ("12 of the 40", [0.3]),
        ("40例患者中有12例", [0.3]),
        ("40例中12例，50例中25例", [0.3, 0.5]),
        ("3 of 0", []),
        ("a mean of 4.5", []),
    ],
)
def test_all_shares(text, wanted):
    assert whole(counting.all_shares, text) == pytest.approx(wanted)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 99)), max_size=4))
def test_every_share_is_found_in_order(pairs):
    text = ", ".join(f"{part} of {total}" for part, total in pairs)
    wanted = [part / total for part, total in pairs]
    assert whole(counting.all_shares, text) == wanted
    assert whole(counting.shares, text) == (tuple(wanted) if len(pairs) == 2 else None)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("in 12 of 40", True),
        ("9/11", True),
        ("in 45% of them", True),
        ("three patients", True),
        ("most elderly patients", True),
        ("all amputees", True),
        ("were more likely", True),
        ("12例", True),
        ("a 3-point fall", False),
        ("pain fell to 4.5", False),
        ("疼痛降至4.5分", False),
    ],
)
def test_counts_people(text, wanted):
    assert whole(counting.counts_people, text) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("four improved", True),
        ("3例加重", True),
        ("two patients were worse", True),
        ("worsened in six", True),
        ("at week 4 improved", False),
        ("improved in the four responders", False),
        ("improved", False),
    ],
)
def test_counts_beside(text, wanted):
    word = next(w for w in ("improved", "加重", "worse", "worsened") if w in text)
    word = "worsened" if "worsened" in text else word
    start = text.index(word)
    assert counting.counts_beside(text, start, start + len(word)) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("sixty-three (77%) had less pain", True),
        ("12例(40%)缓解", True),
        ("77% had less pain", False),
        ("a difference (95% ci 2 to 4)", False),
    ],
)
def test_has_shares(text, wanted):
    assert whole(counting.has_shares, text) is wanted
