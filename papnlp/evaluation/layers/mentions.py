"""Mentions and their concepts: exact, overlapping, by token; with credit for the hierarchy."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from papnlp.evaluation.counts import Counts, Slot, count
from papnlp.evaluation.errors import (
    MISSING,
    SPURIOUS,
    WRONG_BOUNDARY,
    WRONG_CONCEPT,
    WRONG_LABEL,
    Error,
)
from papnlp.evaluation.layers.base import Layer, shared_languages
from papnlp.evaluation.matching import Parts, maximum_matching, overlaps, shared
from papnlp.evaluation.reading import Reading, Tag
from papnlp.evaluation.words import Words

Related = Callable[[str, str], bool]
"""Tells whether two concepts are the same or one stands below the other."""

EXACT, OVERLAP, TOKEN = "mentions", "mentions (overlap)", "mentions (token)"
CONCEPTS, BROADER = "concepts", "concepts (broader)"


def _tags(reading: Reading, lang: str, label: str) -> list[Tag]:
    return [item for item in reading.mentions or () if item.lang == lang and item.label == label]


def _spans(tags: list[Tag]) -> list[Parts]:
    """Return the distinct spans, each with all that its mentions cover.

    Members of a coordination share a span and are one.
    """
    parts: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for item in tags:
        parts.setdefault((item.start, item.end), set()).update(item.parts)
    return [tuple(sorted(parts[span])) for span in sorted(parts)]


def _labels(gold: Reading, found: Reading) -> list[str]:
    return [label for label in gold.scope.labels if label in found.scope.labels]


class MentionLayer(Layer):
    """Spans with labels, without regard to concepts."""

    name = "mentions"
    measures = (EXACT, OVERLAP, TOKEN)

    def __init__(self, *, concepts: bool) -> None:
        self._concepts = concepts

    def count(self, gold: Reading, found: Reading) -> Iterator[tuple[Slot, Counts]]:
        """Yield the counts of each language and label."""
        if gold.mentions is None or found.mentions is None:
            return
        for lang in shared_languages(gold, found):
            words = Words(gold.texts[lang])
            for label in _labels(gold, found):
                wanted, told = _tags(gold, lang, label), _tags(found, lang, label)
                exact = count({(i.start, i.end) for i in told}, {(i.start, i.end) for i in wanted})
                yield Slot(EXACT, lang, label), exact
                yield Slot(OVERLAP, lang, label), _overlap(_spans(wanted), _spans(told))
                yield Slot(TOKEN, lang, label), count(_words(words, told), _words(words, wanted))

    def errors(self, gold: Reading, found: Reading) -> Iterator[Error]:
        """Yield missing and spurious mentions, and those with a wrong label, boundary, concept."""
        if gold.mentions is None or found.mentions is None:
            return
        for lang in shared_languages(gold, found):
            sides = [
                sorted(
                    {
                        (i.start, i.end, i.label, (i.concept or "") if self._concepts else "")
                        for i in reading.mentions or ()
                        if i.lang == lang
                    }
                )
                for reading in (gold, found)
            ]
            for kind, wanted, told in _pairs(*sides):
                yield _error(gold, lang, kind, wanted, told)


def _overlap(gold: list[Parts], predicted: list[Parts]) -> Counts:
    right = len(maximum_matching(overlaps(predicted, gold)))
    return Counts(right, len(predicted), len(gold))


def _words(words: Words, tags: list[Tag]) -> set[object]:
    return {number for item in tags for number in words.within(item.parts)}


_Item = tuple[int, int, str, str]
"""Start, end, label, concept (empty if none)."""


def _same_span(one: _Item, other: _Item) -> bool:
    return one[:2] == other[:2]


def _meet(one: _Item, other: _Item) -> bool:
    return one[0] < other[1] and other[0] < one[1]


_STEPS: tuple[tuple[str, Callable[[_Item, _Item], bool]], ...] = (
    ("", lambda one, other: one == other),
    (WRONG_CONCEPT, lambda one, other: one[:3] == other[:3]),
    (WRONG_LABEL, _same_span),
    (WRONG_BOUNDARY, lambda one, other: one[2] == other[2] and _meet(one, other)),
    (WRONG_LABEL, _meet),
)
"""Which items are paired first: the same, then those that differ in ever more."""


def _pairs(
    gold: list[_Item], found: list[_Item]
) -> Iterator[tuple[str, _Item | None, _Item | None]]:
    """Yield each error with its gold and its predicted item; an item is in one pair at most."""
    pairs: list[tuple[str, _Item | None, _Item | None]] = []
    for kind, fits in _STEPS:
        edges = [
            sorted(
                (index for index, other in enumerate(gold) if fits(item, other)),
                key=lambda index, item=item: (
                    -shared(  # type: ignore[misc]
                        (item[:2],), (gold[index][:2],)
                    )
                ),
            )
            for item in found
        ]
        matched = maximum_matching(edges)
        if kind:
            pairs += [(kind, gold[right], found[left]) for left, right in sorted(matched.items())]
        found = [item for index, item in enumerate(found) if index not in matched]
        taken = set(matched.values())
        gold = [item for index, item in enumerate(gold) if index not in taken]
    pairs += [(MISSING, item, None) for item in gold]
    pairs += [(SPURIOUS, None, item) for item in found]
    yield from sorted(pairs, key=lambda pair: ((pair[1] or pair[2] or ())[:2], pair[0]))


def _error(gold: Reading, lang: str, kind: str, wanted: _Item | None, told: _Item | None) -> Error:
    text = gold.texts[lang]

    def side(item: _Item | None) -> dict[str, object] | None:
        if item is None:
            return None
        start, end, label, concept = item
        shown: dict[str, object] = {"text": text[start:end], "label": label}
        return {**shown, "concept": concept} if concept else shown

    return Error(
        gold.id,
        MentionLayer.name,
        kind,
        lang,
        (wanted or told or ("", "", ""))[2],
        side(wanted),
        side(told),
        () if wanted is None else (wanted[:2],),
        () if told is None else (told[:2],),
    )


class ConceptLayer(Layer):
    """Spans with labels and concepts.

    Parameters
    ----------
    related : callable, optional
        Tells whether a concept is another one, its ancestor or its descendant.
        Without it there is no measure with credit for the hierarchy.
    """

    name = "concepts"

    def __init__(self, related: Related | None) -> None:
        self._related = related

    @property
    def measures(self) -> tuple[str, ...]:
        """Exact concepts; those with credit for the hierarchy apart."""
        return (CONCEPTS, BROADER) if self._related else (CONCEPTS,)

    def count(self, gold: Reading, found: Reading) -> Iterator[tuple[Slot, Counts]]:
        """Yield the counts of each language and label."""
        if gold.mentions is None or found.mentions is None:
            return
        if not (gold.scope.concepts and found.scope.concepts):
            return
        for lang in shared_languages(gold, found):
            for label in _labels(gold, found):
                wanted = {(i.start, i.end, i.concept) for i in _tags(gold, lang, label)}
                told = {(i.start, i.end, i.concept) for i in _tags(found, lang, label)}
                yield (
                    Slot(CONCEPTS, lang, label),
                    Counts(len(told & wanted), len(told), len(wanted)),
                )
                if self._related:
                    right = self._broader(sorted(wanted, key=str), sorted(told, key=str))
                    yield Slot(BROADER, lang, label), Counts(right, len(told), len(wanted))

    def _broader(
        self,
        gold: list[tuple[int, int, str | None]],
        found: list[tuple[int, int, str | None]],
    ) -> int:
        """Match mentions of the same span whose concepts are the same or related."""
        edges = [
            [
                index
                for index, other in enumerate(gold)
                if item[:2] == other[:2] and self._fit(item[2], other[2])
            ]
            for item in found
        ]
        return len(maximum_matching(edges))

    def _fit(self, one: str | None, other: str | None) -> bool:
        if one is None or other is None or self._related is None:
            return one == other
        return self._related(one, other)

    def errors(self, gold: Reading, found: Reading) -> Iterator[Error]:
        """Yield nothing: wrong concepts are listed with the mentions."""
        del gold, found
        return iter(())
