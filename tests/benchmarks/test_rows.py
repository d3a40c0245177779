"""Rows of figures and the files that hold them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report.rows import (
    ResultError,
    Row,
    data_folder,
    f1_interval,
    read_result,
    shares,
    write_result,
)


def test_rows_survive_a_file(tmp_path):
    rows = (
        Row("made", "papnlp", "F1", 0.5, 0.4, 0.6, n=12, lang="zh"),
        Row("made", "peer", "pace", 120.0, unit="documents/s"),
    )
    path = tmp_path / "deep" / "made.json"
    write_result(path, "made", rows, examples=[{"text": "没有幻肢痛", "wanted": "absent"}])
    result = read_result(path)
    assert (result.benchmark, result.rows) == ("made", rows)
    assert result.examples == ({"text": "没有幻肢痛", "wanted": "absent"},)
    written = json.loads(path.read_text(encoding="utf-8"))
    assert written["command"] == "python benchmarks/made.py"
    assert written["rows"][1] == {
        "set": "made",
        "system": "peer",
        "measure": "pace",
        "value": 120.0,
        "unit": "documents/s",
    }


def test_a_row_passes_over_what_the_page_does_not_show():
    data = {"set": "s", "system": "p", "measure": "F1", "value": 1.0, "seed": 7}
    assert Row.from_dict(data) == Row("s", "p", "F1", 1.0)


def test_shares_are_those_of_the_counts():
    rows = shares("s", "p", [(1, 2, 2), (2, 2, 4)])
    values = {row.measure: row.value for row in rows}
    assert values == {"precision": 0.75, "recall": 0.5, "F1": 0.6}
    assert {row.n for row in rows} == {2}


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)).map(
            lambda item: (item[0], item[0] + item[1], item[0] + item[2])
        ),
        min_size=1,
        max_size=20,
    )
)
def test_an_interval_is_one_and_repeats(counts):
    low, high = f1_interval(counts)
    assert 0 <= low <= high <= 1
    assert (low, high) == f1_interval(counts)
    one_by_one = [2 * right / max(1, found + gold) for right, found, gold in counts]
    assert min(one_by_one) - 1e-9 <= high
    assert low <= max(one_by_one) + 1e-9


def test_no_documents_make_no_rows():
    assert shares("s", "p", []) == []


def test_documents_that_are_alike_leave_no_doubt():
    assert f1_interval([(3, 4, 6)] * 5) == (pytest.approx(0.6), pytest.approx(0.6))


def test_more_documents_narrow_the_interval():
    few = f1_interval([(1, 2, 2), (9, 10, 10)] * 3)
    many = f1_interval([(1, 2, 2), (9, 10, 10)] * 60)
    assert many[1] - many[0] < (few[1] - few[0]) / 2


def test_shares_of_nothing_found_are_zero():
    assert [row.value for row in shares("s", "p", [(0, 0, 5)])] == [0, 0, 0]


@pytest.mark.parametrize("content", ["", "[]", '{"rows": [{"set": "s"}]}', '{"benchmark": "b"}'])
def test_a_file_that_is_no_result_is_named_with_the_remedy(tmp_path, content):
    path = tmp_path / "broken.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ResultError, match=r"broken\.json: not a result .* without --reuse"):
        read_result(path)


def test_the_data_folder_is_the_one_given_then_that_of_the_environment(monkeypatch):
    monkeypatch.setenv("PAPNLP_DATA", "/of/environment")
    assert str(data_folder("/given")) == "/given"
    assert str(data_folder()) == "/of/environment"
    monkeypatch.delenv("PAPNLP_DATA")
    assert data_folder().parts[-2:] == ("shared", "data")
