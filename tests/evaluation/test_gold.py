"""Gold sets: offsets from surfaces, and what a broken file says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from papnlp.evaluation.gold import GoldError, concept_id, from_surfaces, locate, occurrences, slug
from papnlp.evaluation.reader import read_gold
from papnlp.model import Model

TEXT = "Stump pain(SP) and stump pain. Stumps."
LINE: dict[str, Any] = {
    "id": "g1",
    "abstract": {"en": TEXT},
    "mentions": [
        {
            "lang": "en",
            "start": 0,
            "end": 10,
            "text": "Stump pain",
            "label": "PAIN_TYPE",
            "concept": "pap:residual-limb-pain",
        }
    ],
    "abbreviations": [{"lang": "en", "short": "SP", "long": "Stump pain", "concept": None}],
    "study": {"design": "unclear"},
    "records": [{"intervention": "pap:yoga", "outcome": None, "direction": "improved"}],
}


def changed(path: str, value: Any) -> str:
    """Return the line with one field set; ``value`` ... takes it away."""
    line = json.loads(json.dumps(LINE))
    *parents, last = path.split(".")
    at: Any = line
    for name in parents:
        at = at[int(name)] if name.isdigit() else at[name]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return json.dumps(line)


def test_a_sound_line_is_read(tmp_path: Path, model: Model) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(LINE) + "\n\n" + json.dumps(LINE) + "\n", encoding="utf-8")
    assert list(read_gold(path, model.vocabulary)) == [LINE, LINE]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", "a document must be an object"),
        ('"text"', "a document must be an object"),
        (changed("abstract", {}), "no text"),
        (changed("abstract", {"fr": "x"}), "language 'fr'"),
        (changed("mentions", ...), "'mentions' must be a list"),
        (changed("records", {}), "'records' must be a list"),
        (changed("study", []), "'study' must be an object"),
        (changed("mentions", ["x"]), "mentions 1 must be an object"),
        (changed("mentions.0.end", ...), "mentions 1 has no 'end'"),
        (changed("mentions.0.concept", ...), "mentions 1 has no 'concept'"),
        (changed("mentions.0.end", 99), "mention en 0-99 lies outside the text"),
        (changed("mentions.0.start", 10), "mention en 10-10 lies outside the text"),
        (changed("mentions.0.start", -1), "mention en -1-10 lies outside the text"),
        (changed("mentions.0.start", "0"), "mention en 0-10 lies outside the text"),
        (changed("mentions.0.lang", "zh"), "mention zh 0-10 lies outside the text"),
        (changed("mentions.0.lang", "fr"), "mention has the language 'fr'"),
        (changed("mentions.0.label", "DRUG"), "label 'DRUG'"),
        (changed("mentions.0.text", "stump"), "mention en 0-10 is not 'stump' in the text"),
        (changed("abbreviations.0.long", ...), "abbreviations 1 has no 'long'"),
        (changed("records.0.direction", ...), "records 1 has no 'direction'"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, model: Model, line: str, reason: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{json.dumps(LINE)}\n{line}\n", encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        list(read_gold(path, model.vocabulary))
    assert str(caught.value).startswith(f"{path}:2: ")
    assert reason in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path, model: Model) -> None:
    with pytest.raises(GoldError, match=r"none\.jsonl: No such file"):
        list(read_gold(tmp_path / "none.jsonl", model.vocabulary))


ANNOTATION: dict[str, Any] = {
    "id": "g1",
    "mentions": {
        "en": [
            {"text": "Stump pain", "label": "PAIN_TYPE", "concept": "residual limb pain"},
            {"text": "stump pain", "label": "PAIN_TYPE", "concept": "stump pain"},
            {"text": "SP", "label": "PAIN_TYPE", "concept": "residual limb pain"},
        ]
    },
    "abbreviations": {"en": [{"short": "SP", "long": "Stump pain", "concept": "stump pain"}]},
    "study": {"design": "unclear"},
    "records": [
        {
            "intervention": "mirror therapy",
            "comparator": None,
            "pain_type": "stump pain",
            "outcome": "pain intensity",
            "direction": "improved",
            "certainty": "hedged",
            "evidence_en": "Mirror therapy may help.",
        }
    ],
}
DOCUMENT = {"id": "g1", "title": None, "en": TEXT, "zh": None}


def gold_folder(root: Path, document: Any, annotation: Any) -> Path:
    for name, content in (("docs", document), ("annotations", annotation)):
        (root / name).mkdir()
        if content is not None:
            (root / name / "g1.json").write_text(json.dumps(content), encoding="utf-8")
    return root


def test_a_folder_gets_offsets_and_ids(tmp_path: Path, model: Model) -> None:
    (gold,) = read_gold(gold_folder(tmp_path, DOCUMENT, ANNOTATION), model.vocabulary)
    spans = [(item["start"], item["end"], item["concept"]) for item in gold["mentions"]]
    assert spans == [
        (0, 10, "pap:residual-limb-pain"),
        (11, 13, "pap:residual-limb-pain"),
        (19, 29, "pap:residual-limb-pain"),
    ]
    assert gold["abbreviations"] == [
        {"lang": "en", "short": "SP", "long": "Stump pain", "concept": "pap:residual-limb-pain"}
    ]
    assert gold["records"] == [
        {
            "intervention": "pap:mirror-therapy",
            "comparator": None,
            "pain_type": "pap:residual-limb-pain",
            "outcome": "pap:pain-intensity",
            "direction": "improved",
            "certainty": "hedged",
            "quote": "Mirror therapy may help.",
        }
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": "g2"}, "annotation g2 given for document g1"),
        ({"mentions": ...}, "'mentions' is missing"),
        ({"records": ...}, "'records' is missing"),
        (
            {"mentions": {"en": [{"text": "knee", "label": "PAIN_TYPE", "concept": "x"}]}},
            "'knee' does not stand in the text",
        ),
        (
            {"mentions": {"en": [{"text": "SP", "label": "OTHER", "concept": "x"}]}},
            "unknown label 'OTHER'",
        ),
        ({"mentions": {"en": [{"text": "SP", "label": "PAIN_TYPE"}]}}, "'concept' is missing"),
    ],
)
def test_a_broken_annotation_is_named(
    tmp_path: Path, model: Model, change: dict[str, Any], reason: str
) -> None:
    annotation = {**ANNOTATION, **change}
    annotation = {name: value for name, value in annotation.items() if value is not ...}
    folder = gold_folder(tmp_path, DOCUMENT, annotation)
    with pytest.raises(GoldError) as caught:
        list(read_gold(folder, model.vocabulary))
    assert str(caught.value).startswith(str(folder / "annotations" / "g1.json"))
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("document", "annotation", "reason"),
    [
        (None, None, "no docs"),
        (DOCUMENT, None, "No such file"),
        (DOCUMENT, [], "a JSON object is needed"),
        ([], ANNOTATION, "a JSON object is needed"),
        ({**DOCUMENT, "en": None}, ANNOTATION, "no text"),
    ],
)
def test_a_broken_folder_is_named(
    tmp_path: Path, model: Model, document: Any, annotation: Any, reason: str
) -> None:
    folder = gold_folder(tmp_path, document, annotation)
    with pytest.raises(GoldError, match=reason):
        list(read_gold(folder, model.vocabulary))


def test_a_folder_with_broken_json_is_named(tmp_path: Path, model: Model) -> None:
    folder = gold_folder(tmp_path, DOCUMENT, ANNOTATION)
    (folder / "annotations" / "g1.json").write_text("{", encoding="utf-8")
    with pytest.raises(GoldError, match=r"annotations.g1\.json: not JSON"):
        list(read_gold(folder, model.vocabulary))


@pytest.mark.parametrize(
    ("text", "surface", "spans"),
    [
        ("SCS, SCSs and HF-SCS", "SCS", [(0, 3), (17, 20)]),
        ("幻肢痛与幻肢痛", "幻肢痛", [(0, 3), (4, 7)]),
        ("PLP组", "PLP", [(0, 3)]),
        ("aaa", "aa", []),
        ("(DRG)DRG2", "DRG", [(1, 4)]),
    ],
)
def test_occurrences(text: str, surface: str, spans: list[tuple[int, int]]) -> None:
    assert list(occurrences(text, surface)) == spans


def test_an_occurrence_inside_a_longer_surface_is_none(model: Model) -> None:
    entries = [
        {"text": "DRG stimulation", "label": "INTERVENTION", "concept": "x"},
        {"text": "DRG", "label": "INTERVENTION", "concept": "y"},
    ]
    found = locate("DRG stimulation of the DRG", "en", entries, model.vocabulary)
    assert [(item.start, item.end, item.concept) for item in found] == [
        (0, 15, "text:x"),
        (23, 26, "text:y"),
    ]


def test_names_lead_to_ids(model: Model) -> None:
    assert slug("Capsaicin 8% patch") == "pap:capsaicin-8-patch"
    assert concept_id("stump pain", model.vocabulary) == "pap:residual-limb-pain"
    assert concept_id("Warm-stone walks", model.vocabulary) == "text:warm stone walk"


def test_documents_of_another_id_are_refused(model: Model) -> None:
    with pytest.raises(GoldError, match="g1 given for document g9"):
        from_surfaces({**DOCUMENT, "id": "g9"}, ANNOTATION, model.vocabulary)
