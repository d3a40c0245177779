"""``papnlp convert``: annotated texts from one format to another."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from papnlp.cli import DONE, REJECTED, say

if TYPE_CHECKING:
    from papnlp.readers.problems import Rejection

_SHOWN: Final = 5
"""Rejections that are named on the screen."""


def convert(
    source: Annotated[
        Path, typer.Argument(metavar="IN", help="Annotated texts: a file, or a folder of brat.")
    ],
    target: Annotated[
        Path, typer.Argument(metavar="OUT", help="What to write; without suffix a folder of brat.")
    ],
    from_: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="NAME", help="Format of IN; by default told by suffix and content."
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="NAME", help="Format of OUT; by default told by suffix."),
    ] = None,
) -> int:
    """Convert annotated texts between formats, and say what could not be held."""
    from papnlp.annotated.convert import convert as run  # noqa: PLC0415 (only this command)
    from papnlp.annotated.registry import input_format, output_format  # noqa: PLC0415

    writer = output_format(target, to)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        outcome = run(source, input_format(source, from_), target, writer)
    for warning in caught:
        # Readers warn of what they cannot take over.
        if issubclass(warning.category, UserWarning):
            say(str(warning.message))
    for loss in outcome.losses:
        say(f"{writer.name} cannot hold: {loss.what} ({loss.count})")
    count = outcome.written
    say(f"{count} text{'s' * (count != 1)} written to {target}")
    return _told(outcome.rejections, target)


def _told(rejections: list[Rejection], target: Path) -> int:
    """Write the documents that were left out and name the first; an old file goes."""
    from papnlp.bulk.rejects import Rejects  # noqa: PLC0415 (only this command)
    from papnlp.writers.base import beside  # noqa: PLC0415

    path = beside(target, "rejects.jsonl")
    rejects = Rejects(path)
    for number, rejection in enumerate(rejections):
        rejects.write(rejection)
        if number < _SHOWN:
            say(f"{rejection}")
    rejects.close()
    if not rejections:
        return DONE
    say(f"{len(rejections)} rejected: see {path}")
    return REJECTED
