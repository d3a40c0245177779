"""MED1250: definitions of abbreviations."""

from __future__ import annotations

from pathlib import Path

import pytest
from goldsets import DATA, FIXTURES, needs, read

from papnlp.evaluation.gold import GoldError

FILE = FIXTURES / "med1250.txt"


def test_records_and_pairs() -> None:
    (first, second, third), said = read("med1250", FILE)
    assert first["id"] == "910021"
    assert first["title"] == {"en": "Left-hand drumming and brain waves."}
    assert first["abstract"] == {
        "en": "Left-hand drumming (LHD) was tried. Alpha band power (ABP) rose."
    }
    pairs = [(item["short"], item["long"]) for item in first["abbreviations"]]
    assert pairs == [("LHD", "Left-hand drumming"), ("ABP", "Alpha band power")]
    assert second["abbreviations"] == []
    assert "title" not in second
    assert third["abbreviations"][0]["long"] == "caf\ufffd study"
    assert third["abbreviations"][0]["long"] in third["abstract"]["en"]
    assert said == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A title\n", r":1: no record id before this line"),
        ("910021\nA title\n  SF|\n", r":3: a pair must be"),
        ("910021\n\n910022\nA title\n", r":1: record 910021 has no text"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "labeled.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=reason):
        read("med1250", tmp_path)


@needs("med1250")
def test_the_real_set() -> None:
    found, _ = read("med1250", DATA / "med1250")
    assert len(found) == 621
    assert sum(len(gold["abbreviations"]) for gold in found) == 611
    assert all(len(gold["title"]["en"]) > 5 for gold in found if "title" in gold)
