import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.analysis import Analysis
from papnlp.model import open_model
from papnlp.text.normalise import normalise
from papnlp.text.sentences import TITLE, Sentencizer

CASES = Path(__file__).parent.parent / "cases" / "sentences"
SENTENCIZERS = {lang: Sentencizer(open_model(), lang) for lang in ("en", "zh")}


def cases():
    for lang in ("en", "zh"):
        for line in (CASES / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            yield pytest.param(
                lang, case["text"], case["sentences"], id=f"{lang}:{case['text'][:30]}"
            )


def sentences(text, lang):
    normalised = normalise(text, lang)
    spans = SENTENCIZERS[lang].split(normalised.norm)
    return [text[slice(*normalised.original(*span))] for span in spans]


@pytest.mark.parametrize(("lang", "text", "expected"), cases())
def test_cases(lang, text, expected):
    assert sentences(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "title", "abstract", "count"),
    [
        ("en", "Does it help? A trial. Part 2", "Pain fell. Sleep improved.", 2),
        ("en", "Nerve blocks", "METHODS: We tried.\nRESULTS: It failed.", 2),
        ("zh", "镜像疗法有效吗？系统综述。", "疼痛减轻。睡眠改善。", 2),
        ("en", "A title without abstract", "", 0),
    ],
)
def test_title_is_one_sentence(lang, title, abstract, count):
    analysis = Analysis(normalise(f"{title}\n{abstract}", lang), title_end=len(title))
    SENTENCIZERS[lang](analysis)
    first, *rest = analysis.sentences
    assert (first.start, first.end, first.section) == (0, len(title), TITLE)
    assert len(rest) == count
    assert all(sentence.section != TITLE for sentence in rest)


@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "Pain fell",
                    "vs.",
                    "Fig. 2",
                    ". ",
                    ".",
                    "\n",
                    "METHODS:",
                    "[",
                    "]",
                    "方法:",
                    "。",
                ),
                *("!", "?", '"', " ", "(P < .05)", "mPAP", "结果", "3.5", "e.g.", "A. ", "- ", ")"),
                *("…", "ﬁ"),
            ]
        )
    ).map("".join)
    | st.text(),
    st.sampled_from(["en", "zh"]),
)
def test_sentences_cover_the_text(text, lang):
    norm = normalise(text, lang).norm
    end = 0
    for start, stop in SENTENCIZERS[lang].split(norm):
        assert end <= start < stop
        assert not norm[end:start].strip()
        assert norm[start:stop] == norm[start:stop].strip()
        end = stop
    assert not norm[end:].strip()


@pytest.mark.parametrize(
    ("lang", "unit"),
    [
        ("en", "Pain fell vs. placebo (P < .05). "),
        ("en", "a.b:c[d"),
        ("en", "A: "),
        ("en", "\n"),
        ("en", "no stop at all "),
        ("zh", "疼痛减轻。"),
        ("zh", "疼痛:减轻"),
        ("zh", "疼痛\n"),
    ],
)
def test_time_is_linear(lang, unit):
    def seconds(size):
        text = unit * (size // len(unit))
        start = time.perf_counter()
        SENTENCIZERS[lang].split(text)
        return time.perf_counter() - start

    short = min(seconds(50_000) for _ in range(3))
    assert seconds(400_000) < 8 * 4 * short + 0.05
