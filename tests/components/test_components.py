"""The stages as spaCy components: alone, together, on foreign pipelines, and through spaCy's ways
of keeping and sharing Docs."""

from __future__ import annotations

import pickle
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import papnlp
from papnlp.components.base import ORDER
from papnlp.components.factories import load_factories
from papnlp.components.state import register_extensions
from papnlp.evaluation.reader import read_gold
from papnlp.extractor import Extractor
from papnlp.model import data_path

EN = (
    "BACKGROUND: Phantom limb pain(PLP) follows amputation. METHODS: Forty amputees were "
    "randomized to mirror therapy or sham therapy. RESULTS: Mirror therapy significantly reduced "
    "PLP compared with sham therapy (mean difference -1.8, 95% CI -2.9 to -0.7; P = 0.002). No "
    "neuroma was seen."
)
ZH = (
    "背景：幻肢痛（PLP）在截肢后常见。方法：40例患者随机接受镜像疗法或假治疗。"
    "结果：与假治疗相比，镜像疗法显著降低幻肢痛强度（P=0.002）。未见神经瘤。"
)
SAMPLE = data_path("annotations", "sample")
if not SAMPLE.is_dir():
    SAMPLE = Path(__file__).resolve().parents[2] / "annotations" / "sample"


@pytest.fixture(scope="module")
def pipelines() -> dict[str, Language]:
    return {"en": papnlp.pipeline("en"), "zh": papnlp.pipeline("zh")}


def mentions(doc: Doc) -> list[tuple[int, int, str, str]]:
    return sorted(
        (span.start_char, span.end_char, span.label_, span.kb_id_) for span in doc.spans["papnlp"]
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_pipeline_finds_what_the_extractor_finds(
    extractor: Extractor, pipelines: dict[str, Language], lang: str
) -> None:
    """On every sample document, with the text as one abstract."""
    documents = list(read_gold(SAMPLE, extractor.model.vocabulary))
    assert len(documents) >= 12
    for gold in documents:
        parts = [gold[part][lang] for part in ("title", "abstract") if lang in gold.get(part, {})]
        text = "\n".join(parts)
        evidence = extractor({"id": gold["id"], "abstract": {lang: text}})
        doc = pipelines[lang](text)
        assert doc.text == text
        assert mentions(doc) == sorted(
            (m.start, m.end, m.label, m.concept) for m in evidence.mentions
        )
        assert doc._.abbreviations == [item.to_dict() for item in evidence.abbreviations]
        assert doc._.study == evidence.study.to_dict()
        assert [(s["start"], s["end"], s["section"]) for s in doc._.papnlp_sections] == [
            (s.start, s.end, s.section) for s in evidence.sentences
        ]
        found = [dict(item, id="") for item in doc._.findings]
        assert found == [dict(item.to_dict(), id="") for item in evidence.records]


def test_entities_are_the_winners(pipelines: dict[str, Language]) -> None:
    doc = pipelines["en"](EN)
    texts = [span.text for span in doc.ents]
    assert texts[:2] == ["Phantom limb pain", "PLP"]
    assert {span.kb_id_ for span in doc.ents[:2]} == {"pap:phantom-limb-pain"}
    assert all(span.label_ in ("INTERVENTION", "PAIN_TYPE", "OUTCOME") for span in doc.ents)


def test_members_of_a_coordination_share_a_span(pipelines: dict[str, Language]) -> None:
    doc = pipelines["en"]("Spinal cord and dorsal root ganglion stimulation were compared.")
    assert len(doc.ents) == 1
    assert len(doc.spans["papnlp"]) == 2
    assert {span.text for span in doc.spans["papnlp"]} == {doc.ents[0].text}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sentences_and_statistics(pipelines: dict[str, Language], lang: str) -> None:
    text = EN if lang == "en" else ZH
    doc = pipelines[lang](text)
    sections = doc._.papnlp_sections
    assert [section["section"] for section in sections][-1] == "results"
    starts = [sentence.start_char for sentence in doc.sents]
    assert starts == [section["start"] for section in sections]
    for item in doc._.papnlp_statistics:
        assert text[item["start"] : item["end"]] == item["text"]
    assert "p_value" in {item["kind"] for item in doc._.papnlp_statistics}


@pytest.mark.parametrize("stage", ORDER)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_each_component_works_alone(lang: str, stage: str) -> None:
    load_factories()
    nlp = spacy.blank(lang)
    nlp.add_pipe(f"papnlp_{stage}")
    text = EN if lang == "en" else ZH
    doc = nlp(text)
    assert doc.text == text
    if stage in ("concepts", "linker"):
        assert "幻肢痛" in text or "Phantom limb pain" in [span.text for span in doc.ents]
        assert doc.ents
    if stage in ("abbreviations", "linker"):
        assert [item["short"] for item in doc._.abbreviations][:1] in (["PLP"], [])
    if stage == "findings":
        assert [item["direction"] for item in doc._.findings] == ["improved"]
    if stage == "study":
        assert doc._.study["design"] == "randomized controlled trial"


def test_the_default_tokenizer_is_split_at_terms() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("papnlp_linker")
    assert "pain(PLP" in [token.text for token in spacy.blank("en")(EN)]
    doc = nlp(EN)
    texts = [token.text for token in doc]
    assert doc.text == EN
    assert {"pain", "PLP"} <= set(texts)
    assert [span.text for span in doc.ents][:2] == ["Phantom limb pain", "PLP"]


def test_concepts_alone_know_no_context() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("papnlp_concepts", config={"spans_key": "terms", "overlap": "longest"})
    doc = nlp("Phantom limb pain (PLP) and PLP.")
    assert [span.text for span in doc.ents] == ["Phantom limb pain"]
    assert "terms" in doc.spans


def test_negation_is_stored(pipelines: dict[str, Language]) -> None:
    doc = pipelines["en"](EN)
    negated = [item for item in doc.user_data["papnlp"]["mentions"] if item["negated"]]
    assert [EN[item["start"] : item["end"]] for item in negated] == ["neuroma"]


@pytest.mark.parametrize(
    ("factory", "config", "message"),
    [
        ("papnlp_concepts", {"overlap": "widest"}, "overlap 'widest'"),
        ("papnlp_abbreviations", {"engine": "magic"}, "engine 'magic'"),
    ],
)
def test_wrong_settings_say_what_is_right(
    factory: str, config: dict[str, str], message: str
) -> None:
    load_factories()
    with pytest.raises(ValueError, match=message):
        spacy.blank("en").add_pipe(factory, config=config)


def test_languages_other_than_the_two_are_refused() -> None:
    with pytest.raises(ValueError, match="language 'de'"):
        papnlp.pipeline("de")


def test_a_missing_base_model_says_so() -> None:
    with pytest.raises(OSError, match="no_such_model"):
        papnlp.pipeline("en", base="no_such_model")


def tree(doc: Doc) -> Doc:
    """Give a Doc a dependency tree over two sentences and an entity, as a parser would."""
    count = len(doc)
    made = Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        heads=[0] * count,
        deps=["ROOT", *["dep"] * (count - 1)],
    )
    made.ents = [Span(made, count - 2, count - 1, label="VERB")]
    return made


@Language.component("papnlp_test_tree")
def test_tree(doc: Doc) -> Doc:
    return tree(doc)


test_tree.__test__ = False  # type: ignore[attr-defined]


def test_the_stages_stand_on_a_parsed_base() -> None:
    base = spacy.blank("en")
    base.add_pipe("papnlp_test_tree")
    nlp = papnlp.pipeline("en", base=base)
    text = "Phantom limb pain(PLP) hurts. Mirror therapy reduced PLP intensity considerably ."
    doc = nlp(text)
    assert doc.text == text
    assert [span.text for span in doc.ents if span.kb_id_][:2] == ["Phantom limb pain", "PLP"]
    assert "considerably" in [span.text for span in doc.ents]
    assert len(list(doc.sents)) == 1
    assert len(doc._.papnlp_sections) == 2
    assert all(token.head.i == 0 or token.head.i < token.i for token in doc)


@pytest.mark.skipif(find_spec("scispacy") is None, reason="scispaCy is not installed")
def test_the_engine_of_scispacy() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("papnlp_abbreviations", config={"engine": "scispacy"})
    nlp.add_pipe("papnlp_linker")
    doc = nlp("Phantom limb pain (PLP) is common. PLP hurts.")
    (item,) = doc._.abbreviations
    assert (item["short"], item["long"]) == ("PLP", "Phantom limb pain")
    assert item["concept"] == "pap:phantom-limb-pain"
    assert [span.text for span in doc.ents] == ["Phantom limb pain", "PLP", "PLP"]


@pytest.mark.skipif(find_spec("scispacy") is None, reason="scispaCy is not installed")
def test_the_engine_of_scispacy_on_uneven_text() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("papnlp_abbreviations", config={"engine": "scispacy"})
    nlp.add_pipe("papnlp_linker")
    text = "Phan\u00adtom limb pain (PLP) is common."
    (item,) = nlp(text)._.abbreviations
    assert text[item["long_start"] : item["long_end"]] == "Phan\u00adtom limb pain"


def everything(doc: Doc) -> dict[str, Any]:
    return {
        "text": doc.text,
        "mentions": mentions(doc),
        "ents": [(span.start_char, span.end_char, span.label_, span.kb_id_) for span in doc.ents],
        "abbreviations": doc._.abbreviations,
        "findings": doc._.findings,
        "study": doc._.study,
        "sections": doc._.papnlp_sections,
        "statistics": doc._.papnlp_statistics,
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_docs_survive_docbin(pipelines: dict[str, Language], lang: str) -> None:
    nlp = pipelines[lang]
    doc = nlp(EN if lang == "en" else ZH)
    content = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (again,) = DocBin().from_bytes(content).get_docs(spacy.blank(lang).vocab)
    assert everything(again) == everything(doc)


def test_docs_survive_pickling_and_bytes(pipelines: dict[str, Language]) -> None:
    doc = pipelines["en"](EN)
    assert everything(pickle.loads(pickle.dumps(doc))) == everything(doc)  # noqa: S301
    again = Doc(spacy.blank("en").vocab).from_bytes(doc.to_bytes())
    assert everything(again) == everything(doc)


def test_the_pipeline_survives_pickling(pipelines: dict[str, Language]) -> None:
    again = pickle.loads(pickle.dumps(pipelines["en"]))  # noqa: S301
    assert everything(again(EN)) == everything(pipelines["en"](EN))


def test_two_processes_give_the_same(pipelines: dict[str, Language]) -> None:
    texts = [EN, "Phantom limb pain (PLP).", "", "Yoga helped."]
    alone = [everything(doc) for doc in pipelines["en"].pipe(texts)]
    shared = [everything(doc) for doc in pipelines["en"].pipe(texts, n_process=2, batch_size=2)]
    assert shared == alone


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_pipeline_survives_the_disk(
    pipelines: dict[str, Language], lang: str, tmp_path: Path
) -> None:
    text = EN if lang == "en" else ZH
    pipelines[lang].to_disk(tmp_path / "nlp")
    again = spacy.load(tmp_path / "nlp")
    assert again.pipe_names == [f"papnlp_{stage}" for stage in ORDER]
    assert everything(again(text)) == everything(pipelines[lang](text))


def test_running_twice_changes_nothing(pipelines: dict[str, Language]) -> None:
    nlp = pipelines["en"]
    doc = nlp(EN)
    before = everything(doc)
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert everything(doc) == before


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "疼"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_hardly_any_text(pipelines: dict[str, Language], lang: str, text: str) -> None:
    doc = pipelines[lang](text)
    assert doc.text == text
    assert doc._.findings == []


def test_entry_points_are_registered() -> None:
    names = {item.name for item in metadata.entry_points(group="spacy_factories")}
    assert {f"papnlp_{stage}" for stage in ORDER} <= names
    tokenizers = metadata.entry_points(group="spacy_tokenizers")
    assert "papnlp.tokenizer.v1" in {item.name for item in tokenizers}
    for item in (*metadata.entry_points(group="spacy_factories"), *tokenizers):
        if item.name.startswith("papnlp"):
            assert callable(item.load())


def test_extensions_of_others_are_not_overwritten() -> None:
    register_extensions()
    own = Doc.get_extension("study")
    Doc.set_extension("study", default=None, force=True)
    try:
        with pytest.raises(ValueError, match=r"doc\._\.study is registered by another package"):
            register_extensions()
    finally:
        Doc.set_extension("study", getter=own[2], force=True)
    register_extensions()
