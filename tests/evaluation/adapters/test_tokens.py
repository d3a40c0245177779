"""From tokens to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.evaluation.adapters.tokens import locate_tokens, runs, untokenised, without


def test_tokens_are_found_in_order() -> None:
    text = 'No pain,  "no gain";\nno?'
    tokens = ["No", "pain", ",", "``", "no", "gain", "''", ";", "no", "?"]
    spans = locate_tokens(text, tokens)
    assert [text[span[0] : span[1]] for span in spans if span] == [
        *("No", "pain", ",", '"', "no", "gain", '"', ";", "no", "?")
    ]


def test_a_token_that_is_not_there_does_not_spoil_the_rest() -> None:
    assert locate_tokens("warm bath", ["warm", "cold", "bath"]) == [(0, 4), None, (5, 9)]
    assert locate_tokens("warm" + " ." * 40 + "bath", ["warm", "bath"])[1] is None


WORDS = st.lists(st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1), max_size=20)


@given(WORDS, st.data())
def test_spans_lead_to_the_tokens(tokens: list[str], data: st.DataObject) -> None:
    gaps = [data.draw(st.sampled_from(["", " ", "\n", "  "])) for _ in tokens]
    text = "".join(gap + token for gap, token in zip(gaps, tokens, strict=True))
    if any(token in ("``", "''") for token in tokens):
        return
    spans = locate_tokens(text, tokens)
    assert [text[span[0] : span[1]] if span else None for span in spans] == tokens


def test_runs_of_one_label() -> None:
    assert runs(["0", "1", "1", "2", "0", "2"]) == [("1", 1, 3), ("2", 3, 4), ("2", 5, 6)]
    assert runs([]) == []


@given(st.text(), st.lists(st.integers(0, 30), max_size=8))
def test_offsets_follow_what_is_taken_out(text: str, edges: list[int]) -> None:
    ends = sorted({min(edge, len(text)) for edge in edges})
    gaps = list(zip(ends[::2], ends[1::2], strict=False))
    left, places = without(text, gaps)
    assert len(places) == len(text) + 1
    assert places[-1] == len(left)
    for index, character in enumerate(text):
        if not any(start <= index < end for start, end in gaps):
            assert left[places[index]] == character


@pytest.mark.parametrize(
    ("lang", "line", "written"),
    [
        ("en", "sugar @-@ free drinks ( n = 5 ) , 20 % .", "sugar-free drinks (n = 5), 20%."),
        ("en", "he said &quot; no &quot; &#91; 1 &#93; &amp; left", 'he said " no " [1] & left'),
        ("zh", "温水 浴 （ warm water ） 有益 。", "温水浴（warm water）有益。"),
        ("zh", " 有 20 %  的 人 ", "有20%的人"),
    ],
)
def test_untokenised(lang: str, line: str, written: str) -> None:
    assert untokenised(line, lang) == written
