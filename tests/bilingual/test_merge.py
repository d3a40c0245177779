"""The findings of two languages become one list of records."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.analysis import Analysis, Finding, Slot, Span
from papnlp.bilingual.kinship import Kinship
from papnlp.bilingual.merge import make_record, match_findings, merge
from papnlp.evidence import Alignment, Record, Statistic
from papnlp.findings.knowledge import Knowledge
from papnlp.model import open_model
from papnlp.text.normalise import normalise

EN = "Yoga helped. Rest did not. Heat may help."
ZH = "瑜伽有效。休息无效。热敷可能有效。"
EN_STARTS, ZH_STARTS = (0, 13, 27), (0, 5, 10)
KIN = Kinship(Knowledge(open_model()))
ALIGNED = [Alignment((index,), (index,), 1.0) for index in range(3)]


def analysis(lang: str, *findings: Finding, source: str | None = None) -> Analysis:
    made = Analysis(normalise(source or (EN if lang == "en" else ZH), lang))
    starts = EN_STARTS if lang == "en" else ZH_STARTS
    ends = (*starts[1:], len(made.text.norm))
    made.sentences = [Span(start, end, "results") for start, end in zip(starts, ends, strict=True)]
    made.findings = list(findings)
    return made


def finding(lang: str, sentence: int, **fields: Any) -> Finding:
    start = (EN_STARTS if lang == "en" else ZH_STARTS)[sentence]
    values: dict[str, Any] = {
        "intervention": "pap:yoga",
        "direction": "improved",
        "certainty": "asserted",
        "section": "results",
        "start": start,
        "end": start + 4,
        "cue": (start, start + 2),
        "rule": "test",
    }
    return Finding(**{**values, **fields})


def merged(
    en: list[Finding], zh: list[Finding], alignments: list[Alignment] = ALIGNED
) -> tuple[Record, ...]:
    analyses = {"en": analysis("en", *en), "zh": analysis("zh", *zh)}
    return merge("doc", analyses, alignments, KIN)


def test_the_same_claim_in_both_languages_is_one_record() -> None:
    (record,) = merged([finding("en", 0)], [finding("zh", 0)])
    assert record.languages == ("en", "zh")
    assert record.agreement == "both"
    assert record.direction_by_language == {"en": "improved", "zh": "improved"}
    assert [(quote.lang, quote.start, quote.cue) for quote in record.evidence] == [
        ("en", 0, (0, 2)),
        ("zh", 0, (0, 2)),
    ]


def test_directions_that_differ_are_a_conflict_and_english_decides() -> None:
    (record,) = merged(
        [finding("en", 0, direction="no_difference")], [finding("zh", 0, direction="worsened")]
    )
    assert record.agreement == "conflict"
    assert record.direction == "no_difference"
    assert record.direction_by_language == {"en": "no_difference", "zh": "worsened"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_claim_of_one_language_names_it(lang: str) -> None:
    found = {"en": [], "zh": [], lang: [finding(lang, 1)]}
    (record,) = merged(found["en"], found["zh"])
    assert record.agreement == lang
    assert record.languages == (lang,)


def test_a_document_in_one_language_has_no_agreement() -> None:
    (record,) = merge("doc", {"zh": analysis("zh", finding("zh", 0))}, [], KIN)
    assert record.agreement is None
    assert record.languages == ("zh",)


def test_other_interventions_and_other_slots_are_other_claims() -> None:
    records = merged([finding("en", 0)], [finding("zh", 0, intervention="pap:rest")])
    assert [record.agreement for record in records] == ["en", "zh"]
    records = merged([finding("en", 0, pain_type="pap:a")], [finding("zh", 0, pain_type="pap:b")])
    assert [record.agreement for record in records] == ["en", "zh"]


GENERAL, SPECIAL = "pap:neurostimulation", "pap:spinal-cord-stimulation"


def test_akin_arms_are_one_claim_only_where_aligned_and_agreed() -> None:
    en, zh = finding("en", 0, intervention=SPECIAL), finding("zh", 0, intervention=GENERAL)
    (record,) = merged([en], [zh])
    assert (record.intervention, record.agreement) == (SPECIAL, "both")
    assert len(merged([en], [zh], [])) == 2
    against = finding("zh", 0, intervention=GENERAL, direction="worsened")
    assert [record.agreement for record in merged([en], [against])] == ["en", "zh"]


def test_akin_outcomes_are_one_claim_and_english_names_it() -> None:
    (record,) = merged(
        [finding("en", 0, outcome="pap:pain-relief")],
        [finding("zh", 0, outcome="pap:pain-intensity")],
    )
    assert (record.outcome, record.agreement) == ("pap:pain-relief", "both")


@pytest.mark.parametrize("slot", ["comparator", "pain_type"])
def test_one_slot_read_otherwise_is_settled_by_english(slot: str) -> None:
    fields = {"outcome": "pap:sleep-quality", "comparator": "pap:placebo", "pain_type": None}
    en = finding("en", 0, **{**fields, slot: "pap:usual-care"})
    zh = finding("zh", 0, **{**fields, slot: "pap:mirror-therapy"})
    (record,) = merged([en], [zh])
    assert (getattr(record, slot), record.agreement) == ("pap:usual-care", "both")
    assert len(merged([en], [zh], [])) == 2


def test_two_slots_or_an_outcome_read_otherwise_are_other_claims() -> None:
    en = finding("en", 0, comparator="pap:placebo", pain_type="pap:residual-limb-pain")
    zh = finding("zh", 0, comparator="pap:usual-care", pain_type="pap:phantom-limb-pain")
    assert len(merged([en], [zh])) == 2
    en = finding("en", 0, outcome="pap:sleep-quality")
    assert len(merged([en], [finding("zh", 0, outcome="pap:quality-of-life")])) == 2


def test_what_is_the_same_in_both_is_paired_before_what_is_read_otherwise() -> None:
    arms = {
        "en": ("pap:placebo", "pap:usual-care"),
        "zh": ("pap:mirror-therapy", "pap:placebo"),
    }
    en, zh = (
        [finding(lang, 0, outcome="pap:sleep-quality", comparator=name) for name in names]
        for lang, names in arms.items()
    )
    assert [record.comparator for record in merged(en, zh)] == ["pap:placebo", "pap:usual-care"]


def test_an_open_slot_is_filled_where_the_sentences_are_aligned() -> None:
    en = [finding("en", 0, outcome="pap:sleep")]
    zh = [finding("zh", 0, pain_type="pap:a", instrument="pap:vas", timepoint="3个月")]
    (record,) = merged(en, zh)
    assert (record.outcome, record.pain_type) == ("pap:sleep", "pap:a")
    assert (record.instrument, record.timepoint) == ("pap:vas", "3个月")


def test_an_open_slot_keeps_claims_of_unaligned_sentences_apart() -> None:
    en = [finding("en", 0, outcome="pap:sleep", pain_type="pap:a")]
    records = merged(en, [finding("zh", 2)])
    assert [record.agreement for record in records] == ["en", "zh"]
    (record,) = merged(en, [finding("zh", 2, outcome="pap:sleep", pain_type="pap:a")])
    assert record.agreement == "both"


def test_each_finding_is_used_once_and_the_better_pair_wins() -> None:
    en = analysis("en", finding("en", 0), finding("en", 1, direction="worsened"))
    zh = analysis("zh", finding("zh", 1, direction="worsened"))
    assert match_findings(en, zh, ALIGNED, KIN) == [(0, None), (1, 0)]


def test_records_stand_in_the_order_of_the_english_findings() -> None:
    names = ["pap:a", "pap:b", "pap:c"]
    en = [finding("en", at, intervention=name) for at, name in enumerate(names)]
    zh = [finding("zh", at, intervention=name) for at, name in enumerate(reversed(names))]
    zh.append(finding("zh", 0, intervention="pap:z"))
    assert [record.intervention for record in merged(en, zh)] == [*names, "pap:z"]


def test_statistics_and_arguments_of_both_languages_are_kept_with_their_text() -> None:
    source = "\u200bYoga helped. Rest did not. Heat may help."
    statistic = Statistic("p_value", "Yoga", 0, 4, "en")
    en = analysis(
        "en",
        finding("en", 0, statistics=(statistic,), slots={"intervention": (Slot(0, 4),)}),
        source=source,
    )
    zh = analysis("zh", finding("zh", 0, slots={"intervention": (Slot(0, 2, inferred=True),)}))
    (record,) = merge("doc", {"en": en, "zh": zh}, ALIGNED, KIN)
    (item,) = record.statistics
    assert (item.start, item.end, item.text) == (1, 5, "Yoga")
    assert [
        (slot.lang, slot.start, slot.end, slot.inferred)
        for slot in record.arguments["intervention"]
    ] == [("en", 1, 5, False), ("zh", 0, 2, True)]


def test_every_statement_of_a_claim_is_quoted_the_telling_one_first() -> None:
    en = finding("en", 2, also=((0, 4, (0, 2)), (13, 17, None)))
    (record,) = merged([en], [finding("zh", 2)])
    assert [(quote.lang, quote.start, quote.end, quote.cue) for quote in record.evidence] == [
        ("en", 27, 41, (27, 29)),
        ("en", 0, 13, (0, 2)),
        ("en", 13, 27, None),
        ("zh", 10, 17, (10, 12)),
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_claim_of_one_language_shows_its_translation_without_a_cue(lang: str) -> None:
    found = [finding(lang, 1)]
    (record,) = merged(found, []) if lang == "en" else merged([], found)
    assert record.languages == (lang,)
    assert [(quote.lang, quote.start, quote.end, quote.cue) for quote in record.evidence] == [
        ("en", 13, 27, (13, 15) if lang == "en" else None),
        ("zh", 5, 10, (5, 7) if lang == "zh" else None),
    ]


def test_a_claim_whose_sentence_has_no_translation_shows_none() -> None:
    (record,) = merged([finding("en", 1)], [], [Alignment((1,), (), 0.0)])
    assert [quote.lang for quote in record.evidence] == ["en"]


def test_ids_depend_on_document_and_claim_alone() -> None:
    (one,) = merged([finding("en", 0)], [])
    (moved,) = merged([finding("en", 2, certainty="hedged")], [])
    (other,) = merged([finding("en", 0, direction="worsened")], [])
    assert one.id == moved.id
    assert one.id != other.id
    assert make_record("x", [(analysis("en"), finding("en", 0))], bilingual=False).id != one.id


@pytest.mark.parametrize("both", [True, False])
def test_ids_are_unique_within_a_document(both: bool) -> None:
    analyses = {"en": analysis("en", finding("en", 0), finding("en", 2, certainty="hedged"))}
    if both:
        analyses["zh"] = analysis("zh")
    ids = [record.id for record in merge("doc", analyses, ALIGNED if both else [], KIN)]
    assert len(set(ids)) == 2
    assert ids[1] == f"{ids[0]}-2"


FINDINGS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["pap:a", "pap:b"]),
        st.sampled_from([None, "pap:x", "pap:y"]),
        st.sampled_from(["improved", "worsened"]),
    ),
    max_size=6,
)


@given(FINDINGS, FINDINGS, st.booleans())
def test_no_finding_is_lost_or_used_twice(
    en: list[tuple[Any, ...]], zh: list[tuple[Any, ...]], aligned: bool
) -> None:
    made = {
        lang: analysis(
            lang,
            *(
                finding(lang, at, intervention=name, outcome=outcome, direction=direction)
                for at, name, outcome, direction in found
            ),
        )
        for lang, found in (("en", en), ("zh", zh))
    }
    pairs = match_findings(made["en"], made["zh"], ALIGNED if aligned else [], KIN)
    assert [i for i, _ in pairs if i is not None] == list(range(len(en)))
    assert sorted(j for _, j in pairs if j is not None) == list(range(len(zh)))
    for i, j in pairs:
        if i is not None and j is not None:
            assert en[i][1] == zh[j][1]
    records = merge("doc", made, ALIGNED if aligned else [], KIN)
    assert len({record.id for record in records}) == len(records) == len(pairs)
