"""What one side says of a document: the gold set, an extraction, another annotator.

Gold objects and evidence become the same :class:`Reading`, so that every layer
is scored in one way, whoever made the two sides. A layer that a side does not
have is None and is not scored.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from papnlp.document import Document
from papnlp.evaluation.matching import Parts
from papnlp.evidence import LABELS, Evidence

Span = tuple[int, int]

RECORD_FIELDS: Final = (
    "intervention",
    "with",
    "comparator",
    "pain_type",
    "outcome",
    "instrument",
    "harm",
    "change",
    "direction",
    "certainty",
    "comparison",
    "purpose",
    "timepoint",
)
"""The fields of a record that can make a key."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A mention; ``parts`` are the stretches that it covers, ``concept`` may be None."""

    lang: str
    start: int
    end: int
    label: str
    concept: str | None
    parts: Parts


@dataclass(frozen=True, slots=True)
class Short:
    """A short form with its long form and its sense; offsets where they are known."""

    lang: str
    short: str
    long: str | None
    concept: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A record: its fields, and where its evidence stands.

    Attributes
    ----------
    values : mapping
        Field to value; a field that the side does not give is missing.
    languages : tuple of str or None
        The languages that make the claim; None for all of the document.
    directions : mapping
        Direction by language, where it differs.
    evidence : mapping
        By language, the readings of where the evidence stands: a quote that
        stands twice has two, each a tuple of spans.
    """

    values: Mapping[str, Hashable]
    languages: tuple[str, ...] | None
    directions: Mapping[str, str]
    evidence: Mapping[str, tuple[tuple[Span, ...], ...]]

    def key(self, fields: Iterable[str], lang: str | None = None) -> tuple[Hashable, ...]:
        """Return the values of some fields, with the direction of a language if one is given."""
        values = {**self.values}
        if lang is not None and lang in self.directions:
            values["direction"] = self.directions[lang]
        return tuple(values.get(name) for name in fields)


@dataclass(frozen=True, slots=True)
class Scope:
    """What an annotation covers.

    Attributes
    ----------
    labels : tuple of str
        Mentions with other labels are left out.
    concepts : bool
        Whether concepts are annotated.
    regions : mapping
        By language, the spans that are annotated; a language that is not
        listed is annotated as a whole.
    """

    labels: tuple[str, ...] = LABELS
    concepts: bool = True
    regions: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)

    def holds(self, lang: str, start: int, end: int) -> bool:
        """Tell whether a span lies inside what is annotated."""
        if lang not in self.regions:
            return True
        return any(left <= start and end <= right for left, right in self.regions[lang])


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one side says of one document."""

    id: str
    texts: Mapping[str, str]
    mentions: tuple[Tag, ...] | None = None
    abbreviations: tuple[Short, ...] | None = None
    records: tuple[Claim, ...] | None = None
    study: Mapping[str, Hashable] | None = None
    sentences: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    alignments: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] | None = None
    changes: tuple[Mapping[str, Any], ...] | None = None
    scope: Scope = field(default_factory=Scope)

    def within(self, scope: Scope) -> Reading:
        """Return the reading without what lies outside a scope."""
        mentions, abbreviations = self.mentions, self.abbreviations
        if mentions is not None:
            mentions = tuple(
                item
                for item in mentions
                if item.label in scope.labels and scope.holds(item.lang, item.start, item.end)
            )
        if abbreviations is not None:
            abbreviations = tuple(
                item
                for item in abbreviations
                if item.start is None
                or item.end is None
                or scope.holds(item.lang, item.start, item.end)
            )
        return replace(self, mentions=mentions, abbreviations=abbreviations)


def read_gold_object(gold: Mapping[str, Any]) -> Reading:
    """Return the reading of a gold object."""
    document = Document.from_dict(gold)
    texts = {lang: document.text(lang) for lang in document.languages}
    sentences = {
        lang: tuple((start, end) for start, end in spans)
        for lang, spans in gold.get("sentences", {}).items()
    }
    return Reading(
        **_layers(gold, texts),
        id=str(gold["id"]),
        texts=texts,
        sentences=sentences,
        changes=_optional(gold, "changes", dict),
        scope=_scope(gold.get("scope") or {}),
    )


def read_evidence(evidence: Evidence) -> Reading:
    """Return the reading of evidence that was extracted."""
    data = evidence.to_dict()
    sentences: dict[str, list[Span]] = {}
    for item in evidence.sentences:
        sentences.setdefault(item.lang, []).append((item.start, item.end))
    return Reading(
        **_layers(data, evidence.texts),
        id=evidence.id,
        texts=evidence.texts,
        sentences={lang: tuple(spans) for lang, spans in sentences.items()},
    )


def _optional(data: Mapping[str, Any], layer: str, make: Any) -> Any:  # noqa: ANN401 (any layer)
    items = data.get(layer)
    return None if items is None else tuple(make(item) for item in items)


def _layers(data: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    study = data.get("study")
    return {
        "mentions": _optional(data, "mentions", _tag),
        "abbreviations": _optional(data, "abbreviations", _short),
        "records": _optional(data, "records", lambda item: _claim(item, texts)),
        "study": None if study is None else dict(_flat(study)),
        "alignments": _optional(
            data, "alignments", lambda item: (tuple(item["en"]), tuple(item["zh"]))
        ),
    }


def _tag(item: Mapping[str, Any]) -> Tag:
    parts = item.get("parts") or [[item["start"], item["end"]]]
    return Tag(
        item["lang"],
        item["start"],
        item["end"],
        item["label"],
        item.get("concept"),
        tuple(sorted((start, end) for start, end in parts)),
    )


def _short(item: Mapping[str, Any]) -> Short:
    return Short(
        item["lang"],
        item["short"],
        item.get("long"),
        item.get("concept"),
        item.get("start"),
        item.get("end"),
    )


def _claim(item: Mapping[str, Any], texts: Mapping[str, str]) -> Claim:
    values = {name: item[name] for name in RECORD_FIELDS if name in item}
    if "with" in values:
        values["with"] = tuple(sorted(values["with"])) or None
    evidence: dict[str, tuple[tuple[Span, ...], ...]] = {}
    for lang in texts:
        spans = tuple(
            (quote["start"], quote["end"])
            for quote in item.get("evidence") or ()
            if quote["lang"] == lang
        )
        if spans:
            evidence[lang] = (spans,)
    if not evidence and item.get("quote"):
        for lang, text in texts.items():
            places = tuple((span,) for span in _places(text, item["quote"]))
            if places:
                evidence[lang] = places
                break
    languages = item.get("languages")
    return Claim(
        values,
        None if languages is None else tuple(languages),
        item.get("direction_by_language") or {},
        evidence,
    )


def _places(text: str, quote: str) -> Iterable[Span]:
    at = text.find(quote)
    while at >= 0:
        yield at, at + len(quote)
        at = text.find(quote, at + 1)


def _flat(study: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, Hashable]]:
    for name, value in study.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{name}.")
        elif isinstance(value, (list, tuple)):
            yield prefix + name, tuple(sorted(value)) or None
        else:
            yield prefix + name, value


def _scope(scope: Mapping[str, Any]) -> Scope:
    labels = scope.get("labels")
    return Scope(
        LABELS if labels is None else tuple(name for name in LABELS if name in labels),
        scope.get("concepts", True),
        {
            lang: tuple((start, end) for start, end in spans)
            for lang, spans in (scope.get("regions") or {}).items()
        },
    )
