"""Every occurrence of the short forms of a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from papnlp.analysis import ShortForm

_PART: Final = re.compile(r"\d|[a-z]{0,2}[A-Z]")
"""What goes on with a token behind its hyphen, as in RT-qPCR."""

_LONE_LETTER: Final = re.compile(r"(?<![\w-])[a-z]-$")
"""As in p-NPP, the name of a substance."""


def continues(text: str, start: int, end: int) -> bool:
    """Tell whether a short form is only a part of a longer token such as HF-SCS or RLP-C."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isalnum() and not "\u3400" <= before <= "\u9fff":
        return True
    if after.isascii() and after.isalnum():
        return True
    if before == "-" and start > 1 and (text[start - 2].isdigit() or text[start - 2].isupper()):
        return True
    if before == "-" and _LONE_LETTER.search(text, max(0, start - 3), start):
        return True
    if after == "-" and end + 1 < len(text):
        return _PART.match(text, end + 1) is not None
    return False


def occurrences_of(text: str, short: str) -> Iterator[tuple[int, int]]:
    """Yield the spans at which a short form, or its plural, stands as a token of its own."""
    start = text.find(short)
    while start >= 0:
        end = start + len(short)
        if end < len(text) and text[end] == "s" and short[-1] != "s":
            end += 1
        if not continues(text, start, end):
            yield start, end
        start = text.find(short, start + len(short))


def _begins(items: Sequence[ShortForm]) -> list[int]:
    """Return, for each sense but the first, the offset from which it or a later one holds."""
    begins = [
        item.start if item.long_start is None else min(item.start, item.long_start)
        for item in items[1:]
    ]
    return list(accumulate(reversed(begins), min))[::-1]


def find_occurrences(
    text: str, shorts: Sequence[ShortForm]
) -> Iterator[tuple[ShortForm, list[tuple[int, int]]]]:
    """Yield each short form with the spans at which it has its sense.

    A short form defined twice has its later sense from the later definition on.

    Parameters
    ----------
    text : str
        Normalised text.
    shorts : sequence of ShortForm
        Sorted by start.
    """
    by_form: dict[str, list[ShortForm]] = {}
    for item in shorts:
        form = item.short
        if len(form) > 2 and form.endswith("s") and form[-2].isupper():
            form = form[:-1]
        by_form.setdefault(form, []).append(item)
    for form, items in by_form.items():
        spans: list[list[tuple[int, int]]] = [[] for _ in items]
        begins = _begins(items)
        for start, end in occurrences_of(text, form):
            spans[bisect_right(begins, start)].append((start, end))
        yield from zip(items, spans, strict=True)
