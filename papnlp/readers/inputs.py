"""From what a user names to sources: files, folders, globs, standard input."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path

from papnlp.document import Document
from papnlp.readers.problems import InputError, Rejection, TruncatedError
from papnlp.readers.registry import FORMATS, reader_for
from papnlp.readers.source import Source


def _members(folder: Path, say: Callable[[str], None]) -> list[Path]:
    """Return the files of a folder and those below it that some format reads."""
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(folder).parts)
    )
    known = [path for path in files if FORMATS.knows_suffix(Source(path).suffix)]
    if not known:
        suffixes = ", ".join(suffix for reader in FORMATS for suffix in reader.suffixes)
        raise InputError(f"{folder}: no files to read: give files with {suffixes}")
    skipped = len(files) - len(known)
    if skipped:
        say(f"{folder}: {skipped} file{'s' * (skipped > 1)} of other kinds left out")
    return known


def _check(source: Source, format_name: str | None) -> None:
    """Open a source and find its format.

    Raises
    ------
    InputError
        If it cannot be read, is empty or binary, or has no known format.
    """
    _ = source.encoding
    reader_for(source, format_name)


def _found(path: Path, format_name: str | None) -> Source | Rejection:
    """Return a file that was found, not named: if it cannot be read, as a rejection."""
    source = Source(path)
    try:
        _check(source, format_name)
    except InputError as error:
        reason = str(error).removeprefix(f"{source.name}: ")
        return Rejection(source.name, "", *_reason_and_remedy(reason), source.stem)
    return source


def _reason_and_remedy(message: str) -> tuple[str, str]:
    reason, _, remedy = message.rpartition(": ")
    return (reason, remedy) if reason else (message, "leave it out")


def expand(
    inputs: Iterable[str | Path],
    *,
    format: str | None,  # noqa: A002
    say: Callable[[str], None],
) -> list[Source | Rejection]:
    """Turn inputs into sources, all of them opened once and found good.

    Parameters
    ----------
    inputs : iterable of str or Path
        Files, folders, globs, ``-``.
    format : str, optional
        Name of the format of all of them.
    say : callable
        Receives one line for each thing worth knowing.

    Returns
    -------
    list of Source or Rejection
        A file that was found in a folder or by a glob and cannot be read is a
        rejection.

    Raises
    ------
    InputError
        If an input that is named cannot be read.
    """
    sources: list[Source | Rejection] = []
    for given in inputs:
        path = Path(given)
        if str(given) == "-":
            source = Source()
            _check(source, format)
            sources.append(source)
        elif path.is_dir():
            sources += [_found(member, format) for member in _members(path, say)]
        elif has_magic(str(given)) and not path.exists():
            matches = sorted(Path(name) for name in glob(str(given), recursive=True))  # noqa: PTH207
            files = [match for match in matches if match.is_file()]
            if not files:
                raise InputError(f"{given}: no file matches: check the pattern")
            sources += [_found(match, format) for match in files]
        else:
            source = Source(path)
            _check(source, format)
            sources.append(source)
    return sources


def read_source(
    source: Source,
    *,
    format: str | None = None,  # noqa: A002
    say: Callable[[str], None],
) -> Iterator[Document | Rejection]:
    """Yield the documents and rejections of one source.

    Parameters
    ----------
    source : Source
        What to read.
    format : str, optional
        Name of the format.
    say : callable
        Receives one line where the text is not UTF-8.
    """
    reader = reader_for(source, format)
    source.note_encoding(say)
    try:
        yield from reader.read(source)
    except (TruncatedError, EOFError, zlib.error):
        yield Rejection(source.name, "", "the gzip file breaks off", "fetch it again")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        yield Rejection(
            source.name, "", f"reading failed ({reason})", "check the disk and try again"
        )
