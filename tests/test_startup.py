"""Starting is quick, measured against importing spaCy in the same run."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 5


def seconds(*arguments: str) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def loaded_by(*arguments: str) -> set[str]:
    code = "import sys; {}; print(*sys.modules)".format(*arguments)
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_start_takes_a_fraction_of_the_import_of_spacy():
    spacy = seconds("-c", "import spacy")
    assert seconds("-c", "import papnlp") <= spacy / 5
    assert seconds("-c", "from papnlp.cli import main; main(['--help'])") <= spacy / 2


def test_nothing_heavy_is_imported_before_it_is_needed():
    heavy = {"spacy", "pandas", "numpy", "scispacy", "pyarrow", "openpyxl"}
    assert not heavy & loaded_by("import papnlp")
    assert not heavy & loaded_by("import papnlp.cli.app; papnlp.cli.app.command()")
    assert not heavy & loaded_by("import papnlp; papnlp.load, papnlp.read")
