"""Label Studio: tasks both ways, older exports, several annotations, malformed files."""

from __future__ import annotations

import json
import warnings

import pytest
from annotated_texts import EN, annotated_texts, chinese, english
from hypothesis import HealthCheck, given, settings

from papnlp.annotated.label_studio import LabelStudio
from papnlp.annotated.losses import FormatWarning
from papnlp.annotated.text import AnnotatedText, FormatError, ShortForm, Span

FORMAT = LabelStudio()


def save(path, tasks):
    path.write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    return path


def region(name, start, end, written, *labels, **more):
    value = {"start": start, "end": end, "text": written, "labels": list(labels)}
    return {"id": name, "type": "labels", "value": value, **more}


def task(*result, text=EN, **more):
    return {"id": 7, "data": {"text": text}, "annotations": [{"result": list(result)}], **more}


def test_both_ways(tmp_path):
    path = tmp_path / "out.json"
    assert FORMAT.write([english(), chinese()], path) == []
    assert FORMAT.sniff(path)
    assert list(FORMAT.read(path)) == [english(), chinese()]


def test_what_is_written(tmp_path):
    path = tmp_path / "out.json"
    FORMAT.write([chinese()], path)
    (written,) = json.loads(path.read_bytes())
    assert written["data"]["lang"] == "zh"
    first, _, short, long, relation = written["annotations"][0]["result"]
    assert first == {
        "id": "1",
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {"start": 0, "end": 4, "text": "镜像疗法", "labels": ["INTERVENTION"]},
        "meta": {"concept": "pap:mirror-therapy", "attributes": {"negated": False}},
    }
    assert short["value"] == {"start": 14, "end": 17, "text": "PLP", "labels": ["ShortForm"]}
    assert long["value"]["text"] == "幻肢痛"
    assert relation == {
        "type": "relation",
        "from_id": "3",
        "to_id": "4",
        "direction": "right",
        "labels": ["Abbreviation"],
    }


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=annotated_texts())
def test_any_text_comes_back(tmp_path, text):
    path = tmp_path / "any.json"
    assert FORMAT.write([text], path) == []
    assert list(FORMAT.read(path)) == [text]


def test_regions_without_text_and_with_several_labels(tmp_path):
    item = region("x", 0, 6, EN[:6], "A", "B", meta={"text": ["unsure"]})
    del item["value"]["text"]
    (text,) = FORMAT.read(save(tmp_path / "a.json", [task(item)]))
    assert text == AnnotatedText("7", "en", EN, (Span(0, 6, "A"), Span(0, 6, "B")))


def test_offsets_of_older_versions_count_utf16_units(tmp_path):
    body = "\U0001f9b5 stump pain"
    items = [region("x", 3, 8, "stump", "A"), region("y", 8, 12, "pain", "B")]
    (text,) = FORMAT.read(save(tmp_path / "a.json", [task(*items, text=body)]))
    assert text.spans == (Span(2, 7, "A"), Span(8, 12, "B"))


@pytest.mark.parametrize("direction", ["right", "left"])
@pytest.mark.parametrize("labels", [["Abbreviation"], []])
def test_relations_in_either_direction(tmp_path, direction, labels):
    ends = ["s", "l"] if direction == "right" else ["l", "s"]
    relation = {
        "type": "relation",
        "from_id": ends[0],
        "to_id": ends[1],
        "direction": direction,
        "labels": labels,
    }
    items = [region("s", 51, 54, "PLP", "ShortForm"), region("l", 32, 49, EN[32:49], "LongForm")]
    (text,) = FORMAT.read(save(tmp_path / "a.json", [task(*items, relation)]))
    assert text.short_forms == (ShortForm(51, 54, 32, 49),)
    assert text.spans == ()


def test_other_relations_are_kept(tmp_path):
    relation = {"type": "relation", "from_id": "a", "to_id": "b", "labels": ["treats"]}
    items = [region("a", 0, 6, "Mirror", "A"), region("b", 7, 14, "therapy", "B")]
    (text,) = FORMAT.read(save(tmp_path / "a.json", [task(*items, relation)]))
    nodes = [{"role": "from", "start": 0, "end": 6}, {"role": "to", "start": 7, "end": 14}]
    assert text.extra == {"relations": [{"type": "treats", "nodes": nodes}]}


def test_the_first_annotation_that_was_not_cancelled(tmp_path):
    annotations = [
        {"was_cancelled": True, "result": [region("x", 0, 6, "Mirror", "A")]},
        {"was_cancelled": False, "result": [region("x", 7, 14, "therapy", "B")]},
        {"result": []},
    ]
    path = save(tmp_path / "a.json", [task() | {"annotations": annotations}])
    with pytest.warns(FormatWarning, match="further annotations of one task, left out: 1"):
        (text,) = FORMAT.read(path)
    assert text.spans == (Span(7, 14, "B"),)


def test_results_of_other_kinds_are_told(tmp_path):
    path = save(tmp_path / "a.json", [task({"type": "choices", "value": {"choices": ["rct"]}})])
    with pytest.warns(FormatWarning, match="results of type choices, left out: 1"):
        list(FORMAT.read(path))


def test_predictions_where_there_are_no_annotations(tmp_path):
    predictions = [{"result": [region("x", 0, 6, "Mirror", "A")]}]
    without = {"annotations": [], "predictions": predictions}
    skipped = {"annotations": [{"was_cancelled": True}], "predictions": predictions}
    path = save(tmp_path / "a.json", [task() | without, task() | skipped])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first, second = FORMAT.read(path)
    assert first.spans == (Span(0, 6, "A"),)
    assert second.spans == ()


@pytest.mark.parametrize(
    ("tasks", "message"),
    [
        ({}, "not a list of tasks"),
        ([3], "task 1: not an object"),
        ([{"id": 1}], "task 1: 'data': not an object"),
        ([{"data": {"text": "a"}}], "task 1: no id: add it"),
        ([{"id": 1, "data": {"html": "a"}}], r"task 1 \(1\): data: 'text': not text"),
        ([{"id": 1, "data": {"text": "a", "lang": "fr"}}], "language 'fr': use en or zh"),
        ([task(region("x", 70, 99, None, "A"))], "region x: 70-99 lies outside the text of 76"),
        ([task(region("x", 0, 6, "mirror", "A"))], "region x: 'mirror' is not what stands at 0-6"),
        ([task(region("x", 0, "6", "Mirror", "A"))], "region x: 'end': not a whole number"),
        ([task(region("x", True, 6, None, "A"))], "region x: 'start': not a whole number"),
        ([task(region("x", 0, 6, "Mirror"))], "region x: no label: give it one"),
        ([task(region(None, 0, 6, "Mirror", "A"))], "region None: no id"),
        (
            [task({"type": "relation", "from_id": "a", "to_id": "b"})],
            "relation : no annotation a: mend it",
        ),
    ],
)
def test_malformed_files_are_refused(tmp_path, tasks, message):
    path = save(tmp_path / "bad.json", tasks)
    with pytest.raises(FormatError, match=message) as caught:
        list(FORMAT.read(path))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_json(tmp_path):
    path = tmp_path / "bad.json"
    path.write_text('[\n{"id": 1,}]', encoding="utf-8")
    with pytest.raises(FormatError, match=r"bad\.json:2: not JSON"):
        list(FORMAT.read(path))
    with pytest.raises(FormatError, match="check the path"):
        list(FORMAT.read(tmp_path / "none.json"))


def test_a_text_with_wrong_offsets_leaves_no_file(tmp_path):
    bad = AnnotatedText("b", "en", "pain", (Span(0, 9, "A"),))
    with pytest.raises(FormatError, match="document b: span A: 0-9 lies outside"):
        FORMAT.write([english(), bad], tmp_path / "out.json")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (AnnotatedText(" ", "en", "pain"), "a document: no id"),
        (AnnotatedText("a", "en", "pain", (), (ShortForm(0, 5),)), "short form: 0-5 lies outside"),
        (AnnotatedText("a", "en", "pain", (), (ShortForm(0, 1, 2),)), "long form without start"),
        (AnnotatedText("a", "en", "pain", (), (ShortForm(0, 1, 2, 5),)), "long form: 2-5 lies"),
        (AnnotatedText("a", "en", "pain", sentences=((0, 5, None),)), "sentence: 0-5 lies"),
        (AnnotatedText("a", "en", "pain", extra={"x": object()}), "document a: not JSON"),
    ],
)
def test_what_cannot_be_written_is_refused(tmp_path, text, message):
    with pytest.raises(FormatError, match=message):
        FORMAT.write([text], tmp_path / "out.json")
    (tmp_path / "file").write_text("")
    with pytest.raises(FormatError, match="check the path"):
        FORMAT.write([english()], tmp_path / "file" / "out.json")


def test_sniff(tmp_path):
    assert not FORMAT.sniff(save(tmp_path / "a.json", {"documents": []}))
    assert FORMAT.sniff(save(tmp_path / "b.json", []))
    assert not FORMAT.sniff(tmp_path)
