"""Score the grammar of claims on gold mentions: records by language and by key.

Usage: python benchmarks/findings.py GOLD_FOLDER [--errors] [--doc ID] [--json FILE]
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from report.gold import KEYS, gold_documents
from report.rows import Counts, Row, add_json_option, shares, write_result

from papnlp.analysis import Analysis, Term
from papnlp.document import Document
from papnlp.evidence import Study
from papnlp.findings.extractor import FindingExtractor
from papnlp.model import open_model
from papnlp.text.normalise import normalise
from papnlp.text.sections import SectionTagger
from papnlp.text.sentences import Sentencizer


@dataclass
class Tally:
    """Counts of a key: found and right, found, in gold."""

    right: int = 0
    found: int = 0
    gold: int = 0
    counts: list[Counts] = field(default_factory=list)
    """The same for each document."""

    def add(self, found: Counter[Any], gold: Counter[Any]) -> None:
        """Count one document."""
        right = sum((found & gold).values())
        self.counts.append((right, sum(found.values()), sum(gold.values())))
        self.right += right
        self.found += sum(found.values())
        self.gold += sum(gold.values())

    def __str__(self) -> str:
        precision = self.right / max(self.found, 1)
        recall = self.right / max(self.gold, 1)
        f1 = 2 * self.right / max(self.found + self.gold, 1)
        counts = f"{self.right}/{self.found}/{self.gold}"
        return f"P {precision:.2f} R {recall:.2f} F1 {f1:.3f} ({counts})"


@dataclass
class Scores:
    """Tallies of one language."""

    keys: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in KEYS})
    certain: int = 0
    matched: int = 0


def analyse(document: dict[str, Any], lang: str, stages: list[Any]) -> Analysis:
    """Return the analysis of a gold document in one language, mentions from the gold."""
    source = Document.from_dict(
        {key: document[key] for key in ("id", "title", "abstract") if key in document}
    )
    text = source.text(lang)
    title = (source.title or {}).get(lang) if isinstance(source.title, dict) else None
    analysis = Analysis(normalise(text, lang), title_end=len(title) if title else 0)
    analysis.study = Study(design=document["study"]["design"])
    seen = set()
    for item in document["mentions"]:
        if item["lang"] == lang:
            term = Term(item["start"], item["end"], item["label"], item["concept"], "term")
            if term not in seen:
                seen.add(term)
                analysis.mentions.append(term)
    for stage in stages:
        stage(analysis)
    return analysis


def _key(record: dict[str, Any], names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(record[name] for name in names)


def _print_errors(
    document: dict[str, Any], lang: str, analysis: Analysis, found: list[dict[str, Any]]
) -> None:
    full = KEYS["full key"]
    gold = document["records"]
    print(f"--- {document['id']} {lang}")
    for record in gold:
        if all(_key(record, full) != _key(other, full) for other in found):
            print(
                "  missed",
                *(_short(v) for v in _key(record, full)),
                record["certainty"],
                "|",
                record["quote"],
            )
    for record in found:
        match = next((g for g in gold if _key(record, full) == _key(g, full)), None)
        if match is None or match["certainty"] != record["certainty"]:
            where = analysis.text.norm[record["start"] : record["end"]].replace("\n", " ")
            state = "wrong " if match is None else "certainty"
            print(
                "  " + state,
                *(_short(v) for v in _key(record, full)),
                record["certainty"],
                "|",
                record["rule"],
                "|",
                where[:150],
            )


def _short(value: str | None) -> str:
    return "-" if value is None else value.removeprefix("pap:")


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--doc")
    parser.add_argument("--model", default="pap")
    add_json_option(parser)
    options = parser.parse_args()
    rows: list[Row] = []
    model = open_model(options.model)
    documents = gold_documents(options.gold, model)
    for lang in ("en", "zh"):
        stages = [Sentencizer(model, lang), SectionTagger(model, lang)]
        extractor = FindingExtractor(model, lang)
        scores = Scores()
        spent = 0.0
        for document in documents:
            if options.doc and document["id"] != options.doc:
                continue
            analysis = analyse(document, lang, stages)
            start = time.perf_counter()
            extractor(analysis)
            spent += time.perf_counter() - start
            found = [
                {
                    name: getattr(item, name)
                    for name in (*KEYS["full key"], "certainty", "rule", "start", "end")
                }
                for item in analysis.findings
            ]
            for name, key in KEYS.items():
                scores.keys[name].add(
                    Counter({_key(record, key) for record in found}),
                    Counter({_key(record, key) for record in document["records"]}),
                )
            for record in found:
                key = KEYS["intervention, outcome, direction"]
                same = [g for g in document["records"] if _key(g, key) == _key(record, key)]
                if same:
                    scores.matched += 1
                    scores.certain += any(g["certainty"] == record["certainty"] for g in same)
            if options.errors:
                _print_errors(document, lang, analysis, found)
        for name, tally in scores.keys.items():
            print(f"{lang} {name:34} {tally}")
            part = f"{options.gold.name}, {name}"
            rows += shares(part, "papnlp", tally.counts, lang)
        sure = scores.certain / max(scores.matched, 1)
        pace = spent / len(documents) * 1e6
        print(f"{lang} certainty of matched {sure:.2f}; {pace:.0f} us a document")
    if options.json:
        write_result(options.json, "findings", rows)


if __name__ == "__main__":
    main()
