"""Score sentences for their rhetorical role, and find the best sequence of roles.

The model is a linear-chain conditional random field (Lafferty, McCallum and
Pereira, 2001) over phrases and positions whose weights stand in the cue files,
where a curator can read and change them.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from operator import add, lshift
from typing import Any, Final

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

ROLES: Final = ("background", "objective", "methods", "results", "conclusions")
"""Roles in the order of the weights."""

_DIGITS: Final = b"0123456789"
_FOLDED: Final = {
    "en": bytes.maketrans(_DIGITS + b".,;:()[]\"'!?\n", b"0" * 10 + b" " * 13),
    "zh": bytes.maketrans(_DIGITS, b"0" * 10),
}
_LEFT_OUT: Final = {"en": b"", "zh": b" \n"}
_FIELD: Final = 32
_COUNT: Final = len(ROLES)
_SHIFTS: Final = tuple(_FIELD * role for role in range(_COUNT))
_HALF: Final = 1 << 28
_OFFSET: Final = sum(_HALF << shift for shift in _SHIFTS)
_BYTES: Final = _FIELD * _COUNT // 8
_UNPACK: Final = struct.Struct(f"<{_COUNT}I").unpack
_MOST_KEPT: Final = 100
_EDGE: Final = {"en": b" $  ^ ", "zh": b"$^"}
_FORBIDDEN: Final = -(1 << 40)


def _pack(weights: Sequence[int]) -> int:
    """Pack the weights of all roles into one integer, so that one sum adds them all."""
    if len(weights) != _COUNT:
        raise ValueError(f"{weights} should be {_COUNT} weights, one for each role")
    return sum(map(lshift, weights, _SHIFTS))


class RoleModel:
    """Weighted phrases, positions and transitions of one language.

    Parameters
    ----------
    cues : dict
        ``phrases``: phrase to its weights for each role in hundredths;
        ``curated``: the same, by hand, in place of those learned;
        ``position``: ``tenth`` (of the sentence in the abstract),
        ``from_start``, ``from_end``: lists of weights; ``transitions``: role
        to the weights of the role that follows; ``first``: weights of the
        first role.
    lang : str
        ``"en"`` or ``"zh"``.
    """

    def __init__(self, cues: dict[str, Any], lang: str) -> None:
        phrases: dict[str, list[int]] = {**cues["phrases"], **cues.get("curated", {})}
        self._lang = lang
        around = "" if lang == "zh" else " "
        patterns = [f"{around}{phrase}{around}".encode() for phrase in phrases]
        self._weights = [_pack(weights) for weights in phrases.values()]
        self._automaton = BytesAhoCorasick(
            patterns, matchkind=MatchKind.Standard, implementation=Implementation.DFA
        )
        position = cues["position"]
        self._tenth = [_pack(weights) for weights in position["tenth"]]
        self._from_start = [_pack(weights) for weights in position["from_start"]]
        self._from_end = [_pack(weights) for weights in position["from_end"]]
        self._first: list[int] = cues["first"]
        self._into: list[tuple[int, ...]] = list(
            zip(*(cues["transitions"][role] for role in ROLES), strict=True)
        )
        self._known_places: dict[int, list[int]] = {}

    def fold(self, sentences: Sequence[str]) -> tuple[bytes, list[int]]:
        """Return sentences as the phrases are compared with them (UTF-8), and where each ends.

        Every digit is 0; ``^`` and ``$`` stand before and after each sentence.
        English: marks are spaces, so that a phrase, words between single spaces,
        never runs across a mark. Chinese: spaces are left out.
        """
        table, left_out, edge = _FOLDED[self._lang], _LEFT_OUT[self._lang], _EDGE[self._lang]
        folded = [sentence.encode().translate(table, left_out) for sentence in sentences]
        half = len(edge) // 2
        end = 0
        ends = []
        for sentence in folded:
            end += len(sentence) + len(edge)
            ends.append(end)
        return edge[half:] + edge.join(folded) + edge[:half], ends

    def scores(self, sentences: Sequence[str]) -> list[tuple[int, ...]]:
        """Return the scores of each sentence for each role, in hundredths above -2**28.

        Parameters
        ----------
        sentences : sequence of str
            The sentences of an abstract in lower case, without title and
            headings.
        """
        text, ends = self.fold(sentences)
        totals = self._places(len(sentences))
        weights = self._weights
        index, end = 0, ends[0]
        for phrase, start, _ in self._automaton.find_matches_as_indexes(text, True):  # noqa: FBT003
            while start >= end:
                index += 1
                end = ends[index]
            totals[index] += weights[phrase]
        return [_UNPACK(total.to_bytes(_BYTES, "little")) for total in totals]

    def _places(self, count: int) -> list[int]:
        """Return the packed weights of the places of a number of sentences."""
        known = self._known_places.get(count)
        if known is None:
            known = [_OFFSET + self._tenth[10 * index // count] for index in range(count)]
            for index, weight in enumerate(self._from_start[:count]):
                known[index] += weight
            for index, weight in enumerate(self._from_end[:count], start=1):
                known[-index] += weight
            if count <= _MOST_KEPT:
                self._known_places[count] = known
        return known.copy()

    def best_path(
        self, scores: Sequence[tuple[int, ...]], allowed: Sequence[tuple[int, ...]]
    ) -> list[int]:
        """Return the best sequence of roles (Viterbi, 1967), as indices into :data:`ROLES`.

        Parameters
        ----------
        scores : sequence of tuple of int
            What :meth:`scores` returned.
        allowed : sequence of tuple of int
            The roles that each sentence may have, never none.
        """
        into = self._into
        best: Sequence[int] = list(map(add, _permitted(scores[0], allowed[0]), self._first))
        columns = [best]
        for here, roles in zip(scores[1:], allowed[1:], strict=True):
            ways = [max(map(add, best, weights)) for weights in into]
            best = list(map(add, ways, _permitted(here, roles)))
            columns.append(best)
        role = best.index(max(best))
        path = [role]
        for column in columns[-2::-1]:
            sums = list(map(add, column, into[role]))
            role = sums.index(max(sums))
            path.append(role)
        path.reverse()
        return path


def _permitted(scores: tuple[int, ...], roles: tuple[int, ...]) -> Sequence[int]:
    if len(roles) == _COUNT:
        return scores
    return [score if role in roles else _FORBIDDEN for role, score in enumerate(scores)]
