"""The table of runs, and running one."""

from __future__ import annotations

import json
import sys

import pytest
from report.rows import ROOT, ResultError, Row, read_result
from report.runs import Run, execute, installed, outcome, read_runs, score_rows

TABLE = ROOT / "benchmarks" / "runs.toml"
SCRIPT = """\
import json, os, sys
rows = [{"set": os.path.basename(sys.argv[1]), "system": "papnlp", "measure": "F1", "value": 0.5}]
with open(sys.argv[sys.argv.index("--json") + 1], "w") as stream:
    json.dump({"benchmark": "made", "command": "", "rows": rows}, stream)
"""


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def run(tmp_path):
    script = write(tmp_path / "made.py", SCRIPT)
    return Run("made", "Made", "public", f"python {script} $PAPNLP_DATA/set", needs=("set",))


def test_the_table_of_the_project_names_scripts_and_sets_that_exist():
    runs = read_runs(TABLE)
    assert len(runs) >= 10
    for item in runs:
        program, first, *rest = item.command.split()
        assert program in {"python", "papnlp"}
        target = rest[0] if program == "papnlp" else first
        assert target.startswith("$PAPNLP_DATA") or (ROOT / target).exists(), item.command


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ('name = "a"\npart = "gold"\ncommand = "x"', r"run 1 \(a\): .*'title'.*: add it"),
        (
            'name = "a"\ntitle = "A"\npart = "gold"\ncommand = "x"\nneed = []',
            r"unknown field 'need': use name, ",
        ),
        (
            'name = "a"\ntitle = "A"\npart = "golden"\ncommand = "x"',
            "part 'golden': use one of gold, public",
        ),
    ],
)
def test_a_broken_entry_is_named_with_the_remedy(tmp_path, entry, complaint):
    path = write(tmp_path / "runs.toml", f"[[run]]\n{entry}\n")
    with pytest.raises(ResultError, match=complaint):
        read_runs(path)


def test_a_name_that_stands_twice_is_refused(tmp_path):
    entry = '[[run]]\nname = "a"\ntitle = "A"\npart = "gold"\ncommand = "x"\n'
    with pytest.raises(ResultError, match=r"run 2 \(a\): the name stands twice"):
        read_runs(write(tmp_path / "runs.toml", entry * 2))


def test_a_table_that_is_not_toml_is_named(tmp_path):
    with pytest.raises(ResultError, match=r"^runs\.toml: "):
        read_runs(write(tmp_path / "runs.toml", "[[run]\n"))


def test_a_run_leaves_its_figures(run, tmp_path):
    (tmp_path / "set").mkdir()
    found = outcome(run, tmp_path, tmp_path / "results", fresh=True)
    assert found.reason == ""
    assert found.result is not None
    assert found.result.rows == (Row("set", "papnlp", "F1", 0.5),)


def test_a_run_without_its_data_says_what_is_missing(run, tmp_path):
    found = outcome(run, tmp_path / "elsewhere", tmp_path / "results", fresh=True)
    assert found.result is None
    assert found.reason == "`set` is not in the data folder"
    assert not (tmp_path / "results").exists()


def test_a_result_is_used_again_unless_a_fresh_one_is_wanted(run, tmp_path):
    (tmp_path / "set").mkdir()
    old = {"benchmark": "made", "rows": [Row("old", "papnlp", "F1", 0.1).to_dict()]}
    path = write(tmp_path / "made.json", json.dumps(old))
    again = outcome(run, tmp_path, tmp_path, fresh=False)
    assert again.result is not None
    assert again.result.rows[0].set == "old"
    outcome(run, tmp_path, tmp_path, fresh=True)
    assert read_result(path).rows[0].set == "set"


def test_a_run_that_fails_is_named_with_its_last_words(tmp_path):
    script = write(tmp_path / "bad.py", "import sys; sys.exit('first\\nthe disc is full')")
    bad = Run("bad", "Bad", "public", f"python {script}")
    stale = write(tmp_path / "bad.json", "{}")
    with pytest.raises(ResultError, match=r"^bad: `python .*bad\.py` failed: the disc is full$"):
        execute(bad, tmp_path, stale)
    assert not stale.exists()


def test_commands_become_arguments_of_this_python(tmp_path):
    evaluate = Run("g", "G", "gold", "papnlp evaluate $PAPNLP_DATA/gold set")
    arguments = evaluate.arguments(tmp_path, tmp_path / "out.json")
    assert arguments[0] == sys.executable
    assert arguments[3:] == ["evaluate", f"{tmp_path}/gold", "set", "--json"]


def test_scores_become_rows_with_the_interval_at_the_f1():
    score = {
        "measure": "mentions",
        "lang": "en",
        "precision": 0.9,
        "recall": 0.8,
        "f1": 0.85,
        "low": 0.8,
        "high": 0.9,
        "gold": 40,
    }
    other = {**score, "measure": "study design"}
    rows = score_rows([json.dumps(score), json.dumps(other)], keep=("mentions",))
    assert [row.measure for row in rows] == ["precision", "recall", "F1"]
    assert rows[2] == Row("mentions", "papnlp", "F1", 0.85, 0.8, 0.9, n=40, lang="en")
    assert rows[0].low is None


def test_scores_without_an_interval_become_rows_too():
    score = {"measure": "m", "lang": "zh", "precision": 1, "recall": 1, "f1": 1, "gold": 3}
    assert [row.low for row in score_rows([json.dumps(score)])] == [None, None, None]


def test_a_package_that_is_not_there_has_no_version():
    assert installed("spacy")
    assert installed("a-package-that-nobody-made") is None
