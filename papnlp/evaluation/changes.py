"""The measure ``changes``: what happened to an outcome under an intervention.

A gold document asks, for an intervention, a comparator and an outcome, whether
its text says that the outcome increased, decreased or did not differ. A reader
may abstain; an abstention is an answer that is not right.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from papnlp.evaluation.adapters.mapping import type_map
from papnlp.evaluation.counts import Counts
from papnlp.evidence import CHANGES

_MAY_BE_CODED: Final = ("intervention", "comparator", "text")
_DIRECTIONAL: Final = frozenset(("increase", "decrease"))

Reader = Callable[[str, str, str, str], "str | None"]
"""Takes a text, an intervention, a comparator and an outcome; None is an abstention.

:class:`papnlp.findings.change.ChangeReader` is one.
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of a gold document with what was answered.

    Attributes
    ----------
    document : str
        Id of the document.
    question : mapping
        The item of ``changes``.
    told : str or None
        ``"increase"``, ``"decrease"``, ``"none"``, or None for an abstention.
    """

    document: str
    question: Mapping[str, Any]
    told: str | None

    @property
    def gold(self) -> str:
        """The change that the gold set has."""
        return str(self.question["change"])

    @property
    def right(self) -> bool:
        """Whether the answer is that of the gold set; an abstention never is."""
        return self.told == self.gold


@dataclass(frozen=True, slots=True)
class ChangeScore:
    """How well changes were read.

    Attributes
    ----------
    answers : tuple of Answer
        What was scored.
    """

    answers: tuple[Answer, ...]

    @property
    def total(self) -> int:
        """Number of questions."""
        return len(self.answers)

    @property
    def accuracy(self) -> float:
        """Share of the questions that are answered rightly."""
        return _share(sum(item.right for item in self.answers), self.total)

    @property
    def abstained(self) -> float:
        """Share of the questions that are not answered."""
        return _share(sum(item.told is None for item in self.answers), self.total)

    @property
    def macro_f1(self) -> float:
        """Mean of the F1 of increase, decrease and none."""
        return sum(self.counts(change).f1 for change in CHANGES) / len(CHANGES)

    @property
    def directional(self) -> ChangeScore:
        """The score on the questions whose answer is an increase or a decrease."""
        return self.where(lambda item: item.gold in _DIRECTIONAL)

    @property
    def confusion(self) -> dict[tuple[str, str | None], int]:
        """Number of questions by gold change and answer."""
        return dict(Counter((item.gold, item.told) for item in self.answers))

    def where(self, wanted: Callable[[Answer], bool]) -> ChangeScore:
        """Return the score on some of the questions."""
        return ChangeScore(tuple(filter(wanted, self.answers)))

    def counts(self, change: str | None = None) -> Counts:
        """Return the counts of one change, or of all together."""
        return Counts(
            sum(item.right and change in (None, item.gold) for item in self.answers),
            sum(item.told is not None and change in (None, item.told) for item in self.answers),
            sum(change in (None, item.gold) for item in self.answers),
        )

    def interval(
        self,
        measure: Callable[[ChangeScore], float],
        *,
        samples: int = 1000,
        seed: int = 0,
    ) -> tuple[float, float]:
        """Return the 95 % interval of a measure by resampling the questions.

        Percentile bootstrap (Efron and Tibshirani, 1993).

        Parameters
        ----------
        measure : callable
            Takes a score, returns the figure.
        samples : int
            How often to resample.
        seed : int
            Seed of the random numbers, so that the interval is the same each
            time.
        """
        if not self.answers:
            return 0.0, 0.0
        rng = random.Random(seed)  # noqa: S311 (not for secrets)
        figures = sorted(
            measure(ChangeScore(tuple(rng.choices(self.answers, k=self.total))))
            for _ in range(samples)
        )
        edge = int(0.025 * samples)
        return figures[edge], figures[samples - 1 - edge]


def read_changes(documents: Iterable[Mapping[str, Any]], read: Reader) -> Iterator[Answer]:
    """Answer the questions of gold documents.

    Parameters
    ----------
    documents : iterable of mapping
        Gold objects; those without ``changes`` are passed over. A question is
        asked of its own ``text`` if it has one, else of the abstract.
    read : callable
        Answers a question, see :data:`Reader`.

    Yields
    ------
    Answer
        In the order of the documents.
    """
    for document in documents:
        for question in document.get("changes", ()):
            text = question.get("text") or document["abstract"][question.get("lang", "en")]
            told = read(text, question["intervention"], question["comparator"], question["outcome"])
            yield Answer(str(document["id"]), question, told)


def score_changes(documents: Iterable[Mapping[str, Any]], read: Reader) -> ChangeScore:
    """Answer the questions of gold documents and score the answers."""
    return ChangeScore(tuple(read_changes(documents, read)))


def is_coded(question: Mapping[str, Any]) -> bool:
    """Tell whether a question or its text names groups by a letter or a number ("group A")."""
    return any(_code().search(str(question.get(key) or "")) for key in _MAY_BE_CODED)


@lru_cache(maxsize=1)
def _code() -> re.Pattern[str]:
    return re.compile(type_map("evidence-inference").code)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
