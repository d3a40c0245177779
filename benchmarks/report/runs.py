"""The table of runs: what is measured by which command, and how a run becomes a result."""

from __future__ import annotations

import importlib.metadata
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

import rtoml

from report.rows import ROOT, Result, ResultError, Row, read_result, write_result

PARTS: Final = ("gold", "public", "peers", "speed")
_DATA: Final = "$PAPNLP_DATA"
_PAPNLP: Final = "from papnlp.cli import main; main()"
_SHARES: Final = {"precision": "precision", "recall": "recall", "f1": "F1"}


@dataclass(frozen=True, slots=True)
class Run:
    """One command whose figures stand on the page.

    Attributes
    ----------
    name, title, part : str
        Its name on the command line, its heading, and the part of the page.
    command : str
        As a reader repeats it; ``$PAPNLP_DATA`` stands for the folder of the data sets.
    needs : tuple of str
        Files or folders that must be in the folder of the data sets.
    packages : tuple of str
        Distributions of the peers; those that are not installed are named on the page.
    note : str
        What a reader must know to read the figures.
    keep : tuple of str
        For ``papnlp evaluate``, the measures that are shown; all if empty.
    """

    name: str
    title: str
    part: str
    command: str
    needs: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    note: str = ""
    keep: tuple[str, ...] = ()

    @property
    def evaluates(self) -> bool:
        """Tell whether the run is ``papnlp evaluate``, which prints its scores."""
        return self.command.startswith("papnlp evaluate ")

    def missing(self, data: Path) -> list[str]:
        """Return what the run needs and the folder of the data sets lacks."""
        return [name for name in self.needs if not (data / name).exists()]

    def arguments(self, data: Path, output: Path) -> list[str]:
        """Return the command with its program, its data and where its figures go."""
        program, *rest = shlex.split(self.command)
        rest = [part.replace(_DATA, str(data)) for part in rest]
        start = [sys.executable, *(("-c", _PAPNLP) if program == "papnlp" else ())]
        return [*start, *rest, "--json", *(() if self.evaluates else (str(output),))]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run with its result, or with the reason why there is none."""

    run: Run
    result: Result | None = None
    reason: str = ""
    versions: Mapping[str, str | None] = field(default_factory=dict)


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises
    ------
    ResultError
        If it is missing or is not TOML.
    """
    try:
        return rtoml.loads(path.read_text(encoding="utf-8"))
    except (OSError, rtoml.TomlParsingError) as error:
        raise ResultError(f"{path.name}: {error}") from error


def read_runs(path: Path) -> list[Run]:
    """Read the table of runs.

    Raises
    ------
    ResultError
        If an entry lacks a field or has an unknown one, or if a name stands twice.
    """
    known = [item.name for item in fields(Run)]
    runs: dict[str, Run] = {}
    for number, entry in enumerate(read_toml(path).get("run", []), start=1):
        where = f"{path.name}: run {number} ({entry.get('name', 'without name')})"
        if unknown := [name for name in entry if name not in known]:
            raise ResultError(f"{where}: unknown field {unknown[0]!r}: use {', '.join(known)}")
        lists = {key: tuple(value) for key, value in entry.items() if isinstance(value, list)}
        try:
            run = Run(**{**entry, **lists})
        except TypeError as error:
            raise ResultError(f"{where}: {error}: add it") from error
        if run.part not in PARTS:
            raise ResultError(f"{where}: part {run.part!r}: use one of {', '.join(PARTS)}")
        if run.name in runs:
            raise ResultError(f"{where}: the name stands twice: change one")
        runs[run.name] = run
    return list(runs.values())


def score_rows(lines: Iterable[str], keep: tuple[str, ...] = ()) -> list[Row]:
    """Turn the JSON Lines of ``papnlp evaluate`` into rows; the interval is that of the F1."""
    rows = []
    for line in lines:
        score = json.loads(line)
        if keep and score["measure"] not in keep:
            continue
        for key, name in _SHARES.items():
            bounds = {end: score.get(end) for end in ("low", "high")} if key == "f1" else {}
            told = {"n": score["gold"], "lang": score["lang"], **bounds}
            rows.append(Row(score["measure"], "papnlp", name, score[key], **told))
    return rows


def installed(name: str) -> str | None:
    """Return the version of a distribution, or None if it is not installed."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def execute(run: Run, data: Path, output: Path) -> None:
    """Run a command and leave its figures in a file.

    Raises
    ------
    ResultError
        If the command fails; its last line of complaint is named.
    """
    output.unlink(missing_ok=True)
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        run.arguments(data, output),
        cwd=ROOT,
        env={**os.environ, "PAPNLP_DATA": str(data), "PYTHONPATH": paths},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        told = done.stderr.strip().splitlines() or ["it said nothing"]
        raise ResultError(f"{run.name}: `{run.command}` failed: {told[-1]}")
    if run.evaluates:
        rows = score_rows(done.stdout.splitlines(), run.keep)
        write_result(output, run.name, rows, command=run.command)


def outcome(run: Run, data: Path, folder: Path, *, fresh: bool) -> Outcome:
    """Return the outcome of a run.

    Parameters
    ----------
    run : Run
        What to run.
    data : Path
        Folder of the data sets.
    folder : Path
        Where the result of each run lies.
    fresh : bool
        Run it even if there is a result.
    """
    output = folder / f"{run.name}.json"
    if fresh or not output.exists():
        if missing := run.missing(data):
            named = ", ".join(f"`{name}`" for name in missing)
            return Outcome(run, reason=f"{named} is not in the data folder")
        output.parent.mkdir(parents=True, exist_ok=True)
        execute(run, data, output)
    return Outcome(
        run, read_result(output), versions={name: installed(name) for name in run.packages}
    )
