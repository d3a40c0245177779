"""SQLite: one database with the four tables."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from papnlp.evidence import Evidence
from papnlp.writers.base import OutputFormat, Writer
from papnlp.writers.checks import check_offsets
from papnlp.writers.tables import TABLES, Namer, Table, rows

_KINDS: Final = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER"}
_COMMIT_EVERY: Final = 100


class SqliteWriter(Writer):
    """Writes a new database; whole documents are committed, some at a time."""

    def __init__(self, path: Path, namer: Namer | None = None) -> None:
        path.unlink(missing_ok=True)
        self._namer = namer
        self._connection = sqlite3.connect(path)
        self._documents = 0
        self._inserts = [(table, _insert(table)) for table in TABLES]
        for table in TABLES:
            columns = ", ".join(f'"{name}" {_KINDS[kind]}' for name, kind in table.columns.items())
            self._connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
            self._connection.execute(
                f'CREATE INDEX "{table.name}_document" ON "{table.name}" ("document")'
            )
        self._connection.commit()

    def write(self, evidence: Evidence) -> None:
        """Check and insert one document."""
        check_offsets(evidence)
        for table, insert in self._inserts:
            self._connection.executemany(insert, rows(table, evidence, self._namer))
        self._documents += 1
        if self._documents % _COMMIT_EVERY == 0:
            self._connection.commit()

    def close(self) -> None:
        """Commit and close."""
        self._connection.commit()
        self._connection.close()


def _insert(table: Table) -> str:
    places = ", ".join("?" * len(table.columns))
    return f'INSERT INTO "{table.name}" VALUES ({places})'  # noqa: S608 (names are ours)


def _open(path: Path, namer: Namer | None) -> Writer:
    return SqliteWriter(path, namer)


FORMAT: Final = OutputFormat("sqlite", (".sqlite", ".sqlite3", ".db"), _open)
