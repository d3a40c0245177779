"""JSON Lines: one evidence a line, flushed at once."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Final

from papnlp.evidence import Evidence
from papnlp.writers.base import OutputFormat, Writer
from papnlp.writers.checks import check_offsets
from papnlp.writers.tables import Namer


class JsonlWriter(Writer):
    """Writes one line a document.

    Parameters
    ----------
    stream : BinaryIO
        Where to write; closed at the end unless it is standard output.
    keep_open : bool
        Whether to leave the stream open.
    """

    def __init__(self, stream: BinaryIO, *, keep_open: bool = False) -> None:
        self._stream = stream
        self._keep_open = keep_open

    def write(self, evidence: Evidence) -> None:
        """Check and write one document."""
        check_offsets(evidence)
        self.write_line(evidence.to_json())

    def write_line(self, line: bytes) -> None:
        """Write one checked line."""
        self._stream.write(line + b"\n")
        self._stream.flush()

    def close(self) -> None:
        """Close the stream."""
        if not self._keep_open:
            self._stream.close()


def open_jsonl(path: Path, namer: Namer | None = None, *, append: bool = False) -> JsonlWriter:  # noqa: ARG001
    """Open a file for JSON Lines."""
    return JsonlWriter(path.open("ab" if append else "wb"))


FORMAT: Final = OutputFormat("jsonl", (".jsonl", ".ndjson"), open_jsonl)
