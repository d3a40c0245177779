"""Score sentences for their rhetorical role, and find the best sequence of roles.

The model is a linear-chain conditional random field (Lafferty, McCallum and
Pereira, 2001) over phrases and positions whose weights stand in the cue files,
where a curator can read and change them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

ROLES: Final = ("background", "objective", "methods", "results", "conclusions")
"""Roles in the order of the weights."""

_FOLDED: Final = str.maketrans(
    {**dict.fromkeys("0123456789", "0"), **dict.fromkeys(".,;:()[]\"'!?\n", " ")}
)
_DENSE: Final = str.maketrans({**dict.fromkeys("0123456789", "0"), " ": "", "\n": ""})
_FIELD: Final = 24
_MASK: Final = (1 << _FIELD) - 1
_HALF: Final = 1 << (_FIELD - 1)
_COUNT: Final = len(ROLES)
_OFFSET: Final = sum(_HALF << (_FIELD * role) for role in range(_COUNT))
_SHIFTS: Final = tuple(_FIELD * role for role in range(_COUNT))
_IMPOSSIBLE: Final = -(1 << 30)


def fold_sentence(lower: str, lang: str) -> str:
    """Return a sentence as the phrases of the model are compared with it.

    Every digit is 0. English: marks are spaces, ``^`` and ``$`` stand at the
    edges as words, so that a phrase between single spaces never runs across a
    mark. Chinese: spaces are left out.
    """
    if lang == "zh":
        return f"^{lower.translate(_DENSE)}$"
    return f" ^ {lower.translate(_FOLDED)} $ "


def _pack(weights: Sequence[int]) -> int:
    """Pack the weights of all roles into one integer, so that one sum adds them all."""
    return sum(weight << shift for weight, shift in zip(weights, _SHIFTS, strict=True))


def _unpack(total: int) -> tuple[int, ...]:
    total += _OFFSET
    return tuple(((total >> shift) & _MASK) - _HALF for shift in _SHIFTS)


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
        patterns = list(phrases) if lang == "zh" else [f" {phrase} " for phrase in phrases]
        self._weights = [_pack(weights) for weights in phrases.values()]
        self._automaton = AhoCorasick(
            patterns, matchkind=MatchKind.Standard, implementation=Implementation.DFA
        )
        position = cues["position"]
        self._tenth = [_pack(weights) for weights in position["tenth"]]
        self._from_start = [_pack(weights) for weights in position["from_start"]]
        self._from_end = [_pack(weights) for weights in position["from_end"]]
        self._first: list[int] = cues["first"]
        transitions = [cues["transitions"][role] for role in ROLES]
        self._into = [
            [transitions[before][role] for before in range(_COUNT)] for role in range(_COUNT)
        ]

    def scores(self, sentences: Sequence[str]) -> list[tuple[int, ...]]:
        """Return the scores of each sentence for each role, in hundredths.

        Parameters
        ----------
        sentences : sequence of str
            The sentences of an abstract in lower case, without title and
            headings.
        """
        count = len(sentences)
        weights, find = self._weights, self._automaton.find_matches_as_indexes
        result = []
        for index, sentence in enumerate(sentences):
            matches = find(fold_sentence(sentence, self._lang), True)  # noqa: FBT003
            total = sum([weights[match[0]] for match in matches])
            total += self._tenth[min(9, 10 * index // count)]
            if index < len(self._from_start):
                total += self._from_start[index]
            if count - 1 - index < len(self._from_end):
                total += self._from_end[count - 1 - index]
            result.append(_unpack(total))
        return result

    def best_path(
        self, scores: Sequence[tuple[int, ...]], allowed: Sequence[tuple[int, ...]]
    ) -> list[int]:
        """Return the best sequence of roles (Viterbi), as indices into :data:`ROLES`.

        Parameters
        ----------
        scores : sequence of tuple of int
            What :meth:`scores` returned.
        allowed : sequence of tuple of int
            The roles that each sentence may have, never none.
        """
        best = [_IMPOSSIBLE] * _COUNT
        for role in allowed[0]:
            best[role] = scores[0][role] + self._first[role]
        back: list[list[int]] = []
        for here, roles in zip(scores[1:], allowed[1:], strict=True):
            reached = [_IMPOSSIBLE] * _COUNT
            came = [0] * _COUNT
            for role in roles:
                ways = list(map(int.__add__, best, self._into[role]))
                way = max(ways)
                reached[role] = way + here[role]
                came[role] = ways.index(way)
            best = reached
            back.append(came)
        path = [best.index(max(best))]
        for came in reversed(back):
            path.append(came[path[-1]])
        path.reverse()
        return path
