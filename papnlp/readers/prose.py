"""What the readers of running text share: languages, wrapped lines, titles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from papnlp.document import detect_language

_SAMPLE: Final = 4000
_LONGEST_TITLE: Final = {"en": 300, "zh": 120}
_CJK: Final = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_ENDS_SENTENCE: Final = re.compile(r"[.!?;:。！？；：][\"'”’)）\]】]*$")
_ENDS_PROSE: Final = re.compile(r"[.!。！；;:：,，][\"'”’)）\]】]*$")
_HEADING: Final = re.compile(
    r"^(?:[A-Z][A-Z' /&]{3,}:|\[[A-Z]|[【〔]|(?:Background|Introduction|Objectives?|Aims?|Purpose"
    r"|Methods?|Results?|Conclusions?|Findings|Abstract|Summary)\b\s*:|(?:目的|背景|方法|结果|结论|摘要)\s*[:：])"
)


def language(line: str) -> str:
    """Return the language of a line, told from its beginning."""
    return detect_language(line[:_SAMPLE])


def has_han(line: str) -> bool:
    """Tell whether a line holds any Chinese character."""
    return _HAN.search(line) is not None


def ends_sentence(line: str) -> bool:
    """Tell whether a line ends as a sentence does."""
    return _ENDS_SENTENCE.search(line[-12:]) is not None


def is_heading(line: str) -> bool:
    """Tell whether a line begins with the heading of a section."""
    return _HEADING.match(line) is not None


def is_title(text: str) -> bool:
    """Tell whether a text by itself could be a title: short, and not ended as prose is."""
    return (
        0 < len(text) <= _LONGEST_TITLE[language(text)]
        and not _ENDS_PROSE.search(text[-12:])
        and not is_heading(text)
    )


def _joint(before: str, after: str) -> str:
    if ends_sentence(before) or is_heading(after):
        return "\n"
    if _CJK.match(before[-1]) or _CJK.match(after[0]):
        return ""
    return "" if before.endswith("-") and before[-2:-1].isalpha() else " "


def unwrap(lines: Iterable[str]) -> str:
    """Join the lines of one text.

    A line that ends inside a sentence was merely wrapped: it is joined to the
    next by a space, by nothing at a Chinese character or after a hyphen. A line
    that ends a sentence keeps its line end.
    """
    parts: list[str] = []
    last = ""
    for line in lines:
        stripped = line.strip()
        if not stripped:
            continue
        if last:
            parts.append(_joint(last, stripped))
        parts.append(stripped)
        last = stripped
    return "".join(parts)
