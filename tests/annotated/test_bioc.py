"""BioC: XML and JSON, both ways, as others write it, malformed files."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import pytest
from annotated_texts import EN, annotated_texts, chinese, english
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papnlp.annotated.bioc import BioCJson, BioCXml
from papnlp.annotated.formats import Loss
from papnlp.annotated.losses import FormatWarning
from papnlp.annotated.text import AnnotatedText, FormatError, ShortForm, Span

FORMATS = [BioCXml(), BioCJson()]
XML, JSON = FORMATS

A = '<infon key="type">A</infon>'

DOCUMENT = """<document><id>{id}</id><infon key="pmid">12</infon>{passages}{rest}</document>"""
PASSAGES = (
    '<passage><infon key="type">title</infon><offset>0</offset><text>Stump &amp; pain</text>'
    "{title}</passage><passage><offset>{at}</offset><text>Phantom pain fell.</text>{abstract}"
    "</passage>"
)
PHANTOM = (
    '<annotation id="{id}"><infon key="type">Disease</infon><location offset="{at}" length="12"/>'
    "<text>Phantom pain</text></annotation>"
)


def save(path, body, head='<!DOCTYPE collection SYSTEM "BioC.dtd">\n'):
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<collection>\n<source/>\n'
    path.write_text(f"{start}{body}\n</collection>", encoding="utf-8")
    return path


def document(title="", abstract="", rest="", at=13, name="d1"):
    passages = PASSAGES.format(title=title, abstract=abstract, at=at)
    return DOCUMENT.format(id=name, passages=passages, rest=rest)


def annotation(name="T1", infons='<infon key="type">Disease</infon>', *places, text="pain"):
    located = "".join(f'<location offset="{at}" length="{size}"/>' for at, size in places)
    return f'<annotation id="{name}">{infons}{located}<text>{text}</text></annotation>'


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_both_ways(tmp_path, form):
    path = tmp_path / f"out{form.suffixes[0]}"
    assert form.write([english(), chinese()], path) == []
    assert form.sniff(path)
    assert list(form.read(path)) == [english(), chinese()]


def test_what_is_written_in_json(tmp_path):
    path = tmp_path / "out.json"
    JSON.write([chinese()], path)
    collection = json.loads(path.read_bytes())
    assert collection["infons"] == {"offsets": "Unicode code points"}
    (written,) = collection["documents"]
    assert written["infons"]["lang"] == "zh"
    title, abstract = written["passages"]
    assert (title["infons"], title["offset"], title["text"]) == ({"type": "title"}, 0, "镜像疗法")
    assert title["annotations"] == [
        {
            "id": "1",
            "infons": {
                "type": "INTERVENTION",
                "identifier": "pap:mirror-therapy",
                "negated": "false",
            },
            "text": "镜像疗法",
            "locations": [{"offset": 0, "length": 4}],
        }
    ]
    assert abstract["offset"] == 5
    assert [item["text"] for item in abstract["annotations"]] == ["幻肢痛", "PLP", "幻肢痛"]
    assert written["relations"] == [
        {
            "id": "R1",
            "infons": {"type": "Abbreviation"},
            "nodes": [{"refid": "3", "role": "short"}, {"refid": "4", "role": "long"}],
        }
    ]


def test_what_is_written_in_xml(tmp_path):
    path = tmp_path / "out.xml"
    XML.write([english()], path)
    root = ET.fromstring(path.read_bytes())  # noqa: S314 (our own)
    assert [item.tag for item in root] == ["source", "date", "key", "infon", "document"]
    passages = root.findall("document/passage")
    assert [part.findtext("offset") for part in passages] == ["0", "32"]
    for part in passages:
        for item in part.iterfind("annotation"):
            place = item.find("location")
            start = int(place.get("offset"))
            assert EN[start : start + int(place.get("length"))] == item.findtext("text")


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=annotated_texts())
def test_any_text_comes_back(tmp_path, form, text):
    path = tmp_path / "any"
    assert form.write([text, text], path) == []
    assert list(form.read(path)) == [text, text]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=annotated_texts(text=st.text(max_size=20)))
def test_control_characters_are_all_that_xml_loses(tmp_path, text):
    path = tmp_path / "any"
    losses = XML.write([text], path)
    (back,) = XML.read(path)
    clean = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text.text)
    assert back.text == clean
    assert bool(losses) == (clean != text.text)


def test_a_loss_is_counted(tmp_path):
    losses = XML.write([AnnotatedText("a", "en", "a\x00b\x01")], tmp_path / "a.xml")
    assert losses == [Loss("characters that XML has none of, written as U+FFFD", 2)]


def test_many_documents_are_read_one_by_one(tmp_path):
    path = save(tmp_path / "a.xml", document() * 2000 + "<document>")
    found = XML.read(path)
    for _ in range(1500):
        assert next(found).text == "Stump & pain\nPhantom pain fell."
    with pytest.raises(FormatError, match="not XML"):
        list(found)


def test_a_document_of_others(tmp_path):
    note = annotation("T1", '<infon key="type">Disease</infon><infon key="MESH">D1</infon>', (8, 4))
    path = save(tmp_path / "a.xml", document(note, PHANTOM.format(id="T2", at=13)))
    assert XML.sniff(path)
    assert list(XML.read(path)) == [
        AnnotatedText(
            "d1",
            "en",
            "Stump & pain\nPhantom pain fell.",
            (Span(8, 12, "Disease", None, {"MESH": "D1"}), Span(13, 25, "Disease")),
            extra={"infons": {"pmid": "12"}},
        )
    ]


@pytest.mark.parametrize(("declared", "at"), [(17, 17), (17, 13), (13, 13), (12, 12), (5, 5)])
def test_passages_whose_offset_is_off(tmp_path, declared, at):
    path = save(tmp_path / "a.xml", document("", PHANTOM.format(id="T2", at=at), at=declared))
    (text,) = XML.read(path)
    (span,) = text.spans
    assert text.text[span.start : span.end] == "Phantom pain"


def test_sentences_in_place_of_text(tmp_path):
    body = (
        "<document><id>1</id><passage><offset>100</offset>"
        "<sentence><offset>100</offset><text>Pain fell.</text></sentence>"
        "<sentence><offset>111</offset><text>It rose.</text>"
        f"{annotation('T1', A, (114, 4), text='rose')}"
        "</sentence></passage></document>"
    )
    (text,) = XML.read(save(tmp_path / "a.xml", body))
    assert text.text == "Pain fell. It rose."
    assert text.sentences == ((0, 10, None), (11, 19, None))
    assert text.spans == (Span(14, 18, "A"),)


def test_discontinuous_annotations_are_told(tmp_path):
    note = annotation("T1", '<infon key="type">A</infon>', (8, 4), (0, 5), text="Stump pain")
    path = save(tmp_path / "a.xml", document(note))
    with pytest.warns(FormatWarning, match="from the first to the last: 1"):
        (text,) = XML.read(path)
    assert text.spans == (Span(0, 12, "A", None, {"parts": "0-5;8-12"}),)


def test_annotations_without_a_place_are_told(tmp_path):
    path = save(tmp_path / "a.xml", document(annotation()))
    with pytest.warns(FormatWarning, match="without a place, left out: 1"):
        (text,) = XML.read(path)
    assert text.spans == ()


def test_abbreviations_of_other_tools(tmp_path):
    kind = '<infon key="type">ABRV</infon>'
    notes = annotation("SF0", kind, (0, 5), text="Stump") + annotation("LF0", kind, (8, 4))
    relation = (
        f'<relation id="R0">{kind}<node refid="LF0" role="LongForm"/>'
        '<node refid="SF0" role="ShortForm"/></relation>'
    )
    (text,) = XML.read(save(tmp_path / "a.xml", document(notes, rest=relation)))
    assert text.short_forms == (ShortForm(0, 5, 8, 12),)
    assert text.spans == ()


def test_other_relations_are_kept(tmp_path):
    path = tmp_path / "a.json"
    notes = [{"id": 1, "infons": {"type": "A", "x": None, "n": 3}, "locations": [place(0, 4)]}]
    relations = [
        {"id": "R", "infons": {"type": "t", "p": [1]}, "nodes": [{"refid": 1, "role": "a"}]},
        {"id": "S", "infons": {"relation": "CID", "Chemical": "D1"}},
        {"id": "T", "infons": {"type": "u"}, "nodes": [{"refid": "R", "role": "b"}]},
    ]
    passage = {"offset": 0, "text": "pain", "annotations": notes}
    data = {"PubTator3": [{"id": 5, "passages": [passage], "relations": relations}]}
    path.write_text(json.dumps(data))
    assert JSON.sniff(path)
    (text,) = JSON.read(path)
    assert text.spans == (Span(0, 4, "A", None, {"n": "3"}),)
    assert text.extra["relations"] == [
        {"type": "t", "nodes": [{"role": "a", "start": 0, "end": 4}], "infons": {"p": "[1]"}},
        {"type": "CID", "nodes": [], "infons": {"Chemical": "D1"}},
        {"type": "u", "nodes": [{"role": "b", "refid": "R"}]},
    ]
    again = tmp_path / "again.xml"
    assert XML.write([text], again) == []
    assert list(XML.read(again)) == [text]


def place(offset, length):
    return {"offset": offset, "length": length}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (document(name=" "), r"document 1: no id: add it"),
        ("<document><id>7</id></document>", r"document 1 \(7\): no passage"),
        (document(at="x"), r"document 1 \(d1\): offset: not a whole number"),
        (document(annotation("T9", A, (8, 40))), "annotation T9: 8-48 lies outside the text of 31"),
        (document(annotation("T9", A, (7, 4))), "annotation T9: 'pain' is not what stands at 7-11"),
        (document(annotation("T9", A, ("x", 4))), "annotation T9: not a whole number"),
        (document(annotation("T9", A, (0, 5), (8, 4))), "annotation T9: 'pain' is not what"),
        (document(annotation("T9", "", (8, 4))), "annotation T9: no infon type: add it"),
        (
            document(rest='<infon key="papnlp">{</infon>'),
            "infon papnlp: not JSON: mend or remove it",
        ),
        (document(rest='<infon key="papnlp">[]</infon>'), "infon papnlp: not an object"),
        (document(rest='<infon key="lang">fr</infon>'), "language 'fr': use en or zh"),
        (
            document(
                rest='<relation id="R1"><infon key="type">Abbreviation</infon>'
                '<node refid="S" role="short"/><node refid="L" role="long"/></relation>'
            ),
            "relation Abbreviation: no annotation S: mend it",
        ),
        (
            document(annotation("T9", A + '<infon key="papnlp:strings">[</infon>', (8, 4))),
            "annotation T9: infon papnlp:strings: not JSON",
        ),
        (document() + "<document>", ":6: not XML: mend the file"),
        ("&nbsp;", ":5: entity nbsp: write the characters"),
        ("<id>&lt;</id", ":6: not XML"),
    ],
)
def test_malformed_xml_is_refused(tmp_path, body, message):
    path = save(tmp_path / "bad.xml", body)
    with pytest.raises(FormatError, match=message) as caught:
        list(XML.read(path))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "entity", ['<!ENTITY a "pain">', '<!ENTITY a SYSTEM "a.txt">', '<!ENTITY % a SYSTEM "a.dtd">']
)
def test_entities_are_refused(tmp_path, entity):
    path = save(tmp_path / "bad.xml", document(), f"<!DOCTYPE collection [{entity}]>\n")
    with pytest.raises(FormatError, match=r"bad\.xml:2: entity a"):
        list(XML.read(path))


def test_other_xml_and_encodings(tmp_path):
    path = tmp_path / "bad.xml"
    path.write_text("<html></html>")
    assert not XML.sniff(path)
    with pytest.raises(FormatError, match="no <collection>: give a BioC file"):
        list(XML.read(path))
    path.write_bytes(b"<?xml version='1.0' encoding='klingon'?><collection/>")
    with pytest.raises(FormatError, match=r"unknown encoding|not XML"):
        list(XML.read(path))
    path.write_bytes(b"<collection>\xff</collection>")
    with pytest.raises(FormatError, match="not XML"):
        list(XML.read(path))
    with pytest.raises(FormatError, match="check the path"):
        list(XML.read(tmp_path / "none.xml"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (3, "not a BioC collection"),
        ({"passages": []}, "no 'documents': give a BioC collection"),
        ({"documents": {}}, "'documents': not a list"),
        ({"documents": [3]}, "document 1: not an object"),
        ({"documents": [{"id": "a", "passages": [{"offset": 0, "text": 3}]}]}, "'text': not text"),
        (
            {"documents": [{"id": "a", "infons": [1], "passages": [{"offset": 0}]}]},
            r"document 1 \(a\): infons: not an object",
        ),
    ],
)
def test_malformed_json_is_refused(tmp_path, data, message):
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(data))
    with pytest.raises(FormatError, match=message) as caught:
        list(JSON.read(path))
    assert str(path) in str(caught.value)


def test_lists_of_collections(tmp_path):
    passage = {"offset": 0, "text": "pain"}
    data = [{"documents": [{"id": "a", "passages": [passage]}]}, {"documents": []}]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(data))
    assert JSON.sniff(path)
    assert [text.id for text in JSON.read(path)] == ["a"]
