"""EvidenceOutcomes: outcomes from the results on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from goldsets import DATA, FIXTURES, needs, read, surfaces

from papnlp.document import Document
from papnlp.evaluation.gold import GoldError

FOLDER = FIXTURES / "evidence_outcomes"


def region(gold: dict[str, object]) -> str:
    text = Document.from_dict(gold).text("en")
    ((start, end),) = gold["scope"]["regions"]["en"]  # type: ignore[index]
    assert end == len(text)
    return text[start:]


def test_parts_of_an_outcome_are_one_mention() -> None:
    first = read("evidence-outcomes", FOLDER)[0][0]
    assert first["id"] == "910031"
    assert first["title"] == {"en": "Evening tea for cramps."}
    assert surfaces(first) == [
        ("Cramp severity", "OUTCOME"),
        ("Cramp severity and cramp number", "OUTCOME"),
        ("night cramps", "OUTCOME"),
    ]
    text = Document.from_dict(first).text("en")
    parts = first["mentions"][1]["parts"]
    assert [text[start:end] for start, end in parts] == ["Cramp", "number"]


def test_only_the_annotated_part_is_scored() -> None:
    (first, second), _ = read("evidence-outcomes", FOLDER)
    assert region(first).startswith("RESULTS : Cramp severity")
    # No heading: from the line of the first outcome on.
    assert region(second) == "Mood rose in all.\nThey liked it.\n"


def test_bare_words_are_left_out_unless_they_are_kept() -> None:
    said = read("evidence-outcomes", FOLDER)[1]
    assert "bare words, which our guideline does not tag: pain 1, efficacy 1" in said
    (first, _), said = read("evidence-outcomes", FOLDER, keep_bare=True)
    assert ("pain", "OUTCOME") in surfaces(first)
    assert ("Efficacy", "OUTCOME") in surfaces(first)
    assert said == ""


def test_an_abstract_without_outcomes_and_headings_is_scored_whole(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "set"))
    (folder / "910032.ann").write_text("", encoding="utf-8")
    second = read("evidence-outcomes", folder)[0][1]
    assert second["mentions"] == []
    assert "regions" not in second["scope"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("T1\tOutcome 900 904\tMood\n", r"910032\.ann:1"),
        ("T1\tOutcome 17 x\tMood\n", r"910032\.ann:1"),
        ("R1\tCE Arg1:T8 Arg2:T9\t\n", r"910032\.ann:1"),
    ],
)
def test_a_broken_annotation_is_named(tmp_path: Path, line: str, reason: str) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "set"))
    (folder / "910032.ann").write_text(line, encoding="utf-8")
    with pytest.raises(GoldError, match=reason):
        read("evidence-outcomes", folder)


@needs("evidence-outcomes")
def test_the_real_set() -> None:
    found, said = read("evidence-outcomes", DATA / "evidence-outcomes")
    assert len(found) == 328
    kept, _ = read("evidence-outcomes", DATA / "evidence-outcomes", keep_bare=True)
    composite = [mention for gold in kept for mention in gold["mentions"] if mention.get("parts")]
    assert len(composite) == 270
    assert "pain 10" in said
    assert "efficacy 62" in said
    assert all("regions" in gold["scope"] for gold in found)
    for gold in kept:
        ((start, _),) = gold["scope"]["regions"]["en"]
        assert all(mention["start"] >= start for mention in gold["mentions"])
