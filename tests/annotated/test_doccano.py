"""doccano: both exports, both ways, renumbered, malformed lines."""

from __future__ import annotations

import json

import pytest
from annotated_texts import EN, ZH, annotated_texts, chinese, english
from hypothesis import HealthCheck, given, settings

from papnlp.annotated.doccano import Doccano
from papnlp.annotated.text import AnnotatedText, FormatError, ShortForm, Span

FORMAT = Doccano()


def save(path, *lines):
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def entity(name, start, end, label):
    return {"id": name, "start_offset": start, "end_offset": end, "label": label}


def test_both_ways(tmp_path):
    path = tmp_path / "out.jsonl"
    assert FORMAT.write([english(), chinese()], path) == []
    assert FORMAT.sniff(path)
    assert list(FORMAT.read(path)) == [english(), chinese()]


def test_what_is_written(tmp_path):
    path = tmp_path / "out.jsonl"
    FORMAT.write([chinese()], path)
    written = json.loads(path.read_bytes())
    assert written["entities"] == [
        entity(1, 0, 4, "INTERVENTION"),
        entity(2, 10, 13, "PAIN_TYPE"),
        entity(3, 14, 17, "ShortForm"),
        entity(4, 10, 13, "LongForm"),
    ]
    assert written["relations"] == [{"id": 1, "from_id": 3, "to_id": 4, "type": "Abbreviation"}]
    assert written["text"] == ZH


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=annotated_texts())
def test_any_text_comes_back(tmp_path, text):
    path = tmp_path / "any.jsonl"
    assert FORMAT.write([text], path) == []
    assert list(FORMAT.read(path)) == [text]


def test_ids_that_doccano_gives_anew_do_no_harm(tmp_path):
    path = tmp_path / "out.jsonl"
    FORMAT.write([english()], path)
    line = json.loads(path.read_bytes())
    line["id"] = 4711
    for item in line["entities"]:
        item["id"] += 900
    for item in line["relations"]:
        item["from_id"] += 900
        item["to_id"] += 900
    line["Comments"] = []
    (text,) = FORMAT.read(save(path, line))
    assert text.id == "a1"
    assert text.spans == english().spans
    assert text.short_forms == english().short_forms
    assert text.extra["metadata"] == {"year": 2024, "Comments": []}


@pytest.mark.parametrize("key", ["label", "labels"])
def test_sequence_labelling_without_relations(tmp_path, key):
    line = {"id": 3, "text": ZH, key: [[10, 13, "PAIN_TYPE"], [14, 17, "ShortForm"]], "year": 2020}
    path = save(tmp_path / "a.jsonl", line)
    assert FORMAT.sniff(path)
    assert list(FORMAT.read(path)) == [
        AnnotatedText(
            "3",
            "zh",
            ZH,
            (Span(10, 13, "PAIN_TYPE"),),
            (ShortForm(14, 17),),
            extra={"metadata": {"year": 2020}},
        )
    ]


def test_documents_without_ids_are_numbered(tmp_path):
    path = save(tmp_path / "a.jsonl", {"text": "pain", "label": []}, {"text": "", "label": []})
    assert [text.id for text in FORMAT.read(path)] == ["1", "2"]


def test_other_relations_are_kept(tmp_path):
    line = {
        "text": EN,
        "entities": [entity(1, 0, 6, "A"), entity(2, 7, 14, "B")],
        "relations": [{"id": 1, "from_id": 1, "to_id": 2, "type": "treats"}],
    }
    (text,) = FORMAT.read(save(tmp_path / "a.jsonl", line))
    nodes = [{"role": "from", "start": 0, "end": 6}, {"role": "to", "start": 7, "end": 14}]
    assert text.extra == {"relations": [{"type": "treats", "nodes": nodes}]}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ([], ":2: not a JSON object"),
        ({"label": []}, ":2: 'text': not text"),
        ({"text": "pain"}, ":2: neither 'label' nor 'entities': export sequence labelling"),
        ({"text": "pain", "label": ["yes"]}, r":2: label 1: not \[start, end, label\]"),
        ({"text": "pain", "label": [[0, 9, "A"]]}, ":2: entity 1: 0-9 lies outside the text of 4"),
        ({"text": "pain", "label": [[3, 1, "A"]]}, ":2: entity 1: 3-1 lies outside"),
        ({"text": "pain", "label": [[0.5, 1, "A"]]}, ":2: label 1: not a whole number"),
        ({"text": "pain", "label": [[0, 1, 2]]}, ":2: label 1: not a label"),
        ({"text": "pain", "label": [], "lang": "fr"}, ":2: language 'fr'"),
        ({"text": "pain", "entities": [entity(None, 0, 1, "A")]}, ":2: entity: no id"),
        ({"text": "pain", "entities": [entity(5, 0, None, "A")]}, ":2: entity 5: 'end_offset'"),
        (
            {"text": "a", "entities": [], "relations": [{"from_id": 1, "to_id": 2, "type": "x"}]},
            ":2: relation x: no annotation 1",
        ),
        (
            {"text": "a", "entities": [], "relations": [{"to_id": 2, "type": "x"}]},
            ":2: relation x: from_id: no id",
        ),
        (
            {"text": "a", "label": [], "papnlp": {"sentences": [[0, 1]]}},
            r":2: sentence 1: not \[start, end, section\]",
        ),
        (
            {
                "text": "a",
                "label": [[0, 1, "A"]],
                "papnlp": {
                    "entities": [{"start": 0, "end": 1, "label": "A", "attributes": {"x": []}}]
                },
            },
            ":2: entity 1: attribute 'x': neither text nor number",
        ),
    ],
)
def test_malformed_lines_are_refused(tmp_path, line, message):
    path = save(tmp_path / "bad.jsonl", {"text": "pain", "label": []}, line)
    with pytest.raises(FormatError, match=message) as caught:
        list(FORMAT.read(path))
    assert str(path) in str(caught.value)


def test_no_json(tmp_path):
    path = tmp_path / "bad.jsonl"
    path.write_text('{"text": "a", "label": []}\n{"text"\n', encoding="utf-8")
    with pytest.raises(FormatError, match=r"bad\.jsonl:2: not JSON"):
        list(FORMAT.read(path))
    with pytest.raises(FormatError, match="check the path"):
        list(FORMAT.read(tmp_path / "none.jsonl"))


def test_sniff(tmp_path):
    assert not FORMAT.sniff(save(tmp_path / "a.jsonl", {"id": "a", "abstract": {"en": "a"}}))
    assert not FORMAT.sniff(save(tmp_path / "b.jsonl", {"text": "a", "label": ["yes"]}))
    assert not FORMAT.sniff(save(tmp_path / "c.jsonl", [1]))
    assert not FORMAT.sniff(tmp_path / "none.jsonl")
