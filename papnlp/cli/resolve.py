"""``papnlp resolve``: what an abbreviation stands for."""

from __future__ import annotations

from typing import Annotated

import typer

from papnlp.cli import DONE, REJECTED, say


def resolve(
    short: Annotated[str, typer.Argument(metavar="SHORT", help="Short form, case as written.")],
    context: Annotated[str, typer.Option("--context", help="Text around it.")] = "",
    model: Annotated[
        str, typer.Option("--model", help="Name of the model, or its folder.")
    ] = "pap",
) -> int:
    """Say what an abbreviation stands for, the candidates and why."""
    import papnlp  # noqa: PLC0415

    senses = papnlp.load(model).resolve(short, context)
    if not senses:
        say(f"{short}: not in the vocabulary: see papnlp concepts search")
        return REJECTED
    for sense in senses:
        typer.echo(
            f"{sense.score:.2f}\t{sense.concept}\t{sense.name}\t{sense.label}\t{sense.reason}"
        )
    return DONE
