"""From one format to another: what is written is whole or not there."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from papnlp.annotated.formats import Format, Loss
from papnlp.annotated.text import AnnotatedText, FormatError


class _Counted:
    """Texts, counted as they pass."""

    def __init__(self, texts: Iterable[AnnotatedText]) -> None:
        self._texts = texts
        self.count = 0

    def __iter__(self) -> Iterator[AnnotatedText]:
        for text in self._texts:
            self.count += 1
            yield text


def convert(source: Path, reader: Format, target: Path, writer: Format) -> tuple[int, list[Loss]]:
    """Read a file or folder in one format and write it in another.

    The output is made under another name beside the target and renamed at the
    end, so that an error leaves what was there before.

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
    int
        How many texts were written.
    list of Loss
        What the format could not hold.

    Raises
    ------
    FormatError
        If the input is malformed or has no texts, or the output is in the way.
    """
    if target.is_dir() and any(target.iterdir()):
        raise FormatError(f"{target}: a folder that is not empty: name a new one, or empty it")
    if not target.absolute().parent.is_dir():
        raise FormatError(f"{target}: the folder {target.parent} is missing: make it")
    texts = _Counted(reader.read(source))
    aside = Path(tempfile.mkdtemp(prefix=".papnlp-", dir=target.absolute().parent))
    made = aside / target.name
    try:
        losses = writer.write(texts, made)
        _check_count(texts.count, source)
        _move(made, target)
    except FormatError as error:
        # Writers name the file that they write, which is not the one asked for.
        raise FormatError(str(error).replace(str(made), str(target))) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return texts.count, losses


def _check_count(count: int, source: Path) -> None:
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
