"""A file, standard input or bytes, opened as lines of text."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Final

from papnlp.readers.encoding import NAMES, binary_kind, detect_encoding
from papnlp.readers.problems import InputError, TruncatedError

_HEAD: Final = 65_536
_DETECTION_LIMIT: Final = 64 * 1024 * 1024
_GZIP: Final = b"\x1f\x8b"

STDIN: Final = "<stdin>"


class _Metered(io.RawIOBase):
    """Counts the bytes that are read, and gives back those that were looked at."""

    def __init__(self, stream: BinaryIO, first: bytes = b"") -> None:
        self._stream = stream
        self._first = first
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._first[: len(buffer)] or self._stream.read(len(buffer))
        self._first = self._first[len(buffer) :]
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)

    def close(self) -> None:
        if not self.closed and self._stream is not sys.stdin.buffer:
            self._stream.close()
        super().close()


class Source:
    """Something to read documents from.

    Parameters
    ----------
    path : Path or None
        A file; None for standard input or for ``data``.
    data : bytes, optional
        The content itself, instead of a file.
    name : str, optional
        How messages and documents name it; the path by default.
    stream : BinaryIO, optional
        Read from this instead of from standard input.

    Notes
    -----
    A gzip file is unpacked while it is read, whatever its name.
    """

    def __init__(
        self,
        path: Path | None = None,
        *,
        data: bytes | None = None,
        name: str = "",
        stream: BinaryIO | None = None,
    ) -> None:
        self.path = path
        self.name = name or (str(path) if path else STDIN)
        self._data = data
        self._stream = stream
        self._first = b""
        self._meter: _Metered | None = None

    @property
    def label(self) -> str:
        """Name without folders, as documents carry it: the same wherever the file lies."""
        return Path(self.name).name

    @property
    def stem(self) -> str:
        """Name without folder and suffixes, the first part of made-up ids."""
        stem = Path(self.name).name.removesuffix(".gz")
        return Path(stem).stem if self.path else stem.strip("<>")

    @property
    def suffix(self) -> str:
        """Lower-case suffix, a trailing ``.gz`` left out."""
        return Path(Path(self.name).name.lower().removesuffix(".gz")).suffix

    @cached_property
    def size(self) -> int:
        """Bytes on disk; 0 where nobody knows."""
        if self._data is not None:
            return len(self._data)
        return self.path.stat().st_size if self.path else 0

    @property
    def consumed(self) -> int:
        """Bytes read so far."""
        return self._meter.count if self._meter else 0

    def _open(self) -> BinaryIO:
        if self._data is not None:
            return io.BytesIO(self._data)
        if self.path is None:
            self._stream = self._stream or sys.stdin.buffer
            return self._stream
        try:
            return self.path.open("rb")
        except FileNotFoundError as error:
            raise InputError(f"{self.name}: no such file: check the path") from error
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise InputError(f"{self.name}: {reason}: check the path and its rights") from error

    @cached_property
    def raw_head(self) -> bytes:
        """The first bytes, unpacked; reading them loses nothing, of a stream either."""
        if self.path is None and self._data is None:
            first = _read_fully(self._open(), _HEAD)
            self._first = first
        else:
            with self._open() as stream:
                first = stream.read(_HEAD)
        if not first.startswith(_GZIP):
            return first
        try:
            return zlib.decompressobj(wbits=31).decompress(first, _HEAD)
        except zlib.error as error:
            raise InputError(f"{self.name}: broken gzip file: fetch it again") from error

    @cached_property
    def encoding(self) -> str:
        """Python name of the encoding, told from all of a file of ordinary size."""
        head = self.raw_head
        if not head:
            raise InputError(f"{self.name}: empty: nothing to read")
        kind = binary_kind(head)
        if kind:
            raise InputError(f"{self.name}: {kind}, not text: export it as JSONL or plain text")
        whole = self.path is not None and _HEAD < self.size <= _DETECTION_LIMIT
        if whole and not self._packed:
            with self._open() as stream:
                return detect_encoding(stream.read())
        return detect_encoding(self._data if self._data and not self._packed else head)

    @cached_property
    def _packed(self) -> bool:
        if self._data is not None:
            return self._data.startswith(_GZIP)
        if self.path is None:
            _ = self.raw_head
            return self._first.startswith(_GZIP)
        with self._open() as stream:
            return stream.read(2) == _GZIP

    @cached_property
    def head(self) -> str:
        """The beginning as text, for telling the format."""
        return self.raw_head.decode(self.encoding, errors="replace").lstrip("\ufeff")

    def binary(self) -> BinaryIO:
        """Open the bytes, unpacked."""
        first = b""
        if self.path is None and self._data is None:
            _ = self.raw_head
            first = self._first
        packed = self._packed
        self._meter = _Metered(self._open(), first)
        buffered = io.BufferedReader(self._meter, 1 << 18)
        return gzip.GzipFile(fileobj=buffered) if packed else buffered  # type: ignore[return-value]

    def text(self) -> io.TextIOWrapper:
        """Open the text; what cannot be decoded is kept as lone surrogates."""
        return io.TextIOWrapper(
            self.binary(), encoding=self.encoding, errors="surrogateescape", newline=None
        )

    def lines(self) -> Iterator[str]:
        """Yield the lines without their line ends, all of which count as one kind."""
        with self.text() as stream:
            try:
                for line in stream:
                    yield line.removesuffix("\n")
            except (EOFError, zlib.error) as error:
                raise TruncatedError(self.name) from error

    def note_encoding(self, say: Callable[[str], None]) -> None:
        """Say so if the text is not UTF-8."""
        name = NAMES.get(self.encoding, self.encoding)
        if name != "UTF-8":
            say(f"{self.name}: read as {name}")


def _read_fully(stream: BinaryIO, size: int) -> bytes:
    parts = []
    while size > 0:
        part = stream.read(size)
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
