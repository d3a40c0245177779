"""A model folder, opened; what is broken in it is named by file, line and pattern."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from papnlp.analysis import Analysis
from papnlp.engine import Engine
from papnlp.model import CueCompiler, Model, ModelError, open_model
from papnlp.text.normalise import normalise

CONCEPTS = [
    {
        "id": "pap:yoga",
        "label": "INTERVENTION",
        "name": {"en": "yoga", "zh": "瑜伽"},
        "definition": "Postures and breathing.",
    },
    {
        "id": "pap:stump-pain",
        "label": "PAIN_TYPE",
        "name": {"en": "stump pain", "zh": "残端痛"},
        "definition": "Pain of the stump.",
    },
]


@pytest.fixture
def folder(tmp_path: Path, model: Model) -> Path:
    """A model with two concepts and the cues of the bundled one."""
    path = tmp_path / "small"
    shutil.copytree(model.path / "cues", path / "cues")
    shutil.copy(model.path / "config.toml", path / "config.toml")
    (path / "concepts").mkdir()
    lines = "\n".join(json.dumps(item, ensure_ascii=False) for item in CONCEPTS)
    (path / "concepts" / "all.jsonl").write_text(lines + "\n", encoding="utf-8")
    return path


def test_a_small_model_opens_and_tags(folder: Path) -> None:
    model = Model(folder)
    analysis = Analysis(normalise("Yoga relieved stump pain.", "en"))
    engine = Engine(model, "en")
    engine.read(analysis)
    engine.link(analysis)
    assert [item.concept for item in analysis.mentions] == ["pap:yoga", "pap:stump-pain"]


def test_the_hash_changes_with_every_file(folder: Path) -> None:
    before = Model(folder).sha256
    assert Model(folder).sha256 == before
    with (folder / "cues" / "zh" / "terms.toml").open("a", encoding="utf-8") as file:
        file.write("\n# more\n")
    changed = Model(folder).sha256
    assert changed != before
    (folder / "notes.txt").write_text("not part of the model", encoding="utf-8")
    assert Model(folder).sha256 == changed


def append(path: Path, line: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{broken", r"all\.jsonl:3: not JSON"),
        ("[]", r"all\.jsonl:3: a concept must be a JSON object"),
        ('{"id": "pap:z"}', r"all\.jsonl:3: field 'label' is missing or empty"),
        (json.dumps({**CONCEPTS[0], "colour": "red"}), r"all\.jsonl:3: unknown field 'colour'"),
        (json.dumps(CONCEPTS[0]), r"all\.jsonl:3: id pap:yoga stands at .*all\.jsonl:1 too"),
    ],
)
def test_a_broken_line_is_named(folder: Path, line: str, message: str) -> None:
    append(folder / "concepts" / "all.jsonl", line)
    with pytest.raises(ModelError, match=message):
        Model(folder)


def test_ids_are_unique_over_files(folder: Path) -> None:
    append(folder / "concepts" / "more.jsonl", json.dumps(CONCEPTS[1]))
    with pytest.raises(ModelError, match=r"more\.jsonl:1: id pap:stump-pain stands at .*:2 too"):
        Model(folder)


def test_blank_lines_are_no_error(folder: Path) -> None:
    append(folder / "concepts" / "all.jsonl", "\n   \n")
    assert len(Model(folder).vocabulary) == 2


def without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def text(name: str, content: bytes) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes(content) and None


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (without("config.toml"), r"config\.toml: No such file"),
        (without("concepts/all.jsonl"), r"concepts: no concept files"),
        (text("config.toml", b"name = "), r"config\.toml: not TOML"),
        (text("config.toml", b"\xff\xfe"), r"config\.toml: not TOML"),
        (text("config.toml", b'version = "1"'), r"config\.toml: 'name' is missing"),
        (text("config.toml", b'name = "x"'), r"config\.toml: 'version' is missing"),
    ],
)
def test_a_broken_folder_says_why(
    folder: Path, damage: Callable[[Path], None], message: str
) -> None:
    damage(folder)
    with pytest.raises(ModelError, match=message):
        Model(folder)


def test_a_missing_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such model folder"):
        open_model(tmp_path / "none")


def test_missing_and_broken_cue_files_are_named(folder: Path) -> None:
    (folder / "cues" / "en" / "study.toml").unlink()
    (folder / "cues" / "zh" / "study.toml").write_text("= 1", encoding="utf-8")
    model = Model(folder)
    with pytest.raises(ModelError, match=r"en.study\.toml: No such file"):
        model.cues("en", "study")
    with pytest.raises(ModelError, match=r"zh.study\.toml: not TOML"):
        model.cues("zh", "study")


@pytest.mark.parametrize("entry", ["partitive = ", "[details]", "of_others = "])
def test_a_missing_cue_is_named(folder: Path, entry: str) -> None:
    path = folder / "cues" / "en" / "study.toml"
    content = path.read_text(encoding="utf-8")
    assert content.count(f"\n{entry}") == 1
    renamed = "[other]" if entry.startswith("[") else "other = "
    path.write_text(content.replace(f"\n{entry}", f"\n{renamed}"), encoding="utf-8")
    with pytest.raises(ModelError, match=r"study\.toml: '\w+' is missing: add it"):
        _ = Engine(Model(folder), "en").study


PATTERNS = [
    ("terms", "not_after = ", "ruler"),
    ("terms", "stops = ", "linker"),
    ("terms", "word = ", "linker"),
    ("context", "between = ", "context"),
    ("study", "of_others = ", "study"),
    ("study", "partitive = ", "study"),
    ("study", "searched = ", "study"),
    ("statistics", "link = ", "statistics"),
]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("stage", "entry", "component"), PATTERNS)
def test_a_pattern_that_does_not_compile_is_named(
    folder: Path, lang: str, stage: str, entry: str, component: str
) -> None:
    path = folder / "cues" / lang / f"{stage}.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(index for index, line in enumerate(lines) if line.startswith(entry))
    lines[at] = f"{entry}'(?:broken[a-'"
    path.write_text("\n".join(lines), encoding="utf-8")
    engine = Engine(Model(folder), lang)
    named = rf"{stage}\.toml: pattern .*{re.escape('(?:broken[a-')}.* does not compile"
    with pytest.raises(ModelError, match=named):
        getattr(engine, component)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("stage", "table", "component"),
    [("context", "before = [", "context"), ("study", "people = [", "study")],
)
def test_a_broken_entry_of_a_list_is_named_alone(
    folder: Path, lang: str, stage: str, table: str, component: str
) -> None:
    path = folder / "cues" / lang / f"{stage}.toml"
    content = path.read_text(encoding="utf-8")
    assert table in content
    path.write_text(content.replace(table, f"{table}'good', '(bad', ", 1), encoding="utf-8")
    engine = Engine(Model(folder), lang)
    with pytest.raises(ModelError, match=r"pattern '\(bad' does not compile"):
        getattr(engine, component)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\nen = '^", "\nen = '(^", r"config\.toml: pattern '.*' does not compile"),
        ("[surfaces]", "[other]", r"config\.toml: 'surfaces' is missing: add it"),
    ],
)
def test_broken_surface_settings_are_named(folder: Path, old: str, new: str, message: str) -> None:
    path = folder / "config.toml"
    content = path.read_text(encoding="utf-8")
    assert content.count(old) == 1
    path.write_text(content.replace(old, new), encoding="utf-8")
    with pytest.raises(ModelError, match=message):
        Model(folder).dictionary("en")


def test_the_compiler_names_the_broken_entry() -> None:
    compiled = CueCompiler(Path("cues.toml"))
    assert compiled.any_of(["a", "b"]).findall("cab") == ["a", "b"]
    with pytest.raises(ModelError, match=r"cues\.toml: pattern '\[' does not compile"):
        compiled.any_of(["a", "["])
    with pytest.raises(ModelError, match=r"pattern '\(\?P<n>a\)\|\(\?P<n>b\)' does not compile"):
        compiled.any_of(["(?P<n>a)", "(?P<n>b)"])


def test_a_late_pattern_of_another_model_is_compiled_at_once() -> None:
    broken = ["a", "["]
    with pytest.raises(ModelError, match=r"cues\.toml: pattern '\[' does not compile"):
        CueCompiler(Path("cues.toml")).late("|".join(broken), broken)
    pattern = CueCompiler(Path("cues.toml"), is_tested=True).late("|".join(broken), broken)
    with pytest.raises(ModelError, match=r"cues\.toml: pattern '\[' does not compile"):
        pattern.search("a")


def test_only_the_patterns_of_the_bundled_model_are_late(folder: Path, model: Model) -> None:
    assert model.compiler("en", "study").is_tested
    assert not Model(folder).compiler("en", "study").is_tested


def test_short_forms_are_made_once_for_both_languages(folder: Path, model: Model) -> None:
    assert model.short_forms is model.short_forms
    assert model.short_forms.strings == sorted(model.vocabulary.by_short_form)
    assert Model(folder).short_forms.find("NB") == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_stage_of_the_bundled_model_can_be_made(model: Model, lang: str) -> None:
    engine = Engine(model, lang)
    analysis = Analysis(normalise("Mirror therapy 镜像疗法.", lang))
    engine.read(analysis)
    engine.link(analysis)
    engine.describe(analysis)
    engine.findings(analysis)
    assert analysis.mentions


def test_opening_twice_gives_the_same_model(model: Model) -> None:
    assert open_model() is model
    assert open_model(model.path) is model


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_all_stages_of_the_bundled_cues_can_be_made(folder: Path, lang: str) -> None:
    assert len(Engine(Model(folder), lang).stages) == 9
