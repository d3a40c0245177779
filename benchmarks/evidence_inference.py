"""Measure the reader of changes on the direction labels of Evidence Inference.

An abstention counts as an error; its share is told too. Sets: all questions;
those about pain; those whose groups go by a code ("group A"), and the others.

Usage: python benchmarks/evidence_inference.py DIRECTIONS.jsonl [--errors N] [--json FILE]
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path

from report.rows import Row, add_json_option, write_result

from papnlp.evaluation.adapters import read_gold_set
from papnlp.evaluation.changes import Answer, ChangeScore, is_coded, score_changes
from papnlp.findings.change import ChangeReader
from papnlp.model import open_model

SETS: dict[str, Callable[[Answer], bool]] = {
    "all": lambda _: True,
    "pain": lambda item: bool(item.question.get("pain")),
    "named groups": lambda item: not is_coded(item.question),
    "coded groups": lambda item: is_coded(item.question),
}
MEASURES: dict[str, Callable[[ChangeScore], float]] = {
    "accuracy": lambda score: score.accuracy,
    "macro-F1": lambda score: score.macro_f1,
    "accuracy, directional": lambda score: score.directional.accuracy,
    "abstained": lambda score: score.abstained,
}


def rows(score: ChangeScore) -> Iterable[Row]:
    """Yield the figures of all sets that are not empty, printing each set."""
    for name, wanted in SETS.items():
        part = score.where(wanted)
        if not part.total:
            continue
        figures = {measure: figure(part) for measure, figure in MEASURES.items()}
        told = "  ".join(f"{measure} {value:.3f}" for measure, value in figures.items())
        print(f"{name:13} n {part.total:5}  {told}")
        for measure, figure in MEASURES.items():
            low, high = part.interval(figure)
            n = part.directional.total if "directional" in measure else part.total
            yield Row(name, "papnlp", measure, figures[measure], low, high, n, lang="en")


def print_errors(score: ChangeScore, most: int) -> None:
    """Print the first wrong answers."""
    for item in [item for item in score.answers if not item.right][:most]:
        asked = item.question
        names = " | ".join(asked[key][:60] for key in ("intervention", "comparator", "outcome"))
        print(f"{item.gold} read as {item.told}: {names}")
        print("   ", asked["text"][:300])


def main() -> None:
    """Print the figures on all sentences and on parts of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directions", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--model", default="pap")
    parser.add_argument("--half", choices=("odd", "even"), help="only every second line")
    add_json_option(parser)
    options = parser.parse_args()
    documents = list(read_gold_set("evidence-inference", options.directions, say=print))
    if options.half:
        documents = documents[options.half == "odd" :: 2]
    score = score_changes(documents, ChangeReader(open_model(options.model)))
    print_errors(score, options.errors)
    figures = list(rows(score))
    if options.json:
        write_result(options.json, "evidence_inference", figures)
    for (gold, told), count in sorted(score.confusion.items(), key=str):
        print(f"  {gold:9} {told!s:9} {count}")


if __name__ == "__main__":
    main()
