"""Find every token that looks like a short form, defined or not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from papnlp.model import Model, open_model

_TOKEN: Final = re.compile(
    r"[A-Z](?=[a-z]{0,2}[A-Z0-9/&+-])[A-Za-z0-9\u03b1-\u03c9]*(?:[-/&+][A-Za-z0-9\u03b1-\u03c9]+)*"
)
_PART: Final = re.compile(r"[^-/&+]+")
_JOINED: Final = re.compile(r"[/+]")
_CONNECTED: Final = re.compile(r"[A-Z0-9][A-Z0-9a-z]{0,5}|[a-z]")
_PREFIXED: Final = 4
_ROMAN: Final = re.compile(r"[IVX]+[a-c]?")
_IDENTIFIER: Final = re.compile(r"[A-Za-z]+\d{5,}|[A-Za-z]\d+|\d+[A-Za-z]?")
_WORDLIKE: Final = re.compile(r"[a-z]{3}")
_PLURAL: Final = re.compile(r"(?<=[A-Z0-9])s\Z")
_SHOUTED: Final = re.compile(r"[A-Z]{2,}(?:[ '-]+[A-Z]{2,}){3,}")
_HEADING: Final = re.compile(
    r"(?:(?<![^\n])|(?<=[.!?]\s))[A-Z]{3,}(?:(?:,?\s(?:&\s)?|/)[A-Z]{2,}){0,6}\s?:"
    r"|(?<![^\n])[A-Z]{7,}(?=\s[A-Z]?[a-z])"
)
"""A heading in capitals, with a colon or at the beginning of its line."""

_GOES_ON: Final = re.compile(r"[A-Za-z0-9]")
_DECIMAL: Final = re.compile(r"(?<=\d)\.\d")
"""What goes on behind the name of a channel (Nav1.7)."""

_FIRST_WORD: Final = re.compile(r"[^\s,;:()\[\]]+")
_SHORTEST, _LONGEST, _LONGEST_BEFORE_COLON = 2, 12, 5


class ShortFormScanner:
    """Finds tokens with the shape of a short form, in English and Chinese text.

    Parameters
    ----------
    cues : mapping
        The table ``scan`` of the stage's cue file: ``excluded`` (units, names
        of databases and countries, heading words ...), ``excluded_forms``
        (regular expressions of what has the shape but is none).
    known : collection of str
        Short forms of the vocabulary; they may break the shape ("DN4") or hold
        a space ("PROMIS-PI 4a").
    """

    def __init__(self, cues: Mapping[str, Any], known: Collection[str] = ()) -> None:
        self._excluded = frozenset(cues["scan"]["excluded"])
        self._excluded_form = re.compile("|".join(cues["scan"]["excluded_forms"]))
        self._known = frozenset(known)
        self._spaced: dict[str, list[str]] = {}
        for short in sorted(self._known, key=len, reverse=True):
            first, space, _ = short.partition(" ")
            if space:
                self._spaced.setdefault(first, []).append(short)

    def find(self, norm: str) -> list[tuple[int, int, str]]:
        """Return spans that look like short forms.

        Parameters
        ----------
        norm : str
            Normalised text.

        Returns
        -------
        list of tuple
            ``(start, end, short)`` in order; the span covers a plural *s*,
            ``short`` leaves it out.
        """
        shouted = [match.span() for match in _SHOUTED.finditer(norm)]
        found: list[tuple[int, int, str]] = []
        done = headed = 0
        for match in _TOKEN.finditer(norm):
            start, end = self._grown(norm, match.start(), match.end())
            if start < done:
                continue
            spaced = self._with_space(norm, start)
            if spaced is not None:
                found.append(spaced)
                done = spaced[1]
                continue
            heading = _HEADING.match(norm, start) if start >= headed else None
            if heading is not None and len(heading.group()) > _LONGEST_BEFORE_COLON:
                headed = heading.end()
            loud = start < headed or any(begin <= start < stop for begin, stop in shouted)
            found.extend(self._in_token(norm, start, end, loud=loud))
            done = end
        return found

    def _grown(self, norm: str, start: int, end: int) -> tuple[int, int]:
        """Take in the small letters and digits before the first capital ("rTMS", "5-HT")."""
        while start > 0 and norm[start - 1].isascii() and norm[start - 1].isalnum():
            start -= 1
        if norm[start - 2 : end] in self._known:
            return start - 2, end
        return start, end

    def _with_space(self, norm: str, start: int) -> tuple[int, int, str] | None:
        first = _FIRST_WORD.match(norm, start)
        for short in self._spaced.get(first.group() if first else "", ()):
            end = start + len(short)
            if norm.startswith(short, start) and not _GOES_ON.match(norm, end):
                return start, end, short
        return None

    def _in_token(
        self, norm: str, start: int, end: int, *, loud: bool
    ) -> Iterator[tuple[int, int, str]]:
        token = norm[start:end]
        if self._is_whole(token):
            short = self._bare(token)
            if self._fits(short, loud=loud) and not _DECIMAL.match(norm, end):
                yield start, end, short
            return
        at = 0
        for run in self._runs(token):
            at = token.index(run, at)
            short = self._bare(run)
            if self._fits(short, loud=loud):
                yield start + at, start + at + len(run), short
            at += len(run)

    def _is_whole(self, token: str) -> bool:
        if self._bare(token) in self._known:
            return True
        parts = _PART.findall(token)
        if "+" in token and all(len(part) >= _SHORTEST for part in parts):
            return False
        return "/" not in token and all(_CONNECTED.fullmatch(self._bare(part)) for part in parts)

    def _runs(self, token: str) -> Iterator[str]:
        """Yield the parts of a token between ordinary words ("PLP" of "PLP-related").

        What is joined by a plus was given together: each has its own sense.
        """
        for piece in _JOINED.split(token):
            run: list[str] = []
            for part in [*piece.split("-"), ""]:
                if part and _CONNECTED.fullmatch(self._bare(part)):
                    run.append(part)
                    continue
                if run:
                    yield "-".join(run)
                    run = []
                if part:
                    yield part

    @staticmethod
    def _bare(token: str) -> str:
        return _PLURAL.sub("", token)

    def _is_excluded(self, short: str) -> bool:
        forms = (_IDENTIFIER, self._excluded_form)
        return (
            short in self._excluded
            or _WORDLIKE.search(short) is not None
            or any(form.fullmatch(short) for form in forms)
        )

    def _fits(self, short: str, *, loud: bool) -> bool:
        if _ROMAN.fullmatch(short):
            return False
        if short in self._known and len(short) >= _SHORTEST and short not in self._excluded:
            return True
        if loud or not _SHORTEST <= len(short) <= _LONGEST or self._is_excluded(short):
            return False
        capitals = sum(map(str.isupper, short))
        letters = sum(map(str.isalpha, short))
        prefix = next((at for at, sign in enumerate(short) if sign.isupper()), 0)
        if prefix > _PREFIXED:
            return False
        return capitals >= _SHORTEST or (
            letters >= _SHORTEST and capitals == 1 and any(map(str.isdigit, short))
        )


@lru_cache(maxsize=8)
def _scanner(model: Model, lang: str) -> ShortFormScanner:
    return ShortFormScanner(
        model.cues(lang, "abbreviations"), model.vocabulary.by_short_form.keys()
    )


def find_short_forms(
    norm: str, lang: str, model: Model | None = None
) -> list[tuple[int, int, str]]:
    """Return the spans of a normalised text that look like short forms.

    Parameters
    ----------
    norm : str
        Normalised text (see :func:`papnlp.text.normalise.normalise`).
    lang : str
        ``"en"`` or ``"zh"``.
    model : Model, optional
        Gives the cues and the known short forms; the bundled one by default.

    Returns
    -------
    list of tuple
        ``(start, end, short)`` in order. The span covers a plural *s*,
        ``short`` leaves it out.
    """
    return _scanner(model or open_model(), lang).find(norm)
