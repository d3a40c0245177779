"""The fields of a line of brat, before anything is asked of the text that it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from papnlp.annotated.objects import split_parts
from papnlp.annotated.text import FormatError

_SPAN: Final = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)")
_RELATION: Final = re.compile(r"(\S+) \S+:(\S+) \S+:(\S+)")


@dataclass(frozen=True, slots=True)
class SpanFields:
    """A span as its line has it: type, offsets of its parts in order, and its text."""

    kind: str
    parts: tuple[tuple[int, int], ...]
    written: str


def span_fields(rest: str, where: str) -> SpanFields:
    """Return the fields of a span.

    Parameters
    ----------
    rest : str
        The line after its name.
    where : str
        Its place.

    Raises
    ------
    FormatError
        If it is malformed.
    """
    body, _, written = rest.partition("\t")
    match = _SPAN.fullmatch(body)
    if not match:
        raise FormatError(f"{where}: no 'T1<tab>TYPE START END<tab>TEXT': mend the line")
    return SpanFields(match[1], tuple(sorted(split_parts(match[2]))), written)


def relation_fields(rest: str, where: str) -> tuple[str, str, str]:
    """Return type and both ends of a relation.

    Raises
    ------
    FormatError
        If it is malformed.
    """
    match = _RELATION.fullmatch(rest.strip())
    if not match:
        raise FormatError(f"{where}: no 'R1<tab>TYPE Arg1:T1 Arg2:T2': mend the line")
    return match[1], match[2], match[3]
