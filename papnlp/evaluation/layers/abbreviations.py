"""Abbreviations: pairs of short and long form, and senses."""

from __future__ import annotations

from collections.abc import Iterator

from papnlp.evaluation.counts import Counts, Slot, count
from papnlp.evaluation.errors import MISSING, SPURIOUS, WRONG_CONCEPT, Error
from papnlp.evaluation.gold import occurrences
from papnlp.evaluation.layers.base import Layer, shared_languages
from papnlp.evaluation.reading import Reading, Short, Span

PAIRS, SENSES = "abbreviation pairs", "abbreviation senses"
WRONG_LONG_FORM = "wrong long form"
_WRONG = {"long": WRONG_LONG_FORM, "concept": WRONG_CONCEPT}


class AbbreviationLayer(Layer):
    """Short forms: pairs are compared in lower case, senses by the concept.

    Parameters
    ----------
    senses : bool
        Whether both sides say what short forms stand for.
    """

    name = "abbreviations"

    def __init__(self, *, senses: bool) -> None:
        self._senses = senses

    @property
    def measures(self) -> tuple[str, ...]:
        """Pairs, and senses where they are annotated."""
        return (PAIRS, SENSES) if self._senses else (PAIRS,)

    def count(self, gold: Reading, found: Reading) -> Iterator[tuple[Slot, Counts]]:
        """Yield the counts of each language."""
        if gold.abbreviations is None or found.abbreviations is None:
            return
        for lang in shared_languages(gold, found):
            yield Slot(PAIRS, lang), count(set(_pairs(found, lang)), set(_pairs(gold, lang)))
            if self._scored(gold, found):
                senses = count(set(_senses(found, lang)), set(_senses(gold, lang)))
                yield Slot(SENSES, lang), senses

    def _scored(self, gold: Reading, found: Reading) -> bool:
        return self._senses and gold.scope.concepts and found.scope.concepts

    def errors(self, gold: Reading, found: Reading) -> Iterator[Error]:
        """Yield missing and spurious pairs and senses, and those that are wrong."""
        if gold.abbreviations is None or found.abbreviations is None:
            return
        for lang in shared_languages(gold, found):
            sides = _pairs(gold, lang), _pairs(found, lang)
            yield from _differences(gold, lang, *sides, "long")
            if self._scored(gold, found):
                meant = _senses(gold, lang), _senses(found, lang)
                yield from _differences(gold, lang, *meant, "concept")


_Forms = dict[tuple[str, str], Short]


def _pairs(reading: Reading, lang: str) -> _Forms:
    return {
        (item.short.lower(), item.long.lower()): item
        for item in reading.abbreviations or ()
        if item.lang == lang and item.long is not None
    }


def _senses(reading: Reading, lang: str) -> _Forms:
    return {
        (item.short, item.concept): item
        for item in reading.abbreviations or ()
        if item.lang == lang and item.concept is not None
    }


def _differences(
    reading: Reading, lang: str, gold: _Forms, found: _Forms, what: str
) -> Iterator[Error]:
    """Yield the errors; what two sides say differently of one short form is one error."""
    missing = sorted(gold.keys() - found.keys())
    spurious = sorted(found.keys() - gold.keys())
    for key in missing:
        other = next((item for item in spurious if item[0].lower() == key[0].lower()), None)
        if other is not None:
            spurious.remove(other)
        told = None if other is None else found[other]
        kind = MISSING if told is None else _WRONG[what]
        yield _error(reading, lang, kind, (gold[key], told), what)
    for key in spurious:
        yield _error(reading, lang, SPURIOUS, (None, found[key]), what)


def _error(
    reading: Reading, lang: str, kind: str, sides: tuple[Short | None, Short | None], what: str
) -> Error:
    gold, found = sides

    def side(item: Short | None) -> dict[str, object] | None:
        return None if item is None else {"short": item.short, what: getattr(item, what)}

    def spans(item: Short | None) -> tuple[Span, ...]:
        if item is None:
            return ()
        if item.start is not None and item.end is not None:
            return ((item.start, item.end),)
        return tuple(occurrences(reading.texts[lang], item.short))[:1]

    return Error(
        reading.id,
        AbbreviationLayer.name,
        kind,
        lang,
        None,
        side(gold),
        side(found),
        spans(gold),
        spans(found),
    )
