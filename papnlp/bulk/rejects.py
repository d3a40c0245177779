"""The file of what was rejected, beside an output."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import orjson

from papnlp.readers.problems import Rejection


class Rejects:
    """The rejects file, made at the first rejection.

    Parameters
    ----------
    path : Path or None
        Where to write; None to write nowhere. An old file there is removed.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._stream: BinaryIO | None = None
        if path is not None:
            path.unlink(missing_ok=True)

    def write(self, rejection: Rejection) -> None:
        """Write one line."""
        if self.path is None:
            return
        if self._stream is None:
            self._stream = self.path.open("wb")
        self._stream.write(orjson.dumps(rejection.to_dict()) + b"\n")
        self._stream.flush()

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._stream is not None:
            self._stream.close()
