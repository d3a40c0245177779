"""Documents: JSON both ways, checks of every field."""

from __future__ import annotations

import jsonschema
import orjson
import pytest
from hypothesis import given
from strategies import documents

from papnlp.document import Document, DocumentError, detect_language
from papnlp.schema import load

VALIDATOR = jsonschema.Draft202012Validator(load("document"))


@given(documents())
def test_json_round_trip_is_byte_identical(document):
    line = orjson.dumps(document.to_dict())
    again = Document.from_dict(orjson.loads(line))
    assert again == document
    assert orjson.dumps(again.to_dict()) == line
    VALIDATOR.validate(orjson.loads(line))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, "no text"),
        ({"title": "  "}, "no text"),
        ({"abstract": 3}, "abstract is a int"),
        ({"abstract": {"fr": "x"}}, "language 'fr'"),
        ({"abstract": {"en": ["x"]}}, "abstract.en is a list"),
        ({"abstract": "x", "year": "soon"}, "year is 'soon'"),
        ({"abstract": "x", "authors": [1]}, "authors must be a list"),
        ({"abstract": "x", "pmid": True}, "pmid is a bool"),
        ([], "must be an object"),
    ],
)
def test_bad_fields_are_named(data, says):
    with pytest.raises(DocumentError, match=says):
        Document.from_dict(data)


def test_plain_strings_have_their_language_detected():
    document = Document.from_dict({"id": 7, "title": "幻肢痛", "abstract": "Phantom limb pain."})
    assert document.id == "7"
    assert document.languages == ("en", "zh")
    assert document.text("zh") == "幻肢痛"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Phantom limb pain", "en"),
        ("幻肢痛", "zh"),
        ("在PubMed、EMBASE、Scopus和Web of Science数据库中检索", "zh"),
        ("The Chinese term is 幻肢痛 in most of the literature that we have read so far.", "en"),
        ("", "en"),
        ("12.5 %", "en"),
    ],
)
def test_detect_language(text, lang):
    assert detect_language(text) == lang
