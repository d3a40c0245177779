"""The frame of a claim."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from papnlp.findings.clauses import Clause
from papnlp.findings.discourse import Arm, Discourse
from papnlp.findings.motions import BETTER, DOWN, NONE, UP, WORSE, Motion
from papnlp.findings.targets import Target
from papnlp.findings.themes import Themes

DIRECTED: Final = (DOWN, UP, BETTER, WORSE)
TOLD: Final = (*DIRECTED, NONE)
REVERSED: Final = {DOWN: UP, UP: DOWN, BETTER: WORSE, WORSE: BETTER}
JOINED: Final = ("middle", "weak")
LINKED: Final = (*JOINED, "strong")


@dataclass(slots=True)
class Effect:
    """What acted on what, how, against whom: one claim before it becomes findings.

    ``added`` are further components of a combination, ``denied`` arms of which
    the opposite is said ("A, but not B"), ``baseline`` is True where the
    comparison is with the time before.
    """

    clause: Clause
    motion: Motion
    subjects: list[Arm]
    comparators: list[Arm]
    targets: list[Target]
    hedged: bool
    added: list[Arm] = field(default_factory=list)
    baseline: bool = False
    denied: list[Arm] = field(default_factory=list)
    every: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """The text that claims are read from, and what is in force in it.

    ``lower`` is the lower-cased normalised text; ``discourse`` and ``themes`` are
    updated as the text goes on. ``effects`` are those so far, ``waiting`` those
    of a sentence that has not said yet who acts.
    """

    lower: str
    discourse: Discourse
    themes: Themes
    effects: list[Effect] = field(default_factory=list)
    waiting: list[Effect] = field(default_factory=list)

    def last(self, sentence: int) -> Effect | None:
        """Return the last effect of the sentence before, or None."""
        before = self.effects[-1] if self.effects else None
        return before if before is not None and sentence - before.clause.sentence == 1 else None


def carried(arms: list[Arm]) -> list[Arm]:
    """Return arms as inferred from elsewhere."""
    return [replace(arm, inferred=True) for arm in arms]
