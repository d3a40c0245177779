"""Split a text into sentences, by rules over the marks that may end one."""

from __future__ import annotations

import re
from typing import Any, Final

from papnlp.analysis import Analysis, Span
from papnlp.model import Model
from papnlp.text import chinese, english
from papnlp.text.headings import Headings

TITLE: Final = "title"
UNKNOWN: Final = ""

_NEXT_WORD: Final = re.compile(r"[\"'(\[]*([^\W_][^\s,;:.)\]]*)")
_HAN: Final = re.compile(f"[{chinese.HAN}]")
_MIXED_CASE: Final = re.compile(r"[a-z]{1,5}-?[A-Z0-9\u0370-\u03ff]|[\u0370-\u03ff]")
_BULLET: Final = re.compile(r"(?:[-*\u2022\u00b7\u25cf]|\(?\d{1,2}[.)]|\([a-z]\))\s")
_LIST_NUMBER: Final = re.compile(r"\(?(?:\d{1,2}|[ivx]{1,4}|[A-Z])$")
_BLANK_LINE: Final = re.compile(r"\n[ ]*\n")
_FULL_WORD: Final = re.compile(r"[a-z]{3}$|[)\]%]$")
_CAPITAL: Final = re.compile(r"(?<!\S)[A-Z]")
_PLAIN: Final = re.compile(r"\. [A-Z]")
_BEFORE_HEADING: Final = "。.;!?)]"
_SHORTEST_HEADING: Final = 3
_LONGEST_WORD: Final = 24
_LONGEST_HEADING: Final = 72
_LONGEST_HEADING_WITH_STOP: Final = 40
_SHORT_LINE: Final = 50


class Sentencizer:
    """Fills ``analysis.sentences``, without their sections.

    The title is one sentence. A heading belongs to the sentence that it begins.
    A line break ends a sentence where it separates paragraphs, list items or
    headings; inside a sentence it is a space.

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
        self._letter_nouns = frozenset(cues["letter_nouns"])
        self._dubious = self._never_last | self._may_be_last | self._before_number
        self._openers = frozenset(cues["openers"])
        self._goes_on = tuple(cues.get("goes_on", ()))
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
            Span(start, end, UNKNOWN) for start, end in self.split(norm, analysis.title_end)
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
            if self._ends_plainly(norm, start, at):
                spans.append((start, at + 1))
                start = at + 2
                continue
            end = self._end(norm, start, at)
            if end > start:
                start = _add(spans, norm, start, end)
        _add(spans, norm, start, len(norm))
        return spans

    def _ends_plainly(self, norm: str, start: int, at: int) -> bool:
        """Tell whether a full stop after a common word stands before a space and a capital."""
        if at - start < _LONGEST_HEADING_WITH_STOP or not _PLAIN.match(norm, at):
            return False
        word = norm[norm.rfind(" ", start, at) + 1 : at].strip("()[]\"'")
        return len(word) > 1 and word.lower() not in self._dubious

    def _end(self, norm: str, start: int, at: int) -> int:
        """Return where the sentence from ``start`` ends, given a mark at ``at``; -1 if not here."""
        mark = norm[at]
        if mark == ".":
            end = self._past_closers(norm, at)
            return end if self._full_stop_ends(norm, _skip(norm, start), at, end) else -1
        if mark == ":":
            return self._heading_before(norm, start, at)
        if mark == "\n":
            return at if self._line_ends(norm, _skip(norm, start), at) else -1
        if mark == "[":
            before = (
                norm[start:at].rstrip()[-1:]
                if at - start < _LONGEST_HEADING
                else (norm[at - 2 : at].strip()[-1:])
            )
            if before not in _BEFORE_HEADING:
                return -1
            return at if self._headings.match(norm, at) is not None else -1
        end = self._past_closers(norm, at)
        return end if self._mark_ends(norm, mark, end) else -1

    def _past_closers(self, norm: str, at: int) -> int:
        closers = self._closers.match(norm, at + 1)
        return closers.end() if closers else at + 1

    def _mark_ends(self, norm: str, mark: str, end: int) -> bool:
        """Tell whether a question mark, an exclamation mark or 。 ends a sentence."""
        following = norm[end : end + 1]
        if self._goes_on and (mark == "。" or not following.isascii()):
            return norm[end - 1] in "。!?" or not norm.startswith(self._goes_on, end)
        if following and not following.isspace():
            return False
        word = _NEXT_WORD.match(norm, _skip(norm, end))
        return word is None or not word[1][0].islower()

    def _full_stop_ends(self, norm: str, start: int, at: int, end: int) -> bool:
        """Tell whether a full stop ends a sentence, by the words before and after it."""
        next_start = _skip(norm, end)
        if next_start == len(norm):
            return True
        word = _NEXT_WORD.match(norm, next_start)
        next_word = word[1] if word else norm[next_start]
        if next_start == end and not self._ends_without_space(norm, at, next_word):
            return False
        if norm[at - 1 : at].isspace() and next_word[0].isdigit():
            return False
        last_word = norm[max(start, at - _LONGEST_WORD) : at].rsplit(None, 1)[-1:] or [""]
        if self._is_abbreviation(norm, start, at, last_word[0].lstrip("(['\""), next_word):
            return False
        if (
            at - start < _LONGEST_HEADING_WITH_STOP
            and self._headings.sections(norm[start:at]) is not None
        ):
            return False
        if next_word[0].islower():
            return bool(_MIXED_CASE.match(next_word) or _HAN.match(norm, at - 1))
        return True

    def _ends_without_space(self, norm: str, at: int, next_word: str) -> bool:
        """Tell whether a full stop with no space after it can end a sentence."""
        if _HAN.match(norm, at - 1) or _HAN.match(next_word):
            return not (next_word[0].isascii() and next_word[0].islower())
        return (
            next_word[0].isupper()
            and next_word.lower() in self._openers
            and _FULL_WORD.search(norm[max(0, at - 3) : at]) is not None
        )

    def _is_abbreviation(self, norm: str, start: int, at: int, last: str, following: str) -> bool:
        """Tell whether the full stop belongs to the word before it."""
        opens = following.lower() in self._openers and not following[0].islower()
        if len(last) == 1 and last.isalpha() and last.isupper():
            before = norm[max(start, at - _LONGEST_WORD) : at - 1].split()[-1:] or [""]
            return not opens and before[0].lower() not in self._letter_nouns
        if at - start <= 4 and _LIST_NUMBER.match(norm[start:at]):
            return True
        if following[0].isdigit() and last.endswith("0") and norm[at - 2 : at - 1] in "<>= 0":
            return last.lstrip("Pp<>=") == "0"
        if last.isupper() and "." not in last:
            return False
        folded = last.lower()
        if folded in self._never_last:
            return True
        if following[0].isdigit() and folded in self._before_number:
            return True
        return folded in self._may_be_last and not opens

    def _heading_before(self, norm: str, start: int, at: int) -> int:
        """Return where a heading that ends at a colon begins inside the sentence; -1 if none."""
        last = norm[at - 1]
        window = max(start, at - _LONGEST_HEADING)
        if _HAN.match(last):
            begin = 1 + max(norm.rfind(mark, window, at) for mark in _BEFORE_HEADING + " \n")
            found = begin > start and self._headings.sections(norm[begin:at]) is not None
            return begin if found and norm[start:begin].strip() else -1
        if not last.isupper():
            return -1
        for word in _CAPITAL.finditer(norm, window, at):
            name = norm[word.start() : at]
            is_heading = name.isupper() and len(name) > _SHORTEST_HEADING
            if is_heading and self._headings.sections(name) is not None:
                return word.start() if norm[start : word.start()].strip() else -1
        return -1

    def _line_ends(self, norm: str, start: int, at: int) -> bool:
        """Tell whether a line break ends a sentence."""
        following = _skip(norm, at)
        line = norm[max(start, at - _LONGEST_HEADING) : at].strip(" :")
        is_whole = at - start <= _LONGEST_HEADING
        if not line or (is_whole and self._headings.sections(line) is not None):
            return False
        if following == len(norm) or _BLANK_LINE.match(norm, at):
            return True
        if self._headings.match(norm, following) is not None or _BULLET.match(norm, following):
            return True
        if line.lower().endswith(",") or line.lower().rsplit(None, 1)[-1] in self._no_end:
            return False
        word = _NEXT_WORD.match(norm, following)
        if word is None or not word[1][0].isupper():
            return False
        begins = norm.rfind("\n", start, at)
        length = at - max(begins, start)
        return length < _SHORT_LINE or word[1].lower() in self._openers


_SPACES: Final = re.compile(r"\s*")


def _skip(norm: str, start: int) -> int:
    match = _SPACES.match(norm, start)
    return match.end() if match else start


def _add(spans: list[tuple[int, int]], norm: str, start: int, end: int) -> int:
    """Append a span without the white space at its edges; return where the next one begins."""
    left = _skip(norm, start)
    right = end
    while right > left and norm[right - 1].isspace():
        right -= 1
    if right > left:
        spans.append((left, right))
    return _skip(norm, end)
