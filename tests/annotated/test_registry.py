"""Formats told by name, suffix and content."""

from __future__ import annotations

from pathlib import Path

import pytest

from papnlp.annotated.registry import input_format, named, output_format
from papnlp.annotated.text import FormatError

GOLD = '{"id": "a", "abstract": "Yoga eased pain.", "mentions": []}\n'
PUBTATOR = "a|t|Yoga\na|a|It eased pain.\n"
CONLL = "Yoga\tB-INTERVENTION\n"


@pytest.mark.parametrize(
    ("file", "content", "name"),
    [
        ("a.jsonl", GOLD, "jsonl"),
        ("a.txt", PUBTATOR, "pubtator"),
        ("a.txt", CONLL, "conll"),
        ("a.conll", "", "conll"),
        ("a.data", GOLD, "jsonl"),
        ("a", PUBTATOR, "pubtator"),
        ("a.tsv", CONLL, "conll"),
    ],
)
def test_files_are_told(file: str, content: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / file
    path.write_text(content, encoding="utf-8")
    assert input_format(path).name == name


def test_a_folder_is_of_brat(tmp_path: Path) -> None:
    assert input_format(tmp_path).name == "brat"
    assert output_format(tmp_path / "new").name == "brat"


def test_a_name_overrides(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(GOLD, encoding="utf-8")
    assert input_format(path, "conll").name == "conll"
    assert output_format(path, "brat").name == "brat"


@pytest.mark.parametrize(
    ("name", "format_"), [("a.jsonl", "jsonl"), ("a.PubTator", "pubtator"), ("a.iob", "conll")]
)
def test_outputs_are_told_by_suffix(name: str, format_: str) -> None:
    assert output_format(Path(name)).name == format_


def test_what_cannot_be_told_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Yoga eased pain.\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"a\.txt: no known format: .* \(pubtator, conll\)"):
        input_format(path)
    with pytest.raises(FormatError, match="no such file or folder"):
        input_format(tmp_path / "b")
    with pytest.raises(FormatError, match=r"several formats end in '\.json': .*--to"):
        output_format(Path("a.json"))
    with pytest.raises(FormatError, match=r"no format ends in '\.html'"):
        output_format(Path("a.html"))
    with pytest.raises(FormatError, match="no format 'bart': did you mean 'brat'"):
        named("bart")
    with pytest.raises(FormatError, match="no format 'xyzzy': use one of jsonl, brat"):
        named("xyzzy")
