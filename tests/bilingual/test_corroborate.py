"""Weak claims that only one of two aligned languages shows are left out, and said so."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.analysis import Analysis, Finding, Slot, Span
from papnlp.bilingual.corroborate import corroborate
from papnlp.bilingual.kinship import Kinship
from papnlp.evidence import Alignment, Notice
from papnlp.extractor import Extractor
from papnlp.findings.knowledge import Knowledge
from papnlp.model import open_model
from papnlp.text.normalise import normalise

VOCABULARY = open_model().vocabulary
KIN = Kinship(Knowledge(open_model()))
TEXTS = {"en": "Yoga helped. Rest did not.", "zh": "瑜伽有效。休息无效。"}
STARTS = {"en": (0, 13), "zh": (0, 5)}
ALIGNED = [Alignment((index,), (index,), 1.0) for index in range(2)]


def finding(lang: str, sentence: int = 0, **fields: Any) -> Finding:
    start = STARTS[lang][sentence]
    values: dict[str, Any] = {
        "intervention": "pap:gabapentin",
        "direction": "improved",
        "certainty": "asserted",
        "section": "results",
        "start": start,
        "end": start + 4,
        "cue": None,
        "rule": "change.better",
        "outcome": "pap:sleep",
    }
    return Finding(**{**values, **fields})


def analyses(en: list[Finding], zh: list[Finding], *, before: str = "") -> dict[str, Analysis]:
    made = {}
    for lang, findings in (("en", en), ("zh", zh)):
        text = normalise(before + TEXTS[lang], lang)
        starts = STARTS[lang]
        spans = zip(starts, (*starts[1:], len(text.norm)), strict=True)
        made[lang] = Analysis(text, sentences=[Span(*span, "results") for span in spans])
        made[lang].findings = list(findings)
    return made


def reduced(
    made: dict[str, Analysis], alignments: list[Alignment] = ALIGNED
) -> tuple[list[Notice], list[Finding]]:
    notices = corroborate(made, alignments, VOCABULARY, KIN)
    return notices, [item for analysis in made.values() for item in analysis.findings]


WEAK = [
    {"outcome": None, "slots": {"intervention": (Slot(0, 4, True),)}},
    {"section": "conclusions"},
    {"direction": "worsened"},
    {"direction": "unclear"},
]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("weak", WEAK)
def test_a_weak_claim_of_one_language_is_left_out_with_its_place(lang, weak):
    found = {"en": [], "zh": [], lang: [finding(lang, 1, **weak)]}
    notices, kept = reduced(analyses(found["en"], found["zh"]))
    assert kept == []
    (notice,) = notices
    assert (notice.code, notice.lang) == ("uncorroborated", lang)
    assert (notice.start, notice.end) == (STARTS[lang][1], STARTS[lang][1] + 4)
    assert "gabapentin" in notice.message
    assert weak.get("direction", "improved") in notice.message


@pytest.mark.parametrize("weak", WEAK)
def test_a_weak_claim_of_both_languages_is_kept(weak):
    both = [finding("en", **weak)], [finding("zh", **weak)]
    assert reduced(analyses(*both)) == ([], [*both[0], *both[1]])


@pytest.mark.parametrize("weak", WEAK)
@pytest.mark.parametrize(
    "alignments", [[], [Alignment((1,), (1,), 1.0)], [Alignment((0,), (), 0.0), ALIGNED[1]]]
)
def test_a_claim_in_a_passage_without_partner_is_kept(weak, alignments):
    weak_one = finding("en", **weak)
    assert reduced(analyses([weak_one], []), alignments) == ([], [weak_one])


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"direction": "no_difference"},
        {"certainty": "hedged"},
        {"rule": "harm.caused", "direction": "worsened"},
        {"rule": "mixed", "outcome": None},
        {"outcome": None, "slots": {"intervention": (Slot(0, 4),)}},
    ],
)
def test_a_strong_claim_of_one_language_is_kept(fields):
    strong = finding("en", **fields)
    assert reduced(analyses([strong], [])) == ([], [strong])


def test_a_claim_of_a_kindred_concept_corroborates():
    en = finding("en", section="conclusions", outcome="pap:pain-relief")
    zh = finding("zh", section="conclusions", outcome="pap:pain-intensity")
    assert reduced(analyses([en], [zh])) == ([], [en, zh])


def test_places_are_those_of_the_text_as_read():
    made = analyses([finding("en", direction="worsened")], [], before="\u200b")
    ((notice,), _) = reduced(made)
    assert (notice.start, notice.end) == (1, 5)


FIELDS = st.builds(
    dict,
    outcome=st.sampled_from([None, "pap:sleep", "pap:pain-intensity"]),
    section=st.sampled_from(["results", "conclusions"]),
    direction=st.sampled_from(["improved", "worsened", "no_difference"]),
)
FOUND = st.lists(st.tuples(st.integers(0, 1), FIELDS), max_size=4)


@given(FOUND, FOUND)
def test_every_claim_is_kept_or_noticed(en, zh):
    made = analyses(
        [finding("en", at, **fields) for at, fields in en],
        [finding("zh", at, **fields) for at, fields in zh],
    )
    notices, kept = reduced(made)
    assert len(notices) + len(kept) == len(en) + len(zh)


def test_the_extractor_leaves_it_out(extractor: Extractor) -> None:
    claim = "Mirror therapy improved sleep."
    en = f"RESULTS: Mirror therapy relieved phantom limb pain. CONCLUSIONS: {claim}"
    zh = "结果：镜像疗法缓解幻肢痛。结论：镜像疗法有待观察睡眠。"
    evidence = extractor({"id": "t", "abstract": {"en": en, "zh": zh}})
    assert [record.agreement for record in evidence.records] == ["both"]
    (notice,) = [item for item in evidence.warnings if item.code == "uncorroborated"]
    assert evidence.texts["en"][notice.start : notice.end].endswith(claim)
    alone = extractor({"id": "t", "abstract": {"en": en, "zh": zh.partition("结论")[0]}})
    assert [record.agreement for record in alone.records] == ["both", "en"]
