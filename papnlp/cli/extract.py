"""``papnlp extract``: documents to evidence."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from papnlp.cli import DONE, REJECTED, say
from papnlp.cli.progress import Progress

if TYPE_CHECKING:
    from papnlp.bulk.job import Tally
    from papnlp.cli.table import RecordTable
    from papnlp.readers import Rejection, Source
    from papnlp.vocabulary.vocabulary import Vocabulary

_SHOWN_REJECTIONS = 10


class UsageError(ValueError):
    """Options or paths that do not go together, in one line."""


def extract(  # noqa: PLR0917 (each an option of the command)
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="INPUT...",
            help="Files, folders, globs, or - for standard input.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help="Output: .jsonl, .csv, .xlsx, .parquet, .sqlite, or - for JSONL on stdout.",
        ),
    ] = "-",
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=256, help="Number of processes.")
    ] = 1,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="Dask scheduler that gives workers."),
    ] = None,
    resume: Annotated[  # noqa: FBT002
        bool, typer.Option("--resume", help="Go on with OUT: skip the documents that it holds.")
    ] = False,
    only_relevant: Annotated[  # noqa: FBT002
        bool,
        typer.Option("--only-relevant", help="Keep only what concerns pain after amputation."),
    ] = False,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="NAME", help="Format of the inputs; told by default."),
    ] = None,
    table: Annotated[  # noqa: FBT002
        bool, typer.Option("--table", help="Show the records as a table on stderr at the end.")
    ] = False,
    sample: Annotated[  # noqa: FBT002
        bool, typer.Option("--sample", help="Read the sample that comes with papnlp.")
    ] = False,
    model: Annotated[
        str, typer.Option("--model", help="Name of the model, or its folder.")
    ] = "pap",
) -> int:
    """Extract structured evidence from abstracts."""
    from papnlp.bulk.job import Job, Options  # noqa: PLC0415
    from papnlp.bulk.rejects import Rejects  # noqa: PLC0415
    from papnlp.model import data_path, open_model  # noqa: PLC0415
    from papnlp.readers import Source, expand, scan_sources  # noqa: PLC0415
    from papnlp.writers import beside, open_writer  # noqa: PLC0415
    from papnlp.writers.tables import vocabulary_namer  # noqa: PLC0415

    started = time.monotonic()
    named = [*(inputs or []), *([data_path("corpora", "sample.jsonl")] if sample else [])]
    if not named:
        raise UsageError("no INPUT: give files, folders, globs, - or --sample")
    target = None if output == "-" else Path(output)
    sources = _without_outputs(expand(named, format=from_, say=say), named, target)
    vocabulary = open_model(model).vocabulary
    finished = _finished(target, model) if resume else frozenset()
    records = _table(vocabulary) if table else None
    with ExitStack() as stack:
        writer = stack.enter_context(
            open_writer(
                output,
                vocabulary_namer(vocabulary),
                append=resume and target is not None and target.exists(),
                stdout=sys.stdout.buffer,
            )
        )
        rejects = Rejects(None if target is None else beside(target, "rejects.jsonl"))
        stack.callback(rejects.close)
        progress = stack.enter_context(
            Progress([item for item in sources if isinstance(item, Source)])
        )
        told = _Rejections(rejects.path, progress)
        job = Job(
            scan_sources(sources, format=from_, say=progress.say),
            writer,
            rejects,
            Options(model, workers, only_relevant, finished, scheduler),
            on_rejection=told,
            on_result=lambda result: _follow(progress, records, result.line),
        )
        with _interruptible(lambda: _summary(job.tally, output, started)):
            job.run()
    if records is not None:
        records.show()
    told.rest()
    say(_summary(job.tally, output, started))
    return REJECTED if job.tally.rejected else DONE


def _follow(progress: Progress, records: RecordTable | None, line: bytes) -> None:
    progress.advance()
    if records is not None and line:
        records.add(line)


class _Rejections:
    """Names the first rejections, counts the others."""

    def __init__(self, path: Path | None, progress: Progress) -> None:
        self._path = path
        self._progress = progress
        self._count = 0

    def __call__(self, rejection: Rejection) -> None:
        self._count += 1
        if self._count <= _SHOWN_REJECTIONS or self._path is None:
            self._progress.say(f"{rejection}")

    def rest(self) -> None:
        """Say how many were not named."""
        more = self._count - _SHOWN_REJECTIONS
        if more > 0 and self._path is not None:
            say(f"{more} more rejected: see {self._path}")


def _without_outputs(
    sources: list[Source | Rejection], named: list[Path], target: Path | None
) -> list[Source | Rejection]:
    """Leave out what an earlier run wrote into a folder that is read."""
    from papnlp.readers import Source  # noqa: PLC0415
    from papnlp.writers import beside  # noqa: PLC0415

    if target is None:
        return sources
    if any(path.is_file() and path.resolve() == target.resolve() for path in named):
        raise UsageError(f"{target}: both input and output: give another -o")
    produced = {target.resolve(), beside(target, "rejects.jsonl").resolve()}
    return [
        source
        for source in sources
        if not (isinstance(source, Source) and source.path and source.path.resolve() in produced)
    ]


def _finished(target: Path | None, model: str) -> set[str]:
    from importlib.metadata import version  # noqa: PLC0415

    from papnlp.bulk.resume import finished_ids  # noqa: PLC0415
    from papnlp.model import open_model  # noqa: PLC0415

    if target is None or target.suffix not in (".jsonl", ".ndjson"):
        raise UsageError("--resume goes on with a .jsonl file: give one with -o")
    if not target.exists():
        return set()
    made_by = {"papnlp": version("papnlp"), "model_sha256": open_model(model).sha256}
    return finished_ids(target, made_by)


def _table(vocabulary: Vocabulary) -> RecordTable:
    from papnlp.cli.table import RecordTable  # noqa: PLC0415

    return RecordTable(vocabulary)


@contextmanager
def _interruptible(summary: Callable[[], str]) -> Iterator[None]:
    """Say what is done when an interrupt ends the run."""
    try:
        yield
    except KeyboardInterrupt:
        with suppress(OSError):
            say(summary())
        raise


def _summary(tally: Tally, output: str, started: float) -> str:
    """Return the one line that says what became of the documents."""
    parts = [f"{tally.read} document{'s' * (tally.read != 1)} read", f"{tally.written} written"]
    if output != "-":
        parts[-1] += f" to {output}"
    if tally.finished:
        parts.append(f"{tally.finished} there before")
    if tally.screened_out:
        parts.append(f"{tally.screened_out} screened out")
    parts.append(f"{tally.rejected} rejected")
    parts.append(f"{tally.records} record{'s' * (tally.records != 1)}")
    if tally.warnings:
        parts.append(f"{tally.warnings} warning{'s' * (tally.warnings != 1)}")
    return f"{', '.join(parts)} ({time.monotonic() - started:.1f} s)"
