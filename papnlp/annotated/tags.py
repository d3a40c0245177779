"""Labels by which formats without abbreviations of their own mark them as spans."""

from __future__ import annotations

from typing import Final

ABBREVIATION: Final = "ABBREVIATION"
LONG_FORM: Final = "LONG_FORM"
RELATION: Final = "Abbreviation"
