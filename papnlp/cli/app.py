"""The commands put together."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from papnlp.cli import concepts, convert, evaluate, extract, resolve


def _version(*, value: bool) -> None:
    if value:
        from papnlp import __version__  # noqa: PLC0415

        typer.echo(f"papnlp {__version__}")
        raise typer.Exit


def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Extract evidence on pain after amputation from English and Chinese abstracts."""


def command() -> Any:  # noqa: ANN401 (typer's command class has moved between versions)
    """Return the command with all its subcommands."""
    app = typer.Typer(
        name="papnlp", no_args_is_help=True, add_completion=False, rich_markup_mode=None
    )
    app.callback()(_root)
    app.command("extract")(extract.extract)
    app.command("evaluate")(evaluate.evaluate)
    app.command("convert")(convert.convert)
    app.command("resolve")(resolve.resolve)
    app.add_typer(concepts.app(), name="concepts")
    return typer.main.get_command(app)
