"""The positions of the token measure."""

from __future__ import annotations

import pytest

from papnlp.evaluation.words import Words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("post-amputation pain", 3),
        ("残肢痛", 3),
        ("SF-36量表", 4),
        ("PLP, NRS (0–10).", 4),
        ("α2-agonist naïve", 3),
        (" \n…", 0),
    ],
)
def test_what_is_a_position(text: str, count: int) -> None:
    assert len(Words(text)) == count


def test_a_position_counts_from_one_shared_character() -> None:
    words = Words("PLPs and 幻肢痛")
    assert words.within(((0, 3),)) == [0]
    assert words.within(((3, 8),)) == [0, 1]
    assert words.within(((9, 11),)) == [2, 3]
    assert words.within(((4, 5),)) == []
    assert words.within(((0, 4), (11, 12))) == [0, 4]
