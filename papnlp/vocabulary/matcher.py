"""One overlapping Aho-Corasick pass over a text (Aho and Corasick, 1975)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

_DFA_LIMIT: Final = 100_000
"""Characters of patterns up to which the faster, larger automaton is used."""
_SPACE: Final = " "


class _Words(dict[str, bool]):
    """Tells which characters are part of a word that another one may go on with."""

    def __missing__(self, character: str) -> bool:
        self[character] = character.isalnum() and not "\u3400" <= character <= "\u9fff"
        return self[character]


_is_word: Final = _Words()


class StringMatcher:
    """Finds all occurrences of many strings, whole words only.

    A Han character is a word by itself, so a string that begins or ends with one
    has no boundary there; a letter or digit must not continue on the other side.
    A plural *s* after the last letter belongs to the match.

    Parameters
    ----------
    strings : iterable of str
        Not empty, no repetitions.
    plural : bool, optional
        Whether a plural *s* may follow.

    Attributes
    ----------
    strings : list of str
        The strings, in the order given.
    """

    def __init__(self, strings: Iterable[str], *, plural: bool = True) -> None:
        self.strings = list(strings)
        self._plural = plural
        size = sum(map(len, self.strings))
        kind = Implementation.DFA if size <= _DFA_LIMIT else Implementation.ContiguousNFA
        self._automaton = AhoCorasick(self.strings, implementation=kind) if self.strings else None

    def __len__(self) -> int:
        return len(self.strings)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Return ``(index of the string, start, end)`` of each occurrence in a text."""
        if self._automaton is None:
            return []
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        if not matches:
            return []
        is_word = _is_word
        found: list[tuple[int, int, int]] = []
        for index, start, end in matches:
            # Most words stand between spaces, which need no further look.
            before = text[start - 1 : start]
            if before not in _SPACE and is_word[before] and is_word[text[start]]:
                continue
            after = text[end : end + 1]
            if after not in _SPACE and is_word[after] and is_word[text[end - 1]]:
                plural = self._plural and after == "s" and text[end - 1].isalpha()
                if not plural or is_word[text[end + 1 : end + 2]]:
                    continue
                end += 1  # noqa: PLW2901 (the plural belongs to the match)
            found.append((index, start, end))
        return found
