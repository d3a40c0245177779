"""What a format holds comes back exactly; what it does not hold is counted."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from annotated_strategies import EXAMPLE, annotated_texts, by_name, collections
from hypothesis import given, settings

from papnlp.annotated.brat import Brat
from papnlp.annotated.conll import Conll
from papnlp.annotated.jsonl import Jsonl
from papnlp.annotated.pubtator import PubTator


def through(form, texts):
    """Return what comes back from a format, and what it could not hold."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out"
        losses = form.write(iter(texts), path)
        return list(form.read(path)), {loss.what: loss.count for loss in losses}


@pytest.mark.parametrize("form", [Brat(), Jsonl()], ids=lambda form: form.name)
def test_the_example_comes_back_exactly(form) -> None:
    assert through(form, [EXAMPLE]) == ([EXAMPLE], {})


LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def without_line_ends(text, start, end):
    """Edges of a span without line ends at them, which brat has no room for."""
    while start < end and text[start] in LINE_ENDS:
        start += 1
    while start < end and text[end - 1] in LINE_ENDS:
        end -= 1
    return (start, end) if start < end else (None, None)


def as_brat_holds(text):
    spans, forms = [], []
    for span in text.spans:
        start, end = without_line_ends(text.text, span.start, span.end)
        if start is not None:
            spans.append(replace(span, start=start, end=end))
    for form in text.short_forms:
        start, end = without_line_ends(text.text, form.start, form.end)
        long = (None, None)
        if form.long_start is not None:
            long = without_line_ends(text.text, form.long_start, form.long_end)
        if start is not None:
            forms.append(replace(form, start=start, end=end, long_start=long[0], long_end=long[1]))
    return replace(text, spans=tuple(spans), short_forms=tuple(forms), sentences=())


@settings(max_examples=150)
@given(collections())
def test_brat_holds_all_but_sentences_and_line_ends(texts) -> None:
    found, losses = through(Brat(), texts)
    assert by_name(found) == by_name(map(as_brat_holds, texts))
    assert losses.get("sentences", 0) == sum(len(text.sentences) for text in texts)
    edges = {"line ends at the edge of a span", "spans of line ends alone"}
    assert set(losses) <= {"sentences", *edges}
    same = all(replace(text, sentences=()) == as_brat_holds(text) for text in texts)
    assert same == edges.isdisjoint(losses)


@settings(max_examples=150)
@given(collections())
def test_jsonl_holds_all_texts_that_are_not_blank(texts) -> None:
    filled = [replace(text, id=text.id or "x") for text in texts if text.text.strip()]
    filled = list(by_name(filled).values())
    if not filled:
        return
    found, losses = through(Jsonl(), filled)
    wanted = {
        key: replace(text, sentences=tuple((*span[:2], None) for span in text.sentences))
        for key, text in by_name(filled).items()
    }
    assert {key: replace(text, extra={}) for key, text in by_name(found).items()} == wanted
    assert set(losses) <= {"sections of sentences"}


@settings(max_examples=150)
@given(collections())
def test_pubtator_keeps_offsets_labels_and_concepts(texts) -> None:
    found, losses = through(PubTator(), texts)
    found = by_name(found)
    assert found.keys() == by_name(texts).keys()
    changed = 0
    for key, text in by_name(texts).items():
        kept = found[key]
        assert len(kept.text) == len(text.text)
        changed += sum(one != other for one, other in zip(kept.text, text.text, strict=True))
        assert kept.spans == tuple(replace(span, attributes={}) for span in text.spans)
        assert kept.short_forms == tuple(
            replace(form, long_start=None, long_end=None, attributes={})
            for form in text.short_forms
        )
    assert losses.get("tabs and line ends within a text", 0) == changed
    attributes = sum(
        len(item.attributes) for text in texts for item in (*text.spans, *text.short_forms)
    )
    lost = sum(count for what, count in losses.items() if what.startswith("attribute "))
    assert lost == attributes


@settings(max_examples=150)
@given(collections())
def test_conll_keeps_text_and_longest_spans(texts) -> None:
    found, losses = through(Conll(), texts)
    assert [(text.id, text.lang, text.text) for text in found] == [
        (text.id, text.lang, text.text) for text in texts
    ]
    assert [text.sentences for text in found] == [text.sentences for text in texts]
    kept = sum(len(text.spans) for text in found)
    gone = ("spans that overlap a longer one", "spans of white space alone")
    assert kept + sum(losses.get(what, 0) for what in gone) == sum(
        len(text.spans) for text in texts
    )
    for text, source in zip(found, texts, strict=True):
        for span in text.spans:
            assert any(
                span.label == other.label
                and text.text[span.start : span.end] == text.text[other.start : other.end].strip()
                for other in source.spans
            )
    again, none = through(Conll(), found)
    assert again == found
    assert not none


@given(annotated_texts())
def test_what_stands_beside_the_text_is_counted(text) -> None:
    extra = {"records": [{}, {}], "study": {"design": "other"}, "warnings": []}
    for form in (Brat(), Conll(), PubTator()):
        _, losses = through(form, [replace(text, extra=extra)])
        assert (losses["records"], losses["study"]) == (2, 1)
        assert "warnings" not in losses
