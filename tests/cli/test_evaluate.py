"""``papnlp evaluate``, as a user meets it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from annotated import gold, mention, record

from papnlp.cli import run
from papnlp.cli.app import command
from papnlp.evaluation import read_gold
from papnlp.extractor import Extractor

ROOT = Path(__file__).parents[2]
DEV = ROOT / "annotations" / "dev"
MODEL = ROOT / "models" / "pap"
TEXT = {"en": "Mirror therapy eased stump pain. Yoga did nothing."}
MIRROR = mention("en", 0, 14, "INTERVENTION", "pap:mirror-therapy")
PAIN = mention("en", 21, 31, "PAIN_TYPE", "pap:residual-limb-pain")
YOGA = mention("en", 33, 37, "INTERVENTION", "pap:yoga")


@pytest.fixture
def papnlp(capfd):
    """Run the command in this process: exit code, standard output, standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        code = run(command(), ["evaluate", *map(str, arguments)])
        captured = capfd.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A gold set of eight documents, and two predictions: one with an error, one with many."""
    sides: dict[str, list[dict]] = {"gold": [], "good": [], "bad": []}
    for number in range(8):
        claim = record("pap:mirror-therapy", None, "improved", certainty="asserted")
        full = gold(TEXT, f"d{number}", mentions=[MIRROR, PAIN, YOGA], records=[claim])
        sides["gold"].append(full)
        sides["good"].append({**full, "mentions": [MIRROR, PAIN]} if number == 3 else full)
        spoilt = [MIRROR, {**PAIN, "start": 27}] if number % 4 else [PAIN]
        sides["bad"].append({**full, "mentions": spoilt})
    paths = {name: tmp_path / f"{name}.jsonl" for name in sides}
    for name, path in paths.items():
        path.write_text("\n".join(map(json.dumps, sides[name])), encoding="utf-8")
    return paths


def lines(text: str) -> dict[tuple[str, str], dict]:
    loaded = [json.loads(line) for line in text.splitlines()]
    return {(item["measure"], item["lang"]): item for item in loaded}


def test_the_table_stays_readable(papnlp, files) -> None:
    code, out, err = papnlp(files["gold"], "--predictions", files["good"])
    assert (code, err) == (0, "")
    rows = [row for row in out.splitlines() if "│" in row]
    assert max(map(len, out.splitlines())) <= 120
    # 23 of 24 mentions: precision 1, recall 0.958, F1 0.979.
    assert any(
        all(cell in row for cell in ("mentions ", "1.000", "0.958", "0.979", "23", "24"))
        for row in rows
    )
    # Labels only of the measure that decides.
    assert sum("INTERVENTION" in row for row in rows) == 1
    assert any("records certainty" in row for row in rows)


def test_json_lines(papnlp, files) -> None:
    code, out, _ = papnlp(files["gold"], "--predictions", files["good"], "--json")
    found = lines(out)
    assert code == 0
    assert found["mentions", "en"]["f1"] == 0.9787
    assert found["mentions", "en"]["low"] < 0.9787 < found["mentions", "en"]["high"] == 1.0
    assert found["mentions: macro", "en"]["gold"] == 24
    again = papnlp(files["gold"], "--predictions", files["good"], "--json")[1]
    assert again == out
    without = lines(
        papnlp(files["gold"], "--predictions", files["good"], "--json", "--bootstrap", 0)[1]
    )
    assert without["mentions", "en"]["low"] is None


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        # 14 predicted, 24 gold. Exact: 2 pains and 6 mirrors, 2 * 8 / 38 = 0.421. Overlap: all 14,
        # 2 * 14 / 38 = 0.737. Pain types: 2 of 8 predicted and 8 gold, 0.25.
        ((), 1, "mentions (en): F1 0.421 is under 0.7"),
        (("--match", "overlap"), 0, ""),
        (("--match", "concept"), 1, "concepts (en): F1 0.421 is under 0.7"),
        (("--measure", "records"), 0, ""),
        (("--measure", "records", "--measure", "mentions: OUTCOME"), 2, "no measure"),
        (
            ("--measure", "records", "--measure", "mentions: PAIN_TYPE"),
            1,
            "mentions: PAIN_TYPE (en): F1 0.250 is under 0.7",
        ),
    ],
)
def test_what_decides(papnlp, files, options, code: int, says: str) -> None:
    arguments = (files["gold"], "--predictions", files["bad"], "--fail-under", 0.7, *options)
    found, _, err = papnlp(*arguments)
    assert found == code
    assert says in err
    assert bool(err) == bool(says)


def test_only_the_measures_that_are_asked_for(papnlp, files) -> None:
    out = papnlp(files["gold"], "--predictions", files["bad"], "--measure", "records", "--json")[1]
    assert {name for name, _ in lines(out)} == {"records"}


def test_record_keys(papnlp, files) -> None:
    arguments = (files["gold"], "--predictions", files["good"], "--json")
    out = papnlp(*arguments, "--record-key", "intervention, certainty")[1]
    names = {name for name, _ in lines(out) if name.startswith("records")}
    assert names == {"records (intervention, certainty)", "records certainty"}
    code, _, err = papnlp(*arguments, "--record-key", "dose")
    assert code == 2
    assert "record key 'dose': use fields among intervention" in err


def test_two_predictions_are_told_apart(papnlp, files) -> None:
    arguments = (files["gold"], "--predictions", files["good"], "--json", "--compare")
    found = lines(papnlp(*arguments, files["bad"])[1])["mentions", "en"]
    assert found["difference"] == pytest.approx(found["f1"] - found["other_f1"], abs=2e-4)
    assert found["difference_low"] > 0.2
    assert found["p"] < 0.05
    for item in lines(papnlp(*arguments, files["good"])[1]).values():
        assert (item["difference"], item["p"]) == (0.0, 1.0)
    out = papnlp(files["gold"], "--predictions", files["good"], "--compare", files["bad"])[1]
    assert "difference" in out
    assert max(map(len, out.splitlines())) <= 120


@pytest.fixture(scope="module")
def broken_model(tmp_path_factory) -> Path:
    """The model without its concepts of pain and outcomes."""
    folder = tmp_path_factory.mktemp("model") / "broken"
    shutil.copytree(MODEL, folder)
    pains = [path for path in (folder / "concepts").glob("*.jsonl") if "pain" in path.name]
    assert pains
    for path in pains:
        path.unlink()
    return folder


def test_a_broken_model_is_told_from_a_good_one(papnlp, broken_model: Path) -> None:
    code, out, _ = papnlp(DEV, "--compare", broken_model, "--json")
    assert code == 0
    found = lines(out)
    for key in (("mentions", "en"), ("mentions", "zh"), ("concepts", "all"), ("records", "all")):
        assert found[key]["difference_low"] > 0, key
        assert found[key]["p"] < 0.05, key
    assert found["mentions: PAIN_TYPE", "en"]["other_f1"] < 0.5


def test_a_model_does_not_differ_from_itself(papnlp) -> None:
    out = papnlp(DEV, "--compare", "pap", "--json")[1]
    for item in lines(out).values():
        assert (item["difference"], item["difference_low"], item["p"]) == (0.0, 0.0, 1.0)


def test_cues_that_are_missing_are_noticed(papnlp, tmp_path: Path) -> None:
    folder = tmp_path / "mute"
    shutil.copytree(MODEL, folder)
    path = folder / "cues" / "en" / "findings.toml"
    text = path.read_text(encoding="utf-8")
    verbs = re.compile(r"^(\[(?:decrease|increase|better|relieve)\]\nverb = \[)[^]]*", re.MULTILINE)
    text, count = verbs.subn(r'\1"zzzz"', text)
    assert count == 4
    path.write_text(text, encoding="utf-8")
    found = lines(papnlp(DEV, "--compare", folder, "--json")[1])
    assert found["records", "en"]["difference_low"] > 0
    assert found["records", "en"]["p"] < 0.05
    assert found["mentions", "en"]["p"] > 0.05


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "html"])
def test_errors_are_listed(papnlp, files, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"errors.{suffix}"
    code, _, err = papnlp(files["gold"], "--predictions", files["good"], "--errors", path)
    assert code == 0
    assert err == f"papnlp: 1 error written to {path}\n"
    assert "missing" in path.read_text(encoding="utf-8-sig")


def test_a_set_agrees_with_itself(papnlp) -> None:
    code, out, err = papnlp(DEV, "--predictions", DEV, "--json", "--fail-under", 1)
    assert (code, err) == (0, "")
    found = lines(out)
    assert {item["f1"] for item in found.values()} == {1.0}
    names = {name for name, _ in found}
    assert {"mentions", "concepts", "abbreviation pairs", "abbreviation senses", "records"} <= names
    assert {"study design", "records certainty", "records evidence"} <= names


def test_evidence_that_was_extracted_before(papnlp, tmp_path: Path, extractor: Extractor) -> None:
    path = tmp_path / "evidence.jsonl"
    documents = list(read_gold(DEV, extractor.model.vocabulary))
    evidence = [extractor(document).to_json() for document in documents]
    path.write_bytes(b"\n".join([*evidence, extractor("Pain.").to_json()]))
    code, out, err = papnlp(DEV, "--predictions", path, "--json")
    assert code == 0
    assert err == f"papnlp: {path}: 1 document without gold left out\n"
    assert out == papnlp(DEV, "--json")[1]


def test_a_published_set(papnlp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    adapters = pytest.importorskip("papnlp.evaluation.adapters")
    asked = []

    def read(name, path, *, say, **options):
        asked.append((name, path, options))
        say("2 things left out")
        yield gold(TEXT, mentions=[MIRROR], scope={"labels": ["INTERVENTION"], "concepts": False})

    monkeypatch.setattr(adapters, "read_gold_set", read)
    code, out, err = papnlp(
        tmp_path, "--from", "ebm-nlp", "--option", "split=train", "--json", "--fail-under", 0.5
    )
    assert (code, err) == (0, "papnlp: 2 things left out\n")
    assert asked == [("ebm-nlp", tmp_path, {"split": "train"})]
    found = lines(out)
    assert found["mentions", "en"]["right"] == 1
    assert not {"concepts", "records", "mentions: PAIN_TYPE"} & {name for name, _ in found}


def test_without_mentions_another_layer_decides(papnlp, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold(TEXT, study={"relevant": False})), encoding="utf-8")
    code, _, err = papnlp(path, "--fail-under", 0.5)
    assert code == 1
    assert "study relevant (all): F1 0.000 is under 0.5" in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("{tmp}/none.jsonl",), "none.jsonl: No such file"),
        (("{gold}", "--predictions", "{tmp}/none.jsonl"), "none.jsonl: No such file"),
        (("{gold}", "--compare", "{tmp}/none.jsonl"), "none.jsonl: No such file"),
        (("{gold}", "--errors", "e.txt"), "e.txt: errors are written to .jsonl, .csv, .html"),
        (("{gold}", "--measure", "mention"), "no measure 'mention' here: did you mean 'mentions'?"),
        (("{gold}", "--option", "a=b"), "--option goes with --from"),
        (("{gold}", "--from", "nothing"), "no gold set 'nothing': use one of"),
        (("{gold}", "--match", "fuzzy"), "'fuzzy' is not one of"),
        (("{empty}",), "empty.jsonl: no documents: give a gold set"),
    ],
)
def test_bad_usage_is_one_line(papnlp, files, tmp_path: Path, arguments, says: str) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    places = {"tmp": tmp_path, "gold": files["gold"], "empty": empty}
    code, out, err = papnlp(*(item.format(**places) for item in arguments))
    assert (code, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1
