"""The results page and the rows of the README, from made-up results."""

from __future__ import annotations

import importlib.util

import pytest
from report.page import figure, first_runs, published, quantity, render, shares_table, table
from report.readme import readme_rows
from report.rows import ROOT, Result, ResultError, Row
from report.runs import Outcome, Run, read_runs, read_toml

BENCHMARKS = ROOT / "benchmarks"


def made(name, rows, *, part="public", **more):
    run = Run(name, f"Made {name}: a set", part, f"python benchmarks/{name}.py", **more)
    return Outcome(run, Result(name, tuple(rows)))


@pytest.fixture
def first(tmp_path):
    text = "measure\tlanguage\tprecision\trecall\tf1\tgold\nmentions\ten\t0.111\t0.222\t0.333\t9\n"
    (tmp_path / "test.tsv").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_figure_shows_its_interval_where_it_has_one():
    assert figure(Row("s", "p", "F1", 0.91234, 0.881, 0.947)) == "0.912 (0.88–0.95)"
    assert figure(Row("s", "p", "F1", 0.91234)) == "0.912"
    assert figure(None) is None


def test_a_bar_in_a_cell_does_not_break_the_table():
    assert table(["a", "b"], [["x|y", None]], numbers=1) == [
        "| a | b |",
        "| --- | --: |",
        "| x\\|y | – |",
    ]


def test_measures_are_columns_and_systems_are_named_where_there_are_several():
    rows = [
        Row("s", "papnlp", "precision", 0.5, n=3),
        Row("s", "papnlp", "F1", 0.25, n=3),
        Row("s", "peer", "F1", 1.0, n=3),
        Row("s", "peer", "pace", 9.0, unit="documents/s"),
    ]
    assert shares_table(rows) == [
        "| on | system | precision | F1 | n |",
        "| --- | --- | --: | --: | --: |",
        "| s | papnlp | 0.500 | 0.250 | 3 |",
        "| s | peer | – | 1.000 | 3 |",
    ]


def test_numbers_that_differ_by_measure_are_all_shown():
    rows = [Row("s", "p", "one", 1.0, n=18), Row("s", "p", "two", 1.0, n=1250)]
    assert shares_table(rows)[-1] == "| s | 1.000 | 1.000 | 18, 1,250 |"


def test_timings_alone_make_no_table_of_shares():
    assert shares_table([Row("s", "p", "pace", 9.0, unit="s")]) == []


@pytest.mark.parametrize(
    ("value", "shown"), [(1.4949, "1.49"), (72.81, "72.8"), (4646.2, "4,646"), (99.97, "100.0")]
)
def test_a_timing_has_as_many_digits_as_it_deserves(value, shown):
    assert quantity(value) == shown


def test_the_page_keeps_timings_apart_and_names_what_is_left_out(first):
    fast = made("fast", [Row("s", "p", "F1", 0.5), Row("s", "p", "pace", 123.0, unit="docs/s")])
    gone = Outcome(Run("gone", "Gone", "public", "python x.py"), reason="`x` is not there")
    page = render([fast, gone], [], first, "2 cores")
    before, _, after = page.partition("\n## Speed\n")
    assert "0.500" in before
    assert "123" not in before
    assert "| s | – | p | pace | 123 | docs/s |" in after
    assert "Machine: 2 cores." in after
    assert "- Gone (`gone`): `x` is not there." in after
    assert "### Gone" not in page
    assert "| mentions | en | 0.111 | 0.222 | 0.333 | 9 |" in before
    assert before.count("$ python benchmarks/fast.py") == 1
    assert page.endswith(".\n")


def test_a_peer_that_is_not_installed_is_named(first):
    run = Run("peers", "Peers", "peers", "python p.py", packages=("a", "b"))
    row = Row("s", "p", "F1", 0.5)
    there = Outcome(run, Result("peers", (row,)), versions={"a": "1.2", "b": None})
    page = render([there], [], first, "")
    assert "Versions: a 1.2.\nNot installed, so left out: b." in page


def test_first_runs_without_a_column_are_refused(tmp_path):
    (tmp_path / "dev.tsv").write_text("measure\tlanguage\nmentions\ten\n", encoding="utf-8")
    with pytest.raises(ResultError, match=r"dev\.tsv: no column 'precision'"):
        first_runs(tmp_path)


def topic(**ours):
    return {
        "name": "Made",
        "ours": [{"run": "r", "set": "s", "on": "our set", "note": "ours", **ours}],
        "figure": [
            {
                "system": "Theirs",
                "set": "their set",
                "values": {"F1": 0.7},
                "source": "Someone 2001",
                "note": "other",
            }
        ],
    }


def test_published_figures_stand_below_ours():
    rows = [
        Row("s", "papnlp", "F1", 0.5, lang="en"),
        Row("s", "papnlp", "F1", 0.9, lang="zh"),
        Row("s", "peer", "F1", 0.8, lang="en"),
    ]
    lines = published([topic(lang="en")], {"r": made("r", rows)})
    assert lines[2:6] == [
        "| system | on | F1 | source | what differs |",
        "| --- | --- | --- | --- | --- |",
        "| **papnlp** | our set | 0.500 | this page | ours |",
        "| Theirs | their set | 0.700 | Someone 2001 | other |",
    ]


def test_published_figures_stand_alone_where_ours_were_left_out():
    absent = {"r": Outcome(Run("r", "R", "public", "python r.py"), reason="no data")}
    assert "papnlp" not in "\n".join(published([topic()], absent))


def test_published_figures_beside_rows_that_are_not_there_are_refused():
    with pytest.raises(ResultError, match="no run 'r'"):
        published([topic()], {})
    with pytest.raises(ResultError, match="r has no rows on 's'"):
        published([topic()], {"r": made("r", [Row("other", "papnlp", "F1", 0.5)])})


def test_the_published_figures_of_the_project_are_shares_with_source_and_note():
    names = {run.name for run in read_runs(BENCHMARKS / "runs.toml")}
    for entry in read_toml(BENCHMARKS / "published.toml")["topic"]:
        assert {pick["run"] for pick in entry["ours"]} <= names
        for item in entry["figure"]:
            assert item["source"]
            assert item["note"]
            assert all(0 < value < 1 for value in item["values"].values())


SPEC = {
    "runs": ["gold-test"],
    "languages": ["en", "zh"],
    "measures": {"mentions, exact": "mentions"},
    "row": [
        {"run": "r", "what": "changes", "figure": "accuracy {}", "cells": [["all", "papnlp", "a"]]}
    ],
}


def test_rows_of_the_readme_quote_the_results():
    gold = [Row("mentions", "papnlp", "F1", 0.936, lang=lang) for lang in ("en", "zh")]
    results = {
        "gold-test": made("gold-test", gold, part="gold"),
        "r": made("r", [Row("all", "papnlp", "a", 0.8061)]),
    }
    assert readme_rows(SPEC, results).splitlines() == [
        "| measure | test en | test zh |",
        "| --- | --: | --: |",
        "| mentions, exact | 0.94 | 0.94 |",
        "",
        "| what | figure | command |",
        "| --- | --- | --- |",
        "| changes | accuracy 0.806 | `benchmarks/r.py` |",
    ]


def test_a_quoted_row_that_is_not_there_is_refused():
    with pytest.raises(ResultError, match="gold-test has no row with mentions, en, F1"):
        readme_rows(SPEC, {"gold-test": made("gold-test", [Row("x", "papnlp", "F1", 0.5)])})


def results_script():
    spec = importlib.util.spec_from_file_location("results_script", BENCHMARKS / "results.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_unknown_run_is_refused_with_the_names(tmp_path, capsys):
    output = tmp_path / "page.md"
    code = results_script().main(["--only", "speeed", "--output", str(output)])
    assert code == 1
    assert "results: --only speeed: no such run: use one of gold-test," in capsys.readouterr().err
    assert not output.exists()


def test_a_run_that_was_not_asked_for_is_taken_as_it_is_or_named(tmp_path, capsys):
    module = results_script()
    runs = [Run("a", "A", "public", "python none.py"), Run("b", "B", "public", "python none.py")]
    text = '{"benchmark": "a", "rows": [{"set": "s", "system": "p", "measure": "m", "value": 1}]}'
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    third = Run("c", "C", "public", "python none.py", needs=("lacking",))
    chosen = module.options(["--only", "c", "--results", str(tmp_path), "--data", str(tmp_path)])
    found = module.outcomes([*runs, third], chosen)
    assert found[0].result is not None
    assert found[1].reason.startswith("not run this time; run it with")
    assert found[2].reason == "`lacking` is not in the data folder"
    assert "c: `lacking`" in capsys.readouterr().err
