"""What all writers have in common, and their registry."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

from papnlp.evidence import Evidence
from papnlp.writers.tables import Namer


class OutputError(ValueError):
    """An output that cannot be written, in one line: file, reason, remedy."""


class Writer(ABC):
    """Writes evidence document by document; a context manager.

    Leaving the context closes the output, after an interrupt too, so that what
    was written is whole.
    """

    @abstractmethod
    def write(self, evidence: Evidence) -> None:
        """Write one document.

        Raises
        ------
        OffsetError
            If an offset does not lead to its text.
        OutputError
            If the output cannot hold it.
        """

    def write_line(self, line: bytes) -> None:
        """Write one document given as a checked line of JSON."""
        self.write(Evidence.from_json(line))

    @abstractmethod
    def close(self) -> None:
        """Finish the output."""

    def __enter__(self) -> Writer:  # noqa: PYI034 (Self came with Python 3.11)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """A format that can be written, known by its suffixes.

    ``open`` takes the path and what names concepts.
    """

    name: str
    suffixes: tuple[str, ...]
    open: Callable[[Path, Namer | None], Writer]


class Registry:
    """Output formats by suffix."""

    def __init__(self) -> None:
        self._by_suffix: dict[str, OutputFormat] = {}

    def register(self, output: OutputFormat) -> OutputFormat:
        """Add a format; it takes over its suffixes."""
        for suffix in output.suffixes:
            self._by_suffix[suffix] = output
        return output

    def choose(self, path: Path) -> OutputFormat:
        """Return the format of an output by its suffix.

        Raises
        ------
        OutputError
            If the suffix is unknown.
        """
        output = self._by_suffix.get(path.suffix.lower())
        if output is None:
            known = ", ".join(self._by_suffix)
            raise OutputError(f"{path}: unknown suffix {path.suffix!r}: use one of {known}, or -")
        return output


FORMATS: Final = Registry()


def beside(path: Path, name: str) -> Path:
    """Return the path of a further file beside an output: ``out.csv`` -> ``out.<name>``."""
    return path.with_name(f"{path.stem}.{name}")
