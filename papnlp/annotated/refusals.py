"""Documents that cannot be read, one by one: refused with their reason while the rest goes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from papnlp.annotated.text import FormatError

if TYPE_CHECKING:
    from papnlp.readers.problems import Rejection

Refuse = Callable[[FormatError], None]
"""Takes the error of a document that is left out, or raises it."""

_T = TypeVar("_T")
_LINE: Final = re.compile(r":(\d+)$")
_NUMBERED: Final = re.compile(r"((?:document|task) \d+)(?: \(([^()]+)\))?: ")


def strict(error: FormatError) -> None:
    """Refuse nothing: the first error ends the reading."""
    raise error


def attempted(
    refuse: Refuse, make: Callable[..., Iterable[_T]], *given: object, name: str | None = None
) -> tuple[_T, ...]:
    """Return what is made of one document; nothing if it is refused.

    Parameters
    ----------
    refuse : callable
        Receives the error.
    make : callable
        Returns the texts of the document.
    *given : object
        What it is made of.
    name : str, optional
        Id of the document, where it is known before it is read.
    """
    try:
        return tuple(make(*given))
    except FormatError as error:
        if error.id is None:
            error.id = name
        refuse(error)
        return ()


def rejection(error: FormatError, source: Path) -> Rejection:
    """Return the line of a rejects file for an error.

    Parameters
    ----------
    error : FormatError
        Says ``FILE:LINE: REASON: REMEDY``, or names another place.
    source : Path
        What was read: the file, or the folder that holds it.
    """
    from papnlp.readers.problems import Rejection  # noqa: PLC0415 (only if one is refused)

    told = str(error)
    if not told.startswith(str(source)):
        return Rejection(str(source), "", *_parted(told), error.id)
    beneath, _, more = told[len(str(source)) :].partition(": ")
    match = _LINE.search(beneath)
    place = f"line {match[1]}" if match else ""
    file = f"{source}{beneath[: match.start()] if match else beneath}"
    name = error.id
    numbered = None if place else _NUMBERED.match(more)
    if numbered is not None:
        place, more = numbered[1], more[numbered.end() :]
        name = name or numbered[2]
    return Rejection(file, place, *_parted(more), name)


def _parted(told: str) -> tuple[str, str]:
    """Return reason and remedy, which the last colon parts."""
    reason, colon, remedy = told.rpartition(": ")
    return (reason, remedy) if colon else (told, "")
