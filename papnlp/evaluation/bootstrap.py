"""Confidence intervals by resampling documents.

The percentile bootstrap (Efron and Tibshirani, 1993, ch. 13): as many documents
as there are, are drawn with replacement; the 2.5 and 97.5 percentiles of a figure
over many such samples are its 95 % interval.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from papnlp.evaluation.scores import Interval
from papnlp.evaluation.tally import Numbers

_PERCENTILES: Final = (2.5, 97.5)
_CELLS: Final = 4_000_000


def chunks(samples: int, documents: int) -> Iterator[int]:
    """Yield how many samples to draw at a time, so that memory stays small."""
    most = max(1, _CELLS // max(1, documents))
    while samples > 0:
        yield min(most, samples)
        samples -= most


def resample(counts: Numbers, samples: int, seed: int) -> Numbers:
    """Sum the counts of resampled documents.

    Parameters
    ----------
    counts : array
        Documents, slots, and (right, predicted, gold).
    samples : int
        How often to draw.
    seed : int
        Seed of the generator: the same seed draws the same documents.

    Returns
    -------
    array
        Samples, slots, and (right, predicted, gold).
    """
    documents = len(counts)
    if not documents or not samples:
        return np.zeros((0, *counts.shape[1:]))
    generator = np.random.Generator(np.random.PCG64(seed))
    flat = counts.reshape(documents, -1)
    sums = []
    for size in chunks(samples, documents):
        drawn = generator.integers(0, documents, size=(size, documents))
        drawn += np.arange(size)[:, None] * documents
        weights = np.bincount(drawn.ravel(), minlength=size * documents)
        sums.append(weights.reshape(size, documents).astype(float) @ flat)
    summed: Numbers = np.concatenate(sums).reshape(samples, *counts.shape[1:])
    return summed


def interval(values: Numbers, otherwise: float) -> Interval:
    """Return the 95 % interval of a figure.

    Samples in which the figure is not defined are left out; if there is no
    other, both ends are the figure itself.
    """
    defined = values[~np.isnan(values)]
    if not len(defined):
        return otherwise, otherwise
    low, high = np.percentile(defined, _PERCENTILES)
    return float(low), float(high)
