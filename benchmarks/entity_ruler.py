"""Measure exact mentions beside a plain spaCy EntityRuler with the same terms.

The ruler is what one would write in ten lines: every name, synonym and short form of the
vocabulary as a phrase pattern on ``spacy.blank``. It has no variants, no context and no senses.
Rows: case as in the vocabulary; any case; and full names in any case with short forms as written.
A mention counts if start, end and label are those of the gold. Each language is read alone.

Usage: ``python benchmarks/entity_ruler.py [GOLD_FOLDER ...] [--json FILE]``
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import spacy
from report.rows import ROOT, Counts, Row, add_json_option, shares, write_result
from spacy.language import Language
from speed import read_documents, vary

import papnlp
from papnlp.document import LANGUAGES, Document
from papnlp.evaluation.reader import read_gold
from papnlp.evidence import LABELS
from papnlp.vocabulary.vocabulary import Vocabulary

Spans = set[tuple[int, int, str]]
System = Callable[[Document, str], Spans]
SETS: Final = tuple(ROOT / "annotations" / name for name in ("sample", "dev", "test"))
RULERS: Final[dict[str, tuple[str, str]]] = {
    "EntityRuler, case as listed": ("ORTH", "ORTH"),
    "EntityRuler, any case": ("LOWER", "LOWER"),
    "EntityRuler, any case, short forms as listed": ("LOWER", "ORTH"),
}
"""The token attribute that is matched for full names and for short forms."""


def patterns(vocabulary: Vocabulary, lang: str, *, short: bool) -> list[dict[str, str]]:
    """Return the full names, or the short forms, of the concepts that are mentions."""
    return [
        {"label": concept.label, "pattern": text, "id": concept.id}
        for concept in vocabulary
        if concept.label in LABELS
        for text in (concept.abbreviations if short else concept.surfaces(lang))
    ]


def build(vocabulary: Vocabulary, lang: str, names: str, shorts: str) -> Language:
    """Return a blank pipeline with one ruler, or two where short forms match another way."""
    nlp = spacy.blank(lang)
    full, short = (patterns(vocabulary, lang, short=flag) for flag in (False, True))
    groups = [(names, full + short)] if names == shorts else [(names, full), (shorts, short)]
    for attribute, listed in groups:
        ruler = nlp.add_pipe(
            "entity_ruler", name=attribute, config={"phrase_matcher_attr": attribute}
        )
        ruler.add_patterns(listed)  # type: ignore[attr-defined]
    return nlp


def ruler_system(vocabulary: Vocabulary, names: str, shorts: str) -> System:
    """Return a ruler of both languages as a system."""
    pipelines = {lang: build(vocabulary, lang, names, shorts) for lang in LANGUAGES}

    def find(document: Document, lang: str) -> Spans:
        doc = pipelines[lang](document.text(lang))
        return {(span.start_char, span.end_char, span.label_) for span in doc.ents}

    return find


def papnlp_system() -> System:
    """Return the extraction of this package, each language read alone."""
    extract = papnlp.load()

    def find(document: Document, lang: str) -> Spans:
        alone = Document(
            document.id,
            {key: value for key, value in document.title.items() if key == lang},
            {lang: document.abstract[lang]},
        )
        return {(item.start, item.end, item.label) for item in extract(alone).mentions}

    return find


def score(system: System, golds: Iterable[dict[str, Any]], lang: str) -> list[Counts]:
    """Return for each document the mentions right, predicted and in the gold."""
    counts: list[Counts] = []
    for gold in golds:
        document = Document.from_dict(gold)
        if lang not in document.languages:
            continue
        found = system(document, lang)
        mentions = {
            (item["start"], item["end"], item["label"])
            for item in gold["mentions"]
            if item["lang"] == lang
        }
        counts.append((len(found & mentions), len(found), len(mentions)))
    return counts


def pace(system: System, documents: list[Document], lang: str) -> float:
    """Return documents per second of processor time, each text new to the system."""
    start = time.process_time()
    for document in documents:
        system(document, lang)
    return len(documents) / (time.process_time() - start)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sets", type=Path, nargs="*", default=SETS, metavar="GOLD_FOLDER")
    add_json_option(parser)
    options = parser.parse_args()
    vocabulary = papnlp.load().model.vocabulary
    sets = {path.name: list(read_gold(path, vocabulary)) for path in options.sets}
    sample = read_documents([ROOT / "corpora" / "sample.jsonl"])
    systems = {"papnlp": papnlp_system()}
    systems.update({name: ruler_system(vocabulary, *way) for name, way in RULERS.items()})
    rows: list[Row] = []
    for name, system in systems.items():
        for lang in LANGUAGES:
            for part, golds in sets.items():
                found = shares(part, name, score(system, golds, lang), lang)
                rows += found
                figures = "  ".join(f"{row.measure} {row.value:.3f}" for row in found)
                print(f"{name:46} {lang} {part:8} {figures}")
            rate = pace(system, vary(sample, lang), lang)
            print(f"{name:46} {lang} {rate:,.0f} documents/s")
            done = "whole extraction" if name == "papnlp" else "mentions"
            rows.append(Row("sample, varied", name, done, rate, unit="documents/s", lang=lang))
    if options.json:
        write_result(options.json, "entity_ruler", rows)


if __name__ == "__main__":
    main()
