"""Time the extraction against what spaCy needs merely to tokenise the same texts.

Run: ``python benchmarks/speed.py [GOLD_FOLDER or JSONL ...] [--rounds N] [--json FILE]``. The
denominator is a default ``spacy.blank("en")`` with a cold cache over the texts with their newlines
replaced by spaces. Everything is processor time; what is compared is timed in turns, and the
ratios are medians over the rounds. Each round reads the documents with other digits, so that no
text is seen twice; the tokenizer is timed too on texts whose words it has seen before.

Relevant abstracts are those of the gold sets, each language alone. On ordinary abstracts, from
``pubmed-xml/pubmed21n1298.xml.gz`` in the data folder (``--data``, default: the environment
variable ``PAPNLP_DATA``, else ``../shared/data`` beside the repository), the dictionary stage and
the finding of definitions are timed by themselves: string in, spans out. Without that file, they
are left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Final

import spacy
from lxml import etree
from report.rows import ROOT, Row, add_json_option, data_folder, write_result
from spacy.language import Language

import papnlp
from papnlp.analysis import Analysis
from papnlp.document import Document
from papnlp.engine import Engine, Stage
from papnlp.evaluation.reader import read_gold
from papnlp.extractor import Extractor
from papnlp.text.normalise import normalise

SETS: Final = tuple(ROOT / "annotations" / name for name in ("sample", "dev"))
RELEVANT: Final = "relevant, varied"
FILE: Final = Path("pubmed-xml") / "pubmed21n1298.xml.gz"
_COPIES: Final = 40
_ROUNDS: Final = 5
_ORDINARY: Final = 1000
_EVERY: Final = 15
_DIGIT: Final = re.compile(r"\d")


def read_documents(paths: Iterable[Path]) -> list[Document]:
    """Return the documents of gold folders and of JSON Lines files."""
    vocabulary = papnlp.load().model.vocabulary
    documents: list[Document] = []
    for path in paths:
        if path.is_dir():
            documents.extend(Document.from_dict(gold) for gold in read_gold(path, vocabulary))
            continue
        lines = path.read_text(encoding="utf-8").split("\n")
        documents.extend(Document.from_dict(json.loads(line)) for line in lines if line.strip())
    return documents


def ordinary_texts(path: Path) -> list[str]:
    """Return titles with their abstracts, spread over a PubMed file."""
    with gzip.open(path) as stream:
        found = islice(_texts(stream), 0, _ORDINARY * _EVERY, _EVERY)
        return list(found)


def _texts(stream: gzip.GzipFile) -> Iterable[str]:
    for _, article in etree.iterparse(stream, tag="Article"):
        parts = ["".join(map(str, part.itertext())) for part in article.iter("AbstractText")]
        title = article.find("ArticleTitle")
        if parts and title is not None:
            yield " ".join(["".join(map(str, title.itertext())), *parts])
        article.clear()


def vary(
    documents: Sequence[Document], lang: str, seed: int = 7, copies: int = _COPIES
) -> list[Document]:
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
        for copy in range(copies)
        for document in documents
        if lang in document.abstract
    ]


def seconds_to_tokenise(texts: Sequence[str], blank: Language | None = None) -> float:
    """Return the CPU seconds a text that a default tokenizer of spaCy takes, a cold one if new."""
    blank = blank or spacy.blank("en")
    flat = [text.replace("\n", " ") for text in texts]
    return _seconds(lambda: [blank.make_doc(text) for text in flat]) / len(texts)


def seconds_to_extract(extract: Extractor, documents: Sequence[Document]) -> float:
    """Return the CPU seconds a document that the whole extraction takes."""
    return _seconds(lambda: [extract(item).to_json() for item in documents]) / len(documents)


def seconds_of_stage(stage: Stage, texts: Sequence[str], lang: str) -> float:
    """Return the CPU seconds a text from the string to what one stage finds."""

    def run() -> None:
        for text in texts:
            stage(Analysis(normalise(text, lang)))

    return _seconds(run) / len(texts)


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def stage_times(engine: Engine, documents: Sequence[Document]) -> dict[str, float]:
    """Return microseconds a document for each stage."""
    stages: dict[str, Stage | None] = {
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
        start = time.process_time()
        analysis = Analysis(normalise(text, engine.lang))
        analysis.title_end = len(document.title.get(engine.lang, ""))
        totals["normalise"] += time.process_time() - start
        for name, stage in stages.items():
            if stage is not None:
                start = time.process_time()
                stage(analysis)
                totals[name] += time.process_time() - start
    return {name: 1e6 * total / len(documents) for name, total in totals.items()}


def relevant_rows(extract: Extractor, documents: Sequence[Document], rounds: int) -> list[Row]:
    """Time the whole extraction of relevant abstracts, and tokenising them, in turns."""
    cold: list[float] = []
    warm: list[float] = []
    whole: dict[str, list[float]] = {"en": [], "zh": []}
    for seed in range(rounds):
        blank = spacy.blank("en")
        for times, copy in ((cold, 0), (warm, 1)):
            texts = [item.text("en") for item in vary(documents, "en", 2 * seed + copy, 1)]
            times.append(seconds_to_tokenise(texts, blank))
        for lang, taken in whole.items():
            taken.append(seconds_to_extract(extract, vary(documents, lang, 2 * seed, 1)))
    rows = []
    for lang, taken in whole.items():
        rows.append(_row(RELEVANT, "papnlp", "whole extraction", 1e6 * median(taken), lang))
        print(f"{lang}: extraction {1e6 * median(taken):.0f} µs a document")
        for name, times in (("cold", cold), ("words seen before", warm)):
            ratio = median(one / other for one, other in zip(taken, times, strict=True))
            micro = 1e6 * median(times)
            print(f"    tokenising the English, {name}: {micro:.0f} µs, ratio {ratio:.2f}")
            measure = f"extraction by tokenising, {name}"
            rows.append(_row(RELEVANT, "papnlp", measure, ratio, lang, unit="×"))
            if lang == "en":
                rows.append(_row(RELEVANT, "spaCy", f"tokenising, {name}", micro, lang))
        stages = stage_times(extract.engine(lang), vary(documents, lang, 2 * rounds, 2))
        for stage, micro in stages.items():
            print(f"    {stage:12} {micro:7.0f} µs")
            rows.append(_row(RELEVANT, "papnlp", f"stage {stage}", micro, lang))
    return rows


def ordinary_rows(extract: Extractor, texts: Sequence[str], rounds: int) -> list[Row]:
    """Time two stages on ordinary abstracts, and tokenising them, in turns."""
    engine = extract.engine("en")
    stages: dict[str, Stage] = {"dictionary": engine.ruler, "definitions": engine.definitions}
    rows = []
    for name, stage in stages.items():
        stage(Analysis(normalise(texts[0], "en")))
        times, ratios = [], []
        for _ in range(rounds):
            tokenise = seconds_to_tokenise(texts)
            times.append(seconds_of_stage(stage, texts, "en"))
            ratios.append(times[-1] / tokenise)
        print(
            f"ordinary abstracts: {name} {1e6 * median(times):.0f} µs a text, "
            f"ratio to tokenising {median(ratios):.2f}"
        )
        rows.append(
            _row("ordinary", "papnlp", f"{name} by tokenising", median(ratios), "en", unit="×")
        )
    return rows


def _row(
    name: str,
    system: str,
    measure: str,
    value: float,
    lang: str | None = None,
    *,
    unit: str = "µs/document",
) -> Row:
    return Row(name, system, measure, value, unit=unit, lang=lang)


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", type=Path, nargs="*", default=SETS)
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help="how often to time each")
    parser.add_argument("--data", help="folder of the public data sets")
    add_json_option(parser)
    options = parser.parse_args()
    documents = read_documents(options.paths)
    extract = papnlp.load()
    extract({"id": "first", "abstract": {"en": "Ketamine helped.", "zh": "氯胺酮有效。"}})
    rows = relevant_rows(extract, documents, options.rounds)
    path = data_folder(options.data) / FILE
    if path.is_file():
        rows += ordinary_rows(extract, ordinary_texts(path), options.rounds)
    if options.json:
        write_result(options.json, "speed", rows)


if __name__ == "__main__":
    main()
