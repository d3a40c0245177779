"""The formats that can be read, found by name, suffix or content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from papnlp.document import Document
from papnlp.readers.problems import InputError, Rejection
from papnlp.readers.source import Source

SURE: Final = 0.9
"""Confidence of a sniffer that has seen what only its format has."""

_BY_SUFFIX: Final = 0.5
_FOREIGN: Final = frozenset(
    suffix
    for suffixes in (
        (".csv", ".tsv", ".xlsx", ".xls", ".xml", ".ris", ".enw", ".bib", ".ciw", ".ann"),
        (".html", ".htm", ".pdf", ".doc", ".docx", ".rtf", ".py", ".png", ".jpg", ".zip"),
        (".parquet", ".sqlite", ".db"),
    )
    for suffix in suffixes
)


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read.

    Attributes
    ----------
    name : str
        As given to ``--from``.
    description : str
        One line for people.
    suffixes : tuple of str
        Lower case, with the dot.
    sniff : callable
        Takes the beginning of a text, returns how surely it is of this format
        (0 to 1).
    read : callable
        Takes a source, yields its documents and rejections in order.
    """

    name: str
    description: str
    suffixes: tuple[str, ...]
    sniff: Callable[[str], float]
    read: Callable[[Source], Iterator[Document | Rejection]]


class Registry:
    """Formats by name, in the order in which they were registered."""

    def __init__(self) -> None:
        self._formats: dict[str, Format] = {}

    def register(self, reader: Format) -> Format:
        """Add a format; one of the same name is replaced."""
        self._formats[reader.name] = reader
        return reader

    def __iter__(self) -> Iterator[Format]:
        return iter(self._formats.values())

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all formats."""
        return tuple(self._formats)

    def named(self, name: str) -> Format:
        """Return the format of a name.

        Raises
        ------
        InputError
            If there is none.
        """
        if name not in self._formats:
            raise InputError(f"no format {name!r}: use one of {', '.join(self._formats)}")
        return self._formats[name]

    def knows_suffix(self, suffix: str) -> bool:
        """Tell whether files with this suffix are read from a folder."""
        return any(suffix in reader.suffixes for reader in self)

    def choose(self, head: str, suffix: str, name: str) -> Format:
        """Return the format of a text by its content, helped by its suffix.

        Raises
        ------
        InputError
            If no format fits.
        """
        best: tuple[float, Format] | None = None
        for reader in self:
            score = reader.sniff(head)
            if suffix in reader.suffixes:
                score += _BY_SUFFIX
            elif suffix in _FOREIGN and score < SURE:
                score = 0
            if score > 0 and (best is None or score > best[0]):
                best = (score, reader)
        if best is None:
            raise InputError(
                f"{name}: no known format: convert it, or name it with --from "
                f"({', '.join(self._formats)})"
            )
        return best[1]


FORMATS: Final = Registry()


def register(reader: Format) -> Format:
    """Add a format to those that :func:`reader_for` knows."""
    return FORMATS.register(reader)


def reader_for(source: Source | Path | bytes, name: str | None = None) -> Format:
    """Return the format in which to read something.

    Parameters
    ----------
    source : Source, Path or bytes
        What to read; bytes are the beginning of a text.
    name : str, optional
        Name of the format, which overrides suffix and content.

    Returns
    -------
    Format

    Raises
    ------
    InputError
        If there is no such format, or nothing can be read.
    """
    if name is not None:
        return FORMATS.named(name)
    if isinstance(source, Path):
        source = Source(source)
    elif isinstance(source, bytes):
        source = Source(data=source, name="<bytes>")
    return FORMATS.choose(source.head, source.suffix, source.name)
