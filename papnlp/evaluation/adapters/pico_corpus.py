"""PICO-Corpus: breast cancer trials with interventions, outcomes, sizes (Mutinda et al., 2022)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from papnlp.evaluation.adapters import objects
from papnlp.evaluation.adapters.mapping import type_map
from papnlp.evaluation.adapters.notes import Notes
from papnlp.evaluation.adapters.standoff import placed, read_brat


def read(path: Path, notes: Notes) -> Iterator[dict[str, Any]]:
    """Yield the abstracts of PICO-Corpus.

    Parameters
    ----------
    path : Path
        The folder of ``.txt`` and ``.ann`` files.
    notes : Notes
        Receives what is left out, and spans that were moved to their text.

    Raises
    ------
    GoldError
        If a file is missing or malformed.
    """
    types = type_map("pico-corpus")
    for found in read_brat(path):
        mentions = []
        sizes = []
        for span in sorted(found.spans.values(), key=lambda item: item.parts):
            if span.kind not in types.labels and span.kind not in types.study:
                notes.add(objects.UNKNOWN, span.kind)
                continue
            there = placed(span, found.text, notes)
            if there is None:
                continue
            if span.kind in types.study:
                sizes.append((span.kind, span.kind, there.written))
                continue
            label = types.labels[span.kind]
            mentions.append(objects.mention("en", found.text, there.start, there.end, label))
        for kind, *_ in found.relations:
            notes.add(objects.UNKNOWN, kind)
        yield {
            **found.source.to_dict(),
            "mentions": objects.ordered(mentions),
            "study": objects.study_sizes(types, sizes, notes),
            "scope": types.scope,
        }
