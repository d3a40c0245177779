"""Time opening the model: ``papnlp.load()`` and a first small document in both languages.

Run: ``python benchmarks/opening.py [--terms N] [--rounds N] [--json FILE]``. Each opening is a
fresh process with its byte code at hand; given is the least processor time of several, for the
bundled model and for one of 100,000 terms. The larger model is made in a temporary folder: the
bundled one with its concepts repeated under made-up names until it has so many names, synonyms
and short forms.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from report.rows import ROOT, Row, add_json_option, write_result

from papnlp.model import DEFAULT_MODEL, data_path

_ROUNDS: Final = 3
_TERMS: Final = 100_000
_HAN: Final = [chr(code) for code in range(0x4E00, 0x5E00)]
_LETTERS: Final = "abcdefghijklmnoprstuvxyz"
_OPEN: Final = """
import sys, time
import papnlp
start = time.process_time()
extract = papnlp.load(sys.argv[1])
extract({"id": "first", "abstract": {"en": "Ketamine helped.", "zh": "氯胺酮有效。"}})
print(time.process_time() - start)
"""


def concepts(folder: Path) -> list[dict[str, Any]]:
    """Return the concepts of a model folder as read."""
    files = sorted((folder / "concepts").glob("*.jsonl"))
    lines = (line for file in files for line in file.read_text(encoding="utf-8").split("\n"))
    return [json.loads(line) for line in lines if line.strip()]


def count_terms(concept: dict[str, Any]) -> int:
    """Return the number of names, synonyms and short forms of a concept."""
    synonyms = sum(map(len, concept.get("synonyms", {}).values()))
    return len(concept["name"]) + synonyms + len(concept.get("abbreviations", ()))


def _made_up(concept: dict[str, Any], number: int, chance: random.Random) -> dict[str, Any]:
    """Return a concept under another id whose names hold a word that no other has."""
    word = "".join(chance.choices(_LETTERS, k=8))
    han = "".join(chance.choices(_HAN, k=3))

    def renamed(text: str, lang: str) -> str:
        return f"{han}{text}" if lang == "zh" else f"{word} {text}"

    return {
        "id": f"{concept['id']}-{number}",
        "name": {lang: renamed(text, lang) for lang, text in concept["name"].items()},
        "synonyms": {
            lang: [renamed(text, lang) for text in texts]
            for lang, texts in concept.get("synonyms", {}).items()
        },
        "abbreviations": [f"{word[:3].upper()}{text}" for text in concept.get("abbreviations", ())],
        "label": concept["label"],
        "definition": concept["definition"],
        "kind": concept.get("kind", ""),
    }


def _repeated(known: list[dict[str, Any]], terms: int) -> Iterator[dict[str, Any]]:
    """Yield made-up concepts until they and the known ones have so many terms."""
    chance = random.Random(7)  # noqa: S311 (no secret)
    missing = terms - sum(map(count_terms, known))
    number = 0
    while missing > 0:
        number += 1
        for concept in known:
            if missing <= 0:
                return
            missing -= count_terms(concept)
            yield _made_up(concept, number, chance)


def enlarge(folder: Path, target: Path, terms: int) -> None:
    """Copy a model folder and fill it up to a number of terms."""
    shutil.copytree(folder, target)
    lines = (json.dumps(item, ensure_ascii=False) for item in _repeated(concepts(folder), terms))
    path = target / "concepts" / "zz_made_up.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def seconds_to_open(model: Path, cache: Path, rounds: int) -> float:
    """Return the least CPU seconds of several fresh processes; the first is not counted."""
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(cache)}
    command = [sys.executable, "-c", _OPEN, str(model)]
    times = [
        float(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
        for _ in range(rounds + 1)
    ]
    return min(times[1:])


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--terms", type=int, default=_TERMS, help="terms of the larger model")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help="how often to open each")
    add_json_option(parser)
    options = parser.parse_args()
    bundled = data_path("models", DEFAULT_MODEL)
    rows = []
    with tempfile.TemporaryDirectory() as name:
        large, cache = Path(name) / "model", Path(name) / "cache"
        enlarge(bundled, large, options.terms)
        for model, label in ((bundled, "bundled model"), (large, f"{options.terms:,} terms")):
            seconds = seconds_to_open(model, cache, options.rounds)
            terms = sum(map(count_terms, concepts(model)))
            print(f"{label}: {terms:,} terms, {seconds:.2f} s of CPU time to the first evidence")
            measure = "opening the model, first bilingual document included"
            rows.append(Row(label, "papnlp", measure, seconds, n=terms, unit="s"))
    if options.json:
        write_result(options.json, "opening", rows)


if __name__ == "__main__":
    main()
