"""Patterns that are compiled when a text needs them are right, and are told from the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import papnlp
from papnlp.late import late, made_late

PACKAGE = Path(papnlp.__file__).parent
FOLDERS = ("abbreviations", "bilingual", "findings", "study", "terms", "text", "vocabulary")


def late_patterns() -> Iterator[re.Pattern[str]]:
    kind = type(late(""))
    for folder in FOLDERS:
        for path in sorted((PACKAGE / folder).glob("[a-z]*.py")):
            for value in vars(import_module(f"papnlp.{folder}.{path.stem}")).values():
                values = value if isinstance(value, list | tuple) else [value]
                for item in values:
                    parts = item if isinstance(item, tuple) else (item,)
                    yield from (part for part in parts if isinstance(part, kind))


def test_a_pattern_is_made_once_and_when_it_is_used() -> None:
    made: list[str] = []

    def make() -> re.Pattern[str]:
        made.append("a(b)")
        return re.compile(made[-1])

    pattern = made_late(make)
    assert made == []
    assert pattern.findall("ab ab") == ["b", "b"]
    assert pattern.sub("-", "cab") == "c-"
    assert made == ["a(b)"]
    assert pattern.groups == 1


def test_flags_are_kept() -> None:
    assert late("A", re.IGNORECASE).fullmatch("a")
    assert late("A").fullmatch("a") is None


def test_all_of_the_package_compile() -> None:
    patterns = list(late_patterns())
    assert len(patterns) > 20
    for pattern in patterns:
        assert pattern.search("") is None or pattern.pattern
