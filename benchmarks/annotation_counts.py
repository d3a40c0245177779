"""Count what the annotated sets hold, as Markdown tables.

Texts are counted without their titles. An English word is a run of letters and digits, with what
hyphens, points and apostrophes join to it; a Chinese character is a Han character. A mention
counts once for each surface and label in a document, as it is annotated, not once for each place
where it stands. Half-width means that most marks after a Han character are ASCII; traditional,
that at least a tenth of the Han characters have another, simplified form; structured, that papnlp
finds a heading in the English text.

Usage: ``python benchmarks/annotation_counts.py [FOLDER] [--sets NAME ...]``
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from report.page import table
from report.rows import ROOT

from papnlp.analysis import Analysis
from papnlp.document import LANGUAGES
from papnlp.engine import Engine
from papnlp.model import open_model
from papnlp.text.normalise import normalise

SETS = ("sample", "dev", "test", "second")
LABELS = ("INTERVENTION", "PAIN_TYPE", "OUTCOME")
DIRECTIONS = ("improved", "no_difference", "worsened", "mixed", "unclear")
_WORD = re.compile(r"[A-Za-z0-9]+(?:[-.'’·][A-Za-z0-9]+)*")
_HAN = re.compile(r"[㐀-䶿一-鿿]")
_FULL = re.compile(r"(?<=[㐀-䶿一-鿿])[，。；：（）！？]")
_HALF = re.compile(r"(?<=[㐀-䶿一-鿿])[,.;:()!?]")
_TRADITIONAL = 0.1

Cell = str | None
Figure = Callable[[Sequence["Annotated"]], object]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document and its annotation, as the two files have them."""

    document: dict[str, Any]
    annotation: dict[str, Any]

    def words(self) -> int:
        """Return the number of English words."""
        return len(_WORD.findall(self.document["en"]))

    def characters(self) -> int:
        """Return the number of Han characters."""
        return len(_HAN.findall(self.document["zh"]))

    def titled(self) -> bool:
        """Tell whether there is a title in either language."""
        return any((self.document.get("title") or {}).values())

    def half_width(self) -> bool:
        """Tell whether most marks after Han characters are half-width."""
        text = self.document["zh"]
        return len(_HALF.findall(text)) > len(_FULL.findall(text))

    def traditional(self) -> bool:
        """Tell whether the Chinese is in traditional characters."""
        characters = "".join(_HAN.findall(self.document["zh"]))
        simplified = normalise(characters, "zh").norm
        changed = sum(one != other for one, other in zip(characters, simplified, strict=True))
        return changed >= _TRADITIONAL * len(characters)

    def mentions(self, lang: str, label: str) -> int:
        """Return the number of surfaces annotated with a label."""
        found = self.annotation["mentions"][lang]
        return len({item["text"] for item in found if item["label"] == label})

    def short_forms(self, lang: str) -> list[bool]:
        """Tell of each short form whether the text defines it."""
        return [item["long"] is not None for item in self.annotation["abbreviations"][lang]]

    def records(self, field: str) -> list[object]:
        """Return one field of all records."""
        return [record[field] for record in self.annotation["records"]]


def read_set(folder: Path) -> list[Annotated]:
    """Read the documents of a set with their annotations."""

    def loaded(path: Path) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return data

    return [
        Annotated(loaded(path), loaded(folder / "annotations" / path.name))
        for path in sorted((folder / "docs").glob("*.json"))
    ]


def structured(documents: Iterable[Annotated]) -> int:
    """Count the documents whose English text has headings."""
    engine = Engine(open_model(), "en")
    count = 0
    for item in documents:
        analysis = Analysis(normalise(item.document["en"], "en"), title_end=0)
        engine.sentencizer(analysis)
        engine.sections(analysis)
        count += analysis.headed
    return count


def size_figures() -> dict[str, Figure]:
    """Return the figures of the texts by name."""
    return {
        "documents": len,
        "English words": lambda items: sum(item.words() for item in items),
        "English words, median": lambda items: round(median(item.words() for item in items)),
        "Han characters": lambda items: sum(item.characters() for item in items),
        "Han characters, median": lambda items: round(median(item.characters() for item in items)),
        "structured": structured,
        "without a title": lambda items: sum(not item.titled() for item in items),
        "Chinese in half-width marks": lambda items: sum(item.half_width() for item in items),
        "Chinese in traditional characters": lambda items: sum(i.traditional() for i in items),
        "about pain after amputation": lambda items: sum(
            bool(item.annotation["study"]["relevant"]) for item in items
        ),
        "with a sample size": lambda items: sum(
            item.annotation["study"]["sample_size"] is not None for item in items
        ),
        "without records": lambda items: sum(not item.annotation["records"] for item in items),
    }


def layer_figures() -> dict[str, Figure]:
    """Return the figures of the annotations by name."""

    def mentions(lang: str, label: str) -> Figure:
        return lambda items: sum(item.mentions(lang, label) for item in items)

    def short_forms(lang: str, *, defined: bool) -> Figure:
        return lambda items: sum(item.short_forms(lang).count(defined) for item in items)

    def records(field: str, value: object) -> Figure:
        return lambda items: sum(item.records(field).count(value) for item in items)

    def filled(field: str) -> Figure:
        return lambda items: sum(
            value is not None for item in items for value in item.records(field)
        )

    return {
        **{f"{label}, {lang}": mentions(lang, label) for label in LABELS for lang in LANGUAGES},
        **{f"short forms defined, {lang}": short_forms(lang, defined=True) for lang in LANGUAGES},
        **{
            f"short forms undefined, {lang}": short_forms(lang, defined=False) for lang in LANGUAGES
        },
        "records": lambda items: sum(len(item.annotation["records"]) for item in items),
        **{f"records, {direction}": records("direction", direction) for direction in DIRECTIONS},
        "records, hedged": records("certainty", "hedged"),
        "records with a comparator": filled("comparator"),
        "records with a pain type": filled("pain_type"),
        "records with an outcome": filled("outcome"),
    }


def design_figures(sets: Iterable[Sequence[Annotated]]) -> dict[str, Figure]:
    """Return the number of documents by design, the most frequent design first."""
    found = Counter(item.annotation["study"]["design"] for items in sets for item in items)

    def of(design: str) -> Figure:
        return lambda items: sum(item.annotation["study"]["design"] == design for item in items)

    return {design: of(design) for design, _ in sorted(found.items(), key=lambda x: (-x[1], x[0]))}


def counted(head: str, figures: dict[str, Figure], sets: dict[str, list[Annotated]]) -> str:
    """Return a table with a row a figure and a column a set."""
    rows: list[list[Cell]] = [
        [name, *(f"{figure(items):,}" for items in sets.values())]
        for name, figure in figures.items()
    ]
    return "\n".join(table([head, *sets], rows, numbers=len(sets)))


def main() -> None:
    """Print the tables: texts, designs, annotations."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "annotations")
    parser.add_argument("--sets", nargs="+", default=SETS, metavar="NAME")
    options = parser.parse_args()
    sets = {name: read_set(options.folder / name) for name in options.sets}
    for name, items in sets.items():
        if not items:
            parser.error(f"{options.folder / name}: no docs/*.json; name the sets with --sets")
    print(counted("texts", size_figures(), sets))
    print()
    print(counted("design", design_figures(sets.values()), sets))
    print()
    print(counted("annotations", layer_figures(), sets))


if __name__ == "__main__":
    main()
