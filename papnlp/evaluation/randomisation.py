"""Whether the difference between two predictions is more than chance.

Approximate randomisation (Noreen, 1989; for F1 see Yeh, 2000): if it did not
matter which of two systems read a document, their results could be exchanged
document by document. The p value is the share of such random exchanges in which
the difference is at least as large as the one observed.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from papnlp.evaluation.bootstrap import chunks
from papnlp.evaluation.tally import Numbers

TRIALS: Final = 10_000
_ROUNDING: Final = 1e-9


def exchange(one: Numbers, other: Numbers, trials: int, seed: int) -> tuple[Numbers, Numbers]:
    """Exchange the counts of two predictions at random, document by document.

    Parameters
    ----------
    one, other : array
        Documents, slots, and (right, predicted, gold) of the same documents.
    trials : int
        How often to exchange.
    seed : int
        Seed of the generator.

    Returns
    -------
    tuple of array
        The sums of both, trial by trial.
    """
    difference = (other - one).reshape(len(one), -1)
    # A document in which both are the same changes nothing.
    differing = difference.any(axis=1)
    difference = difference[differing]
    generator = np.random.Generator(np.random.PCG64(seed))
    moved = [
        generator.integers(0, 2, size=(size, len(difference))).astype(float) @ difference
        for size in chunks(trials, len(difference))
    ]
    shift = np.concatenate(moved).reshape(trials, *one.shape[1:])
    return one.sum(axis=0) + shift, other.sum(axis=0) - shift


def p_value(observed: float, differences: Numbers) -> float:
    """Return the two-sided p value of an observed difference.

    One is added to both counts, so that p is never zero (Noreen, 1989).
    """
    defined = differences[~np.isnan(differences)]
    extreme = int((np.abs(defined) >= abs(observed) - _ROUNDING).sum())
    return (extreme + 1) / (len(defined) + 1)
