"""Annotated texts to write and read: two of pain after amputation, and random ones."""

from __future__ import annotations

from hypothesis import strategies as st

from papnlp.annotated.text import AnnotatedText, ShortForm, Span

EN = "Mirror therapy after amputation\nPhantom limb pain (PLP) fell. PLP came back."
ZH = "镜像疗法\n𠮷例患者的幻肢痛（PLP）减轻。"


def english() -> AnnotatedText:
    return AnnotatedText(
        "a1",
        "en",
        EN,
        (
            Span(0, 14, "INTERVENTION", "pap:mirror-therapy", {"via": "term", "negated": False}),
            Span(32, 49, "PAIN_TYPE", "pap:phantom-limb-pain", {"via": "term"}),
            Span(40, 49, "PAIN_TYPE", None, {}),
            Span(32, 49, "OUTCOME", None, {"note": "true", "negated": True}),
        ),
        (
            ShortForm(51, 54, 32, 49, "pap:phantom-limb-pain", {"via": "text", "score": 1.0}),
            ShortForm(62, 65, None, None, None, {"via": "sense", "score": 0.5}),
        ),
        ((0, 31, "title"), (32, 61, "results"), (62, 76, None)),
        {"metadata": {"year": 2024}, "study": {"sample_size": 20}},
    )


def chinese() -> AnnotatedText:
    return AnnotatedText(
        "a1",
        "zh",
        ZH,
        (
            Span(0, 4, "INTERVENTION", "pap:mirror-therapy", {"negated": False}),
            Span(10, 13, "PAIN_TYPE", "pap:phantom-limb-pain", {}),
        ),
        (ShortForm(14, 17, 10, 13, None, {}),),
        ((0, 4, "title"), (5, 21, None)),
    )


TEXT = st.text(alphabet="ab c.\n\t　幻肢痛，𠮷𝟙é\u0301<&>\"'\r", max_size=30)
LABELS = st.sampled_from(["PAIN_TYPE", "OUTCOME", "ShortForm", "LongForm", "a b"])
NAMES = st.sampled_from(["via", "name", "negated", "type", "identifier", "papnlp:strings", "痛 x"])
WORDS = st.sampled_from(
    ["true", "false", "1.0", "nan", "term", "", " a\n\tb ", "幻肢痛", "𠮷", "\r"]
)
CONCEPTS = st.none() | st.sampled_from(["pap:phantom-limb-pain", "mesh:D010591", "text:新 词"])


@st.composite
def annotated_texts(draw, *, least: int = 0, text=TEXT):
    """Texts with overlapping spans and spans of one place."""
    body = draw(text)

    def place():
        length = draw(st.integers(min(least, len(body)), len(body)))
        start = draw(st.integers(0, len(body) - length))
        return start, start + length

    some = st.integers(0, 4 if len(body) >= least else 0)
    spans = [
        Span(
            *place(),
            draw(LABELS),
            draw(CONCEPTS),
            draw(st.dictionaries(NAMES, WORDS | st.booleans())),
        )
        for _ in range(draw(some))
    ]
    if spans and draw(st.booleans()):
        spans.append(Span(spans[0].start, spans[0].end, draw(LABELS)))
    values = WORDS | st.booleans() | st.floats(allow_nan=False, allow_infinity=False)
    shorts = [
        ShortForm(
            *place(),
            *(place() if draw(st.booleans()) else (None, None)),
            draw(CONCEPTS),
            draw(st.dictionaries(NAMES, values)),
        )
        for _ in range(draw(some))
    ]
    sentences = [
        (*place(), draw(st.sampled_from([None, "title", "results"]))) for _ in range(draw(some))
    ]
    extra = draw(st.sampled_from([{}, {"study": {"design": "other"}, "records": [{"id": "r1"}]}]))
    return AnnotatedText(
        draw(st.sampled_from(["a1", " b c ", "幻1"])),
        draw(st.sampled_from(["en", "zh"])),
        body,
        tuple(spans),
        tuple(shorts),
        tuple(sentences),
        extra,
    )
