import json
import os
import re
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papnlp.abbreviations.definitions import DefinitionFinder
from papnlp.analysis import Analysis
from papnlp.model import open_model
from papnlp.text.normalise import normalise

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases" / "abbreviations"
DATA = Path(os.environ.get("PAPNLP_DATA") or ROOT.parent / "shared" / "data")
MED1250 = DATA / "med1250" / "labeled.txt"


def cases(lang):
    lines = (CASES / f"definitions_{lang}.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        pytest.param(lang, json.loads(line), id=f"{lang}-{n}") for n, line in enumerate(lines, 1)
    ]


@pytest.mark.parametrize(("lang", "case"), cases("en") + cases("zh"))
def test_case(finder, lang, case):
    text = normalise(case["text"], lang)
    found = finder(lang).find(text.norm, len(case.get("title", "")))
    assert sorted([item.short, item.long] for item in found) == sorted(case["expected"])


def test_offsets_lead_to_the_strings(finder):
    text = normalise("残肢痛（RLP）与 phantom limb pain (PLP) 并存。", "zh")
    for item in finder("zh").find(text.norm):
        assert text.norm[item.start : item.end] == item.short
        assert text.norm[item.long_start : item.long_end] == item.long


def test_call_fills_the_analysis(finder):
    analysis = Analysis(normalise("Residual limb pain (RLP) fell.", "en"))
    finder("en")(analysis)
    assert [(item.short, item.start, item.long_start) for item in analysis.definitions] == [
        ("RLP", 20, 0)
    ]


def test_a_repeated_definition_is_one(finder):
    text = "Phantom limb pain (PLP) is common. Phantom limb pain (PLP) persists."
    assert [item.start for item in finder("en").find(text)] == [19]


def test_two_senses_of_one_short_form_are_two(finder):
    text = "Mirror therapy (MT) was compared. Manual therapy (MT) was not."
    assert [item.long for item in finder("en").find(text)] == ["Mirror therapy", "Manual therapy"]


@cache
def shared_finder(lang):
    return DefinitionFinder(open_model(), lang)


def _found(norm, lang):
    return shared_finder(lang).find(norm)


PIECES = [
    "phantom limb pain",
    "spinal cord stimulation",
    "(PLP)",
    "[SCS; 50 Hz]",
    "(",
    ")",
    "[",
    "]",
    " ",
    "RFA (radiofrequency ablation)",
    "n = 30",
    "(n = 30)",
    ", or PLP,",
    "hereafter",
    "'PLP'",
    "\n",
    ".",
    "幻肢痛",
    "（",
    "）",
    "(以下简称PLP)",
    "采用",
    "和",
    "SF-36",
    "α",
    "β-",
    "(a",
    "e.g.",
    "means",
    "=",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["en", "zh"]))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_valid_spans(pieces, lang):
    norm = normalise(" ".join(pieces), lang).norm
    for item in _found(norm, lang):
        assert norm[item.start : item.end] == item.short
        assert norm[item.long_start : item.long_end] == item.long
        assert item.long == item.long.strip()
        assert item.long_end <= item.start or item.end <= item.long_start


@given(st.text(max_size=200), st.sampled_from(["en", "zh"]))
@settings(max_examples=200, deadline=None)
def test_any_characters_are_survived(text, lang):
    norm = normalise(text, lang).norm
    for item in _found(norm, lang):
        assert norm[item.start : item.end] == item.short


@pytest.mark.parametrize("piece", ["(", "(a ", "[(", "PLP (", ") ", "means ", "幻肢痛(", "a, "])
def test_time_grows_with_the_length(finder, piece):
    def seconds(size):
        text = piece * size
        begin = time.process_time()
        finder("zh").find(text)
        return time.process_time() - begin

    seconds(100)
    assert seconds(80_000 // len(piece)) < 40 * max(seconds(8_000 // len(piece)), 0.005)


def read_med1250():
    records = []
    for line in MED1250.read_text(encoding="utf-8", errors="replace").split("\n"):
        if re.fullmatch(r"\s*\d{5,9}\s*", line):
            records.append(([], set()))
        elif line.strip() and not line.startswith("//") and records:
            if line.startswith("  ") and "|" in line:
                records[-1][1].add(tuple(fold(part) for part in line.split("|", 1)))
            else:
                records[-1][0].append(line.strip())
    return [("\n".join(text), pairs) for text, pairs in records]


def fold(text):
    return normalise(text.strip(), "en").lower


@pytest.mark.skipif(not MED1250.is_file(), reason="needs med1250 in the data folder")
def test_med1250(finder):
    right = wrong = missed = 0
    for text, pairs in read_med1250():
        found = finder("en").find(normalise(text, "en").norm)
        got = {(fold(item.short), fold(item.long)) for item in found}
        right += len(got & pairs)
        wrong += len(got - pairs)
        missed += len(pairs - got)
    assert 2 * right / (2 * right + wrong + missed) >= 0.92
    assert right / (right + wrong) >= 0.96


@pytest.mark.skipif(not MED1250.is_file(), reason="needs med1250 in the data folder")
def test_order_of_texts_does_not_matter(finder):
    texts = [normalise(text, "en").norm for text, _ in read_med1250()[:60]]
    first = [finder("en").find(text) for text in texts]
    again = [finder("en").find(text) for text in reversed(texts)]
    assert again == first[::-1]
