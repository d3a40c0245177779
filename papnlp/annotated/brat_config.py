"""``annotation.conf``: what brat has to know of the annotations that it shows."""

from __future__ import annotations

from collections.abc import Sequence

from papnlp.annotated.tags import ABBREVIATION, LONG_FORM, RELATION


class Config:
    """Labels and attributes met while writing."""

    def __init__(self) -> None:
        self._labels: dict[str, None] = {}
        self._attributes: dict[str, dict[str, None]] = {}
        self._relation = False
        self._relations: dict[str, str] = {}

    def add_label(self, label: str) -> None:
        """Note the label of a span."""
        self._labels[label] = None

    def add_attribute(self, name: str, value: str | None) -> None:
        """Note an attribute; one without value is there or not."""
        values = self._attributes.setdefault(name, {})
        if value is not None:
            values[value] = None

    def add_abbreviations(self) -> None:
        """Note that a short form has a long form."""
        self._relation = True

    def add_relation(self, name: str, roles: Sequence[str]) -> None:
        """Note a relation of another file with the roles of what it ties."""
        self._relations[name] = ", ".join(f"{role}:<ENTITY>" for role in roles)

    def written(self) -> str:
        """Return the file."""
        lines = ["[entities]", *sorted(self._labels), "", "[relations]"]
        if self._relation:
            lines.append(f"{RELATION}\tArg1:{ABBREVIATION}, Arg2:{LONG_FORM}")
        lines += [f"{name}\t{roles}" for name, roles in sorted(self._relations.items())]
        # Spans of any labels may overlap; without this line brat refuses that.
        lines += ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "", "[events]"]
        lines += ["", "[attributes]"]
        for name, values in sorted(self._attributes.items()):
            choice = f", Value:{'|'.join(sorted(values))}" if values else ""
            lines.append(f"{name}\tArg:<ENTITY>{choice}")
        return "\n".join(lines) + "\n"
