"""The words of claims: cues by class and form, found in one pass over a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from papnlp.analysis import Term
from papnlp.findings import kinds
from papnlp.model import ModelError

_BRACES: Final = re.compile(r"\{([^{}]*)\}")
_NAMED: Final = re.compile(r"<([a-z_]+)>")
_NEVER: Final = r"(?!)"


class Item(NamedTuple):
    """A cue or a mention in a sentence.

    ``kinds`` are the kinds of a cue or the label of a mention, as bits of
    :mod:`papnlp.findings.kinds`; ``depth`` counts the brackets around it.
    """

    start: int
    end: int
    kinds: int
    depth: int
    term: Term | None
    text: str


def expand(form: str, words: Mapping[str, Sequence[str]] | None = None) -> Iterator[str]:
    """Yield the surfaces of a form: ``"reduc{e,ed}"`` is two.

    Parameters
    ----------
    form : str
        Form of a cue file; braces hold alternatives divided by commas, angle
        brackets the name of a list.
    words : mapping, optional
        Lists by name.

    Raises
    ------
    KeyError
        If a list that the form names is missing.
    """
    left = [form]
    while left:
        form = left.pop()
        named = _NAMED.search(form) if "<" in form else None
        if named is not None:
            before, after = form[: named.start()], form[named.end() :]
            choices: Sequence[str] = (words or {})[named.group(1)]
            left.extend(before + choice + after for choice in reversed(choices))
            continue
        parts = _BRACES.split(form) if "{" in form else [form]
        if len(parts) == 1:
            yield form
            continue
        sides = [part.split(",") if at % 2 else [part] for at, part in enumerate(parts)]
        made = map("".join, product(*sides))
        if any("{" in part for part in parts[::2]):  # braces around braces
            left.extend(reversed(list(made)))
        else:
            yield from made


class Lexicon:
    """Finds the cues of a language.

    Matching is one overlapping Aho-Corasick pass (Aho and Corasick, 1975) over
    the lower-cased text; of overlapping cues the leftmost and then the longest
    wins.

    Parameters
    ----------
    tables : mapping
        Tables of the cue file: class, then form, then a list of surfaces.
        Keys whose value is not a list are left out; the table ``words`` holds
        lists that surfaces may name, the table ``told`` surfaces by the outcome
        that they tell of.

    Attributes
    ----------
    told : dict
        Outcome by the surface that tells of it: "slept".
    safety : re.Pattern
        Names of safety and tolerability, from the key ``safety`` of the table ``harm``.

    Raises
    ------
    ModelError
        If a key is not a known kind of cue, a list is named that is not there, or a cue is
        ignored.
    """

    def __init__(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        masks: dict[str, int] = {}
        words = tables.get("words", {})
        self.told: dict[str, str] = {}
        self.safety = re.compile(tables.get("harm", {}).get("safety", _NEVER))
        for name, forms in tables.items():
            if name == "words":
                continue
            for form, surfaces in forms.items():
                if not isinstance(surfaces, list):
                    continue
                if name == "told":
                    kind: int | None = kinds.MENTION_OUTCOME
                    self.told.update((t, form) for s in surfaces for t in _expanded(s, words))
                else:
                    kind = kinds.BY_NAME.get(f"{name}.{form}")
                if kind is None:
                    raise ModelError(f"findings.toml: [{name}] {form} is not a known kind of cue")
                for surface in surfaces:
                    plain = "{" not in surface and "<" not in surface
                    for text in (surface,) if plain else _expanded(surface, words):
                        masks[text] = masks.get(text, 0) | kind
        dead = [text for text, mask in masks.items() if mask & _IGNORED and mask != _IGNORED]
        if dead:
            raise ModelError(f"findings.toml: {dead[0]!r} is a cue and stands in [ignore] too")
        surfaces = list(masks)
        self._masks = [masks[text] for text in surfaces]
        self._automaton = AhoCorasick(surfaces, implementation=Implementation.ContiguousNFA)

    def find(self, lower: str) -> list[tuple[int, int, int]]:
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
        masks = self._masks
        matches = self._automaton.find_matches_as_indexes(lower, overlapping=True)
        found: list[tuple[int, int, int]] = []
        length = len(lower)
        for index, start, end in matches:
            if start and lower[start - 1] in _JOINED and lower[start] in _WORDS:
                continue
            if (
                end < length
                and lower[end] in _JOINED
                and lower[end - 1] in _JOINED
                and not _opens_number(lower[start:end])
            ):
                continue
            found.append((start, -end, index))
        found.sort()
        cues = []
        reached = 0
        for start, minus_end, index in found:
            if start >= reached:
                reached = -minus_end
                mask = masks[index]
                if not mask & _IGNORED:
                    cues.append((start, reached, mask))
        return cues


def _expanded(surface: str, words: Mapping[str, Sequence[str]]) -> list[str]:
    try:
        return list(expand(surface, words))
    except KeyError as error:
        raise ModelError(f"findings.toml: {surface!r} names {error}: add it to [words]") from error


def _opens_number(text: str) -> bool:
    """Tell whether a surface ends with the first digit of a number: "低2"."""
    return text[-1].isdigit() and (text[0] > _LATIN_END or " than " in text)


_IGNORED: Final = kinds.IGNORE_PHRASE
_LATIN_END: Final = "\u2e7f"
_JOINED: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
_WORDS: Final = _JOINED - {"-"}
