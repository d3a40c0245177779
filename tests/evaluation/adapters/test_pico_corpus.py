"""PICO-Corpus: interventions, outcomes and the sizes of the groups."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from goldsets import FIXTURES, read, surfaces

from papnlp.evaluation.gold import GoldError

FOLDER = FIXTURES / "pico_corpus"


def test_mentions_and_sizes() -> None:
    (gold,), said = read("pico-corpus", FOLDER)
    assert gold["id"] == "910041"
    assert surfaces(gold) == [
        ("Evening tea", "INTERVENTION"),
        ("still water", "INTERVENTION"),
        ("Cramp scores", "OUTCOME"),
        ("CS-5", "OUTCOME"),
    ]
    assert gold["study"] == {"sample_size": 40, "group_sizes": [20, 21]}
    assert gold["scope"] == {"labels": ["INTERVENTION", "OUTCOME"], "concepts": False}
    assert "no label of ours: eligibility 1, iv-bin-percent 1, location 1" in said
    assert "spans moved to where their text stands: total-participants 1" in said


def test_a_span_whose_text_stands_nowhere_near_is_counted(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "set"))
    file = folder / "910041.ann"
    text = file.read_text(encoding="utf-8").replace("\tstill water", "\tsoft drinks")
    file.write_text(text, encoding="utf-8")
    (gold,), said = read("pico-corpus", folder)
    assert ("still water", "INTERVENTION") not in surfaces(gold)
    assert "spans whose text does not stand there: control 1" in said


@pytest.mark.parametrize("line", ["T1\tintervention 0\tEvening\n", "T1 intervention 0 7 Evening\n"])
def test_a_broken_annotation_is_named(tmp_path: Path, line: str) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "set"))
    (folder / "910041.ann").write_text(line, encoding="utf-8")
    with pytest.raises(GoldError, match=r"910041\.ann:1"):
        read("pico-corpus", folder)


def test_an_annotation_without_text_is_named(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "set"))
    (folder / "910041.txt").unlink()
    with pytest.raises(GoldError, match=r"910041\.txt"):
        read("pico-corpus", folder)
