"""What stands where in a text: sentences, mentions, abbreviations, statistics, alignments.

Offsets are code points into the text of a language as read. The keys of
``to_dict`` stand in the order of the JSON contract.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: code-point offsets into the text of its language, and its section."""

    lang: str
    start: int
    end: int
    section: str

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {"lang": self.lang, "start": self.start, "end": self.end, "section": self.section}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Sentence:
        """Build from the JSON object."""
        return cls(data["lang"], data["start"], data["end"], data["section"])


@dataclass(frozen=True, slots=True)
class Mention:
    """A tagged span: ``texts[lang][start:end] == text``."""

    lang: str
    start: int
    end: int
    text: str
    label: str
    concept: str | None
    name: str | None
    via: str
    negated: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {
            "lang": self.lang,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "label": self.label,
            "concept": self.concept,
            "name": self.name,
            "via": self.via,
            "negated": self.negated,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Mention:
        """Build from the JSON object."""
        return cls(
            data["lang"],
            data["start"],
            data["end"],
            data["text"],
            data["label"],
            data["concept"],
            data["name"],
            data["via"],
            data["negated"],
        )


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form with one sense, at its definition or first use."""

    lang: str
    short: str
    long: str | None
    start: int
    end: int
    long_start: int | None
    long_end: int | None
    concept: str | None
    via: str
    score: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {
            "lang": self.lang,
            "short": self.short,
            "long": self.long,
            "start": self.start,
            "end": self.end,
            "long_start": self.long_start,
            "long_end": self.long_end,
            "concept": self.concept,
            "via": self.via,
            "score": self.score,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Abbreviation:
        """Build from the JSON object."""
        return cls(
            data["lang"],
            data["short"],
            data["long"],
            data["start"],
            data["end"],
            data["long_start"],
            data["long_end"],
            data["concept"],
            data["via"],
            data["score"],
        )


@dataclass(frozen=True, slots=True)
class Alignment:
    """Sentences that translate each other, as indices counted per language from 0."""

    en: tuple[int, ...]
    zh: tuple[int, ...]
    score: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {"en": list(self.en), "zh": list(self.zh), "score": self.score}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Alignment:
        """Build from the JSON object."""
        return cls(tuple(data["en"]), tuple(data["zh"]), data["score"])


@dataclass(frozen=True, slots=True)
class Statistic:
    """A number of the text with what it measures; absent parts are None."""

    kind: str
    text: str
    start: int
    end: int
    lang: str
    operator: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    sd: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    unit: str | None = None
    level: float | None = None
    arm: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {
            "kind": self.kind,
            "operator": self.operator,
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "sd": self.sd,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "unit": self.unit,
            "level": self.level,
            "arm": self.arm,
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "lang": self.lang,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Statistic:
        """Build from the JSON object."""
        return cls(**dict(data))
