"""Find where a Chinese long form begins.

Chinese has no word edges and a Latin short form no initials in it. What tells
the left edge is, in this order: the vocabulary's Chinese names of what the
short form may stand for, the words that cannot belong to a name (verbs,
particles, punctuation), and how many characters so many letters need.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from papnlp.late import late
from papnlp.text.normalise import fold, fold_all
from papnlp.vocabulary.concept import Concept
from papnlp.vocabulary.vocabulary import Vocabulary

_HAN: Final = late(r"[\u3400-\u9fff]")
_GAP: Final = re.compile(r"[\s\-'\u00b7]")
_PUNCTUATION: Final = re.compile(r"[,;:。、!?\n\"()\[\]%=<>/]")
_FINAL_NUMBER: Final = re.compile(r"(\d+)[A-Za-z]?\Z")
_COUNT: Final = r"(?:\d+|[一二两三四五六七八九])"
_ITEM: Final = r"(?:个?条目|项|型|题|版)"
_LOOKAROUND: Final = re.compile(r"\(\?<?[=!][^)]*\)")
_COUNTERS: Final = ("?", "*", "+", "{")
_NUMERALS: Final = "零一二三四五六七八九"
_LONGEST_NAME: Final = 40
_LEAST, _LEAST_AT_WORD, _LEAST_AFTER_LEAD, _MOST, _MOST_EXTRA = 0.6, 1.25, 1.5, 4.0, 6
_LONG: Final = 6
_OPERATIONS: Final = ("surgery", "procedure")
_Indexes = tuple[dict[str, list[str]], dict[str, list[str]]]


def compact(text: str) -> str:
    """Return a normalised text in lower case without spaces, hyphens and apostrophes."""
    return _GAP.sub("", text.lower())


def _name(surface: str) -> str:
    return compact(fold(surface, "zh"))


def _longer(name: str, concept: Concept) -> tuple[str, ...]:
    """Return a name with the endings that operations and devices take besides."""
    if name.endswith("刺激"):
        return (f"{name}器", f"{name}仪", f"{name}术")
    if concept.kind in _OPERATIONS and not name.endswith("术"):
        return (f"{name}术",)
    return ()


_LATIN: Final = re.compile(r"[A-Za-z]{2,}")
_RATIO: Final = re.compile(r"\d:\d\Z")


class HanEdgeFinder:
    """Finds the start of a Chinese long form that ends where a window ends.

    Parameters
    ----------
    vocabulary : Vocabulary
        Gives the Chinese names, by short form and at large.
    cues : mapping
        The tables of the Chinese cue file, from ``edges`` on.
    fits : callable
        Tells whether a short form abbreviates an English name.
    compiled : callable
        Compiles a regular expression of that file.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        cues: Mapping[str, Any],
        fits: Callable[[str, str], bool],
        compiled: Callable[[str], re.Pattern[str]],
    ) -> None:
        self._expected: dict[str, list[str]] = {
            short.lower(): list(map(_name, names)) for short, names in cues["expected"].items()
        }
        self._vocabulary = vocabulary
        self._made: _Indexes | None = None
        self._edge = compiled(_alternation(cues["edges"]))
        self._joint = compiled(_alternation(cues["joints"]))
        self._protected = compiled(_alternation(cues["protected"]))
        self._loose: dict[str, str] = dict(cues["loose"])
        self._is_loose = compiled(_alternation(self._loose))
        self._grades: tuple[str, ...] = tuple(cues["grades"])
        self._ranks: dict[str, str] = dict(cues["ranks"])
        self._adding: tuple[str, ...] = tuple(cues["adding"])
        ranks = "|".join(self._ranks)
        self._items = compiled(rf"({_COUNT}(?=\s?{_ITEM})|{ranks})(?:\s?{_ITEM}的?\s?)?\Z")
        self._lead = compiled(f"(?:{_alternation(cues['leads'])})+")
        self._instruments = {
            short.lower()
            for short, senses in vocabulary.by_short_form.items()
            if all(concept.kind == "instrument" for concept in senses)
        }
        self._fits = fits
        self._tail = compiled(f"(?:{'|'.join(cues['tails'])})[-\\d]*$")

    @property
    def _indexes(self) -> _Indexes:
        """The names by short form, and the concepts by name, made at the first bracket."""
        if self._made is None:
            self._made = self._make_indexes()
        return self._made

    def _make_indexes(self) -> _Indexes:
        surfaces = [(concept, concept.surfaces("zh")) for concept in self._vocabulary]
        written = list({name for _, names in surfaces for name in names})
        compacted = dict(zip(written, map(compact, fold_all(written)), strict=True))
        by_short: dict[str, list[str]] = {}
        by_name: dict[str, list[str]] = {}
        for concept, texts in surfaces:
            names = [compacted[text] for text in texts]
            names += [longer for name in names for longer in _longer(name, concept)]
            for name in names:
                by_name.setdefault(name, []).append(concept.id)
            for short in concept.abbreviations:
                by_short.setdefault(short.lower(), []).extend(names)
        return by_short, by_name

    @property
    def _senses(self) -> dict[str, list[str]]:
        return self._indexes[0]

    @property
    def _names(self) -> dict[str, list[str]]:
        return self._indexes[1]

    def may_be(self, short: str, text: str, *, sure: bool) -> bool:
        """Tell whether a bracketed text can be the long form of a short form before it.

        Parameters
        ----------
        short, text : str
            Short form and text as written.
        sure : bool
            Whether the text around says that the one means the other.
        """
        stem = _stem(short)
        expected = self._expected.get(stem)
        if expected is not None or compact(text) in self._senses.get(stem, ()):
            return expected is None or compact(text) in expected
        size, letters = len(compact(text)), _letters(short)
        if not sure and compact(text) in self._names and self._is_fitting(short, compact(text)):
            return True
        if not sure and (stem in self._senses or compact(text) in self._names):
            return False
        safe = [match.span() for match in self._protected.finditer(text)]
        if self._last(self._edge, text, len(text), safe, 0) or _PUNCTUATION.search(text):
            return False
        if self._lead.match(text) and not self._protected.match(text):
            return False
        least = _LEAST if sure or letters > _LONG else 1.0
        return max(2, least * letters) <= size <= _MOST * letters + _MOST_EXTRA

    def find(
        self, short: str, window: str, *, english: str | None = None, title: bool = False
    ) -> int | None:
        """Return the offset in the window where the long form begins, or None.

        Parameters
        ----------
        short : str
            Short form as written.
        window : str
            Normalised text that ends where the long form ends.
        english : str, optional
            English long form given beside the short form.
        title : bool
            Whether the window is a title from its beginning that the short
            form closes; then the short form may stand for all of it.
        """
        stem = _stem(short)
        tail, shift = window[-_LONGEST_NAME:], max(len(window) - _LONGEST_NAME, 0)
        start = self._start(short, stem, tail, english)
        if title and start is not None and len(tail) - start < _letters(short):
            start = None if stem not in self._senses else start
        if start is None:
            whole = title and len(window) <= (_MOST + 1) * _letters(short)
            return 0 if whole and stem not in self._expected else None
        return shift + self._with_number(short, tail, start)

    def _with_number(self, short: str, tail: str, start: int) -> int:
        """Move a start back over the number of a short form (PSEQ-2: 两条目疼痛自我效能问卷)."""
        match = self._items.search(tail, 0, start)
        if match is None:
            return start
        written = self._ranks.get(match[1], match[1])
        number = str(_NUMERALS.index(written)) if written in _NUMERALS else written
        return match.start() if number.replace("两", "2") in re.findall(r"\d+", short) else start

    def _start(self, short: str, stem: str, tail: str, english: str | None) -> int | None:
        expected = self._expected.get(stem)
        names = expected or self._names_of(stem, english)
        known = self._longest(tail, names)
        if known is not None:
            lead = self._is_loose.match(tail, known)
            if lead is None or stem[:1] == self._loose[lead.group()]:
                return known
            return lead.end() if compact(tail[lead.end() :]) in names else known
        endings = self._endings(tail)
        fitting = self._longest(tail, [name for name in endings if self._is_fitting(short, name)])
        if fitting is not None:
            return fitting
        if expected is not None:
            return None
        return self._by_edges(short, stem, tail, self._longest(tail, endings))

    def _by_edges(self, short: str, stem: str, tail: str, other: int | None) -> int | None:
        """Return where a name that is not known begins: by the words that cannot stand in one.

        ``other`` is where a name of something else begins that ends the tail.
        """
        start = self._from_edges(short, tail, other)
        if start is None or (other is not None and start == other and stem in self._senses):
            return None
        if stem in self._instruments and not self._tail.search(tail):
            return None
        if any(word[0].lower() not in short.lower() for word in _LATIN.findall(tail, start)):
            return None
        return start + 1 if _RATIO.search(tail, 0, start + 1) is not None else start

    def _is_fitting(self, short: str, name: str) -> bool:
        """Tell whether the short form abbreviates an English name of what a Chinese one names."""
        return any(
            self._fits(short, surface)
            for concept in self._names[name]
            for surface in self._vocabulary.concepts[concept].surfaces("en")
        )

    def split(self, window: str, start: int) -> int | None:
        """Return where the text before a joint ends, if one stands before a long form."""
        found = None
        for match in self._joint.finditer(window, max(start - 3, 0), start):
            found = match
        return found.start() if found is not None and found.end() == start else None

    def _names_of(self, stem: str, english: str | None) -> list[str]:
        names = list(self._senses.get(stem, ()))
        if english is not None:
            concept = self._vocabulary.find(english, "en")
            if concept is not None:
                names.extend(map(_name, concept.surfaces("zh")))
        return names

    def _endings(self, tail: str) -> list[str]:
        text = compact(tail)
        return [text[at:] for at in range(len(text) - 1) if text[at:] in self._names]

    @staticmethod
    def _longest(tail: str, names: Iterable[str]) -> int | None:
        """Return where the longest name that ends the tail begins."""
        text = compact(tail)
        size = max((len(name) for name in names if name and text.endswith(name)), default=0)
        if size == 0:
            return None
        at = len(tail)
        while size > 0:
            at -= 1
            size -= not _GAP.match(tail[at])
        return at

    def _from_edges(self, short: str, tail: str, name_start: int | None) -> int | None:
        letters = _letters(short)
        limit = len(tail) - max(2, round(_LEAST * letters))
        if name_start is not None:
            limit = min(limit, name_start)
        safe = [match.span() for match in self._protected.finditer(tail)]
        hard = self._last(self._edge, tail, limit, safe, 0)
        for match in _PUNCTUATION.finditer(tail, hard, len(tail)):
            if not _is_inserted(tail, match.start()):
                hard = match.end()
        soft = self._last(self._joint, tail, limit, safe, hard)
        if soft > hard and not self._is_too_short(tail[soft:], letters, tail[:soft]):
            hard = soft
        start = self._past_lead(short, tail, hard, limit)
        size = len(_HAN.findall(tail, start)) + len(re.findall(r"[A-Za-z]+", tail[start:]))
        if not _HAN.search(tail, start) or size < max(2, _LEAST * letters):
            return None
        if not _has_numbers(short, tail[start:]):
            return None
        if self._joint.match(tail, start) and not self._protected.match(tail, start):
            return None
        if _stem(short) in re.findall(r"[a-z\d+-]+", tail[start:].lower()):
            return None
        return start if size <= _MOST * letters + _MOST_EXTRA else None

    def _is_too_short(self, text: str, letters: int, before: str) -> bool:
        size = len(compact(text))
        if size < _LEAST * letters:
            return True
        if letters <= 3 or size >= _LEAST_AT_WORD * letters:
            return False
        return before.endswith(self._adding) or self._tail.search(text) is not None

    @staticmethod
    def _last(
        pattern: re.Pattern[str], tail: str, limit: int, safe: list[tuple[int, int]], least: int
    ) -> int:
        last = least
        for match in pattern.finditer(tail):
            if match.end() > limit:
                break
            if match.start() >= least and not any(
                begin < match.end() and match.start() < end for begin, end in safe
            ):
                last = match.end()
        return last

    def _past_lead(self, short: str, tail: str, start: int, limit: int) -> int:
        while start < len(tail) and tail[start] in " -'":
            start += 1
        match = self._lead.match(tail, start)
        if match is not None and match.end() <= limit and not self._protected.match(tail, start):
            digits = re.findall(r"\d+", short)
            rest = len(_HAN.findall(tail, match.end()))
            if not any(digit in match.group() for digit in digits) and (
                match.group() not in self._grades or rest >= _LEAST_AFTER_LEAD * _letters(short)
            ):
                start = match.end()
        while start < len(tail) and tail[start] in " -":
            start += 1
        return start


def _alternation(fragments: Iterable[str]) -> str:
    """Return a pattern that prefers the longer of two fragments that begin alike.

    Fragments are grouped by their first character, so that a position is
    dismissed by one look at it.
    """

    def size(fragment: str) -> int:
        return len(_LOOKAROUND.sub("", fragment))

    groups: dict[str, list[str]] = {}
    for fragment in sorted(fragments, key=size, reverse=True):
        is_han = "\u3400" <= fragment[0] <= "\u9fff"
        head = fragment[0] if is_han and fragment[1:2] not in _COUNTERS else ""
        groups.setdefault(head, []).append(fragment[len(head) :])
    others = groups.pop("", [])
    parts = [f"{head}(?:{'|'.join(rests)})" for head, rests in groups.items()]
    if not others:
        return "|".join(parts)
    heads = f"(?=[{''.join(groups)}])(?:{'|'.join(parts)})" if parts else "(?!)"
    return "|".join([*others, heads])


def _stem(short: str) -> str:
    return (short[:-1] if short.endswith("s") and short[:-1].isupper() else short).lower()


def _letters(short: str) -> int:
    return sum(character.isalpha() for character in short.removesuffix("s"))


def _has_numbers(short: str, text: str) -> bool:
    """Tell whether the final number of a short form stands in a text, in figures or words."""
    return all(
        digits in text or (len(digits) == 1 and _NUMERALS[int(digits)] in text)
        for digits in _FINAL_NUMBER.findall(short)
    )


def _is_inserted(tail: str, at: int) -> bool:
    """Tell whether a sign belongs to a bracket within a name that opens with a number."""
    begin = max(tail.rfind("(", 0, at + 1), tail.rfind("[", 0, at + 1))
    if begin < 0 or not tail[begin + 1 : begin + 2].isdigit():
        return False
    close = next((i for i in range(begin, len(tail)) if tail[i] in ")]"), -1)
    return begin <= at <= close < len(tail) - 1
