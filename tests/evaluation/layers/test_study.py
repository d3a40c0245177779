"""Every measure of the study, counted by hand."""

from __future__ import annotations

from annotated import gold, table

from papnlp.evaluation.counts import Counts


def test_each_field_is_a_measure() -> None:
    wanted = gold(
        study={"design": "case series", "sample_size": None, "relevant": True, "years": [2, 1]}
    )
    found = gold(
        study={"design": "case series", "sample_size": 4, "relevant": False, "years": [1, 2]}
    )
    assert table(wanted, found) == {
        ("study design", "all"): Counts(1, 1, 1),
        # The gold set says that the text gives none.
        ("study sample_size", "all"): Counts(0, 1, 0),
        ("study relevant", "all"): Counts(0, 1, 1),
        ("study years", "all"): Counts(1, 1, 1),
    }


def test_only_fields_that_both_sides_have_are_scored() -> None:
    wanted = gold(study={"design": "case series", "group_sizes": [20, 21]})
    found = gold(study={"design": "protocol", "sample_size": 41})
    assert table(wanted, found) == {("study design", "all"): Counts(0, 1, 1)}


def test_nested_fields() -> None:
    wanted = gold(study={"population": {"limb": "lower", "cause": None}})
    found = gold(study={"population": {"limb": "upper", "cause": None}})
    assert table(wanted, found) == {
        ("study population.limb", "all"): Counts(0, 1, 1),
        ("study population.cause", "all"): Counts(0, 0, 0),
    }
