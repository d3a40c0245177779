"""Every measure of records, counted by hand."""

from __future__ import annotations

import pytest
from annotated import TEXTS, gold, record, table

from papnlp.evaluation import EvaluationError, evaluate
from papnlp.evaluation.counts import Counts

WANTED = gold(
    records=[
        record(
            "yoga", "relief", "improved", comparator=None, pain_type="stump", certainty="hedged"
        ),
        record("pt", None, "unclear", comparator=None, pain_type=None, certainty="asserted"),
    ]
)
FOUND = gold(
    records=[
        record(
            "yoga",
            "relief",
            "improved",
            comparator=None,
            pain_type=None,
            certainty="asserted",
            languages=["en", "zh"],
            direction_by_language={"en": "improved", "zh": "worsened"},
        ),
        record(
            "pt",
            "sleep",
            "unclear",
            comparator=None,
            pain_type=None,
            certainty="asserted",
            languages=["zh"],
            direction_by_language={"zh": "unclear"},
        ),
    ]
)


def test_three_keys() -> None:
    counts = {name: item for name, item in table(WANTED, FOUND).items() if "records" in name[0]}
    assert counts == {
        # (yoga, relief, improved) agrees; (pt, -, unclear) against (pt, sleep, unclear) does not.
        ("records", "all"): Counts(1, 2, 2),
        # In English only yoga was found; in Chinese yoga is said to worsen.
        ("records", "en"): Counts(1, 1, 2),
        ("records", "zh"): Counts(0, 2, 2),
        # Without the outcome both agree.
        ("records (intervention, direction)", "all"): Counts(2, 2, 2),
        ("records (intervention, direction)", "en"): Counts(1, 1, 2),
        ("records (intervention, direction)", "zh"): Counts(1, 2, 2),
        # The pain type of yoga is missing.
        ("records (full key)", "all"): Counts(0, 2, 2),
        ("records (full key)", "en"): Counts(0, 1, 2),
        ("records (full key)", "zh"): Counts(0, 2, 2),
        # One record is matched by the first key; hedged against asserted.
        ("records certainty", "all"): Counts(0, 1, 1),
    }


def test_a_key_of_ones_own() -> None:
    # By intervention and certainty: (yoga, hedged), (pt, asserted) against (yoga, asserted),
    # (pt, asserted). By the first key pt is matched, whose certainty agrees.
    counts = table(WANTED, FOUND, record_keys=[("intervention", "certainty"), ("direction",)])
    assert counts["records (intervention, certainty)", "all"] == Counts(1, 2, 2)
    assert counts["records (direction)", "all"] == Counts(2, 2, 2)
    assert counts["records certainty", "all"] == Counts(1, 1, 1)
    assert ("records", "all") not in counts


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (("dose",), "record key 'dose': use fields among intervention,"),
        (("harm",), "no gold record has 'harm': make the record key of intervention,"),
    ],
)
def test_a_key_that_can_never_agree_is_refused(key: tuple[str, ...], reason: str) -> None:
    with pytest.raises(EvaluationError, match=reason):
        evaluate([WANTED], [FOUND], record_keys=[key])


def test_records_of_one_key_are_paired_by_their_other_fields() -> None:
    # Both gold records have the key (yoga, relief, improved): one key, two pairs. The records
    # that agree in the pain type are paired, so both certainties agree.
    def both(first: str, second: str):
        return gold(
            records=[
                record("yoga", "relief", "improved", pain_type=pain, certainty=certainty)
                for pain, certainty in ((first, "hedged"), (second, "asserted"))
            ]
        )

    turned = gold(records=both("stump", "phantom")["records"][::-1])
    counts = table(both("stump", "phantom"), turned)
    assert counts["records", "all"] == Counts(1, 1, 1)
    assert counts["records certainty", "all"] == Counts(2, 2, 2)


@pytest.mark.parametrize(
    ("wanted", "spans", "covered"),
    [
        # "PT relieved stump" is 9-26.
        ({"quote": "PT relieved stump"}, [(9, 26)], True),
        ({"quote": "PT relieved stump"}, [(0, 32)], True),
        ({"quote": "PT relieved stump"}, [(9, 25)], False),
        # Two spans may cover it together; the space between them need not be covered.
        ({"quote": "PT relieved stump"}, [(9, 20), (21, 32)], True),
        ({"evidence": [{"lang": "en", "start": 9, "end": 11}]}, [(5, 20)], True),
        ({"evidence": [{"lang": "en", "start": 9, "end": 11}]}, [(0, 10)], False),
        # "a" stands at 3 and at 5 (and 28): one of the places is enough.
        ({"quote": "a"}, [(5, 8)], True),
        ({"quote": "a"}, [(9, 20)], False),
    ],
)
def test_evidence_covers_the_quote(wanted, spans, covered: bool) -> None:
    evidence = [{"lang": "en", "start": start, "end": end} for start, end in spans]
    counts = table(
        gold(records=[record("yoga", None, "improved", **wanted)]),
        gold(records=[record("yoga", None, "improved", evidence=evidence)]),
    )
    assert counts["records evidence", "en"] == Counts(int(covered), 1, 1)
    assert ("records evidence", "zh") not in counts


def test_evidence_is_scored_in_the_language_of_the_quote() -> None:
    assert "缓解" in TEXTS["zh"]
    counts = table(
        gold(records=[record("yoga", None, "improved", quote="缓解")]),
        gold(records=[record("yoga", None, "improved", quote="relieved")]),
    )
    assert counts["records evidence", "zh"] == Counts(0, 1, 1)
