"""From tokens and tags to texts and spans."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from papnlp.annotated.escape import unescape
from papnlp.annotated.files import check_span, numbered_lines
from papnlp.annotated.text import AnnotatedText, FormatError, Span
from papnlp.document import LANGUAGES, detect_language

_COMMENT: Final = re.compile(r"# ?(\w+) = (.*)")
_BOUNDARY: Final = "-DOCSTART-"
_BEGINS: Final = frozenset("BSU")
_ENDS: Final = frozenset("ESLU")
_TAG: Final = re.compile(r"([BIMESLU])-(.+)")


@dataclass(frozen=True, slots=True)
class Token:
    """A token, its tag and the place of its line."""

    form: str
    tag: str
    where: str


@dataclass(slots=True)
class Block:
    """The lines of one text: comments, and the tokens of its sentences."""

    where: str
    id: str | None = None
    lang: str | None = None
    text: str | None = None
    bounds: list[Any] = field(default_factory=list)
    error: FormatError | None = None
    """What is wrong in the first of its lines that cannot be read."""

    sentences: list[list[Token]] = field(default_factory=lambda: [[]])

    @property
    def tokens(self) -> list[Token]:
        """All tokens."""
        return [token for sentence in self.sentences for token in sentence]

    @property
    def filled(self) -> bool:
        """Whether there is anything in it."""
        return self.text is not None or self.error is not None or any(self.sentences)


def blocks(path: Path) -> Iterator[Block]:
    """Yield the texts of a file as they stand in it; what is malformed is noted in its block."""
    lines = list(numbered_lines(path))
    parted = any(line.startswith(_BOUNDARY) for _, line in lines)
    block = Block(str(path))
    for where, line in lines:
        comment = None if "\t" in line else _COMMENT.fullmatch(line)
        begins = comment is not None and comment[1] == "id"
        blank = not line.strip()
        ends = blank and not parted and block.text is None and block.id is None
        if begins or ends or line.startswith(_BOUNDARY):
            if block.filled:
                yield block
            block = Block(where)
        if blank:
            if block.sentences[-1]:
                block.sentences.append([])
        elif comment is not None or not line.startswith(_BOUNDARY):
            _add(block, comment, line, where)
    if block.filled:
        yield block


def _add(block: Block, comment: re.Match[str] | None, line: str, where: str) -> None:
    try:
        if comment is not None:
            _comment(block, comment[1], comment[2], where)
        else:
            block.sentences[-1].append(_token(line, where))
    except FormatError as error:
        block.error = block.error or error


def _comment(block: Block, key: str, value: str, where: str) -> None:
    try:
        if key == "id":
            block.id = str(json.loads(value)) if value.startswith('"') else value
        elif key == "lang":
            if value not in LANGUAGES:
                raise FormatError(f"{where}: lang {value!r}: use en or zh")
            block.lang = value
        elif key == "text" and value.startswith('"'):
            block.text = str(json.loads(value))
        elif key == "sentences":
            block.bounds = list(json.loads(value))
    except (json.JSONDecodeError, TypeError) as error:
        raise FormatError(f"{where}: no JSON after '# {key} =': mend the line") from error


def _token(line: str, where: str) -> Token:
    fields = line.split("\t") if "\t" in line else line.split()
    if len(fields) < 2 or not fields[0]:
        raise FormatError(f"{where}: no tag after {line.strip()[:20]!r}: give TOKEN<tab>TAG")
    tag = fields[-1].strip()
    if tag != "O" and not _TAG.fullmatch(tag):
        raise FormatError(f"{where}: tag {tag!r}: write O, or B- or I- and a label")
    return Token(fields[0], tag, where)


def own_text(block: Block, identifier: str) -> AnnotatedText:
    """Return a text that stands in a comment, its tokens put where they stand in it.

    Raises
    ------
    FormatError
        If a token does not stand there, or the text goes on after the last one.
    """
    text = block.text or ""
    at = 0
    places = []
    for token in block.tokens:
        start = _next_mark(text, at)
        if not text.startswith(token.form, start):
            raise FormatError(
                f"{token.where}: {token.form!r} is not what stands there, "
                f"{text[start : start + len(token.form)]!r}: mend the token or '# text'"
            )
        at = start + len(token.form)
        places.append((start, at, token.tag))
    if text[at:].strip():
        raise FormatError(
            f"{block.where}: no token for {text[at:].strip()[:20]!r} at the end of the text: add it"
        )
    return AnnotatedText(
        identifier if block.id is None else block.id,
        block.lang or detect_language(text),
        text,
        tuple(spans(places)),
        sentences=tuple(_bound(item, text, block.where) for item in block.bounds),
    )


def _next_mark(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _bound(item: Any, text: str, where: str) -> tuple[int, int, str | None]:  # noqa: ANN401
    if (
        not isinstance(item, list)
        or len(item) != 3
        or not all(type(at) is int for at in item[:2])
        or not isinstance(item[2], (str, type(None)))
    ):
        raise FormatError(f"{where}: '# sentences' must be a list of [START, END, SECTION]")
    check_span(item[0], item[1], text, f"{where}: sentences")
    return item[0], item[1], item[2]


def foreign_text(block: Block, identifier: str) -> AnnotatedText:
    """Return a text made of its tokens; it has the sentences of the file."""
    lang = block.lang or detect_language("".join(token.form for token in block.tokens))
    glue = "" if lang == "zh" else " "
    text = ""
    places: list[tuple[int, int, str]] = []
    bounds: list[tuple[int, int, str | None]] = []
    for sentence in filter(None, block.sentences):
        text += "\n" if text else ""
        begin = len(text)
        for token in sentence:
            text += glue if len(text) > begin else ""
            places.append((len(text), len(text) + len(token.form), token.tag))
            text += token.form
        # A span does not run over the end of a sentence.
        places.append((len(text), len(text), "O"))
        bounds.append((begin, len(text), None))
    name = identifier if block.id is None else block.id
    return AnnotatedText(name, lang, text, tuple(spans(places)), sentences=tuple(bounds))


def spans(places: Iterable[tuple[int, int, str]]) -> Iterator[Span]:
    """Yield the spans of tagged tokens, of whichever scheme.

    A span begins at ``B``, ``S`` or ``U``, or at any tag with another label than
    that before it; it ends with ``E``, ``L``, ``S`` or ``U``, or where another
    begins. That reads IOB1, IOB2, BIOES and BILOU alike.

    Parameters
    ----------
    places : iterable of (start, end, tag)
        The tokens in order.
    """
    begun: tuple[int, int, str] | None = None
    for start, end, tag in places:
        kind, _, label = tag.partition("-")
        goes_on = begun is not None and label == begun[2] and kind not in _BEGINS and kind != "O"
        if begun is not None and not goes_on:
            yield Span(begun[0], begun[1], unescape(begun[2]))
            begun = None
        if kind != "O":
            begun = (begun[0] if begun is not None else start, end, label)
        if begun is not None and kind in _ENDS:
            yield Span(begun[0], begun[1], unescape(begun[2]))
            begun = None
    if begun is not None:
        yield Span(begun[0], begun[1], unescape(begun[2]))
