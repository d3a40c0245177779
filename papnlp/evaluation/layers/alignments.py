"""Sentence alignment, measured on the sentences of the gold set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from papnlp.document import LANGUAGES
from papnlp.evaluation.counts import Counts, Slot, count
from papnlp.evaluation.errors import MISSING, SPURIOUS, Error
from papnlp.evaluation.layers.base import Layer
from papnlp.evaluation.reading import Reading, Span
from papnlp.evaluation.scores import ALL

LINKS, BEADS = "alignments", "alignments (beads)"
_ENOUGH: Final = 0.5

Link = tuple[int, int]
"""Numbers of an English and a Chinese sentence that translate each other."""


class AlignmentLayer(Layer):
    """Links between sentences, and whole beads (what hangs together by links)."""

    name = "alignments"
    measures = (LINKS, BEADS)

    def count(self, gold: Reading, found: Reading) -> Iterator[tuple[Slot, Counts]]:
        """Yield the counts of the document."""
        if gold.alignments is None or found.alignments is None:
            return
        wanted, told = set(_links(gold.alignments)), _projected(found, gold)
        yield Slot(LINKS, ALL), count(set(told), set(wanted))
        yield Slot(BEADS, ALL), count(set(_beads(told)), set(_beads(wanted)))

    def errors(self, gold: Reading, found: Reading) -> Iterator[Error]:
        """Yield missing and spurious links, marked in the English sentence."""
        if gold.alignments is None or found.alignments is None:
            return
        wanted, told = set(_links(gold.alignments)), _projected(found, gold)
        for link in sorted(wanted ^ told):
            kind = MISSING if link in wanted else SPURIOUS
            shown = {
                lang: gold.texts[lang][slice(*gold.sentences[lang][at])]
                for lang, at in zip(LANGUAGES, link, strict=True)
            }
            span = (gold.sentences["en"][link[0]],)
            if kind == MISSING:
                yield Error(gold.id, self.name, kind, "en", None, shown, None, gold_spans=span)
            else:
                yield Error(gold.id, self.name, kind, "en", None, None, shown, predicted_spans=span)


def _links(beads: Iterable[tuple[tuple[int, ...], tuple[int, ...]]]) -> Iterator[Link]:
    for en, zh in beads:
        for one in en:
            for other in zh:
                yield one, other


def _projected(found: Reading, gold: Reading) -> set[Link]:
    """Return the links found, between the sentences of the gold set."""
    places = {
        lang: _projection(
            found.sentences.get(lang, ()), gold.sentences.get(lang, ()), gold.texts.get(lang, "")
        )
        for lang in LANGUAGES
    }
    return {
        (one, other)
        for en, zh in _links(found.alignments or ())
        for one in places["en"][en]
        for other in places["zh"][zh]
    }


def _projection(found: tuple[Span, ...], gold: tuple[Span, ...], text: str) -> list[list[int]]:
    """Return, for each sentence found, the gold sentences that it is or is a part of.

    Two sentences are taken for each other if they share at least half of the
    shorter one's characters, spaces left out.
    """

    def size(start: int, end: int) -> int:
        return len("".join(text[start:end].split())) if start < end else 0

    places = []
    for start, end in found:
        here = []
        for index, (left, right) in enumerate(gold):
            common = size(max(start, left), min(end, right))
            if common and common >= _ENOUGH * min(size(start, end), size(left, right)):
                here.append(index)
        places.append(here)
    return places


def _beads(links: Iterable[Link]) -> Iterator[frozenset[tuple[int, int]]]:
    """Yield the sets of sentences that hang together, each as (language, number) pairs."""
    bead_of: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for en, zh in sorted(links):
        one = bead_of.setdefault((0, en), {(0, en)})
        other = bead_of.setdefault((1, zh), {(1, zh)})
        if one is not other:
            one |= other
            for sentence in other:
                bead_of[sentence] = one
    yield from {frozenset(bead) for bead in bead_of.values()}
