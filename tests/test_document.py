"""Documents: languages, texts, and what a broken field says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.document import Document, DocumentError, detect_language


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Phantom limb pain", "en"),
        ("幻肢痛", "zh"),
        ("SCS与DRG刺激治疗PLP", "zh"),
        ("殘肢痛的治療", "zh"),
        ("The word 痛 means pain and nothing else at all here", "en"),
        ("", "en"),
        ("12.5 %", "en"),
        ("Ménière’s", "en"),
    ],
)
def test_detect_language(text: str, lang: str) -> None:
    assert detect_language(text) == lang


def test_plain_strings_find_their_language() -> None:
    document = Document.from_dict({"id": "a", "title": "幻肢痛", "abstract": "Phantom pain."})
    assert document.title == {"zh": "幻肢痛"}
    assert document.abstract == {"en": "Phantom pain."}
    assert document.languages == ("en", "zh")
    assert document.text("en") == "Phantom pain."
    assert document.text("zh") == "幻肢痛"


def test_english_comes_first() -> None:
    document = Document.from_dict({"id": "a", "abstract": {"zh": "痛", "en": "pain"}})
    assert list(document.abstract) == ["en", "zh"]


def test_blank_texts_are_no_language() -> None:
    assert Document(id="a", title={"en": " "}, abstract={"zh": "痛", "en": ""}).languages == ("zh",)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "no text"),
        ({"title": "  ", "abstract": None}, "no text"),
        ({"title": 3}, "title is a int"),
        ({"abstract": ["x"]}, "abstract is a list"),
        ({"abstract": {"fr": "x"}}, "abstract has the language 'fr'"),
        ({"abstract": {"en": 5}}, "abstract.en is a int"),
        ({"abstract": "x", "year": "soon"}, "year is 'soon'"),
        ({"abstract": "x", "year": True}, "year is True"),
        ({"abstract": "x", "year": "²"}, "year is '²'"),
        ({"abstract": "x", "year": 2020.5}, "year is 2020.5"),
        ({"abstract": "x", "authors": "  ", "mesh": 3}, "mesh must be a list of strings"),
        ({"abstract": "x", "authors": ["a", 3]}, "authors must be a list of strings"),
        ({"abstract": "x", "doi": ["10.1/x"]}, "doi is a list"),
        ({"abstract": "x", "id": True}, "id is a bool"),
    ],
)
def test_broken_fields_say_why(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        Document.from_dict(fields)


@pytest.mark.parametrize("data", [None, 3, "text", ["x"]])
def test_only_objects_are_documents(data: Any) -> None:
    with pytest.raises(DocumentError, match="must be an object"):
        Document.from_dict(data)


def test_fields_are_made_one_type() -> None:
    document = Document.from_dict(
        {"id": 7, "abstract": "x", "pmid": 123, "year": " 2024 ", "authors": "A B", "doi": ""}
    )
    assert document.id == "7"
    assert document.pmid == "123"
    assert document.year == 2024
    assert document.authors == ("A B",)
    assert document.doi is None


def test_default_id_and_unknown_fields() -> None:
    assert Document.from_dict({"abstract": "x", "mentions": []}, default_id="n1").id == "n1"
    assert Document.from_dict({"id": "x", "abstract": "x"}, default_id="n1").id == "x"


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=10)
BY_LANGUAGE = st.dictionaries(st.sampled_from(["en", "zh"]), TEXT.filter(bool))


@given(
    st.builds(
        Document,
        id=TEXT.filter(bool),
        title=BY_LANGUAGE,
        abstract=BY_LANGUAGE.filter(lambda texts: any(t.strip() for t in texts.values())),
        year=st.none() | st.integers(1, 3000),
        authors=st.lists(TEXT).map(tuple),
        doi=st.none() | TEXT.filter(bool),
    )
)
def test_objects_lead_back_to_the_document(document: Document) -> None:
    assert Document.from_dict(document.to_dict()) == document


def test_metadata_leaves_out_the_id_and_the_abstract() -> None:
    document = Document.from_dict({"id": "a", "title": "T", "abstract": "x", "journal": "J"})
    assert document.metadata() == {"title": {"en": "T"}, "journal": "J"}
