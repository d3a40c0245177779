"""JSON Lines of documents; gold and evidence lines are read as documents too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import jsonlines
import orjson

from papnlp.document import LANGUAGES, Document, DocumentError
from papnlp.readers.encoding import undecoded
from papnlp.readers.problems import Rejection
from papnlp.readers.registry import SURE, Format
from papnlp.readers.source import Source

_REMEDY: Final = "mend or remove the line"


def _abstract_of_evidence(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document that an evidence object was made from."""
    metadata = data.get("metadata")
    fields = dict(metadata) if isinstance(metadata, Mapping) else {}
    titles = fields.get("title")
    titles = titles if isinstance(titles, Mapping) else {}
    abstract = {}
    for lang, text in data["texts"].items():
        title = titles.get(lang) or ""
        if isinstance(text, str) and title and text.startswith(title):
            abstract[lang] = text[len(title) :].removeprefix("\n")
        else:
            abstract[lang] = text
    return {**fields, "id": data.get("id"), "abstract": abstract}


def _fields(data: object) -> Any:  # noqa: ANN401 (what JSON holds; checked by Document)
    if not isinstance(data, Mapping):
        return data
    if isinstance(data.get("texts"), Mapping):
        return _abstract_of_evidence(data)
    if "abstract" not in data and any(isinstance(data.get(lang), str) for lang in LANGUAGES):
        return {**data, "abstract": {lang: data.get(lang) for lang in LANGUAGES}}
    return data


def _identifier(data: object) -> str | None:
    value = data.get("id") if isinstance(data, Mapping) else None
    return str(value) if isinstance(value, (str, int)) and value != "" else None


def _default_id(data: object, source: Source, number: int) -> str:
    if isinstance(data, Mapping):
        for name in ("pmid", "doi"):
            if isinstance(data.get(name), (str, int)) and data[name]:
                return str(data[name])
    return f"{source.stem}-{number}"


def _document(data: object, source: Source, place: str, number: int) -> Document | Rejection:
    fields = _fields(data)
    if isinstance(fields, Mapping) and not fields.get("source"):
        fields = {**fields, "source": source.label}
    try:
        return Document.from_dict(fields, default_id=_default_id(fields, source, number))
    except DocumentError as error:
        return Rejection(source.name, place, str(error), _REMEDY, _identifier(data))


class _CountedLines:
    """Lines of a text, with the number of the last one given."""

    def __init__(self, source: Source) -> None:
        self._lines = source.lines()
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.number += 1
            yield line


def _read_lines(source: Source) -> Iterator[Document | Rejection]:
    lines = _CountedLines(source)
    number = 0
    with jsonlines.Reader(lines, loads=orjson.loads) as reader:
        while True:
            try:
                data = reader.read(skip_empty=True)
            except EOFError:
                break
            except jsonlines.InvalidLineError as error:
                number += 1
                yield _broken(source, error)
                continue
            number += 1
            yield _document(data, source, f"line {lines.number}", number)
    if not number:
        yield Rejection(source.name, "", "only empty lines", "give a JSON object a line")


def _broken(source: Source, error: jsonlines.InvalidLineError) -> Rejection:
    line = str(error.line)
    if undecoded(line):
        reason = f"bytes that are not {source.encoding}"
        return Rejection(source.name, f"line {error.lineno}", reason, "save the file as UTF-8")
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError as cause:
        ends = cause.pos >= len(error.line.rstrip())
        reason = (
            "the line breaks off" if ends else f"not JSON at column {cause.colno} ({cause.msg})"
        )
        return Rejection(source.name, f"line {error.lineno}", reason, _REMEDY)
    return Rejection(source.name, f"line {error.lineno}", "not a JSON object", _REMEDY)


def _read_whole(source: Source) -> Iterator[Document | Rejection]:
    with source.text() as stream:
        text = stream.read()
    try:
        data = orjson.loads(text.encode("utf-8", "surrogateescape"))
    except orjson.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        yield Rejection(source.name, place, f"not JSON ({error.msg})", "mend the file")
        return
    items = data if isinstance(data, list) else [data]
    for number, item in enumerate(items, start=1):
        yield _document(item, source, f"document {number}", number)


def _is_one_value(head: str) -> bool:
    """Tell a JSON value over several lines from JSON Lines."""
    first = head.lstrip().partition("\n")[0].strip()
    if first.startswith("["):
        return True
    if not first.startswith("{"):
        return False
    return first == "{" or (first.endswith((",", "{", "[")) and "}" not in first)


def read(source: Source) -> Iterator[Document | Rejection]:
    """Yield the document of each line, or of each object of a JSON file.

    Parameters
    ----------
    source : Source
        JSON Lines, a JSON object or a JSON list of objects. A gold line is a
        document with more in it; of an evidence line the texts are taken.
    """
    return _read_whole(source) if _is_one_value(source.head) else _read_lines(source)


def sniff(head: str) -> float:
    """Know JSON by its first character and a quoted name after it."""
    start = head.lstrip()[:200]
    if start.startswith("["):
        return SURE if start[1:].lstrip().startswith("{") else 0.0
    return SURE if start.startswith("{") and start[1:].lstrip()[:1] in ('"', "}") else 0.0


FORMAT: Final = Format(
    "jsonl", "JSON Lines (or JSON) of documents", (".jsonl", ".ndjson", ".json"), sniff, read
)
