"""Where a claim stands in its text, and where its translation stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from papnlp.analysis import Analysis, Finding
from papnlp.evidence import Alignment, Quote

_SIGNS: Final = re.compile(r"[;()\[\]]")


def statements(analysis: Analysis, finding: Finding) -> list[Quote]:
    """Return the statements that make a claim, the telling one first, each once.

    A statement is a sentence, or what semicolons outside brackets leave of it,
    so that it holds what a clause shares with its neighbours ("A lowered pain
    and opioid use more than B").

    Parameters
    ----------
    analysis : Analysis
        The text; its sentences are found.
    finding : Finding
        A claim of this text.
    """
    found: dict[tuple[int, int], Quote] = {}
    for begin, stop, words in finding.places:
        start, end = analysis.text.original(*_statement(analysis, begin, stop))
        cue = None if words is None else analysis.text.original(*words)
        found.setdefault((start, end), Quote(analysis.lang, start, end, cue))
    return list(found.values())


def _statement(analysis: Analysis, begin: int, stop: int) -> tuple[int, int]:
    """Return the statement that holds a clause; the clause itself where it leaves its sentence."""
    norm = analysis.text.norm
    while begin < stop and not norm[begin].isalnum():
        begin += 1
    sentence = analysis.sentences[analysis.sentence_at(begin)]
    if stop > sentence.end:
        return begin, stop
    start, end, depth = sentence.start, sentence.end, 0
    for sign in _SIGNS.finditer(norm, sentence.start, sentence.end):
        if sign.group() in "([":
            depth += 1
        elif sign.group() != ";":
            depth = max(depth - 1, 0)
        elif depth == 0 and sign.end() <= begin:
            start = sign.end()
        elif depth == 0 and sign.start() >= stop - 1:
            end = sign.start()
            break
    while start < begin and norm[start].isspace():
        start += 1
    return start, end


def counterparts(
    quotes: Sequence[Quote],
    analysis: Analysis,
    other: Analysis,
    alignments: Sequence[Alignment],
) -> Iterator[Quote]:
    """Yield the sentences of the other language that are aligned with those of quotes.

    They have no cue: the claim was not read in them.

    Parameters
    ----------
    quotes : sequence of Quote
        Where a claim stands in one language.
    analysis, other : Analysis
        The text of the quotes and its translation.
    alignments : sequence of Alignment
        Sentence alignment between the two.
    """
    starts = [analysis.text.original(span.start, span.end)[0] for span in analysis.sentences]
    done = set()
    for quote in quotes:
        index = max((i for i, start in enumerate(starts) if start <= quote.start), default=0)
        for bead in alignments:
            here, there = getattr(bead, analysis.lang), getattr(bead, other.lang)
            if index in here and there and there not in done:
                done.add(there)
                first, last = other.sentences[there[0]], other.sentences[there[-1]]
                yield Quote(other.lang, *other.text.original(first.start, last.end))
