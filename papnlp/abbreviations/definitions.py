"""Find where a text defines its short forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from papnlp.abbreviations.brackets import Bracket
from papnlp.abbreviations.longform import LongFormFinder
from papnlp.abbreviations.phrases import PhraseReader
from papnlp.abbreviations.shapes import ShortFormShape
from papnlp.abbreviations.window import BracketedText, Piece, trimmed
from papnlp.analysis import Analysis, Definition
from papnlp.late import late
from papnlp.model import Model

_CUT: Final = late(
    r";|(?<=[A-Z]{3}):(?:\s(?!-?\d*\.\d)|(?=[\u3400-\u9fff]{2}))|,(?!\d)|(?<!\d),(?=\d+[-\s][^\W\d])|\s-\s"
)
_CUT_SIGN: Final = re.compile(r"[;:,-]")
"""What every cut holds."""
_JOINT: Final = r"\band\b|\bor\b|[/&、;]|,(?!\d)|(?<!\d),|[和与及或]"
_ANY_JOINT: Final = re.compile(_JOINT)
_JOIN: Final = late(rf"\s*(?:{_JOINT})\s*")
_BEFORE: Final = late(
    r"(?<![^\s(\[\"'/\u0250-\uffff])([A-Za-z\d\u03b1-\u03c9][A-Za-z\d\u03b1-\u03c9./+'-]{1,13})[\"']?\s*\Z"
)
_HAN: Final = late(r"[\u3400-\u9fff]")
_NUMBERED: Final = re.compile(r"[a-z ]\s\d\Z")
_NUMBERS: Final = re.compile(r"\s*(?:[nNpPr]\s*[=<>]|[\d\s.,;:%/+~-]*[\])])")
_TITLE_CLOSES: Final = re.compile(r"\s*(?:[:.\n,;。-]|\Z)")
_ORDINARY_WORD: Final = re.compile(r"\s[a-z]{4}")
_MOST_TOGETHER: Final = 4
_LONGEST_BEFORE: Final = 18
_LONGEST_LIST: Final = 60
_NEAR: Final = 24


class DefinitionFinder:
    """Finds definitions: ``long form (SF)``, ``SF (long form)``, ``..., abbreviated SF``.

    English long forms are found by their letters, Chinese ones by the
    vocabulary's names and by the words that cannot stand in a name.

    Parameters
    ----------
    model : Model
        Gives the cues (``abbreviations.toml``) and the vocabulary.
    lang : str
        ``"en"`` or ``"zh"``.
    """

    def __init__(self, model: Model, lang: str) -> None:
        cues = model.cues(lang, "abbreviations")
        self._shape = ShortFormShape(cues["not_short"])
        compiled = model.compiler(lang, "abbreviations").late
        self._long_forms = LongFormFinder(model.vocabulary, cues, lang, compiled)
        self._combined = compiled(cues["combined"])
        self._combined_least: int = cues["combined_least"]
        self._phrases = PhraseReader(cues, self._shape, self._long_forms, compiled)
        self._introduction = compiled(
            rf"(?:(?i:{'|'.join(cues['introductions'])})"
            r"(?:(?<=\w)[\s:,]+(?=[\w'\"])|(?<=[\u3400-\u9fff])[\s:,]*(?=[^\s\u3400-\u9fff])"
            r"|(?<=[.,:])\s+))+"
        )

    def __call__(self, analysis: Analysis) -> None:
        """Fill ``analysis.definitions``."""
        analysis.definitions = self.find(analysis.text.norm, analysis.title_end)

    def find(self, norm: str, title_end: int = 0) -> list[Definition]:
        """Return the definitions of a text, each short form and long form once.

        Parameters
        ----------
        norm : str
            Normalised text (see :func:`papnlp.text.normalise.normalise`).
        title_end : int
            Where the title ends in it; 0 without a title.

        Returns
        -------
        list of Definition
            In the order of the short forms; offsets into ``norm``.
        """
        text = BracketedText(norm, title_end)
        found: list[Definition] = []
        for bracket in text.brackets:
            if _NUMBERS.match(norm, bracket.start + 1):
                continue
            if not bracket.attached or _may_define(norm, bracket):
                found.extend(self._in_bracket(text, bracket))
        found.extend(self._phrases.find(norm))
        return _once_each([item for item in found if self._names_members(item)])

    def _names_members(self, item: Definition) -> bool:
        """Tell whether the long form of a combination (NT+PGB) names what is combined."""
        if "+" not in item.short.rstrip("+"):
            return True
        joined = self._combined.search(item.long) is not None and "(" not in item.long
        return joined and len(item.long) >= self._combined_least

    def _in_bracket(self, text: BracketedText, bracket: Bracket) -> Iterator[Definition]:
        content, introduced = self._content(text, bracket)
        pieces, parts = _pieces(content), _parts(content)
        if not self._is_promising(text.norm, bracket, pieces, parts):
            return
        window = text.before(bracket)
        together = self._together(text, window, content, parts)
        if together:
            yield from together
            return
        found = (
            self._short_first(text, bracket, window, pieces)
            or self._long_then_short(text, window, content, pieces)
            or self._reversed(text, window, content, pieces, sure=introduced)
            or self._first_of_list(text, window, parts)
        )
        if found is not None:
            yield found

    def _content(self, text: BracketedText, bracket: Bracket) -> tuple[Piece, bool]:
        """Return what stands in a bracket, and whether words before it introduce a short form."""
        inside = text.inside(bracket)
        if _is_one_word(inside.text):
            return inside, False
        bare = inside.text.lstrip(" '\"")
        introduction = self._introduction.match(bare)
        lead = len(inside.text) - len(bare)
        if introduction is not None:
            lead += introduction.end()
        return Piece(inside.text[lead:], inside.start + lead), introduction is not None

    def _is_promising(
        self, norm: str, bracket: Bracket, pieces: list[Piece], parts: list[Piece]
    ) -> bool:
        """Tell quickly whether a short form may stand in or before a bracket."""
        fits = self._shape.fits
        for piece in pieces:
            if fits(piece.text):
                return True
        if len(parts) > 1:
            for part in parts:
                if fits(part.text):
                    return True
        match = _BEFORE.search(norm, max(bracket.start - _LONGEST_BEFORE, 0), bracket.start)
        return match is not None and self._shape.is_marked(match[1])

    def _short_first(
        self, text: BracketedText, bracket: Bracket, window: Piece, pieces: list[Piece]
    ) -> Definition | None:
        """Read ``long form (SF; ...)``."""
        if not self._shape.fits(pieces[0].text):
            return None
        if len(pieces) > 1 and _ORDINARY_WORD.search(pieces[0].text):
            return None
        return self._before(text, bracket.end, pieces[0], window)

    def _before(
        self,
        text: BracketedText,
        bracket_end: int,
        short: Piece,
        window: Piece,
        english: str | None = None,
    ) -> Definition | None:
        title = (
            window.start == 0
            and bracket_end <= text.title_end
            and _TITLE_CLOSES.match(text.norm, bracket_end) is not None
        )
        return self._long_forms.before(short, window, text.norm, english=english, title=title)

    def _long_then_short(
        self, text: BracketedText, window: Piece, content: Piece, pieces: list[Piece]
    ) -> Definition | None:
        """Read ``(long form, SF)``, which may itself translate a long form before the bracket."""
        for piece in pieces[1:]:
            if not self._shape.fits(piece.text):
                continue
            before = Piece(content.text[: piece.start - content.start], content.start)
            found = self._long_forms.before(piece, before, text.norm)
            translated = not _HAN.search(before.text if found is None else found.long)
            if translated and self._shape.is_marked(piece.text) and _ends_in_han(window.text):
                english = trimmed(before.text.rstrip(" ,;"), before.start).text
                outer = self._before(text, content.end + 1, piece, window, english=english)
                found = outer or found
            if found is not None:
                return found
        return None

    def _reversed(
        self, text: BracketedText, window: Piece, content: Piece, pieces: list[Piece], *, sure: bool
    ) -> Definition | None:
        """Read ``SF (long form)``."""
        match = _BEFORE.search(window.text, max(len(window.text) - _LONGEST_BEFORE, 0))
        if match is None or not self._shape.is_marked(match[1]):
            return None
        short = Piece(match[1], window.start + match.start(1))
        for piece in dict.fromkeys((pieces[0], trimmed(content.text, content.start))):
            found = self._long_forms.whole(short, piece, text.norm, sure=sure)
            if found is not None:
                return found
        return None

    def _together(
        self, text: BracketedText, window: Piece, content: Piece, shorts: list[Piece]
    ) -> list[Definition]:
        """Read ``one and another long form (SF and SF)``, if each short form has one."""
        if not 2 <= len(shorts) <= _MOST_TOGETHER:
            return []
        if not all(len(short.text) > 1 and self._shape.fits(short.text) for short in shorts):
            return []
        found: list[Definition] = []
        rest: Piece | None = window
        for short in reversed(shorts):
            definition = None
            if rest is not None:
                definition = self._long_forms.before(short, rest, text.norm)
            elif "/" in content.text:
                return []
            if definition is None:
                definition = self._long_forms.before(short, window, text.norm)
            if definition is None:
                return []
            found.append(definition)
            rest = self._long_forms.split(window, definition)
        return found

    def _first_of_list(
        self, text: BracketedText, window: Piece, shorts: list[Piece]
    ) -> Definition | None:
        """Read ``long form (SF and remarks)``."""
        if len(shorts) < 2 or not self._shape.is_marked(shorts[0].text):
            return None
        if not self._shape.fits(shorts[0].text):
            return None
        return self._long_forms.before(shorts[0], window, text.norm)


def _ends_in_han(text: str) -> bool:
    """Tell whether the last word of a text is Chinese, but for a number or letter after it."""
    return _HAN.search(text, max(len(text) - 3, 0)) is not None


def _may_define(norm: str, bracket: Bracket) -> bool:
    """Tell whether a bracket that follows a letter without a space may define something."""
    before, content = (
        norm[max(bracket.start - 3, 0) : bracket.start],
        norm[bracket.start : bracket.end],
    )
    if _HAN.search(content) or _HAN.search(norm, max(bracket.start - _NEAR, 0), bracket.start):
        return True
    if norm[bracket.end : bracket.end + 1].isalnum() and norm[bracket.end].isascii():
        return False
    if before.isalpha() and before.islower() and len(before) == 3:
        return True
    if _NUMBERED.search(before):
        return ShortFormShape.is_marked(content[1:-1])
    return " " in content and before[-2:].isupper()


def _is_one_word(text: str) -> bool:
    """Tell whether a bracket holds ASCII letters and digits only, as most do with a short form."""
    return text.isascii() and text.isalnum()


def _pieces(content: Piece) -> list[Piece]:
    if _is_one_word(content.text):
        return [content]
    if not _CUT_SIGN.search(content.text):
        return [trimmed(content.text, content.start)]
    found, at = [], 0
    for cut in _CUT.finditer(content.text):
        found.append(trimmed(content.text[at : cut.start()], content.start + at))
        at = cut.end()
    found.append(trimmed(content.text[at:], content.start + at))
    return found


def _parts(content: Piece) -> list[Piece]:
    """Return the members of a short bracketed list; nothing for a long text."""
    if len(content.text) > _LONGEST_LIST or _is_one_word(content.text):
        return []
    if not _ANY_JOINT.search(content.text):
        return []
    found, at = [], 0
    for cut in _JOIN.finditer(content.text):
        found.append(trimmed(content.text[at : cut.start()], content.start + at))
        at = cut.end()
    found.append(trimmed(content.text[at:], content.start + at))
    return [piece for piece in found if piece.text]


def _once_each(found: list[Definition]) -> list[Definition]:
    """Leave out repetitions, and Chinese remarks in brackets after a defined short form."""
    first: dict[tuple[str, str], Definition] = {}
    defined: set[str] = set()
    for definition in sorted(found, key=lambda item: (item.start, item.long_start)):
        remark = definition.end < definition.long_start and _HAN.search(definition.long)
        if not (remark and definition.short in defined):
            first.setdefault((definition.short, definition.long.lower()), definition)
            defined.add(definition.short)
    return list(first.values())
