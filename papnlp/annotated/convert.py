"""From one format to another: what is written is whole or not there."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from papnlp.annotated.formats import Format, Loss
from papnlp.annotated.refusals import rejection
from papnlp.annotated.text import AnnotatedText, FormatError

if TYPE_CHECKING:
    from papnlp.readers.problems import Rejection


class _Counted:
    """Texts, counted as they pass."""

    def __init__(self, texts: Iterable[AnnotatedText]) -> None:
        self._texts = texts
        self.count = 0

    def __iter__(self) -> Iterator[AnnotatedText]:
        for text in self._texts:
            self.count += 1
            yield text


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the texts: how many were written, what was lost, what was left out."""

    written: int
    losses: list[Loss]
    rejections: list[Rejection]


def convert(source: Path, reader: Format, target: Path, writer: Format) -> Outcome:
    """Read a file or folder in one format and write it in another.

    The output is made under another name beside the target and renamed at the
    end, so that an error leaves what was there before. A document that is
    malformed is left out and told of.

    Parameters
    ----------
    source : Path
        What to read.
    reader : Format
        Its format.
    target : Path
        What to write; a file is replaced, a folder must be empty or missing.
    writer : Format
        Its format.

    Returns
    -------
    Outcome
        How many texts were written, what the format could not hold, and the
        documents that could not be read.

    Raises
    ------
    FormatError
        If the input cannot be read or has no text that can, if it would be
        replaced by a part of it, or if the output is in the way.
    """
    if target.is_dir() and any(target.iterdir()):
        raise FormatError(f"{target}: a folder that is not empty: name a new one, or empty it")
    if not target.absolute().parent.is_dir():
        raise FormatError(f"{target}: the folder {target.parent} is missing: make it")
    refused: list[FormatError] = []
    texts = _Counted(reader.read(source, refused.append))
    aside = Path(tempfile.mkdtemp(prefix=".papnlp-", dir=target.absolute().parent))
    made = aside / target.name
    try:
        losses = writer.write(texts, made)
        _check_count(texts.count, source, refused)
        if refused and target.exists() and target.samefile(source):
            raise refused[0]
        _move(made, target)
    except FormatError as error:
        # Writers name the file that they write, which is not the one asked for.
        raise FormatError(str(error).replace(str(made), str(target))) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return Outcome(texts.count, losses, [rejection(error, source) for error in refused])


def _check_count(count: int, source: Path, refused: list[FormatError]) -> None:
    if not count and refused:
        raise refused[0]
    if not count:
        raise FormatError(f"{source}: no texts in it: check the file and --from")


def _move(made: Path, target: Path) -> None:
    if made.is_dir() and target.is_dir():
        target.rmdir()
    elif made.is_dir() and target.exists():
        raise FormatError(f"{target}: a file where a folder is to be written: name another")
    elif target.is_dir():
        raise FormatError(f"{target}: a folder where a file is to be written: name a file")
    made.replace(target)
