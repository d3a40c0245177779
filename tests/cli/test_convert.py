"""``papnlp convert``, as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from papnlp.annotated.jsonl import Jsonl
from papnlp.cli import run
from papnlp.cli.app import command

GOLD = {
    "id": "a",
    "abstract": {"en": "Yoga eased stump pain.", "zh": "瑜伽缓解残端痛。"},
    "mentions": [
        {"lang": "en", "start": 0, "end": 4, "text": "Yoga", "label": "INTERVENTION"},
        {"lang": "zh", "start": 0, "end": 2, "text": "瑜伽", "label": "INTERVENTION"},
    ],
    "records": [{"intervention": "pap:yoga", "outcome": None, "direction": "improved"}],
}


@pytest.fixture
def papnlp(capfd):
    """Run the command in this process: exit code and standard error."""

    def call(*arguments: object) -> tuple[int, list[str]]:
        code = run(command(), ["convert", *map(str, arguments)])
        captured = capfd.readouterr()
        assert captured.out == ""
        return code, captured.err.splitlines()

    return call


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A bilingual gold document."""
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD), encoding="utf-8")
    return path


def test_to_brat_and_back(papnlp, gold: Path, tmp_path: Path) -> None:
    code, lines = papnlp(gold, tmp_path / "brat")
    assert (code, lines) == (
        0,
        [
            "papnlp: brat cannot hold: records (1)",
            f"papnlp: 2 texts written to {tmp_path / 'brat'}",
        ],
    )
    back = tmp_path / "back.jsonl"
    assert papnlp(tmp_path / "brat", back)[0] == 0
    before, after = (list(Jsonl().read(path)) for path in (gold, back))
    assert [(text.lang, text.text, text.spans) for text in after] == [
        (text.lang, text.text, text.spans) for text in before
    ]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["back.jsonl", "brat", "gold.jsonl"]


@pytest.mark.parametrize("name", ["pubtator", "conll"])
def test_to_one_file_and_back(papnlp, gold: Path, tmp_path: Path, name: str) -> None:
    middle, back = tmp_path / "middle.txt", tmp_path / "back.jsonl"
    assert papnlp(gold, middle, "--to", name)[0] == 0
    code, lines = papnlp(middle, back)
    assert (code, lines) == (0, [f"papnlp: 2 texts written to {back}"])
    expected = {key: GOLD[key] for key in ("id", "abstract")}
    found = json.loads(back.read_text(encoding="utf-8"))
    assert {key: found[key] for key in expected} == expected
    assert len(found["mentions"]) == 2


def test_a_file_may_be_converted_onto_itself(papnlp, gold: Path) -> None:
    assert papnlp(gold, gold)[0] == 0
    assert json.loads(gold.read_text(encoding="utf-8"))["records"] == GOLD["records"]


def test_an_error_leaves_what_was_there(papnlp, gold: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("before", encoding="utf-8")
    gold.write_text("{", encoding="utf-8")
    code, lines = papnlp(gold, out, "--from", "jsonl")
    assert code == 2
    assert len(lines) == 1
    assert lines[0].startswith(f"papnlp: {gold}:1: not JSON")
    assert out.read_text(encoding="utf-8") == "before"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["gold.jsonl", "out.jsonl"]


def test_a_malformed_document_is_rejected_and_the_rest_converted(
    papnlp, gold: Path, tmp_path: Path
) -> None:
    with gold.open("a", encoding="utf-8") as stream:
        stream.write("\n{\n" + json.dumps({**GOLD, "id": "b"}))
    out = tmp_path / "out.jsonl"
    code, lines = papnlp(gold, out)
    rejects = tmp_path / "out.rejects.jsonl"
    assert code == 1
    assert f"1 rejected: see {rejects}" in lines[-1]
    written = out.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in written] == [GOLD["id"], "b"]
    (rejected,) = map(json.loads, rejects.read_text(encoding="utf-8").splitlines())
    assert rejected["source"] == str(gold)
    assert rejected["place"] == "line 2"
    assert rejected["reason"].startswith("not JSON")
    assert rejected["remedy"] == "mend the line"
    gold.write_text(json.dumps(GOLD), encoding="utf-8")
    assert papnlp(gold, out)[0] == 0
    assert not rejects.exists()


def test_a_part_of_a_file_does_not_replace_it(papnlp, gold: Path) -> None:
    with gold.open("a", encoding="utf-8") as stream:
        stream.write("\n{")
    before = gold.read_bytes()
    code, lines = papnlp(gold, gold)
    assert code == 2
    assert lines[0].startswith(f"papnlp: {gold}:2: not JSON")
    assert gold.read_bytes() == before


def test_writers_name_the_output_that_was_asked_for(papnlp, gold: Path, tmp_path: Path) -> None:
    gold.write_text(json.dumps({**GOLD, "id": "x" * 300}), encoding="utf-8")
    code, lines = papnlp(gold, tmp_path / "brat")
    assert code == 2
    assert lines[0].startswith(f"papnlp: {tmp_path / 'brat'}: the id 'xxx")
    assert [file.name for file in tmp_path.iterdir()] == ["gold.jsonl"]


def test_outputs_in_the_way_are_named(papnlp, gold: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    code, lines = papnlp(gold, folder, "--to", "conll")
    assert (code, len(lines)) == (2, 1)
    assert "a folder where a file is to be written" in lines[0]
    assert papnlp(gold, folder)[0] == 0
    code, lines = papnlp(gold, folder)
    assert (code, len(lines)) == (2, 1)
    assert "a folder that is not empty" in lines[0]
    code, lines = papnlp(gold, gold, "--to", "brat")
    assert "a file where a folder is to be written" in lines[0]
    code, lines = papnlp(gold, tmp_path / "none" / "out.jsonl")
    assert (code, "is missing: make it" in lines[0]) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("IN", "out.json"), "name one with --to (bioc-json, label-studio)"),
        (("IN", "out", "--to", "bart"), "did you mean 'brat'?"),
        (("nothing", "out"), "nothing: no such file or folder"),
        (("EMPTY", "out"), "no texts in it"),
        (("IN",), "OUT"),
    ],
)
def test_bad_usage_is_one_line(papnlp, gold: Path, tmp_path: Path, arguments, message) -> None:
    empty = tmp_path / "empty.conll"
    empty.touch()
    places = {"IN": gold, "EMPTY": empty, "out": tmp_path / "out"}
    code, lines = papnlp(*(places.get(item, item) for item in arguments))
    assert (code, len(lines)) == (2, 1)
    assert message in lines[0]
    assert not (tmp_path / "out").exists()
