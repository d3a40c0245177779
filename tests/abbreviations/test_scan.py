import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papnlp.abbreviations.scan import ShortFormScanner, find_short_forms
from papnlp.model import open_model
from papnlp.text.normalise import normalise

CASES = Path(__file__).resolve().parents[1] / "cases" / "abbreviations" / "short_forms.jsonl"
LINES = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", LINES, ids=[str(n) for n in range(1, len(LINES) + 1)])
def test_case(case):
    norm = normalise(case["text"], case["lang"]).norm
    found = find_short_forms(norm, case["lang"])
    assert [short for _, _, short in found] == case["expected"]
    if "spans" in case:
        assert [norm[start:end] for start, end, _ in found] == case["spans"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_known_short_forms_may_hold_a_space_or_break_the_shape(lang):
    cues = open_model().cues(lang, "abbreviations")
    scanner = ShortFormScanner(cues, ["PROMIS-PI 4a", "DN4", "5-HT"])
    found = scanner.find("PROMIS-PI 4a, DN4 and 5-HT; PROMIS-PI 4ab")
    assert [short for _, _, short in found] == ["PROMIS-PI 4a", "DN4", "5-HT", "PROMIS-PI"]


def test_a_han_character_is_an_edge():
    scanner = ShortFormScanner(open_model().cues("zh", "abbreviations"), ["PROMIS-PI 4a"])
    assert scanner.find("用PROMIS-PI 4a测量") == [(1, 13, "PROMIS-PI 4a")]


@given(
    st.lists(
        st.sampled_from(
            [
                "SCS",
                "PLPs",
                "rTMS",
                "-",
                "/",
                " ",
                "组",
                "SF-36",
                "kHz",
                "A",
                "1",
                "related",
                "(",
                "α",
            ]
        ),
        max_size=20,
    )
)
@settings(max_examples=300, deadline=None)
def test_spans_are_ordered_and_hold_the_short_form(pieces):
    norm = "".join(pieces)
    end_before = 0
    for start, end, short in find_short_forms(norm, "zh"):
        assert end_before <= start < end
        assert norm[start:end] in (short, f"{short}s")
        end_before = end
