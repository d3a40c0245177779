"""BC5CDR: chemicals, from PubTator and from BioC."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from goldsets import DATA, FIXTURES, needs, read, surfaces

from papnlp.evaluation.gold import GoldError

FILES = ("bc5cdr.PubTator.txt", "bc5cdr.BioC.xml")
ZIP = Path("exports/bc5cdr-pubtator/BC5CDR_Evaluation-0.0.3.zip")


@pytest.mark.parametrize("name", FILES)
def test_both_formats(name: str) -> None:
    (gold,), said = read("bc5cdr", FIXTURES / name)
    assert gold["id"] == "910051"
    assert gold["title"] == {"en": "Blue drops and night itch"}
    assert gold["abstract"]["en"].startswith("Blue drops (BD) eased itch.")
    assert [
        (*item, mention["concept"])
        for item, mention in zip(surfaces(gold), gold["mentions"], strict=True)
    ] == [
        ("Blue drops", "INTERVENTION", "mesh:D000001"),
        ("Blue drops", "INTERVENTION", "mesh:D000001"),
        ("BD", "INTERVENTION", "mesh:D000001"),
    ]
    assert gold["scope"] == {"labels": ["INTERVENTION"], "concepts": False}
    assert said == "bc5cdr: left out or mended: no label of ours: Disease 3, CID 1"


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    text = (FIXTURES / FILES[0]).read_text(encoding="utf-8")
    file.write_text(text.replace("\t0\t10\t", "\t0\tten\t"), encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.txt:3"):
        read("bc5cdr", file)


def test_a_wrong_offset_of_a_passage_does_not_spoil_its_annotations(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    text = (FIXTURES / FILES[1]).read_text(encoding="utf-8")
    file.write_text(text.replace("<offset>26</offset>", "<offset>31</offset>"), encoding="utf-8")
    found, said = read("bc5cdr", file)
    assert surfaces(found[0]) == surfaces(read("bc5cdr", FIXTURES / FILES[1])[0][0])
    assert "moved" not in said


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            "<offset>26</offset>",
            "<offset>b</offset>",
            "document 910051: offset: not a whole number",
        ),
        ("</collection>", "", r"a\.xml:\d+: not XML"),
        ("collection>", "collections>", r"not XML|no <collection>"),
        ('length="10"', 'length="999"', "annotation 0: 0-999 lies outside the text"),
    ],
)
def test_broken_bioc_is_named(tmp_path: Path, old: str, new: str, reason: str) -> None:
    file = tmp_path / "a.xml"
    text = (FIXTURES / FILES[1]).read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(GoldError, match=reason):
        read("bc5cdr", file)


def test_a_line_of_another_document_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    text = (FIXTURES / FILES[0]).read_text(encoding="utf-8")
    file.write_text(text.replace("910051\t0\t10", "910052\t0\t10"), encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.txt:3: belongs to '910052', not '910051'"):
        read("bc5cdr", file)


def test_another_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Only words.\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.txt"):
        read("bc5cdr", file)


@needs(str(ZIP))
@pytest.mark.parametrize("name", ["CDR_sample.gold.PubTator", "CDR_sample.gold.BioC.xml"])
def test_the_real_set(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(DATA / ZIP) as archive:
        inside = next(item for item in archive.namelist() if item.endswith(f"/gold/{name}"))
        (tmp_path / name).write_bytes(archive.read(inside))
    found, said = read("bc5cdr", tmp_path / name)
    assert len(found) == 50
    assert sum(len(gold["mentions"]) for gold in found) == 510
    assert "Disease 424" in said
    assert "moved" not in said
