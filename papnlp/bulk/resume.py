"""Go on where an interrupted run stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import orjson

_STEP: Final = 1 << 20


class ResumeError(ValueError):
    """An output that cannot be continued, in one line."""


def cut_partial_line(path: Path) -> int:
    """Cut off what stands after the last line end of a file.

    Parameters
    ----------
    path : Path
        A file of lines.

    Returns
    -------
    int
        Number of bytes cut off.
    """
    with path.open("r+b") as stream:
        size = end = stream.seek(0, 2)
        while end > 0:
            start = max(end - _STEP, 0)
            stream.seek(start)
            found = stream.read(end - start).rfind(b"\n")
            if found >= 0:
                end = start + found + 1
                break
            end = start
        stream.truncate(end)
    return size - end


def finished_ids(path: Path, provenance: dict[str, Any] | None = None) -> set[str]:
    """Return the ids of the documents that stand in an evidence file.

    Parameters
    ----------
    path : Path
        Evidence as JSON Lines; a partial last line is cut off.
    provenance : dict, optional
        What the run would write, or part of it; an output made otherwise is
        not continued.

    Raises
    ------
    ResumeError
        If a line is not evidence, or was made by another version or model.
    """
    cut_partial_line(path)
    ids: set[str] = set()
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            try:
                data = orjson.loads(line)
                ids.add(data["id"])
                made_by: dict[str, Any] = dict(data["provenance"])
            except (ValueError, KeyError, TypeError) as error:
                raise ResumeError(
                    f"{path}: line {number}: not evidence: give another -o, or leave out --resume"
                ) from error
            if any(made_by.get(key) != value for key, value in (provenance or {}).items()):
                raise ResumeError(
                    f"{path}: line {number}: made by another version or model: "
                    "give another -o, or leave out --resume"
                )
    return ids
