"""papnlp's own JSON Lines as annotated texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from annotated import gold, mention
from hypothesis import assume, given
from strategies import evidences

from papnlp.annotated.jsonl import Jsonl
from papnlp.annotated.text import AnnotatedText, FormatError, ShortForm, Span

ROOT = Path(__file__).parents[2]
ZH = "镜像疗法缓解幻肢痛。"
EN = "Mirror therapy (MT) eased phantom limb pain."
MIRROR = mention("en", 0, 14, "INTERVENTION", "pap:mirror-therapy", text="Mirror therapy")
MT = {
    "lang": "en",
    "short": "MT",
    "long": "Mirror therapy",
    "start": 16,
    "end": 18,
    "long_start": 0,
    "long_end": 14,
    "concept": None,
}
GOLD = {
    "id": "d1",
    "title": {"en": "A trial"},
    "abstract": {"en": EN, "zh": ZH},
    "sentences": {"en": [[0, 7], [8, 52]], "zh": [[0, 10]]},
    "mentions": [
        {**MIRROR, "start": 8, "end": 22},
        mention("zh", 0, 4, "INTERVENTION", "pap:mirror-therapy", text="镜像疗法"),
    ],
    "abbreviations": [{**MT, "start": 24, "end": 26, "long_start": 8, "long_end": 22}],
    "study": {"relevant": True},
}


def lines(path: Path, *objects: object) -> Path:
    path.write_text("".join(json.dumps(item) + "\n" for item in objects), encoding="utf-8")
    return path


def copied(path: Path) -> bytes:
    target = path.with_name("copy.jsonl")
    Jsonl().write(Jsonl().read(path), target)
    return target.read_bytes()


def test_evidence_comes_back_byte_by_byte(extractor, tmp_path: Path) -> None:
    documents = sorted((ROOT / "annotations" / "dev" / "docs").glob("*.json"))[:6]
    path = tmp_path / "evidence.jsonl"
    with path.open("wb") as stream:
        for file in documents:
            data = json.loads(file.read_text(encoding="utf-8"))
            abstract = {lang: data.get(lang) for lang in ("en", "zh")}
            data = {"id": data["id"], "title": data.get("title"), "abstract": abstract}
            stream.write(extractor(data).to_json() + b"\n")
    assert len(list(Jsonl().read(path))) > len(documents)
    assert copied(path) == path.read_bytes()


@given(evidence=evidences())
def test_any_evidence_comes_back(evidence, tmp_path_factory) -> None:
    placed = (*evidence.mentions, *evidence.abbreviations, *evidence.sentences)
    assume(all(item.start < item.end for item in placed))
    path = tmp_path_factory.mktemp("evidence") / "evidence.jsonl"
    path.write_bytes(evidence.to_json() + b"\n")
    assert copied(path) == path.read_bytes()


def test_gold_becomes_two_texts_and_comes_back(tmp_path: Path) -> None:
    path = lines(tmp_path / "gold.jsonl", GOLD)
    english, chinese = Jsonl().read(path)
    assert english == AnnotatedText(
        "d1",
        "en",
        f"A trial\n{EN}",
        (Span(8, 22, "INTERVENTION", "pap:mirror-therapy"),),
        (ShortForm(24, 26, 8, 22),),
        ((0, 7, None), (8, 52, None)),
        {"title": {"en": "A trial"}, "study": {"relevant": True}},
    )
    assert (chinese.lang, chinese.text, chinese.extra) == ("zh", ZH, {})
    assert json.loads(copied(path)) == GOLD


def test_parts_and_unplaced_abbreviations_are_kept(tmp_path: Path) -> None:
    parted = mention("en", 0, 25, "OUTCOME", None, parts=[[0, 6], [20, 25]])
    unplaced = {"lang": "en", "short": "VAS", "long": "visual analogue scale"}
    path = lines(
        tmp_path / "gold.jsonl", gold({"en": EN}, mentions=[parted], abbreviations=[MT, unplaced])
    )
    (text,) = Jsonl().read(path)
    assert text.spans == (Span(0, 25, "OUTCOME", None, {"parts": "0 6;20 25"}),)
    written = json.loads(copied(path))
    assert written["mentions"] == [{**parted, "text": EN[:25]}]
    assert written["abbreviations"] == [MT, unplaced]


def test_languages_may_take_turns(tmp_path: Path) -> None:
    first = mention("en", 0, 14, "INTERVENTION", text="Mirror therapy")
    other = mention("zh", 0, 4, "INTERVENTION", text="镜像疗法")
    last = mention("en", 26, 43, "PAIN_TYPE", text="phantom limb pain")
    path = lines(tmp_path / "gold.jsonl", gold({"en": EN, "zh": ZH}, mentions=[first, other, last]))
    assert json.loads(copied(path))["mentions"] == [first, other, last]


def test_blank_texts_are_counted(tmp_path: Path) -> None:
    texts = [AnnotatedText("a", "en", " \n"), AnnotatedText("b", "en", "Pain.")]
    losses = Jsonl().write(texts, tmp_path / "out.jsonl")
    assert [(loss.what, loss.count) for loss in losses] == [("blank texts", 1)]
    assert [text.id for text in Jsonl().read(tmp_path / "out.jsonl")] == ["b"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", ":2: not JSON"),
        ("[]", ":2: a JSON object is needed, not a list"),
        ('{"id": "x", "texts": {"en": "Pain."}}', ":2: no evidence object ('metadata')"),
        ('{"id": "x"}', ":2: no text: give a 'title' or an 'abstract'"),
        ('{"abstract": "Pain."}', ":2: no 'id': add one"),
        (json.dumps(gold(identifier="first")), "'first' stands at"),
        (json.dumps(gold(mentions={})), ":2: 'mentions' must be a list"),
        (json.dumps(gold(mentions=[3])), ":2: mentions 1: must be an object"),
        (
            json.dumps(gold({"en": EN}, mentions=[mention("zh", 0, 1, "OUTCOME")])),
            ":2: mentions 1: no text in lang 'zh': use one of en",
        ),
        (
            json.dumps(gold({"en": EN}, mentions=[mention("en", 0, 99, "OUTCOME")])),
            ":2: mentions 1: 0-99 lies outside the text of 44 characters",
        ),
        (
            json.dumps(gold({"en": EN}, mentions=[mention("en", 3, 3, "OUTCOME")])),
            ":2: mentions 1: 3-3 ends where it starts",
        ),
        (
            json.dumps(gold({"en": EN}, mentions=[{**MIRROR, "text": "Yoga"}])),
            ":2: mentions 1: 'Yoga' is not what stands there, 'Mirror therapy'",
        ),
        (
            json.dumps(gold({"en": EN}, mentions=[{**MIRROR, "start": "0"}])),
            ":2: mentions 1: offsets '0'-14 are not whole numbers",
        ),
        (
            json.dumps(gold({"en": EN}, mentions=[{**MIRROR, "concept": 3}])),
            ":2: mentions 1: concept 3: give a string or null",
        ),
        (
            json.dumps(gold({"en": EN}, mentions=[{**MIRROR, "label": None}])),
            ":2: mentions 1: no 'label'",
        ),
        (
            json.dumps(gold({"en": EN}, sentences={"en": [[0, 5, 7]]})),
            ":2: sentences.en must be a list of [start, end]",
        ),
    ],
)
def test_malformed_lines_are_named(line: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(f"{json.dumps(gold(identifier='first'))}\n{line}\n", encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        list(Jsonl().read(path))
    assert message in str(caught.value)
    assert str(path) in str(caught.value)
