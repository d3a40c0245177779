"""What the formats have in common: files read whole, spans checked, texts told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from papnlp.annotated.refusals import Refuse, strict
from papnlp.annotated.text import AnnotatedText, FormatError
from papnlp.document import LANGUAGES


def read_text(path: Path, *, marked: bool = False) -> str:
    """Return a text file as it is.

    Parameters
    ----------
    path : Path
        The file.
    marked : bool, optional
        Whether a byte order mark is a character of the text, which offsets count.

    Raises
    ------
    FormatError
        If it cannot be read or is not UTF-8.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormatError(
            f"{path}: not UTF-8 at byte {error.start}: convert the file to UTF-8"
        ) from error
    except OSError as error:
        raise FormatError(f"{path}: {(error.strerror or '').lower()}: check the path") from error
    return text if marked else text.removeprefix("\ufeff")


def read_head(path: Path, size: int = 65_536) -> str:
    """Return the beginning of a file for a sniffer; empty if it cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(size).decode("utf-8", "ignore").removeprefix("\ufeff")
    except OSError:
        return ""


def numbered_lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the lines of a file with their places, such as ``file:3``.

    Only line feeds end a line; a carriage return before one is no part of it.
    """
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        yield f"{path}:{number}", line.removesuffix("\r")


def check_span(start: int, end: int, text: str, where: str) -> None:
    """Refuse a span that is empty or lies outside its text.

    Raises
    ------
    FormatError
        Naming the place.
    """
    if start >= end:
        raise FormatError(
            f"{where}: {start}-{end} ends where it starts or before: mend its offsets"
        )
    if start < 0 or end > len(text):
        raise FormatError(
            f"{where}: {start}-{end} lies outside the text of {len(text)} characters: "
            f"check its offsets"
        )


def check_written(written: str, stands: str, where: str) -> None:
    """Refuse an annotation that quotes another text than stands there; white space is one.

    Raises
    ------
    FormatError
        Naming the place.
    """
    if written.split() != stands.split():
        raise FormatError(
            f"{where}: {written!r} is not what stands there, {stands!r}: "
            f"give text and annotations of one release"
        )


def one_line(text: str) -> str:
    """Return a text with a space for each tab and line end, of the same length."""
    return re.sub(r"[\t\n\r]", " ", text)


def each_once(
    texts: Iterable[AnnotatedText], path: Path, refuse: Refuse = strict
) -> Iterator[AnnotatedText]:
    """Yield texts, each document and language once; ``refuse`` gets those that come again."""
    seen = set()
    for text in texts:
        if (text.id, text.lang) in seen:
            error = FormatError(
                f"{path}: two texts are {text.id!r} in {text.lang!r}: change one id in the source"
            )
            error.id = text.id
            refuse(error)
            continue
        seen.add((text.id, text.lang))
        yield text


def split_language(name: str) -> tuple[str, str | None]:
    """Return the id and the language of a name such as ``id.zh``; None without language."""
    stem, dot, lang = name.rpartition(".")
    return (stem, lang) if dot and lang in LANGUAGES else (name, None)
