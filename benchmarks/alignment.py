"""Measure sentence alignment: precision, recall and F1 over links.

Two sets, read from the data folder (``--data``, default: the environment
variable ``PAPNLP_DATA``, else ``../shared/data`` beside the repository):

- ``paramed``: gold alignment of tokenised, lower-cased documents. Tokens are
  joined again; Chinese without spaces.
- ``wmt-zh-en``: line pairs, made into documents of 8 to 14 consecutive pairs;
  a seeded generator merges neighbours on one side, cuts a line in two on one
  side where it holds two sentences or clauses, and drops a line on one side.

Two measures: *beads* (a link counts if its whole bead is right) and *pairs*
(each English sentence with each Chinese sentence of its bead).

Usage: ``python benchmarks/alignment.py [--errors] [--seed N] [--data FOLDER] [--json FILE]``
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from report.rows import Counts, Row, add_json_option, data_folder, shares, write_result

from papnlp.analysis import Analysis, Span
from papnlp.bilingual.align import SentenceAligner
from papnlp.evaluation.adapters import read_gold_set
from papnlp.model import Model, open_model
from papnlp.text.normalise import normalise
from papnlp.text.sections import SectionTagger

Bead = tuple[tuple[int, ...], tuple[int, ...]]
_SHARES = {"merge": 0.10, "split": 0.10, "drop": 0.05}
_FEWEST, _MOST = 8, 14
_SHORTEST_PART = 12


@dataclass(frozen=True, slots=True)
class Case:
    """Two lists of sentences with the beads that link them."""

    name: str
    en: list[str]
    zh: list[str]
    gold: list[Bead]


def paramed(folder: Path) -> Iterator[Case]:
    """Yield the documents of ParaMed whose text is there."""
    for gold in read_gold_set("paramed", folder, say=print):
        sides = {
            lang: [gold["abstract"][lang][start:end] for start, end in gold["sentences"][lang]]
            for lang in ("en", "zh")
        }
        beads = [(tuple(link["en"]), tuple(link["zh"])) for link in gold["alignments"]]
        yield Case(gold["id"], sides["en"], sides["zh"], beads)


def _parts(line: str, lang: str) -> tuple[str, str] | None:
    mark = r"(?<=[.;]) (?=[A-Za-z])" if lang == "en" else r"(?<=[。;;])(?=.)"
    for match in re.finditer(mark, line):
        parts = line[: match.start()].strip(), line[match.end() :].strip()
        if min(map(len, parts)) >= _SHORTEST_PART:
            return parts
    return None


def _made(name: str, pairs: list[tuple[str, str]], rng: random.Random) -> Case:
    sides: dict[str, list[str]] = {"en": [], "zh": []}
    gold: list[Bead] = []

    def link(en: list[str], zh: list[str]) -> None:
        first = len(sides["en"]), len(sides["zh"])
        sides["en"].extend(en)
        sides["zh"].extend(zh)
        gold.append(
            (
                tuple(range(first[0], len(sides["en"]))),
                tuple(range(first[1], len(sides["zh"]))),
            )
        )

    index = 0
    while index < len(pairs):
        en, zh = pairs[index]
        chance = rng.random()
        lang = rng.choice(("en", "zh"))
        index += 1
        if chance < _SHARES["merge"] and index < len(pairs):
            next_en, next_zh = pairs[index]
            index += 1
            if lang == "en":
                link([f"{en} {next_en}"], [zh, next_zh])
            else:
                link([en, next_en], [zh + next_zh])
            continue
        chance -= _SHARES["merge"]
        parts = _parts(en if lang == "en" else zh, lang)
        if 0 <= chance < _SHARES["split"] and parts:
            link(list(parts), [zh]) if lang == "en" else link([en], list(parts))
            continue
        chance -= _SHARES["split"]
        if 0 <= chance < _SHARES["drop"]:
            link([] if lang == "en" else [en], [] if lang == "zh" else [zh])
            continue
        link([en], [zh])
    return Case(name, sides["en"], sides["zh"], gold)


def wmt(folder: Path, seed: int) -> Iterator[Case]:
    """Yield documents made from line pairs."""
    rng = random.Random(seed)  # noqa: S311 (not for secrets)
    for path in sorted(folder.glob("*.en")):
        sides = [
            side.read_text(encoding="utf-8").rstrip("\n").split("\n")
            for side in (path, path.with_suffix(".zh"))
        ]
        pairs = list(zip(*sides, strict=True))
        start = 0
        while start < len(pairs):
            size = rng.randint(_FEWEST, _MOST)
            chunk = [(str(en), str(zh)) for en, zh in pairs[start : start + size]]
            yield _made(f"{path.name}:{start}", chunk, rng)
            start += size


def analysed(sentences: list[str], lang: str, tagger: SectionTagger) -> Analysis:
    """Return an analysis whose sentences are the given ones."""
    whole = normalise("\n".join(" ".join(line.split()) for line in sentences), lang)
    spans, start = [], 0
    for line in whole.norm.split("\n"):
        spans.append(Span(start, start + len(line), ""))
        start += len(line) + 1
    analysis = Analysis(whole, sentences=spans)
    tagger(analysis)
    return analysis


def _pairs(beads: Iterable[Bead]) -> set[tuple[int, int]]:
    return {(i, j) for en, zh in beads for i in en for j in zh}


class Score:
    """Counts of right, found and gold links."""

    def __init__(self) -> None:
        self.right = self.found = self.gold = 0
        self.counts: list[Counts] = []
        """The same for each document."""

    def add(self, found: set[object], gold: set[object]) -> None:
        """Count the links of one document."""
        self.counts.append((len(found & gold), len(found), len(gold)))
        self.right += len(found & gold)
        self.found += len(found)
        self.gold += len(gold)

    def __str__(self) -> str:
        precision = self.right / max(1, self.found)
        recall = self.right / max(1, self.gold)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {self.f1:.3f}"

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.found + self.gold)


def measure(
    cases: Iterable[Case], model: Model, *, errors: bool = False
) -> tuple[Score, Score, float, int]:
    """Return the scores by beads and by pairs, the seconds and the number of sentences."""
    aligner = SentenceAligner(model)
    taggers = {lang: SectionTagger(model, lang) for lang in ("en", "zh")}
    beads, pairs, seconds, sentences = Score(), Score(), 0.0, 0
    for case in cases:
        en, zh = analysed(case.en, "en", taggers["en"]), analysed(case.zh, "zh", taggers["zh"])
        aligner.align(en, zh)
        start = time.perf_counter()
        found = [(link.en, link.zh) for link in aligner.align(en, zh)]
        seconds += time.perf_counter() - start
        sentences += len(case.en)
        gold = [bead for bead in case.gold if bead[0] and bead[1]]
        beads.add(set(found), set(gold))
        pairs.add(set(_pairs(found)), set(_pairs(gold)))
        if errors:
            _show(case, set(found), set(gold))
    return beads, pairs, seconds, sentences


def _show(case: Case, found: set[Bead], gold: set[Bead]) -> None:
    for bead in sorted(found ^ gold):
        print(f"{case.name} {'missed' if bead in gold else 'wrong '} {bead[0]} {bead[1]}")
        for index in bead[0]:
            print("   ", case.en[index][:110])
        for index in bead[1]:
            print("   ", case.zh[index][:60])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", help="folder of the data sets")
    parser.add_argument("--seed", type=int, default=7, help="seed of the generator")
    parser.add_argument("--errors", action="store_true", help="list the wrong beads")
    add_json_option(parser)
    options = parser.parse_args()
    rows: list[Row] = []
    data = data_folder(options.data)
    model = open_model()
    for name, cases in (
        ("paramed", list(paramed(data / "paramed"))),
        ("wmt-zh-en", list(wmt(data / "wmt-zh-en", options.seed))),
    ):
        beads, pairs, seconds, sentences = measure(cases, model, errors=options.errors)
        print(f"{name:<10} {len(cases):>3} documents, {sentences} English sentences")
        print(f"  beads  {beads}\n  pairs  {pairs}")
        micro = 1e6 * seconds / max(1, sentences)
        print(f"  {micro:.0f} us an English sentence")
        for links, score in (("whole beads", beads), ("pairs of sentences", pairs)):
            rows += shares(f"{name}, {links}", "papnlp", score.counts)
        rows.append(Row(name, "papnlp", "alignment", micro, unit="µs/sentence"))
    if options.json:
        write_result(options.json, "alignment", rows)


if __name__ == "__main__":
    main()
