"""Parquet: one file a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from papnlp.evidence import Evidence
from papnlp.writers.base import OutputError, OutputFormat, Writer, beside
from papnlp.writers.checks import check_offsets
from papnlp.writers.tables import RECORDS, TABLES, Namer, Table, rows

_GROUP: Final = 20_000
_MOST_DOCUMENTS: Final = 2_000


class _TableFile:
    """One growing Parquet file."""

    def __init__(self, table: Table, path: Path) -> None:
        import pyarrow as pa  # noqa: PLC0415 (an extra)
        import pyarrow.parquet as pq  # noqa: PLC0415

        kinds = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
        self.table = table
        self._schema = pa.schema([(name, kinds[kind]) for name, kind in table.columns.items()])
        self._writer = pq.ParquetWriter(path, self._schema)
        self._batch = pa.RecordBatch
        self._rows: list[list[Any]] = []

    def add(self, row: list[Any]) -> None:
        self._rows.append(row)
        if len(self._rows) >= _GROUP:
            self.flush()

    def flush(self) -> None:
        if self._rows:
            columns = dict(zip(self.table.columns, zip(*self._rows, strict=True), strict=True))
            self._writer.write_batch(self._batch.from_pydict(columns, schema=self._schema))
            self._rows = []

    def close(self) -> None:
        self.flush()
        self._writer.close()


def _path_of(table: Table, path: Path) -> Path:
    return path if table is RECORDS else beside(path, f"{table.name}.parquet")


class ParquetWriter(Writer):
    """Writes the records to the file named, the other tables beside it."""

    def __init__(self, path: Path, namer: Namer | None = None) -> None:
        self._namer = namer
        self._documents = 0
        try:
            self._files = [
                _TableFile(
                    table, path if table is RECORDS else beside(path, f"{table.name}.parquet")
                )
                for table in TABLES
            ]
        except ImportError as error:
            raise OutputError(
                f"{path}: needs pyarrow ({error}): pip install 'papnlp[tables]', or use .csv"
            ) from error

    def write(self, evidence: Evidence) -> None:
        """Check and add one document."""
        check_offsets(evidence)
        for file in self._files:
            for row in rows(file.table, evidence, self._namer):
                file.add(row)
        self._documents += 1
        if self._documents % _MOST_DOCUMENTS == 0:
            for file in self._files:
                file.flush()

    def close(self) -> None:
        """Finish all files."""
        for file in self._files:
            file.close()


def _open(path: Path, namer: Namer | None) -> Writer:
    return ParquetWriter(path, namer)


FORMAT: Final = OutputFormat("parquet", (".parquet",), _open)
