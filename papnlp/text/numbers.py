"""Numbers in words and digits, English and Chinese."""

from __future__ import annotations

import re
from typing import Final

UNIT_WORDS: Final = {
    word: value
    for value, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
            *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
            *("seventeen", "eighteen", "nineteen"),
        )
    )
}
TEN_WORDS: Final = {
    word: 10 * value
    for value, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
_HAN_DIGITS: Final = {character: value for value, character in enumerate("零一二三四五六七八九")}
_HAN_POWERS: Final = {"十": 10, "百": 100, "千": 1000}
_DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")

NUMBER_WORDS: Final = (
    rf"(?:(?:{'|'.join((*TEN_WORDS, *UNIT_WORDS, 'a'))})(?:[\s-](?:{'|'.join(UNIT_WORDS)}))?"
    rf"(?: hundred(?: and)?(?: (?:{'|'.join((*TEN_WORDS, *UNIT_WORDS))})"
    rf"(?:[\s-](?:{'|'.join(UNIT_WORDS)}))?)?)?)"
)
"""Regular expression of an English number word below one thousand, lower case."""

HAN_NUMBER: Final = "[零一二两三四五六七八九十百千]+"
"""Regular expression of a Chinese number word."""


FIRST_NUMBER_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "en": (*TEN_WORDS, *UNIT_WORDS, "a hundred"),
    "zh": tuple("一二两三四五六七八九十百"),
}
"""Strings with which a number word begins, by language."""


def _english(text: str) -> int | None:
    total = current = 0
    words = re.split(r"[\s-]+", text)
    if words[0] == "and":
        return None
    for word in words:
        if word in UNIT_WORDS:
            current += UNIT_WORDS[word]
        elif word in TEN_WORDS:
            current += TEN_WORDS[word]
        elif word == "a":
            current += 1
        elif word == "hundred":
            total += max(current, 1) * 100
            current = 0
        elif word != "and":
            return None
    return total + current


def _chinese(text: str) -> int | None:
    total = current = 0
    characters = text.replace("两", "二")
    if len(characters) > 1 and all(character in _HAN_DIGITS for character in characters):
        return int("".join(str(_HAN_DIGITS[character]) for character in characters))
    for character in characters:
        if character in _HAN_DIGITS:
            current = _HAN_DIGITS[character]
        elif character in _HAN_POWERS:
            total += max(current, 1) * _HAN_POWERS[character]
            current = 0
        else:
            return None
    return total + current


def parse_count(text: str) -> int | None:
    """Return a whole number written in digits or in words.

    Parameters
    ----------
    text : str
        Lower-case normalised text such as ``"1,346"``, ``"twenty-four"`` or ``"十二"``.

    Returns
    -------
    int or None
        None if the text is not a number.
    """
    text = text.strip()
    if _DIGITS.fullmatch(text):
        return int(text.replace(",", ""))
    if text and all("\u3400" <= character <= "\u9fff" for character in text):
        return _chinese(text)
    return _english(text)
