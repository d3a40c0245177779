import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papnlp.analysis import Analysis, Span, Term
from papnlp.bilingual.align import SentenceAligner
from papnlp.model import open_model
from papnlp.text.normalise import normalise
from papnlp.text.sections import SectionTagger
from papnlp.text.sentences import TITLE

CASES = Path(__file__).parent.parent / "cases" / "alignment" / "documents.jsonl"
MODEL = open_model()
ALIGNER = SentenceAligner(MODEL)
TAGGERS = {lang: SectionTagger(MODEL, lang) for lang in ("en", "zh")}


def analysed(sentences, lang, *, title=False):
    text = normalise("\n".join(sentences), lang)
    spans, start = [], 0
    for line in text.norm.split("\n") if sentences else []:
        spans.append(Span(start, start + len(line), TITLE if title and not spans else ""))
        start += len(line) + 1
    analysis = Analysis(text, sentences=spans)
    TAGGERS[lang](analysis)
    return analysis


def cases():
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        yield pytest.param(case, id=case["name"])


@pytest.mark.parametrize("case", cases())
def test_cases(case):
    links = ALIGNER.align(analysed(case["en"], "en"), analysed(case["zh"], "zh"))
    assert [[list(link.en), list(link.zh)] for link in links] == case["links"]
    assert all(0 <= link.score <= 1 for link in links)


def test_titles_align_with_titles():
    en = analysed(["Nerve blocks", "Nerve blocks relieve pain.", "Pain fell."], "en", title=True)
    zh = analysed(["神经阻滞", "神经阻滞缓解疼痛。", "疼痛减轻。"], "zh", title=True)
    assert [(link.en, link.zh) for link in ALIGNER.align(en, zh)] == [
        ((0,), (0,)),
        ((1,), (1,)),
        ((2,), (2,)),
    ]


def test_title_in_one_language_stays_alone():
    en = analysed(
        ["Nerve blocks", "Nerve blocks relieve pain.", "Sleep improved."], "en", title=True
    )
    zh = analysed(["神经阻滞缓解疼痛。", "睡眠改善。"], "zh")
    assert [(link.en, link.zh) for link in ALIGNER.beads(en, zh)] == [
        ((0,), ()),
        ((1,), (0,)),
        ((2,), (1,)),
    ]


def test_shared_concepts_decide_where_words_do_not():
    en = analysed(["Qwerty asdf zxcv was tried.", "Uiop hjkl vbnm was tried.", "Ghjk."], "en")
    zh = analysed(["甲乙丙丁。", "戊己庚辛。"], "zh")

    def mention(analysis, index, concept):
        span = analysis.sentences[index]
        return Term(span.start, span.start + 2, "INTERVENTION", concept, "term")

    for (en_index, zh_index), concept in {(1, 0): "pap:one", (2, 1): "pap:two"}.items():
        en.mentions.append(mention(en, en_index, concept))
        zh.mentions.append(mention(zh, zh_index, concept))
    assert [(link.en, link.zh) for link in ALIGNER.align(en, zh)] == [((1,), (0,)), ((2,), (1,))]


def test_numbers_agree_however_they_are_written():
    en = analysed(["There were 1,346.", "It was .05.", "We saw 12."], "en")
    zh = analysed(["共1346。", "为0.05。", "见12。", "无。"], "zh")
    links = ALIGNER.align(en, zh)
    assert [(link.en, link.zh) for link in links][:3] == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Pain fell.", "We saw 12 patients.", "SCS helped.", "x"]), max_size=9
    ),
    st.lists(st.sampled_from(["疼痛减轻。", "共12例患者。", "SCS有效。", "无"]), max_size=9),
)
def test_every_sentence_stands_in_one_bead_and_in_order(en_sentences, zh_sentences):
    beads = ALIGNER.beads(analysed(en_sentences, "en"), analysed(zh_sentences, "zh"))
    assert [i for bead in beads for i in bead.en] == list(range(len(en_sentences)))
    assert [i for bead in beads for i in bead.zh] == list(range(len(zh_sentences)))


def test_long_texts_stay_fast():
    en = [f"Patient {number} had pain of {number % 10} points." for number in range(400)]
    zh = [f"患者{number}疼痛{number % 10}分。" for number in range(400) if number != 200]
    links = ALIGNER.align(analysed(en, "en"), analysed(zh, "zh"))
    right = sum(link.en == ((link.zh[0] + (link.zh[0] >= 200)),) for link in links)
    assert right >= 395
