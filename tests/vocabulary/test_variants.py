"""Terms that are one under their comparison key, and terms that must not be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.vocabulary.variants import key, singular


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("en", "phantom limb pain", "Phantom-limb  pain"),
        ("en", "phantom limb pain", "phantom\u2010limb\u00a0pain"),
        ("en", "neuroma", "neuromas"),
        ("en", "neuroma", "Neuromata"),
        ("en", "nerve block", "nerve blocks"),
        ("en", "neuropathy", "neuropathies"),
        ("en", "reflex", "reflexes"),
        ("en", "prosthesis", "prostheses"),
        ("en", "meta-analysis", "meta-analyses"),
        ("en", "local anaesthetic", "local anesthetics"),
        ("en", "cognitive behavioural therapy", "cognitive-behavioral therapy"),
        ("en", "visual analogue scale", "visual analog scale"),
        ("en", "tumour", "tumors"),
        ("en", "ischaemic pain", "ischemic pain"),
        ("en", "oedema", "edema"),
        ("en", "randomised trial", "randomized trial"),
        ("en", "patients analysed", "patients analyzed"),
        ("en", "nerve fibre", "nerve fiber"),
        ("en", "rehabilitation programme", "rehabilitation program"),
        ("en", "SF36", "sf36"),
        ("en", "patient's global impression", "patient global impression"),
        ("en", "and/or", "and or"),
        ("zh", "VAS 评分", "VAS评分"),
        ("zh", "殘肢痛", "残肢痛"),
        ("zh", "ＶＡＳ评分", "vas评分"),
        ("zh", "Phantom limb pains", "phantom-limb pain"),
        ("zh", "α2 受体激动剂", "α2受体激动剂"),
    ],
)
def test_one_term(lang: str, one: str, other: str) -> None:
    assert key(one, lang) == key(other, lang)


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("en", "phantom limb pain", "phantom limb"),
        ("en", "nerve block", "nerves block"),
        ("en", "analysis", "analyze"),
        ("en", "bias", "bia"),
        ("en", "pus", "pu"),
        ("en", "SF-36", "SF-12"),
        ("zh", "残肢痛", "幻肢痛"),
        ("zh", "酚", "苯酚"),
    ],
)
def test_two_terms(lang: str, one: str, other: str) -> None:
    assert key(one, lang) != key(other, lang)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("blocks", "block"),
        ("pus", "pus"),
        ("class", "class"),
        ("classes", "class"),
        ("axis", "axis"),
        ("diabetes", "diabete"),
        ("gas", "gas"),
        ("bias", "bias"),
        ("SCSs", "SCS"),
        ("3s", "3s"),
        ("pain", "pain"),
        ("orthoses", "orthosis"),
        ("stitches", "stitch"),
        ("rashes", "rash"),
    ],
)
def test_singular(word: str, expected: str) -> None:
    assert singular(word) == expected


@given(st.text(st.sampled_from("abeiosuyz -/'3"), max_size=20))
def test_case_and_separators_do_not_matter(text: str) -> None:
    assert key(text, "en") == key(text.upper(), "en")
    assert key(text.replace("-", " "), "en") == key(text.replace("-", "/"), "en")
    assert key(f" {text} ", "en").strip() == key(f" {text} ", "en")
