"""DocBin: exact text, spans off the tokens, files of other makers, malformed files."""

from __future__ import annotations

import json
import zlib

import pytest
import spacy
from annotated_texts import EN, ZH, annotated_texts, chinese, english
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import DocBin
from spacy.tokens import Span as SpacySpan

from papnlp.annotated.docbin import DocBinFormat
from papnlp.annotated.formats import Loss
from papnlp.annotated.text import AnnotatedText, FormatError, Span

FORMAT = DocBinFormat()


def save(path, *docs):
    whole = DocBin(store_user_data=True)
    for doc in docs:
        whole.add(doc)
    whole.to_disk(path)
    return path


def docs(path):
    return list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))


def test_both_ways(tmp_path):
    path = tmp_path / "out.spacy"
    assert FORMAT.write([english(), chinese()], path) == []
    assert FORMAT.sniff(path)
    assert list(FORMAT.read(path)) == [english(), chinese()]


def test_what_is_written(tmp_path):
    path = tmp_path / "out.spacy"
    FORMAT.write([english(), chinese()], path)
    first, second = docs(path)
    assert (first.text, second.text) == (EN, ZH)
    found = [(span.text, span.label_, span.kb_id_) for span in first.spans["papnlp"]]
    assert found == [
        ("Mirror therapy", "INTERVENTION", "pap:mirror-therapy"),
        ("Phantom limb pain", "PAIN_TYPE", "pap:phantom-limb-pain"),
        ("limb pain", "PAIN_TYPE", ""),
        ("Phantom limb pain", "OUTCOME", ""),
    ]
    assert [span.text for span in first.ents] == ["Mirror therapy", "Phantom limb pain"]
    assert [token.text for token in first[:5]] == ["Mirror", "therapy", "after", "amputation", "\n"]
    assert [(span.text, span.kb_id_) for span in second.ents] == [
        ("镜像疗法", "pap:mirror-therapy"),
        ("幻肢痛", "pap:phantom-limb-pain"),
    ]


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=annotated_texts(least=1) | annotated_texts(least=1, text=st.text(max_size=20)))
def test_any_text_comes_back(tmp_path, text):
    path = tmp_path / "any.spacy"
    losses = FORMAT.write([text], path)
    (back,) = FORMAT.read(path)
    if text.text:
        assert losses == []
        assert back == text
    else:
        assert back.text == ""
        assert back.short_forms == text.short_forms


def test_spans_off_the_tokens(tmp_path):
    body = "  phantom  limb-pain\n\n 幻肢痛 "
    spans = tuple(
        Span(start, end, "A")
        for start in range(len(body))
        for end in range(start + 1, len(body) + 1)
    )
    text = AnnotatedText("a", "en", body, spans)
    path = tmp_path / "a.spacy"
    assert FORMAT.write([text], path) == []
    assert list(FORMAT.read(path)) == [text]


def test_empty_spans_are_counted(tmp_path):
    path = tmp_path / "a.spacy"
    text = AnnotatedText("a", "en", "pain", (Span(1, 1, "A"), Span(0, 4, "B")))
    assert FORMAT.write([text], path) == [Loss("spans without a character", 1)]
    (back,) = FORMAT.read(path)
    assert back.spans == (Span(0, 4, "B"),)


def test_files_of_other_makers(tmp_path):
    doc = spacy.blank("en")(EN)
    doc.ents = [SpacySpan(doc, 0, 2, "INTERVENTION", kb_id="mesh:D1")]
    doc.spans["sc"] = [SpacySpan(doc, 0, 2, "INTERVENTION"), SpacySpan(doc, 1, 2, "OTHER")]
    other = spacy.blank("zh")(ZH)
    path = save(tmp_path / "train.spacy", doc, other)
    assert FORMAT.sniff(path)
    assert list(FORMAT.read(path)) == [
        AnnotatedText(
            "train-1",
            "en",
            EN,
            (Span(0, 14, "INTERVENTION", "mesh:D1"), Span(7, 14, "OTHER")),
        ),
        AnnotatedText("train-2", "zh", ZH),
    ]


def test_spans_that_were_added_or_taken_out(tmp_path):
    path = tmp_path / "a.spacy"
    FORMAT.write([english()], path)
    (doc,) = docs(path)
    kept = list(doc.spans["papnlp"])[1:]
    doc.spans["papnlp"] = [SpacySpan(doc, 2, 3, "NEW"), *kept]
    (text,) = FORMAT.read(save(path, doc))
    assert text.spans == (Span(15, 20, "NEW"), *english().spans[1:])


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (3, "document 1: user data 'papnlp': not text"),
        ("{", "document 1: user data 'papnlp': not JSON: remove it"),
        ("[]", "document 1: user data 'papnlp': not an object"),
        ("{}", "document 1: no id"),
        ({"id": "a", "lang": "fr"}, r"document 1 \(a\): language 'fr'"),
        ({"id": "a", "sentences": [[0, 99, None]]}, "sentence 1: 0-99 lies outside"),
        ({"id": "a", "short_forms": [{"start": 0, "end": 99}]}, "short form 1: 0-99 lies outside"),
        ({"id": "a", "short_forms": [{"start": 0}]}, "short form 1: 'end': not a whole number"),
        (
            {"id": "a", "short_forms": [{"start": 0, "end": 1, "long_start": 0}]},
            "short form 1: 'long_end': not a whole number",
        ),
    ],
)
def test_malformed_user_data_is_refused(tmp_path, told, message):
    doc = spacy.blank("en")(EN)
    doc.user_data["papnlp"] = json.dumps(told) if isinstance(told, dict) else told
    path = save(tmp_path / "bad.spacy", doc)
    with pytest.raises(FormatError, match=message) as caught:
        list(FORMAT.read(path))
    assert str(path) in str(caught.value)


def test_no_docbin(tmp_path):
    path = tmp_path / "bad.spacy"
    good = tmp_path / "good.spacy"
    FORMAT.write([english(), chinese()], good)
    inner = zlib.decompress(good.read_bytes())
    for data in (
        b"",
        b"pain",
        good.read_bytes()[:-20],
        zlib.compress(b"\x80"),
        zlib.compress(b"\x93\x01\x02\x03"),
        *(zlib.compress(inner[:cut]) for cut in range(0, len(inner), 97)),
    ):
        path.write_bytes(data)
        with pytest.raises(FormatError, match=r"bad\.spacy: not a DocBin of spaCy 3.*: write it"):
            list(FORMAT.read(path))
    path.write_bytes(b"pain")
    assert not FORMAT.sniff(path)
    assert not FORMAT.sniff(tmp_path)
    with pytest.raises(FormatError, match="check the path"):
        list(FORMAT.read(tmp_path / "none.spacy"))


def test_texts_of_another_language_are_refused(tmp_path):
    with pytest.raises(FormatError, match="document a: language 'fr'"):
        FORMAT.write([AnnotatedText("a", "fr", "douleur")], tmp_path / "a.spacy")
    assert list(tmp_path.iterdir()) == []
