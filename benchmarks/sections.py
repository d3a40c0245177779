"""Measure the tagging of sections on structured abstracts whose headings are taken away.

Reads ``pubmed-xml/pubmed21n1298.xml.gz`` from the data folder (``--data``,
default: the environment variable ``PAPNLP_DATA``, else ``../shared/data`` beside
the repository). Used are the abstracts all of whose parts have one of the five
categories of NLM. The gold section of a sentence is the category of its part;
the text is that of the parts, joined by spaces. Abstracts with an odd PMID are
the test half, those with an even one the half that the weights were learned
from. NLM labels by heading: under BACKGROUND an aim counts as background, under
"Background and aims" everything as objective. So the scores are given for

- all abstracts;
- ``plain``: those without headings that join two sections and without
  administrative ones (registration, funding, level of evidence);
- ``both``: of these, those that have background and objective apart.

Usage: ``python benchmarks/sections.py [--train] [--data FOLDER] [--json FILE]``
"""

from __future__ import annotations

import argparse
import gzip
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from report.rows import Row, add_json_option, data_folder, write_result

from papnlp.analysis import Analysis
from papnlp.model import Model, open_model
from papnlp.text.normalise import NormalisedText, normalise
from papnlp.text.rhetoric import ROLES
from papnlp.text.sections import SectionTagger
from papnlp.text.sentences import Sentencizer

FILE = Path("pubmed-xml") / "pubmed21n1298.xml.gz"
NAMES = {
    "all": "all",
    "plain": "each heading one section",
    "both": "background and objective apart",
}
_JOINED = re.compile(
    r" AND (AIM|OBJ|PURP|STUDY AIM)|[/&]|METHODS AND RESULTS|RESULTS AND"
    r"|REGISTRATION|FUNDING|LEVEL OF"
)


@dataclass(frozen=True, slots=True)
class Abstract:
    """A structured abstract without its headings.

    ``parts`` are the offsets at which its parts begin, with their categories.
    """

    pmid: int
    text: NormalisedText
    parts: tuple[tuple[int, str], ...]
    headings: tuple[str, ...]

    @property
    def is_test(self) -> bool:
        """Tell whether the abstract belongs to the test half."""
        return self.pmid % 2 == 1

    @property
    def is_plain(self) -> bool:
        """Tell whether each heading stands for one section."""
        return not any(_JOINED.search(heading.upper()) for heading in self.headings)

    @property
    def has_both(self) -> bool:
        """Tell whether background and objective stand apart."""
        return {"background", "objective"} <= {section for _, section in self.parts}

    def section_at(self, offset: int) -> str:
        """Return the gold section at an offset."""
        return [section for start, section in self.parts if start <= offset][-1]


def abstracts(path: Path) -> Iterator[Abstract]:
    """Yield the structured abstracts of a PubMed file."""
    with gzip.open(path) as stream:
        for _, citation in etree.iterparse(stream, tag="MedlineCitation"):
            abstract = _abstract(citation)
            if abstract is not None:
                yield abstract
            citation.clear()


def _abstract(citation: etree._Element) -> Abstract | None:
    parts = [
        (part.get("Label") or "", (part.get("NlmCategory") or "").lower(), text)
        for part in citation.iterfind("Article/Abstract/AbstractText")
        if (text := " ".join("".join(map(str, part.itertext())).split()))
    ]
    if len(parts) < 2 or any(category not in ROLES for _, category, _ in parts):
        return None
    starts, text = [], ""
    for _, category, words in parts:
        text += " " if text else ""
        starts.append((len(text), category))
        text += words
    normalised = normalise(text, "en")
    if normalised.origin is not None:
        return None
    pmid = int(citation.findtext("PMID") or 0)
    return Abstract(pmid, normalised, tuple(starts), tuple(label for label, _, _ in parts))


class Confusion:
    """Counts of sentences by gold and by found section."""

    def __init__(self) -> None:
        self.counts = {(gold, found): 0 for gold in ROLES for found in ROLES}

    def add(self, gold: str, found: str) -> None:
        """Count a sentence."""
        self.counts[gold, found] += 1

    def f1(self, section: str) -> float:
        """Return the F1 of a section."""
        right = self.counts[section, section]
        gold = sum(self.counts[section, other] for other in ROLES)
        found = sum(self.counts[other, section] for other in ROLES)
        return 2 * right / max(1, gold + found)

    @property
    def sentences(self) -> int:
        """Return the number of sentences counted."""
        return sum(self.counts.values())

    @property
    def macro_f1(self) -> float:
        """Return the mean of the F1 of the sections."""
        return sum(self.f1(section) for section in ROLES) / len(ROLES)

    def claims_accuracy(self) -> float:
        """Return the share of sentences rightly put in, or out of, results and conclusions."""
        claims = ("results", "conclusions")
        right = sum(
            count
            for (gold, found), count in self.counts.items()
            if (gold in claims) == (found in claims)
        )
        return right / max(1, self.sentences)

    def rows(self, name: str) -> list[Row]:
        """Return the figures."""
        values = {
            "macro-F1": self.macro_f1,
            "results and conclusions against the rest, accuracy": self.claims_accuracy(),
            **{f"F1, {section}": self.f1(section) for section in ROLES},
        }
        return [
            Row(name, "papnlp", measure, value, n=self.sentences, lang="en")
            for measure, value in values.items()
        ]

    def __str__(self) -> str:
        scores = {section: self.f1(section) for section in ROLES}
        listed = "  ".join(f"{section} {score:.3f}" for section, score in scores.items())
        return (
            f"{listed}\n  macro-F1 {self.macro_f1:.3f}  "
            f"results+conclusions against the rest {self.claims_accuracy():.3f}"
        )


def measure(cases: Iterable[Abstract], model: Model) -> tuple[Confusion, float, float, int]:
    """Return the confusion, the seconds of both stages, and the number of abstracts."""
    sentencizer, tagger = Sentencizer(model, "en"), SectionTagger(model, "en")
    confusion = Confusion()
    splitting = tagging = 0.0
    number = 0
    for case in cases:
        analysis = Analysis(case.text)
        start = time.perf_counter()
        sentencizer(analysis)
        middle = time.perf_counter()
        tagger(analysis)
        tagging += time.perf_counter() - middle
        splitting += middle - start
        number += 1
        for sentence in analysis.sentences:
            confusion.add(case.section_at(sentence.start), sentence.section)
    return confusion, splitting, tagging, number


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", help="folder of the data sets")
    parser.add_argument("--train", action="store_true", help="measure on the training half")
    add_json_option(parser)
    options = parser.parse_args()
    rows: list[Row] = []
    model = open_model()
    wanted = not options.train
    half = [case for case in abstracts(data_folder(options.data) / FILE) if case.is_test == wanted]
    plain = [case for case in half if case.is_plain]
    for name, cases in (
        ("all", half),
        ("plain", plain),
        ("both", [case for case in plain if case.has_both]),
    ):
        confusion, splitting, tagging, number = measure(cases, model)
        print(f"{name}: {number} abstracts, {confusion.sentences} sentences")
        print(f"  {confusion}")
        print(f"  us an abstract: sentences {1e6 * splitting / number:.0f}", end="")
        print(f", sections {1e6 * tagging / number:.0f}")
        rows += confusion.rows(NAMES[name])
        for stage, seconds in (("sentences", splitting), ("sections", tagging)):
            if name == "all":
                micro = 1e6 * seconds / number
                rows.append(Row("PubMed abstracts", "papnlp", stage, micro, unit="µs/abstract"))
    if options.json:
        write_result(options.json, "sections", rows)


if __name__ == "__main__":
    main()
