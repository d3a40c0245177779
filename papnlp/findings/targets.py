"""An outcome of a claim."""

from __future__ import annotations

from dataclasses import dataclass

from papnlp.analysis import Slot


@dataclass(frozen=True, slots=True)
class Target:
    """An outcome of a claim.

    ``outcome`` is None for efficacy at large. ``bare`` is True where the
    outcome was read from the verb rather than named. ``pains`` are pain types
    named with it. ``burden`` is True where less of it is better although more of
    the outcome is: "sleep interference"; ``phenomenon`` where what changes is a
    phantom phenomenon itself; ``tied`` where the name of the outcome holds the pain
    type that it is due to.
    """

    outcome: str | None
    span: Slot | None = None
    instrument: str | None = None
    instrument_span: Slot | None = None
    harm: str | None = None
    purpose: str | None = None
    bare: bool = False
    burden: bool = False
    phenomenon: bool = False
    tied: bool = False
    pains: tuple[tuple[str, Slot], ...] = ()
