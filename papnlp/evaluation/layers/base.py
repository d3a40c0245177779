"""What every layer of an annotation can do: count, and list its errors."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from papnlp.evaluation.counts import Counts, Slot
from papnlp.evaluation.errors import Error
from papnlp.evaluation.reading import Reading


def shared_languages(gold: Reading, found: Reading) -> list[str]:
    """Return the languages that both sides have a text in."""
    return [lang for lang in gold.texts if lang in found.texts]


class Layer(ABC):
    """One layer of an annotation, with its measures.

    A layer is scored in the documents in which both sides have it.

    Attributes
    ----------
    name : str
        Name of the layer.
    """

    name: str

    @property
    @abstractmethod
    def measures(self) -> tuple[str, ...]:
        """The measures of the layer, in the order in which they are shown."""

    @abstractmethod
    def count(self, gold: Reading, found: Reading) -> Iterator[tuple[Slot, Counts]]:
        """Yield the counts of one document; counts of one slot are summed."""

    @abstractmethod
    def errors(self, gold: Reading, found: Reading) -> Iterator[Error]:
        """Yield the errors of one document."""
