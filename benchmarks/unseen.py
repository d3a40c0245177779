"""Recall on surfaces that no document written before has.

The annotated documents came in series (the letters with which their names begin). For each series,
in the order in which they were written, the mentions are divided into those whose surface stands in
the gold of an earlier series and the others, and the recall on both is printed: exact span and
label, by language. Case, width and Chinese script do not make a surface another one. The model is
the present one, which has seen all series but the blind ones: only the first run of a series, of
which ``annotations/first_runs`` keeps the scores at large, tells how it does on text that is new to
it.

Usage: ``python benchmarks/unseen.py [--sets NAME ...] [--json FILE]``
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import product, takewhile
from typing import Any

from report.page import table
from report.rows import ROOT, Row, add_json_option, write_result

import papnlp
from papnlp.document import LANGUAGES, Document
from papnlp.evaluation import read_gold
from papnlp.extractor import Extractor
from papnlp.text.normalise import fold
from papnlp.vocabulary.vocabulary import Vocabulary

SETS = ("sample", "dev")
ORDER = "W T F A B C D E G I J K L M N O P Q R S U X Y V Z AA AB"
Written = tuple[str, str]
"""Language and folded surface."""


def surface(gold: dict[str, Any], mention: dict[str, Any]) -> str:
    """Return the folded surface of a gold mention."""
    text = Document.from_dict(gold).text(mention["lang"])
    return fold(text[mention["start"] : mention["end"]], mention["lang"])


def count(
    extract: Extractor, documents: Iterable[dict[str, Any]], seen: Collection[Written]
) -> tuple[Counter[tuple[str, bool, bool]], set[Written]]:
    """Count mentions by language, whether the surface was seen and whether they were found.

    Returns
    -------
    tuple of Counter and set
        The counts, and the surfaces of these documents.
    """
    counts: Counter[tuple[str, bool, bool]] = Counter()
    new: set[Written] = set()
    for gold in documents:
        found = {(item.lang, item.start, item.end, item.label) for item in extract(gold).mentions}
        for mention in gold["mentions"]:
            place = mention["lang"], mention["start"], mention["end"], mention["label"]
            written = mention["lang"], surface(gold, mention)
            counts[mention["lang"], written in seen, place in found] += 1
            new.add(written)
    return counts, new


def by_series(
    names: Iterable[str], order: str, vocabulary: Vocabulary
) -> dict[str, list[dict[str, Any]]]:
    """Return the gold objects of some sets by the letters with which their names begin."""
    series: dict[str, list[dict[str, Any]]] = {letters: [] for letters in order.split()}
    for name in names:
        for gold in read_gold(ROOT / "annotations" / name, vocabulary):
            series["".join(takewhile(str.isalpha, gold["id"]))].append(gold)
    return {letters: documents for letters, documents in series.items() if documents}


def main() -> None:
    """Print a row a series."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--sets", nargs="+", default=SETS, metavar="NAME")
    parser.add_argument("--order", default=ORDER, help="the series as they were written")
    add_json_option(parser)
    options = parser.parse_args()
    extract = papnlp.load()
    try:
        series = by_series(options.sets, options.order, extract.model.vocabulary)
    except KeyError as error:
        parser.error(f"a series begins with {error}, which --order {options.order} lacks")
    seen: set[Written] = set()
    lines: list[list[str]] = []
    rows: list[Row] = []
    for letters, documents in series.items():
        counts, new = count(extract, documents, seen)
        lines.append([letters])
        for lang, before in product(LANGUAGES, (True, False)):
            right, wrong = counts[lang, before, True], counts[lang, before, False]
            share = right / max(1, right + wrong)
            lines[-1].append(f"{share:.3f} ({right + wrong})" if right + wrong else "-")
            if not before:
                name, size = f"series {letters}", len(documents)
                rows.append(Row(name, "papnlp", "recall", share, n=size, lang=lang))
        seen |= new
    head = ["series", "en, seen before", "en, new", "zh, seen before", "zh, new"]
    print("\n".join(table(head, lines, numbers=len(head) - 1)))
    if options.json:
        write_result(options.json, "unseen", rows)


if __name__ == "__main__":
    main()
