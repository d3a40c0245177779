"""Write evidence: one format a file, one registry."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Final

from papnlp.writers import jsonl, parquet, spreadsheet, sqlite
from papnlp.writers.base import FORMATS, OutputError, OutputFormat, Writer, beside
from papnlp.writers.checks import OffsetError, check_offsets
from papnlp.writers.jsonl import JsonlWriter
from papnlp.writers.tables import Namer

__all__ = [
    "FORMATS",
    "JsonlWriter",
    "OffsetError",
    "OutputError",
    "OutputFormat",
    "Writer",
    "beside",
    "check_offsets",
    "open_writer",
    "register",
]

_BUILT_IN: Final = (jsonl.FORMAT, spreadsheet.CSV, spreadsheet.XLSX, parquet.FORMAT, sqlite.FORMAT)
for _format in _BUILT_IN:
    FORMATS.register(_format)


def register(output: OutputFormat) -> OutputFormat:
    """Add a format to those that :func:`open_writer` knows by their suffixes."""
    return FORMATS.register(output)


def open_writer(
    target: str | Path,
    namer: Namer | None = None,
    *,
    append: bool = False,
    stdout: BinaryIO | None = None,
) -> Writer:
    """Open an output by its suffix.

    Parameters
    ----------
    target : str or Path
        A file with a known suffix; ``-`` for JSON Lines on standard output.
    namer : callable, optional
        Takes a concept id and a language, returns the name; for tables.
    append : bool
        Go on with a JSON Lines file.
    stdout : BinaryIO, optional
        Where ``-`` leads.

    Returns
    -------
    Writer

    Raises
    ------
    OutputError
        If the suffix is unknown, a package is missing or the file cannot be
        opened.
    """
    if str(target) == "-":
        if stdout is None:
            raise OutputError("-: no standard output: give a file")
        return JsonlWriter(stdout, keep_open=True)
    path = Path(target)
    output = FORMATS.choose(path)
    if append and output is not jsonl.FORMAT:
        raise OutputError(
            f"{path}: only .jsonl can be continued: leave out --resume, or use .jsonl"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return jsonl.open_jsonl(path, append=True) if append else output.open(path, namer)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{path}: {reason}: check the path and its rights") from error
