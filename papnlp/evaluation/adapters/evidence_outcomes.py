"""EvidenceOutcomes: outcomes in results and conclusions of trials (Zhou et al., 2025)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from papnlp.evaluation.adapters import objects
from papnlp.evaluation.adapters.mapping import TypeMap, type_map
from papnlp.evaluation.adapters.notes import Notes
from papnlp.evaluation.adapters.standoff import Span, Standoff, placed, read_brat

_COMPOSITE: Final = "CE"
_HEADING: Final = re.compile(r"^([A-Za-z][A-Za-z ,&/]{2,60}?) ?:", re.MULTILINE)


def read(path: Path, notes: Notes, *, keep_bare: bool = False) -> Iterator[dict[str, Any]]:
    """Yield the abstracts of EvidenceOutcomes.

    Parameters
    ----------
    path : Path
        The folder of ``.txt`` and ``.ann`` files.
    notes : Notes
        Receives what is left out.
    keep_bare : bool
        Keep outcomes that our guideline does not tag, such as "efficacy".

    Raises
    ------
    GoldError
        If a file is missing or malformed.
    """
    types = type_map("evidence-outcomes")
    for found in read_brat(path):
        mentions = []
        spans = list(_outcomes(found, types, notes))
        for span in spans:
            item = objects.mention("en", found.text, span.start, span.end, types.labels[span.kind])
            if len(span.parts) > 1:
                item["parts"] = [list(part) for part in span.parts]
            elif types.is_bare(item["text"]) and not keep_bare:
                notes.add(objects.BARE, item["text"].lower())
                continue
            mentions.append(item)
        yield {
            **found.source.to_dict(),
            "mentions": objects.ordered(mentions),
            "scope": {**types.scope, **_regions(found.text, spans, types)},
        }


def _outcomes(found: Standoff, types: TypeMap, notes: Notes) -> Iterator[Span]:
    """Yield the outcomes; those that a relation joins as one span of several parts."""
    joined: set[str] = set()
    for kind, one, other, where in found.relations:
        if kind != _COMPOSITE:
            notes.add(objects.UNKNOWN, kind)
            continue
        joined.update((one, other))
        first, second = found.spans[one], found.spans[other]
        parts = _apart([*first.parts, *second.parts])
        yield Span(first.kind, parts, f"{first.written} {second.written}", where)
    for name, span in found.spans.items():
        if name in joined:
            continue
        if span.kind not in types.labels:
            notes.add(objects.UNKNOWN, span.kind)
        elif (there := placed(span, found.text, notes)) is not None:
            yield there


def _apart(parts: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return parts in order, those that meet made one."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(parts):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return tuple(apart)


def _regions(text: str, spans: list[Span], types: TypeMap) -> dict[str, Any]:
    """Return the annotated part: from the heading of the results, or from the first outcome."""
    starts = [
        match.start()
        for match in _HEADING.finditer(text)
        if match[1].strip().lower() in types.headings
    ][:1]
    if spans:
        first = min(span.start for span in spans)
        starts.append(text.rfind("\n", 0, first) + 1)
    return {"regions": {"en": [[min(starts), len(text)]]}} if starts else {}
