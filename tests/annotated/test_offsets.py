"""Offsets that are right as bytes alone."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.annotated.losses import FormatWarning
from papnlp.annotated.offsets import in_code_points
from papnlp.annotated.pubtator import PubTator
from papnlp.annotated.text import FormatError, Span

TEXT = st.text(st.sampled_from("abé痛𝄞 "), min_size=1, max_size=20)


def row(start: int, end: int, written: str) -> tuple[list[str], str]:
    return ["1", str(start), str(end), written, "X"], "f:2"


@given(TEXT, st.data())
def test_bytes_become_characters(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    told = row(len(text[:start].encode()), len(text[:end].encode()), text[start:end])
    right = row(start, end, text[start:end])
    assert in_code_points([right], text) is None
    found = in_code_points([told], text)
    # Where the same words stand at the offsets as characters, these are meant.
    assert found in ([right], None)
    if found is None:
        assert text[int(told[0][1]) : int(told[0][2])].split() == text[start:end].split()


@pytest.mark.parametrize(
    "rows",
    [
        [row(1, 3, "痛")],
        [row(0, 99, "痛痛")],
        [row(0, 3, "痛"), row(3, 6, "ab")],
        [row(0, 3, "不")],
    ],
)
def test_what_is_right_neither_way_is_left_as_it_is(rows: list[tuple[list[str], str]]) -> None:
    assert in_code_points(rows, "痛痛ab") is None


def test_relations_have_no_offsets() -> None:
    relation = (["1", "Treats", "A", "B"], "f:3")
    assert in_code_points([row(3, 4, "a"), relation], "痛a") == [row(1, 2, "a"), relation]


def test_a_pubtator_file_in_bytes_is_read_and_told_of(tmp_path: Path) -> None:
    path = tmp_path / "bytes.pubtator"
    path.write_text(
        "1|t|Müller’s cap\n1|a|TMR eased pain.\n1\t16\t19\tTMR\tDrug\tD1\n\n"
        "2|t|Yoga\n2\t0\t4\tYoga\tDrug\n",
        encoding="utf-8",
    )
    with pytest.warns(FormatWarning, match=r"offsets in bytes, read as characters: 1$"):
        first, second = PubTator().read(path)
    assert first.spans == (Span(13, 16, "Drug", "D1"),)
    assert first.text[13:16] == "TMR"
    assert second.spans == (Span(0, 4, "Drug"),)


def test_offsets_in_characters_are_not_told_of(tmp_path: Path) -> None:
    path = tmp_path / "a.pubtator"
    path.write_text("1|t|痛 TMR\n1\t2\t5\tTMR\tDrug\n", encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        (text,) = PubTator().read(path)
    assert text.spans == (Span(2, 5, "Drug"),)
    path.write_text("1|t|痛 TMR\n1\t3\t6\tTMR\tDrug\n", encoding="utf-8")
    with pytest.raises(FormatError, match="3-6 lies outside the text"):
        list(PubTator().read(path))
