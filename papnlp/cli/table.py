"""Records as a table for reading in a terminal."""

from __future__ import annotations

import sys
from typing import Final

from rich.console import Console
from rich.table import Table

from papnlp.evidence import Evidence, Record
from papnlp.vocabulary.vocabulary import Vocabulary

_MOST_ROWS: Final = 200
_WIDTH: Final = 160
_STYLES: Final = {
    "improved": "green",
    "worsened": "red",
    "no_difference": "yellow",
    "mixed": "magenta",
    "unclear": "magenta",
}
_COLUMNS: Final = (
    "document",
    "intervention",
    "against",
    "pain type",
    "outcome",
    "direction",
    "certainty",
    "in",
)


class RecordTable:
    """Collects records and shows them.

    Parameters
    ----------
    vocabulary : Vocabulary
        Names the concepts.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._rows: list[tuple[str, Record]] = []
        self._count = 0

    def add(self, line: bytes) -> None:
        """Take the records of one line of evidence."""
        evidence = Evidence.from_json(line)
        self._count += len(evidence.records)
        room = _MOST_ROWS - len(self._rows)
        self._rows += [(evidence.id, record) for record in evidence.records[:room]]

    def _name(self, concept: str | None) -> str:
        return self._vocabulary.name(concept) if concept else ""

    def _cells(self, record: Record) -> list[str]:
        intervention = " + ".join(map(self._name, (record.intervention, *record.with_)))
        outcome = self._name(record.outcome)
        if record.harm:
            outcome = f"{outcome} ({record.harm})"
        elif record.instrument and record.instrument != record.outcome:
            outcome = f"{outcome} ({self._name(record.instrument)})".strip()
        style = _STYLES.get(record.direction, "")
        return [
            intervention,
            self._name(record.comparator),
            self._name(record.pain_type),
            outcome,
            f"[{style}]{record.direction.replace('_', ' ')}[/]" if style else record.direction,
            record.certainty,
            "+".join(record.languages),
        ]

    def show(self) -> None:
        """Print the table on standard error."""
        table = Table(*_COLUMNS, header_style="bold", row_styles=("", "dim"))
        last = ""
        for identifier, record in self._rows:
            table.add_row(identifier if identifier != last else "", *self._cells(record))
            last = identifier
        width = None if sys.stderr.isatty() else _WIDTH
        console = Console(stderr=True, width=width)
        console.print(table)
        if self._count > len(self._rows):
            console.print(f"... and {self._count - len(self._rows)} records more")
