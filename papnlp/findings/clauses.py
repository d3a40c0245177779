"""Cut sentences into clauses: one predicate each, with what stands around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from papnlp.analysis import Span
from papnlp.findings import kinds
from papnlp.findings.boundaries import boundaries
from papnlp.findings.lexicon import Item
from papnlp.findings.marks import settle
from papnlp.findings.predicates import find_predicates

_NAMED: Final = kinds.ARMS_LABEL | kinds.MENTION_INTERVENTION
_URGING: Final = kinds.CLAIM_CALL | kinds.CLAIM_RECOMMEND | kinds.CLAIM_PLAN


@dataclass(slots=True)
class Clause:
    """A stretch of a sentence with at most one predicate (or several that belong together).

    ``opener`` says what it is joined by: ``start``, ``segment``, ``colon``,
    ``strong``, ``middle`` or ``weak``. ``lower`` is the text that it stands in.
    """

    start: int
    end: int
    items: list[Item]
    predicates: list[Item]
    opener: str
    sentence: int
    section: str
    silent: bool = False
    aside: list[Item] = field(default_factory=list)
    lower: str = ""

    kinds: int = field(init=False)

    def __post_init__(self) -> None:
        self.kinds = 0
        for item in self.items:
            self.kinds |= item.kinds

    def find(self, mask: int) -> Item | None:
        """Return the first item of some kinds outside brackets."""
        if self.kinds & mask:
            for item in self.items:
                if item.kinds & mask:
                    return item
        return None

    def all(self, mask: int) -> list[Item]:
        """Return the items of some kinds outside brackets."""
        return [item for item in self.items if item.kinds & mask] if self.kinds & mask else []


class ClauseCutter:
    """Cuts the items of a sentence into clauses."""

    def cut(self, items: list[Item], lower: str, span: Span, index: int) -> list[Clause]:
        """Cut a sentence into clauses.

        Parameters
        ----------
        items : list of Item
            Items of the sentence.
        lower : str
            Lower-cased normalised text.
        span : Span
            The sentence.
        index : int
            Its index.
        """
        items = settle(items)
        flat = [item for item in items if not item.depth]
        cuts: list[tuple[int, str]] = []
        segment: list[Item] = []
        for item in flat:
            if item.kinds & kinds.BOUNDARY_SEGMENT:
                cuts.extend(boundaries(segment, lower))
                cuts.append((item.end, "colon" if item.text == ":" else "segment"))
                segment = []
            else:
                segment.append(item)
        cuts.extend(boundaries(segment, lower))
        clauses: list[Clause] = []
        opener, begin = "start", span.start
        for position, kind in [*cuts, (span.end, "end")]:
            inside = [item for item in items if begin <= item.start < position]
            flat, aside = _parted(inside)
            predicates = find_predicates(flat, lower)
            silent = any(item.kinds & kinds.SILENT for item in predicates)
            clause = Clause(
                begin, position, flat, predicates, opener, index, span.section, silent, aside, lower
            )
            before = clauses[-1] if clauses else None
            if before and opener in ("weak", "middle") and before.silent:
                urged = before.kinds & _URGING
                asked = before.kinds & kinds.CLAIM_UNKNOWN and not clause.kinds & _NAMED
                clause.silent = clause.silent or bool(urged or asked)
            clauses.append(clause)
            begin, opener = position, kind
        return clauses


def _parted(items: list[Item]) -> tuple[list[Item], list[Item]]:
    """Part the items outside brackets from those inside."""
    aside = [item for item in items if item.depth]
    return ([item for item in items if not item.depth] if aside else items), aside
