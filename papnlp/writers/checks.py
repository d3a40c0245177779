"""What every writer makes sure of: offsets that lead to the text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from papnlp.evidence import Evidence


class OffsetError(ValueError):
    """An offset that does not lead to the text it should."""


def _spans(evidence: Evidence) -> Iterator[tuple[str, str, int, int]]:
    """Yield what, language, start and end of everything that has offsets."""
    for sentence in evidence.sentences:
        yield "sentence", sentence.lang, sentence.start, sentence.end
    for record in evidence.records:
        for quote in record.evidence:
            yield "evidence", quote.lang, quote.start, quote.end
            if quote.cue is not None:
                yield "cue", quote.lang, *quote.cue
        for argument in chain.from_iterable(record.arguments.values()):
            yield "argument", argument.lang, argument.start, argument.end


def _quotations(evidence: Evidence) -> Iterator[tuple[str, str, int, int, str]]:
    """Yield what, language, start, end and text of everything that repeats its text."""
    for mention in evidence.mentions:
        yield "mention", mention.lang, mention.start, mention.end, mention.text
    for item in evidence.abbreviations:
        yield "abbreviation", item.lang, item.start, item.end, item.short
        if item.long_start is not None and item.long_end is not None:
            yield "long form", item.lang, item.long_start, item.long_end, item.long or ""
    for statistic in chain.from_iterable(record.statistics for record in evidence.records):
        yield "statistic", statistic.lang, statistic.start, statistic.end, statistic.text


def check_offsets(evidence: Evidence) -> None:
    """Make sure that every offset of an evidence leads to its text.

    Parameters
    ----------
    evidence : Evidence
        ``texts[lang][start:end] == text`` must hold for whatever repeats its
        text; whatever does not must lie within the text.

    Raises
    ------
    OffsetError
        At the first one that does not, naming it.
    """
    texts = evidence.texts
    for what, lang, start, end, text in _quotations(evidence):
        found = texts.get(lang, "")[start:end]
        if found != text:
            raise OffsetError(
                f"{evidence.id}: {what} {text!r} does not stand at {lang} {start}-{end}, "
                f"but {found!r} does"
            )
    for what, lang, start, end in _spans(evidence):
        if not 0 <= start <= end <= len(texts.get(lang, "")):
            raise OffsetError(f"{evidence.id}: {what} {lang} {start}-{end} lies outside the text")
