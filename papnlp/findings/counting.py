"""Counts and shares of people: "12 of 40", "30%", "four improved", "12例"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from papnlp.text.numbers import TEN_WORDS, UNIT_WORDS

WORDS: Final = {
    "nil": 0.0,
    "zero": 0.0,
    **{word: float(value) for word, value in UNIT_WORDS.items() if value},
    **{word: float(value) for word, value in TEN_WORDS.items()},
    **{
        f"{ten}-{word}": float(tens + value)
        for ten, tens in TEN_WORDS.items()
        for word, value in UNIT_WORDS.items()
        if 1 <= value <= 9
    },
}
_ONES: Final = "|".join(word for word, value in UNIT_WORDS.items() if 1 <= value <= 9)
NUMERALS: Final = rf"nil|{'|'.join(UNIT_WORDS)}|(?:{'|'.join(TEN_WORDS)})(?:-(?:{_ONES}))?"
_PERCENT: Final = re.compile(r"(?<![a-z0-9_.-])(\d+(?:\.\d+)?)\s?%")
_PEOPLE: Final = (
    "patients?|controls?|participants?|subjects?|cases?|people|amputees|animals|rats|volunteers"
    "|users|wearers|recipients|women|men|adults|veterans|limbs|stumps"
)
_COUNT: Final = re.compile(
    rf"(?<![\d.])\b(?:(\d+)|({NUMERALS}))\b(?=\s(?:of\b|\(|(?:\w+\s)?(?:{_PEOPLE})\b|in\b|during\b|on\b|with\b|taking\b|given\b|receiving\b|treated\b|after\b|under\b)|\s?/\s?\d|[.,;](?!\d)|$)"
    r"|(\d+)\s?(?=[例名人])"
    r"|\b(none)\b(?=\s(?:after|with|under|given|receiving|treated)\b)"
    rf"|\b(no)\b(?=\s(?:{_PEOPLE})\b)"
)
_NUMBER: Final = re.compile(
    rf"(?<![\w.])(\d+|{NUMERALS})(?=\s[a-z])(?!\s(?:months?|weeks?|days?|years?|hours?|studies|trials|groups?|arms?|visits?|participants|times|m?g|mcg|µg|m[lm]|cm|k?hz|ma|min|minutes?|nights?|sessions?|doses?|points?|or|to|and|in)\b)"
    r"|(\d+)\s?(?=[例名])"
)
_HEADS: Final = re.compile(
    r"\d\s?(?:of|/|out of)\s?(?:the )?\d|\d\s?%"
    rf"|\b(?:\d+|{NUMERALS}|more|fewer|as many|most|many|no|all)"
    rf" (?:\w+ )?(?:{_PEOPLE}|survivors|men|women)\b|\blikely\b|\d\s?[例名人]"
    r"|(?:多数|大部分|全部|所有|半数)[^,;。]{0,4}(?:患者|病人|病例|受试者|截肢者)"
)
_COUNTED: Final = rf"\d+|{NUMERALS}"
_COUNT_BEFORE: Final = re.compile(
    r"(?:(?<!week )(?<!month )(?<!day )(?<!year )(?<![\w.])"
    rf"(?:\d+|{NUMERALS})(?: (?:{_PEOPLE}|others|of them))?"
    r"(?: (?:was|were|got|became|felt|had))? "
    r"|\d\s?[例名人](?:患者)?)$"
)
_COUNT_AFTER: Final = re.compile(
    rf" (?:off )?(?:in|for) (?:\d+|{NUMERALS})(?: (?:{_PEOPLE}|others|of them))?(?=[ ,;.)]|$)"
)
_COUNT_SHARE: Final = re.compile(r"[\w名例] ?\(\d{1,3}(?:\.\d+)?\s?%\)")
_PERCENT_PAIR: Final = re.compile(
    r"\(\d+(?:\.\d+)?\s?%?\s?(?:vs\.?|versus|v\.?|compared with|against|比|对|对比)"
    r"\s?\d+(?:\.\d+)?\s?%"
)
_ONLY_OF: Final = re.compile(
    rf"\bonly ({_COUNTED}) (?:out )?of (?:the )?({_COUNTED})\b"
    r"|(\d+)\s?[例名][^,;。]{0,10}[仅只]有?\s?(\d+)\s?[例名]"
)
_SHARE: Final = re.compile(
    rf"(?<![\d.])\b(\d+|{NUMERALS})(?:\s?\([\d.]+\s?%\))?\s?(?:of|/|out of)\s?"
    rf"(?:the )?(\d+|{NUMERALS})\b(?![\d.])"
    r"|(?<![\d.])(\d+)\s?[例名](?:患者|受试者|病人)?中有?\s?(\d+)\s?[例名]"
)
_MARK: Final = re.compile(r"(?:at least|more than|over|exceeding|≥|>=|>|至少|超过|大于)\s?$")
_MARK_REACH: Final = 12
_MINORITY: Final = 0.35


def sets_percents(lower: str, start: int, end: int) -> bool:
    """Tell whether a stretch of text sets two percentages in brackets against each other.

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    return _PERCENT_PAIR.search(lower, start, end) is not None


def counts_responders(lower: str, start: int, end: int) -> bool:
    """Tell whether people are counted whose pain changed by some share: "a fall of ≥50% in 12".

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    return _MARKED.search(lower, start, end) is not None and counts_people(lower, start, end)


_SHARES: Final = "(?:30|33|50|70|75)"
_MARKED: Final = re.compile(
    r"(?:at least|more than|over|exceeding|≥|>=|>|至少|超过|大于|达)\s?(?:an? )?"
    rf"{_SHARES}\s?%|(?<![\d.]){_SHARES}\s?% or (?:more|greater|better|higher)"
    rf"|{_SHARES}\s?%(?:或)?以上|\b(?:two|three|2|3) or more (?:\w+ )?points"
    r"|(?:at least|≥|>=) ?(?:two|three|2|3) (?:\w+ )?points|[23] ?分(?:及)?以上"
)


def shares(lower: str, start: int, end: int) -> tuple[float, float] | None:
    """Return the shares of two groups of people: "in 12 of 40 with A and in 24 of 41 with B".

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    found = all_shares(lower, start, end)
    return (found[0], found[1]) if len(found) == 2 else None


def all_shares(lower: str, start: int, end: int) -> list[float]:
    """Return each share of people in a stretch of text, 0 to 1: "in 12 of 40", "40例中12例"."""
    found = []
    for match in _SHARE.finditer(lower, start, end):
        part, whole = match.group(1) or match.group(4), match.group(2) or match.group(3)
        if not value_of(whole):
            return []
        found.append(value_of(part) / value_of(whole))
    return found


def has_shares(lower: str, start: int, end: int) -> bool:
    """Tell whether a stretch of text counts people with their share: "sixty-three (77%)".

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    return _COUNT_SHARE.search(lower, start, end) is not None


def percents(lower: str, start: int, end: int) -> list[float]:
    """Return the percentages of a stretch of text; those of an interval are left out."""
    return [float(match.group(1)) for match in _percents(lower, start, end)]


def told_percents(lower: str, start: int, end: int) -> list[float]:
    """Return the percentages without those that only set a mark: "at least 50% relief in 66%".

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    return [
        float(match.group(1))
        for match in _percents(lower, start, end)
        if not _MARK.search(lower, max(0, match.start() - _MARK_REACH), match.start())
    ]


def _percents(lower: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the percentages that are not those of an interval."""
    for match in _PERCENT.finditer(lower, start, end):
        if not lower.startswith(_INTERVAL, match.end()):
            yield match


_INTERVAL: Final = (" ci", " confidence", "ci", " cri")


def counts(lower: str, start: int, end: int) -> list[int]:
    """Return the counts of people in a stretch of text.

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    return [
        0
        if match.group(4) or match.group(5)
        else int(value_of(match.group(1) or match.group(2) or match.group(3)))
        for match in _COUNT.finditer(lower, start, end)
    ]


def numbers(lower: str, start: int, end: int) -> list[int]:
    """Return the whole numbers before the words of a stretch of text, or of cases: "two fractures".

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    return [
        int(value_of(match.group(1) or match.group(2)))
        for match in _NUMBER.finditer(lower, start, end)
    ]


def counts_beside(lower: str, start: int, end: int) -> bool:
    """Tell whether a number of people stands right beside a word: "four improved", "3例加重".

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The word.
    """
    before = _COUNT_BEFORE.search(lower, max(0, start - 24), start)
    return before is not None or _COUNT_AFTER.match(lower, end) is not None


def counts_people(lower: str, start: int, end: int) -> bool:
    """Tell whether a stretch of text says how many people something was true of.

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    return _HEADS.search(lower, start, end) is not None


def is_minority(lower: str, start: int, end: int) -> bool:
    """Tell whether only few of those treated are meant: "in only two of nine".

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    match = _ONLY_OF.search(lower, start, end)
    if match is None:
        return False
    part, whole = match.group(1) or match.group(4), match.group(2) or match.group(3)
    return value_of(part) / max(value_of(whole), 1.0) < _MINORITY


def value_of(text: str) -> float:
    """Return the value of a number in digits or words.

    Parameters
    ----------
    text : str
        Digits, or one of :data:`WORDS`.
    """
    return WORDS[text] if text in WORDS else float(text)
