import json
from pathlib import Path

import pytest

from papnlp.analysis import Analysis, Span
from papnlp.model import open_model
from papnlp.text.headings import ATTACHED, BARE, MARKED, Headings
from papnlp.text.normalise import normalise
from papnlp.text.rhetoric import ROLES, RoleModel
from papnlp.text.sections import SectionTagger
from papnlp.text.sentences import TITLE, Sentencizer

CASES = Path(__file__).parent.parent / "cases" / "sections"
MODEL = open_model()
STAGES = {lang: (Sentencizer(MODEL, lang), SectionTagger(MODEL, lang)) for lang in ("en", "zh")}
HEADINGS = {lang: Headings(MODEL, lang) for lang in ("en", "zh")}


def cases():
    for lang in ("en", "zh"):
        for line in (CASES / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            yield pytest.param(lang, case, id=f"{lang}:{case['name']}")


def tagged(text, lang, title=None):
    whole = text if title is None else f"{title}\n{text}"
    analysis = Analysis(normalise(whole, lang), title_end=len(title or ""))
    for stage in STAGES[lang]:
        stage(analysis)
    return analysis


@pytest.mark.parametrize(("lang", "case"), cases())
def test_cases(lang, case):
    text = case["join"].join(sentence for _, sentence in case["sentences"])
    analysis = tagged(text, lang, case["title"])
    found = [
        [item.section, analysis.text.source[slice(*analysis.text.original(item.start, item.end))]]
        for item in analysis.sentences
        if item.section != TITLE
    ]
    assert found == case["sentences"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_text_without_sentences(lang):
    assert tagged(" \n ", lang).sentences == []
    assert [item.section for item in tagged("", lang, "Nerve blocks").sentences] == [TITLE]


@pytest.mark.parametrize(
    ("lang", "name", "sections"),
    [
        ("en", "METHODS", ("methods",)),
        ("en", "Materials & Methods", ("methods",)),
        ("en", "Background and aims", ("background", "objective")),
        ("en", "Design, setting, and participants", ("methods",)),
        ("en", "Results/Discussion", ("results", "conclusions")),
        ("en", "Abstract", ()),
        ("en", "The methods", None),
        ("en", "Pain", None),
        ("zh", "方法", ("methods",)),
        ("zh", "背景与目的", ("background", "objective")),
        ("zh", "资料和方法", ("methods",)),
        ("zh", "检查结果", None),
    ],
)
def test_headings_and_their_parts(lang, name, sections):
    assert HEADINGS[lang].sections(name) == sections


@pytest.mark.parametrize(
    ("lang", "text", "rest"),
    [
        ("en", "METHODS: We tried.", "We tried."),
        ("en", "Methods. We tried.", "We tried."),
        ("en", "[Methods]: We tried.", "We tried."),
        ("en", "Methods and analysis In this trial", "In this trial"),
        ("en", "Methods - We tried.", "We tried."),
        ("en", "Methods\nWe tried.", "We tried."),
        ("en", "ETHNOBOTANICAL RELEVANCE: Plants heal.", "Plants heal."),
        ("en", "Methods were poor.", "Methods were poor."),
        ("en", "Results of the trial: none.", "Results of the trial: none."),
        ("en", "SCS: ten patients.", "SCS: ten patients."),
        ("zh", "【方法】采用问卷。", "采用问卷。"),
        ("zh", "方法： 采用问卷。", "采用问卷。"),
        ("zh", "方法 采用问卷。", "采用问卷。"),
        ("zh", "方法学质量较低。", "方法学质量较低。"),
        ("zh", "结果表明有效。", "结果表明有效。"),
    ],
)
def test_split_heading(lang, text, rest):
    norm = normalise(text, lang).norm
    start = HEADINGS[lang].split_heading(norm, Span(0, len(norm), ""))
    assert norm[start:] == normalise(rest, lang).norm


@pytest.mark.parametrize(
    ("lang", "text", "mode"),
    [
        ("en", "BACKGROUND: Pain.", MARKED),
        ("en", "Objective To test.", BARE),
        ("en", "Pain is common.", MARKED),
        ("zh", "目的 探讨效果。", BARE),
        ("zh", "目的探讨效果。", ATTACHED),
        ("zh", "目的：探讨效果。", MARKED),
    ],
)
def test_mode(lang, text, mode):
    assert HEADINGS[lang].mode(normalise(text, lang).norm, 0) == mode


def test_role_model_sums_weights_and_respects_what_is_allowed():
    weights = {
        "phrases": {"^ to test": [0, 300, -50, -50, 0], "were": [-10, 0, 40, 20, -20]},
        "position": {"tenth": [[0] * 5] * 10, "from_start": [[5, 0, 0, 0, 0]], "from_end": []},
        "transitions": {role: [0] * 5 for role in ROLES},
        "first": [0] * 5,
    }
    model = RoleModel(weights, "en")
    scores = model.scores(["to test it, they were asked.", "they were asked; they were told."])
    assert [score - 2**28 for score in scores[0]] == [-5, 300, -10, -30, -20]
    assert [score - 2**28 for score in scores[1]] == [-20, 0, 80, 40, -40]
    everything = tuple(range(5))
    assert model.best_path(scores, [everything, everything]) == [1, 2]
    assert model.best_path(scores, [(3, 4), (0, 3)]) == [4, 3]
