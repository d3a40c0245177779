"""Progress on standard error: a bar in a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from papnlp.cli import say

if TYPE_CHECKING:
    from papnlp.readers import Source

_INTERVAL: Final = 0.1


class Progress:
    """Shows how much of the inputs has been read; a context manager.

    Parameters
    ----------
    sources : sequence of Source
        What is read; their sizes make the length of the bar.
    """

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        self._bar: Any = None
        self._task: Any = None
        self._count = 0
        self._shown = 0.0

    def __enter__(self) -> Progress:  # noqa: PYI034 (Self came with Python 3.11)
        if sys.stderr.isatty():
            self._open()
        return self

    def _open(self) -> None:
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
        from rich.progress import Progress as Bar  # noqa: PLC0415

        sizes = [source.size for source in self._sources]
        total = sum(sizes) if all(sizes) else None
        self._bar = Bar(
            TextColumn("papnlp"),
            BarColumn(bar_width=40),
            TextColumn("{task.fields[count]:,} documents"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        )
        self._bar.start()
        self._task = self._bar.add_task("", total=total, count=0)

    def advance(self) -> None:
        """Count one document."""
        self._count += 1
        if self._bar is not None and time.monotonic() - self._shown >= _INTERVAL:
            self._show()

    def _show(self) -> None:
        self._shown = time.monotonic()
        done = sum(source.consumed for source in self._sources)
        self._bar.update(self._task, completed=done, count=self._count)

    def say(self, message: str) -> None:
        """Print one line above the bar."""
        if self._bar is None:
            say(message)
        else:
            self._bar.console.print(f"papnlp: {message}", markup=False, highlight=False)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._show()
            self._bar.stop()
