"""Worker processes that answer one request at a time, each over a pipe of its own.

A thread waits for each process, and nothing is shared between processes, so that
any of them can be ended at any moment without harm to the others or to us.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from threading import local
from typing import Any, Final, Generic, TypeVar

_JOIN_SECONDS: Final = 5.0

Request = TypeVar("Request")
Response = TypeVar("Response")


class WorkerError(RuntimeError):
    """A worker process that could not start or that died, in one line."""


def _serve(connection: Connection, start: Callable[[], Callable[[Any], Any]]) -> None:
    """Answer requests until the pipe closes; an interrupt is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        answer = start()
    except Exception as error:  # noqa: BLE001 (told to the parent)
        connection.send(f"{type(error).__name__}: {error}")
        return
    connection.send("")
    try:
        while True:
            connection.send(answer(connection.recv()))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


class ProcessPool(Generic[Request, Response]):
    """A number of worker processes.

    Parameters
    ----------
    size : int
        Number of processes; each is spawned at its first request.
    start : callable
        Called in each process, returns what answers requests there. Must be
        picklable, as requests and responses.
    """

    def __init__(self, size: int, start: Callable[[], Callable[[Request], Response]]) -> None:
        self._start = start
        self._context = multiprocessing.get_context("spawn")
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="papnlp-worker")
        self._mine = local()
        self._processes: list[Any] = []
        self._connections: list[Connection] = []

    def submit(self, request: Request) -> Future[Response]:
        """Send a request to the next process that is free."""
        return self._threads.submit(self._ask, request)

    def _connect(self) -> Connection:
        """Spawn the process of this thread."""
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._start), daemon=True)
        process.start()
        theirs.close()
        self._processes.append(process)
        self._connections.append(ours)
        failure = ours.recv()
        if failure:
            raise WorkerError(f"a worker process could not start: {failure}")
        return ours

    def _ask(self, request: Request) -> Response:
        try:
            connection = getattr(self._mine, "connection", None)
            if connection is None:
                connection = self._mine.connection = self._connect()
            connection.send(request)
            response: Response = connection.recv()
        except (EOFError, OSError) as error:
            raise WorkerError(
                "a worker process died: use fewer --workers, or free memory, "
                "and go on with --resume"
            ) from error
        return response

    def close(self) -> None:
        """Wait for the requests that were sent, then end the processes."""
        self._threads.shutdown()
        for connection in self._connections:
            connection.close()
        for process in self._processes:
            process.join(_JOIN_SECONDS)
        self.stop()

    def stop(self) -> None:
        """End the processes at once, whatever they are at."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join(_JOIN_SECONDS)
