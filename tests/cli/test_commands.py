"""The command line, as a user meets it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from papnlp.schema import load

ROOT = Path(__file__).parents[2]
EN = "BACKGROUND: Pain is common. RESULTS: Mirror therapy reduced phantom limb pain."
VALIDATOR = jsonschema.Draft202012Validator(load("evidence"))


def papnlp(*arguments, stdin: bytes = b"", **options):
    command = [sys.executable, "-c", "from papnlp.cli import main; main()", *map(str, arguments)]
    return subprocess.run(
        command, input=stdin, capture_output=True, timeout=120, check=False, **options
    )


def error(done) -> str:
    """The one line of an error."""
    text = done.stderr.decode()
    assert text.count("\n") == 1, text
    assert text.startswith("papnlp: ")
    assert "Traceback" not in text
    return text


@pytest.fixture
def inputs(tmp_path):
    lines = [
        json.dumps({"id": "a", "title": "Mirror therapy for phantom limb pain", "abstract": EN}),
        '{"id": "b", "abstract": "bro',
        json.dumps(
            {
                "id": "c",
                "title": "Stump pain",
                "abstract": {"en": EN, "zh": "镜像疗法可减轻幻肢痛。"},
            }
        ),
        json.dumps({"id": "d", "abstract": "Statins lower cholesterol."}),
    ]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def ids(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]


def test_extract(inputs, tmp_path):
    out = tmp_path / "out.jsonl"
    done = papnlp("extract", inputs, "-o", out, "--table")
    assert done.returncode == 1
    assert done.stdout == b""
    said = done.stderr.decode()
    assert "in.jsonl: line 2: the line breaks off" in said
    assert "4 documents read, 3 written" in said
    assert "improved" in said
    for line in out.read_text(encoding="utf-8").splitlines():
        evidence = json.loads(line)
        VALIDATOR.validate(evidence)
        for mention in evidence["mentions"]:
            text = evidence["texts"][mention["lang"]]
            assert text[mention["start"] : mention["end"]] == mention["text"]
    (reject,) = (tmp_path / "out.rejects.jsonl").read_text().splitlines()
    assert json.loads(reject)["place"] == "line 2"


def test_workers_and_resume_give_the_same_bytes(inputs, tmp_path):
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    papnlp("extract", inputs, "-o", one)
    assert papnlp("extract", inputs, "-o", two, "--workers", 2).returncode == 1
    assert one.read_bytes() == two.read_bytes()
    first, *_ = one.read_bytes().splitlines(keepends=True)
    two.write_bytes(first + b'{"id": "c", "meta')
    done = papnlp("extract", inputs, "-o", two, "--resume")
    assert b"1 there before" in done.stderr
    assert one.read_bytes() == two.read_bytes()


def test_only_relevant(inputs, tmp_path):
    out = tmp_path / "out.jsonl"
    done = papnlp("extract", inputs, "-o", out, "--only-relevant")
    assert ids(out) == ["a", "c"]
    assert b"1 screened out" in done.stderr


def test_standard_streams(inputs):
    done = papnlp("extract", "-", stdin=inputs.read_bytes())
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "c", "d"]


def test_a_bad_format_is_named(inputs, tmp_path):
    out = tmp_path / "out.jsonl"
    assert "no format 'nonsense'" in error(
        papnlp("extract", inputs, "--from", "nonsense", "-o", out)
    )
    assert not out.exists()


def test_bundled_sample(tmp_path):
    out = tmp_path / "out.csv"
    assert papnlp("extract", "--sample", "-o", out).returncode == 0
    assert out.stat().st_size > 1000


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["extract", "none.jsonl", "-o", "out.jsonl"], "none.jsonl: no such file"),
        (["extract", "empty.txt", "-o", "out.jsonl"], "empty.txt: empty"),
        (["extract", "binary.txt", "-o", "out.jsonl"], "binary.txt: a binary file"),
        (["extract"], "no INPUT"),
        (["extract", "good.txt", "-o", "out.foo"], "unknown suffix '.foo'"),
        (["extract", "good.txt", "-o", "good.txt"], "both input and output"),
        (["extract", "good.txt", "--resume"], "--resume goes on with a .jsonl file"),
        (["extract", "good.txt", "-o", "x.jsonl", "--workers", "0"], "--workers"),
        (["extract", "good.txt", "-o", "x.jsonl", "--model", "nowhere"], "no such model folder"),
        (["extract", "--nonsense"], "--nonsense"),
        (["nonsense"], "nonsense"),
        (["concepts", "show", "nonsense"], "no such concept"),
        (["concepts", "list", "--label", "X"], "use one of INTERVENTION"),
    ],
)
def test_errors_are_one_line_and_exit_code_two(tmp_path, arguments, says):
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(b"\x00\x05\x07\x03" * 99)
    (tmp_path / "good.txt").write_text(EN)
    done = papnlp(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert says in error(done)
    assert (tmp_path / "good.txt").read_text() == EN


@pytest.mark.usefixtures("inputs")
def test_an_output_in_a_folder_that_is_read_is_no_input(tmp_path):
    for _ in range(2):
        papnlp("extract", tmp_path, "-o", tmp_path / "out.jsonl")
    assert ids(tmp_path / "out.jsonl") == ["a", "c", "d"]


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("workers", [1, 2])
def test_interrupt(tmp_path, workers):
    source = tmp_path / "in.jsonl"
    line = json.dumps({"abstract": EN}) + "\n"
    source.write_text(line * 200_000)
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "-c", "from papnlp.cli import main; main()", "extract", source]
    process = subprocess.Popen(
        [*command, "-o", out, "--workers", str(workers)], stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 60
    while (not out.exists() or out.stat().st_size < 10_000) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said.decode()
    assert b"Traceback" not in said
    assert b"papnlp: interrupted" in said
    data = out.read_bytes()
    assert data.endswith(b"\n")
    assert len(ids(out)) < 200_000


def test_a_reader_that_goes_away_leaves_no_traceback(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text((json.dumps({"abstract": EN}) + "\n") * 2000)
    command = [sys.executable, "-c", "from papnlp.cli import main; main()", "extract", source]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes) as process:
        process.stdout.read(100)
        process.stdout.close()
        said = process.stderr.read()
    assert b"Traceback" not in said
    assert b"error" not in said


def test_concepts(tmp_path):
    listed = papnlp("concepts", "list", "--label", "pain_type").stdout.decode()
    assert "pap:phantom-limb-pain\tPAIN_TYPE\tphantom limb pain\t幻肢痛" in listed
    for name in ("pap:phantom-limb-pain", "PLP", "Phantom Limb Pains", "幻肢疼痛"):
        shown = papnlp("concepts", "show", name).stdout.decode()
        assert '"id": "pap:phantom-limb-pain"' in shown
    assert b"pap:phantom-limb-pain" in papnlp("concepts", "search", "幻肢").stdout
    assert papnlp("concepts", "search", "zzzzz").returncode == 1
    out = tmp_path / "concepts.jsonl"
    assert papnlp("concepts", "export", "-o", out).returncode == 0
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    fields = "id label name synonyms abbreviations broader xrefs definition".split()  # noqa: SIM905
    assert all(list(line) == fields for line in lines)
    assert len(lines) > 1000


def test_the_bundled_vocabulary_has_no_errors():
    done = papnlp("concepts", "check", "--quiet")
    assert done.returncode == 0, done.stdout.decode()


def test_resolve():
    done = papnlp("resolve", "PAP", "--context", "phantom limb pain after amputation")
    assert done.stdout.decode().split("\t")[1] == "pap:postamputation-pain"
    assert papnlp("resolve", "QQQQ").returncode == 1


def test_help_and_version():
    assert papnlp("--version").stdout.startswith(b"papnlp ")
    said = papnlp("--help").stdout.decode()
    assert all(command in said for command in ("extract", "concepts", "resolve"))
