"""Names of what is tested, by the places in which a text has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from papnlp.analysis import Term
from papnlp.terms.names import text_concept

_ENOUGH: Final = 2
_RULE: Final = "unlisted, by its places"


class ArmFinder:
    """Finds treatments that the vocabulary lacks where a text has them in several frames.

    A name that is received in one sentence, has a group in another and is
    compared in a third is what the study tests, whatever its words are. One
    frame alone proves nothing.

    Parameters
    ----------
    cues : mapping
        Table ``unlisted.arms`` of ``cues/<lang>/terms.toml``: ``frames``,
        regular expressions with the group ``name``, and ``none``, what is no
        such name.
    compiled : callable
        Compiles a regular expression of that file.
    """

    def __init__(self, cues: Mapping[str, Any], compiled: Callable[[str], re.Pattern[str]]) -> None:
        self._frames = tuple(
            compiled(frame.replace("<name>", cues["name"])) for frame in cues["frames"]
        )
        self._none = compiled(cues["none"])

    def find(self, norm: str, known: Sequence[Term]) -> Iterator[Term]:
        """Yield the names at the places of their frames.

        Parameters
        ----------
        norm : str
            Normalised text.
        known : sequence of Term
            Settled terms.
        """
        seen: dict[str, set[int]] = {}
        spans: dict[str, list[tuple[int, int]]] = {}
        for index, frame in enumerate(self._frames):
            for match in frame.finditer(norm):
                start, end = match.span("name")
                if self._none.search(match["name"]):
                    continue
                if any(term.start < end and start < term.end for term in known):
                    continue
                concept = text_concept(match["name"])
                seen.setdefault(concept, set()).add(index)
                spans.setdefault(concept, []).append((start, end))
        for concept, frames in seen.items():
            if len(frames) >= _ENOUGH:
                for start, end in dict.fromkeys(spans[concept]):
                    yield Term(start, end, "INTERVENTION", concept, "pattern", _RULE)
