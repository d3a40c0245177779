"""One extraction run: every document that goes in comes out, is rejected or screened out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from papnlp.bulk.rejects import Rejects
from papnlp.bulk.workers import Extractor, Result, load, run
from papnlp.document import Document
from papnlp.readers.problems import Rejection
from papnlp.writers import Writer


@dataclass(slots=True)
class Tally:
    """What became of the documents of a run.

    ``read == written + finished + rejected + screened_out`` at its end;
    ``finished`` stood in the output before.
    """

    read: int = 0
    written: int = 0
    finished: int = 0
    rejected: int = 0
    screened_out: int = 0
    records: int = 0
    warnings: int = 0


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: model, processes, screening, ids that are done already, Dask scheduler."""

    model: str = "pap"
    workers: int = 1
    only_relevant: bool = False
    finished: AbstractSet[str] = frozenset()
    scheduler: str | None = None
    loader: Callable[[str], Extractor] = load


class Job:
    """Takes documents through extraction to a writer.

    Parameters
    ----------
    items : iterable of Document or Rejection
        What the readers give.
    writer : Writer
        Where evidence goes.
    rejects : Rejects
        Where rejections go.
    options : Options
        How to run.
    on_rejection : callable
        Receives each rejection.
    on_result : callable
        Receives each result, after it was written.

    Notes
    -----
    Output and rejects keep the order of reading, for any number of workers.
    """

    def __init__(
        self,
        items: Iterable[Document | Rejection],
        writer: Writer,
        rejects: Rejects,
        options: Options,
        *,
        on_rejection: Callable[[Rejection], None],
        on_result: Callable[[Result], None],
    ) -> None:
        self.tally = Tally()
        self._items = items
        self._writer = writer
        self._rejects = rejects
        self._options = options
        self._on_rejection = on_rejection
        self._on_result = on_result
        self._order: deque[Rejection | None] = deque()

    def run(self) -> Tally:
        """Run to the end and return what became of the documents."""
        options = self._options
        results = run(
            self._documents(),
            options.model,
            options.workers,
            only_relevant=options.only_relevant,
            scheduler=options.scheduler,
            loader=options.loader,
        )
        for result in results:
            self._reject_before_next()
            self._order.popleft()
            self._take(result)
        self._reject_before_next()
        return self.tally

    def _documents(self) -> Iterator[Document]:
        for item in self._items:
            self.tally.read += 1
            if isinstance(item, Rejection):
                self._order.append(item)
            elif item.id in self._options.finished:
                self.tally.finished += 1
            else:
                self._order.append(None)
                yield item

    def _reject_before_next(self) -> None:
        """Write the rejections that were read before the next document."""
        while self._order and self._order[0] is not None:
            self._reject(self._order[0])
            self._order.popleft()

    def _reject(self, rejection: Rejection) -> None:
        self.tally.rejected += 1
        self._rejects.write(rejection)
        self._on_rejection(rejection)

    def _take(self, result: Result) -> None:
        if result.reason:
            self._reject(
                Rejection(result.source, result.id, result.reason, "mend the document", result.id)
            )
        elif result.screened_out:
            self.tally.screened_out += 1
        else:
            self._writer.write_line(result.line)
            self.tally.written += 1
            self.tally.records += result.records
            self.tally.warnings += len(result.warnings)
        self._on_result(result)
