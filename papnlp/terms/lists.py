"""Members of lists: what stands among known terms of one label is of that label."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from papnlp.analysis import Term
from papnlp.evidence import LABELS
from papnlp.terms.names import text_concept

_REACH: Final = 120
_ROUNDS: Final = 4
_RULE: Final = "unlisted, in a list"


class ListFinder:
    """Finds names that the vocabulary lacks by the known ones beside them in a list.

    In "gabapentin, clonazepam and amitriptyline" the name in the middle is a
    drug because both neighbours are; at either end of a list there must be two
    known neighbours.

    Parameters
    ----------
    cues : mapping
        Table ``unlisted.lists`` of ``cues/<lang>/terms.toml``: regular
        expressions for what joins members (``joint``), what may stand behind a
        member (``tail``), a member (``member``, group ``name``), what opens and
        what ends a list (``begin``, ``end``); for each label in ``no_member``
        what is none, in ``member_of`` what a member must look like.
    compiled : callable
        Compiles a regular expression of that file.
    """

    def __init__(self, cues: Mapping[str, Any], compiled: Callable[[str], re.Pattern[str]]) -> None:
        joint, tail, member = cues["joint"], cues["tail"], cues["member"]
        self._joined = compiled(f"(?:{tail})?(?:{joint})")
        self._member = compiled(f"{member}(?:{tail})?(?:{joint})")
        self._last = compiled(f"(?:{tail})?(?:{joint}){member}(?:{tail})?(?={cues['end']})")
        self._first = compiled(f"(?:{cues['begin']}){member}(?:{tail})?(?:{joint})$")
        self._none = {label: compiled(text) for label, text in cues["no_member"].items()}
        self._must = {label: compiled(text) for label, text in cues["member_of"].items()}

    def find(self, norm: str, terms: Sequence[Term]) -> list[Term]:
        """Return the members of lists that are no known term.

        Parameters
        ----------
        norm : str
            Normalised text.
        terms : sequence of Term
            Settled terms, in order.
        """
        found: list[Term] = []
        known = list(terms)
        for _ in range(_ROUNDS):
            new = list(self._round(norm, known))
            if not new:
                break
            found.extend(new)
            known = sorted([*known, *new], key=_start)
        return found

    def _round(self, norm: str, known: Sequence[Term]) -> Iterator[Term]:
        """Yield what one look at all neighbours shows."""
        size = 1
        reached = 0
        for index, (left, right) in enumerate(pairwise(known)):
            if left.label != right.label or left.label not in LABELS:
                size = 1
                continue
            gap = right.start - left.end
            if not 0 < gap <= _REACH:
                size = size if gap < 0 else 1
                continue
            between = list(self._between(norm, left, right))
            if between:
                yield from between
                size = 1
                continue
            if not self._joined.fullmatch(norm, left.end, right.start):
                size = 1
                continue
            size += 1
            if size == 2:
                before = known[index - 1].end if index else 0
                yield from self._at_start(norm, before, left)
            following = known[index + 2] if index + 2 < len(known) else None
            limit = following.start if following else len(norm)
            if reached <= right.end:
                member = self._at_end(norm, right, limit)
                if member is not None:
                    reached = member.end
                    yield member

    def _between(self, norm: str, left: Term, right: Term) -> Iterator[Term]:
        """Yield the members between two known ones, if all that stands there is members."""
        opened = self._joined.match(norm, left.end, right.start)
        if opened is None or opened.end() == right.start:
            return
        at = opened.end()
        members = []
        while at < right.start:
            match = self._member.match(norm, at, right.start)
            if match is None or not self._fits(left.label, match["name"]):
                return
            members.append(match.span("name"))
            at = match.end()
        for start, end in members:
            yield _term(norm, start, end, left.label)

    def _at_end(self, norm: str, term: Term, limit: int) -> Term | None:
        match = self._last.match(norm, term.end, min(limit, term.end + _REACH))
        if match is None or not self._fits(term.label, match["name"]):
            return None
        if match.end("name") == limit < len(norm):  # the beginning of the next term's name
            return None
        return _term(norm, *match.span("name"), term.label)

    def _at_start(self, norm: str, begin: int, term: Term) -> Iterator[Term]:
        match = self._first.search(norm, max(begin, term.start - _REACH), term.start)
        if match is not None and self._fits(term.label, match["name"]):
            yield _term(norm, *match.span("name"), term.label)

    def _fits(self, label: str, name: str) -> bool:
        """Tell whether a member may have a label."""
        none, must = self._none.get(label), self._must.get(label)
        if none is not None and none.search(name):
            return False
        return must is None or must.search(name) is not None


def _term(norm: str, start: int, end: int, label: str) -> Term:
    return Term(start, end, label, text_concept(norm[start:end]), "pattern", _RULE)


def _start(term: Term) -> int:
    return term.start
