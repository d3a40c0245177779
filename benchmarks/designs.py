"""Measure the design of a study against the publication types of PubMed.

Reads ``pubmed-xml/pubmed21n1298.xml.gz`` from the data folder. Used are records with an
abstract and a publication type that tells the design; where a record has several, the more
specific one counts (a meta-analysis is also a review). A design is right if it is one of those
that the type stands for. Records with an odd PMID are the test half, those with an even one the
half that errors were read on. Most records of the file are new and not yet typed in full, so
precision is taken among typed records only.

Usage: ``python benchmarks/designs.py [--development] [--errors] [--data FOLDER] [--json FILE]``
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from report.rows import Row, add_json_option, data_folder, write_result

from papnlp.analysis import Analysis
from papnlp.model import open_model
from papnlp.study.design import DesignClassifier
from papnlp.text.normalise import normalise
from papnlp.text.sections import SectionTagger
from papnlp.text.sentences import Sentencizer

FILE = Path("pubmed-xml") / "pubmed21n1298.xml.gz"
REVIEWS = ("systematic review", "meta-analysis", "scoping review")
TYPES = {
    "Clinical Trial Protocol": ("protocol",),
    "Meta-Analysis": ("meta-analysis",),
    "Systematic Review": REVIEWS,
    "Practice Guideline": ("guideline",),
    "Randomized Controlled Trial": ("randomized controlled trial", "randomized crossover trial"),
    "Observational Study": (
        *("cohort study", "case-control study", "cross-sectional study", "case series"),
    ),
    "Case Reports": ("case report", "case series"),
    "Review": ("narrative review", *REVIEWS),
}
"""Designs that a publication type stands for, the more specific types first."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record of PubMed with the publication type that tells its design."""

    pmid: int
    title: str
    abstract: str
    type: str


def records(path: Path) -> Iterator[Record]:
    """Yield the records of a PubMed file that have an abstract and a telling type."""
    with gzip.open(path) as stream:
        for _, citation in etree.iterparse(stream, tag="MedlineCitation"):
            types = {item.text for item in citation.iterfind("Article/PublicationTypeList/*")}
            told = next((name for name in TYPES if name in types), None)
            parts = citation.findall("Article/Abstract/AbstractText")
            if told and parts:
                title = citation.find("Article/ArticleTitle")
                texts = [_text(part, part.get("Label")) for part in parts]
                pmid = int(citation.findtext("PMID") or 0)
                yield Record(pmid, _text(title), " ".join(texts), told)
            citation.clear()


def _text(element: etree._Element | None, label: str | None = None) -> str:
    words = "" if element is None else " ".join("".join(map(str, element.itertext())).split())
    return f"{label}: {words}" if label else words


def main() -> None:
    """Print precision, recall and F1 of each type."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", help="folder of the data sets")
    parser.add_argument("--development", action="store_true", help="measure on the other half")
    parser.add_argument("--errors", action="store_true", help="list the records read wrongly")
    add_json_option(parser)
    options = parser.parse_args()
    model = open_model()
    sentencizer, tagger = Sentencizer(model, "en"), SectionTagger(model, "en")
    design_of = DesignClassifier(model.cues("en", "study")["design"], model.compiler("en", "study"))
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for record in records(data_folder(options.data) / FILE):
        if (record.pmid % 2 == 0) != options.development:
            continue
        text = normalise(f"{record.title}\n{record.abstract}", "en")
        analysis = Analysis(text, title_end=len(normalise(record.title, "en").norm))
        sentencizer(analysis)
        tagger(analysis)
        design = design_of(analysis)
        gold[record.type] += 1
        for name, designs in TYPES.items():
            # A review that is read as systematic is not counted against Systematic Review.
            found[name] += design in designs and (
                name == record.type or design not in TYPES[record.type]
            )
        right[record.type] += design in TYPES[record.type]
        if options.errors and design not in TYPES[record.type]:
            print(f"{record.pmid} {record.type} read as {design}: {record.title[:150]}")
    rows = []
    for name, total in gold.items():
        values = {
            "precision": right[name] / max(1, found[name]),
            "recall": right[name] / total,
            "F1": 2 * right[name] / max(1, found[name] + total),
        }
        print(f"{name:28} {total:5}", *(f"{key} {value:.3f}" for key, value in values.items()))
        rows += [Row(name, "papnlp", key, value, n=total) for key, value in values.items()]
    if options.json:
        write_result(options.json, "designs", rows)


if __name__ == "__main__":
    main()
