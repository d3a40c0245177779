"""Measure sample and group sizes on the abstracts of BIBM2011 (BMJ, all of trials).

Reads the folder ``bibm2011`` of the data folder. The text is put together again from the
sentences, with the names of their sections as headings. The annotation is not complete, so a
document counts for a measure if it has a number of that kind: the sample size is right if it is
one of the numbers annotated as such; group sizes are compared as sets, arms that are equally
large counting once. A number of a group that is not annotated counts as an error. Documents at
odd places in the order of their names are the test half, the others were read for development.

Usage: ``python benchmarks/sample_sizes.py [--development] [--errors] [--json FILE]``
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from report.rows import Counts, add_json_option, data_folder, shares, write_result

from papnlp.analysis import Analysis
from papnlp.model import open_model
from papnlp.study.reader import StudyReader
from papnlp.text.normalise import normalise
from papnlp.text.sections import SectionTagger
from papnlp.text.sentences import Sentencizer

_MENDS = (
    (re.compile(r"\s+"), " "),
    (re.compile(r" (?=[.,;:)%\]])|(?<=[(\[]) "), ""),
    (re.compile(r"(?<=\d) ([/-]) (?=\d)|(?<=\w) (-) (?=\w)"), r"\1\2"),
)


@dataclass(frozen=True, slots=True)
class Abstract:
    """An abstract with its annotated numbers."""

    name: str
    title: str
    text: str
    samples: frozenset[int]
    groups: frozenset[int]


def abstracts(folder: Path) -> Iterator[Abstract]:
    """Yield the abstracts in the order of their names."""
    for path in sorted(folder.glob("*.xml")):
        root = etree.parse(path).getroot()
        places = {int(item.get("id") or 0): item for item in root.iter("s")}
        title, parts, before = "", [], ""
        for _, item in sorted(places.items()):
            section = (item.get("section") or "").replace("_", " ")
            words = _words(item)
            if section == "title" or item.getparent().tag == "title":
                title = f"{title} {words}".strip()
                continue
            parts.append(f"{section.upper()}: {words}" if section not in ("", before) else words)
            before = section
        numbers = {tag: frozenset(map(_number, root.iter(tag))) for tag in ("ps", "gs")}
        yield Abstract(path.stem, title, " ".join(parts), numbers["ps"], numbers["gs"])


def _words(item: etree._Element) -> str:
    words = "".join(map(str, item.itertext())).strip()
    for pattern, mended in _MENDS:
        words = pattern.sub(mended, words)
    return words


def _number(item: etree._Element) -> int:
    return int(re.sub(r"\D", "", "".join(map(str, item.itertext()))) or 0)


def main() -> None:
    """Print precision, recall and F1 of sample sizes and of group sizes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", help="folder of the data sets")
    parser.add_argument("--development", action="store_true", help="measure on the other half")
    parser.add_argument("--errors", action="store_true", help="list what was read wrongly")
    add_json_option(parser)
    options = parser.parse_args()
    folder = data_folder(options.data) / "bibm2011"
    if not folder.is_dir():
        parser.error(f"{folder}: no such folder; name the one above it with --data")
    model = open_model()
    sentencizer, tagger = Sentencizer(model, "en"), SectionTagger(model, "en")
    reader = StudyReader(model, "en")
    samples: list[Counts] = []
    groups: list[Counts] = []
    for index, case in enumerate(abstracts(folder)):
        if (index % 2 == 0) != options.development:
            continue
        text = normalise(f"{case.title}\n{case.text}", "en")
        analysis = Analysis(text, title_end=len(normalise(case.title, "en").norm))
        sentencizer(analysis)
        tagger(analysis)
        reader(analysis)
        size = analysis.study.sample_size
        sizes = set(reader.group_sizes(analysis))
        if case.samples:
            samples.append((int(size in case.samples), int(size is not None), 1))
            if options.errors and size not in case.samples:
                print(f"{case.name} sample size {size}, gold {sorted(case.samples)}\n  {case.text}")
        if case.groups:
            groups.append((len(sizes & case.groups), len(sizes), len(case.groups)))
            if options.errors and sizes != case.groups:
                print(f"{case.name} groups {sorted(sizes)}, gold {sorted(case.groups)}")
    rows = [
        *shares("bibm2011", "papnlp sample size", samples),
        *shares("bibm2011", "papnlp group sizes", groups),
    ]
    for row in rows:
        print(f"{row.system:22} {row.measure:10} {row.value:.3f}  ({row.n} documents)")
    if options.json:
        write_result(options.json, "sample_sizes", rows)


if __name__ == "__main__":
    main()
