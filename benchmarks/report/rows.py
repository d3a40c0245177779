"""Rows of figures: what a benchmark writes with ``--json`` and the results page reads."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

Counts = tuple[int, int, int]
"""Items of one document: right, predicted, in the gold."""
ROOT = Path(__file__).resolve().parents[2]
_SEED, _SAMPLES = 0, 1000


class ResultError(ValueError):
    """A result file or a table of runs that cannot be used, with the place and the remedy."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure.

    Attributes
    ----------
    set, system, measure : str
        What was measured on, what was measured, and how.
    value : float
        The figure: a share between 0 and 1 unless there is a ``unit``.
    low, high : float or None
        Bounds of its 95 % interval.
    n : int or None
        Number of documents, pairs or sentences behind it.
    unit : str or None
        Given for timings, such as ``documents/s``.
    lang : str or None
        Language, for measures that are taken in each.
    """

    set: str
    system: str
    measure: str
    value: float
    low: float | None = None
    high: float | None = None
    n: int | None = None
    unit: str | None = None
    lang: str | None = None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Row:
        """Build a row from JSON; fields that a page does not show are passed over."""
        return cls(**{item.name: data[item.name] for item in fields(cls) if item.name in data})

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object, without what is not known."""
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, slots=True)
class Result:
    """What one benchmark measured; ``examples`` are texts that show a difference."""

    benchmark: str
    rows: tuple[Row, ...]
    examples: tuple[Mapping[str, str], ...] = ()


def data_folder(given: str | None = None) -> Path:
    """Return the folder of the data sets: given, else PAPNLP_DATA, else beside the repository."""
    return Path(given or os.environ.get("PAPNLP_DATA") or ROOT.parent / "shared" / "data")


def add_json_option(parser: argparse.ArgumentParser) -> None:
    """Give a benchmark the option ``--json``."""
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file")


def f1_interval(counts: Sequence[Counts]) -> tuple[float, float]:
    """Return the 95 % interval of the F1 by resampling documents, the same in each run.

    Percentile bootstrap (Efron and Tibshirani, 1993).
    """
    drawn = np.random.default_rng(_SEED).integers(len(counts), size=(_SAMPLES, len(counts)))
    right, predicted, gold = np.asarray(counts)[drawn].sum(axis=1).T
    low, high = np.percentile(2 * right / np.maximum(1, predicted + gold), (2.5, 97.5))
    return float(low), float(high)


def shares(name: str, system: str, counts: Sequence[Counts], lang: str | None = None) -> list[Row]:
    """Return precision, recall and F1, with its interval, of the counts of each document.

    Parameters
    ----------
    name, system : str
        What was measured on, and what was measured.
    counts : sequence of tuple of int
        For each document the items right, predicted and in the gold.
    lang : str, optional
        Language.

    Returns
    -------
    list of Row
        Empty if there are no documents.
    """
    if not counts:
        return []
    right, predicted, gold = (sum(column) for column in zip(*counts, strict=True))
    n = len(counts)
    f1 = 2 * right / max(1, predicted + gold)
    return [
        Row(name, system, "precision", right / max(1, predicted), n=n, lang=lang),
        Row(name, system, "recall", right / max(1, gold), n=n, lang=lang),
        Row(name, system, "F1", f1, *f1_interval(counts), n=n, lang=lang),
    ]


def write_result(
    path: Path,
    benchmark: str,
    rows: Iterable[Row],
    *,
    command: str = "",
    examples: Iterable[Mapping[str, str]] = (),
) -> None:
    """Write what a benchmark measured as one JSON object."""
    result: dict[str, Any] = {
        "benchmark": benchmark,
        "command": command or f"python benchmarks/{benchmark}.py",
        "rows": [row.to_dict() for row in rows],
    }
    if listed := [dict(example) for example in examples]:
        result["examples"] = listed
    path.parent.mkdir(parents=True, exist_ok=True)
    written = json.dumps(result, ensure_ascii=False, indent=1)
    path.write_text(written + "\n", encoding="utf-8")


def read_result(path: Path) -> Result:
    """Read a file that :func:`write_result` wrote.

    Raises
    ------
    ResultError
        If the file is not such a result.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        rows = tuple(Row.from_dict(row) for row in data["rows"])
        return Result(data["benchmark"], rows, tuple(data.get("examples", ())))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ResultError(f"{path.name}: not a result ({error!r}): run without --reuse") from error
