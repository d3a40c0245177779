"""Compare the mentions that papnlp marks as absent with the flags of negspacy.

The cases are those of ``tests/cases/context/english.jsonl``: short texts with all their mentions,
each said to be absent or not. They were written for the tests of papnlp, which passes them all by
construction; so this is no contest but shows what a NegEx flag means beside ours. ``negation`` in
the sense of papnlp is that the thing named is said to be absent. "No difference in pain intensity"
denies a difference, not the pain: the result of a claim, which a record holds as its direction.

Both are given the mentions: papnlp finds them, negspacy (``en_clinical`` terms, rule-based
sentences) has them set as entities.

Usage: ``python benchmarks/negation.py [--json FILE]``
"""

from __future__ import annotations

import argparse
import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import spacy
from report.rows import ROOT, Row, add_json_option, write_result

import papnlp

CASES = ROOT / "tests" / "cases" / "context" / "english.jsonl"
System = Callable[["Case"], dict[str, bool]]


@dataclass(frozen=True, slots=True)
class Case:
    """A text with its mentions, each with whether it is said to be absent."""

    text: str
    mentions: dict[str, bool]


def read_cases(path: Path) -> list[Case]:
    """Read the cases; lines that are empty or begin with # are skipped."""
    cases = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            data = json.loads(line)
            absent = dict.fromkeys(data["absent"], True)
            cases.append(Case(data["text"], absent | dict.fromkeys(data["present"], False)))
    return cases


def papnlp_system() -> System:
    """Return the context stage of this package, on the mentions that it finds."""
    extract = papnlp.load()

    def flags(case: Case) -> dict[str, bool]:
        found = extract({"id": "case", "abstract": {"en": case.text}}).mentions
        return {case.text[item.start : item.end]: item.negated for item in found}

    return flags


def negspacy_system() -> System:
    """Return negspacy on the mentions of the case."""
    importlib.import_module("negspacy.negation")
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    nlp.add_pipe("negex")

    def flags(case: Case) -> dict[str, bool]:
        ruler.clear()  # type: ignore[attr-defined]
        listed = [{"label": "MENTION", "pattern": mention} for mention in case.mentions]
        ruler.add_patterns(listed)  # type: ignore[attr-defined]
        return {span.text: span._.negex for span in nlp(case.text).ents}

    return flags


SYSTEMS: dict[str, Callable[[], System]] = {
    "papnlp": papnlp_system,
    "negspacy": negspacy_system,
}


def rows_of(name: str, cases: list[Case], told: list[dict[str, bool]]) -> list[Row]:
    """Return the share of the mentions with the right flag, absent and not absent apart."""
    rows = []
    for wanted, measure in ((True, "absent, marked so"), (False, "not absent, left unmarked")):
        right = [
            flags.get(mention) is wanted
            for case, flags in zip(cases, told, strict=True)
            for mention, absent in case.mentions.items()
            if absent is wanted
        ]
        share = sum(right) / len(right)
        rows.append(Row("context cases", name, measure, share, n=len(right), lang="en"))
    return rows


def _written(absent: bool | None) -> str:  # noqa: FBT001 (a value to show)
    return {True: "absent", False: "not absent", None: "not found"}[absent]


def examples(cases: list[Case], told: dict[str, list[dict[str, bool]]]) -> list[dict[str, str]]:
    """Return the mentions on which a system is not as wanted."""
    return [
        {
            "text": case.text,
            "mention": mention,
            "wanted": _written(absent),
            **{name: _written(flags[number].get(mention)) for name, flags in told.items()},
        }
        for number, case in enumerate(cases)
        for mention, absent in case.mentions.items()
        if any(flags[number].get(mention) is not absent for flags in told.values())
    ]


def main() -> None:
    """Print the shares and the mentions on which the two differ."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    add_json_option(parser)
    options = parser.parse_args()
    cases = read_cases(CASES)
    rows: list[Row] = []
    told: dict[str, list[dict[str, bool]]] = {}
    for name, build in SYSTEMS.items():
        try:
            system = build()
        except ImportError as error:
            print(f"{name}: not installed ({error.name}): pip install 'papnlp[benchmarks]'")
            continue
        told[name] = [system(case) for case in cases]
        rows += rows_of(name, cases, told[name])
    for row in rows:
        print(f"{row.system:10} {row.measure:28} {row.value:.3f} of {row.n}")
    shown = examples(cases, told)
    for example in shown:
        print("  ".join(f"{key}: {value}" for key, value in example.items()))
    if options.json:
        write_result(options.json, "negation", rows, examples=shown)


if __name__ == "__main__":
    main()
