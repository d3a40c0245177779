"""The extractor as a whole: offsets inside the text, the same bytes every time, the languages."""

from __future__ import annotations

import json
import time
from importlib import metadata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import papnlp
from papnlp.analysis import Analysis, StudyArms
from papnlp.document import Document, DocumentError
from papnlp.evidence import LABELS, Evidence
from papnlp.extractor import Extractor
from papnlp.text.normalise import normalise

FRAGMENTS = [
    "phantom limb pain (PLP)",
    "PLPs",
    "pain(PLP)",
    "Radiofrequency ablation (RFA) of the neuroma",
    "dorsal root ganglion (DRG) stimulation",
    "spinal cord and dorsal root ganglion stimulation",
    "mirror therapy",
    "reduced",
    "was not superior to placebo",
    "VAS 3.2 \u00b1 1.1, P\u2009<\u20090.05",
    "95% CI 0.4\u20130.9",
    "RESULTS:",
    "Conclusions: ",
    "45 patients were randomized.",
    "no phantom pain",
    "su\ufb03cient pain relie\u00adf",
    "\u200b",
    "e\u0301",
    "\u2026",
    "。",
    "，",
    "；",
    " ",
    "\n",
    "\t",
    ". ",
    "(",
    ")",
    "幻肢痛（PLP）",
    "结果：镜像疗法（MT）可减轻幻肢痛",
    "殘肢痛",
    "乙醇和酚神经毁损",
    "共纳入40例患者，随机分为两组",
    "差异无统计学意义（Ｐ＞0.05）",
    "与安慰剂相比",
    "未发生严重不良反应",
    "随访 12 个月",
    "加巴喷丁 300 mg",
    "TMR组",
    "[1,2]",
    "\U0001f9b5",
    "\u2028",
    "İ",
    "ß",
]
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(FRAGMENTS),
        st.text(st.characters(exclude_categories=("Cs",)), max_size=6),
    ),
    max_size=14,
).map("".join)


def spans(evidence: Evidence) -> list[tuple[str, int, int]]:
    """Return every span of an evidence object with its language."""
    found = [(s.lang, s.start, s.end) for s in evidence.sentences]
    found += [(m.lang, m.start, m.end) for m in evidence.mentions]
    for short in evidence.abbreviations:
        found.append((short.lang, short.start, short.end))
        if short.long_start is not None:
            found.append((short.lang, short.long_start, short.long_end))
    for record in evidence.records:
        for quote in record.evidence:
            found.append((quote.lang, quote.start, quote.end))
            if quote.cue is not None:
                found.append((quote.lang, *quote.cue))
        found += [(s.lang, s.start, s.end) for s in record.statistics]
        found += [(a.lang, a.start, a.end) for items in record.arguments.values() for a in items]
    found += [(n.lang, n.start, n.end) for n in evidence.warnings if n.start is not None]
    return found


def assert_sound(evidence: Evidence) -> None:
    """Check everything that must hold for the evidence of any text."""
    for lang, start, end in spans(evidence):
        assert 0 <= start < end <= len(evidence.texts[lang])
    for mention in evidence.mentions:
        assert evidence.texts[mention.lang][mention.start : mention.end] == mention.text
        assert mention.label in LABELS
        assert mention.text == mention.text.strip()
    for short in evidence.abbreviations:
        text = evidence.texts[short.lang]
        assert text[short.start : short.end] == short.short
        if short.long_start is not None:
            assert text[short.long_start : short.long_end] == short.long
    for record in evidence.records:
        for statistic in record.statistics:
            text = evidence.texts[statistic.lang]
            assert text[statistic.start : statistic.end] == statistic.text
    for lang in evidence.texts:
        sentences = [s for s in evidence.sentences if s.lang == lang]
        assert all(one.end <= other.start for one, other in pairwise(sentences))
    ids = [record.id for record in evidence.records]
    assert len(ids) == len(set(ids))
    assert Evidence.from_json(evidence.to_json()) == evidence


@settings(max_examples=150)
@given(TEXTS, st.sampled_from(["en", "zh"]))
@example("\u2026", "en")
@example("pain(PLP)\u2026 phantom limb pain (PLP)", "en")
def test_any_text_gives_sound_evidence(extractor: Extractor, text: str, lang: str) -> None:
    document = {"id": "any", "title": "Mirror therapy", "abstract": {lang: text}}
    assert_sound(extractor(document))


@settings(max_examples=80)
@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_any_two_texts_give_sound_evidence(
    extractor: Extractor, title_en: str, en: str, title_zh: str, zh: str
) -> None:
    document = Document(
        id="any", title={"en": title_en, "zh": title_zh}, abstract={"en": en, "zh": zh}
    )
    if not document.languages:
        return
    evidence = extractor(document)
    assert_sound(evidence)
    counts = {
        lang: sum(sentence.lang == lang for sentence in evidence.sentences) for lang in ("en", "zh")
    }
    for bead in evidence.alignments:
        assert all(0 <= index < counts["en"] for index in bead.en)
        assert all(0 <= index < counts["zh"] for index in bead.zh)


@settings(max_examples=40)
@given(TEXTS, TEXTS)
def test_the_same_document_gives_the_same_bytes(extractor: Extractor, en: str, zh: str) -> None:
    document = Document(id="twice", abstract={"en": en, "zh": zh})
    if document.languages:
        assert extractor(document).to_json() == extractor(document).to_json()


@settings(max_examples=40)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=10).map(" ".join))
def test_what_stands_before_does_not_move_mentions(extractor: Extractor, text: str) -> None:
    """Invisible characters in front shift offsets and nothing else."""
    plain = extractor({"id": "x", "abstract": {"en": f"Pain. {text}"}})
    shifted = extractor({"id": "x", "abstract": {"en": f"\ufeffPain. {text}"}})
    assert [(m.start + 1, m.end + 1, m.concept) for m in plain.mentions] == [
        (m.start, m.end, m.concept) for m in shifted.mentions
    ]


ENGLISH = (
    "BACKGROUND: Phantom limb pain (PLP) is common after amputation. METHODS: Forty patients were "
    "randomized to mirror therapy or sham therapy. RESULTS: Mirror therapy significantly reduced "
    "PLP intensity compared with sham therapy (P = 0.01). CONCLUSIONS: Mirror therapy may relieve "
    "PLP."
)
CHINESE = (
    "背景：幻肢痛（PLP）在截肢后常见。方法：40例患者随机接受镜像疗法或假治疗。"
    "结果：与假治疗相比，镜像疗法显著降低PLP强度（P=0.01）。结论：镜像疗法可能缓解PLP。"
)


def test_a_string_has_its_language_detected(extractor: Extractor) -> None:
    assert list(extractor(ENGLISH).texts) == ["en"]
    assert list(extractor(CHINESE).texts) == ["zh"]


def test_text_is_the_title_a_newline_and_the_abstract(extractor: Extractor) -> None:
    evidence = extractor({"id": "a", "title": "Mirror therapy", "abstract": ENGLISH})
    assert evidence.texts == {"en": f"Mirror therapy\n{ENGLISH}"}
    assert evidence.sentences[0].section == "title"
    assert evidence.sentences[0].end == len("Mirror therapy")


def test_a_title_alone_and_an_abstract_alone(extractor: Extractor) -> None:
    assert extractor({"title": "Phantom limb pain"}).texts == {"en": "Phantom limb pain"}
    title = extractor({"title": "Phantom limb pain"}).sentences
    assert [sentence.section for sentence in title] == ["title"]
    abstract = extractor({"abstract": "Phantom limb pain is common."}).sentences
    assert "title" not in {sentence.section for sentence in abstract}


def test_languages_meet_in_one_evidence(extractor: Extractor) -> None:
    evidence = extractor({"id": "two", "abstract": {"en": ENGLISH, "zh": CHINESE}})
    assert list(evidence.texts) == ["en", "zh"]
    assert evidence.alignments
    agreements = {record.agreement for record in evidence.records}
    assert "both" in agreements
    assert evidence.study.design == "randomized controlled trial"
    assert evidence.study.sample_size == 40


def test_an_undefined_short_form_takes_the_sense_of_the_other_language(
    extractor: Extractor,
) -> None:
    evidence = extractor(
        {
            "id": "two",
            "abstract": {
                "en": "Plasma was sampled before training. PLP rose in both groups.",
                "zh": "训练前采集血浆。两组幻肢痛（PLP）均升高。",
            },
        }
    )
    senses = {(a.lang, a.short): (a.concept, a.via) for a in evidence.abbreviations}
    assert senses["zh", "PLP"] == ("pap:phantom-limb-pain", "definition")
    assert senses["en", "PLP"] == ("pap:phantom-limb-pain", "other-language")


def test_a_short_form_that_the_other_language_defines_as_something_unknown_is_not_linked(
    extractor: Extractor,
) -> None:
    evidence = extractor(
        {
            "id": "1",
            "abstract": {
                "en": "Axonal microtubules (MTs) were sparser in phantom limb pain.",
                "zh": "训练后，幻肢痛患者的MT组疼痛减轻，MT密度降低。",
            },
        }
    )
    linked = {(item.lang, item.short): item.concept for item in evidence.abbreviations}
    assert linked["zh", "MT"] is None
    assert not [mention for mention in evidence.mentions if mention.text == "MT"]


def test_a_name_that_the_vocabulary_lacks_is_known_in_the_other_language(
    extractor: Extractor,
) -> None:
    evidence = extractor(
        {
            "id": "x",
            "abstract": {
                "en": "We gave a pregabalin–duloxetine combination (PDC) for 4 weeks.",
                "zh": "PDC组疼痛评分较低。",
            },
        }
    )
    found = {
        (item.lang, evidence.texts[item.lang][item.start : item.end]): (item.label, item.concept)
        for item in evidence.mentions
    }
    name = ("INTERVENTION", "text:pregabalin duloxetine combination")
    assert found["en", "PDC"] == name
    assert found["zh", "PDC"] == name


GROUPS = {
    "en": (
        "BACKGROUND: Gabapentin, pregabalin and placebo differ in taste. METHODS: Sixty amputees "
        "were randomized into {}. RESULTS: Pain intensity was lower in group B than in group C."
    ),
    "zh": (
        "背景：加巴喷丁、普瑞巴林与安慰剂味道不同。方法：60例截肢者随机分为{}。"
        "结果：B组疼痛强度低于C组。"
    ),
}
NAMED = {
    "en": "gabapentin (group A), pregabalin (group B) and placebo (group C)",
    "zh": "加巴喷丁组（A组）、普瑞巴林组（B组）和安慰剂组（C组）",
}
BARE = {"en": "groups A, B and C", "zh": "A组、B组和C组"}
COMPARED = ("pap:pregabalin", "pap:placebo")


def compared(analysis: Analysis) -> set[tuple[str, str | None]]:
    return {(finding.intervention, finding.comparator) for finding in analysis.findings}


@pytest.mark.parametrize(("told", "silent"), [("en", "zh"), ("zh", "en")])
def test_arms_named_in_one_language_serve_the_other(
    extractor: Extractor, told: str, silent: str
) -> None:
    texts = {told: GROUPS[told].format(NAMED[told]), silent: GROUPS[silent].format(BARE[silent])}
    alone = extractor.analyse(Document(id="x", abstract={silent: texts[silent]}))[silent]
    assert alone.arms.labels == {}
    assert compared(alone) != {COMPARED}
    both = extractor.analyse(Document(id="x", abstract=texts))
    assert both[silent].foreign_arms == both[told].arms
    assert both[silent].foreign_arms.labels["group b"] == ("pap:pregabalin",)
    assert both[silent].arms.labels == both[told].arms.labels
    assert compared(both[silent]) == compared(both[told]) == {COMPARED}
    (record,) = extractor({"id": "x", "abstract": texts}).records
    assert (record.intervention, record.comparator, record.agreement) == (*COMPARED, "both")


def test_arms_that_the_other_text_never_names_are_not_lent(extractor: Extractor) -> None:
    """A label may stand only for what the text itself names somewhere."""
    silent = GROUPS["zh"].format(BARE["zh"]).replace("普瑞巴林", "药物")
    texts = {"en": GROUPS["en"].format(NAMED["en"]), "zh": silent}
    both = extractor.analyse(Document(id="x", abstract=texts))
    assert both["zh"].foreign_arms.labels["group b"] == ("pap:pregabalin",)
    assert "group b" not in both["zh"].arms.labels


def test_one_language_has_no_foreign_arms(extractor: Extractor) -> None:
    text = GROUPS["en"].format(NAMED["en"])
    analysis = extractor.analyse(Document(id="x", abstract={"en": text}))["en"]
    assert analysis.arms.trial == ("pap:gabapentin", "pap:pregabalin", "pap:placebo")
    assert analysis.foreign_arms == StudyArms()


def test_one_language_blank_is_one_language(extractor: Extractor) -> None:
    evidence = extractor({"id": "x", "abstract": {"en": ENGLISH, "zh": ""}})
    assert list(evidence.texts) == ["en"]
    assert all(record.agreement is None for record in evidence.records)


@pytest.mark.parametrize(
    "nothing", ["", "  \n ", {"id": "x"}, {"id": "x", "abstract": {"en": " "}}]
)
def test_no_text_is_an_error(extractor: Extractor, nothing: object) -> None:
    with pytest.raises(DocumentError, match="no text"):
        extractor(nothing)


@pytest.mark.parametrize("texts", [{}, {"en": ""}, {"en": "", "zh": " "}])
def test_a_document_without_text_is_an_error(extractor: Extractor, texts: dict[str, str]) -> None:
    with pytest.raises(DocumentError, match="x: no text"):
        extractor(Document(id="x", abstract=texts))


def test_pipe_keeps_the_order(extractor: Extractor) -> None:
    documents = [{"id": str(n), "abstract": f"Phantom limb pain {n}."} for n in range(5)]
    assert [evidence.id for evidence in extractor.pipe(documents)] == list("01234")


def test_provenance_names_the_model(extractor: Extractor) -> None:
    provenance = extractor("Phantom limb pain.").provenance
    assert provenance["model"] == "pap"
    assert provenance["papnlp"] == papnlp.__version__ == metadata.version("papnlp")
    assert len(provenance["model_sha256"]) == 64


def test_metadata_carries_what_the_source_gave(extractor: Extractor) -> None:
    evidence = extractor(
        {"id": "m", "title": "Phantom limb pain", "abstract": "A.", "year": "2024", "doi": "10.1/x"}
    )
    assert evidence.metadata["year"] == 2024
    assert evidence.metadata["doi"] == "10.1/x"
    assert evidence.metadata["title"] == {"en": "Phantom limb pain"}
    assert json.loads(evidence.to_json())["id"] == "m"


@pytest.mark.parametrize(
    ("short", "context", "concept"),
    [
        ("PLP", "Amputees with phantom limb pain (PLP) were asked.", "pap:phantom-limb-pain"),
        (
            "PLP",
            "Vitamin B6 status: plasma pyridoxal phosphate and PLP.",
            "pap:pyridoxal-5-phosphate",
        ),
        ("DRG", "Hospital costs and reimbursement by DRG payment.", "pap:diagnosis-related-group"),
    ],
)
def test_resolve_by_context(extractor: Extractor, short: str, context: str, concept: str) -> None:
    best = extractor.resolve(short, context)[0]
    assert best.concept == concept
    assert best.reason


def test_resolve_lists_all_senses(extractor: Extractor) -> None:
    senses = extractor.resolve("PLP")
    assert {"pap:phantom-limb-pain", "pap:pyridoxal-5-phosphate"} <= {s.concept for s in senses}
    assert sum(sense.score for sense in senses) < 1
    assert extractor.resolve("QQXZ") == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_long_texts_take_time_in_proportion(extractor: Extractor, lang: str) -> None:
    """The stages before the findings, over one abstract again and again."""
    once = (ENGLISH if lang == "en" else CHINESE) + " placebo effect. "

    def seconds(times: int) -> float:
        analysis = Analysis(normalise(once * times, lang))
        engine = extractor.engine(lang)
        start = time.perf_counter()
        engine.sentencizer(analysis)
        engine.sections(analysis)
        engine.ruler(analysis)
        engine.linker(analysis)
        for stage in (engine.context, engine.statistics, engine.study):
            stage(analysis)
        return time.perf_counter() - start

    seconds(10)
    assert min(seconds(400), seconds(400)) < 60 * max(seconds(40), 0.01)
