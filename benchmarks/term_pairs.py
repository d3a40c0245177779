"""Compare the concepts found on the two sides of translated sentences.

Two sets of the data folder: ``wmt-zh-en``, English sentences of MEDLINE abstracts with their
Chinese ones, line by line; then, until there are enough, the sentences of ``paramed`` that its gold
alignment links one to one, lower-cased there. Each side is read by itself, as a text of its own.
A concept that one side has should be on the other, or a broader or narrower one; what is on one
side only is a gap of the vocabulary, an error, or a difference of the translation itself.

Differences that were read stand in ``term_pairs.tsv``: file, line, language that has the concept,
concept and class (``--classes`` explains them). What is left over is printed.

Usage: ``python benchmarks/term_pairs.py [--most N] [--data FOLDER] [--json FILE]``
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from report.rows import Row, add_json_option, data_folder, write_result

import papnlp
from papnlp.document import LANGUAGES
from papnlp.evaluation.adapters import read_gold_set
from papnlp.extractor import Extractor
from papnlp.terms.names import PREFIX

READ = Path(__file__).with_name("term_pairs.tsv")
CLASSES = {
    "left out": "the other side does not say it",
    "reworded": "the other side says it in words that are no name of it",
    "short": "the other side has a short form that is defined in another sentence",
    "general": "the other side has a word too general to be tagged",
    "unlisted": "both sides have a name that the vocabulary lacks",
}
_MOST = 200


@dataclass(frozen=True, slots=True)
class Pair:
    """An English sentence and its Chinese one, with the file and line (from 1) that they are."""

    file: str
    line: int
    text: dict[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """A concept that only one side of a pair has."""

    file: str
    line: int
    lang: str
    concept: str


def read_pairs(folder: Path) -> Iterator[Pair]:
    """Yield the pairs of both sets, those of lines first."""
    yield from read_lines(folder / "wmt-zh-en")
    yield from read_links(folder / "paramed")


def read_links(folder: Path) -> Iterator[Pair]:
    """Yield the sentences that the gold alignment of ParaMed links one to one, by document."""
    if not folder.is_dir():
        return
    for gold in read_gold_set("paramed", folder, say=print):
        for number, link in enumerate(gold["alignments"], start=1):
            if all(len(link[lang]) == 1 for lang in LANGUAGES):
                spans = {lang: gold["sentences"][lang][link[lang][0]] for lang in LANGUAGES}
                text = {lang: gold["abstract"][lang][slice(*spans[lang])] for lang in LANGUAGES}
                yield Pair(gold["id"], number, text)


def read_lines(folder: Path) -> Iterator[Pair]:
    """Yield the pairs of all files, in the order of their names."""
    for path in sorted(folder.glob("*.en")):
        sides = {
            lang: path.with_suffix(f".{lang}").read_text(encoding="utf-8").split("\n")
            for lang in LANGUAGES
        }
        for line, (en, zh) in enumerate(zip(sides["en"], sides["zh"], strict=True), start=1):
            if en.strip() and zh.strip():
                yield Pair(path.stem, line, {"en": en, "zh": zh})


def read_differences(path: Path) -> dict[Difference, str]:
    """Return the class of each difference that was read."""
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            Difference(row["file"], int(row["line"]), row["lang"], row["concept"]): row["class"]
            for row in csv.DictReader(stream, delimiter="\t")
        }


def concepts(extract: Extractor, text: str, lang: str) -> dict[str, str]:
    """Return the concepts of a text with the words that stand for them.

    What the vocabulary lacks goes by its last words, its short form if it has one: that both
    languages have.
    """
    found = extract({"id": "pair", "abstract": {lang: text}}).mentions
    named = {item.concept: item.text for item in found if item.concept is not None}
    return {
        f"{PREFIX}{words}" if concept.startswith(PREFIX) else concept: words
        for concept, words in named.items()
    }


def one_sided(extract: Extractor, sides: dict[str, dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield language and concept of what has no counterpart or kindred on the other side."""
    kindred = extract.model.vocabulary.is_a
    for lang, other in (LANGUAGES, LANGUAGES[::-1]):
        for concept in sides[lang]:
            if not any(kindred(concept, one) or kindred(one, concept) for one in sides[other]):
                yield lang, concept


def main() -> None:
    """Print what is on one side only, and the counts."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", help="folder of the data sets")
    parser.add_argument("--most", type=int, default=_MOST, help="pairs with terms to compare")
    parser.add_argument("--classes", action="store_true", help="explain the classes and end")
    add_json_option(parser)
    options = parser.parse_args()
    if options.classes:
        print("\n".join(f"{name:<10} {meaning}" for name, meaning in CLASSES.items()))
        return
    extract = papnlp.load()
    known = read_differences(READ)
    counts: Counter[str] = Counter()
    folder = data_folder(options.data)
    if not (folder / "wmt-zh-en").is_dir():
        parser.error(f"{folder}: no wmt-zh-en; give the folder of the data sets with --data")
    for pair in read_pairs(folder):
        sides = {lang: concepts(extract, pair.text[lang], lang) for lang in LANGUAGES}
        if counts["pairs"] == options.most:
            break
        if not any(sides.values()):
            continue
        counts["pairs"] += 1
        counts["terms"] += sum(map(len, sides.values()))
        for lang, concept in one_sided(extract, sides):
            difference = known.get(Difference(pair.file, pair.line, lang, concept))
            counts[difference or "unexplained"] += 1
            if difference is None:
                print(f"{pair.file}:{pair.line} {lang} {concept} ({sides[lang][concept]})")
                print(f"    {pair.text['en']}\n    {pair.text['zh']}")
    for name in ("pairs", "terms", *CLASSES, "unexplained"):
        print(f"{name:<12} {counts[name]:>5}")
    if options.json:
        share = (counts["terms"] - counts["unexplained"]) / max(1, counts["terms"])
        rows = [Row("wmt-zh-en, paramed", "papnlp", "terms explained", share, n=counts["pairs"])]
        write_result(options.json, "term_pairs", rows)


if __name__ == "__main__":
    main()
