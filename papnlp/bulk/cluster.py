"""Extract on a Dask cluster; the output is the same as that of local workers."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from papnlp.bulk.workers import Result, Start

_CHUNKS_AHEAD: Final = 4
_TIMEOUT: Final = "10s"


class ClusterError(RuntimeError):
    """A scheduler that cannot be used, with the remedy in one line."""


@lru_cache(maxsize=2)
def _opened(start: Start) -> Callable[[list[bytes]], list[Result]]:
    """Open the model once in each worker."""
    return start()


def _work(start: Start, chunk: list[bytes]) -> list[Result]:
    return _opened(start)(chunk)


def _connect(address: str) -> Any:  # noqa: ANN401 (distributed is an extra)
    try:
        from distributed import Client  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise ClusterError(
            "--scheduler needs the extra 'distributed': pip install 'papnlp[distributed]'"
        ) from error
    try:
        client: Any = Client
        return client(address, timeout=_TIMEOUT)
    except (OSError, ValueError) as error:
        reason = str(error).split("\n", 1)[0]
        raise ClusterError(
            f"{address}: no Dask scheduler answers ({reason}): check the address"
        ) from error


def run_on_cluster(chunks: Iterator[list[bytes]], address: str, start: Start) -> Iterator[Result]:
    """Yield the results of chunks of documents, in their order.

    Parameters
    ----------
    chunks : iterator of list of bytes
        Documents as JSON, read a few chunks ahead of what the cluster works on.
    address : str
        Address of a Dask scheduler, such as ``tcp://host:8786``.
    start : Start
        Opens the extractor in each worker; papnlp must be installed there.

    Raises
    ------
    ClusterError
        If the extra is not installed or no scheduler answers.
    """
    with _connect(address) as client:
        ahead = max(1, sum(client.ncores().values())) * _CHUNKS_AHEAD
        pending: deque[Any] = deque()
        for chunk in chunks:
            pending.append(client.submit(_work, start, chunk, pure=False))
            if len(pending) >= ahead:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()
