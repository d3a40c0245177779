"""Gold sets: offsets from surfaces, and what a broken file says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from papnlp.evaluation.gold import GoldError, concept_id, from_surfaces, locate, occurrences, slug
from papnlp.evaluation.reader import read_gold
from papnlp.model import Model
from papnlp.schema import load

GOLD = jsonschema.Draft202012Validator(load("gold"))
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


def test_a_sound_line_is_read(tmp_path: Path, model: Model) -> None:
    path = tmp_path / "gold.jsonl"
    other = {**LINE, "id": 2}
    path.write_text(json.dumps(LINE) + "\n\n" + json.dumps(other) + "\n", encoding="utf-8")
    assert list(read_gold(path, model.vocabulary)) == [LINE, other]
    assert not list(GOLD.iter_errors(LINE))


def test_a_document_that_stands_twice_is_named(tmp_path: Path, model: Model) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{json.dumps(LINE)}\n\n{json.dumps(LINE)}\n", encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        list(read_gold(path, model.vocabulary))
    assert str(caught.value) == (f"{path}:3: document 'g1' stands at {path}:1 too: change one id")


def changed(path: str, value: Any) -> Any:
    """Return the line with one field set; ``value`` ... takes it away."""
    line = json.loads(json.dumps(LINE))
    *parents, last = path.split(".")
    at: Any = line
    for name in parents:
        at = at[int(name)] if name.isdigit() else at[name]
    if value is ...:
        del at[last]
    elif isinstance(at, list):
        at[int(last) :] = [value]
    else:
        at[last] = value
    return line


BROKEN = [
    ([1], "a document must be an object"),
    ("text", "a document must be an object"),
    (changed("abstract", {"en": " "}), "no text"),
    (changed("id", ...), "no 'id'"),
    (changed("mention", []), "unknown layer 'mention': write 'mentions'"),
    ({"id": "g", "abstract": "A."}, "nothing to score"),
    (changed("mentions", {}), "'mentions' must be a list"),
    (changed("study", []), "'study' must be an object"),
    (changed("mentions.0", 1), "mentions 1 must be an object"),
    (changed("mentions.0.start", ...), "mentions 1 has no 'start'"),
    (changed("mentions.0.end", 99), "mentions 1: 0-99 lies outside the text of 38 characters"),
    (changed("mentions.0.start", -1), "mentions 1: -1-10 lies outside the text"),
    (changed("mentions.0.start", 10), "mentions 1: 10-10 ends where it starts or before"),
    (changed("mentions.0.start", 11), "mentions 1: 11-10 ends where it starts or before"),
    (changed("mentions.0.start", "0"), "mentions 1: offsets '0'-10 are not whole numbers"),
    (changed("mentions.0.start", False), "mentions 1: offsets False-10 are not whole numbers"),
    (changed("mentions.0.lang", "zh"), "mentions 1: 0-10 lies outside the text of 0 characters"),
    (changed("mentions.0.lang", "fr"), "mentions 1: lang 'fr': use one of en, zh"),
    (changed("mentions.0.label", "DRUG"), "mentions 1: label 'DRUG': use one of INTERVENTION"),
    (changed("mentions.0.text", "stump"), "'stump' is not what stands there, 'Stump pain'"),
    (changed("mentions.0.concept", 3), "the concept must be a string or null"),
    (changed("mentions.0.parts", [[0, 5], [4, 10]]), "parts must follow each other from 0 to 10"),
    (changed("mentions.0.parts", [[0, 5]]), "parts must follow each other from 0 to 10"),
    (changed("mentions.0.parts", [0, 5]), "parts must be a list of [start, end]"),
    (
        {**LINE, "mentions": [{**LINE["mentions"][0], "id": "m"}] * 2},
        "mentions: the id 'm' stands twice",
    ),
    (changed("abbreviations.0.long", ...), "abbreviations 1 has no 'long'"),
    (changed("abbreviations.0.short", ""), "'short' must be a string that is not empty"),
    (changed("abbreviations.0.start", 11), "abbreviations 1: offsets 11-None"),
    (
        changed("abbreviations.0", {**LINE["abbreviations"][0], "start": 0, "end": 2}),
        "'SP' is not what stands there, 'St'",
    ),
    (changed("records.0.direction", ...), "records 1 has no 'direction'"),
    (changed("records.0.direction", "better"), "records 1: direction 'better': use one of"),
    (changed("records.0.certainty", "sure"), "records 1: certainty 'sure': use one of asserted"),
    (changed("records.0.outcome", 1), "records 1: 'outcome' must be a string or null"),
    (changed("records.0.quote", "Knee"), "the quote 'Knee' does not stand in the text"),
    (
        changed("records.0.evidence", [{"lang": "en", "start": 0, "end": 99}]),
        "records 1: evidence: 0-99 lies outside",
    ),
    (changed("study.design", "trial"), "design 'trial': use one of randomized controlled trial"),
    (changed("study.sample_size", 2.5), "sample_size 2.5: give a whole number"),
    (changed("study.relevant", "yes"), "relevant 'yes': give true or false"),
    (changed("alignments", [{"en": [0], "zh": []}]), "alignments 1: en [0]: give numbers of the 0"),
    (changed("sentences", {"en": [[0, 99]]}), "sentences.en: 0-99 lies outside"),
    (changed("scope", {"label": []}), "scope: unknown 'label'"),
    (changed("scope", {"labels": ["DRUG"]}), "scope: label 'DRUG'"),
    (changed("scope", {"regions": {"en": [[5, 5]]}}), "scope.regions.en: 5-5 ends where it starts"),
    (
        changed(
            "changes", [{"intervention": "a", "comparator": "b", "outcome": "c", "change": "up"}]
        ),
        "changes 1: change 'up': use one of increase",
    ),
]


@pytest.mark.parametrize(("line", "reason"), BROKEN, ids=[reason for _, reason in BROKEN])
def test_a_broken_line_is_named(tmp_path: Path, model: Model, line: Any, reason: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{json.dumps(LINE)}\n{json.dumps(line)}\n", encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        list(read_gold(path, model.vocabulary))
    said = str(caught.value)
    assert said.startswith(f"{path}:2: ")
    assert reason in said
    assert "\n" not in said


def test_a_line_that_is_not_json_is_named(tmp_path: Path, model: Model) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(LINE) + "\n{\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"gold\.jsonl:2: not JSON"):
        list(read_gold(path, model.vocabulary))


@pytest.mark.parametrize(
    "layers",
    [
        {"mentions": []},
        {"study": {"design": "protocol", "group_sizes": [3, 4]}},
        {"mentions": [{"lang": "en", "start": 0, "end": 5, "label": "OUTCOME"}]},
        {
            "mentions": [
                {
                    "lang": "en",
                    "start": 0,
                    "end": 10,
                    "text": "Stump … pain",
                    "label": "OUTCOME",
                    "parts": [[0, 5], [6, 10]],
                }
            ],
            "scope": {"labels": ["OUTCOME"], "concepts": False, "regions": {"en": [[0, 30]]}},
        },
        {
            "sentences": {"en": [[0, 30], [31, 38]], "zh": []},
            "alignments": [{"en": [1], "zh": []}],
        },
        {"changes": [{"intervention": "", "comparator": "", "outcome": "", "change": "none"}]},
    ],
    ids="-".join,
)
def test_layers_are_optional(tmp_path: Path, model: Model, layers: dict[str, Any]) -> None:
    line = {"id": "g1", "abstract": {"en": TEXT}, **layers}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(line), encoding="utf-8")
    assert list(read_gold(path, model.vocabulary)) == [line]
    assert not list(GOLD.iter_errors(line))


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
            "evidence_en": "stump pain.",
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
            "quote": "stump pain.",
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
        ({"study": {"design": "trial"}}, "design 'trial': use one of"),
        (
            {"records": [{**ANNOTATION["records"][0], "direction": "better"}]},
            "records 1: direction 'better'",
        ),
        (
            {"records": [{**ANNOTATION["records"][0], "evidence_en": "Knee."}]},
            "the quote 'Knee.' does not stand in the text",
        ),
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
