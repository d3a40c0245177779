"""Precision, recall and F1 of evidence against gold documents."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from papnlp.document import LANGUAGES
from papnlp.evidence import Evidence

Items = set[Hashable]


@dataclass(frozen=True, slots=True)
class Counts:
    """Items found right, items predicted, items in the gold set."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right, self.predicted + other.predicted, self.gold + other.gold
        )

    @property
    def precision(self) -> float:
        """Share of the predicted items that are right; 1 if nothing was predicted wrongly."""
        return self.right / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        """Share of the gold items that were found."""
        return self.right / self.gold if self.gold else float(not self.predicted)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.predicted + self.gold
        return 2 * self.right / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Score:
    """One measure in one language (``"en"``, ``"zh"``, or ``"all"`` for the document)."""

    measure: str
    lang: str
    counts: Counts

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object; shares are rounded to four digits."""
        counts = self.counts
        return {
            "measure": self.measure,
            "lang": self.lang,
            "precision": round(counts.precision, 4),
            "recall": round(counts.recall, 4),
            "f1": round(counts.f1, 4),
            "right": counts.right,
            "predicted": counts.predicted,
            "gold": counts.gold,
        }


def _spans(items: Iterable[Mapping[str, Any]], lang: str, *keys: str) -> Items:
    return {tuple(item[key] for key in keys) for item in items if item["lang"] == lang}


def _mentions(gold: Mapping[str, Any], found: Evidence, lang: str) -> tuple[Items, Items]:
    predicted: Items = {
        (item.start, item.end, item.label) for item in found.mentions if item.lang == lang
    }
    return predicted, _spans(gold["mentions"], lang, "start", "end", "label")


def _concepts(gold: Mapping[str, Any], found: Evidence, lang: str) -> tuple[Items, Items]:
    predicted: Items = {
        (item.start, item.end, item.label, item.concept)
        for item in found.mentions
        if item.lang == lang
    }
    return predicted, _spans(gold["mentions"], lang, "start", "end", "label", "concept")


def _pairs(gold: Mapping[str, Any], found: Evidence, lang: str) -> tuple[Items, Items]:
    predicted: Items = {
        (item.short.lower(), item.long.lower())
        for item in found.abbreviations
        if item.lang == lang and item.long is not None
    }
    wanted: Items = {
        (item["short"].lower(), item["long"].lower())
        for item in gold["abbreviations"]
        if item["lang"] == lang and item["long"] is not None
    }
    return predicted, wanted


def _senses(gold: Mapping[str, Any], found: Evidence, lang: str) -> tuple[Items, Items]:
    predicted: Items = {
        (item.short, item.concept)
        for item in found.abbreviations
        if item.lang == lang and item.concept is not None
    }
    wanted: Items = {
        (item["short"], item["concept"])
        for item in gold["abbreviations"]
        if item["lang"] == lang and item["concept"] is not None
    }
    return predicted, wanted


BY_LANGUAGE: Final[dict[str, Callable[[Mapping[str, Any], Evidence, str], tuple[Items, Items]]]] = {
    "mentions": _mentions,
    "concepts": _concepts,
    "abbreviation pairs": _pairs,
    "abbreviation senses": _senses,
}
"""Measures that are taken for each language; spans and pairs must be exact."""

RECORD_KEYS: Final[dict[str, tuple[str, ...]]] = {
    "records": ("intervention", "outcome", "direction"),
    "records (intervention, direction)": ("intervention", "direction"),
    "records (full key)": ("intervention", "comparator", "pain_type", "outcome", "direction"),
}
"""The fields of a record that must agree, by measure."""


def _records(
    gold: Mapping[str, Any], found: Evidence, lang: str, keys: Sequence[str]
) -> tuple[Items, Items]:
    predicted: Items = set()
    for record in found.records:
        if lang != "all" and lang not in record.languages:
            continue
        values = {key: getattr(record, key) for key in keys}
        if lang != "all":
            values["direction"] = record.direction_by_language[lang]
        predicted.add(tuple(values[key] for key in keys))
    return predicted, {tuple(item.get(key) for key in keys) for item in gold["records"]}


def _study(gold: Mapping[str, Any], found: Evidence, field: str) -> tuple[Items, Items]:
    value = getattr(found.study, field)
    wanted = gold["study"].get(field)
    return ({value} if value is not None else set()), ({wanted} if wanted is not None else set())


def _count(items: tuple[Items, Items]) -> Counts:
    predicted, gold = items
    return Counts(len(predicted & gold), len(predicted), len(gold))


def score(pairs: Iterable[tuple[Mapping[str, Any], Evidence]]) -> list[Score]:
    """Score evidence against gold documents.

    Parameters
    ----------
    pairs : iterable of (mapping, Evidence)
        A gold document (``mentions`` with offsets, ``abbreviations``, ``study``,
        ``records``) and what was extracted from its texts.

    Returns
    -------
    list of Score
        Micro-averaged over the documents, in a fixed order. Records are counted
        once over both languages (``all``) and for each language alone.
    """
    totals: dict[tuple[str, str], Counts] = {}

    def add(measure: str, lang: str, items: tuple[Items, Items]) -> None:
        totals[measure, lang] = totals.get((measure, lang), Counts()) + _count(items)

    for gold, found in pairs:
        languages = [lang for lang in LANGUAGES if lang in found.texts]
        for measure, items in BY_LANGUAGE.items():
            for lang in languages:
                add(measure, lang, items(gold, found, lang))
        for measure, keys in RECORD_KEYS.items():
            for part in ("all", *languages):
                add(measure, part, _records(gold, found, part, keys))
        for field in ("design", "sample_size", "relevant"):
            add(f"study {field}", "all", _study(gold, found, field))
    measures = dict.fromkeys(measure for measure, _ in totals)
    return [
        Score(measure, lang, totals[measure, lang])
        for measure in measures
        for lang in (*LANGUAGES, "all")
        if (measure, lang) in totals
    ]
