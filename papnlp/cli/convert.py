"""``papnlp convert``: annotated texts from one format to another."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Annotated

import typer

from papnlp.cli import DONE, say


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
        count, losses = run(source, input_format(source, from_), target, writer)
    for warning in caught:
        # Readers warn of what they cannot take over.
        if issubclass(warning.category, UserWarning):
            say(str(warning.message))
    for loss in losses:
        say(f"{writer.name} cannot hold: {loss.what} ({loss.count})")
    say(f"{count} text{'s' * (count != 1)} written to {target}")
    return DONE
