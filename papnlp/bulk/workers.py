"""Extract with local worker processes; the output does not depend on their number.

Documents travel to a worker as JSON and come back as finished lines of JSON, in
the order in which they were read. A worker opens the model once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import orjson

from papnlp.bulk.processes import ProcessPool
from papnlp.document import Document, DocumentError
from papnlp.evidence import Evidence
from papnlp.writers.checks import check_offsets

_CHUNK_DOCUMENTS: Final = 16
_CHUNK_BYTES: Final = 1 << 18
_CHUNKS_AHEAD: Final = 4
"""Chunks in flight for each worker: enough to keep it busy, few enough for flat memory."""


class Extractor(Protocol):
    """What turns a document into evidence."""

    def __call__(self, document: Document) -> Evidence:
        """Return the evidence of one document."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document.

    Attributes
    ----------
    id, source : str
        Of the document.
    line : bytes
        Its evidence as one line of JSON without the line end; empty if it was
        rejected or screened out.
    reason : str
        Why it was rejected, else empty.
    records : int
        Number of its records.
    warnings : tuple of str
        Messages of its warnings.
    """

    id: str
    source: str
    line: bytes = b""
    reason: str = ""
    records: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def screened_out(self) -> bool:
        """Tell whether the document was left out because it is not relevant."""
        return not self.line and not self.reason


def load(model: str) -> Extractor:
    """Open an extractor by the name or the path of its model."""
    import papnlp  # noqa: PLC0415 (opening a model is the worker's business)

    return papnlp.load(model)


def analyse(extractor: Extractor, document: Document, *, only_relevant: bool) -> Result:
    """Return what became of one document.

    Whatever goes wrong in it rejects this document alone.

    Parameters
    ----------
    extractor : callable
        Turns a document into evidence.
    document : Document
        What to read.
    only_relevant : bool
        Whether to screen out what does not concern pain after amputation.
    """
    source = document.source or ""
    try:
        evidence = extractor(document)
        if only_relevant and not evidence.study.relevant:
            return Result(document.id, source)
        check_offsets(evidence)
        line = evidence.to_json()
    except ValueError as error:
        return Result(document.id, source, reason=str(error) or type(error).__name__)
    except Exception as error:  # noqa: BLE001 (one document must not end a long run)
        return Result(
            document.id, source, reason=f"internal error ({type(error).__name__}: {error})"
        )
    messages = tuple(notice.message for notice in evidence.warnings)
    return Result(document.id, source, line, "", len(evidence.records), messages)


@dataclass(frozen=True, slots=True)
class Start:
    """Makes what a worker process does; picklable."""

    loader: Callable[[str], Extractor]
    model: str
    only_relevant: bool

    def __call__(self) -> Callable[[list[bytes]], list[Result]]:
        """Open the extractor and return what works on a chunk of documents."""
        extractor = self.loader(self.model)

        def work(chunk: list[bytes]) -> list[Result]:
            documents = (Document.from_dict(orjson.loads(line)) for line in chunk)
            return [
                analyse(extractor, document, only_relevant=self.only_relevant)
                for document in documents
            ]

        return work


def _chunks(documents: Iterable[Document]) -> Iterator[list[bytes]]:
    chunk: list[bytes] = []
    size = 0
    for document in documents:
        line = orjson.dumps(document.to_dict())
        chunk.append(line)
        size += len(line)
        if len(chunk) == _CHUNK_DOCUMENTS or size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _run_processes(documents: Iterable[Document], workers: int, start: Start) -> Iterator[Result]:
    pool: ProcessPool[list[bytes], list[Result]] = ProcessPool(workers, start)
    pending: deque[Future[list[Result]]] = deque()
    try:
        for chunk in _chunks(documents):
            pending.append(pool.submit(chunk))
            if len(pending) >= workers * _CHUNKS_AHEAD:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()
    except BaseException:
        pool.stop()
        raise
    pool.close()


def run(
    documents: Iterable[Document],
    model: str = "pap",
    workers: int = 1,
    *,
    only_relevant: bool = False,
    scheduler: str | None = None,
    loader: Callable[[str], Extractor] = load,
) -> Iterator[Result]:
    """Extract the evidence of documents, in their order.

    Parameters
    ----------
    documents : iterable of Document
        Read as needed, a few chunks ahead of what is worked on.
    model : str
        Name or path of the model.
    workers : int
        Number of processes; with 1 all is done in this one.
    only_relevant : bool
        Whether to screen out what does not concern pain after amputation.
    scheduler : str, optional
        Address of a Dask scheduler that gives the workers instead.
    loader : callable
        Opens an extractor by model; importable by name, since workers are
        spawned.

    Yields
    ------
    Result
        One for each document, byte for byte the same for any number of workers.

    Raises
    ------
    WorkerError
        If a worker process dies.
    ClusterError
        If no scheduler answers at the address.
    """
    start = Start(loader, model, only_relevant)
    if scheduler is not None:
        from papnlp.bulk.cluster import run_on_cluster  # noqa: PLC0415 (an extra)

        yield from run_on_cluster(_chunks(documents), scheduler, start)
        return
    if workers > 1:
        yield from _run_processes(documents, workers, start)
        return
    extractor = loader(model)
    for document in documents:
        yield analyse(extractor, document, only_relevant=only_relevant)


def pipe(documents: Iterable[Document], model: str | Path, workers: int) -> Iterator[Evidence]:
    """Yield the evidence of documents, in their order.

    Parameters
    ----------
    documents : iterable of Document
        Read as needed.
    model : str or Path
        Name or folder of the model.
    workers : int
        Number of processes.

    Raises
    ------
    DocumentError
        At the first document that cannot be read.
    WorkerError
        If a worker process dies.
    """
    for result in run(documents, str(model), workers):
        if result.reason:
            raise DocumentError(f"{result.id}: {result.reason}")
        yield Evidence.from_json(result.line)
