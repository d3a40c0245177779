"""From effects to findings: duplicates, general against specific, comparison against change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from papnlp.analysis import Finding, Slot
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.mirrored import mirrors


class Claim(NamedTuple):
    """A finding; ``bare`` where its outcome was read from the verb."""

    finding: Finding
    bare: bool


class Assembler:
    """Reduces the findings of a text to its distinct claims.

    Parameters
    ----------
    knowledge : Knowledge
        Tells pain intensity and relief, which a conclusion may exchange.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._harm = knowledge.harm
        self._family = {knowledge.intensity: "pain", knowledge.relief: "pain"}

    def __call__(self, claims: Sequence[Claim], trial: Sequence[str] = ()) -> list[Finding]:
        """Return the distinct claims, in the order of the text.

        Parameters
        ----------
        claims : sequence of Claim
            In the order of the text.
        trial : sequence of str, optional
            The arms of the study, tested ones first.
        """
        merged = self._merged(self._merged(claims))
        findings = self._drop_general([claim.finding for claim in merged])
        return _drop_mirrored(findings, {arm: place for place, arm in enumerate(trial)})

    def _merged(self, claims: Sequence[Claim]) -> list[Claim]:
        """Merge claims that say the same; a merged one may be specific enough for another."""
        kept: list[Claim] = []
        for claim in claims:
            for index, other in enumerate(kept):
                if self._agree(other, claim):
                    nameless = other.bare and not claim.bare
                    finding = self._join(other.finding, claim.finding, bare=nameless)
                    kept[index] = Claim(finding, other.bare and claim.bare)
                    break
            else:
                kept.append(claim)
        return kept

    def _agree(self, first: Claim, second: Claim) -> bool:
        """Tell whether two findings make the same claim."""
        one, two = first.finding, second.finding
        if one.intervention != two.intervention or one.direction != two.direction:
            return False
        if one.with_ and two.with_ and one.with_ != two.with_:
            return False
        return (
            _compatible(one.comparator, two.comparator)
            and _compatible(one.pain_type, two.pain_type)
            and (
                one.outcome == two.outcome
                or self._exchanged(first, second)
                or self._restated(one, two)
            )
        )

    def _exchanged(self, first: Claim, second: Claim) -> bool:
        """Tell whether a conclusion only calls the outcome of a result by another name."""
        sections = {first.finding.section, second.finding.section}
        family = self._family.get(first.finding.outcome or "")
        return (
            len(sections) > 1
            and "conclusions" in sections
            and (first.bare or second.bare)
            and family is not None
            and family == self._family.get(second.finding.outcome or "")
        )

    def _restated(self, result: Finding, conclusion: Finding) -> bool:
        """Tell whether a conclusion names the domain of an instrument with a result of its own."""
        instrument, domain = result.outcome, conclusion.outcome
        return (
            instrument is not None
            and domain is not None
            and conclusion.section == "conclusions" != result.section
            and self._knowledge.measures(instrument, domain)
            and not self._knowledge.is_painful(domain)
        )

    @staticmethod
    def _join(first: Finding, second: Finding, *, bare: bool) -> Finding:
        """Return the more specific of two findings, completed from the other."""
        specific = _rank(second) > _rank(first)
        base, other = (second, first) if specific else (first, second)
        certainty = base.certainty
        later = second if second.start >= first.start else first
        if later.section == "conclusions" and later.certainty == "hedged":
            certainty = "hedged"
        named = first if first.statistics or not bare else second
        return replace(
            base,
            outcome=named.outcome,
            certainty=certainty,
            pain_type=base.pain_type or other.pain_type,
            comparator=base.comparator or other.comparator,
            instrument=base.instrument or other.instrument,
            with_=base.with_ or other.with_,
            harm=base.harm or other.harm,
            purpose=base.purpose or other.purpose,
            timepoint=base.timepoint or other.timepoint,
            statistics=tuple(dict.fromkeys((*base.statistics, *other.statistics))),
            slots={**other.slots, **base.slots, **_outcome_slot(named)},
            also=_further(base, other),
        )

    def _drop_general(self, findings: list[Finding]) -> list[Finding]:
        """Drop a claim of efficacy at large where a specific one says the same.

        What it was compared with completes a specific one that does not say it.
        """
        kept = list(findings)
        for finding in findings:
            if finding.outcome is not None:
                continue
            specific = [
                other for other in kept if other is not finding and self._says_more(other, finding)
            ]
            if specific:
                kept.remove(finding)
                for other in specific:
                    if other.outcome in self._family and _lacks_comparator(other, finding):
                        kept[kept.index(other)] = _completed(other, finding)
        return kept

    def _says_more(self, other: Finding, finding: Finding) -> bool:
        """Tell whether a claim names the outcome of one of efficacy at large."""
        return (
            other.outcome not in (None, self._harm)
            and (finding.pain_type is None or self._knowledge.is_painful(other.outcome))
            and other.intervention == finding.intervention
            and other.direction == finding.direction
            and _compatible(other.pain_type, finding.pain_type)
            and _compatible(other.comparator, finding.comparator)
        )


def _lacks_comparator(finding: Finding, general: Finding) -> bool:
    return finding.comparator is None and general.comparator is not None


def _completed(finding: Finding, general: Finding) -> Finding:
    """Return a claim with the comparator of one of efficacy at large."""
    slots = {**finding.slots, "comparator": general.slots["comparator"]}
    return replace(
        finding,
        comparator=general.comparator,
        comparison=general.comparison,
        slots=slots,
        also=_further(finding, general),
    )


def _drop_mirrored(findings: list[Finding], places: Mapping[str, int]) -> list[Finding]:
    """Keep one of two claims that say the same of two arms the other way round.

    "More harms with B than with A" and "fewer with A": that of the arm which the
    study tests first stays, elsewhere the first.
    """
    dropped: set[int] = set()
    for index, one in enumerate(findings):
        for later, other in enumerate(findings[index + 1 :], start=index + 1):
            if not {index, later} & dropped and _mirrors(one, other):
                last = len(places)
                first = places.get(one.intervention, last) <= places.get(other.intervention, last)
                dropped.add(later if first else index)
    return [finding for index, finding in enumerate(findings) if index not in dropped]


def _mirrors(one: Finding, other: Finding) -> bool:
    """Tell whether two claims compare the same arms on one outcome the other way round."""
    same = one.outcome == other.outcome and _compatible(one.pain_type, other.pain_type)
    return same and mirrors(one, other)


def _outcome_slot(finding: Finding) -> dict[str, tuple[Slot, ...]]:
    return {"outcome": finding.slots["outcome"]} if "outcome" in finding.slots else {}


def _compatible(first: str | None, second: str | None) -> bool:
    return first is None or second is None or first == second


def _further(base: Finding, other: Finding) -> tuple[tuple[int, int, tuple[int, int] | None], ...]:
    """Return the clauses of two findings besides the first of the one that is kept."""
    places = {place[:2]: place for place in (*base.also, *other.places)}
    places.pop((base.start, base.end), None)
    return tuple(sorted(places.values(), key=lambda place: place[:2]))


def _rank(finding: Finding) -> tuple[bool, bool]:
    return (finding.comparator is not None, finding.pain_type is not None)
