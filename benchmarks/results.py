"""Make the results page: run everything of ``runs.toml``, then write ``docs/results.md``.

Each run is a command of its own and leaves its figures in ``build/results/NAME.json``. A run whose
data is not in the folder of the data sets (``--data``, else the environment variable
``PAPNLP_DATA``, else ``../shared/data`` beside the repository) is left out, and the page says so.

Usage: ``python benchmarks/results.py [--only NAME ...] [--reuse] [--readme]``
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from report.page import render
from report.readme import readme_rows
from report.rows import ROOT, ResultError, data_folder
from report.runs import Outcome, Run, outcome, read_runs, read_toml

HERE = Path(__file__).resolve().parent
NOT_RUN = "not run this time; run it with `python benchmarks/results.py --only {}`"


def machine() -> str:
    """Return what the timings are taken on, in general terms."""
    cores = os.cpu_count() or 1
    number = f"{cores} core{'s' if cores > 1 else ''}"
    return f"{number}, Python {platform.python_version()}, spaCy {version('spacy')}"


def options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", action="append", metavar="NAME", help="run this one afresh")
    parser.add_argument("--reuse", action="store_true", help="run only what has no result yet")
    parser.add_argument("--readme", action="store_true", help="print the rows of README.md as well")
    parser.add_argument("--data", help="folder of the data sets")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "results.md")
    parser.add_argument("--runs", type=Path, default=HERE / "runs.toml", help="table of runs")
    parser.add_argument("--results", type=Path, default=ROOT / "build" / "results")
    return parser.parse_args(arguments)


def outcomes(runs: Sequence[Run], chosen: argparse.Namespace) -> list[Outcome]:
    """Run what is to be run and return all outcomes, in the order of the table.

    Raises
    ------
    ResultError
        If ``--only`` names no run, or a run fails.
    """
    names = [run.name for run in runs]
    for name in chosen.only or ():
        if name not in names:
            raise ResultError(f"--only {name}: no such run: use one of {', '.join(names)}")
    data = data_folder(chosen.data).resolve()
    results = chosen.results.resolve()
    found = []
    for run in runs:
        wanted = not chosen.only or run.name in chosen.only
        if not wanted and not (results / f"{run.name}.json").exists():
            found.append(Outcome(run, reason=NOT_RUN.format(run.name)))
            continue
        start = time.perf_counter()
        found.append(outcome(run, data, results, fresh=wanted and not chosen.reuse))
        told = found[-1].reason or f"{time.perf_counter() - start:.0f} s"
        print(f"{run.name}: {told}", file=sys.stderr)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page."""
    chosen = options(arguments)
    try:
        runs = read_runs(chosen.runs)
        found = outcomes(runs, chosen)
        topics = read_toml(HERE / "published.toml")["topic"]
        page = render(found, topics, ROOT / "annotations" / "first_runs", machine())
        chosen.output.write_text(page, encoding="utf-8")
        if chosen.readme:
            spec = read_toml(chosen.runs)["readme"]
            print(readme_rows(spec, {item.run.name: item for item in found}))
    except ResultError as error:
        print(f"results: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
