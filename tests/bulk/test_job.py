"""Runs: workers, order, bookkeeping, resuming."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
import stub
from hypothesis import given
from hypothesis import strategies as st

from papnlp.bulk.job import Job, Options
from papnlp.bulk.processes import WorkerError
from papnlp.bulk.rejects import Rejects
from papnlp.bulk.resume import ResumeError, cut_partial_line, finished_ids
from papnlp.bulk.workers import run
from papnlp.document import Document
from papnlp.readers import Rejection
from papnlp.writers import open_writer

PAIN = "Mirror therapy reduced phantom limb pain."


def document(number: int, text: str = PAIN) -> Document:
    return Document(f"d{number}", abstract={"en": f"{text} Patient {number}."}, source="in.jsonl")


def nothing(_item: object) -> None:
    """Ignore what is reported."""


def run_job(items, folder: Path, name: str = "out.jsonl", **options):
    out = folder / name
    options.setdefault("finished", frozenset())
    rejects = Rejects(out.with_suffix(".rejects.jsonl"))
    with open_writer(out, append=bool(options["finished"])) as writer:
        job = Job(
            items,
            writer,
            rejects,
            Options(loader=stub.load, **options),
            on_rejection=nothing,
            on_result=nothing,
        )
        tally = job.run()
    rejects.close()
    return tally, out


def mixed(count: int):
    """Documents of every fate, and rejections of the reader between them."""
    for number in range(count):
        if number % 11 == 3:
            yield Rejection("in.jsonl", f"line {number}", "broken", "mend it")
        elif number % 7 == 2:
            yield document(number, "REFUSE")
        elif number % 13 == 4:
            yield document(number, "BREAK")
        elif number % 5 == 1:
            yield document(number, "Nothing of interest.")
        else:
            yield document(number)


@pytest.mark.parametrize("only_relevant", [False, True])
def test_output_is_the_same_for_any_number_of_workers(tmp_path, only_relevant):
    outputs, tallies = [], []
    for workers in (1, 2, 3):
        folder = tmp_path / str(workers)
        folder.mkdir()
        tally, out = run_job(mixed(200), folder, workers=workers, only_relevant=only_relevant)
        outputs.append((out.read_bytes(), out.with_suffix(".rejects.jsonl").read_bytes()))
        tallies.append(tally)
    assert outputs[0] == outputs[1] == outputs[2]
    assert tallies[0] == tallies[1] == tallies[2]
    tally = tallies[0]
    assert tally.read == 200
    assert tally.read == tally.written + tally.rejected + tally.screened_out
    assert tally.written == outputs[0][0].count(b"\n")
    assert tally.rejected == outputs[0][1].count(b"\n")
    assert (tally.screened_out > 0) == only_relevant


def test_rejects_stand_in_the_order_of_reading(tmp_path):
    _, out = run_job(mixed(60), tmp_path)
    lines = [orjson.loads(line) for line in out.with_suffix(".rejects.jsonl").open("rb")]
    numbers = [int(line["place"].removeprefix("line ").removeprefix("d")) for line in lines]
    assert numbers == sorted(numbers)
    reasons = {line["reason"] for line in lines}
    assert reasons == {"broken", "told to refuse", "internal error (KeyError: 'broken')"}


@given(st.lists(st.sampled_from([PAIN, "REFUSE", "Nothing.", "BREAK", None]), max_size=12))
def test_documents_in_are_documents_out(texts):
    items = [
        Rejection("in", str(n), "x", "y") if text is None else document(n, text)
        for n, text in enumerate(texts)
    ]
    written: list[bytes] = []

    class Collector:
        write_line = staticmethod(written.append)

    job = Job(
        items,
        Collector(),
        Rejects(None),
        Options(loader=stub.load, only_relevant=True),
        on_rejection=nothing,
        on_result=nothing,
    )
    tally = job.run()
    assert tally.read == len(texts) == tally.written + tally.rejected + tally.screened_out
    assert tally.written == len(written) == texts.count(PAIN)


def test_resume_goes_on_where_it_stopped(tmp_path):
    _, whole = run_job(mixed(90), tmp_path, "whole.jsonl")
    lines = whole.read_bytes().splitlines(keepends=True)
    for kept, torn in ((0, b""), (20, b""), (20, lines[20][:50]), (len(lines), b"")):
        out = tmp_path / "part.jsonl"
        out.write_bytes(b"".join(lines[:kept]) + torn)
        finished = finished_ids(out, stub.PROVENANCE)
        assert len(finished) == kept
        tally, _ = run_job(mixed(90), tmp_path, "part.jsonl", finished=finished)
        assert out.read_bytes() == whole.read_bytes()
        assert tally.finished == kept
        total = tally.written + tally.finished + tally.rejected + tally.screened_out
        assert tally.read == 90 == total


def test_resume_refuses_what_was_made_otherwise(tmp_path):
    _, out = run_job([document(1)], tmp_path)
    with pytest.raises(ResumeError, match="line 1: made by another"):
        finished_ids(out, {"model_sha256": "1"})
    out.write_text("hello\n")
    with pytest.raises(ResumeError, match="line 1: not evidence"):
        finished_ids(out)


@given(st.binary(max_size=60))
def test_partial_lines_are_cut_off(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("cut") / "file"
    path.write_bytes(data)
    removed = cut_partial_line(path)
    kept = path.read_bytes()
    assert kept == data[: len(data) - removed]
    assert not kept or kept.endswith(b"\n")
    assert b"\n" not in data[len(kept) :]


def test_documents_are_read_only_as_far_as_needed():
    read = 0

    def documents():
        nonlocal read
        for number in range(100_000):
            read += 1
            yield document(number)

    results = run(documents(), workers=2, loader=stub.load)
    for _ in range(10):
        next(results)
    results.close()
    assert read < 1000


@pytest.mark.parametrize(
    ("loader", "says"),
    [(stub.load_and_die, "died: use fewer --workers"), (stub.load_badly, "could not start: Value")],
)
def test_a_worker_that_fails_is_named(loader, says):
    with pytest.raises(WorkerError, match=says):
        list(run(map(document, range(500)), workers=2, loader=loader))


def test_leaving_early_leaves_no_process_behind():
    for _ in range(3):
        results = run(map(document, range(5000)), workers=2, loader=stub.load)
        next(results)
        results.close()
    assert multiprocessing.active_children() == []


INTERRUPTED = """
import os, signal, sys, threading
from pathlib import Path
import stub
from papnlp.bulk.job import Job, Options
from papnlp.bulk.rejects import Rejects
from papnlp.document import Document
from papnlp.writers import open_writer

def main():
    documents = (Document(f"d{n}", abstract={"en": "SLOW phantom limb pain."}) for n in range(99))
    threading.Timer(2.0, os.kill, (os.getpid(), signal.SIGINT)).start()
    with open_writer(sys.argv[1]) as writer:
        Job(documents, writer, Rejects(None), Options(workers=int(sys.argv[2]), loader=stub.load),
            on_rejection=print, on_result=lambda result: None).run()

if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_leaves_whole_lines(tmp_path, workers):
    script = tmp_path / "script.py"
    script.write_text(INTERRUPTED)
    out = tmp_path / "out.jsonl"
    path = os.pathsep.join([str(Path(stub.__file__).parent), *sys.path])
    done = subprocess.run(
        [sys.executable, script, out, str(workers)],
        env={**os.environ, "PYTHONPATH": path},
        timeout=60,
        check=False,
        capture_output=True,
    )
    assert done.returncode == 130, done.stderr.decode()
    data = out.read_bytes()
    assert data.endswith(b"\n") or not data
    assert 0 <= data.count(b"\n") < 99
    for line in data.splitlines():
        orjson.loads(line)
