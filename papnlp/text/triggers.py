"""One Aho-Corasick pass that tells which cues of a stage can match, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


class TriggerMatcher:
    """Finds the words that a cue needs, so that its expressions run only where they can match.

    Parameters
    ----------
    triggers : iterable of (str, str)
        Lower-case string and the name that it stands for; a string that begins
        with a Latin letter must begin a word.
    """

    def __init__(self, triggers: Iterable[tuple[str, str]]) -> None:
        names: dict[str, list[str]] = {}
        for string, name in triggers:
            names.setdefault(string, []).append(name)
        self._names = list(names.values())
        self._is_word = [string[0] in _LETTERS for string in names]
        self._automaton = AhoCorasick(list(names), implementation=Implementation.DFA)

    def find(self, lower: str) -> Iterator[tuple[int, str]]:
        """Yield ``(offset, name)`` for each trigger in a lower-case text."""
        for index, start, _ in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            if start and self._is_word[index] and lower[start - 1] in _LETTERS:
                continue
            for name in self._names[index]:
                yield start, name
