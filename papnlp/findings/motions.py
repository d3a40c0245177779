"""What can happen in a clause: the kinds of motion, and what they mean for a patient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from papnlp.findings.lexicon import Item

DOWN, UP, BETTER, WORSE = "down", "up", "better", "worse"
NONE, MIXED, UNCLEAR = "none", "mixed", "unclear"
UNNAMED_HARM: Final = "harm.unnamed"
OPPOSITE: Final = {DOWN: UP, UP: DOWN, BETTER: WORSE, WORSE: BETTER}


@dataclass(frozen=True, slots=True)
class Motion:
    """What happened in a clause.

    Attributes
    ----------
    kind : str
        ``down``, ``up``, ``better``, ``worse``, ``none``, ``mixed``, ``unclear``.
    cue : Item
        The words that say so.
    comparative : bool
        One arm is set against another.
    efficacy : bool
        Speaks of an effect at large rather than of a quantity.
    verb : str
        ``relieve``, ``prevent`` or ``change``.
    rule : str
        Name of the rule.
    safe : bool
        Speaks of harms that did not come.
    hint : bool
        An advantage is only hinted at.
    significant : bool
        A p value of the clause says so.
    alike : Item or None
        Words that say that the arms moved alike: "to a similar extent".
    """

    kind: str
    cue: Item
    rule: str
    comparative: bool = False
    efficacy: bool = False
    verb: str = "change"
    safe: bool = False
    hint: bool = False
    significant: bool = False
    alike: Item | None = None


def direction_of(kind: str, valence: str | None) -> str:
    """Return the direction from the patient's side.

    Parameters
    ----------
    kind : str
        Kind of a :class:`Motion`.
    valence : str or None
        Which way the outcome is better: ``lower``, ``higher``.
    """
    if kind == NONE:
        return "no_difference"
    if kind in (MIXED, UNCLEAR):
        return kind
    if kind == BETTER:
        return "improved"
    if kind == WORSE:
        return "worsened"
    if valence not in ("lower", "higher"):
        return "unclear"
    return "improved" if (kind == DOWN) == (valence == "lower") else "worsened"


def change_of(kind: str, valence: str | None) -> str | None:
    """Return what happened to the measured quantity: increase, decrease, none or None."""
    if kind == NONE:
        return "none"
    if kind in (DOWN, UP):
        return "decrease" if kind == DOWN else "increase"
    if kind in (BETTER, WORSE) and valence in ("lower", "higher"):
        return "decrease" if (kind == BETTER) == (valence == "lower") else "increase"
    return None
