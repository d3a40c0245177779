"""Formats found by name, suffix or content; each is loaded when it is needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Final, cast

from papnlp.annotated.formats import Format
from papnlp.annotated.text import FormatError


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a format is implemented and how its files end.

    Attributes
    ----------
    name : str
        As given to ``--from`` and ``--to``.
    target : str
        ``module:class`` of an implementation of
        :class:`papnlp.annotated.formats.Format`.
    suffixes : tuple of str
        Lower case, with the dot; empty for a folder.
    """

    name: str
    target: str
    suffixes: tuple[str, ...]

    def load(self) -> Format:
        """Return the format."""
        module, _, name = self.target.partition(":")
        return cast("Format", getattr(import_module(module), name)())


_ENTRIES: Final = {
    entry.name: entry
    for entry in (
        Entry("jsonl", "papnlp.annotated.jsonl:Jsonl", (".jsonl", ".ndjson")),
        Entry("brat", "papnlp.annotated.brat:Brat", ()),
        Entry("pubtator", "papnlp.annotated.pubtator:PubTator", (".pubtator", ".txt")),
        Entry("conll", "papnlp.annotated.conll:Conll", (".conll", ".iob", ".iob2", ".bio", ".txt")),
        Entry("bioc-xml", "papnlp.annotated.bioc:BioCXml", (".xml",)),
        Entry("bioc-json", "papnlp.annotated.bioc:BioCJson", (".json",)),
        Entry("label-studio", "papnlp.annotated.label_studio:LabelStudio", (".json",)),
        Entry("doccano", "papnlp.annotated.doccano:Doccano", (".jsonl",)),
        Entry("docbin", "papnlp.annotated.docbin:DocBinFormat", (".spacy",)),
    )
}

NAMES: Final = tuple(_ENTRIES)
"""Names of all formats."""

_USUAL: Final = {".jsonl": "jsonl"}
"""What is written where several formats end alike."""


def named(name: str) -> Format:
    """Return the format of a name.

    Parameters
    ----------
    name : str
        One of :data:`NAMES`.

    Raises
    ------
    FormatError
        If there is none.
    """
    if name not in _ENTRIES:
        near = get_close_matches(name, NAMES, 1, 0.6)
        hint = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(NAMES)}"
        raise FormatError(f"no format {name!r}: {hint}")
    return _ENTRIES[name].load()


def input_format(path: Path, name: str | None = None) -> Format:
    """Return the format in which to read a file or folder.

    Parameters
    ----------
    path : Path
        The file or folder.
    name : str, optional
        Name of the format, which overrides suffix and content.

    Raises
    ------
    FormatError
        If it is not there, or of no known format.
    """
    if not path.exists():
        raise FormatError(f"{path}: no such file or folder: check the path")
    if name is not None:
        return named(name)
    by_suffix = _with_suffix(path)
    if len(by_suffix) == 1:
        return by_suffix[0].load()
    for entry in by_suffix or _ENTRIES.values():
        found = entry.load()
        if found.sniff(path):
            return found
    raise FormatError(f"{path}: no known format: name it with --from ({_listed(by_suffix)})")


def output_format(path: Path, name: str | None = None) -> Format:
    """Return the format in which to write a file or folder.

    Parameters
    ----------
    path : Path
        The file or folder, which need not be there.
    name : str, optional
        Name of the format, which overrides the suffix.

    Raises
    ------
    FormatError
        If no format, or more than one, ends like that.
    """
    if name is not None:
        return named(name)
    usual = _USUAL.get(path.suffix.lower())
    found = _with_suffix(path)
    if usual is not None:
        return named(usual)
    if len(found) != 1:
        what = "several formats end" if found else "no format ends"
        raise FormatError(
            f"{path}: {what} in {path.suffix!r}: name one with --to ({_listed(found)})"
        )
    return found[0].load()


def _with_suffix(path: Path) -> list[Entry]:
    """Return the formats whose files end like a path; a folder has no suffix."""
    suffix = "" if path.is_dir() else path.suffix.lower()
    if not suffix and (path.is_dir() or not path.exists()):
        return [entry for entry in _ENTRIES.values() if not entry.suffixes]
    return [entry for entry in _ENTRIES.values() if suffix in entry.suffixes]


def _listed(entries: Iterable[Entry]) -> str:
    return ", ".join(entry.name for entry in entries) or ", ".join(NAMES)
