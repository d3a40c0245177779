"""What readers and writers of formats share: checked JSON, checked spans, whole files.

Every problem is a FormatError that says where it stands and how to mend it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

import orjson

from papnlp.annotated.text import AnnotatedText, FormatError
from papnlp.document import LANGUAGES, detect_language

_HEAD: Final = 1 << 20

_T = TypeVar("_T")


def head(path: Path) -> bytes:
    """Return the beginning of a file without byte-order mark and space; empty if unreadable."""
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()
    except OSError:
        return b""


def load_json(path: Path) -> object:
    """Return the value of a JSON file.

    Raises
    ------
    FormatError
        If the file cannot be read or is not JSON.
    """
    try:
        value: object = orjson.loads(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        raise FormatError(f"{path}: {error.strerror}: check the path") from error
    except orjson.JSONDecodeError as error:
        raise FormatError(f"{path}:{error.lineno}: not JSON: mend the line") from error
    return value


def filled_lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the lines of a file that are not blank, with their places, such as ``file:3``.

    Raises
    ------
    FormatError
        If the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            for number, raw in enumerate(stream, start=1):
                line = raw.removeprefix(b"\xef\xbb\xbf").strip()
                if line:
                    yield f"{path}:{number}", line
    except OSError as error:
        raise FormatError(f"{path}: {error.strerror}: check the path") from error


def json_object(line: bytes, where: str) -> dict[str, Any]:
    """Return the object of a line of JSON Lines.

    Raises
    ------
    FormatError
        If it is none.
    """
    try:
        value: object = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise FormatError(f"{where}: not JSON: mend the line") from error
    return expect(value, dict, where, "a JSON object")


def expect(value: object, kind: type[_T], where: str, wanted: str) -> _T:
    """Return a value that must be of a kind; true and false are no numbers.

    Raises
    ------
    FormatError
        If it is not.
    """
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise FormatError(f"{where}: not {wanted}: mend it")
    return value


def member(data: Mapping[str, Any], key: str, kind: type[_T], where: str) -> _T:
    """Return a field that must be there and of a kind.

    Raises
    ------
    FormatError
        If it is not.
    """
    names = {str: "text", int: "a whole number", list: "a list", dict: "an object"}
    return expect(data.get(key), kind, f"{where}: {key!r}", names.get(kind, kind.__name__))


def members(data: Mapping[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    """Return a field that is a list of objects; absent and null are empty.

    Raises
    ------
    FormatError
        If it is anything else.
    """
    items = data.get(key)
    if items is None:
        return []
    listed = expect(items, list, f"{where}: {key!r}", "a list")
    return [expect(item, dict, f"{where}: {key!r}", "a list of objects") for item in listed]


def identifier(value: object, where: str) -> str:
    """Return an identifier, which may be text or a whole number.

    Raises
    ------
    FormatError
        If it is neither, or blank.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise FormatError(f"{where}: no id: add it")
    return value


def language(value: object, text: str, where: str) -> str:
    """Return a language as given, or told from the characters of the text.

    Raises
    ------
    FormatError
        If another language is given.
    """
    if value is None:
        return detect_language(text)
    if value not in LANGUAGES:
        raise FormatError(f"{where}: language {value!r}: use en or zh")
    return str(value)


def check_span(start: int, end: int, text: str, where: str, written: str | None = None) -> None:
    """Make sure that a span lies within the text and stands where the file says.

    Raises
    ------
    FormatError
        If it does not.
    """
    if not 0 <= start <= end <= len(text):
        raise FormatError(
            f"{where}: {start}-{end} lies outside the text of {len(text)} characters: "
            f"give text and annotations of one release"
        )
    if written is not None and written != text[start:end]:
        raise FormatError(
            f"{where}: {written!r} is not what stands at {start}-{end}, "
            f"{text[start:end]!r}: mend the offsets"
        )


def check_text(text: AnnotatedText, path: Path) -> str:
    """Make sure that a text has an id and everything lies within it, and return its place in words.

    Raises
    ------
    FormatError
        If anything does not.
    """
    where = f"{path}: document {identifier(text.id, f'{path}: a document')}"
    for span in text.spans:
        check_span(span.start, span.end, text.text, f"{where}: span {span.label}")
    for short in text.short_forms:
        check_span(short.start, short.end, text.text, f"{where}: short form")
        if (short.long_start is None) != (short.long_end is None):
            raise FormatError(f"{where}: long form without start or end: give both")
        if short.long_start is not None and short.long_end is not None:
            check_span(short.long_start, short.long_end, text.text, f"{where}: long form")
    for start, end, _ in text.sentences:
        check_span(start, end, text.text, f"{where}: sentence")
    return where


def dump(value: object, where: str) -> bytes:
    """Return JSON.

    Raises
    ------
    FormatError
        If the value holds what JSON cannot.
    """
    try:
        return orjson.dumps(value)
    except TypeError as error:
        raise FormatError(f"{where}: not JSON ({error}): leave that out of the text") from error


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing that appears only when everything is written.

    Raises
    ------
    FormatError
        If it cannot be written.
    """
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as stream:
            try:
                yield stream
            except BaseException:
                part.unlink()
                raise
        part.replace(path)
    except OSError as error:
        raise FormatError(f"{path}: {error.strerror}: check the path") from error
