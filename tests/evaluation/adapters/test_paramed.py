"""ParaMed: sentence links."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from goldsets import DATA, FIXTURES, needs, read

from papnlp.evaluation.gold import GoldError

FOLDER = FIXTURES / "paramed"


def test_sentences_and_links() -> None:
    (gold,), said = read("paramed", FOLDER)
    sentences = {
        lang: [gold["abstract"][lang][start:end] for start, end in spans]
        for lang, spans in gold["sentences"].items()
    }
    assert sentences["en"] == [
        "Warm-water baths (wwb) help.",
        "20% slept.",
        'Others " did not ".',
        "We like baths.",
    ]
    assert sentences["zh"][0] == "温水浴（warm water）有益。"
    assert gold["alignments"] == [
        {"en": [0], "zh": [0]},
        {"en": [1, 2], "zh": [1]},
        {"en": [3], "zh": [3]},
    ]
    assert said == (
        "paramed: left out or mended: sentences that only one language has: doc1 1; "
        "documents without text: doc2 1"
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("doc1 1 <=> 1", r"align\.txt:1: no 'NAME<tab>zh <=> en'"),
        ("doc1\t1 = 1", r"align\.txt:1: no 'NAME<tab>zh <=> en'"),
        ("doc1\t1 <=> x", r"align\.txt:1: 'x' is no list"),
        ("doc1\t1 <=> 9", r"align\.txt:1: doc1\.en has 4 sentences"),
        ("doc1\t0 <=> 1", r"align\.txt:1: doc1\.zh has 4 sentences"),
    ],
)
def test_a_broken_link_is_named(tmp_path: Path, line: str, reason: str) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "set"))
    (folder / "align.txt").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(GoldError, match=reason):
        read("paramed", folder)


@needs("paramed")
def test_the_real_set() -> None:
    found, said = read("paramed", DATA / "paramed")
    assert [gold["id"] for gold in found] == ["doc2", "doc4", "doc6", "doc8", "doc10", "doc12"]
    assert sum(len(gold["sentences"]["en"]) for gold in found) == 373
    assert sum(len(gold["alignments"]) for gold in found) == 351
    assert "documents without text: doc1 1, doc3 1" in said
    assert "doc8 4, doc10 2" in said
