"""Numbers that decide a claim: values of two arms, and before and after."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from papnlp.findings.counting import NUMERALS, WORDS, value_of

_VERSUS: Final = re.compile(
    r"([-+]?\d+(?:,\d{3})*(?:\.\d+)?)\s?%?[^;,.]{0,24}?"
    r"(?:\s(?:vs|versus|v|compared with|compared to|against)\b\.?\s?|对比|\s对\s|vs)"
    r"[^;,.\d]{0,24}?([-+]?\d+(?:,\d{3})*(?:\.\d+)?)"
)
_NUMBER: Final = re.compile(
    r"(?<![a-z0-9_.\-±])(?<!± )(?<!week )(?<!weeks )(?<!month )(?<!months )(?<!day )(?<!days )"
    r"(?<!year )"
    r"(?:(\d+(?:,\d{3})*(?:\.\d+)?)(?!\d"
    r"|[\s-]?(?:weeks?|months?|days?|years?|h|hours?|hz|khz|min|minutes)(?![a-z])"
    r"|-(?:point|mm|item)|\s?个?[周月天年岁例名])"
    rf"|({NUMERALS})\b(?![\s-](?:weeks?|months?|days?|years?|hours?|minutes|point|groups?|arms?)\b))"
)
_SHARE_OF: Final = re.compile(r"\d\s?%\)?\s(?:of|with|in|after|under|on)\s(?:the )?$")
_BEFORE_AFTER: Final = re.compile(
    r"(\d+(?:\.\d+)?)[^.;()]{0,24}?\bbefore\b[^.;]{0,16}?\b(?:and|to|versus|vs\.?)\s(\d+(?:\.\d+)?)"
    r"[^.;]{0,16}?\bafter(?:wards?)?\b"
    r"|前后[^;。]{0,24}?分别为\s?\(?(\d+(?:\.\d+)?)[^;。]{0,14}?[和、,及]\s?\(?(\d+(?:\.\d+)?)"
)
_AT_START: Final = re.compile(
    r"(\d+(?:\.\d+)?)[^.;()\d]{0,24}?\b(?:versus|vs\.?|compared with|against|from)\s"
    r"(?:a (?:mean|median) of )?(\d+(?:\.\d+)?)(?: points?| mm)?"
    r"\s(?:at baseline|before treatment|preoperatively|at entry|initially|before)"
)
_SINCE_START: Final = re.compile(
    r"(\d+(?:\.\d+)?)(?:\s?[±/]\s?[\d.]+)?(?:\s(?:points?|mm|cm|m))?(?:\s\([^()]*\))?"
    r"\s(?:(?:at|on|before)\s(?:baseline|entry|enrol?lment|admission|inclusion|treatment|surgery"
    r"|the operation|the intervention|the procedure|implantation|therapy)|pre-?operatively"
    r"|initially|pre-?treatment|beforehand)"
    r"(?:,|,? and|,? but)\s(?:(?:was|were|averaged|only|a (?:mean|median) of)\s)*"
    r"(\d+(?:\.\d+)?)(?:\s?[±/]\s?[\d.]+)?(?:\s(?:points?|mm|cm|m))?(?:\s\([^()]*\))?"
    r"\s(?:at|after|by|on|post-?operatively|afterwards|\w+ (?:weeks?|months?|days?|years?) )"
    r"|(?:(?:治疗|干预|手术|植入|注射|阻滞|训练)前|术前|基线|入组)时?"
    r"[^,;。\d]{0,16}?(\d+(?:\.\d+)?)(?:±[\d.]+)?\s?(?:分|mm|cm|m|米)?(?:\([^()]*\))?[,、;]\s?"
    r"(?:(?:治疗|干预|术|植入|注射|阻滞|训练)?后?第?\s?\d+\s?(?:个月|周|天|年|小时)[时后末]?"
    r"|末次随访时?|(?:治疗|干预|手术|植入|训练)后|术后|出院时|随访结束时)"
    r"(?:[^,;。\d]{0,6}?)(\d+(?:\.\d+)?)(?!\s?(?:\d|个月|周|天|年|小时))"
)
_FROM_TO: Final = re.compile(
    r"(?:from|[由从])\s?(?:a (?:mean|median) of )?(\d+(?:\.\d+)?)[^,;。]{0,24}?"
    r"(?:\bto\b|降至|升至|降到|减至|增至|下降至|升高至|降为|至)\s?"
    r"(?:a (?:mean|median) of )?(\d+(?:\.\d+)?)"
)
_TO: Final = re.compile(
    r"(?:\bto|降至|升至|降到|减至|增至|下降至|升高至|降为)\s?"
    r"(?:a (?:mean|median) of )?(\d+(?:\.\d+)?)"
)
_TIME: Final = re.compile(
    r"\d\s?(?:weeks?|months?|days?|years?|h|hours?)(?![a-z])|\b(?:week|month|day|year)s? \d"
    r"|\d\s?(?:个月|周|天|年|小时)"
)
_SIGNED: Final = re.compile(
    r"(?:(?<=was )- |(?<=were )- |(?<=of )- |(?<![\w.<>=≤≥-])(?<![<>=≤≥] )[-+]?)"
    r"\d+(?:\.\d+)?(?![\d.]*\d)"
    r"(?!\s?%|[\s-](?:weeks?|months?|days?|years?|h|hours?)\b|\s?(?:个月|周|天|年|小时|h\b))"
)
_VALUE_AFTER: Final = re.compile(r"(?:\s?(?:groups?|arms?|组)\s?[:=,]?|\s?[:=])\s?-?\d")
_VALUE_BEFORE: Final = re.compile(
    r"(?:vs\.?|versus|against|compared with|compared to)"
    r"\s[-\d.,]+\s?(?:%|mg|mm|h|min|points?|days?)?"
    r"\s(?:in|with|for|under|on|after)\s(?:the\s)?$"
)


def signed(lower: str, start: int, end: int) -> float | None:
    """Return the first value of a stretch of text with its sign, times and percentages left out.

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    match = _SIGNED.search(lower, start, end)
    return None if match is None else float(match.group().replace(" ", ""))


def falls(lower: str, spans: list[tuple[int, int]]) -> list[float]:
    """Return the values with a minus sign within some stretches of text: changes downwards.

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    spans : list of tuple
        Start and end of each stretch.
    """
    return [
        float(match.group().replace(" ", ""))
        for start, end in spans
        for match in _SIGNED.finditer(lower, start, end)
        if match.group().startswith("-")
    ]


def pair(lower: str, start: int, end: int) -> tuple[float, float] | None:
    """Return the two values of a comparison ``A vs B``, in the order of the text."""
    match = _VERSUS.search(lower, start, end)
    if match is None:
        return None
    return (
        float(match.group(1).replace(",", "")),
        float(match.group(2).replace(",", "")),
    )


def stands_at(lower: str, begin: int, start: int, end: int) -> bool:
    """Tell whether an arm in brackets has a value: "placebo: 3.2", "vs 30 mg with placebo".

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    begin : int
        Where its clause begins.
    start, end : int
        The arm.
    """
    return bool(_VALUE_AFTER.match(lower, end) or _VALUE_BEFORE.search(lower, begin, start))


def beside(lower: str, arms: list[tuple[int, int]]) -> tuple[float, float] | None:
    """Return the values that stand beside two arms: "12% of A and 18% of B", "A 12, B 18".

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    arms : list of tuple
        Start and end of the two arms, in the order of the text.

    Returns
    -------
    tuple of float or None
        The value of the first and of the second; None where either has none or
        both share one.
    """
    (start, end), (later, stop) = arms
    before = _last(lower, max(0, start - _WIDE), start), _last(lower, end, later)
    tested = _TESTED.search(lower, stop, stop + _WIDE)
    last = tested.start() if tested else min(len(lower), stop + _WIDE)
    after = _first(lower, end, later), _first(lower, stop, last)
    shared = all(_SHARE_OF.search(lower, max(0, at - 24), at) for at in (start, later))
    if None not in before and (shared or before[1] != after[0]):
        return before  # type: ignore[return-value]
    if None not in after:
        return after  # type: ignore[return-value]
    return before if None not in before else None  # type: ignore[return-value]


def _numbers_in(lower: str, start: int, end: int) -> list[float]:
    return values(lower, [(start, end)]) if end > start else []


def _last(lower: str, start: int, end: int) -> float | None:
    found = _numbers_in(lower, start, end)
    return found[-1] if found else None


def _first(lower: str, start: int, end: int) -> float | None:
    found = _numbers_in(lower, start, end)
    return found[0] if found else None


_WIDE: Final = 60
_TESTED: Final = re.compile(r"(?<![a-z])(?:t|f|z|u|h|p|χ2|χ²|x2)\s?[=<>≤≥]\s?-?[\d.]")
"""What begins a test: "t = 6.04", "χ2 = 5.1"."""


@dataclass(frozen=True, slots=True)
class Course:
    """How far something went: by how much, or from what to what; None what is not said."""

    by: float | None = None
    to: float | None = None

    def falls_short_of(self, other: Course, *, down: bool) -> bool:
        """Tell whether another change of the same kind went further.

        Parameters
        ----------
        other : Course
            The other change.
        down : bool
            Whether both go down.
        """
        if self.by is not None and other.by is not None:
            return self.by < other.by
        if self.to is not None and other.to is not None:
            return self.to > other.to if down else self.to < other.to
        return False


def course(lower: str, start: int, end: int) -> Course:
    """Read how far something went: "from 7.4 to 2.9", "to 2.9", "by 31 mm".

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    match = _FROM_TO.search(lower, start, end)
    if match:
        first, last = float(match.group(1)), float(match.group(2))
        return Course(abs(first - last), last)
    match = _TO.search(lower, start, end)
    if match:
        return Course(to=float(match.group(1)))
    found = _NUMBER.search(lower, start, end)
    if found is None:
        return Course()
    return Course(by=value_of((found.group(1) or found.group(2)).replace(",", "")))


def goes(lower: str, start: int, end: int) -> bool:
    """Tell whether a stretch says how far something went, outside brackets."""
    match = _FROM_TO.search(lower, start, end) or _BY.search(lower, start, end)
    return match is not None and "(" not in lower[start : match.start()]


_BY: Final = re.compile(
    r"\b(?:by|of) (?:a |an )?(?:mean |median |average |about )*(?:of )?\d|\band \d"
    r"|(?:下降|降低|减少|增加|升高|提高|延长|缩短|减轻|改善)了?(?:约|平均)?\s?\d"
)


def before_after(lower: str, start: int, end: int) -> tuple[float, float] | None:
    """Return a value before and after: "6.4 before and 2.1 after", "went from 4 to 8".

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    match = _BEFORE_AFTER.search(lower, start, end)
    if match is not None:
        return float(match.group(1) or match.group(3)), float(match.group(2) or match.group(4))
    match = _FROM_TO.search(lower, start, end)
    if match is not None:
        return float(match.group(1)), float(match.group(2))
    match = _AT_START.search(lower, start, end)
    return None if match is None else (float(match.group(2)), float(match.group(1)))


def since_start(lower: str, start: int, end: int) -> tuple[float, float] | None:
    """Return a value at the start and the next one: "was 7.8 at baseline and 3.5 at 4 weeks".

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    match = _SINCE_START.search(lower, start, end)
    if match is None:
        return None
    return float(match.group(1) or match.group(3)), float(match.group(2) or match.group(4))


def is_timed(lower: str, start: int, end: int) -> bool:
    """Tell whether a stretch of text names a time: "at 12 months".

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    return _TIME.search(lower, start, end) is not None


def means(lower: str, start: int, end: int) -> list[float]:
    """Return the means that stand with their deviation: "(6.2 ± 1.9)分和(8.5 ± 2.3)分".

    Parameters
    ----------
    lower : str
        Lower-cased normalised text.
    start, end : int
        The stretch.
    """
    return [float(match.group(1)) for match in _MEAN.finditer(lower, start, end)]


_MEAN: Final = re.compile(r"(?<![\d.±])(?<!± )(-?\d+(?:\.\d+)?)\s?±\s?\d")


def values(lower: str, spans: list[tuple[int, int]]) -> list[float]:
    """Return the plain numbers within some stretches of text, number words among them."""
    found = []
    for start, end in spans:
        for match in _NUMBER.finditer(lower, start, end):
            digits, word = match.groups()
            found.append(float(digits.replace(",", "")) if digits else WORDS[word])
    return found
