"""Concept ids of names that the vocabulary lacks."""

from __future__ import annotations

import re
from typing import Final

from papnlp.text.normalise import fold
from papnlp.vocabulary.variants import singular

PREFIX: Final = "text:"
"""Of the concept ids of names that the vocabulary lacks."""

SEPARATORS: Final = re.compile(r"[\s\-]+")
"""Between the words of a name."""

INSERTION: Final = re.compile(r"\s?[(\[][^()\[\]]*[)\]]")
"""A bracket inside a name."""


def text_concept(surface: str) -> str:
    """Return the concept id of a name that the vocabulary lacks.

    Parameters
    ----------
    surface : str
        The name as written.

    Returns
    -------
    str
        ``text:`` and the name in lower case, hyphens and spaces folded, singular.
    """
    folded = SEPARATORS.sub(" ", INSERTION.sub("", fold(surface))).strip()
    head, space, last = folded.rpartition(" ")
    return PREFIX + head + space + singular(last)
