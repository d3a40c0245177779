"""Normalised views keep their offsets, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papnlp.text.normalise import fold, fold_all, normalise

ODD = (
    "\u00ad\ufb01\ufb03\u200b\ufeff\u0301\u0308\u2026\u2122\u00ae\uff08\uff05\uff1a\uff5e\u2014\u2011\u2019\u201c"
    "\u3000\u00a0\t\r\n\x0b\x0c\u2028\u00c0\u00df\u0130\u03a3\u03c3\u03c2\u00b5\u03bc\u03b1\u03b2鎮痛術體後"
)
LANGUAGES = st.sampled_from(["en", "zh"])
TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs",)),
        st.sampled_from(ODD),
        st.sampled_from("abc ABC 123 .,;()-/'\n疼痛患者截肢"),
    ),
    max_size=60,
)


@given(TEXTS, LANGUAGES)
@example("ﬁ" * 3, "en")
@example("e\u0301", "en")
@example("\u200b", "zh")
def test_views_have_one_length_and_a_way_back(source: str, lang: str) -> None:
    text = normalise(source, lang)
    assert text.source == source
    assert len(text.norm) == len(text.lower)
    if text.origin is None:
        assert len(text.norm) == len(source)
    else:
        assert len(text.origin) == len(text.norm)
        assert list(text.origin) == sorted(text.origin)


@given(TEXTS, LANGUAGES, st.data())
def test_every_span_leads_into_the_source(source: str, lang: str, data: st.DataObject) -> None:
    text = normalise(source, lang)
    start = data.draw(st.integers(0, len(text.norm)))
    end = data.draw(st.integers(start, len(text.norm)))
    left, right = text.original(start, end)
    assert 0 <= left <= right <= len(source)
    assert (left < right) == (start < end)


@given(TEXTS, LANGUAGES, st.data())
def test_spans_side_by_side_do_not_cross(source: str, lang: str, data: st.DataObject) -> None:
    text = normalise(source, lang)
    cut = data.draw(st.integers(0, len(text.norm)))
    left = text.original(0, cut)
    right = text.original(cut, len(text.norm))
    shared = text.origin is not None and 0 < cut < len(text.norm)
    shared = shared and text.origin[cut - 1] == text.origin[cut]
    assert left[1] <= right[0] + (1 if shared else 0) or left[0] == left[1] or right[0] == right[1]


@given(TEXTS, LANGUAGES)
def test_normalising_again_changes_nothing(source: str, lang: str) -> None:
    norm = normalise(source, lang).norm
    assert normalise(norm, lang).norm == norm


@given(st.text(st.characters(codec="ascii", exclude_characters="\t\r\x0b\x0c`"), max_size=40))
def test_plain_ascii_stays_as_it_is(source: str) -> None:
    text = normalise(source, "en")
    assert text.norm == source
    assert text.lower == source.lower()
    assert text.origin is None


@pytest.mark.parametrize(
    ("lang", "source", "norm"),
    [
        ("zh", "（ＶＡＳ）：５０％，Ｐ＜０．０５；", "(VAS):50%,P<0.05;"),
        ("zh", "幻肢痛。残肢痛、", "幻肢痛。残肢痛、"),
        ("zh", "殘肢痛與鎮痛藥物", "残肢痛与镇痛药物"),
        ("en", "殘肢痛", "殘肢痛"),
        ("en", "95\u00a0% CI 0.4\u20130.9", "95 % CI 0.4-0.9"),
        ("en", "patient\u2019s \u201cstump\u201d", 'patient\'s "stump"'),
        ("en", "the patient`s stump", "the patient's stump"),
        ("en", "high\u2010frequency \u2212 2", "high-frequency - 2"),
        ("en", "de\ufb01ned su\ufb03cient", "defined sufficient"),
        ("en", "amputa\u00adtion", "amputation"),
        ("en", "na\u0131\u0308ve", "na\u0131ve"),
        ("en", "a\tb\rc\x0bd\u2028e", "a b\nc\nd\ne"),
        ("en", "\u00b5g", "\u03bcg"),
        ("en", "wait\u2026", "wait..."),
        ("zh", "3\uff5e6个月 3\u301c6 3\u223c6", "3~6个月 3~6 3~6"),
        ("zh", "\u3010目的\u3011\u3014方法\u3015", "[目的][方法]"),
        ("zh", "\u300c幻肢\u300d\u300e痛\u300f", '"幻肢""痛"'),
        # What one character becomes is not replaced once more, nor kept from being replaced.
        ("zh", "薴苧", "苧苎"),
        ("en", "\uff40`\u00b4", "`''"),
    ],
)
def test_norm(lang: str, source: str, norm: str) -> None:
    assert normalise(source, lang).norm == norm


@pytest.mark.parametrize(
    ("source", "part", "written"),
    [
        ("su\ufb03cient relief", "relief", "relief"),
        ("su\ufb03cient relief", "sufficient", "su\ufb03cient"),
        ("phan\u00adtom pain", "phantom pain", "phan\u00adtom pain"),
        ("\ufeffphantom pain", "phantom", "phantom"),
        ("phantom\u200b pain", "phantom", "phantom"),
        ("cafe\u0301 pain", "cafe", "cafe\u0301"),
        ("pain \u2026 relief", "relief", "relief"),
        ("xe\u0301y", "x", "x"),
    ],
)
def test_original_gives_the_text_as_written(source: str, part: str, written: str) -> None:
    text = normalise(source, "en")
    start = text.norm.index(part)
    left, right = text.original(start, start + len(part))
    assert source[left:right] == written


@pytest.mark.parametrize(
    ("surface", "folded"),
    [
        (" Ménière’s ", "meniere's"),
        ("McGill Pain", "mcgill pain"),
        ("ＰＬＰ", "plp"),
        ("殘肢痛", "残肢痛"),
        ("TGF-Β", "tgf-β"),
    ],
)
def test_fold(surface: str, folded: str) -> None:
    assert fold(surface) == folded


@given(TEXTS, LANGUAGES)
def test_folding_many_is_folding_each(source: str, lang: str) -> None:
    surfaces = ["McGill Pain", "Ménière’s", "殘肢痛", source]
    assert fold_all(surfaces, lang) == [fold(surface, lang) for surface in surfaces]
