"""Evidence goes through every format and comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from papnlp.annotated.registry import NAMES
from papnlp.cli import run
from papnlp.cli.app import command
from papnlp.evaluation import read_gold
from papnlp.extractor import Extractor

SAMPLE = Path(__file__).resolve().parents[2] / "annotations" / "sample"
WHOLE = ("bioc-xml", "bioc-json", "label-studio", "doccano", "docbin")


@pytest.fixture(scope="module")
def evidence(extractor: Extractor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("evidence") / "evidence.jsonl"
    documents = list(read_gold(SAMPLE, extractor.model.vocabulary))[:3]
    lines = [json.dumps(item.to_dict(), ensure_ascii=False) for item in map(extractor, documents)]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def convert(*arguments: object) -> None:
    assert run(command(), ["convert", *map(str, arguments)]) == 0


@pytest.mark.parametrize("name", NAMES)
def test_mentions_come_back(evidence: Path, tmp_path: Path, name: str) -> None:
    there, back = tmp_path / "there", tmp_path / "back.jsonl"
    convert(evidence, there, "--to", name)
    convert(there, back, "--from", name, "--to", "jsonl")
    before = [json.loads(line) for line in evidence.read_text(encoding="utf-8").splitlines()]
    after = [json.loads(line) for line in back.read_text(encoding="utf-8").splitlines()]
    assert _mentions(before) == _mentions(after)
    if name in WHOLE:
        assert before == after


def _mentions(documents: list[dict]) -> set[tuple]:
    return {
        (item["lang"], item["start"], item["end"], item["label"])
        for document in documents
        for item in document["mentions"]
    }
