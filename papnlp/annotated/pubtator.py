"""PubTator: title and abstract in a line each, then an annotation a line.

The text is the title, a line end and the abstract. The first text of a document
bears its id; where the language cannot be told from that and the text, and for
the second language, the id is followed by ``.en`` or ``.zh``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from papnlp.annotated.escape import escape_field, unescape
from papnlp.annotated.files import (
    check_span,
    check_written,
    each_once,
    one_line,
    read_head,
    split_language,
)
from papnlp.annotated.formats import Loss
from papnlp.annotated.losses import Losses
from papnlp.annotated.offsets import COUNTED_IN_BYTES, Row, in_code_points
from papnlp.annotated.pubtator_rows import TEXT, blocks, is_relation, row_of
from papnlp.annotated.refusals import Refuse, attempted, strict
from papnlp.annotated.tags import ABBREVIATION
from papnlp.annotated.text import AnnotatedText, FormatError, ShortForm, Span
from papnlp.document import detect_language

_NO_CONCEPT: Final = ("", "-", "-1")
_RELATION: Final = ("type", "arg1", "arg2")


@dataclass(slots=True)
class _Document:
    """A document as read so far."""

    name: str
    title: str
    abstract: str | None = None
    spans: list[Span] = field(default_factory=list)
    short_forms: list[ShortForm] = field(default_factory=list)
    relations: list[dict[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What the offsets count in."""
        return f"{self.title}\n{self.abstract}" if self.abstract else self.title

    def annotated(self) -> AnnotatedText:
        """Return the text with its annotations."""
        name, lang = split_language(unescape(self.name))
        extra = {"relations": self.relations} if self.relations else {}
        return AnnotatedText(
            name,
            lang or detect_language(self.text),
            self.text,
            tuple(self.spans),
            tuple(self.short_forms),
            extra=extra,
        )


class PubTator:
    """Documents with annotations in one text file."""

    name = "pubtator"
    suffixes = (".pubtator", ".txt")

    def sniff(self, path: Path) -> bool:
        """Return whether the first line is a title."""
        if path.is_dir():
            return False
        line = next((line for line in read_head(path).split("\n") if line.strip()), "")
        match = TEXT.fullmatch(line)
        return match is not None and match[2] == "t"

    def read(self, path: Path, refuse: Refuse = strict) -> Iterator[AnnotatedText]:
        """Yield the texts of a file.

        Parameters
        ----------
        path : Path
            The file.

        Raises
        ------
        FormatError
            If a line is malformed, or belongs to another document.
        """
        yield from each_once(_texts(path, refuse), path, refuse)

    def write(self, texts: Iterable[AnnotatedText], path: Path) -> list[Loss]:
        """Write the texts.

        The first line end of a text parts title and abstract; further ones
        become spaces, which leaves the offsets as they are.

        Parameters
        ----------
        texts : iterable of AnnotatedText
            In any order.
        path : Path
            The file.
        """
        losses = Losses()
        named: set[str] = set()
        with path.open("wb") as stream:
            for text in each_once(texts, path):
                name = _name(text, named)
                lines = "".join(f"{line}\n" for line in _lines(text, name, losses))
                stream.write(f"{lines}\n".encode())
        return losses.listed()


def _texts(path: Path, refuse: Refuse) -> Iterator[AnnotatedText]:
    losses = Losses()
    for lines in blocks(path):
        name = lines[0][1].partition("|")[0]
        known = split_language(unescape(name))[0]
        yield from attempted(refuse, _text, lines, losses, name=known)
    losses.warn(path)


def _text(lines: list[tuple[str, str]], losses: Losses) -> tuple[AnnotatedText]:
    name, _, title = lines[0][1].split("|", 2)
    found = _Document(name, title)
    rows: list[Row] = []
    for where, line in lines[1:]:
        match = TEXT.fullmatch(line)
        if match:
            if match[1] != found.name or found.abstract is not None:
                raise FormatError(f"{where}: no title of {match[1]!r} before this line: reorder")
            found.abstract = match[3]
        elif line.strip():
            rows.append((line.split("\t"), where))
    rows = [(row_of(fields, found.name, where), where) for fields, where in rows]
    if counted := in_code_points(rows, found.text):
        losses.add(COUNTED_IN_BYTES, len(counted))
        rows = counted
    for fields, where in rows:
        _add(fields, found, where)
    return (found.annotated(),)


_COLUMNS: Final = 6
_COMPOSITE: Final = "composite"
"""Names of the parts of a composite mention, in a seventh column, parted by bars."""


def _add(fields: list[str], found: _Document, where: str) -> None:
    if is_relation(fields):
        found.relations.append(dict(zip(_RELATION, map(unescape, fields[1:]), strict=True)))
        return
    start, end = int(fields[1]), int(fields[2])
    check_span(start, end, found.text, where)
    check_written(fields[3], found.text[start:end], where)
    written = fields[5].strip() if len(fields) > 5 else ""
    concept = None if written in _NO_CONCEPT else unescape(written)
    label = unescape(fields[4])
    if label == ABBREVIATION:
        found.short_forms.append(ShortForm(start, end, concept=concept))
    else:
        parts = {_COMPOSITE: unescape(fields[6])} if len(fields) > _COLUMNS else {}
        found.spans.append(Span(start, end, label, concept, parts))


def _name(text: AnnotatedText, named: set[str]) -> str:
    """Return the name of a text from which id and language can be told."""
    told = detect_language(_held(text.text)) == text.lang and split_language(text.id)[1] is None
    name = text.id if told and text.id not in named else f"{text.id}.{text.lang}"
    named.add(text.id)
    return escape_field(name).replace("|", "%7C")


def _held(text: str) -> str:
    """Return what of a text is held."""
    title, end, abstract = text.partition("\n")
    return f"{one_line(title)}\n{one_line(abstract)}" if abstract else one_line(title + end)


def _lines(text: AnnotatedText, name: str, losses: Losses) -> Iterator[str]:
    held = _held(text.text)
    losses.add(
        "tabs and line ends within a text",
        sum(one != other for one, other in zip(held, text.text, strict=True)),
    )
    title, _, abstract = held.partition("\n")
    yield f"{name}|t|{title}"
    yield f"{name}|a|{abstract}"
    for item in text.spans:
        yield _line(name, held, item, item.label)
    for form in text.short_forms:
        yield _line(name, held, form, ABBREVIATION)
    for relation in _relations(text.extra.get("relations")):
        yield "\t".join((name, *(escape_field(relation[key]) for key in _RELATION)))
    losses.add("long forms", sum(form.long_start is not None for form in text.short_forms))
    losses.add_attributes(text.spans, (_COMPOSITE,))
    losses.add_attributes(text.short_forms)
    losses.add("sentences", len(text.sentences))
    kept = ("relations",) if _relations(text.extra.get("relations")) else ()
    losses.add_extra(text, kept)


def _relations(value: Any) -> list[dict[str, str]]:  # noqa: ANN401 (any JSON)
    """Return relations that stand as this format has them; none if any does not."""
    if not isinstance(value, list) or not all(
        isinstance(item, dict)
        and tuple(item) == _RELATION
        and all(isinstance(part, str) for part in item.values())
        and not item["type"].isdecimal()
        for item in value
    ):
        return []
    return value


def _line(name: str, held: str, item: Span | ShortForm, label: str) -> str:
    concept = "-" if item.concept is None else escape_field(item.concept)
    if item.concept in ("-", "-1"):
        concept = concept.replace("-", "%2D")
    written = one_line(held[item.start : item.end])
    fields = (name, str(item.start), str(item.end), written, escape_field(label), concept)
    parts = item.attributes.get(_COMPOSITE)
    return "\t".join((*fields, escape_field(parts)) if isinstance(parts, str) else fields)
