import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.text.normalise import normalise
from papnlp.text.tokenizer import token_spans

CASES = [
    ("en", "SF-36 rose.", ["SF", "-", "36", "rose", "."]),
    ("en", "n = 1,346 (7.5%)", ["n", "=", "1,346", "(", "7.5", "%", ")"]),
    ("en", "weeks 1,4,12", ["weeks", "1", ",", "4", ",", "12"]),
    ("en", "P<.05 or p = .2", ["P", "<", ".05", "or", "p", "=", ".2"]),
    ("en", "patient's stump, patients' pain", None),
    ("en", "vitamin B6 and 10kHz", ["vitamin", "B6", "and", "10", "kHz"]),
    ("en", "pain(PLP)", ["pain", "(", "PLP", ")"]),
    ("en", "a_b", ["a", "_", "b"]),
    ("zh", "低频SCS组的NRS为3.5分", ["低", "频", "SCS", "组", "的", "NRS", "为", "3.5", "分"]),
    ("zh", "n=1,346；VAS", ["n", "=", "1,346", ";", "VAS"]),
    ("zh", "EQ-5D-5L量表", ["EQ", "-", "5", "D", "-", "5", "L", "量", "表"]),
    ("zh", "IL-6↑", ["IL", "-", "6", "↑"]),
]


@pytest.mark.parametrize(("lang", "text", "expected"), CASES)
def test_tokens(lang, text, expected):
    norm = normalise(text, lang).norm
    tokens = [norm[start:end] for start, end in token_spans(norm, lang)]
    if expected is None:
        expected = ["patient", "'s", "stump", ",", "patients", "'", "pain"]
    assert tokens == expected


@given(st.text(), st.sampled_from(["en", "zh"]))
def test_tokens_hold_every_visible_character_in_order(text, lang):
    norm = normalise(text, lang).norm
    spans = token_spans(norm, lang)
    end = 0
    for start, stop in spans:
        assert end <= start < stop
        assert not norm[end:start].strip()
        assert not any(character.isspace() for character in norm[start:stop])
        end = stop
    assert not norm[end:].strip()
