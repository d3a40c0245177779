"""Read abstracts of any field: senses of undefined short forms, and pain types that are none.

Reads ``pubmed-xml/pubmed21n1298.xml.gz`` from the data folder; none of its abstracts is about pain
after amputation. Printed are

- a seeded draw of the short forms that are tagged as a mention without being defined in the text,
  each with the words around it, to be read: how many have another sense there;
- every mention of pain after amputation, of phantom phenomena and of the residual limb, the concept
  and what is below it: each is false, or its text is about such pain after all.

Usage: ``python benchmarks/senses.py [--draw N] [--seed N] [--data FOLDER] [--json FILE]``
"""

from __future__ import annotations

import argparse
import gzip
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from report.rows import Row, add_json_option, data_folder, write_result

from papnlp.analysis import Analysis
from papnlp.engine import Engine
from papnlp.evidence import LABELS
from papnlp.model import open_model
from papnlp.text.normalise import normalise
from papnlp.vocabulary.vocabulary import Vocabulary

FILE = Path("pubmed-xml") / "pubmed21n1298.xml.gz"
AMPUTATION = ("pap:postamputation-pain", "pap:phantom-phenomenon", "pap:residual-limb-pain")
_AROUND = 70
_DRAW, _SEED = 200, 5


@dataclass(frozen=True, slots=True)
class Found:
    """A mention with the words around it."""

    pmid: str
    words: str
    concept: str
    around: str


def texts(path: Path) -> Iterator[tuple[str, str, int]]:
    """Yield PMID, title with abstract, and where the title ends."""
    with gzip.open(path) as stream:
        for _, citation in etree.iterparse(stream, tag="MedlineCitation"):
            parts = citation.findall("Article/Abstract/AbstractText")
            title = _text(citation.find("Article/ArticleTitle"))
            if parts:
                abstract = " ".join(map(_text, parts))
                yield citation.findtext("PMID") or "", f"{title}\n{abstract}", len(title)
            citation.clear()


def _text(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def _found(pmid: str, analysis: Analysis, start: int, end: int, concept: str) -> Found:
    norm = analysis.text.norm
    around = norm[max(0, start - _AROUND) : end + _AROUND].replace("\n", " / ")
    return Found(pmid, norm[start:end], concept, around)


def read(analysis: Analysis, pmid: str, vocabulary: Vocabulary) -> tuple[list[Found], list[Found]]:
    """Return the tagged undefined short forms of a text, and its pain types after amputation."""
    shorts = [
        _found(pmid, analysis, item.start, item.end, item.concept)
        for item in analysis.abbreviations
        if item.via == "context" and item.concept is not None
        if vocabulary.concepts[item.concept].label in LABELS
    ]
    pains = [
        _found(pmid, analysis, term.start, term.end, term.concept)
        for term in analysis.mentions
        if any(vocabulary.is_a(term.concept, above) for above in AMPUTATION)
    ]
    return shorts, pains


def show(items: list[Found]) -> None:
    """Print mentions, one a line."""
    for item in items:
        print(f"{item.pmid:<9} {item.words:<10} {item.concept:<45} {item.around}")


def main() -> None:
    """Print the draw, the pain types and the counts."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", help="folder of the data sets")
    parser.add_argument("--draw", type=int, default=_DRAW, help="short forms to draw")
    parser.add_argument("--seed", type=int, default=_SEED, help="seed of the draw")
    add_json_option(parser)
    options = parser.parse_args()
    path = data_folder(options.data) / FILE
    if not path.is_file():
        parser.error(f"{path}: no such file; give the folder of the data sets with --data")
    model = open_model()
    engine = Engine(model, "en")
    shorts: list[Found] = []
    pains: list[Found] = []
    count = 0
    for pmid, text, title_end in texts(path):
        analysis = Analysis(normalise(text, "en"), title_end=title_end)
        engine.read(analysis)
        engine.link(analysis)
        tagged, false = read(analysis, pmid, model.vocabulary)
        shorts += tagged
        pains += false
        count += 1
    show(random.Random(options.seed).sample(shorts, min(options.draw, len(shorts))))  # noqa: S311
    print()
    show(pains)
    rate = 1e4 * len(pains) / max(1, count)
    print(f"\n{count:,} abstracts, {len(shorts):,} undefined short forms tagged")
    print(f"{len(pains)} pain types after amputation, {rate:.1f} in 10,000 abstracts")
    if options.json:
        rows = [Row("pubmed-xml", "papnlp", "false pain types", rate, n=count, unit="in 10,000")]
        write_result(options.json, "senses", rows)


if __name__ == "__main__":
    main()
