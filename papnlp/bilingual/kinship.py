"""Concepts that two languages may give to one thing."""

from __future__ import annotations

from papnlp.findings.knowledge import Knowledge
from papnlp.terms.names import PREFIX


class Kinship:
    """Tells which concepts may name one thing in sentences that translate each other.

    A translation is often wider or narrower than its original, names a scale by
    what it measures, or says that pain was relieved where the original says
    that it was reduced.

    Parameters
    ----------
    knowledge : Knowledge
        What is known about concepts.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._of_pain = frozenset((knowledge.intensity, knowledge.relief, knowledge.incidence))

    def __call__(self, one: str, other: str) -> bool:
        """Tell whether two different concepts may name one thing.

        Parameters
        ----------
        one, other : str
            Ids of concepts of the vocabulary, or of names that it lacks.
        """
        if one.startswith(PREFIX) or other.startswith(PREFIX):
            return True
        know = self._knowledge
        return (
            {one, other} <= self._of_pain
            or know.is_a(one, other)
            or know.is_a(other, one)
            or know.measures(one, other)
            or know.measures(other, one)
        )
