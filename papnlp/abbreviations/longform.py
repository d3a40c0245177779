"""Find the long form of a short form beside it, whatever its script."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from papnlp.abbreviations.han import HanEdgeFinder
from papnlp.abbreviations.latin import LetterAligner, extend_to_locants
from papnlp.abbreviations.window import Piece
from papnlp.analysis import Definition
from papnlp.late import late
from papnlp.vocabulary.vocabulary import Vocabulary

_HAN: Final = late(r"[\u3400-\u9fff]")
_LATIN_TAIL: Final = late(r"[^\u3001-\u9fff]*\Z")
_WORD: Final = re.compile(r"[A-Za-z]{3}")
_LOWER: Final = re.compile(r"[a-z]{3}")
_BRAND: Final = re.compile(r"[A-Z][a-z]{3,}|[A-Z][a-z]{2,}[A-Z][a-z]{2,}")
_MARKS: Final = ("\u00ae", "\u2122")
_GAPS: Final = " -"
_NO_GAPS: Final = str.maketrans("", "", _GAPS)
_NEAR: Final = 48
_ITEMS: Final = late(
    r"(?<![\w-])(\d+|[A-Za-z]{3,6})[\s-](?:item|question|point)\s"
    r"(?:(?:short\s(?:form|version)|version|form|subset)\s(?:of|from)\s(?:the\s)?)?\Z"
)
_FITTING: Final = 0.3
_SHORTEST_KNOWN: Final = 3
_EDGE_SIGNS: Final = " ,;:'\"-\u3001"


class LongFormFinder:
    """Finds long forms before a short form, or as a whole given string.

    Parameters
    ----------
    vocabulary : Vocabulary
        Gives Chinese names.
    cues : mapping
        The stage's cue file.
    lang : str
        ``"en"`` or ``"zh"``.
    compiled : callable
        Compiles a regular expression of that file.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        cues: dict[str, Any],
        lang: str,
        compiled: Callable[[str], re.Pattern[str]],
    ) -> None:
        self._aligner = LetterAligner(cues, compiled)
        self._names = _LatinNames(vocabulary)
        self._numbers = {
            word: digits for digits, words in cues["numerals"].items() for word in words
        }
        self._han = HanEdgeFinder(vocabulary, cues, self._fits, compiled) if lang == "zh" else None

    def _fits(self, short: str, name: str) -> bool:
        """Tell whether a short form abbreviates a name, all of it, at hardly any cost."""
        aligned = self._aligner.align(short, name, whole=True)
        return aligned is not None and aligned.start == 0 and aligned.cost <= _FITTING

    def before(
        self,
        short: Piece,
        window: Piece,
        norm: str,
        *,
        english: str | None = None,
        title: bool = False,
    ) -> Definition | None:
        """Return the definition whose long form ends where the window ends, if there is one."""
        text = window.text.rstrip(_EDGE_SIGNS)
        if self._han is None or not _HAN.search(text):
            return self._latin(short, Piece(text, window.start), norm)
        at = self._latin_start(text)
        found = self._latin(short, Piece(text[at:], window.start + at), norm)
        if found is not None:
            return found
        if _BRAND.fullmatch(short.text) or norm[short.end : short.end + 1] in _MARKS:
            return None
        raw = norm[window.start : window.start + len(text)]
        start = self._han.find(short.text, raw, english=english, title=title)
        if start is None:
            return None
        return _definition(short, norm, window.start + start, window.start + len(text))

    def split(self, window: Piece, definition: Definition) -> Piece | None:
        """Return the window before a joint word and a long form that is found, if any."""
        cut = definition.long_start - window.start
        if self._han is not None and _HAN.search(window.text):
            joint = self._han.split(window.text, cut)
            return None if joint is None else Piece(window.text[:joint], window.start)
        before = re.sub(
            r"(?:\s*,)?\s+(?:and|or|versus|vs\.?|&)\s*$|\s*,\s*$", "", window.text[:cut]
        )
        return None if before == window.text[:cut] else Piece(before, window.start)

    def whole(
        self, short: Piece, text: Piece, norm: str, *, sure: bool = False
    ) -> Definition | None:
        """Return the definition if a given string, all of it, is a long form.

        Parameters
        ----------
        short, text : Piece
            Short form and string.
        norm : str
            The text that both stand in.
        sure : bool
            Whether the text says that the one means the other.
        """
        if len(text.text) < len(short.text):
            return None
        if _HAN.search(text.text):
            if self._han is None or not self._han.may_be(short.text, text.text, sure=sure):
                return None
            return _definition(short, norm, text.start, text.end)
        aligned = self._aligner.align(short.text, text.text, whole=True)
        if aligned is None or len(text.text) == len(short.text):
            return None
        return self._checked(short, norm, text.start + aligned.start, text.end)

    @staticmethod
    def _latin_start(text: str) -> int:
        match = _LATIN_TAIL.search(text)
        return match.start() if match is not None else len(text)

    def _latin(self, short: Piece, window: Piece, norm: str) -> Definition | None:
        if not _WORD.search(window.text):
            return None
        end = window.start + len(window.text)
        aligned = self._aligner.align(short.text, window.text)
        if aligned is None:
            known = self._names.start(short.text, window.text)
            return None if known is None else _definition(short, norm, window.start + known, end)
        start = extend_to_locants(norm, window.start + aligned.start, end, window.start)
        start = self._with_number(short.text, norm, start, window.start)
        return self._checked(short, norm, start, end)

    def _with_number(self, short: str, norm: str, start: int, floor: int) -> int:
        """Move a start back over the number of a short form.

        As in "two-item ... (PSEQ-2)", "four-item short form of the ... (PROMIS-PI 4a)".
        """
        match = _ITEMS.search(norm, max(floor, start - _NEAR), start)
        if match is None:
            return start
        number = self._numbers.get(match[1].lower(), match[1])
        return match.start() if number in re.findall(r"\d+", short) else start

    @staticmethod
    def _checked(short: Piece, norm: str, start: int, end: int) -> Definition | None:
        if not _LOWER.search(norm, start, end) and " " not in norm[start:end]:
            return None
        return _definition(short, norm, start, end)


class _LatinNames:
    """The Latin names that a short form is known to stand for, where letters do not tell."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._by_short: dict[str, frozenset[str]] = {}

    def _names(self, short: str) -> frozenset[str]:
        """Return the names, made when a short form is first met: a text needs few of them."""
        known = self._by_short.get(short)
        if known is None:
            senses = self._vocabulary.by_short_form.get(short)
            if senses is None:
                return frozenset()
            known = self._by_short[short] = frozenset(
                _compact(name)
                for concept in senses
                for lang in ("en", "zh")
                for name in (
                    *concept.surfaces(lang),
                    *(item.text for item in concept.contextual if item.lang == lang),
                )
                if not _HAN.search(name)
            )
        return known

    def start(self, short: str, text: str) -> int | None:
        """Return where the longest known name that ends a text begins, or None."""
        names = self._names(short) if _may_be_known(short) else None
        if not names:
            return None
        tail = _compact(text)
        size = max((len(name) for name in names if tail.endswith(name)), default=0)
        at = len(text)
        while size > 0:
            at -= 1
            size -= text[at] not in _GAPS
        inside = at > 0 and text[at - 1].isalnum() and text[at - 1].isascii()
        return None if at == len(text) or inside else at


def _may_be_known(short: str) -> bool:
    """Tell whether a short form is special enough; "HF10" is a brand of its long form."""
    has_case = any(map(str.islower, short))
    return has_case or (len(short) >= _SHORTEST_KNOWN and not short[-1].isdigit())


def _compact(text: str) -> str:
    return text.lower().translate(_NO_GAPS)


def _definition(short: Piece, norm: str, start: int, end: int) -> Definition:
    return Definition(short.text, norm[start:end], short.start, short.end, start, end)
