"""What the stages of one language share: the growing analysis of one text.

All offsets inside an :class:`Analysis` are into ``text.norm``; they are turned
into offsets of the text as read when evidence is assembled. Each stage reads
what earlier stages wrote and adds its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from papnlp.evidence import Statistic, Study
from papnlp.text.normalise import NormalisedText
from papnlp.vocabulary.surfaces import Surface


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence of the text with its section (rhetorical role)."""

    start: int
    end: int
    section: str


@dataclass(frozen=True, slots=True)
class Term:
    """A tagged span of one text.

    Several terms may share a span (a coordination with a shared head). ``rule``
    names the surface or the rule that made it.
    """

    start: int
    end: int
    label: str
    concept: str
    via: str
    rule: str = ""
    negated: bool = False


class Candidate(NamedTuple):
    """A span that the dictionary proposes; context decides whether it is a mention.

    ``inserted`` tells that a bracket stands inside the span.
    """

    start: int
    end: int
    surface: Surface
    inserted: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form defined in the text with its long form, both as spans."""

    short: str
    long: str
    start: int
    end: int
    long_start: int
    long_end: int


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short form with one sense in this text, at its definition or first use."""

    short: str
    long: str | None
    start: int
    end: int
    long_start: int | None
    long_end: int | None
    concept: str | None
    via: str
    score: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the filler of a slot stands; ``inferred`` if carried from elsewhere."""

    start: int
    end: int
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim found in one language; the fields mean what those of a record mean.

    ``start`` and ``end`` are the clause or sentence of the claim, ``cue`` the
    words that made it. ``slots`` maps ``intervention``, ``comparator``,
    ``pain_type``, ``outcome``, ``instrument`` to where they stand. ``also`` are
    the start, end and cue of further clauses that say the same.
    """

    intervention: str
    direction: str
    certainty: str
    section: str
    start: int
    end: int
    cue: tuple[int, int] | None
    rule: str
    with_: tuple[str, ...] = ()
    comparator: str | None = None
    pain_type: str | None = None
    outcome: str | None = None
    instrument: str | None = None
    harm: str | None = None
    change: str | None = None
    comparison: str | None = None
    purpose: str | None = None
    timepoint: str | None = None
    statistics: tuple[Statistic, ...] = ()
    slots: dict[str, tuple[Slot, ...]] = field(default_factory=dict)
    also: tuple[tuple[int, int, tuple[int, int] | None], ...] = ()

    @property
    def places(self) -> list[tuple[int, int, tuple[int, int] | None]]:
        """Start, end and cue of each clause that makes the claim, the telling one first."""
        return [(self.start, self.end, self.cue), *self.also]


@dataclass(frozen=True, slots=True)
class StudyArms:
    """The arms that a text says its study compares.

    ``trial`` are concepts, tested ones first; ``labels`` the components of the
    arms that have a group label.
    """

    trial: tuple[str, ...] = ()
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Analysis:
    """The analysis of one text in one language, filled stage by stage.

    Attributes
    ----------
    text : NormalisedText
        The text with its normalised views.
    title_end : int
        Where the title ends in ``text.norm``; 0 without a title.
    headed : bool
        The abstract has headings.
    sentences : list of Span
        In order, not overlapping, white space between them left out.
    candidates : list of Candidate
        Everything that the dictionary proposes, overlapping.
    definitions : list of Definition
        Abbreviation definitions found in this text.
    foreign_definitions : dict of str to str or None
        Short form to concept id, from the aligned text in the other language; None where
        that defines it by a name that is no known concept.
    foreign_labels : dict of str to str
        Concept id to label, of names in the aligned text that the vocabulary lacks.
    abbreviations : list of ShortForm
        Short forms with their senses.
    mentions : list of Term
        The winners, sorted by start, then by end.
    statistics : list of Statistic
        Numbers with their kinds (offsets into ``text.norm``).
    findings : list of Finding
        Claims, in the order of the text.
    arms, foreign_arms : StudyArms
        What the study compares by this text, and by its translation.
    study : Study
        Design, sample size and population as read from this text.
    sample_lead : float
        How much more the sample size weighs than the next likely number of the text.
    """

    text: NormalisedText
    title_end: int = 0
    headed: bool = False
    sentences: list[Span] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    foreign_definitions: dict[str, str | None] = field(default_factory=dict)
    foreign_labels: dict[str, str] = field(default_factory=dict)
    abbreviations: list[ShortForm] = field(default_factory=list)
    mentions: list[Term] = field(default_factory=list)
    statistics: list[Statistic] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    study: Study = field(default_factory=Study)
    sample_lead: float = 0.0
    arms: StudyArms = field(default_factory=StudyArms)
    foreign_arms: StudyArms = field(default_factory=StudyArms)

    @property
    def lang(self) -> str:
        """Language of the text."""
        return self.text.lang

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence that holds an offset (or the one before it)."""
        low, high = 0, len(self.sentences)
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle].start <= offset:
                low = middle + 1
            else:
                high = middle
        return max(low - 1, 0)
