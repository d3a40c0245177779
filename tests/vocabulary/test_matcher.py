"""Whole words only, overlaps kept, Han characters are words by themselves."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.vocabulary.matcher import StringMatcher


def found(strings: list[str], text: str, *, plural: bool = True) -> list[str]:
    matcher = StringMatcher(strings, plural=plural)
    return sorted(text[start:end] for _, start, end in matcher.find(text))


@pytest.mark.parametrize(
    ("strings", "text", "expected"),
    [
        (["pain"], "pain, painful paint (pain)", ["pain", "pain"]),
        (["pain"], "pains", ["pains"]),
        (["pain"], "painss", []),
        (["pain"], "pains2", []),
        (["opioid", "opioid use"], "opioid use", ["opioid", "opioid use"]),
        (["opioid use", "opioid"], "opioid users", ["opioid"]),
        (["block"], "nerve-block", ["block"]),
        (["sf 36"], "sf 36s", []),
        (["sf 36"], "sf 360", []),
        (["酚"], "苯酚和酚类", ["酚", "酚"]),
        (["plp"], "患者plp评分", ["plp"]),
        (["plp"], "plp2患者", []),
        (["幻肢痛"], "幻肢痛s", ["幻肢痛"]),
        (["α2"], "α2a", []),
        (["β blocker"], "β blockers", ["β blockers"]),
        (["(r)"], "pain(r)pain", ["(r)"]),
        ([], "anything", []),
    ],
)
def test_matches(strings: list[str], text: str, expected: list[str]) -> None:
    assert found(strings, text) == expected


def test_without_plural() -> None:
    assert found(["pain"], "pain pains", plural=False) == ["pain"]


def test_indexes_name_the_strings() -> None:
    matcher = StringMatcher(["b", "a"])
    assert list(matcher.find("a b")) == [(1, 0, 1), (0, 2, 3)]
    assert len(matcher) == 2


WORDS = st.lists(st.sampled_from(["ab", "a", "abc", "b c", "痛", "幻肢痛", "3"]), unique=True)


@given(WORDS, st.text(st.sampled_from("abcs 痛幻肢3-"), max_size=30))
def test_same_as_a_regular_expression(strings: list[str], text: str) -> None:
    """The automaton agrees with a look-around expression for each string."""
    word = r"[a-z0-9]"
    expected = set()
    for string in strings:
        left = rf"(?<!{word})" if re.match(word, string) else ""
        right = rf"(?!{word})" if re.match(word, string[-1]) else ""
        plural = "s?" if string[-1].isalpha() and right else ""
        for start in range(len(text)):
            match = re.compile(f"{left}{re.escape(string)}{plural}{right}").match(text, start)
            if match:
                expected.add((start, match.end()))
    assert {(start, end) for _, start, end in StringMatcher(strings).find(text)} == expected
