"""Predictions from files: evidence, or another annotation."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from annotated import gold, mention
from stub import extract

from papnlp.document import Document
from papnlp.evaluation import GoldError, evaluate, read_gold
from papnlp.evaluation.predictions import in_order, read_predictions
from papnlp.evaluation.reader import read_public
from papnlp.evidence import Evidence
from papnlp.model import Model
from papnlp.schema import load

TEXT = {"en": "Mirror therapy eased phantom limb pain."}
PAIN = mention("en", 21, 38, "PAIN_TYPE", "pap:phantom-limb-pain")
WANTED = gold(TEXT, mentions=[PAIN], records=[], study={"relevant": True})


def written(path: Path, *lines: object) -> Path:
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines),
        encoding="utf-8",
    )
    return path


def test_evidence_and_gold_lines_are_told_apart(tmp_path: Path, model: Model) -> None:
    evidence = extract(Document.from_dict({**WANTED, "id": "e"}))
    path = written(tmp_path / "p.jsonl", evidence.to_dict(), {**WANTED, "id": 7})
    found = read_predictions(path, model.vocabulary)
    assert isinstance(found["e"], Evidence)
    assert found["7"] == {**WANTED, "id": 7}
    assert in_order(found, [{"id": 7}, {"id": "e"}], path) == [found["7"], found["e"]]


def test_evidence_is_scored_as_a_gold_object_is(model: Model) -> None:
    evidence = extract(Document.from_dict(WANTED))
    scores = evaluate([WANTED], [evidence], vocabulary=model.vocabulary).scores
    figures = {(item.measure, item.lang): item.f1 for item in scores}
    assert figures["mentions", "en"] == figures["concepts", "en"] == 1.0
    # The stub makes a record; the gold set has none.
    assert figures["records", "all"] == 0.0
    assert figures["study relevant", "all"] == 1.0


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["{"], "p.jsonl:1: not JSON"),
        ([WANTED, WANTED], "p.jsonl:2: document 'd' stands twice: remove one"),
        ([{"id": "d", "texts": {}}], "p.jsonl:1: not an evidence object: 'metadata' is missing"),
        ([[1]], "p.jsonl:1: not an evidence object"),
        ([{**WANTED, "mentions": [{**PAIN, "end": 99}]}], "p.jsonl:1: mentions 1: 21-99"),
    ],
)
def test_broken_predictions_are_named(tmp_path: Path, model: Model, lines, reason: str) -> None:
    path = written(tmp_path / "p.jsonl", *lines)
    with pytest.raises(GoldError) as caught:
        read_predictions(path, model.vocabulary)
    assert reason in str(caught.value)


def test_a_document_without_prediction_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no prediction for gold document 'x'"):
        in_order({}, [{"id": "x"}], tmp_path)


def test_predictions_of_another_text_or_document_are_refused() -> None:
    with pytest.raises(GoldError, match="the en text of the prediction is not that of the gold"):
        evaluate([WANTED], [gold({"en": "Another text."}, mentions=[])])
    with pytest.raises(GoldError, match="prediction of document 'x' given for 'd'"):
        evaluate([WANTED], [gold(TEXT, "x", mentions=[])])


def test_a_language_that_predictions_lack_is_said() -> None:
    both = gold({**TEXT, "zh": "镜像疗法。"}, mentions=[PAIN])
    evaluation = evaluate([both], [gold(TEXT, mentions=[PAIN])])
    assert {item.lang for item in evaluation.scores} == {"en"}
    assert list(evaluation.left_out()) == [
        "1 document without zh text in the predictions: not scored in zh"
    ]


def test_changes_are_asked_of_a_reader() -> None:
    asked = {"lang": "en", "comparator": "sham", "outcome": "pain", "text": TEXT["en"]}
    wanted = gold(
        TEXT,
        changes=[
            {**asked, "intervention": "mirror therapy", "change": "decrease"},
            {**asked, "intervention": "yoga", "change": "none"},
            {**asked, "intervention": "unknown", "change": "increase"},
        ],
    )
    answers = {"mirror therapy": "decrease", "yoga": "increase", "unknown": None}
    evidence = extract(Document.from_dict(wanted))
    scores = evaluate(
        [wanted], [evidence], read_change=lambda _, intervention, *__: answers[intervention]
    )
    # 1 of 2 answers right, 3 questions. increase: 1 told, 1 gold, none right.
    total, increase = scores.score("changes", "en"), scores.score("changes: increase", "en")
    assert (total.counts.right, total.counts.predicted, total.counts.gold) == (1, 2, 3)
    assert (increase.counts.right, increase.counts.predicted, increase.counts.gold) == (0, 1, 1)
    # decrease 1, none 0, increase 0.
    assert scores.score("changes: macro", "en").f1 == pytest.approx(1 / 3)
    assert evaluate([wanted], [evidence]).scores == ()


def test_a_published_set_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    adapters = pytest.importorskip("papnlp.evaluation.adapters")
    said: list[str] = []

    def read(name, path, *, say, **options):
        say(f"{name} {path} {options}")
        yield WANTED
        yield {**WANTED, "id": "e", "mentions": [{**PAIN, "start": -1}]}

    monkeypatch.setattr(adapters, "read_gold_set", read)
    documents = read_public("x", Path("folder"), {"split": "train"}, said.append)
    assert next(documents) == WANTED
    assert said == ["x folder {'split': 'train'}"]
    with pytest.raises(GoldError, match="folder: e: mentions 1: -1-38 lies outside"):
        next(documents)


def test_every_annotated_set_is_sound_and_valid(model: Model) -> None:
    validator = jsonschema.Draft202012Validator(load("gold"))
    root = Path(__file__).parents[2] / "annotations"
    sets = [path for path in sorted(root.iterdir()) if (path / "docs").is_dir()]
    sets += sorted(root.rglob("*.jsonl"))
    assert len(sets) >= 3
    for path in sets:
        for document in read_gold(path, model.vocabulary):
            assert not list(validator.iter_errors(document)), (path, document["id"])
