"""Counts by document, and the measures that are made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from papnlp.document import LANGUAGES
from papnlp.evaluation.counts import Counts, Slot
from papnlp.evaluation.scores import ALL
from papnlp.evidence import CHANGES, LABELS

Numbers = npt.NDArray[np.float64]

MACRO: Final = "macro"
_LANGUAGES: Final = (*LANGUAGES, ALL)
_LABELS: Final = (*LABELS, *CHANGES)


@dataclass(frozen=True, slots=True)
class Measure:
    """How a figure is made of counts.

    Attributes
    ----------
    name, lang : str
        What is measured, in which language.
    groups : tuple of tuple of Slot
        The counts of each group are summed; the figure is the mean of those of
        the groups. All but a macro average have one group.
    """

    name: str
    lang: str
    groups: tuple[tuple[Slot, ...], ...]


class Tally:
    """The counts of each document in each slot.

    Parameters
    ----------
    documents : sequence of mapping
        For each document, its counts by slot.
    order : sequence of str
        The measures in the order in which they are shown; others follow by
        name.
    """

    def __init__(self, documents: Sequence[Mapping[Slot, Counts]], order: Sequence[str]) -> None:
        self.documents = documents
        self.order = tuple(order)
        found = {slot for counts in documents for slot in counts}
        self.slots: tuple[Slot, ...] = tuple(sorted(found, key=self._rank))

    def _rank(self, slot: Slot) -> tuple[int, str, int, int]:
        order = self.order
        place = order.index(slot.measure) if slot.measure in order else len(order)
        label = len(_LABELS) if slot.label is None else _LABELS.index(slot.label)
        return place, slot.measure, _LANGUAGES.index(slot.lang), label

    def total(self, slots: Iterable[Slot]) -> Counts:
        """Return the counts of some slots, summed over the documents."""
        wanted = tuple(slots)
        return sum(
            (counts[slot] for counts in self.documents for slot in wanted if slot in counts),
            Counts(),
        )

    def measures(self) -> Iterator[Measure]:
        """Yield the measures in order: over all labels, their mean, then each label.

        A measure that is taken in both languages is also taken over both. A
        label of which there is nothing in the gold set nor in the prediction is
        no part of a mean and has no measure.
        """
        for name in dict.fromkeys(slot.measure for slot in self.slots):
            slots = tuple(slot for slot in self.slots if slot.measure == name)
            languages = dict.fromkeys(slot.lang for slot in slots)
            by_language = {
                lang: tuple(slot for slot in slots if slot.lang == lang) for lang in languages
            }
            if ALL not in languages and len(languages) > 1:
                by_language[ALL] = slots
            for lang, of_language in by_language.items():
                yield Measure(name, lang, (of_language,))
            for lang, of_language in by_language.items():
                yield from self._of_labels(name, lang, of_language)

    def _of_labels(self, name: str, lang: str, slots: tuple[Slot, ...]) -> Iterator[Measure]:
        groups: dict[str, tuple[Slot, ...]] = {}
        for slot in slots:
            if slot.label is not None:
                groups[slot.label] = (*groups.get(slot.label, ()), slot)
        there = {label: group for label, group in groups.items() if self.total(group) != Counts()}
        if there:
            yield Measure(f"{name}: {MACRO}", lang, tuple(there.values()))
        for label, group in there.items():
            yield Measure(f"{name}: {label}", lang, (group,))

    def array(self, slots: Sequence[Slot]) -> Numbers:
        """Return an array of documents, slots, and (right, predicted, gold)."""
        place = {slot: index for index, slot in enumerate(slots)}
        values = np.zeros((len(self.documents), len(slots), 3))
        for row, counts in enumerate(self.documents):
            for slot, item in counts.items():
                if slot in place:
                    values[row, place[slot]] = (item.right, item.predicted, item.gold)
        return values


def figures(sums: Numbers, measure: Measure, slots: Sequence[Slot]) -> Numbers:
    """Return precision, recall and F1 of a measure for many samples at once.

    Parameters
    ----------
    sums : array
        Samples, slots, and (right, predicted, gold).
    measure : Measure
        What is measured.
    slots : sequence of Slot
        What the second axis is.

    Returns
    -------
    array
        Samples, and (precision, recall, F1); not a number where a sample has
        nothing that the measure counts.
    """
    place = {slot: index for index, slot in enumerate(slots)}
    total = np.zeros((len(sums), 3))
    present = np.zeros(len(sums))
    for group in measure.groups:
        columns = [place[slot] for slot in group if slot in place]
        right, predicted, gold = np.moveaxis(sums[:, columns, :].sum(axis=1), 1, 0)
        there = predicted + gold > 0
        shares = np.zeros((len(sums), 3))
        np.divide(right, predicted, out=shares[:, 0], where=predicted > 0)
        np.divide(right, gold, out=shares[:, 1], where=gold > 0)
        np.divide(2 * right, predicted + gold, out=shares[:, 2], where=there)
        total += shares
        present += there
    return np.divide(
        total,
        present[:, None],
        out=np.full_like(total, np.nan),
        where=present[:, None] > 0,
    )
