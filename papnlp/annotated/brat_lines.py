"""The lines of an annotation file of brat.

``T`` is a span, ``N`` its concept, ``A`` an attribute, ``#`` a note, and ``R``
ties a short form to its long form. A span holds no line end: one that runs over
it is written in fragments, as brat does. Other characters, tabs too, stand in
the line as they are: brat refuses a span whose text differs from that of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeGuard

from papnlp.annotated.brat_config import Config
from papnlp.annotated.brat_fields import span_fields
from papnlp.annotated.escape import escape, unescape
from papnlp.annotated.files import check_span, check_written
from papnlp.annotated.losses import Losses
from papnlp.annotated.objects import split_parts
from papnlp.annotated.tags import ABBREVIATION, LONG_FORM, RELATION
from papnlp.annotated.text import AnnotatedText, FormatError, ShortForm, Span

_NORMALISATION: Final = re.compile(r"\S+ (\S+) ([^\s:]+):(\S+)")
_ATTRIBUTE: Final = re.compile(r"(\S+) (\S+)(?: (\S+))?")
_RELATION: Final = re.compile(rf"{RELATION} Arg1:(\S+) Arg2:(\S+)\s*")
_LINE_ENDS: Final = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""Where Python, in which brat is written, ends a line."""

_LINE: Final = re.compile(f"[^{_LINE_ENDS}]+")
_NO_VOCABULARY: Final = "id"
"""Stands before a concept that does not say its vocabulary."""

_REFERENCE: Final = re.compile(r"(?<![^\s:])[TER]\d+(?!\S)")
_ROLE: Final = re.compile(r" ([^\s:]+):\S")
OTHERS: Final = "brat_lines"
NAMES: Final = "_brat_names"
"""Keys of what else stands in a file, and of the names that its spans have there."""

_NOTE: Final = "note"
_PARTS: Final = "parts"


@dataclass(slots=True)
class _Found:
    """A span as read so far."""

    label: str
    start: int
    end: int
    where: str
    concept: str | None = None
    attributes: dict[str, str | bool] = field(default_factory=dict)


class Reading:
    """The annotations of one text, line by line.

    Parameters
    ----------
    text : str
        What the offsets count in.

    Attributes
    ----------
    others : list of str
        Lines that are no annotation known here, such as events.
    names : list of str
        Names of the spans, then of each short form and its long form, empty without one.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans: dict[str, _Found] = {}
        self._pairs: list[tuple[str, str, str]] = []
        self._about: list[tuple[str, str, str]] = []
        self.others: list[str] = []
        self.names: list[str] = []

    def add(self, line: str, where: str) -> None:
        """Read one line.

        Raises
        ------
        FormatError
            If it is malformed or does not fit the text.
        """
        name, tab, rest = line.partition("\t")
        if not tab:
            raise FormatError(f"{where}: no tab after {name[:20]!r}: mend the line")
        kind = name[:1]
        if kind == "T":
            self._add_span(name, rest, where)
        elif kind in "NAM#":
            # They may stand before the span that they are about.
            self._about.append((kind, rest, where))
        elif kind == "R" and (match := _RELATION.fullmatch(rest)):
            self._pairs.append((match[1], match[2], where))
        else:
            self.others.append(line)

    def _add_span(self, name: str, rest: str, where: str) -> None:
        told = span_fields(rest, where)
        parts = told.parts
        if name in self._spans:
            raise FormatError(f"{where}: {name} stands twice: change one id")
        for start, end in parts:
            check_span(start, end, self._text, where)
        start, end = parts[0][0], parts[-1][1]
        stands = " ".join(self._text[first:last] for first, last in parts)
        check_written(told.written, stands, where)
        found = _Found(unescape(told.kind), start, end, where)
        gaps = (self._text[parts[at][1] : parts[at + 1][0]] for at in range(len(parts) - 1))
        if not all(gap and not gap.strip(_LINE_ENDS) for gap in gaps):
            found.attributes[_PARTS] = ";".join(f"{first} {last}" for first, last in parts)
        self._spans[name] = found

    def finish(self) -> tuple[tuple[Span, ...], tuple[ShortForm, ...]]:
        """Return spans and short forms; ``names`` then has theirs, in this order.

        Raises
        ------
        FormatError
            If a line is about a span that is not there.
        """
        for kind, rest, where in self._about:
            self._tell(kind, rest, where)
        pairs: dict[str, str] = {}
        for short, long, where in self._pairs:
            for name in (short, long):
                if name not in self._spans:
                    raise FormatError(f"{where}: no span {name}: mend the line")
            if self._spans[short].label == ABBREVIATION and short not in pairs:
                pairs[short] = long
            else:
                self.others.append(f"{RELATION} Arg1:{short} Arg2:{long}")
        longs = {name for name in pairs.values() if self._spans[name].label == LONG_FORM}
        own = {
            name: item
            for name, item in self._spans.items()
            if item.label != ABBREVIATION and name not in longs
        }
        forms = {name: it for name, it in self._spans.items() if it.label == ABBREVIATION}
        self.names = [*own, *(part for name in forms for part in (name, pairs.get(name, "")))]
        spans = tuple(
            Span(item.start, item.end, item.label, item.concept, item.attributes)
            for item in own.values()
        )
        short_forms = tuple(
            self._short_form(item, self._spans.get(pairs.get(name, "")))
            for name, item in forms.items()
        )
        return spans, short_forms

    @staticmethod
    def _short_form(item: _Found, long: _Found | None) -> ShortForm:
        attributes: dict[str, str | bool | float] = dict(item.attributes)
        score = item.attributes.get("score")
        if isinstance(score, str):
            try:
                attributes["score"] = float(score)
            except ValueError as error:
                raise FormatError(f"{item.where}: score {score!r}: give a number") from error
        start, end = (None, None) if long is None else (long.start, long.end)
        return ShortForm(item.start, item.end, start, end, item.concept, attributes)

    def _tell(self, kind: str, rest: str, where: str) -> None:
        body, _, more = rest.partition("\t")
        if kind == "#":
            words = body.split(" ")
            about = self._spans.get(words[-1])
            if about is None or words[0] != "AnnotatorNotes":
                self.others.append(f"#\t{rest}")
            else:
                about.attributes[_NOTE] = unescape(more)
            return
        match = (_NORMALISATION if kind == "N" else _ATTRIBUTE).fullmatch(body.strip())
        if not match:
            form = "N1<tab>Reference T1 ID<tab>NAME" if kind == "N" else "A1<tab>NAME T1 VALUE"
            raise FormatError(f"{where}: no {form!r}: mend the line")
        about = self._spans.get(match[1] if kind == "N" else match[2])
        if about is None:
            # Attributes of events and relations.
            self.others.append(f"{kind}\t{rest}")
        elif kind == "N":
            self._normalise(about, match, more, rest)
        else:
            value = True if match[3] is None else unescape(match[3])
            about.attributes[unescape(match[1])] = value

    def _normalise(self, about: _Found, match: re.Match[str], name: str, rest: str) -> None:
        if about.concept is not None:
            self.others.append(f"N\t{rest}")
            return
        own = match[2] == _NO_VOCABULARY
        about.concept = unescape(match[3]) if own else unescape(f"{match[2]}:{match[3]}")
        if name:
            about.attributes["name"] = name


class _Writing:
    """Numbers the lines of one text."""

    def __init__(self, text: AnnotatedText, config: Config, losses: Losses) -> None:
        self._text = text.text
        self._config = config
        self._losses = losses
        self._counts = dict.fromkeys("TNAR#", 0)
        self.names: list[str] = []
        """Name of each span, then of each short form and its long form; empty if it has none."""

    def _next(self, kind: str) -> str:
        self._counts[kind] += 1
        return f"{kind}{self._counts[kind]}"

    def span(
        self,
        label: str,
        ends: tuple[int, int],
        concept: str | None = None,
        attributes: Mapping[str, str | bool | float] | None = None,
    ) -> Iterator[str]:
        """Yield the lines of a span: the span, its concept, its attributes."""
        more = {key: value for key, value in (attributes or {}).items() if value is not False}
        fragments = self._fragments(*ends, more)
        if not fragments:
            self._losses.add("spans of line ends alone")
            self.names.append("")
            return
        if (fragments[0][0], fragments[-1][1]) != ends:
            self._losses.add("line ends at the edge of a span")
        name, kind = self._next("T"), escape(label)
        self.names.append(name)
        stands = " ".join(self._text[start:end] for start, end in fragments)
        offsets = ";".join(f"{start} {end}" for start, end in fragments)
        self._config.add_label(kind)
        yield f"{name}\t{kind} {offsets}\t{stands}"
        if concept is not None:
            named = _plain(more.get("name"))
            if named:
                del more["name"]
            yield f"{self._next('N')}\tReference {name} {_reference(concept)}\t{named}"
        note = _plain(more.get(_NOTE))
        if note and unescape(note) == note:
            del more[_NOTE]
            yield f"{self._next('#')}\tAnnotatorNotes {name}\t{note}"
        for key, item in more.items():
            value = None if item is True else escape(str(item))
            self._config.add_attribute(escape(key), value)
            ending = "" if value is None else f" {value}"
            yield f"{self._next('A')}\t{escape(key)} {name}{ending}"

    def _fragments(
        self, start: int, end: int, more: dict[str, str | bool | float]
    ) -> list[tuple[int, int]]:
        parts = split_parts(str(more.get(_PARTS, "")))
        # Parts over line ends cannot be told from fragments, so these stay an attribute.
        if (
            len(parts) > 1
            and (parts[0][0], parts[-1][1]) == (start, end)
            and _apart(parts)
            and not any(set(self._text[first:last]) & set(_LINE_ENDS) for first, last in parts)
        ):
            del more[_PARTS]
            return parts
        return [found.span() for found in _LINE.finditer(self._text, start, end)]

    def short_form(self, item: ShortForm) -> Iterator[str]:
        """Yield the lines of a short form and its long form."""
        short = f"T{self._counts['T'] + 1}"
        if not self._text[item.start : item.end].strip(_LINE_ENDS):
            self._losses.add("spans of line ends alone")
            self.names += ("", "")
            return
        yield from self.span(ABBREVIATION, (item.start, item.end), item.concept, item.attributes)
        if item.long_start is None or item.long_end is None:
            self.names.append("")
        else:
            long = f"T{self._counts['T'] + 1}"
            yield from self.span(LONG_FORM, (item.long_start, item.long_end))
            if long != f"T{self._counts['T']}":
                return
            self._config.add_abbreviations()
            yield f"{self._next('R')}\t{RELATION} Arg1:{short} Arg2:{long}"

    def others(self, lines: Sequence[str], names: Sequence[str]) -> Iterator[str]:
        """Yield lines of another file, about what now has other names.

        Parameters
        ----------
        lines : sequence of str
            Relations, events, equivalences, and what is said of these.
        names : sequence of str
            What ``self.names`` were called there.
        """
        renamed = {was: name for was, name in zip(names, self.names, strict=False) if was}
        if len(names) != len(self.names):
            renamed = {}
        named = []
        for line in lines:
            was, tab, rest = line.partition("\t")
            was, rest = (was, rest) if tab else (RELATION, line)
            kind = was[:1]
            name = was if kind not in self._counts or kind == "T" else self._next(kind)
            if was[1:]:
                renamed[was] = name
            named.append((name, rest))
        for name, rest in named:
            body, tab, more = rest.partition("\t")
            about = _REFERENCE.findall(body)
            if not all(renamed.get(was) for was in about):
                self._losses.add(OTHERS)
                continue
            if name[:1] == "R":
                self._config.add_relation(body.partition(" ")[0], _ROLE.findall(body))
            body = _REFERENCE.sub(lambda match: renamed[match[0]], body)
            yield f"{name}\t{body}{tab}{more}"


def _plain(value: object) -> str:
    """Return a value that can end a line as it is; empty if it cannot."""
    if not isinstance(value, str) or set(value) & {*_LINE_ENDS, "\t"}:
        return ""
    return value


def _apart(parts: list[tuple[int, int]]) -> bool:
    """Tell whether offsets rise: no part is empty and none begins before the last ended."""
    ends = [at for part in parts for at in part]
    return ends == sorted(ends) and all(start < end for start, end in parts)


def _reference(concept: str) -> str:
    vocabulary, colon, identifier = concept.partition(":")
    if colon and vocabulary and identifier and vocabulary != _NO_VOCABULARY:
        return f"{escape(vocabulary)}:{escape(identifier)}"
    return f"{_NO_VOCABULARY}:{escape(concept)}"


def written_lines(text: AnnotatedText, config: Config, losses: Losses) -> Iterator[str]:
    """Yield the lines of the annotation file of a text.

    Parameters
    ----------
    text : AnnotatedText
        The text.
    config : Config
        Learns what the lines use.
    losses : Losses
        Learns what they cannot hold.
    """
    writing = _Writing(text, config, losses)
    for item in text.spans:
        yield from writing.span(item.label, (item.start, item.end), item.concept, item.attributes)
    for form in text.short_forms:
        yield from writing.short_form(form)
    lines, names = text.extra.get(OTHERS), text.extra.get(NAMES)
    if _are_words(lines) and _are_words(names):
        yield from writing.others(lines, names)
    elif lines:
        losses.add(OTHERS, len(lines) if isinstance(lines, (list, tuple)) else 1)


def _are_words(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
