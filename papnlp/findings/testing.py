"""What tests of significance say: p values and intervals of a stretch of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_NOT_SIGNIFICANT: Final = re.compile(r"(?<![a-z.])n\.?s\.?(?![a-z])")
_P_VALUE: Final = re.compile(
    r"(?<![a-z])p(?:[\s-]?values?)?\s?值?均?\s*(?:for [a-z ]{1,30})?(<|>|=|≤|≥|was|of|均为)\s?=?\s?"
    r"(0?[.,·]\d+|1(?:\.0+)?(?!\d)|0(?![\d.]))(?:\s?[x×]\s?10\s?\^?(-\d+))?"
)
_INTERVAL: Final = re.compile(
    r"(?:(?<![a-z])cr?i(?![a-z])|intervals?|区间)[\]\)]?[\s:,=\[\(]{0,4}"
    r"(?:of |from |was |为)?[\[\(]?"
    r"([-+]?\d+(?:\.\d+)?)\s?%?"
    r"\s?(?:to|-|~|,|;|至|到)\s?([-+]?\d+(?:\.\d+)?)"
)
_RATIO: Final = re.compile(
    r"ratio|odds|hazard|relative risk|\b(?:a?or|a?hr|a?rr|irr)\s?[=:,(\d]"
    r"|比值比|风险比|相对危险|危险比"
)
_EACH_P: Final = re.compile(
    r"\b(?:both|all|each) p\s?[<=>≤≥]|\bp\s?[<=>≤≥]\s?0?\.\d+ (?:for )?(?:both|each|all)\b"
    r"|[均各]\s?p|p\s?值?[均皆]"
)
_ALPHA: Final = 0.05
_TELLING: Final = 0.01


@dataclass(frozen=True, slots=True)
class Significance:
    """What the numbers of a clause say: ``p`` is True where significant.

    ``interval`` is True where an interval holds the null value, False where it
    leaves it out; None where there is no such number.
    """

    p: bool | None
    interval: bool | None


def _number(text: str) -> float:
    return float(text.replace(",", "") if "," in text and "." in text else text.replace(",", "."))


def p_values(lower: str, start: int, end: int) -> list[bool]:
    """Return for each p value of a stretch of text whether it is significant.

    One that is only said to be above a small value ("p > 0.001") tells nothing.
    """
    found = []
    for match in _P_VALUE.finditer(lower, start, end):
        value = _number(match.group(2).replace("·", "."))
        if match.group(3):
            value *= 10.0 ** int(match.group(3))
        operator = match.group(1)
        if operator in (">", "≥"):
            if value >= _TELLING:
                found.append(False)
        else:
            found.append(value < _ALPHA or (operator in ("<", "≤") and value <= _ALPHA))
    return found


def tests_each(lower: str, start: int, end: int) -> bool:
    """Tell whether a p value is said to be that of each change: "both P < 0.001", "P均<0.001".

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    return _EACH_P.search(lower, start, end) is not None


def before_p(lower: str, start: int, end: int) -> int:
    """Return where the first p value of a stretch of text begins, or its end.

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    match = _P_VALUE.search(lower, start, end)
    return match.start() if match else end


def significance(lower: str, start: int, end: int) -> Significance:
    """Read the p values and intervals of a stretch of text; the first of each counts."""
    if not any(map(str.isdigit, lower[start:end])):
        return Significance(None, None)
    values = p_values(lower, start, end)
    if not values and _NOT_SIGNIFICANT.search(lower, start, end):
        values = [False]
    side = side_of_null(lower, start, end)
    return Significance(values[0] if values else None, None if side is None else side == 0)


def side_of_null(lower: str, start: int, end: int) -> int | None:
    """Return on which side of the null value the first interval lies.

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.

    Returns
    -------
    int or None
        1 above, -1 below, 0 where it holds the null; None without an interval.
    """
    match = next(_intervals(lower, start, end), None)
    return None if match is None else _side(match, lower, start)


def sides_of_null(lower: str, start: int, end: int) -> list[int]:
    """Return for each interval of a stretch of text on which side of the null value it lies.

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    return [_side(match, lower, start) for match in _intervals(lower, start, end)]


def _intervals(lower: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the intervals that tell of an effect, not of a share: "72% after A (61 to 82)"."""
    for match in _INTERVAL.finditer(lower, start, end):
        if not _is_of_share(match, lower, start):
            yield match


def _is_of_share(interval: re.Match[str], lower: str, start: int) -> bool:
    before = _SHARE.finditer(lower, max(start, interval.start() - _REACH), interval.start())
    shares = [share for share in before if interval.start() - share.end() > 1]
    if not shares:
        return False
    share = shares[-1]
    low, high = float(interval.group(1)), float(interval.group(2))
    around = lower[max(start, share.start() - _REACH // 2) : interval.start()]
    return low <= float(share.group(1)) <= high and _EFFECT.search(around) is None


_REACH: Final = 80
_SHARE: Final = re.compile(r"(?<![\d.-])(\d+(?:\.\d+)?)\s?%")
_EFFECT: Final = re.compile(
    r"differen|reduc|decreas|increas|chang|lower|higher|less|more|fewer|greater|ratio|odds|hazard"
    r"|\b(?:a?or|a?rr|a?hr|s?md|wmd|nnt)\b|差|比值|风险比|危险|降低|减少|增加|升高|下降|低于|高于"
)


def _side(interval: re.Match[str], lower: str, start: int) -> int:
    low, high = sorted((float(interval.group(1)), float(interval.group(2))))
    before = max(start, interval.start() - 60)
    null = 1.0 if _RATIO.search(lower, before, interval.start()) else 0.0
    return 1 if low > null else -1 if high < null else 0


def compares(lower: str, start: int, end: int) -> bool:
    """Tell whether a stretch of text gives a ratio of two groups with its interval.

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    match = _INTERVAL.search(lower, start, end)
    if match is None:
        return False
    return _RATIO.search(lower, max(start, match.start() - 60), match.start()) is not None
