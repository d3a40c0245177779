"""Records as a pandas table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from papnlp.evidence import Evidence
from papnlp.writers.tables import RECORDS, Namer, rows

if TYPE_CHECKING:
    import pandas as pd

_DTYPES: Final = {str: "string", int: "Int64", float: "Float64", bool: "boolean"}


def to_frame(evidences: Iterable[Evidence] | Evidence, namer: Namer | None = None) -> pd.DataFrame:
    """Return a pandas table with one row for each record.

    Parameters
    ----------
    evidences : iterable of Evidence, or Evidence
        What was extracted.
    namer : callable, optional
        Takes a concept id and a language and returns its name; with
        ``extractor.model.vocabulary.name`` Chinese names are given too.

    Returns
    -------
    pandas.DataFrame
        The columns of the ``records`` table; without records an empty table
        with these columns.
    """
    import pandas as pd  # noqa: PLC0415 (costs half a second)

    if isinstance(evidences, Evidence):
        evidences = [evidences]
    data = [row for evidence in evidences for row in rows(RECORDS, evidence, namer)]
    frame = pd.DataFrame(data, columns=pd.Index(RECORDS.columns))
    return frame.astype({name: _DTYPES[kind] for name, kind in RECORDS.columns.items()})
