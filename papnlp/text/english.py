"""What is English about the text stages."""

from __future__ import annotations

import re
from typing import Final

from papnlp.late import late

TOKEN: Final = late(
    r"(?<=[^\W\d_])'(?:s|t|re|ve|ll|d|m)\b"
    r"|\d+(?:,\d{3}(?!\d))*(?:\.\d+)?"
    r"|(?<![^\s(<>=\u2264\u2265~-])\.\d+"
    r"|[^\W\d_]+(?:[^\W_])*"
    r"|\S"
)
"""Clitics, numbers with thousands and decimals (".05" too), words, single marks."""

BREAK: Final = re.compile(r"[.!?:\[\n](?![\d,;:.!?])")
"""Places where a sentence may end or begin."""

CLOSERS: Final = re.compile(r"[.!?]*[\"')\]]*(?:\[\d[\d,\- ]*\])?")
"""What goes with the sentence that ends."""

ATTACHES_HEADING: Final = False
"""Whether a heading can stand before its text with no mark and no space."""
