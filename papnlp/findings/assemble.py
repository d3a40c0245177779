"""From effects to findings: duplicates, general against specific, comparison against change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from papnlp.analysis import Finding
from papnlp.findings.knowledge import Knowledge


class Assembler:
    """Reduces the findings of a text to its distinct claims.

    Parameters
    ----------
    knowledge : Knowledge
        Tells pain intensity and relief, which a conclusion may exchange.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._harm = knowledge.harm
        self._family = {knowledge.intensity: "pain", knowledge.relief: "pain"}

    def __call__(self, findings: Sequence[Finding], bare: Sequence[bool]) -> list[Finding]:
        """Return the distinct claims, in the order of the text.

        Parameters
        ----------
        findings : sequence of Finding
            In the order of the text.
        bare : sequence of bool
            For each finding, whether its outcome was read from the verb.
        """
        kept: list[Finding] = []
        is_bare: list[bool] = []
        for finding, vague in zip(findings, bare, strict=True):
            for index, other in enumerate(kept):
                merged = self._merge(other, is_bare[index], finding, vague)
                if merged is not None:
                    kept[index] = merged
                    is_bare[index] = is_bare[index] and vague
                    break
            else:
                kept.append(finding)
                is_bare.append(vague)
        settled = self._settle(kept, is_bare)
        return self._drop_general(settled)

    def _settle(self, kept: list[Finding], bare: list[bool]) -> list[Finding]:
        """Merge again, since a merged claim may have become specific enough."""
        result: list[Finding] = []
        flags: list[bool] = []
        for finding, vague in zip(kept, bare, strict=True):
            for index, other in enumerate(result):
                merged = self._merge(other, flags[index], finding, vague)
                if merged is not None:
                    result[index] = merged
                    break
            else:
                result.append(finding)
                flags.append(vague)
        return result

    def _merge(
        self, first: Finding, first_bare: bool, second: Finding, second_bare: bool
    ) -> Finding | None:
        """Return one finding for two that make the same claim, else None."""
        if first.intervention != second.intervention or first.direction != second.direction:
            return None
        if first.with_ and second.with_ and first.with_ != second.with_:
            return None
        if not _compatible(first.comparator, second.comparator):
            return None
        if not _compatible(first.pain_type, second.pain_type):
            return None
        if first.timepoint and second.timepoint and first.rule.startswith("later"):
            return None
        if first.outcome != second.outcome:
            concluded = "conclusions" in (first.section, second.section)
            if not (concluded and first.section != second.section and (first_bare or second_bare)):
                return None
            if self._family.get(first.outcome or "") is None or self._family.get(
                first.outcome or ""
            ) != self._family.get(second.outcome or ""):
                return None
        return self._join(first, first_bare, second)

    @staticmethod
    def _join(first: Finding, first_bare: bool, second: Finding) -> Finding:
        specific = _rank(second) > _rank(first)
        base, other = (second, first) if specific else (first, second)
        certainty = base.certainty
        later = second if second.start >= first.start else first
        if later.section == "conclusions" and later.certainty == "hedged":
            certainty = "hedged"
        outcome = base.outcome
        if first.outcome != second.outcome:
            outcome = second.outcome if first_bare else first.outcome
        return replace(
            base,
            outcome=outcome,
            certainty=certainty,
            pain_type=base.pain_type or other.pain_type,
            comparator=base.comparator or other.comparator,
            instrument=base.instrument or other.instrument,
            with_=base.with_ or other.with_,
            harm=base.harm or other.harm,
            purpose=base.purpose or other.purpose,
            timepoint=base.timepoint or other.timepoint,
            slots={**other.slots, **base.slots},
        )

    def _drop_general(self, findings: list[Finding]) -> list[Finding]:
        """Drop a claim of efficacy at large where a specific one says the same."""
        return [
            finding
            for finding in findings
            if finding.outcome is not None
            or not any(
                other is not finding
                and other.outcome not in (None, self._harm)
                and other.intervention == finding.intervention
                and other.direction == finding.direction
                and _compatible(other.pain_type, finding.pain_type)
                and _compatible(other.comparator, finding.comparator)
                for other in findings
            )
        ]


def _compatible(first: str | None, second: str | None) -> bool:
    return first is None or second is None or first == second


def _rank(finding: Finding) -> tuple[bool, bool]:
    return (finding.comparator is not None, finding.pain_type is not None)
