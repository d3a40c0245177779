"""What happened to an outcome: increase, decrease or none, one question at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from papnlp.evaluation.counts import Counts, Slot
from papnlp.evaluation.errors import MISSING, Error
from papnlp.evaluation.layers.base import Layer
from papnlp.evaluation.reading import Reading
from papnlp.evidence import CHANGES

MEASURE: Final = "changes"
_QUESTION: Final = ("lang", "text", "intervention", "comparator", "outcome")


class ChangeLayer(Layer):
    """Answers to the questions of the gold set; an abstention is missing, not wrong."""

    name = "changes"
    measures = (MEASURE,)

    def count(self, gold: Reading, found: Reading) -> Iterator[tuple[Slot, Counts]]:
        """Yield the counts of each answer."""
        for question, told in _answers(gold, found):
            wanted = question["change"]
            lang = question.get("lang", "en")
            for change in CHANGES:
                is_wanted, is_told = wanted == change, told == change
                counts = Counts(int(is_wanted and is_told), int(is_told), int(is_wanted))
                yield Slot(MEASURE, lang, change), counts

    def errors(self, gold: Reading, found: Reading) -> Iterator[Error]:
        """Yield the questions that are not answered rightly."""
        for question, told in _answers(gold, found):
            if told == question["change"]:
                continue
            lang = question.get("lang", "en")
            text = question.get("text") or gold.texts.get(lang, "")
            at = gold.texts.get(lang, "").find(text)
            asked = {name: question[name] for name in _QUESTION[2:] if name in question}
            yield Error(
                gold.id,
                self.name,
                MISSING if told is None else "wrong change",
                lang,
                question["change"],
                {**asked, "change": question["change"]},
                None if told is None else {"change": told},
                ((at, at + len(text)),) if text and at >= 0 else (),
            )


def _answers(gold: Reading, found: Reading) -> Iterator[tuple[Mapping[str, Any], str | None]]:
    if gold.changes is None or found.changes is None:
        return
    told: dict[tuple[Any, ...], list[str | None]] = {}
    for item in found.changes:
        told.setdefault(_asked(item), []).append(item["change"])
    for question in gold.changes:
        answers = told.get(_asked(question), [])
        yield question, answers.pop(0) if answers else None


def _asked(item: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(item.get(name) for name in _QUESTION)
