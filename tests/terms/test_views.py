"""Text without its brackets: which brackets are passed over, and that no name is lost by it."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import papnlp
from papnlp.analysis import Analysis
from papnlp.terms.ruler import ConceptRuler
from papnlp.terms.views import View, bracketless_view
from papnlp.text.normalise import normalise

PARTS = {
    "en": [
        "dorsal root ganglion",
        "stimulation",
        "spinal cord",
        "nerve block",
        "1,2",
        "vitamin b",
        "pain",
        "'s",
    ],
    "zh": ["背根神经节", "电刺激", "脊髓", "疼痛", "阻滞", "ketamine", "1,2"],
}
SIGNS = [
    " ",
    "",
    " (DRG)",
    "(DRG)",
    "[1]",
    " (a, b) ",
    ", ",
    ". ",
    ";",
    "，",
    "-",
    "/",
    "'",
    "%",
    "s",
]


@pytest.fixture(scope="module")
def rulers() -> dict[str, ConceptRuler]:
    extract = papnlp.load()
    return {lang: extract.engine(lang).ruler for lang in PARTS}


def inserted(ruler: ConceptRuler, text: str) -> set[tuple[int, int, str]]:
    analysis = Analysis(normalise(text, ruler.lang))
    ruler(analysis)
    return {
        (item.start, item.end, item.surface.concept)
        for item in analysis.candidates
        if item.inserted
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_no_name_is_lost(rulers: dict[str, ConceptRuler], lang: str, data: st.DataObject) -> None:
    piece = st.tuples(st.sampled_from(PARTS[lang]), st.sampled_from(SIGNS))
    text = "".join(map("".join, data.draw(st.lists(piece, max_size=8))))
    ruler = rulers[lang]
    found = inserted(ruler, text)
    anything = frozenset(map("".join, product({*text.lower()}, repeat=2)))
    pairs, ruler._sign_pairs = ruler._sign_pairs, anything
    try:
        assert inserted(ruler, text) == found
    finally:
        ruler._sign_pairs = pairs


def test_a_name_goes_on_behind_a_bracket(rulers: dict[str, ConceptRuler]) -> None:
    assert inserted(rulers["en"], "Spinal cord (SC) stimulation helped.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pain (a) score", "pain score\n"),
        ("pain(a) score", "pain score\n"),
        ("pain (a), score", None),
        ("pain (a)", None),
        ("(a) pain", None),
        ("x (a), y", "x, y\n"),
    ],
)
def test_brackets_before_a_sign(text: str, expected: str | None) -> None:
    view = bracketless_view(View(text), {"x,"})
    assert (None if view is None else view.text) == expected


def test_offsets_lead_back() -> None:
    text = "a pain (b) score"
    view = bracketless_view(View(text))
    assert view is not None
    assert view.origin is not None
    assert "".join(text[view.origin[at]] for at in range(len("a pain score"))) == "a pain score"
