"""What is Chinese about the text stages."""

from __future__ import annotations

import re
from typing import Final

from papnlp.late import late

HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Han characters, as the inside of a character class."""

TOKEN: Final = late(
    r"\d+(?:,\d{3}(?!\d))*(?:\.\d+)?"
    r"|(?<![^\s(<>=\u2264\u2265~-])\.\d+"
    rf"|[^\W\d_{HAN}][^\W_{HAN}]*"
    r"|\S"
)
"""Numbers with thousands and decimals, Latin words, single Han characters and marks."""

BREAK: Final = re.compile(rf"[。.!?:\[\n](?:(?<![.:](?=[\d,;:.!?]))|(?<=[{HAN})%]\.)(?=\d))")
"""Places where a sentence may end or begin."""

CLOSERS: Final = re.compile(r"[。.!?]*[\"')\]》]*(?:\[\d[\d,\- ]*\])?")
"""What goes with the sentence that ends."""

ATTACHES_HEADING: Final = True
"""Whether a heading can stand before its text with no mark and no space."""
