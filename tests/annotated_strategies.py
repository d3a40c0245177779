"""Hypothesis strategies for annotated texts, and one of pain after amputation."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from papnlp.annotated.text import AnnotatedText, ShortForm, Span

TEXT = "Mirror therapy\nMT relieved phantom limb pain (PLP)\nin amputees."
EXAMPLE = AnnotatedText(
    "trial/1",
    "en",
    TEXT,
    (
        Span(
            0, 14, "INTERVENTION", "pap:mirror-therapy", {"via": "term", "name": "mirror therapy"}
        ),
        Span(27, 44, "PAIN_TYPE", "pap:phantom-limb-pain", {"negated": True}),
        Span(40, 62, "OUTCOME", "text:new thing"),
    ),
    (
        ShortForm(46, 49, 27, 44, "pap:phantom-limb-pain", {"via": "definition", "score": 0.9}),
        ShortForm(15, 17),
    ),
)

CHARACTERS = st.sampled_from("ab c.-%|痛幻é𝟙#'\"\n\t\r\x85\u2028\ufeff\u3000\\")
SOME = st.text(alphabet=CHARACTERS, max_size=8)
WORDS = SOME | st.text(max_size=5)
LABELS = WORDS.filter(lambda label: label not in ("ABBREVIATION", "LONG_FORM"))
KEYS = WORDS.filter(lambda key: key not in ("name", "note", "parts", "score"))
ATTRIBUTES = st.dictionaries(KEYS, WORDS | st.just(value=True), max_size=2)


@st.composite
def places(draw, text: str):
    """Edges of a span that is not empty."""
    start = draw(st.integers(0, len(text) - 1))
    return start, draw(st.integers(start + 1, len(text)))


@st.composite
def annotated_texts(draw):
    """A text with spans that overlap as they like."""
    text = draw(st.text(alphabet=CHARACTERS, max_size=30) | st.text(max_size=30))
    spans, forms, sentences = [], [], []
    if text:
        concepts = st.none() | WORDS | st.sampled_from(["pap:yoga", "id:x", ":", "-", "-1"])
        for start, end in draw(st.lists(places(text), max_size=4)):
            named = {"name": draw(WORDS)} if draw(st.booleans()) else {}
            noted = {"note": draw(WORDS)} if draw(st.booleans()) else {}
            more = {**draw(ATTRIBUTES), **named, **noted}
            spans.append(Span(start, end, draw(LABELS), draw(concepts), more))
        for start, end in draw(st.lists(places(text), max_size=2)):
            long = draw(places(text)) if draw(st.booleans()) else (None, None)
            score = {"score": draw(st.floats(0, 1))} if draw(st.booleans()) else {}
            more = {**draw(ATTRIBUTES), **score}
            forms.append(ShortForm(start, end, *long, draw(concepts), more))
        for start, end in draw(st.lists(places(text), max_size=2)):
            sentences.append((start, end, draw(st.none() | SOME)))
    return AnnotatedText(
        draw(WORDS),
        draw(st.sampled_from(["en", "zh"])),
        text,
        tuple(spans),
        tuple(forms),
        tuple(sentences),
    )


@st.composite
def collections(draw):
    """Texts of different documents; some documents have both languages."""
    found = draw(
        st.lists(annotated_texts(), min_size=1, max_size=3, unique_by=lambda text: text.id)
    )
    both = [
        replace(draw(annotated_texts()), id=text.id, lang="zh" if text.lang == "en" else "en")
        for text in found
        if draw(st.booleans())
    ]
    return [*found, *both]


def by_name(texts):
    """Texts by id and language."""
    return {(text.id, text.lang): text for text in texts}
