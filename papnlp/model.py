"""Open a model folder: vocabulary, cues, settings and their hash."""

from __future__ import annotations

import gc
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import orjson
import rtoml

from papnlp.late import made_late
from papnlp.vocabulary.concept import Concept, ConceptError
from papnlp.vocabulary.dictionary import Dictionary
from papnlp.vocabulary.matcher import StringMatcher
from papnlp.vocabulary.vocabulary import Vocabulary

DEFAULT_MODEL = "pap"
_NESTED: Final = frozenset({dict, list})


class ModelError(ValueError):
    """A model folder that cannot be opened: file, line and remedy in one line."""


@dataclass(frozen=True, slots=True)
class CueCompiler:
    """Compiles the regular expressions of one cue file.

    Attributes
    ----------
    path : Path
        The cue file, for the message of an error.
    is_tested : bool
        Whether the file is one of the bundled model, all of whose patterns
        the tests compile.
    """

    path: Path
    is_tested: bool = False

    def __call__(self, pattern: str, entries: Sequence[str] = ()) -> re.Pattern[str]:
        """Return a compiled pattern.

        Parameters
        ----------
        pattern : str
            Regular expression.
        entries : sequence of str, optional
            The entries of the cue file that the pattern was made of, so that an
            error can name the broken one.

        Raises
        ------
        ModelError
            If the pattern does not compile; file and pattern are named.
        """
        try:
            return re.compile(pattern)
        except re.error as error:
            for entry in entries:
                if entry != pattern:
                    self(entry)
            raise ModelError(
                f"{self.path}: pattern {pattern!r} does not compile ({error}): mend it"
            ) from error

    def late(self, pattern: str, entries: Sequence[str] = ()) -> re.Pattern[str]:
        """Return a pattern that a text needs a few times at most, compiled when one does.

        In a model that is not the bundled one, it is compiled at once, so that a broken one is
        told when the model is opened. Parameters and errors are those of a call.
        """
        if self.is_tested:
            return made_late(lambda: self(pattern, entries))
        return self(pattern, entries)

    def any_of(self, patterns: Sequence[str]) -> re.Pattern[str]:
        """Return one pattern that matches where any of several does."""
        return self("|".join(patterns), patterns)


class CueTable(dict[str, Any]):
    """A table of a cue file that says which entry is missing.

    Parameters
    ----------
    data : mapping
        The table as read; tables in it become cue tables too.
    path : Path
        The cue file.
    """

    def __init__(self, data: Mapping[str, Any], path: Path) -> None:
        super().__init__((name, _with_path(value, path)) for name, value in data.items())
        self._path = path

    def __missing__(self, name: str) -> Any:  # noqa: ANN401 (never returns)
        raise ModelError(f"{self._path}: {name!r} is missing: add it")


def _with_path(value: Any, path: Path) -> Any:  # noqa: ANN401 (any TOML)
    if isinstance(value, dict):
        return CueTable(value, path)
    if isinstance(value, list) and not _NESTED.isdisjoint(map(type, value)):
        return [_with_path(item, path) for item in value]
    return value


def data_path(*parts: str) -> Path:
    """Return the path of bundled data: of the installed wheel, else of the checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "_data"
    root = installed if installed.is_dir() else package.parent
    return root.joinpath(*parts)


def bundled_path() -> Path:
    """Return the folder of the bundled model."""
    return data_path("models", DEFAULT_MODEL).resolve()


def _concepts(path: Path) -> Iterator[tuple[Concept, str]]:
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise ModelError(f"{path}: {error.strerror}: check the model folder") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            yield Concept.from_dict(orjson.loads(line)), where
        except json.JSONDecodeError as error:
            raise ModelError(f"{where}: not JSON ({error.msg}): mend or remove the line") from error
        except ConceptError as error:
            raise ModelError(f"{where}: {error}") from error


def _toml(path: Path) -> dict[str, Any]:
    try:
        return rtoml.loads(path.read_text(encoding="utf-8"))
    except (rtoml.TomlParsingError, UnicodeDecodeError) as error:
        raise ModelError(f"{path}: not TOML ({error}): mend the file") from error
    except OSError as error:
        raise ModelError(f"{path}: {error.strerror}: check the model folder") from error


class Model:
    """A model folder, opened.

    Parameters
    ----------
    path : Path
        Folder with ``config.toml``, ``concepts/*.jsonl`` and
        ``cues/<lang>/*.toml``.

    Attributes
    ----------
    name, version : str
        As in ``config.toml``.
    sha256 : str
        Hash over the names and contents of all files of the model.
    vocabulary : Vocabulary
        The concepts.
    settings : dict
        The tables of ``config.toml``.

    Raises
    ------
    ModelError
        If a file is missing or a line is broken, naming file and line.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.is_dir():
            raise ModelError(f"{path}: no such model folder: give 'pap' or a folder's path")
        self.settings = _toml(path / "config.toml")
        try:
            self.name: str = self.settings["name"]
            self.version: str = self.settings["version"]
        except KeyError as error:
            raise ModelError(f"{path / 'config.toml'}: {error} is missing: add it") from error
        self.vocabulary = self._read_vocabulary()
        self.sha256 = self._hash()
        self._is_bundled = path == bundled_path()
        self._cues: dict[tuple[str, str], dict[str, Any]] = {}
        self._dictionaries: dict[str, Dictionary] = {}
        self._short_forms: StringMatcher | None = None

    def _read_vocabulary(self) -> Vocabulary:
        files = sorted((self.path / "concepts").glob("*.jsonl"))
        if not files:
            raise ModelError(f"{self.path / 'concepts'}: no concept files: add a .jsonl file")
        seen: dict[str, str] = {}
        concepts = []
        for file in files:
            for concept, where in _concepts(file):
                if concept.id in seen:
                    raise ModelError(
                        f"{where}: id {concept.id} stands at {seen[concept.id]} too: rename one"
                    )
                seen[concept.id] = where
                concepts.append(concept)
        return Vocabulary(concepts)

    def _hash(self) -> str:
        digest = hashlib.sha256()
        for file in sorted(self.path.rglob("*")):
            if file.suffix in (".jsonl", ".toml") and file.is_file():
                digest.update(file.relative_to(self.path).as_posix().encode())
                digest.update(b"\0")
                digest.update(file.read_bytes())
        return digest.hexdigest()

    @property
    def short_forms(self) -> StringMatcher:
        """The short forms of the vocabulary, sorted, ready to be matched in either language."""
        if self._short_forms is None:
            self._short_forms = StringMatcher(sorted(self.vocabulary.by_short_form))
        return self._short_forms

    def dictionary(self, lang: str) -> Dictionary:
        """Return the surfaces of the vocabulary in a language, ready to be matched."""
        known = self._dictionaries.get(lang)
        if known is None:
            with paused_collection():
                incidental, operations = self._surface_settings(lang)
                known = Dictionary(self.vocabulary, lang, incidental, operations)
            self._dictionaries[lang] = known
        return known

    def _surface_settings(self, lang: str) -> tuple[str, Sequence[str]]:
        """Return the pattern of incidental words, checked, and the endings of operations."""
        path = self.path / "config.toml"
        try:
            settings = self.settings["surfaces"]
            pattern: str = settings[lang]
            operations: Sequence[str] = settings["operations"] if lang == "zh" else ()
        except KeyError as error:
            raise ModelError(f"{path}: {error} is missing: add it (table surfaces)") from error
        CueCompiler(path)(pattern)
        return pattern, operations

    def cues(self, lang: str, stage: str) -> dict[str, Any]:
        """Return the cues of a stage in a language: ``cues/<lang>/<stage>.toml``.

        Raises
        ------
        ModelError
            If the file is missing or is not TOML.
        """
        known = self._cues.get((lang, stage))
        if known is None:
            path = self._cue_file(lang, stage)
            known = CueTable(_toml(path), path)
            self._cues[lang, stage] = known
        return known

    def compiler(self, lang: str, stage: str) -> CueCompiler:
        """Return what compiles the patterns of ``cues/<lang>/<stage>.toml``."""
        return CueCompiler(self._cue_file(lang, stage), self._is_bundled)

    def _cue_file(self, lang: str, stage: str) -> Path:
        return self.path / "cues" / lang / f"{stage}.toml"


@contextmanager
def paused_collection() -> Iterator[None]:
    """Keep the garbage collector from walking a hundred thousand new objects over and over."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@lru_cache(maxsize=4)
def _cached(path: Path) -> Model:
    with paused_collection():
        return Model(path)


def open_model(name: str | Path = DEFAULT_MODEL) -> Model:
    """Open a model by name or by the path of its folder.

    Parameters
    ----------
    name : str or Path
        ``"pap"`` for the bundled model, else a folder.

    Returns
    -------
    Model

    Raises
    ------
    ModelError
        If there is no such folder or a file in it is broken.
    """
    return _cached(bundled_path() if name == DEFAULT_MODEL else Path(name).resolve())
