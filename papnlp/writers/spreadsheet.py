"""CSV and XLSX, safe to open in a spreadsheet program."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from papnlp.evidence import Evidence
from papnlp.writers.base import OutputError, OutputFormat, Writer, beside
from papnlp.writers.checks import check_offsets
from papnlp.writers.tables import RECORDS, TABLES, Namer, rows

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_ILLEGAL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_CELL: Final = 32_767
_MOST_ROWS: Final = 1_048_576


def neutralise(value: object) -> object:
    """Make text that a spreadsheet would take for a formula plain text, by an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


class CsvWriter(Writer):
    """Writes the records to the file named, the other tables beside it.

    UTF-8 with a byte order mark, by which spreadsheet programs know it.
    """

    def __init__(self, path: Path, namer: Namer | None = None) -> None:
        self._namer = namer
        self._streams = []
        self._writers = []
        for table in TABLES:
            file = path if table is RECORDS else beside(path, f"{table.name}.csv")
            stream = file.open("w", encoding="utf-8-sig", newline="")
            self._streams.append(stream)
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(table.columns)
            self._writers.append((table, writer))

    def write(self, evidence: Evidence) -> None:
        """Check and write one document, whole rows of all tables."""
        check_offsets(evidence)
        for table, writer in self._writers:
            for row in rows(table, evidence, self._namer):
                writer.writerow([neutralise(cell) for cell in row])
        for stream in self._streams:
            stream.flush()

    def close(self) -> None:
        """Close all files."""
        for stream in self._streams:
            stream.close()


class XlsxWriter(Writer):
    """Writes a workbook with a sheet for each table; saved when closed."""

    def __init__(self, path: Path, namer: Namer | None = None) -> None:
        try:
            from openpyxl import Workbook  # noqa: PLC0415 (an extra)
            from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
        except ImportError as error:
            raise OutputError(
                f"{path}: needs openpyxl ({error}): pip install 'papnlp[tables]', or use .csv"
            ) from error
        self._path = path
        path.touch()
        self._namer = namer
        self._cell = WriteOnlyCell
        self._book = Workbook(write_only=True)
        self._sheets = [(table, self._book.create_sheet(table.name)) for table in TABLES]
        self._counts = dict.fromkeys((table.name for table in TABLES), 1)
        for table, sheet in self._sheets:
            sheet.freeze_panes = "A2"
            sheet.append(list(table.columns))

    def _text_cell(self, sheet: WriteOnlyWorksheet, value: object) -> object:
        if not isinstance(value, str):
            return value
        text = _ILLEGAL.sub(" ", value)
        if len(text) > _LONGEST_CELL:
            text = text[: _LONGEST_CELL - 1] + "…"
        cell = self._cell(sheet, value=text)
        cell.data_type = "s"
        if text.startswith(_FORMULA):
            cell.quotePrefix = True
        return cell

    def write(self, evidence: Evidence) -> None:
        """Check and add one document."""
        check_offsets(evidence)
        for table, sheet in self._sheets:
            for row in rows(table, evidence, self._namer):
                self._counts[table.name] += 1
                if self._counts[table.name] > _MOST_ROWS:
                    raise OutputError(
                        f"{self._path}: more than {_MOST_ROWS:,} {table.name}: "
                        "use .csv, .parquet or .sqlite"
                    )
                sheet.append([self._text_cell(sheet, cell) for cell in row])

    def close(self) -> None:
        """Save the workbook."""
        self._book.save(self._path)


def _open_csv(path: Path, namer: Namer | None) -> Writer:
    return CsvWriter(path, namer)


def _open_xlsx(path: Path, namer: Namer | None) -> Writer:
    return XlsxWriter(path, namer)


CSV: Final = OutputFormat("csv", (".csv",), _open_csv)
XLSX: Final = OutputFormat("xlsx", (".xlsx",), _open_xlsx)
