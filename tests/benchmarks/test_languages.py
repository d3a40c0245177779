"""Agreement of the languages, and the causes of what differs."""

from __future__ import annotations

import json
import sys

import languages
import pytest
from report import causes
from report.rows import read_result

from papnlp.analysis import Analysis, Finding, Slot, Span, Term
from papnlp.bilingual.kinship import Kinship
from papnlp.evidence import Alignment
from papnlp.extractor import Extractor
from papnlp.findings.knowledge import Knowledge
from papnlp.model import open_model
from papnlp.text.normalise import normalise

KIN = Kinship(Knowledge(open_model()))
SCALE, SLEEP = "pap:visual-analogue-scale", "pap:sleep-quality"


def finding(**fields):
    given = {
        "intervention": "pap:yoga",
        "direction": "improved",
        "certainty": "asserted",
        "section": "results",
        "start": 0,
        "end": 8,
        "cue": (5, 8),
        "rule": "test",
    }
    return Finding(**given | fields)


def analysis(lang, findings, mentions=("pap:yoga",), section="results"):
    made = Analysis(normalise("Yoga helped." if lang == "en" else "瑜伽有效且安全可行。", lang))
    made.sentences = [Span(0, len(made.text.norm), section)]
    made.findings = findings
    made.mentions = [Term(0, 2, "INTERVENTION", name, "term") for name in mentions]
    return made


def found(en, zh, aligned=True, gold=()):
    beads = [Alignment((0,), (0,), 1.0)] if aligned else []
    pages = causes.Pages("doc", en, zh, beads, frozenset(gold))
    return list(causes.differences(pages, KIN))


@pytest.mark.parametrize(
    ("left", "right", "mentions", "cause"),
    [
        ({}, {"certainty": "hedged"}, (), causes.HEDGE),
        ({}, {"direction": "worsened"}, (), "direction conflict"),
        ({"outcome": SLEEP}, {}, (SLEEP,), "outcome open in one language"),
        ({"outcome": SLEEP}, {}, (), "outcome: mention missing in one language"),
        (
            {"outcome": SLEEP},
            {"outcome": SCALE},
            (SCALE,),
            "outcome: mention linked to other concept",
        ),
        ({"outcome": SLEEP}, {"outcome": SCALE}, (SCALE, SLEEP), "outcome differs"),
        (
            {"outcome": "pap:pain-relief"},
            {"outcome": "pap:pain-intensity"},
            ("pap:pain-relief", "pap:pain-intensity"),
            "outcome named more or less widely",
        ),
        (
            {"comparator": "pap:placebo"},
            {"comparator": "pap:usual-care"},
            ("pap:placebo", "pap:usual-care"),
            "comparator differs",
        ),
    ],
)
def test_a_pair_that_differs_has_the_cause_of_its_slot(left, right, mentions, cause):
    named = ("pap:yoga", *mentions)
    (item,) = found(
        analysis("en", [finding(**left)], named), analysis("zh", [finding(**right)], named)
    )
    assert item.cause == cause
    assert item.document in str(item)
    assert cause in str(item)


def test_a_claim_of_one_language_alone_has_a_cause():
    one = analysis("en", [finding()])
    assert [item.cause for item in found(one, analysis("zh", []))] == [causes.NO_CLAIM]
    assert [item.cause for item in found(one, analysis("zh", []), False)] == [causes.UNALIGNED]
    methods = analysis("zh", [], section="methods")
    assert [item.cause for item in found(one, methods)] == [causes.ROLE]
    other = analysis("zh", [], ("pap:mirror-therapy",))
    (item,) = found(one, other)
    assert item.cause == "intervention: mention linked to other concept"
    spanned = analysis("en", [finding(slots={"intervention": (Slot(0, 4),)})])
    (item,) = found(spanned, analysis("zh", [], ()))
    assert item.cause == "intervention: mention missing in one language"


def test_other_claims_of_the_sentence_are_told_from_none():
    more = [finding(outcome=SLEEP, direction="worsened", comparator="pap:placebo")]
    named = ("pap:yoga", "pap:placebo", SLEEP)
    items = found(analysis("en", [finding()], named), analysis("zh", more, named))
    assert [item.cause for item in items] == [causes.OTHER_CLAIM] * 2
    assert [(item.en is None, item.zh is None) for item in items] == [(False, True), (True, False)]


def test_the_side_that_is_right_is_named():
    right = causes.key_of(finding())
    other = finding(direction="worsened")
    (item,) = found(analysis("en", [other]), analysis("zh", [finding()]), gold=[right])
    assert item.right == "zh"
    assert found(analysis("en", [finding()]), analysis("zh", [finding()])) == []


def test_three_runs_of_a_document_are_compared():
    comparison = languages.Comparison(Extractor(open_model()))
    record = {
        "intervention": "pap:mirror-therapy",
        "comparator": None,
        "pain_type": "pap:phantom-limb-pain",
        "outcome": "pap:pain-intensity",
        "direction": "improved",
    }
    texts = {
        "en": "RESULTS: Mirror therapy reduced phantom limb pain.",
        "zh": "结果：镜像疗法减轻了幻肢痛。",
    }
    comparison.add({"id": "a", "abstract": texts, "records": [record]})
    comparison.add({"id": "b", "abstract": {"en": texts["en"]}, "records": [record]})
    rows = {(row.set, row.system, row.measure): row for row in comparison.rows("made")}
    key = "made, intervention, direction"
    assert rows[key, "English only / Chinese only", "agreement"].value == 1.0
    assert rows[key, "both", "F1 against the gold"].value == 1.0
    assert rows[key, "both", "F1 against the gold"].n == 1


def test_the_command_prints_tables_and_writes_rows(tmp_path, capsys, monkeypatch):
    gold = tmp_path / "made"
    for name in ("docs", "annotations"):
        (gold / name).mkdir(parents=True)
    document = {
        "id": "a",
        "title": None,
        "en": "RESULTS: Mirror therapy reduced phantom limb pain.",
        "zh": "结果：未见镜像疗法的报道。",
    }
    annotation = {
        "id": "a",
        "mentions": {"en": [], "zh": []},
        "abbreviations": {"en": [], "zh": []},
        "study": {"design": "unclear"},
        "records": [],
    }
    (gold / "docs" / "a.json").write_text(json.dumps(document), encoding="utf-8")
    (gold / "annotations" / "a.json").write_text(json.dumps(annotation), encoding="utf-8")
    result = tmp_path / "languages.json"
    arguments = ["languages.py", str(gold), "--errors", "--json", str(result)]
    monkeypatch.setattr(sys, "argv", arguments)
    languages.main()
    printed = capsys.readouterr().out
    assert "| cause | differences | English right | Chinese right | neither |" in printed
    assert "a en results: " in printed
    rows = read_result(result).rows
    shares = [row for row in rows if row.measure == "share of differences"]
    assert sum(row.value for row in shares) == pytest.approx(1.0)
