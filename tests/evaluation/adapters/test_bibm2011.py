"""BIBM 2011: groups and outcomes as mentions, sizes as numbers of the study."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from goldsets import DATA, FIXTURES, needs, read, surfaces

from papnlp.evaluation.gold import GoldError

FOLDER = FIXTURES / "bibm2011"


def test_text_is_written_as_it_would_be() -> None:
    (gold,), _ = read("bibm2011", FOLDER)
    assert gold["title"] == {"en": "Evening tea against night cramps: randomised trial."}
    assert gold["abstract"]["en"] == (
        "To follow-up herbal tea. 1,024 adults; five hundred in the intervention group, 524 in the "
        "control group. After 2 weeks, 40 (8%) of 500 and 90 of 520 had cramps with still water "
        "(difference -9%, 95% interval -12 to -6)."
    )


def test_mentions_and_sizes() -> None:
    (gold,), said = read("bibm2011", FOLDER)
    assert surfaces(gold) == [
        ("Evening tea", "INTERVENTION"),
        ("night cramps", "OUTCOME"),
        ("herbal tea", "INTERVENTION"),
        ("cramps", "OUTCOME"),
        ("still water", "INTERVENTION"),
    ]
    assert gold["study"] == {"sample_size": 1024, "group_sizes": [500, 524, 520]}
    assert said == (
        "bibm2011: left out or mended: groups without a name: group 2; "
        "no label of ours: on 2, time 1"
    )


def test_groups_without_a_name_can_be_kept() -> None:
    (gold,), said = read("bibm2011", FOLDER / "910011.xml", keep_coded=True)
    assert ("control group", "INTERVENTION") in surfaces(gold)
    assert "groups without a name" not in said


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("</abstract>", "", r"910011\.xml:\d+: not XML"),
        ("<abstract id=", "<article id=", r"not XML"),
        (' id="910011"', "", r"no <abstract id=\.\.\.>"),
        ('<s id="2"', '<s id="two"', "a sentence has the id 'two'"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, old: str, new: str, reason: str) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "set"))
    file = folder / "910011.xml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(GoldError, match=reason):
        read("bibm2011", folder)


def test_several_sample_sizes_are_none(tmp_path: Path) -> None:
    text = (FOLDER / "910011.xml").read_text(encoding="utf-8")
    file = tmp_path / "a.xml"
    file.write_text(text.replace("After", "Of <ps>990</ps> and <ps>few</ps>"), encoding="utf-8")
    (gold,), said = read("bibm2011", file)
    assert "sample_size" not in gold["study"]
    assert "sample size given in several ways: documents 1" in said
    assert "size that is no number: ps 1" in said


@needs("bibm2011")
def test_the_real_set() -> None:
    found, said = read("bibm2011", DATA / "bibm2011")
    assert len(found) == 139
    labels = [label for gold in found for _, label in surfaces(gold)]
    assert labels.count("OUTCOME") == 853
    assert labels.count("INTERVENTION") == 846
    assert "groups without a name: group 172" in said
    assert "time 275, on 170, lost 3" in said
    assert sum("sample_size" in gold["study"] for gold in found) == 46
    assert sum("group_sizes" in gold["study"] for gold in found) == 64
    assert not any(" ," in gold["abstract"]["en"] for gold in found)
