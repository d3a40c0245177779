"""Every measure of mentions and concepts, counted by hand."""

from __future__ import annotations

import pytest
from annotated import gold, mention, table

from papnlp.evaluation import evaluate
from papnlp.evaluation.counts import Counts
from papnlp.model import Model

# en  0         1         2         3
#     0123456789012345678901234567890123456789
#     Sham mirror therapy eased stump pain now
TEXT = {"en": "Sham mirror therapy eased stump pain now"}


def spans(*given: tuple[int, int], label: str = "INTERVENTION"):
    return gold(TEXT, mentions=[mention("en", *span, label) for span in given])


@pytest.mark.parametrize(
    ("wanted", "found", "exact", "overlap", "token"),
    [
        # The same span: one position ("Sham").
        ([(0, 4)], [(0, 4)], Counts(1, 1, 1), Counts(1, 1, 1), Counts(1, 1, 1)),
        # "mirror therapy" for "Sham mirror therapy": no exact match, an overlapping one,
        # two of three positions.
        ([(0, 19)], [(5, 19)], Counts(0, 1, 1), Counts(1, 1, 1), Counts(2, 2, 3)),
        # Two predictions inside one gold mention: only one of them is matched with it.
        ([(0, 19)], [(0, 4), (5, 19)], Counts(0, 2, 1), Counts(1, 2, 1), Counts(3, 3, 3)),
        # One prediction over two gold mentions: it is matched with one of them.
        ([(0, 4), (5, 19)], [(0, 19)], Counts(0, 1, 2), Counts(1, 1, 2), Counts(3, 3, 3)),
        # The prediction 0-19 is one gold mention and overlaps another; 13-19 overlaps only the
        # first. Both are matched where 0-19 is matched with the second.
        # Positions: gold Sham mirror therapy (3), predicted the same.
        ([(0, 19), (0, 4)], [(0, 19), (12, 19)], Counts(1, 2, 2), Counts(2, 2, 2), Counts(3, 3, 3)),
        # They touch but share no character. Gold: Sham; predicted: mirror.
        ([(0, 4)], [(5, 11)], Counts(0, 1, 1), Counts(0, 1, 1), Counts(0, 1, 1)),
        # Half a word is enough for the position and for the overlap.
        ([(26, 36)], [(26, 33)], Counts(0, 1, 1), Counts(1, 1, 1), Counts(2, 2, 2)),
        ([], [(0, 4)], Counts(0, 1, 0), Counts(0, 1, 0), Counts(0, 1, 0)),
    ],
)
def test_three_ways_to_match(wanted, found, exact, overlap, token) -> None:
    counts = table(spans(*wanted), spans(*found))
    assert counts["mentions", "en"] == exact
    assert counts["mentions (overlap)", "en"] == overlap
    assert counts["mentions (token)", "en"] == token


def test_labels_must_agree_in_all_three() -> None:
    counts = table(spans((0, 4)), spans((0, 4), label="OUTCOME"))
    for name in ("mentions", "mentions (overlap)", "mentions (token)"):
        assert counts[name, "en"] == Counts(0, 1, 1)
        assert counts[f"{name}: INTERVENTION", "en"] == Counts(0, 0, 1)
        assert counts[f"{name}: OUTCOME", "en"] == Counts(0, 1, 0)


def test_characters_are_the_positions_of_chinese() -> None:
    # 残端痛 against 残端: two of three characters.
    text = {"zh": "瑜伽缓解残端痛。"}
    wanted = gold(text, mentions=[mention("zh", 4, 7, "PAIN_TYPE")])
    found = gold(text, mentions=[mention("zh", 4, 6, "PAIN_TYPE")])
    assert table(wanted, found)["mentions (token)", "zh"] == Counts(2, 2, 3)


def test_a_discontinuous_mention() -> None:
    # "Sham ... therapy": exact compares the outer span, the others what it covers.
    wanted = gold(TEXT, mentions=[mention("en", 0, 19, "INTERVENTION", parts=[[0, 4], [12, 19]])])
    counts = table(wanted, spans((0, 19)))
    assert counts["mentions", "en"] == Counts(1, 1, 1)
    assert counts["mentions (token)", "en"] == Counts(2, 3, 2)
    assert table(wanted, spans((5, 11)))["mentions (overlap)", "en"] == Counts(0, 1, 1)


def with_concepts(*given: tuple[int, int, str | None]):
    return gold(
        TEXT, mentions=[mention("en", start, end, "INTERVENTION", c) for start, end, c in given]
    )


def test_members_of_a_coordination_are_one_mention_and_several_concepts() -> None:
    counts = table(
        with_concepts((0, 19, "pap:a"), (0, 19, "pap:b")), with_concepts((0, 19, "pap:a"))
    )
    assert counts["mentions", "en"] == counts["mentions (overlap)", "en"] == Counts(1, 1, 1)
    assert counts["concepts", "en"] == Counts(1, 1, 2)


DRG, SCS, NEUROMODULATION = (
    "pap:dorsal-root-ganglion-stimulation",
    "pap:spinal-cord-stimulation",
    "pap:neuromodulation",
)


@pytest.mark.parametrize(
    ("wanted", "found", "exact", "broader"),
    [
        ([(0, 4, SCS)], [(0, 4, SCS)], 1, 1),
        # An ancestor or a descendant of the gold concept: right only with credit.
        ([(0, 4, SCS)], [(0, 4, NEUROMODULATION)], 0, 1),
        ([(0, 4, NEUROMODULATION)], [(0, 4, SCS)], 0, 1),
        # A sister is wrong in both.
        ([(0, 4, SCS)], [(0, 4, DRG)], 0, 0),
        # The span must be the same in both.
        ([(0, 4, SCS)], [(0, 11, SCS)], 0, 0),
        # The ancestor may stand for one of two members only.
        ([(0, 4, SCS), (0, 4, DRG)], [(0, 4, NEUROMODULATION)], 0, 1),
        # The exact one is not spent on another: SCS for SCS, the ancestor for DRG.
        ([(0, 4, SCS), (0, 4, DRG)], [(0, 4, NEUROMODULATION), (0, 4, SCS)], 1, 2),
        ([(0, 4, None), (5, 11, SCS)], [(0, 4, None), (5, 11, None)], 1, 1),
    ],
)
def test_credit_for_the_hierarchy_stands_apart(model: Model, wanted, found, exact, broader) -> None:
    assert model.vocabulary.is_related(SCS, NEUROMODULATION)
    counts = table(with_concepts(*wanted), with_concepts(*found), vocabulary=model.vocabulary)
    if any(concept for *_, concept in found):
        assert counts["concepts", "en"] == Counts(exact, len(found), len(wanted))
        assert counts["concepts (broader)", "en"] == Counts(broader, len(found), len(wanted))
    else:
        assert ("concepts", "en") not in counts


def test_without_a_vocabulary_there_is_no_credit() -> None:
    counts = table(with_concepts((0, 4, SCS)), with_concepts((0, 4, SCS)))
    assert ("concepts", "en") in counts
    assert ("concepts (broader)", "en") not in counts


@pytest.mark.parametrize("scope", [{"concepts": False}, None])
def test_concepts_that_were_not_annotated_are_not_scored(scope) -> None:
    wanted = {**with_concepts((0, 4, None)), **({"scope": scope} if scope else {})}
    counts = table(wanted, with_concepts((0, 4, SCS)))
    assert counts["mentions", "en"] == Counts(1, 1, 1)
    assert ("concepts", "en") not in counts


def test_labels_outside_the_scope_are_ignored() -> None:
    wanted = {**spans((0, 4)), "scope": {"labels": ["INTERVENTION"]}}
    found = spans((0, 4))
    found["mentions"].append(mention("en", 26, 36, "PAIN_TYPE"))
    assert table(wanted, found)["mentions", "en"] == Counts(1, 1, 1)
    assert table(found, wanted)["mentions", "en"] == Counts(1, 1, 1)


def test_what_lies_outside_the_regions_is_ignored() -> None:
    wanted = {**spans((0, 4)), "scope": {"regions": {"en": [[0, 19]]}}}
    found = spans((0, 4), (12, 25), (26, 36))
    assert table(wanted, found)["mentions", "en"] == Counts(1, 1, 1)


def test_a_layer_that_one_side_lacks_is_not_scored() -> None:
    wanted = gold(TEXT, abbreviations=[])
    assert not {name for name, _ in table(wanted, spans((0, 4)))}
    assert evaluate([spans((0, 4))], [wanted]).scores == ()
