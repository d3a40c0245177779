"""Names that only add an incidental word to another name of their concept."""

from __future__ import annotations

import pytest

from papnlp.vocabulary.padding import Padding

INCIDENTAL = r"^(?:daily|mean) |(?: surgery| therapy)$|\d+ point "


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("daily yoga", {"yoga"}),
        ("yoga therapy", {"yoga"}),
        ("0 to 10 point pain scale", {"0 to pain scale"}),
        ("daily yoga", {"daily yoga", "yoga"}),
    ],
)
def test_a_name_with_an_incidental_word_is_padded(form: str, names: set[str]) -> None:
    assert Padding(INCIDENTAL).among([form], names) == {form}


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("daily yoga", {"daily yoga"}),
        ("yoga therapy", {"therapy"}),
        ("yoga daily", {"yoga"}),
        ("therapy", {"therapy", "yoga"}),
    ],
)
def test_other_names_are_not(form: str, names: set[str]) -> None:
    assert Padding(INCIDENTAL).among([form], names) == set()


def test_a_pattern_with_groups_is_taken_whole() -> None:
    assert Padding(r"^(daily) | (therapy)$").among(["yoga therapy"], {"yoga"}) == {"yoga therapy"}
