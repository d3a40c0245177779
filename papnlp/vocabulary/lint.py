"""Check a vocabulary: what a curator should mend, line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import orjson
import rtoml

from papnlp.vocabulary.concept import Concept, ConceptError
from papnlp.vocabulary.identifiers import KnownIdentifiers
from papnlp.vocabulary.variants import key
from papnlp.vocabulary.vocabulary import Vocabulary

ERROR: Final = "error"
WARNING: Final = "warning"

_ID: Final = re.compile(r"^[a-z][a-z0-9]*:[a-z0-9]+(?:-[a-z0-9]+)*$")
_LANGUAGES: Final = ("en", "zh")


@dataclass(frozen=True, slots=True)
class LintFinding:
    """Something to mend in a line of a concept file."""

    file: str
    line: int
    level: str
    message: str

    @property
    def is_error(self) -> bool:
        """Tell an error from a warning."""
        return self.level == ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.level}: {self.message}"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A concept with the place of its line."""

    concept: Concept
    file: str
    line: int

    def error(self, message: str) -> LintFinding:
        return LintFinding(self.file, self.line, ERROR, f"{self.concept.id}: {message}")

    def warning(self, message: str) -> LintFinding:
        return LintFinding(self.file, self.line, WARNING, f"{self.concept.id}: {message}")


class Linter:
    """Checks the concept files of a model.

    Parameters
    ----------
    folder : Path
        The model; its ``lint.toml`` lists words that are too common to be
        surfaces.
    identifiers : KnownIdentifiers, optional
        Identifiers of other vocabularies; from the folder named by
        ``PAPNLP_DATA`` by default.

    Attributes
    ----------
    count : int
        Number of concepts, once ``findings`` has run.
    notes : list of str
        What could not be checked, and why.
    """

    def __init__(self, folder: Path, identifiers: KnownIdentifiers | None = None) -> None:
        self._folder = folder
        self._identifiers = identifiers or KnownIdentifiers.from_environment()
        self._entries: list[_Entry] = []
        self._broken: list[LintFinding] = []
        self._by_id: dict[str, _Entry] = {}
        self.notes: list[str] = []

    @property
    def count(self) -> int:
        """Number of concepts that were read."""
        return len(self._entries)

    @cached_property
    def _common(self) -> dict[str, frozenset[str]]:
        file = self._folder / "lint.toml"
        settings: dict[str, Any] = {}
        if file.is_file():
            settings = rtoml.loads(file.read_text(encoding="utf-8"))
        return {
            "en": frozenset(settings.get("common_words", ())),
            "zh": frozenset(settings.get("common_words_zh", ())),
        }

    def findings(self) -> Iterator[LintFinding]:
        """Yield what is to be mended, in the order of files and lines."""
        self._read()
        checks: tuple[Callable[[], Iterator[LintFinding]], ...] = (
            self._check_shape,
            self._check_hierarchy,
            self._check_surfaces,
            self._check_contextual,
            self._check_short_forms,
            self._check_outcomes,
            self._check_xrefs,
        )
        found = [*self._broken, *(finding for check in checks for finding in check())]
        yield from sorted(found, key=lambda item: (item.file, item.line, item.level))

    def _read(self) -> None:
        self._entries, self._broken, self._by_id = [], [], {}
        files = sorted((self._folder / "concepts").glob("*.jsonl"))
        if not files:
            self._broken.append(
                LintFinding(str(self._folder / "concepts"), 0, ERROR, "no concept files")
            )
        for file in files:
            for number, line in enumerate(file.read_bytes().split(b"\n"), start=1):
                if line.strip():
                    self._read_line(_relative(file), number, line)

    def _read_line(self, file: str, number: int, line: bytes) -> None:
        try:
            concept = Concept.from_dict(orjson.loads(line))
        except orjson.JSONDecodeError as error:
            self._broken.append(LintFinding(file, number, ERROR, f"not JSON ({error.msg})"))
            return
        except ConceptError as error:
            self._broken.append(LintFinding(file, number, ERROR, str(error)))
            return
        entry = _Entry(concept, file, number)
        known = self._by_id.get(concept.id)
        if known:
            self._broken.append(entry.error(f"id stands at {known.file}:{known.line} too"))
            return
        self._by_id[concept.id] = entry
        self._entries.append(entry)

    def _check_shape(self) -> Iterator[LintFinding]:
        for entry in self._entries:
            if not _ID.match(entry.concept.id):
                yield entry.error("id is not 'prefix:kebab-case'")
            for lang, called in (("en", "English"), ("zh", "Chinese")):
                if not entry.concept.name.get(lang):
                    yield entry.error(f"no {called} name")

    def _check_hierarchy(self) -> Iterator[LintFinding]:
        vocabulary = Vocabulary(entry.concept for entry in self._entries)
        for entry in self._entries:
            for broader in entry.concept.broader:
                if broader not in self._by_id:
                    yield entry.error(f"broader {broader!r} is unknown")
            if entry.concept.id in vocabulary.ancestors(entry.concept.id):
                yield entry.error("stands above itself in the hierarchy")

    def _check_surfaces(self) -> Iterator[LintFinding]:
        owners: dict[tuple[str, str, str], tuple[_Entry, str]] = {}
        for entry in self._entries:
            contextual = {item.text for item in entry.concept.contextual}
            for lang in _LANGUAGES:
                for surface in entry.concept.surfaces(lang):
                    folded = key(surface, lang)
                    owner = owners.setdefault((entry.concept.label, lang, folded), (entry, surface))
                    if owner[0] is not entry:
                        where = f"{owner[0].concept.id} ({owner[0].file}:{owner[0].line})"
                        yield entry.error(f"{surface!r} belongs to {where} too")
                    elif owner[1] != surface:
                        yield entry.warning(f"{surface!r} repeats {owner[1]!r}: made at load")
                    tagged = entry.concept.label != "OTHER" and surface not in contextual
                    if tagged and self._is_common(folded, surface, lang):
                        yield entry.error(f"{surface!r} is a common word: make it contextual")

    def _is_common(self, folded: str, surface: str, lang: str) -> bool:
        return folded in self._common[lang] or surface.lower() in self._common[lang]

    def _check_contextual(self) -> Iterator[LintFinding]:
        """Find surfaces that are plain as well: only the very same string is overridden."""
        plain: dict[tuple[str, str, str], _Entry] = {}
        for entry in self._entries:
            overridden = {item.text for item in entry.concept.contextual}
            for lang in _LANGUAGES:
                for surface in entry.concept.surfaces(lang):
                    if surface not in overridden:
                        plain.setdefault((entry.concept.label, lang, key(surface, lang)), entry)
        for entry in self._entries:
            for item in entry.concept.contextual:
                owner = plain.get((entry.concept.label, item.lang, key(item.text, item.lang)))
                if owner is entry:
                    yield entry.error(f"{item.text!r} is contextual and a synonym: choose one")
                elif owner is not None:
                    yield entry.warning(
                        f"contextual {item.text!r} is a synonym of {owner.concept.id}"
                    )

    def _check_short_forms(self) -> Iterator[LintFinding]:
        senses: dict[str, list[_Entry]] = {}
        for entry in self._entries:
            for short in dict.fromkeys(entry.concept.abbreviations):
                senses.setdefault(short, []).append(entry)
        for short, entries in senses.items():
            for entry in entries if len(entries) > 1 else ():
                if not any(entry.concept.cues.values()):
                    others = ", ".join(item.concept.id for item in entries if item is not entry)
                    yield entry.error(f"{short!r} may also be {others}: give cues")

    def _check_outcomes(self) -> Iterator[LintFinding]:
        for entry in self._entries:
            concept = entry.concept
            if concept.label == "OUTCOME" and concept.valence is None:
                yield entry.error("an outcome without valence: lower, higher or none")
            if concept.label == "OUTCOME" and concept.kind == "instrument" and not concept.measures:
                yield entry.warning("an instrument without measures: name its domains")
            for measured in concept.measures:
                known = self._by_id.get(measured)
                if known is None:
                    yield entry.error(f"measures {measured!r}, which is unknown")
                elif known.concept.label != "OUTCOME":
                    yield entry.error(f"measures {measured!r}, which is not an outcome")

    def _check_xrefs(self) -> Iterator[LintFinding]:
        unchecked: set[str] = set()
        for entry in self._entries:
            for system, references in entry.concept.xrefs.items():
                for reference in references:
                    known = self._identifiers.knows(system, reference.id)
                    if known is None:
                        unchecked.add(system)
                    elif not known and self._identifiers.is_complete(system):
                        yield entry.error(f"{system} {reference.id} does not exist")
                    elif not known:
                        yield entry.warning(f"{system} {reference.id} is not in the list at hand")
        self.notes = [
            f"{system} identifiers not checked: set PAPNLP_DATA to the folder with their list"
            for system in sorted(unchecked)
        ]


def _relative(file: Path) -> str:
    try:
        return str(file.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(file)
