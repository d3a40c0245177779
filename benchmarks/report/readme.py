"""The rows of figures that README.md quotes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from report.page import table
from report.rows import ResultError, Row
from report.runs import Outcome


def _find(outcomes: Mapping[str, Outcome], run: str, **wanted: str) -> Row | None:
    """Return the row of a run with the given fields; None if the run has no result."""
    if run not in outcomes:
        raise ResultError(f"README rows: no run {run!r} in the table of runs")
    result = outcomes[run].result
    if result is None:
        return None
    for row in result.rows:
        if all(getattr(row, name) == value for name, value in wanted.items()):
            return row
    raise ResultError(f"README rows: {run} has no row with {', '.join(wanted.values())}")


def gold_table(spec: Mapping[str, Any], outcomes: Mapping[str, Outcome]) -> list[str]:
    """Return the table of F1 by measure, set and language."""
    columns = [(run, lang) for run in spec["runs"] for lang in spec["languages"]]
    lines = []
    for shown, measure in spec["measures"].items():
        rows = [_find(outcomes, run, set=measure, lang=lang, measure="F1") for run, lang in columns]
        lines.append([shown, *(None if row is None else f"{row.value:.2f}" for row in rows)])
    names = [f"{run.partition('-')[2]} {lang}" for run, lang in columns]
    return table(["measure", *names], lines, numbers=len(columns))


def public_table(spec: Mapping[str, Any], outcomes: Mapping[str, Outcome]) -> list[str]:
    """Return the table of public data, one run a row."""
    lines = []
    for entry in spec["row"]:
        keys = ("set", "system", "measure")
        rows = [
            _find(outcomes, entry["run"], **dict(zip(keys, cell, strict=True)))
            for cell in entry["cells"]
        ]
        values = ["–" if row is None else f"{row.value:.3f}" for row in rows]
        script = outcomes[entry["run"]].run.command.split()[1]
        lines.append([entry["what"], entry["figure"].format(*values), f"`{script}`"])
    return table(["what", "figure", "command"], lines)


def readme_rows(spec: Mapping[str, Any], outcomes: Mapping[str, Outcome]) -> str:
    """Return both tables.

    Raises
    ------
    ResultError
        If a row that is quoted is not among the results.
    """
    return "\n".join([*gold_table(spec, outcomes), "", *public_table(spec, outcomes)])
