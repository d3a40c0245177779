"""EBM-NLP: labels by token become spans of the text."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from goldsets import FIXTURES, read, surfaces

from papnlp.evaluation.gold import GoldError

FOLDER = FIXTURES / "ebm_nlp"
SPANS = Path("annotations/aggregated/starting_spans")


def test_spans_of_the_test_part() -> None:
    (first, second), said = read("ebm-nlp", FOLDER)
    assert first["id"] == "910001"
    assert first["title"] == {"en": 'Warm baths for "ghost" pain after amputation.'}
    assert surfaces(first) == [
        ("Warm baths", "INTERVENTION"),
        ("warm baths", "INTERVENTION"),
        ("sat still", "INTERVENTION"),
        ("Pain scores", "OUTCOME"),
        ("sleep", "OUTCOME"),
    ]
    assert first["scope"] == {"labels": ["INTERVENTION", "OUTCOME"], "concepts": False}
    assert said == "ebm-nlp: left out or mended: no label of ours: participants 1"
    assert "title" not in second


def test_the_first_release_writes_commas_and_text() -> None:
    second = read("ebm-nlp", FOLDER)[0][1]
    assert second["id"] == "910002"
    assert surfaces(second) == [
        ("Foot cream", "INTERVENTION"),
        ("itch", "OUTCOME"),
        ("Itch", "OUTCOME"),
    ]


def test_the_train_part_and_finer_labels() -> None:
    (only,), _ = read("ebm-nlp", FOLDER, split="train", layer="hierarchical_labels")
    assert surfaces(only) == [("Singing", "INTERVENTION"), ("colic", "OUTCOME")]


def test_other_options_are_refused() -> None:
    with pytest.raises(GoldError, match="no split 'dev': use one of test, train"):
        read("ebm-nlp", FOLDER, split="dev")
    with pytest.raises(GoldError, match="no layer 'spans': use one of starting_spans"):
        read("ebm-nlp", FOLDER, layer="spans")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "set"))


def test_labels_and_tokens_must_agree(copy: Path) -> None:
    file = copy / SPANS / "outcomes/test/gold/910001.AGGREGATED.ann"
    file.write_text("0\n1\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"910001\.AGGREGATED\.ann: 2 labels for 28 tokens"):
        read("ebm-nlp", copy)
    file.write_text("0\nB\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"910001\.AGGREGATED\.ann:2: label 'B' is no number"):
        read("ebm-nlp", copy)


def test_a_document_without_text_is_named(copy: Path) -> None:
    (copy / "documents" / "910001.txt").unlink()
    with pytest.raises(GoldError, match=r"910001\.txt: no such file, nor 910001\.text"):
        read("ebm-nlp", copy)
    (copy / "documents" / "910001.tokens").unlink()
    with pytest.raises(GoldError, match=r"910001\.tokens: No such file"):
        read("ebm-nlp", copy)


@pytest.mark.parametrize("between", ["\n", " "])
def test_a_token_may_hold_a_space_that_is_no_ordinary_one(copy: Path, between: str) -> None:
    for suffix, changed in ((".txt", "Singing\u2009aloud eased colic."), (".tokens", None)):
        tokens = between.join(("Singing\u2009aloud", "eased", "colic", "."))
        file = copy / "documents" / f"910003{suffix}"
        file.write_text(changed or tokens, encoding="utf-8")
    (only,), _ = read("ebm-nlp", copy, split="train")
    assert surfaces(only)[0] == ("Singing\u2009aloud", "INTERVENTION")


def test_an_element_that_was_not_annotated_is_not_scored(copy: Path) -> None:
    (copy / SPANS / "outcomes/test/gold/910001.AGGREGATED.ann").unlink()
    first = read("ebm-nlp", copy)[0][0]
    assert first["scope"]["labels"] == ["INTERVENTION"]


def test_spans_that_do_not_stand_in_the_text_are_counted(copy: Path) -> None:
    text = copy / "documents" / "910001.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("sleep", "rest"), encoding="utf-8")
    (first, _), said = read("ebm-nlp", copy)
    assert ("sleep", "OUTCOME") not in surfaces(first)
    assert "spans whose tokens do not stand in the text: outcomes 1" in said
