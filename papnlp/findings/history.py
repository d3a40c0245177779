"""The results a text has reported so far, and which of them a later claim at large is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from papnlp.findings.targets import Target

_BOTH: Final = 2
_PAIR: Final = 6
_ARM: Final = 3
_PAIN: Final = 4
_OTHER_PAIN: Final = -3


@dataclass(frozen=True, slots=True)
class Result:
    """Outcomes that some arms were reported on.

    ``directed`` tells a change or an advantage from sameness, which alone can be
    lost later.
    """

    subjects: frozenset[str]
    comparators: frozenset[str]
    targets: tuple[Target, ...]
    directed: bool

    @property
    def arms(self) -> frozenset[str]:
        """All arms of the result."""
        return self.subjects | self.comparators


@dataclass(slots=True)
class History:
    """The results of a text in their order."""

    results: list[Result] = field(default_factory=list)

    def add(
        self,
        subjects: Iterable[str],
        comparators: Iterable[str],
        targets: Iterable[Target],
        *,
        directed: bool,
    ) -> None:
        """Append a result; one without outcomes is left out."""
        kept = tuple(target for target in targets if target.outcome is not None)
        if kept:
            self.results.append(Result(frozenset(subjects), frozenset(comparators), kept, directed))

    def tells_of(self, arms: frozenset[str]) -> bool:
        """Tell whether each arm had a result of its own."""
        return arms <= {arm for result in self.results for arm in result.subjects}

    def leaves_out(self, arms: set[str]) -> bool:
        """Tell whether the last result is of other arms than a claim, and an earlier one is not."""
        if len(arms) < _BOTH or not self.results or arms & self.results[-1].arms:
            return False
        return any(arms <= result.arms for result in self.results)

    def recall(
        self,
        subjects: frozenset[str],
        comparators: frozenset[str],
        pains: Sequence[str],
        *,
        shared: bool,
        gained: bool = False,
    ) -> tuple[Target, ...]:
        """Return the outcomes of the result that a claim at large is about.

        The arms of a claim count most, both of them more than one; then the pain
        type; of equals the last.

        Parameters
        ----------
        subjects, comparators : frozenset of str
            Arms that the claim names; empty where it names none.
        pains : sequence of str
            Pain types that it names.
        shared : bool
            All results concern one study, so that a result of other arms will
            do; else one arm must be the same.
        gained : bool
            The claim says what became of a gain, so that only changes count.

        Returns
        -------
        tuple of Target
            Empty where no result fits.
        """
        arms = subjects | comparators
        best: tuple[Target, ...] = ()
        best_score = -1
        for result in self.results:
            if gained and not (result.directed and (result.subjects & subjects or not subjects)):
                continue
            met = arms & result.arms
            if not met and not shared:
                continue
            score = _ARM * len(met) if arms else 0
            if subjects and comparators and arms <= result.arms:
                score += _PAIR
            kept, about = _about(result.targets, pains)
            if not kept:
                continue
            score += about
            if score >= max(best_score, 0):
                best, best_score = kept, score
        return best


def _about(targets: tuple[Target, ...], pains: Sequence[str]) -> tuple[tuple[Target, ...], int]:
    """Return the targets that agree with the pain types of a claim, and how well they do."""
    if not pains:
        return targets, 0
    wanted = set(pains)
    same = tuple(t for t in targets if any(pain in wanted for pain, _ in t.pains))
    if same:
        return same, _PAIN
    other = tuple(target for target in targets if target.pains)
    return (other, _OTHER_PAIN) if other else ((), 0)
