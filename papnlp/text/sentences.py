"""Split a text into sentences, by rules over the marks that may end one."""

from __future__ import annotations

import re
from typing import Any, Final

from papnlp.analysis import Analysis, Span
from papnlp.late import late
from papnlp.model import Model
from papnlp.text import chinese, english
from papnlp.text.headings import LONGEST, LONGEST_WITH_STOP, Headings

TITLE: Final = "title"
UNKNOWN: Final = ""

_SPACES: Final = re.compile(r"\s*")
_NEXT_WORD: Final = re.compile(r"[\"'(\[]*([^\W_][^\s,;:.)\]]*)")
_HAN: Final = late(f"[{chinese.HAN}]")
_MIXED_CASE: Final = re.compile(r"[a-z]{1,5}-?[A-Z0-9\u0370-\u03ff]|[\u0370-\u03ff]")
_BULLET: Final = re.compile(r"(?:[-*\u2022\u00b7\u25cf]|\(?\d{1,2}[.)]|\([a-z]\))\s")
_LIST_MARK: Final = re.compile(r"\(?(?:\d{1,2}|[ivx]{1,4}|[A-Z])$")
_BROKEN_DECIMAL: Final = re.compile(r"[<>= ]0$")
_LATIN_TAIL: Final = re.compile(r"[A-Za-z][A-Za-z.]*$")
_BLANK_LINE: Final = re.compile(r"\n[ ]*\n")
_COMMON_WORD: Final = re.compile(r"[a-z]{3}$|[)\]%]$")
_CAPITAL: Final = re.compile(r"(?<!\S)[A-Z]")
_PLAIN_STOP: Final = re.compile(r"\. [A-Z]")
_AFTER_STOP: Final = "\"')]》。.!?[\n "
_BEFORE_HEADING: Final = "。.;!?)]"
_AFTER_VALUE: Final = ")%"
_BRACKETS: Final = "()[]\"'"
_SHORTEST_HEADING: Final = 3
_LONGEST_LIST_MARK: Final = 5
_LONGEST_WORD: Final = 24
_SHORT_LINE: Final = 50


class Sentencizer:
    """Fills ``analysis.sentences``, without their sections.

    The title is one sentence. A heading belongs to the sentence that it begins.
    A line break ends a sentence where it separates paragraphs, list items or
    headings; inside a sentence it is a space. The time is linear in the length
    of the text: every look back or ahead is bounded.

    Parameters
    ----------
    model : Model
        Its cues ``sentences`` hold abbreviations and openers, its cues
        ``sections`` the headings.
    lang : str
        ``"en"`` or ``"zh"``.
    """

    def __init__(self, model: Model, lang: str) -> None:
        cues: dict[str, Any] = model.cues(lang, "sentences")
        rules = chinese if lang == "zh" else english
        self._break = rules.BREAK
        self._closers = rules.CLOSERS
        self._never_last = frozenset(cues["never_last"])
        self._may_be_last = frozenset(cues["may_be_last"])
        self._before_number = frozenset(cues["before_number"])
        self._dubious = self._never_last | self._may_be_last | self._before_number
        self._letter_nouns = frozenset(cues["letter_nouns"])
        self._openers = frozenset(cues["openers"])
        self._goes_on = tuple(cues["goes_on"])
        self._no_end = tuple(cues["wrap"]["no_end"])
        self._headings = Headings(model, lang)

    def __call__(self, analysis: Analysis) -> None:
        """Split ``analysis.text.norm``; the title's section is set, the others' are ``""``."""
        norm = analysis.text.norm
        sentences = []
        title = norm[: analysis.title_end].strip()
        if title:
            start = norm.index(title)
            sentences.append(Span(start, start + len(title), TITLE))
        sentences.extend(
            [Span(start, end, UNKNOWN) for start, end in self.split(norm, analysis.title_end)]
        )
        analysis.sentences = sentences

    def split(self, norm: str, begin: int = 0) -> list[tuple[int, int]]:
        """Return the sentences of a text from an offset on.

        Parameters
        ----------
        norm : str
            Normalised text.
        begin : int
            Offset at which to begin, such as the end of the title.

        Returns
        -------
        list of tuple of int
            Half-open spans in order, white space at their edges left out.
        """
        spans: list[tuple[int, int]] = []
        start = _skip(norm, begin)
        for match in self._break.finditer(norm, begin):
            at = match.start()
            if at < start:
                continue
            mark = norm[at]
            if mark == "." and self._is_plain_stop(norm, start, at):
                spans.append((start, at + 1))
                start = at + 2
            elif mark == "。" and norm[at + 1 : at + 2] not in _AFTER_STOP:
                spans.append((start, at + 1))
                start = at + 1
            else:
                end = self._end(norm, start, at, mark)
                if end > start:
                    start = _add(spans, norm, start, end)
        _add(spans, norm, start, len(norm))
        return spans

    def _is_plain_stop(self, norm: str, start: int, at: int) -> bool:
        """Tell whether a full stop stands between a common word and a space with a capital."""
        if at - start < LONGEST_WITH_STOP or not _PLAIN_STOP.match(norm, at):
            return False
        word = norm[norm.rfind(" ", start, at) + 1 : at].strip(_BRACKETS)
        return len(word) > 1 and word.lower() not in self._dubious

    def _end(self, norm: str, start: int, at: int, mark: str) -> int:
        """Return where the sentence from ``start`` ends, given a mark; -1 if not here."""
        if mark == ":":
            return self._heading_before(norm, start, at)
        if mark == "\n":
            return at if self._line_ends(norm, start, at) else -1
        if mark == "[":
            before = norm[max(start, at - 2) : at].rstrip()[-1:]
            is_heading = before in _BEFORE_HEADING and self._headings.match(norm, at) is not None
            return at if is_heading else -1
        closers = self._closers.match(norm, at + 1)
        end = closers.end() if closers else at + 1
        if mark == ".":
            ends = self._full_stop_ends(norm, start, at, end)
        else:
            ends = self._mark_ends(norm, mark, end)
        return end if ends else -1

    def _mark_ends(self, norm: str, mark: str, end: int) -> bool:
        """Tell whether a question mark, an exclamation mark or 。 ends a sentence."""
        following = norm[end : end + 1]
        if mark == "。" or not following.isascii():
            return norm[end - 1] in "。!?" or not norm.startswith(self._goes_on, end)
        if not following.isspace():
            return not following
        word = _NEXT_WORD.match(norm, _skip(norm, end))
        return word is None or not word[1][0].islower()

    def _full_stop_ends(self, norm: str, start: int, at: int, end: int) -> bool:
        """Tell whether a full stop ends a sentence, by the words before and after it."""
        next_start = _skip(norm, end)
        if next_start == len(norm):
            return True
        word = _NEXT_WORD.match(norm, next_start)
        following = word[1] if word else norm[next_start]
        if next_start == end and not self._ends_without_space(norm, at, following):
            return False
        if self._is_abbreviation(norm, start, at, following):
            return False
        is_short = at - start < LONGEST_WITH_STOP
        if is_short and self._headings.sections(norm[start:at]) is not None:
            return False
        if following[0].islower():
            return bool(_MIXED_CASE.match(following) or _HAN.match(norm, at - 1))
        return True

    def _ends_without_space(self, norm: str, at: int, following: str) -> bool:
        """Tell whether a full stop with no space after it can end a sentence."""
        if norm[at - 1] in _AFTER_VALUE and following[0].isdigit():
            return True
        if _HAN.match(norm, at - 1) or _HAN.match(following):
            return not (following[0].isascii() and following[0].islower())
        return (
            following[0].isupper()
            and following.lower() in self._openers
            and _COMMON_WORD.search(norm[max(0, at - 3) : at]) is not None
        )

    def _is_abbreviation(self, norm: str, start: int, at: int, following: str) -> bool:
        """Tell whether the full stop belongs to the word, number or list mark before it."""
        if at - start <= _LONGEST_LIST_MARK and _LIST_MARK.match(norm[start:at]):
            return True
        tail = norm[max(start, at - _LONGEST_WORD) : at]
        is_number = following[0].isdigit()
        latin = _LATIN_TAIL.search(tail)
        if latin is None:
            return is_number and _BROKEN_DECIMAL.search(tail) is not None
        last = latin.group()
        opens = following[0].isupper() and following.lower() in self._openers
        if len(last) == 1 and last.isupper():
            before = tail[:-1].split()[-1:] or [""]
            return not opens and before[0].lower() not in self._letter_nouns
        if last.isupper() and "." not in last:
            return False
        folded = last.lower()
        return (
            folded in self._never_last
            or (is_number and folded in self._before_number)
            or (folded in self._may_be_last and not opens)
        )

    def _heading_before(self, norm: str, start: int, at: int) -> int:
        """Return where a heading that ends at a colon begins inside the sentence; -1 if none."""
        last = norm[at - 1]
        window = max(start, at - LONGEST)
        begin = -1
        if _HAN.match(last):
            begin = 1 + max(norm.rfind(mark, window, at) for mark in _BEFORE_HEADING + " \n")
            if begin <= start or self._headings.sections(norm[begin:at]) is None:
                return -1
        elif last.isupper():
            for word in _CAPITAL.finditer(norm, window, at):
                name = norm[word.start() : at]
                is_long = name.isupper() and len(name) > _SHORTEST_HEADING
                if is_long and self._headings.sections(name) is not None:
                    begin = word.start()
                    break
        return begin if begin > start else -1

    def _line_ends(self, norm: str, start: int, at: int) -> bool:
        """Tell whether a line break ends a sentence."""
        following = _skip(norm, at)
        line = norm[max(start, at - LONGEST) : at].strip(" :")
        if at - start <= LONGEST and (not line or self._headings.sections(line) is not None):
            return False
        if (
            following == len(norm)
            or _BLANK_LINE.match(norm, at)
            or _BULLET.match(norm, following)
            or self._headings.match(norm, following) is not None
        ):
            return True
        word = _NEXT_WORD.match(norm, following)
        if word is None or not word[1][0].isupper():
            return False
        if line.endswith(",") or line.lower().rsplit(None, 1)[-1] in self._no_end:
            return False
        length = at - max(norm.rfind("\n", max(start, at - LONGEST), at), start)
        return length < _SHORT_LINE or word[1].lower() in self._openers


def _skip(norm: str, start: int) -> int:
    match = _SPACES.match(norm, start)
    return match.end() if match else start


def _add(spans: list[tuple[int, int]], norm: str, start: int, end: int) -> int:
    """Append a span without the white space at its edges; return where the next one begins."""
    right = end
    while right > start and norm[right - 1].isspace():
        right -= 1
    if right > start:
        spans.append((start, right))
    return _skip(norm, end)
