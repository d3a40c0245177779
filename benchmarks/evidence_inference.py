"""Measure the reader of changes on the direction labels of Evidence Inference.

Usage: python benchmarks/evidence_inference.py DIRECTIONS.jsonl [--errors N] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from report.rows import Row, add_json_option, write_result

from papnlp.findings.change import ChangeReader
from papnlp.model import open_model


def main() -> None:
    """Print the accuracy on all sentences and on those about pain."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directions", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--model", default="pap")
    parser.add_argument("--half", choices=("odd", "even"), help="only every second line")
    add_json_option(parser)
    options = parser.parse_args()
    read = ChangeReader(open_model(options.model))
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    confusion: Counter[tuple[str, str]] = Counter()
    shown = 0
    lines = options.directions.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if options.half and number % 2 != (options.half == "odd"):
            continue
        row = json.loads(line)
        answer = read(row["text"], row["intervention"], row["comparator"], row["outcome"])
        told = answer or "none"
        confusion[row["label"], str(answer)] += 1
        for group in ("all", "pain") if row["pain"] else ("all",):
            total[group] += 1
            right[group] += told == row["label"]
        if told != row["label"] and shown < options.errors:
            shown += 1
            names = " | ".join(row[key][:60] for key in ("intervention", "comparator", "outcome"))
            print(f"{row['label']} read as {answer}: {names}")
            print("   ", row["text"][:300])
    for group in total:
        share = right[group] / total[group]
        print(f"{group}: {share:.3f} ({right[group]}/{total[group]}; None counts as none)")
    for (label, answer), count in sorted(confusion.items()):
        print(f"  {label:9} {answer:9} {count}")
    if options.json:
        rows = [
            Row(group, "papnlp", "accuracy", right[group] / count, n=count, lang="en")
            for group, count in total.items()
        ]
        write_result(options.json, "evidence_inference", rows)


if __name__ == "__main__":
    main()
