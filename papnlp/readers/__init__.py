"""Read documents: one format a file, one registry.

>>> from papnlp.readers import read
>>> for document in read("pages.txt"):  # doctest: +SKIP
...     print(document.id)
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from papnlp.document import Document
from papnlp.readers import jsonl, medline, page, text
from papnlp.readers.ids import Identifiers
from papnlp.readers.inputs import expand, read_source
from papnlp.readers.problems import InputError, ReadWarning, Rejection
from papnlp.readers.registry import FORMATS, Format, reader_for, register
from papnlp.readers.source import Source

__all__ = [
    "FORMATS",
    "Format",
    "Identifiers",
    "InputError",
    "ReadWarning",
    "Rejection",
    "Source",
    "expand",
    "read",
    "read_source",
    "reader_for",
    "register",
    "scan",
    "scan_sources",
]

_BUILT_IN: Final = (jsonl.FORMAT, medline.FORMAT, page.FORMAT, text.FORMAT)
for _format in _BUILT_IN:
    register(_format)


def _warn(message: str) -> None:
    warnings.warn(message, ReadWarning, stacklevel=3)


def scan(
    *inputs: str | Path,
    format: str | None = None,  # noqa: A002
    say: Callable[[str], None] = _warn,
) -> Iterator[Document | Rejection]:
    """Yield the documents of files, folders and globs, and what was rejected.

    Parameters
    ----------
    *inputs : str or Path
        Files, folders (read with all folders below), globs, or ``-`` for
        standard input.
    format : str, optional
        Name of the format; told from suffix and content by default.
    say : callable
        Receives one line for each thing worth knowing: an encoding, an id that
        occurs twice. Warns (:class:`ReadWarning`) by default.

    Yields
    ------
    Document or Rejection
        In the order of the inputs; ids are unique.

    Raises
    ------
    InputError
        If an input that is named cannot be read at all.
    """
    sources = expand(inputs, format=format, say=say)
    yield from scan_sources(sources, format=format, say=say)


def scan_sources(
    sources: Iterable[Source | Rejection],
    *,
    format: str | None = None,  # noqa: A002
    say: Callable[[str], None] = _warn,
) -> Iterator[Document | Rejection]:
    """Yield the documents and rejections of sources from :func:`expand`."""
    unique = Identifiers(say)
    for source in sources:
        if isinstance(source, Rejection):
            yield source
            continue
        for item in read_source(source, format=format, say=say):
            yield unique(item) if isinstance(item, Document) else item


def read(*inputs: str | Path, format: str | None = None) -> Iterator[Document]:  # noqa: A002
    """Yield the documents of files, folders and globs.

    Parameters and errors are those of :func:`scan`; what was rejected is warned
    of (:class:`ReadWarning`).
    """
    for item in scan(*inputs, format=format):
        if isinstance(item, Rejection):
            _warn(str(item))
        else:
            yield item
