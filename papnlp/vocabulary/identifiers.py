"""Identifiers of other vocabularies, read from their own files where these are at hand."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

ENVIRONMENT: Final = "PAPNLP_DATA"

_HPO_ID: Final = re.compile(r"^(?:alt_)?id: (HP:\d{7})", re.MULTILINE)
_ICD_CODE: Final = re.compile(r"<name>([A-Z][0-9][0-9A-Z.]*)</name>")


def _mesh(folder: Path) -> frozenset[str] | None:
    file = folder / "vocab-mesh2026" / "subjects_mesh.csv"
    if not file.is_file():
        return None
    with file.open(encoding="utf-8", newline="") as stream:
        return frozenset(row["id"].rpartition("/")[2] for row in csv.DictReader(stream))


def _matches(
    folder: Path, parts: tuple[str, str], pattern: re.Pattern[str]
) -> frozenset[str] | None:
    file = folder.joinpath(*parts)
    if not file.is_file():
        return None
    return frozenset(pattern.findall(file.read_text(encoding="utf-8")))


def _hpo(folder: Path) -> frozenset[str] | None:
    return _matches(folder, ("vocab-hpo", "hp.obo"), _HPO_ID)


def _icd10(folder: Path) -> frozenset[str] | None:
    return _matches(folder, ("vocab-icd10-who2019", "icd_10_v2019.xml"), _ICD_CODE)


def _unii(folder: Path) -> frozenset[str] | None:
    file = folder / "vocab-unii" / "unii_names_atc_N_M.tsv"
    if not file.is_file():
        return None
    with file.open(encoding="utf-8", newline="") as stream:
        return frozenset(row["UNII"] for row in csv.DictReader(stream, delimiter="\t"))


_READERS: Final[dict[str, Callable[[Path], frozenset[str] | None]]] = {
    "mesh": _mesh,
    "hpo": _hpo,
    "icd10": _icd10,
    "unii": _unii,
}
_PARTIAL: Final = frozenset({"unii"})


class KnownIdentifiers:
    """Tells whether an identifier exists.

    Parameters
    ----------
    folder : Path or None
        Folder with the lists of the other vocabularies; None if there is none.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._lists: dict[str, frozenset[str] | None] = {}

    @classmethod
    def from_environment(cls) -> KnownIdentifiers:
        """Use the folder that the environment variable ``PAPNLP_DATA`` names."""
        named = os.environ.get(ENVIRONMENT)
        return cls(Path(named) if named else None)

    def knows(self, system: str, identifier: str) -> bool | None:
        """Tell whether an identifier is in its list; None where the list is missing."""
        if self._folder is None or system not in _READERS:
            return None
        if system not in self._lists:
            self._lists[system] = _READERS[system](self._folder)
        known = self._lists[system]
        return None if known is None else identifier in known

    @staticmethod
    def is_complete(system: str) -> bool:
        """Tell whether the list holds all identifiers of its vocabulary."""
        return system not in _PARTIAL
