"""Scores as a table for reading in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from papnlp.evaluation.evaluation import Difference, Evaluation
    from papnlp.evaluation.scores import Score

_WIDTH: Final = 120
_COLUMNS: Final = ("precision", "recall", "F1", "95 %", "right", "predicted", "gold")
_COMPARED: Final = ("F1", "95 %", "other F1", "difference", "95 %", "p")


def print_scores(
    evaluation: Evaluation,
    chosen: Sequence[str],
    compared: Mapping[tuple[str, str], Difference],
    *,
    only: bool,
) -> None:
    """Print scores on standard output.

    Parameters
    ----------
    evaluation : Evaluation
        What was scored.
    chosen : sequence of str
        The measures that decide: they are in bold, with a row for each label.
    compared : mapping
        The differences from another prediction, by measure and language; where
        there are any, they take the place of precision, recall and counts.
    only : bool
        Leave all other measures out.
    """
    count = len(evaluation.documents)
    title = f"Scores on {count} document{'s' * (count != 1)}; 95 % intervals of F1"
    table = Table(title=title, title_justify="left", header_style="bold")
    table.add_column("measure", no_wrap=True)
    table.add_column("", no_wrap=True)
    for name in _COMPARED if compared else _COLUMNS:
        table.add_column(name, justify="right", no_wrap=True)
    last = ""
    for item in evaluation.scores:
        base, _, label = item.measure.partition(": ")
        decides = item.measure in chosen or base in chosen
        if not decides and (only or label):
            continue
        layer = base.partition(" ")[0]
        if last and layer != last:
            table.add_section()
        last = layer
        shown = f"  {label}" if label and base in chosen else item.measure
        other = compared.get((item.measure, item.lang))
        cells = _figures(item) if other is None else _difference(item, other)
        style = "bold" if item.measure in chosen else None
        table.add_row(shown, item.lang, *cells, style=style)
    Console(width=None if sys.stdout.isatty() else _WIDTH).print(table)


def _f1(item: Score) -> list[str]:
    bounds = item.intervals.get("f1")
    return [f"{item.f1:.3f}", "" if bounds is None else f"{bounds[0]:.3f}-{bounds[1]:.3f}"]


def _figures(item: Score) -> list[str]:
    counts = item.counts
    numbers = [str(number) for number in (counts.right, counts.predicted, counts.gold)]
    return [f"{item.precision:.3f}", f"{item.recall:.3f}", *_f1(item), *numbers]


def _difference(item: Score, other: Difference) -> list[str]:
    return [
        *_f1(item),
        f"{other.other:.3f}",
        f"{other.difference:+.3f}",
        f"{other.low:+.3f} {other.high:+.3f}",
        f"{other.p:.4f}",
    ]
