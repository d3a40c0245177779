"""The registry of annotation formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from papnlp.annotated.refusals import Refuse, strict
from papnlp.annotated.text import AnnotatedText


@dataclass(frozen=True, slots=True)
class Loss:
    """What a format could not hold: what it was, and how often."""

    what: str
    count: int


class Format(Protocol):
    """A format: how its files are told and how texts are read and written."""

    name: str
    suffixes: tuple[str, ...]
    """Endings of its files, lower case, with the dot; empty for a folder."""

    def sniff(self, path: Path) -> bool:
        """Return whether the file or folder is in this format."""
        ...

    def read(self, path: Path, refuse: Refuse = strict) -> Iterator[AnnotatedText]:
        """Yield the texts; give the FormatError of a document that is malformed to ``refuse``.

        What makes the whole file unreadable is raised.
        """
        ...

    def write(self, texts: Iterable[AnnotatedText], path: Path) -> list[Loss]:
        """Write the texts and return what the format could not hold."""
        ...
