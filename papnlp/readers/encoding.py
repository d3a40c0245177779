"""Tell the encoding of bytes: UTF-8, UTF-16, GB18030, else Windows-1252."""

from __future__ import annotations

import codecs
import re
from typing import Final

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC: Final = (
    (b"PK\x03\x04", "a ZIP archive or an Office file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"SQLite format 3", "a SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x7fELF", "a program"),
)
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_HAN_PAIR: Final = re.compile(rb"[\xa1-\xfe][\xa1-\xfe]")
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UNDECODED: Final = re.compile(r"[\udc80-\udcff]")

NAMES: Final = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "gb18030": "GB18030",
    "cp1252": "Windows-1252",
}


def binary_kind(head: bytes) -> str | None:
    """Say what a binary is, or return None for text.

    Parameters
    ----------
    head : bytes
        The beginning of a file.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if any(head.startswith(bom) for bom, _ in _BOMS) or _utf16_without_bom(head):
        return None
    controls = len(_CONTROL.findall(head))
    return "a binary file" if b"\0" in head or controls > len(head) // 50 else None


def _utf16_without_bom(head: bytes) -> str | None:
    """Tell UTF-16 by the zero bytes of its ASCII characters, all at one parity."""
    sample = head[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) < 4 or max(even, odd) * 20 <= len(sample) or min(even, odd) > 0:
        return None
    name = "utf-16-be" if even > odd else "utf-16-le"
    text = sample[: len(sample) // 2 * 2].decode(name, errors="replace")
    return None if _CONTROL.search(text.encode("utf-8", "replace")) else name


def detect_encoding(data: bytes) -> str:
    """Return the Python name of the encoding of a text.

    Parameters
    ----------
    data : bytes
        All of the text, or as much of it as is at hand; a character cut at the
        end does no harm.

    Returns
    -------
    str
        ``utf-8`` where most of what is not ASCII decodes as such, so that one
        broken line does not spoil a file; ``gb18030`` where the other high
        bytes come in pairs as Chinese characters do; else ``cp1252``.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    without_bom = _utf16_without_bom(data)
    if without_bom:
        return without_bom
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError as error:
        return _legacy_encoding(data[max(error.start - 100_000, 0) : error.start + 1_000_000])
    return "utf-8"


def _legacy_encoding(sample: bytes) -> str:
    decoded = sample.decode("utf-8", errors="replace")
    bad = decoded.count("\ufffd")
    good = sum(not character.isascii() for character in decoded) - bad
    if good > 4 * bad:
        return "utf-8"
    high = len(_HIGH.findall(sample))
    if 2 * len(_HAN_PAIR.findall(sample)) >= 0.8 * high:
        return "gb18030"
    return "cp1252"


def undecoded(text: str) -> bool:
    """Tell whether a text holds bytes that its encoding does not explain."""
    return not text.isascii() and _UNDECODED.search(text) is not None
