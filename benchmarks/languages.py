"""Read the same documents in English, in Chinese and in both, and say where and why they differ.

The first table gives, for each key of a record, the share of records on which two runs agree
(twice those in common over all of both) and the F1 of each run against the gold. The second
one gives the causes of the differences between the English and the Chinese run, each found by
rule from the two analyses, with how often the record of one side is that of the gold.

Usage: python benchmarks/languages.py GOLD_FOLDER... [--errors] [--doc ID] [--json FILE]
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from report.causes import Difference, Pages, differences
from report.gold import KEYS, gold_documents
from report.rows import Counts, Row, add_json_option, f1_interval, write_result

from papnlp.bilingual.align import SentenceAligner
from papnlp.bilingual.kinship import Kinship
from papnlp.document import Document
from papnlp.extractor import Extractor
from papnlp.findings.knowledge import Knowledge
from papnlp.model import open_model

RUNS = ("English only", "Chinese only", "both")
PAIRS = ((0, 1), (0, 2), (1, 2))
_SIDES = ("en", "zh")


class Comparison:
    """Reads documents in three ways and keeps what agrees and what differs.

    Parameters
    ----------
    extractor : Extractor
        Reads them.
    """

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self._aligner = SentenceAligner(extractor.model)
        self._kin = Kinship(Knowledge(extractor.model))
        self.agreed: dict[tuple[str, int, int], list[Counts]] = {}
        self.scored: dict[tuple[str, int], list[Counts]] = {}
        self.differences: list[Difference] = []

    def add(self, gold: Mapping[str, Any]) -> None:
        """Read one gold document in all three ways."""
        fields = {key: gold[key] for key in ("id", "title", "abstract") if gold.get(key)}
        whole = Document.from_dict(fields)
        if set(whole.languages) != set(_SIDES):
            return
        alone = {lang: self._extractor.analyse(_only(whole, lang))[lang] for lang in _SIDES}
        records = [
            *([_values(finding) for finding in alone[lang].findings] for lang in _SIDES),
            [_values(record) for record in self._extractor(whole).records],
        ]
        for name, key in KEYS.items():
            bags = [_bag(run, key) for run in records]
            wanted = _bag(gold["records"], key)
            for one, other in PAIRS:
                counts = _counts(bags[one], bags[other])
                self.agreed.setdefault((name, one, other), []).append(counts)
            for run, bag in enumerate(bags):
                self.scored.setdefault((name, run), []).append(_counts(bag, wanted))
        alignments = self._aligner.align(alone["en"], alone["zh"])
        right = frozenset(_bag(gold["records"], KEYS["full key"]))
        pages = Pages(str(whole.id), alone["en"], alone["zh"], alignments, right)
        self.differences.extend(differences(pages, self._kin))

    def rows(self, name: str) -> Iterator[Row]:
        """Yield the figures of a gold set.

        Parameters
        ----------
        name : str
            Name of the set.
        """
        for (key, one, other), counts in self.agreed.items():
            yield _row(f"{name}, {key}", f"{RUNS[one]} / {RUNS[other]}", "agreement", counts)
        for (key, run), counts in self.scored.items():
            yield _row(f"{name}, {key}", RUNS[run], "F1 against the gold", counts)
        total = max(1, len(self.differences))
        for cause, items in by_cause(self.differences):
            part = f"{name}, differences"
            yield Row(part, cause, "share of differences", len(items) / total, n=len(items))


def _only(document: Document, lang: str) -> Document:
    """Return a document with one of its languages."""
    texts = {"title": document.title, "abstract": document.abstract}
    kept = {name: {lang: text[lang]} for name, text in texts.items() if lang in text}
    return Document.from_dict({"id": document.id, **kept})


def _values(item: object) -> dict[str, Any]:
    return {name: getattr(item, name) for name in KEYS["full key"]}


def _bag(records: Iterable[Mapping[str, Any]], key: Sequence[str]) -> Counter[tuple[Any, ...]]:
    return Counter({tuple(record[name] for name in key) for record in records})


def _counts(one: Counter[Any], other: Counter[Any]) -> Counts:
    return (one & other).total(), one.total(), other.total()


def _row(part: str, system: str, measure: str, counts: Sequence[Counts]) -> Row:
    right, one, other = (sum(column) for column in zip(*counts, strict=True))
    share = 2 * right / max(1, one + other)
    return Row(part, system, measure, share, *f1_interval(counts), n=len(counts))


def by_cause(items: Iterable[Difference]) -> list[tuple[str, list[Difference]]]:
    """Return the differences by their cause, the most frequent first."""
    causes: dict[str, list[Difference]] = {}
    for item in items:
        causes.setdefault(item.cause, []).append(item)
    return sorted(causes.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def tables(rows: Sequence[Row], found: Sequence[Difference]) -> str:
    """Return the figures and the causes as Markdown."""
    lines = ["| records | runs | agreement / F1 |", "|---|---|---:|"]
    lines += [
        f"| {row.set} | {row.system} | {row.value:.3f} |"
        for row in rows
        if row.measure != "share of differences"
    ]
    lines += ["", "| cause | differences | English right | Chinese right | neither |"]
    lines.append("|---|---:|---:|---:|---:|")
    for cause, items in by_cause(found):
        en, zh = (sum(item.right == lang for item in items) for lang in _SIDES)
        lines.append(f"| {cause} | {len(items)} | {en} | {zh} | {len(items) - en - zh} |")
    return "\n".join(lines)


def main() -> None:
    """Print both tables for each gold set."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--errors", action="store_true", help="list each difference")
    parser.add_argument("--doc", help="read this document alone")
    parser.add_argument("--model", default="pap")
    add_json_option(parser)
    options = parser.parse_args()
    extractor = Extractor(open_model(options.model))
    rows: list[Row] = []
    for folder in options.gold:
        comparison = Comparison(extractor)
        for document in gold_documents(folder, extractor.model):
            if options.doc in (None, document["id"]):
                comparison.add(document)
        found = list(comparison.rows(folder.name))
        rows += found
        print(tables(found, comparison.differences))
        if options.errors:
            for item in comparison.differences:
                print(item)
    if options.json:
        names = " ".join(str(folder) for folder in options.gold)
        write_result(
            options.json, "languages", rows, command=f"python benchmarks/languages.py {names}"
        )


if __name__ == "__main__":
    main()
