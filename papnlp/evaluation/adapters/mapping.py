"""How the annotation types of a public gold set map to our labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any, Final

import rtoml

_FILE: Final = "labels.toml"
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class TypeMap:
    """What becomes of each annotation type of one gold set.

    Attributes
    ----------
    labels : mapping of str to str
        Type to label of ours.
    study : mapping of str to str
        Type to the field of ``study`` that its number fills.
    changes : mapping of str to str
        Label of a change to ours: increase, decrease, none.
    dropped, inner : frozenset of str
        Types that map to nothing of ours, and types that only mark a part of
        another span.
    bare : frozenset of str
        Lower-case surfaces that our guideline does not tag.
    coded : frozenset of str
        Words that only say that a group is one.
    headings : tuple of str
        Lower-case headings with which the annotated part begins.
    code : str
        Regular expression of a group that goes by a letter or a number.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    study: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    inner: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()
    coded: frozenset[str] = frozenset()
    headings: tuple[str, ...] = ()
    code: str = ""

    @property
    def scope(self) -> dict[str, Any]:
        """The ``scope`` of a gold object: its labels, and that concepts are not annotated."""
        return {"labels": sorted(set(self.labels.values())), "concepts": False}

    def is_bare(self, surface: str) -> bool:
        """Tell whether a surface is one that our guideline does not tag."""
        return surface.strip().lower() in self.bare

    def is_coded(self, surface: str) -> bool:
        """Tell whether a surface only says that a group is one ("the control group")."""
        words = _WORD.findall(surface.lower())
        return bool(self.coded and words) and all(
            len(word) == 1 or word.isdecimal() or word in self.coded for word in words
        )


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    return rtoml.loads(resources.files(__package__).joinpath(_FILE).read_text(encoding="utf-8"))


def type_map(name: str) -> TypeMap:
    """Return the map of a gold set by its registered name."""
    table = _tables()[name]
    return TypeMap(
        labels=table.get("labels", {}),
        study=table.get("study", {}),
        changes=table.get("changes", {}),
        dropped=frozenset(table.get("dropped", ())),
        inner=frozenset(table.get("inner", ())),
        bare=frozenset(table.get("bare", ())),
        coded=frozenset(table.get("coded", ())),
        headings=tuple(table.get("headings", ())),
        code=table.get("code", ""),
    )
