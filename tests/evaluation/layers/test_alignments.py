"""Every measure of sentence alignment, counted by hand."""

from __future__ import annotations

import pytest
from annotated import gold, table

from papnlp.evaluation.counts import Counts

TEXTS = {"en": "Aaaa. Bbbb. Cccc.", "zh": "甲甲。乙乙。丙丙。"}
SENTENCES = {"en": [[0, 5], [6, 11], [12, 17]], "zh": [[0, 3], [3, 6], [6, 9]]}


def aligned(*beads: tuple[list[int], list[int]], sentences=None):
    return gold(
        TEXTS,
        sentences=sentences or SENTENCES,
        alignments=[{"en": en, "zh": zh} for en, zh in beads],
    )


@pytest.mark.parametrize(
    ("wanted", "found", "links", "beads"),
    [
        # 0-0 1-1 2-2 against 0-0 1-1 2-1: two links of three; one bead of two: {1, 2 | 1} is none.
        (
            [([0], [0]), ([1], [1]), ([2], [2])],
            [([0], [0]), ([1, 2], [1])],
            Counts(2, 3, 3),
            Counts(1, 2, 3),
        ),
        # A bead of two sentences is two links.
        ([([0, 1], [0])], [([0, 1], [0])], Counts(2, 2, 2), Counts(1, 1, 1)),
        # The same links, told as two beads, hang together as one.
        ([([0, 1], [0])], [([0], [0]), ([1], [0])], Counts(2, 2, 2), Counts(1, 1, 1)),
        # A sentence without a translation is no link.
        ([([0], [0]), ([1], [])], [([0], [0])], Counts(1, 1, 1), Counts(1, 1, 1)),
    ],
)
def test_links_and_beads(wanted, found, links: Counts, beads: Counts) -> None:
    counts = table(aligned(*wanted), aligned(*found))
    assert counts["alignments", "all"] == links
    assert counts["alignments (beads)", "all"] == beads


def test_other_sentences_are_projected_onto_those_of_the_gold_set() -> None:
    # Found: the first English sentence cut in two, the Chinese ones of the second and third
    # joined. 0-0 and 1-0 are both gold 0-0; 2-1 and 3-1 reach both Chinese sentences each:
    # links 0-0, 1-1, 1-2, 2-1, 2-2 against 0-0, 1-1, 2-2.
    found = aligned(
        ([0], [0]),
        ([1], [0]),
        ([2, 3], [1]),
        sentences={"en": [[0, 2], [2, 5], [6, 11], [12, 17]], "zh": [[0, 3], [3, 9]]},
    )
    counts = table(aligned(([0], [0]), ([1], [1]), ([2], [2])), found)
    assert counts["alignments", "all"] == Counts(3, 5, 3)
    # Beads: {0 | 0} and {1, 2 | 1, 2} against three of one sentence each.
    assert counts["alignments (beads)", "all"] == Counts(1, 2, 3)


def test_a_sentence_that_shares_less_than_half_is_another() -> None:
    # 0-7 holds all of "Aaaa." and one of the five characters of "Bbbb.".
    found = aligned(([0], [0]), sentences={"en": [[0, 7]], "zh": [[0, 3]]})
    counts = table(aligned(([0], [0]), ([1], [1])), found)
    assert counts["alignments", "all"] == Counts(1, 1, 2)
