"""What can go wrong while reading: named by file, place, reason and remedy."""

from __future__ import annotations

from dataclasses import dataclass


class InputError(ValueError):
    """An input that cannot be read at all, in one line: file, reason, remedy."""


class TruncatedError(Exception):
    """A packed file that breaks off or is broken inside."""


class ReadWarning(UserWarning):
    """A document that was left out, or an input that was read in an unusual way."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A document that could not be read or analysed.

    Parameters
    ----------
    source : str
        Name of the file, or ``<stdin>``.
    place : str
        Where in the file, such as ``line 12``; empty for the whole file.
    reason : str
        What is wrong.
    remedy : str
        What to do about it.
    id : str, optional
        Identifier of the document, where it is known.
    """

    source: str
    place: str
    reason: str
    remedy: str
    id: str | None = None

    def __str__(self) -> str:
        return ": ".join(
            part for part in (self.source, self.place, self.reason, self.remedy) if part
        )

    def to_dict(self) -> dict[str, str | None]:
        """Return the JSON object, one line of the rejects file."""
        return {
            "id": self.id,
            "source": self.source,
            "place": self.place,
            "reason": self.reason,
            "remedy": self.remedy,
        }
