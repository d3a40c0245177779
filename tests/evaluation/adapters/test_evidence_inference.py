"""Evidence Inference: questions about changes, from lines and from the published tables."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from goldsets import DATA, FIXTURES, needs, read

from papnlp.evaluation.gold import GoldError

TABLES = FIXTURES / "evidence_inference"


def test_lines() -> None:
    (first, second), _ = read("evidence-inference", FIXTURES / "directions.jsonl")
    assert first["id"] == "91-1"
    assert first["abstract"] == {"en": "Cramps were rarer with tea than with water."}
    assert first["changes"] == [
        {
            "lang": "en",
            "text": "Cramps were rarer with tea than with water.",
            "intervention": "Tea",
            "comparator": "Water",
            "outcome": "Cramps",
            "change": "decrease",
            "pain": True,
        }
    ]
    assert second["changes"][0]["change"] == "increase"


def test_published_tables() -> None:
    found, said = read("evidence-inference", TABLES)
    asked = {gold["id"]: gold["changes"][0] for gold in found}
    assert list(asked) == ["92-1", "92-2", "92-2#2", "93-4"]
    assert asked["92-1"]["text"] == "Cramps were rarer with tea than with water (P = 0.01)."
    assert asked["92-1"]["intervention"] == "Tea"
    assert [item["change"] for item in asked.values()] == [
        *("decrease", "none", "none", "increase")
    ]
    # Without offsets, and without the article: what the annotator copied.
    assert asked["92-2"]["text"] == "Sleep did not differ."
    assert asked["92-2#2"]["text"] == "Mood rose, sleep did not."
    assert asked["93-4"]["text"] == "Itch grew."
    assert said == (
        "evidence-inference: left out or mended: annotations that the reviewers refused: rows 1; "
        "annotations with another label: invalid prompt 1; "
        "prompts on which the annotators are divided: prompts 1"
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TABLES, tmp_path / "set"))


def test_the_second_release_is_read_where_the_merged_one_lacks(copy: Path) -> None:
    (copy / "annotations_merged.csv").rename(copy / "v2_annotations.csv")
    assert len(read("evidence-inference", copy)[0]) == 4
    (copy / "v2_annotations.csv").unlink()
    with pytest.raises(GoldError, match=r"no annotations_merged\.csv or v2_annotations\.csv"):
        read("evidence-inference", copy)


def changed(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_broken_tables_are_named(copy: Path) -> None:
    prompts, annotations = copy / "prompts_merged.csv", copy / "annotations_merged.csv"
    changed(annotations, "0,2,92,True,True,", "0,9,92,True,True,")
    with pytest.raises(GoldError, match=r"prompts_merged\.csv: no prompt 9"):
        read("evidence-inference", copy)
    changed(annotations, "True,-1,-1", "True,-1,x")
    with pytest.raises(
        GoldError, match=r"annotations_merged\.csv:5: evidence offsets are no numbers"
    ):
        read("evidence-inference", copy)
    changed(annotations, "True,-1,x", "True")
    with pytest.raises(GoldError, match=r"annotations_merged\.csv:5: too few columns"):
        read("evidence-inference", copy)
    changed(prompts, "Outcome,", "Result,")
    with pytest.raises(GoldError, match=r"prompts_merged\.csv:1: no column 'Outcome'"):
        read("evidence-inference", copy)


def test_a_prompt_without_evidence_is_counted(copy: Path) -> None:
    changed(copy / "annotations_merged.csv", '"Itch\ngrew."', '" "')
    found, said = read("evidence-inference", copy)
    assert len(found) == 3
    assert "prompts without a sentence that shows it: prompts 1" in said


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "directions.jsonl"
    file.write_text('\n{"id": "1", "text": "a", "label": "up"}\n', encoding="utf-8")
    with pytest.raises(GoldError, match=r"directions\.jsonl:2: label 'up'"):
        read("evidence-inference", tmp_path)
    file.write_text('{"id": "1", "text": "a", "label": "none"}\n', encoding="utf-8")
    with pytest.raises(GoldError, match=r"directions\.jsonl:1: 'intervention' is not a string"):
        read("evidence-inference", tmp_path)


@needs("evidence-inference")
def test_the_real_set() -> None:
    found, said = read("evidence-inference", DATA / "evidence-inference")
    counts = Counter(gold["changes"][0]["change"] for gold in found)
    assert counts == {"none": 809, "increase": 465, "decrease": 413}
    assert sum(gold["changes"][0]["pain"] for gold in found) == 167
    assert said == ""
