"""brat: a folder with ``ID.LANG.txt`` and ``ID.LANG.ann``, and ``annotation.conf``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from papnlp.annotated.brat_config import Config
from papnlp.annotated.brat_lines import NAMES, OTHERS, Reading, written_lines
from papnlp.annotated.escape import escape, unescape
from papnlp.annotated.files import each_once, numbered_lines, read_text, split_language
from papnlp.annotated.formats import Loss
from papnlp.annotated.losses import Losses
from papnlp.annotated.refusals import Refuse, attempted, strict
from papnlp.annotated.text import AnnotatedText, FormatError
from papnlp.document import detect_language

_LONGEST: Final = 240
"""Bytes of the longest stem of a file that all systems take."""


class Brat:
    """A text file and an annotation file for each text."""

    name = "brat"
    suffixes: tuple[str, ...] = ()

    def sniff(self, path: Path) -> bool:
        """Return whether it is a folder with a text that has annotations."""
        return path.is_dir() and any(
            file.with_suffix(".txt").exists() for file in path.glob("*.ann")
        )

    def read(self, path: Path, refuse: Refuse = strict) -> Iterator[AnnotatedText]:
        """Yield the texts of a folder, by id.

        The language is told by the name of the file, else by the text. A text
        without annotations is one as well.

        Parameters
        ----------
        path : Path
            The folder.

        Raises
        ------
        FormatError
            If there is no text, one is missing, or a line is malformed.
        """
        if not path.is_dir():
            raise FormatError(f"{path}: no folder: give the folder with .txt and .ann files")
        files = sorted({*path.glob("*.txt"), *_texts_of(path.glob("*.ann"))}, key=_by_id)
        if not files:
            raise FormatError(f"{path}: no .txt files: give the folder with .txt and .ann files")
        yield from each_once(_texts(files, refuse), path, refuse)

    def write(self, texts: Iterable[AnnotatedText], path: Path) -> list[Loss]:
        """Write the texts and the configuration that shows them.

        Parameters
        ----------
        texts : iterable of AnnotatedText
            In any order.
        path : Path
            The folder; made if it is missing.

        Raises
        ------
        FormatError
            If an id is too long for the name of a file, or stands twice.
        """
        losses, config = Losses(), Config()
        path.mkdir(parents=True, exist_ok=True)
        for text in each_once(texts, path):
            stem = f"{escape(text.id)}.{text.lang}"
            if len(stem.encode()) > _LONGEST:
                raise FormatError(
                    f"{path}: the id {text.id[:40]!r}... is too long for a file: shorten it"
                )
            lines = "".join(f"{line}\n" for line in written_lines(text, config, losses))
            (path / f"{stem}.txt").write_bytes(text.text.encode())
            (path / f"{stem}.ann").write_bytes(lines.encode())
            losses.add("sentences", len(text.sentences))
            losses.add_extra(text, (OTHERS,))
        (path / "annotation.conf").write_bytes(config.written().encode())
        return losses.listed()


def _texts_of(annotations: Iterable[Path]) -> Iterator[Path]:
    return (file.with_suffix(".txt") for file in annotations)


def _texts(files: Iterable[Path], refuse: Refuse) -> Iterator[AnnotatedText]:
    for file in files:
        name = unescape(split_language(file.stem)[0])
        yield from attempted(refuse, _read_file, file, name=name)


def _read_file(file: Path) -> tuple[AnnotatedText]:
    if not file.exists():
        raise FormatError(f"{file.with_suffix('.ann')}: no {file.name} beside it: add the text")
    # brat counts a byte order mark as a character.
    text = read_text(file, marked=True)
    name, lang = split_language(file.stem)
    annotations = file.with_suffix(".ann")
    reading = Reading(text)
    if annotations.exists():
        for where, line in numbered_lines(annotations):
            if line.strip():
                reading.add(line, where)
    spans, short_forms = reading.finish()
    extra = {OTHERS: reading.others, NAMES: reading.names} if reading.others else {}
    annotated = AnnotatedText(
        unescape(name),
        lang or detect_language(text),
        text,
        spans,
        short_forms,
        extra=extra,
    )
    return (annotated,)


def _by_id(file: Path) -> tuple[str, str]:
    name, lang = split_language(file.stem)
    return name, lang or ""
