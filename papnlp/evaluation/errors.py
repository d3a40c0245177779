"""Errors: what was missed, invented or got wrong, with the sentence that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from papnlp.evaluation.reading import Reading, Span

MISSING: Final = "missing"
SPURIOUS: Final = "spurious"
WRONG_LABEL: Final = "wrong label"
WRONG_BOUNDARY: Final = "wrong boundary"
WRONG_CONCEPT: Final = "wrong concept"

_SENTENCE: Final = re.compile(r"[^。！？\n]+?(?:[。！？\n]|[.!?](?=\s)|$)")


@dataclass(frozen=True, slots=True)
class Error:
    """One disagreement between a gold set and what was predicted.

    Attributes
    ----------
    document, layer, kind : str
        Id of the document; ``mentions``, ``abbreviations``, ``records``,
        ``study``, ``alignments`` or ``changes``; what is wrong.
    lang, label : str or None
        Language and label; None where it has none.
    gold, predicted : mapping or None
        What each side says; None for the side that says nothing.
    gold_spans, predicted_spans : tuple of (int, int)
        Where each side stands in the text of ``lang``.
    sentences : tuple of (int, str)
        The sentences that hold these spans, each with its offset.
    """

    document: str
    layer: str
    kind: str
    lang: str | None
    label: str | None
    gold: Mapping[str, Any] | None
    predicted: Mapping[str, Any] | None
    gold_spans: tuple[Span, ...] = ()
    predicted_spans: tuple[Span, ...] = ()
    sentences: tuple[tuple[int, str], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object; ``start`` and ``end`` enclose what both sides mark."""
        spans = (*self.gold_spans, *self.predicted_spans)
        return {
            "document": self.document,
            "lang": self.lang,
            "layer": self.layer,
            "kind": self.kind,
            "label": self.label,
            "start": min((start for start, _ in spans), default=None),
            "end": max((end for _, end in spans), default=None),
            "gold": None if self.gold is None else dict(self.gold),
            "predicted": None if self.predicted is None else dict(self.predicted),
            "gold_spans": [list(span) for span in self.gold_spans],
            "predicted_spans": [list(span) for span in self.predicted_spans],
            "sentence": " … ".join(text for _, text in self.sentences) or None,
            "sentence_start": self.sentences[0][0] if self.sentences else None,
        }


def place(errors: Iterable[Error], gold: Reading, found: Reading) -> Iterator[Error]:
    """Give errors the sentences that they stand in.

    The sentences are those of the prediction, else those of the gold set, else
    what lies between two ends of a sentence.
    """
    known: dict[str, tuple[Span, ...]] = {}
    for error in errors:
        spans = (*error.gold_spans, *error.predicted_spans)
        if error.lang is None or not spans:
            yield error
            continue
        text = gold.texts[error.lang]
        if error.lang not in known:
            known[error.lang] = _sentences(text, error.lang, found, gold)
        held = [
            (start, text[start:end])
            for start, end in known[error.lang]
            if any(left < end and start < right for left, right in spans)
        ]
        yield replace(error, sentences=tuple(held))


def _sentences(text: str, lang: str, *readings: Reading) -> tuple[Span, ...]:
    for reading in readings:
        if reading.sentences.get(lang):
            return tuple(sorted(reading.sentences[lang]))
    return tuple(match.span() for match in _SENTENCE.finditer(text))
