"""Compare our outcomes with those of EvidenceOutcomes, on its trials about pain.

EvidenceOutcomes (Zhou et al. 2025) marks whatever a trial measured, from the heading of the results
on, so the scores begin there. It marks bare "pain" and "efficacy", which our guideline leaves: they
are left out on both sides, with what we have over them. Its spans are whole phrases ("pain score at
24 h"), so a character in common is enough.

Precision is the share of our outcomes that share a character with one of theirs; recall the share
of theirs that hold a word of the field (``[senses.domain_words]`` of the model) of which we have a
part, as an outcome and under any label.

Usage: ``python benchmarks/outcomes.py [--errors] [--data FOLDER] [--json FILE]``
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from report.rows import Row, add_json_option, data_folder, write_result

import papnlp
from papnlp.document import Document
from papnlp.evaluation.adapters import read_gold_set

NAME = "evidence-outcomes"
Spans = Sequence[tuple[int, int]]


@dataclass(slots=True)
class Tally:
    """Items counted, those right, and the others."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, *, right: bool, shown: str) -> None:
        """Count one item."""
        if right:
            self.right += 1
        else:
            self.wrong.append(shown)

    @property
    def count(self) -> int:
        """Number of items."""
        return self.right + len(self.wrong)

    @property
    def share(self) -> float:
        """Share of the right ones."""
        return self.right / max(1, self.count)


def spans(mentions: Iterable[Mapping[str, Any]]) -> Spans:
    """Return the spans of gold mentions."""
    return [(item["start"], item["end"]) for item in mentions]


def meets(start: int, end: int, others: Spans) -> bool:
    """Tell whether a span shares a character with one of some others."""
    return any(start < there and here < end for here, there in others)


def main() -> None:
    """Print precision and recall."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", help="folder of the data sets")
    parser.add_argument("--errors", action="store_true", help="list what only one side has")
    add_json_option(parser)
    options = parser.parse_args()
    folder = data_folder(options.data) / NAME
    extract = papnlp.load()
    words = tuple(extract.model.settings["senses"]["domain_words"]["en"])
    precision, outcomes, anything = Tally(), Tally(), Tally()
    documents = 0
    kept = {gold["id"]: gold for gold in read_gold_set(NAME, folder, say=print)}
    for whole in read_gold_set(NAME, folder, say=lambda _: None, keep_bare=True):
        gold, text = kept[whole["id"]], Document.from_dict(whole).text("en")
        regions = whole["scope"].get("regions", {}).get("en", [])
        if not any(word in text.lower() for word in words) or not regions:
            continue
        documents += 1
        theirs, all_of_theirs = spans(gold["mentions"]), spans(whole["mentions"])
        ours = [item for item in extract(whole).mentions if meets(item.start, item.end, regions)]
        for item in ours:
            here = item.start, item.end
            only_bare = meets(*here, all_of_theirs) and not meets(*here, theirs)
            if item.label == "OUTCOME" and not only_bare:
                shown = f"{gold['id']} ours   {item.text} | {_around(text, *here)}"
                precision.add(right=meets(*here, theirs), shown=shown)
        for mention in gold["mentions"]:
            if any(word in mention["text"].lower() for word in words):
                here = mention["start"], mention["end"]
                shown = f"{gold['id']} theirs {mention['text']}"
                own = [(item.start, item.end) for item in ours if item.label == "OUTCOME"]
                outcomes.add(right=meets(*here, own), shown=shown)
                every = [(item.start, item.end) for item in ours]
                anything.add(right=meets(*here, every), shown=shown)
    if options.errors:
        print("\n".join([*precision.wrong, *outcomes.wrong]))
    rows = []
    for measure, tally in (
        ("precision", precision),
        ("recall", outcomes),
        ("recall, any label", anything),
    ):
        print(f"{measure:<18} {tally.share:.3f} ({tally.right} of {tally.count})")
        rows.append(Row(NAME, "papnlp", measure, tally.share, n=documents))
    print(f"{documents} abstracts")
    if options.json:
        write_result(options.json, "outcomes", rows)


def _around(text: str, start: int, end: int) -> str:
    return " ".join(text[max(0, start - 40) : end + 40].split())


if __name__ == "__main__":
    main()
