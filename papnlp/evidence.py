"""What comes out: mentions, abbreviations, records; JSON both ways.

Every object here has ``to_dict`` and ``from_dict``; the keys stand in the order
of the JSON contract, so that reading a line and writing it again gives the same
bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

from papnlp.annotation import Abbreviation, Alignment, Mention, Sentence, Statistic

__all__ = [
    "CERTAINTIES",
    "CHANGES",
    "DESIGNS",
    "DIRECTIONS",
    "LABELS",
    "SECTIONS",
    "STATISTIC_KINDS",
    "Abbreviation",
    "Alignment",
    "Argument",
    "Evidence",
    "Mention",
    "Notice",
    "Population",
    "Quote",
    "Record",
    "Sentence",
    "Statistic",
    "Study",
]

LABELS: Final = ("INTERVENTION", "PAIN_TYPE", "OUTCOME")
SECTIONS: Final = ("title", "background", "objective", "methods", "results", "conclusions")
DIRECTIONS: Final = ("improved", "no_difference", "worsened", "mixed", "unclear")
CERTAINTIES: Final = ("asserted", "hedged")
CHANGES: Final = ("increase", "decrease", "none")
DESIGNS: Final = (
    "randomized controlled trial",
    "randomized crossover trial",
    "non-randomized trial",
    "cohort study",
    "case-control study",
    "cross-sectional study",
    "case series",
    "case report",
    "systematic review",
    "meta-analysis",
    "narrative review",
    "scoping review",
    "protocol",
    "guideline",
    "qualitative study",
    "animal study",
    "laboratory study",
    "other",
    "unclear",
)
STATISTIC_KINDS: Final = (
    "p_value",
    "mean_difference",
    "risk_ratio",
    "odds_ratio",
    "hazard_ratio",
    "effect_size",
    "mean",
    "median",
    "percent",
    "proportion",
)


@dataclass(frozen=True, slots=True)
class Argument:
    """Where the filler of a slot stands; ``inferred`` if it was carried from elsewhere."""

    lang: str
    start: int
    end: int
    inferred: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {
            "lang": self.lang,
            "start": self.start,
            "end": self.end,
            "inferred": self.inferred,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Argument:
        """Build from the JSON object."""
        return cls(data["lang"], data["start"], data["end"], data["inferred"])


@dataclass(frozen=True, slots=True)
class Quote:
    """The statement that a record rests on, with the cue that made it.

    A statement is a sentence, or the part of one between semicolons. In a language in which the
    claim was not read, it is the sentence that translates the statement, without a cue.
    """

    lang: str
    start: int
    end: int
    cue: tuple[int, int] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {
            "lang": self.lang,
            "start": self.start,
            "end": self.end,
            "cue": None if self.cue is None else list(self.cue),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Quote:
        """Build from the JSON object."""
        cue = data["cue"]
        return cls(data["lang"], data["start"], data["end"], None if cue is None else tuple(cue))


@dataclass(frozen=True, slots=True)
class Record:
    """One claim of the abstract: an intervention, what it changed, and where that stands.

    Slots hold concept ids. ``with_`` (JSON ``with``) are the other components of
    a combination.
    """

    id: str
    intervention: str | None
    with_: tuple[str, ...]
    comparator: str | None
    pain_type: str | None
    outcome: str | None
    instrument: str | None
    harm: str | None
    change: str | None
    direction: str
    certainty: str
    comparison: str | None
    purpose: str | None
    section: str
    timepoint: str | None
    statistics: tuple[Statistic, ...]
    languages: tuple[str, ...]
    agreement: str | None
    direction_by_language: dict[str, str]
    rule: str
    evidence: tuple[Quote, ...]
    arguments: dict[str, tuple[Argument, ...]]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {
            "id": self.id,
            "intervention": self.intervention,
            "with": list(self.with_),
            "comparator": self.comparator,
            "pain_type": self.pain_type,
            "outcome": self.outcome,
            "instrument": self.instrument,
            "harm": self.harm,
            "change": self.change,
            "direction": self.direction,
            "certainty": self.certainty,
            "comparison": self.comparison,
            "purpose": self.purpose,
            "section": self.section,
            "timepoint": self.timepoint,
            "statistics": [item.to_dict() for item in self.statistics],
            "languages": list(self.languages),
            "agreement": self.agreement,
            "direction_by_language": dict(self.direction_by_language),
            "rule": self.rule,
            "evidence": [item.to_dict() for item in self.evidence],
            "arguments": {
                slot: [item.to_dict() for item in items] for slot, items in self.arguments.items()
            },
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Record:
        """Build from the JSON object."""
        values = dict(data)
        values["with_"] = tuple(values.pop("with"))
        values["statistics"] = tuple(map(Statistic.from_dict, values["statistics"]))
        values["languages"] = tuple(values["languages"])
        values["evidence"] = tuple(map(Quote.from_dict, values["evidence"]))
        values["arguments"] = {
            slot: tuple(map(Argument.from_dict, items))
            for slot, items in values["arguments"].items()
        }
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Population:
    """Who was studied, as far as the abstract says."""

    limb: str | None = None
    level: str | None = None
    cause: str | None = None
    age_group: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {
            "limb": self.limb,
            "level": self.level,
            "cause": self.cause,
            "age_group": self.age_group,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Population:
        """Build from the JSON object."""
        return cls(**dict(data))


@dataclass(frozen=True, slots=True)
class Study:
    """What kind of study the abstract reports; ``sample_size`` counts people or animals."""

    design: str = "unclear"
    sample_size: int | None = None
    relevant: bool = False
    population: Population = field(default_factory=Population)
    follow_up: str | None = None
    databases: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    registration: str | None = None
    included_studies: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {
            "design": self.design,
            "sample_size": self.sample_size,
            "relevant": self.relevant,
            "population": self.population.to_dict(),
            "follow_up": self.follow_up,
            "databases": list(self.databases),
            "years": None if self.years is None else list(self.years),
            "registration": self.registration,
            "included_studies": self.included_studies,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Study:
        """Build from the JSON object."""
        values = dict(data)
        values["population"] = Population.from_dict(values["population"])
        values["databases"] = tuple(values["databases"])
        years = values["years"]
        values["years"] = None if years is None else tuple(years)
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a curator should look at, such as a term lost in translation."""

    code: str
    message: str
    lang: str | None = None
    start: int | None = None
    end: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {
            "code": self.code,
            "message": self.message,
            "lang": self.lang,
            "start": self.start,
            "end": self.end,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Notice:
        """Build from the JSON object."""
        return cls(**dict(data))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything read from one document."""

    id: str
    metadata: dict[str, Any]
    texts: dict[str, str]
    study: Study
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    abbreviations: tuple[Abbreviation, ...]
    alignments: tuple[Alignment, ...]
    records: tuple[Record, ...]
    warnings: tuple[Notice, ...]
    provenance: dict[str, str]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {
            "id": self.id,
            "metadata": self.metadata,
            "texts": dict(self.texts),
            "study": self.study.to_dict(),
            "sentences": [item.to_dict() for item in self.sentences],
            "mentions": [item.to_dict() for item in self.mentions],
            "abbreviations": [item.to_dict() for item in self.abbreviations],
            "alignments": [item.to_dict() for item in self.alignments],
            "records": [item.to_dict() for item in self.records],
            "warnings": [item.to_dict() for item in self.warnings],
            "provenance": dict(self.provenance),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Evidence:
        """Build from the JSON object."""
        return cls(
            id=data["id"],
            metadata=dict(data["metadata"]),
            texts=dict(data["texts"]),
            study=Study.from_dict(data["study"]),
            sentences=tuple(map(Sentence.from_dict, data["sentences"])),
            mentions=tuple(map(Mention.from_dict, data["mentions"])),
            abbreviations=tuple(map(Abbreviation.from_dict, data["abbreviations"])),
            alignments=tuple(map(Alignment.from_dict, data["alignments"])),
            records=tuple(map(Record.from_dict, data["records"])),
            warnings=tuple(map(Notice.from_dict, data["warnings"])),
            provenance=dict(data["provenance"]),
        )

    def to_json(self) -> bytes:
        """Return one line of JSON (UTF-8, no newline)."""
        return orjson.dumps(self.to_dict())

    @classmethod
    def from_json(cls, line: bytes | str) -> Evidence:
        """Build from one line of JSON.

        Raises
        ------
        ValueError
            If the line is not JSON or lacks a field.
        """
        try:
            return cls.from_dict(orjson.loads(line))
        except (KeyError, TypeError) as error:
            raise ValueError(f"not an evidence object: {error}") from error
