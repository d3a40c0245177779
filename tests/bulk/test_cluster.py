"""A Dask cluster gives the same output as this process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from stub import extract

from papnlp.bulk.cluster import ClusterError, run_on_cluster
from papnlp.bulk.workers import run
from papnlp.document import Document

distributed = pytest.importorskip("distributed", reason="the extra 'distributed' is not installed")

DOCUMENTS = [
    Document(f"d{number}", abstract={"en": f"Ketamine helped {number} amputees."})
    for number in range(70)
]


def load_stub(_: str) -> object:
    return extract


@pytest.fixture
def address() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_keeps_order_and_bytes(address: str) -> None:
    here = list(run(DOCUMENTS, loader=load_stub))
    there = list(run(DOCUMENTS, loader=load_stub, scheduler=address))
    assert [result.id for result in there] == [document.id for document in DOCUMENTS]
    assert there == here


def test_an_address_without_a_scheduler_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papnlp.bulk.cluster._TIMEOUT", "1s")
    with pytest.raises(ClusterError, match=r"127\.0\.0\.1:9: no Dask scheduler answers"):
        list(run_on_cluster(iter([]), "tcp://127.0.0.1:9", start=None))  # type: ignore[arg-type]
