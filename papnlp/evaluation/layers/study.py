"""The fields of the study, each one a measure."""

from __future__ import annotations

from collections.abc import Iterator

from papnlp.evaluation.counts import Counts, Slot, count
from papnlp.evaluation.errors import MISSING, SPURIOUS, Error
from papnlp.evaluation.layers.base import Layer
from papnlp.evaluation.reading import Reading
from papnlp.evaluation.scores import ALL


class StudyLayer(Layer):
    """The fields that both sides have; a field that is null says nothing."""

    name = "study"
    measures = ("study design", "study sample_size", "study relevant")

    def count(self, gold: Reading, found: Reading) -> Iterator[tuple[Slot, Counts]]:
        """Yield the counts of each field."""
        for field, wanted, told in _fields(gold, found):
            sides = [set() if value is None else {value} for value in (told, wanted)]
            yield Slot(f"study {field}", ALL), count(*sides)

    def errors(self, gold: Reading, found: Reading) -> Iterator[Error]:
        """Yield the fields that differ."""
        for field, wanted, told in _fields(gold, found):
            if wanted == told:
                continue
            kind = MISSING if told is None else SPURIOUS if wanted is None else f"wrong {field}"
            one, other = (None if value is None else {field: value} for value in (wanted, told))
            yield Error(gold.id, self.name, kind, None, None, one, other)


def _fields(gold: Reading, found: Reading) -> Iterator[tuple[str, object, object]]:
    if gold.study is None or found.study is None:
        return
    for field, wanted in gold.study.items():
        if field in found.study:
            yield field, wanted, found.study[field]
