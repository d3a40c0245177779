"""Numbers in words and digits."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.text.numbers import HAN_NUMBER, NUMBER_WORDS, parse_count

UNITS = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
]
TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
HAN = "零一二三四五六七八九"


def in_english(number: int, hyphen: str) -> str:
    if number < 20:
        return UNITS[number]
    if number < 100:
        rest = number % 10
        return TENS[number // 10] + (hyphen + UNITS[rest] if rest else "")
    rest = number % 100
    return f"{UNITS[number // 100]} hundred" + (f" and {in_english(rest, hyphen)}" if rest else "")


def in_chinese(number: int) -> str:
    if number < 10:
        return HAN[number]
    words = ""
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += HAN[digit] + name
        elif words and number % power and not words.endswith("零"):
            words += "零"
    return words.removeprefix("一") if words.startswith("一十") else words


@given(st.integers(0, 999), st.sampled_from([" ", "-"]))
def test_english_words(number: int, hyphen: str) -> None:
    words = in_english(number, hyphen)
    assert parse_count(words) == number
    assert re.fullmatch(NUMBER_WORDS, words)


@given(st.integers(0, 9999))
def test_chinese_words(number: int) -> None:
    words = in_chinese(number)
    assert parse_count(words) == number
    assert re.fullmatch(HAN_NUMBER, words)


@given(st.integers(0, 10**9))
def test_digits(number: int) -> None:
    assert parse_count(str(number)) == number
    assert parse_count(f"{number:,}") == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("a hundred", 100),
        ("hundred", 100),
        ("one hundred twenty", 120),
        (" 24 ", 24),
        ("两", 2),
        ("两百", 200),
        ("十", 10),
        ("二十四", 24),
        ("二零一五", 2015),
        ("一百零八", 108),
    ],
)
def test_special_forms(text: str, number: int) -> None:
    assert parse_count(text) == number


@pytest.mark.parametrize(
    "text", ["", " ", "and", "pain", "1,34", "1.5", "twenty patients", "患者", "and one", "and and"]
)
def test_no_number(text: str) -> None:
    assert parse_count(text) is None
