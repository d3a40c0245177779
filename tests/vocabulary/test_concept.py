"""Concepts, their checks, and the look-ups of a vocabulary."""

from __future__ import annotations

from typing import Any

import pytest

from papnlp.model import Model
from papnlp.vocabulary.concept import Concept, ConceptError, CrossReference
from papnlp.vocabulary.dictionary import Dictionary
from papnlp.vocabulary.forms import Forms, match_form, variants
from papnlp.vocabulary.surfaces import surfaces
from papnlp.vocabulary.variants import key
from papnlp.vocabulary.vocabulary import Vocabulary


def concept(**fields: Any) -> Concept:
    base = {
        "id": "pap:x",
        "label": "INTERVENTION",
        "name": {"en": "x therapy", "zh": "某疗法"},
        "definition": "A therapy.",
    }
    return Concept.from_dict({**base, **fields})


def test_a_concept_keeps_what_the_line_says() -> None:
    made = concept(
        synonyms={"en": ["x treatment"], "zh": ["某治疗"]},
        abbreviations=["XT"],
        broader=["pap:y"],
        contextual=[{"text": "x", "lang": "en", "when": "sentence", "words": ["pain"]}],
        not_inside={"en": ["x therapy room"]},
        xrefs={"mesh": [{"id": "D000000", "match": "close"}]},
        valence="higher",
    )
    assert made.surfaces("en") == ("x therapy", "x treatment")
    assert made.surfaces("zh") == ("某疗法", "某治疗")
    assert made.surfaces("fr") == ()
    assert made.contextual[0].words == ("pain",)
    assert made.xrefs["mesh"] == (CrossReference("D000000", "close"),)
    assert made.to_export()["synonyms"] == {"en": ["x treatment"], "zh": ["某治疗"]}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"id": ""}, "'id' is missing or empty"),
        ({"definition": ""}, "'definition' is missing or empty"),
        ({"label": "DRUG"}, "label 'DRUG'"),
        ({"label": 3}, "'label' must be a str"),
        ({"name": {}}, "'name' is missing or empty"),
        ({"name": {"zh": "某疗法"}}, "name.en is missing"),
        ({"name": {"en": 3}}, "name must be a list of non-empty strings"),
        ({"name": {"en": "x", "de": "y"}}, "language 'de'"),
        ({"synonyms": {"fr": ["y"]}}, "language 'fr'"),
        ({"synonyms": {"en": "y"}}, "synonyms.en must be a list"),
        ({"synonyms": {"en": [""]}}, "synonyms.en must be a list of non-empty"),
        ({"synonyms": ["y"]}, "'synonyms' must be a dict"),
        ({"abbreviations": [1]}, "abbreviations must be a list"),
        ({"broader": "pap:y"}, "'broader' must be a list"),
        ({"valence": "good"}, "valence 'good'"),
        ({"colour": "red"}, "unknown field 'colour'"),
        ({"contextual": ["x"]}, "each 'contextual' entry"),
        ({"contextual": [{"text": 3, "lang": "en", "when": "pain"}]}, "each 'contextual' entry"),
        ({"contextual": [{"text": "x", "lang": "en", "when": "often"}]}, "'when' must be one of"),
        ({"contextual": [{"text": "x", "lang": "en", "when": "sentence"}]}, "'words' must be"),
        ({"xrefs": {"mesh": "D1"}}, "xrefs.mesh: each entry"),
        ({"xrefs": {"mesh": [{"id": "D1"}]}}, "xrefs.mesh: each entry"),
        ({"xrefs": {"mesh": [{"id": 1, "match": "exact"}]}}, "xrefs.mesh: each entry"),
        ({"not_inside": {"en": [None]}}, "not_inside.en"),
        ({"cues": {"zh": [1]}}, "cues.zh"),
    ],
)
def test_broken_lines_say_why(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ConceptError, match=message):
        concept(**fields)


def test_a_line_that_is_no_object_is_an_error() -> None:
    with pytest.raises(ConceptError, match="must be a JSON object"):
        Concept.from_dict([])  # type: ignore[arg-type]


@pytest.fixture
def small() -> Vocabulary:
    return Vocabulary(
        [
            concept(id="pap:a", name={"en": "block"}),
            concept(
                id="pap:b",
                name={"en": "nerve block", "zh": "神经阻滞"},
                broader=["pap:a"],
                abbreviations=["NB"],
            ),
            concept(id="pap:c", name={"en": "sciatic nerve block"}, broader=["pap:b", "pap:c"]),
            concept(id="pap:d", name={"en": "nerve biopsy"}, abbreviations=["NB"], label="OTHER"),
        ]
    )


def test_hierarchy(small: Vocabulary) -> None:
    assert small.ancestors("pap:c") == {"pap:a", "pap:b", "pap:c"}
    assert small.is_a("pap:c", "pap:a")
    assert not small.is_a("pap:a", "pap:c")
    assert small.is_related("pap:a", "pap:c")
    assert not small.is_related("pap:a", "pap:d")
    assert small.ancestors("pap:none") == frozenset()


def test_look_ups(small: Vocabulary) -> None:
    assert [item.id for item in small.by_short_form["NB"]] == ["pap:b", "pap:d"]
    found = small.find("Nerve-Blocks", "en")
    assert found is small.concepts["pap:b"]
    assert small.find("nerve blocks", "en", "OTHER") is None
    assert small.find("神经阻滞", "zh") is not None
    assert small.get(None) is None
    assert "pap:a" in small
    assert "pap:z" not in small
    assert len(small) == 4
    assert small.name("pap:b", "zh") == "神经阻滞"
    assert small.name("pap:a", "zh") == "block"
    assert small.name("text:cold packs") == "cold packs"


@pytest.mark.parametrize(
    ("term", "lang", "form"),
    [
        ("Post-Amputation  Pain", "en", "post amputation pain"),
        ("VAS 评分", "zh", "vas评分"),
        ("10 kHz 刺激", "zh", "10 khz刺激"),
        ("殘肢痛", "zh", "残肢痛"),
        ("α2‐agonist", "en", "α2 agonist"),
    ],
)
def test_match_form(term: str, lang: str, form: str) -> None:
    assert match_form(term, lang) == form


@pytest.mark.parametrize(
    ("form", "variant"),
    [
        ("post amputation pain", "postamputation pain"),
        ("postamputation pain", "post amputation pain"),
        ("local anesthetic", "local anaesthetic"),
        ("neuroma", "neuromata"),
        ("neuropathy", "neuropathies"),
        ("prosthesis", "prostheses"),
        ("dorsal root ganglion", "dorsal root ganglia"),
        ("excision of neuroma", "excisions of neuroma"),
        ("10 khz stimulation", "10khz stimulation"),
        ("patient satisfaction", "patients' satisfaction"),
        ("patient satisfaction", "patient's satisfaction"),
        ("beta blocker", "β blocker"),
        ("cognitive behavioral therapy", "cognitive behavioural therapy"),
    ],
)
def test_variants(form: str, variant: str) -> None:
    assert variant in variants(form, "en")
    assert form in variants(form, "en")


def test_chinese_forms_have_no_variants() -> None:
    assert variants("残肢痛", "zh") == {"残肢痛"}


def test_forms_of_a_vocabulary_are_those_of_each_name(model: Model) -> None:
    for lang in ("en", "zh"):
        forms = Forms(model.vocabulary, lang)
        for concept, written in zip(model.vocabulary, forms.written, strict=True):
            assert written == {match_form(text, lang): text for text in concept.surfaces(lang)}
        assert all(forms[text] == match_form(text, lang) for text in list(forms))
        assert all(variants(form, lang) == {form} for form in forms.fixed)


def test_names_with_a_short_form_inside_need_its_sense(small: Vocabulary) -> None:
    made = dict(surfaces(small, "en", "(?!)"))
    assert made["sciatic nb"].requires == ("NB", "pap:b")
    assert made["sciatic nerve block"].requires is None


def test_padded_names_are_not_looked_for() -> None:
    vocabulary = Vocabulary([concept(name={"en": "yoga"}, synonyms={"en": ["yoga therapy"]})])
    texts = {form for form, _ in surfaces(vocabulary, "en", " therapy$")}
    assert "yoga" in texts
    assert "yoga therapy" not in texts


def test_dictionary_looks_names_up(small: Vocabulary) -> None:
    dictionary = Dictionary(small, "en", "(?!)")
    assert [item.concept for item in dictionary.lookup("Nerve-blocks")] == ["pap:b"]
    assert dictionary.lookup("sciatic NB") == []
    assert dictionary.lookup("nothing") == []


def test_every_name_of_the_model_is_found_as_itself(model: Model) -> None:
    """A name or synonym looked up by its key leads to its own concept, among others."""
    vocabulary = model.vocabulary
    missing = [
        (item.id, text)
        for item in vocabulary
        for lang in ("en", "zh")
        for text in item.surfaces(lang)
        if item.id not in {other.id for other in vocabulary.by_name.get(key(text, lang), ())}
    ]
    assert missing == []


def test_broader_concepts_exist_and_have_no_circle(model: Model) -> None:
    vocabulary = model.vocabulary
    for item in vocabulary:
        assert all(broader in vocabulary for broader in item.broader), item.id
        assert item.id not in vocabulary.ancestors(item.id), item.id
