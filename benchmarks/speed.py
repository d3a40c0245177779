"""Time the extraction against what spaCy needs merely to tokenise the same texts.

Run: ``python benchmarks/speed.py [JSONL ...] [--json FILE]``. Each document is repeated with
changed numbers, so that no text is seen twice. The denominator is a default ``spacy.blank``
with a cold cache over the texts with their newlines replaced by spaces.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Iterable
from pathlib import Path

import spacy
from report.rows import ROOT, Row, add_json_option, write_result

import papnlp
from papnlp.analysis import Analysis
from papnlp.document import Document
from papnlp.engine import Engine
from papnlp.extractor import Extractor
from papnlp.text.normalise import normalise

_COPIES = 40
_DIGIT = re.compile(r"\d")


def read_documents(paths: Iterable[Path]) -> list[Document]:
    """Return the documents of JSON Lines files."""
    return [
        Document.from_dict(json.loads(line))
        for path in paths
        for line in path.read_text(encoding="utf-8").split("\n")
        if line.strip()
    ]


def vary(documents: list[Document], lang: str, seed: int = 7) -> list[Document]:
    """Return copies of the documents in one language, each with other digits."""
    chance = random.Random(seed)  # noqa: S311 (no secret)

    def digit(match: re.Match[str]) -> str:
        return match[0] if match[0] == "0" else str(chance.randint(1, 9))

    def change(text: str) -> str:
        return _DIGIT.sub(digit, text)

    return [
        Document(
            f"{document.id}-{copy}",
            {lang: change(document.title[lang])} if lang in document.title else {},
            {lang: change(document.abstract[lang])},
        )
        for copy in range(_COPIES)
        for document in documents
        if lang in document.abstract
    ]


def seconds_to_tokenise(documents: list[Document]) -> float:
    """Return the CPU seconds a document that a cold default tokenizer of spaCy takes."""
    blank = spacy.blank("en")
    texts = [document.text("en").replace("\n", " ") for document in documents]
    start = time.process_time()
    for text in texts:
        blank.make_doc(text)
    return (time.process_time() - start) / len(texts)


def seconds_to_extract(extract: Extractor, documents: list[Document]) -> float:
    """Return the CPU seconds a document that the whole extraction takes."""
    start = time.process_time()
    for document in documents:
        extract(document).to_json()
    return (time.process_time() - start) / len(documents)


def stage_times(engine: Engine, documents: list[Document]) -> dict[str, float]:
    """Return microseconds a document for each stage."""
    stages = {
        "normalise": None,
        "sentences": engine.sentencizer,
        "sections": engine.sections,
        "concepts": engine.ruler,
        "definitions": engine.definitions,
        "linker": engine.linker,
        "context": engine.context,
        "statistics": engine.statistics,
        "study": engine.study,
        "findings": engine.findings,
    }
    totals = dict.fromkeys(stages, 0.0)
    for document in documents:
        text = document.text(engine.lang)
        start = time.perf_counter()
        analysis = Analysis(normalise(text, engine.lang))
        analysis.title_end = len(document.title.get(engine.lang, ""))
        totals["normalise"] += time.perf_counter() - start
        for name, stage in stages.items():
            if stage is not None:
                start = time.perf_counter()
                stage(analysis)
                totals[name] += time.perf_counter() - start
    return {name: 1e6 * total / len(documents) for name, total in totals.items()}


def rows_of(lang: str, whole: float, tokenise: float, stages: dict[str, float]) -> list[Row]:
    """Return the figures of one language."""
    micro = {
        ("papnlp", "whole extraction"): 1e6 * whole,
        ("spaCy", "tokenising the English, cold cache"): 1e6 * tokenise,
        **{("papnlp", f"stage {name}"): value for name, value in stages.items()},
    }
    rows = [
        Row("sample, varied", system, measure, value, unit="µs/document", lang=lang)
        for (system, measure), value in micro.items()
    ]
    ratio = "extraction by tokenising"
    return [*rows, Row("sample, varied", "papnlp", ratio, whole / tokenise, unit="×", lang=lang)]


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", type=Path, nargs="*", default=[ROOT / "corpora" / "sample.jsonl"])
    add_json_option(parser)
    options = parser.parse_args()
    documents = read_documents(options.paths)
    start = time.process_time()
    extract = papnlp.load()
    extract({"id": "first", "abstract": {"en": "Ketamine helped.", "zh": "氯胺酮有效。"}})
    seconds = time.process_time() - start
    print(f"opening the model, first bilingual document included: {seconds:.2f} s of CPU time")
    opening = "opening the model, first bilingual document included"
    rows = [Row("sample", "papnlp", opening, seconds, unit="s")]
    for lang in ("en", "zh"):
        varied = vary(documents, lang)
        tokenise = seconds_to_tokenise(vary(documents, "en"))
        whole = seconds_to_extract(extract, varied)
        print(
            f"{lang}: {len(varied)} documents, extraction {1e6 * whole:.0f} µs a document, "
            f"spaCy tokenising the English {1e6 * tokenise:.0f} µs, ratio {whole / tokenise:.2f}"
        )
        stages = stage_times(extract.engine(lang), varied)
        for name, micro in stages.items():
            print(f"    {name:12} {micro:7.0f} µs")
        rows += rows_of(lang, whole, tokenise, stages)
    if options.json:
        write_result(options.json, "speed", rows)


if __name__ == "__main__":
    main()
