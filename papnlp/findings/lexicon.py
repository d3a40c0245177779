"""The words of claims: cues by class and form, found in one pass over a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from papnlp.analysis import Term

_BRACES: Final = re.compile(r"\{([^{}]*)\}")
_IGNORED: Final = "ignore.phrase"


class Item(NamedTuple):
    """A cue or a mention in a sentence.

    ``kinds`` are the classes of a cue (``"decrease.verb"``) or the label of a
    mention; ``depth`` counts the brackets around it.
    """

    start: int
    end: int
    kinds: frozenset[str]
    depth: int
    term: Term | None
    text: str

    def has(self, *kinds: str) -> bool:
        """Tell whether the item is of one of some kinds."""
        return not self.kinds.isdisjoint(kinds)


def expand(form: str) -> Iterator[str]:
    """Yield the surfaces of a form: ``"reduc{e,ed}"`` is two.

    Parameters
    ----------
    form : str
        Form of a cue file; braces hold alternatives divided by commas.
    """
    braces = _BRACES.search(form)
    if braces is None:
        yield form
        return
    for choice in braces.group(1).split(","):
        yield from expand(form[: braces.start()] + choice + form[braces.end() :])


class Lexicon:
    """Finds the cues of a language.

    Matching is one overlapping Aho-Corasick pass (Aho and Corasick, 1975) over
    the lower-cased text; of overlapping cues the leftmost and then the longest
    wins.

    Parameters
    ----------
    tables : mapping
        Tables of the cue file: class, then form, then a list of surfaces.
        Keys whose value is not a list are left out.
    """

    def __init__(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        kinds: dict[str, set[str]] = {}
        for name, forms in tables.items():
            for form, surfaces in forms.items():
                if not isinstance(surfaces, list):
                    continue
                for surface in surfaces:
                    for text in expand(surface):
                        kinds.setdefault(text, set()).add(f"{name}.{form}")
        self._surfaces = tuple(kinds)
        self._kinds = tuple(frozenset(kinds[text]) for text in self._surfaces)
        self._bounded = tuple(
            (_is_word(text[0]), _is_word(text[-1])) for text in self._surfaces
        )
        self._automaton = AhoCorasick(list(self._surfaces), implementation=Implementation.DFA)

    def find(self, lower: str) -> list[tuple[int, int, frozenset[str]]]:
        """Return the cues of a text, in order and without overlaps.

        Parameters
        ----------
        lower : str
            Lower-cased text with newlines as spaces.

        Returns
        -------
        list of tuple
            Start, end (code points of ``lower``) and kinds of each cue.
        """
        bounded, kinds = self._bounded, self._kinds
        matches = self._automaton.find_matches_as_indexes(lower, overlapping=True)
        found: list[tuple[int, int, int]] = []
        length = len(lower)
        for index, start, end in matches:
            left, right = bounded[index]
            if left and start and lower[start - 1] in _JOINED:
                continue
            if right and end < length and lower[end] in _JOINED:
                continue
            found.append((start, -end, index))
        found.sort()
        cues = []
        reached = 0
        for start, minus_end, index in found:
            if start >= reached:
                reached = -minus_end
                if _IGNORED not in kinds[index]:
                    cues.append((start, reached, kinds[index]))
        return cues


_JOINED: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")


def _is_word(character: str) -> bool:
    return character in _JOINED
