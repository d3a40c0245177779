"""Names that a format has no room for, escaped so that they come back.

What is escaped becomes ``%`` and two hexadecimal digits for each byte of UTF-8,
as in the addresses of the web.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote

_NOTHING: Final = "%"
"""Stands for an empty name; a percent sign itself is always ``%25``."""

_UNSAFE: Final = re.compile(r"[^\w.-]|^\.|\.\Z")
_UNSAFE_FIELD: Final = re.compile(r"[%\t\n\r]|^[\s\ufeff]|\s\Z")


def _escaped(found: re.Match[str]) -> str:
    # ``quote`` leaves these alone, which the expressions found unsafe.
    return "%2E" if found[0] == "." else quote(found[0], safe="")


def escape(name: str) -> str:
    """Return a name of letters, digits, ``_``, ``-`` and ``.`` alone.

    Parameters
    ----------
    name : str
        Any text, also an empty one.

    Returns
    -------
    str
        A name that is safe as a word of a line and as the stem of a file.
    """
    return _UNSAFE.sub(_escaped, name) or _NOTHING


def escape_field(value: str) -> str:
    """Return a value as a field between tabs: spaces within stay."""
    return _UNSAFE_FIELD.sub(_escaped, value) or _NOTHING


def unescape(name: str) -> str:
    """Return what :func:`escape` or :func:`escape_field` was given."""
    return "" if name == _NOTHING else unquote(name)
