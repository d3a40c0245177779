"""``papnlp evaluate``: scores against a gold set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from papnlp.cli import DONE, REJECTED, say

if TYPE_CHECKING:
    from papnlp.evaluation.scores import Score
    from papnlp.evidence import Evidence


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD", help="Gold .jsonl, or a folder with docs/ and annotations/."
        ),
    ],
    predictions: Annotated[
        Path | None,
        typer.Option("--predictions", help="Evidence .jsonl to score; extracted if not given."),
    ] = None,
    fail_under: Annotated[
        float | None,
        typer.Option(
            "--fail-under",
            min=0.0,
            max=1.0,
            help="Exit with 1 if the F1 of any measure is lower than this.",
        ),
    ] = None,
    as_json: Annotated[  # noqa: FBT002
        bool, typer.Option("--json", help="Print JSON Lines instead of a table.")
    ] = False,
    model: Annotated[
        str, typer.Option("--model", help="Name of the model, or its folder.")
    ] = "pap",
) -> int:
    """Score the extraction, or given predictions, against a gold set."""
    import orjson  # noqa: PLC0415

    import papnlp  # noqa: PLC0415
    from papnlp.evaluation.reader import read_gold  # noqa: PLC0415
    from papnlp.evaluation.scores import score  # noqa: PLC0415

    extract = papnlp.load(model)
    documents = list(read_gold(gold, extract.model.vocabulary))
    found: Iterable[Evidence] = (
        map(extract, documents) if predictions is None else _predicted(predictions, documents)
    )
    scores = score(zip(documents, found, strict=True))
    if as_json:
        for item in scores:
            typer.echo(orjson.dumps(item.to_dict()))
    else:
        _print_table(scores, len(documents))
    missed = [] if fail_under is None else [s for s in scores if s.counts.f1 < fail_under]
    for item in missed:
        say(f"{item.measure} ({item.lang}): F1 {item.counts.f1:.3f} is under {fail_under}")
    return REJECTED if missed else DONE


def _predicted(path: Path, documents: Iterable[dict[str, Any]]) -> Iterator[Evidence]:
    """Yield the predictions in the order of the gold documents, checking that none is missing."""
    from papnlp.evaluation.gold import GoldError  # noqa: PLC0415
    from papnlp.evidence import Evidence  # noqa: PLC0415

    by_id: dict[str, Evidence] = {}
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                evidence = Evidence.from_json(line)
            except ValueError as error:
                raise GoldError(f"{path}:{number}: {error}") from error
            by_id[evidence.id] = evidence
    for document in documents:
        if document["id"] not in by_id:
            raise GoldError(f"{path}: no prediction for gold document {document['id']!r}")
        yield by_id[document["id"]]


def _print_table(scores: Iterable[Score], documents: int) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(title=f"Scores on {documents} documents", title_justify="left")
    for name in ("measure", "language"):
        table.add_column(name)
    for name in ("precision", "recall", "F1", "right", "predicted", "gold"):
        table.add_column(name, justify="right")
    for item in scores:
        counts = item.counts
        table.add_row(
            item.measure,
            item.lang,
            f"{counts.precision:.3f}",
            f"{counts.recall:.3f}",
            f"{counts.f1:.3f}",
            str(counts.right),
            str(counts.predicted),
            str(counts.gold),
        )
    Console(width=110).print(table)
