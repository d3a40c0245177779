"""Regular expressions that are compiled when a text first needs them.

For those that few texts need, or that a text needs a few times only: each use
takes some 20 ns longer, which would tell in a pattern that is always at work.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, cast

_METHODS: Final = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")


class _LatePattern:
    """Stands for a pattern until it is used."""

    def __init__(self, make: Callable[[], re.Pattern[str]]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (any attribute of a pattern)
        made = self._make()
        # From now on, the methods are found without coming here.
        self.__dict__.update((method, getattr(made, method)) for method in _METHODS)
        return getattr(made, name)


def made_late(make: Callable[[], re.Pattern[str]]) -> re.Pattern[str]:
    """Return a pattern that is made when it is first used."""
    return cast("re.Pattern[str]", _LatePattern(make))


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when it is first used."""
    return made_late(lambda: re.compile(pattern, flags))
