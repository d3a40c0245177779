"""What ``papnlp concepts check`` finds in a vocabulary."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from papnlp.vocabulary.identifiers import KnownIdentifiers
from papnlp.vocabulary.lint import Linter

NAME = {"en": "mirror therapy", "zh": "镜像疗法"}


def concept(identifier: str, **fields):
    base = {"id": f"pap:{identifier}", "label": "INTERVENTION"}
    name = {"en": identifier.replace("-", " "), "zh": f"甲{identifier}"}
    return {**base, "name": name, "definition": "One line.", **fields}


def lint(tmp_path: Path, *concepts, data: Path | None = None):
    folder = tmp_path / "concepts"
    folder.mkdir(exist_ok=True)
    lines = [item if isinstance(item, str) else json.dumps(item) for item in concepts]
    (folder / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "lint.toml").write_text('common_words = ["mirror"]\ncommon_words_zh = ["治疗"]\n')
    linter = Linter(tmp_path, KnownIdentifiers(data))
    return [(item.line, item.level, item.message) for item in linter.findings()], linter.notes


OUTCOME = {"label": "OUTCOME", "valence": "lower"}


@pytest.mark.parametrize(
    ("concepts", "line", "says"),
    [
        (["{"], 1, "not JSON"),
        ([concept("a", label="X")], 1, "label 'X'"),
        ([concept("a"), concept("a")], 2, "id stands at"),
        ([concept("A_b")], 1, "kebab-case"),
        ([concept("a", name={"en": "a"})], 1, "no Chinese name"),
        ([concept("a", broader=["pap:z"])], 1, "broader 'pap:z' is unknown"),
        (
            [concept("a", broader=["pap:b"]), concept("b", broader=["pap:a"])],
            2,
            "stands above itself",
        ),
        (
            [concept("a", synonyms={"en": ["Foot-massages"]}), concept("foot-massage")],
            2,
            "'foot massage' belongs to pap:a",
        ),
        ([concept("a", synonyms={"zh": ["治疗"]})], 1, "'治疗' is a common word"),
        ([concept("mirror")], 1, "'mirror' is a common word"),
        (
            [concept("abc", contextual=[{"text": "Abc", "lang": "en", "when": "pain"}])],
            1,
            "contextual and a synonym",
        ),
        (
            [
                concept("a", abbreviations=["AB"], cues={"en": ["x"]}),
                concept("b", abbreviations=["AB"]),
            ],
            2,
            "'AB' may also be pap:a",
        ),
        ([concept("a", label="OUTCOME")], 1, "without valence"),
        ([concept("a", **OUTCOME, measures=["pap:z"])], 1, "measures 'pap:z', which is unknown"),
        ([concept("a", **OUTCOME, measures=["pap:b"]), concept("b")], 1, "not an outcome"),
    ],
)
def test_errors(tmp_path, concepts, line, says):
    found, _ = lint(tmp_path, *concepts)
    errors = [(at, message) for at, level, message in found if level == "error"]
    assert any(at == line and says in message for at, message in errors), found


@pytest.mark.parametrize(
    ("concepts", "says"),
    [
        ([concept("foot-massage", synonyms={"en": ["foot massages"]})], "made at load"),
        ([concept("a", **OUTCOME, kind="instrument")], "instrument without measures"),
        (
            [
                concept("abc"),
                concept("d", contextual=[{"text": "abc", "lang": "en", "when": "pain"}]),
            ],
            "is a synonym of pap:abc",
        ),
    ],
)
def test_warnings(tmp_path, concepts, says):
    found, _ = lint(tmp_path, *concepts)
    assert [level for _, level, _ in found] == ["warning"]
    assert says in found[0][2]


def test_other_senses_may_be_common_words(tmp_path):
    assert lint(tmp_path, concept("mirror", label="OTHER"))[0] == []


def test_cross_references(tmp_path):
    one = concept("a", xrefs={"mesh": [{"id": "D000001", "match": "exact"}]})
    two = concept("b", xrefs={"mesh": [{"id": "D999999", "match": "close"}]})
    found, notes = lint(tmp_path, one, two)
    assert found == []
    assert notes == ["mesh identifiers not checked: set PAPNLP_DATA to the folder with their list"]
    folder = tmp_path / "data" / "vocab-mesh2026"
    folder.mkdir(parents=True)
    (folder / "subjects_mesh.csv").write_text(
        "id,scheme,subject\nhttps://id.nlm.nih.gov/mesh/D000001,MeSH,A heading\n"
    )
    found, notes = lint(tmp_path, one, two, data=tmp_path / "data")
    assert notes == []
    assert [(line, level) for line, level, _ in found] == [(2, "error")]
    assert "mesh D999999 does not exist" in found[0][2]


def test_a_model_without_concepts(tmp_path):
    assert "no concept files" in str(
        next(iter(Linter(tmp_path, KnownIdentifiers(None)).findings()))
    )
