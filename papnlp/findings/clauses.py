"""Cut sentences into clauses: one predicate each, with what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

from papnlp.analysis import Analysis, Term
from papnlp.findings import kinds
from papnlp.findings.lexicon import Item, Lexicon

_BRACKETS: Final = re.compile(r"[()\[\]]")
_FAR: Final = 48
_URGING: Final = kinds.CLAIM_CALL | kinds.CLAIM_RECOMMEND | kinds.CLAIM_PLAN
_GRADED: Final = kinds.CHANGE | kinds.DIFFER | kinds.EFFECT
_SPEAKING: Final = kinds.SIGNIFICANCE_YES | kinds.STRONG | kinds.EFFECT | kinds.SILENT | kinds.PROVIDE_VERB | kinds.HARM
_DIGIT: Final = re.compile(r"\s?\d")
_CAUSES: Final = kinds.HARM_CAUSED | kinds.HARM_REASON
_ASIDE: Final = re.compile(r", (?:which|who|whom|whose)\b[^,;()]*,")


@dataclass(slots=True)
class Clause:
    """A stretch of a sentence with at most one predicate (or several that belong together).

    ``opener`` says what it is joined by: ``start``, ``segment``, ``colon``,
    ``strong``, ``middle`` or ``weak``.
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
    """Turns the text of an analysis into items, and sentences into clauses.

    Parameters
    ----------
    lexicon : Lexicon
        Cues of the language.
    """

    def __init__(self, lexicon: Lexicon, harm: str) -> None:
        self._lexicon = lexicon
        self._harm = harm

    def items(self, analysis: Analysis, lower: str) -> list[list[Item]]:
        """Return the cues and mentions of each sentence, in order, with their depth."""
        cues = self._lexicon.find(lower)
        merged = _merge(cues, analysis.mentions, lower, self._harm)
        sentences: list[list[Item]] = []
        at = 0
        for sentence in analysis.sentences:
            while at < len(merged) and merged[at].start < sentence.start:
                at += 1
            begin = at
            while at < len(merged) and merged[at].start < sentence.end:
                at += 1
            sentences.append(_deepen(merged[begin:at], lower, sentence.start, sentence.end))
        return sentences

    def cut(
        self, items: list[Item], lower: str, start: int, end: int, sentence: int, section: str
    ) -> list[Clause]:
        """Cut a sentence into clauses.

        Parameters
        ----------
        items : list of Item
            Items of the sentence.
        lower : str
            Lower-cased normalised text.
        start, end : int
            Span of the sentence in the normalised text.
        sentence : int
            Index of the sentence.
        section : str
            Its section.
        """
        items = _with_denials(_with_pro_verbs(_with_insignificance(items)))
        flat = [item for item in items if item.depth == 0]
        cuts: list[tuple[int, str]] = []
        segment: list[Item] = []
        for item in flat:
            if item.kinds & kinds.BOUNDARY_SEGMENT:
                cuts.extend(_boundaries(segment, lower))
                cuts.append((item.end, "colon" if item.text == ":" else "segment"))
                segment = []
            else:
                segment.append(item)
        cuts.extend(_boundaries(segment, lower))
        clauses = []
        opener, begin = "start", start
        for position, kind in [*cuts, (end, "end")]:
            inside = [item for item in items if begin <= item.start < position]
            clause = _clause(inside, lower, begin, position, opener, sentence, section)
            before = clauses[-1] if clauses else None
            if before and opener in ("weak", "middle") and before.silent and before.kinds & _URGING:
                clause.silent = True
            clauses.append(clause)
            begin, opener = position, kind
        return clauses


def _merge(
    cues: Sequence[tuple[int, int, int]],
    mentions: Sequence[Term],
    lower: str,
    harm: str,
) -> list[Item]:
    """Put cues and mentions in one order; a cue that touches a mention is dropped."""
    items = []
    at, count = 0, len(mentions)
    reached = 0
    for start, end, mask in cues:
        while at < count and mentions[at].start < end:
            term = mentions[at]
            items.append(_mention(term, lower, harm))
            reached = max(reached, term.end)
            at += 1
        if start >= reached:
            items.append(Item(start, end, mask, 0, None, lower[start:end]))
    items.extend(_mention(term, lower, harm) for term in mentions[at:])
    items.sort(key=itemgetter(0))
    return items


def _mention(term: Term, lower: str, harm: str) -> Item:
    mask = kinds.MENTION.get(term.label, 0)
    if term.concept == harm:
        mask |= kinds.HARM_EVENT
    return Item(term.start, term.end, mask, 0, term, lower[term.start : term.end])


def _deepen(items: list[Item], lower: str, start: int, end: int) -> list[Item]:
    """Give each item the number of brackets and asides around it."""
    marks = [(m.start(), 1 if m.group() in "([" else -1) for m in _BRACKETS.finditer(lower, start, end)]
    for match in _ASIDE.finditer(lower, start, end):
        marks.append((match.start(), 1))
        marks.append((match.end() - 1, -1))
    if not marks:
        return items
    marks.sort()
    covers = [(item.start, item.end) for item in items if item.term is not None]
    marks = [
        mark for mark in marks if not any(left <= mark[0] < right for left, right in covers)
    ]
    deepened = []
    depth = at = 0
    for item in items:
        while at < len(marks) and marks[at][0] <= item.start:
            depth = max(depth + marks[at][1], 0)
            at += 1
        deepened.append(item._replace(depth=depth) if depth else item)
    return deepened


def is_negated(items: Sequence[Item], predicate: Item) -> bool:
    """Tell whether a negation stands before a predicate with no other predicate between."""
    negated = False
    for item in items:
        if item.start >= predicate.start:
            break
        if item.kinds & (kinds.NEGATION_BEFORE | kinds.ELLIPSIS_NOT):
            negated = True
        elif item.kinds & kinds.CHANGE and not item.kinds & kinds.COMPARATIVE:
            negated = False
    return negated


def _predicates(segment: list[Item], lower: str) -> list[Item]:
    """Return what a segment predicates; weak predicates count where they are negated."""
    found: list[Item] = []
    negation = -_FAR
    cause: Item | None = None
    for index, item in enumerate(segment):
        mask = item.kinds
        if mask & kinds.NEGATION_BEFORE:
            negation = item.end
        if mask & (kinds.STRONG | kinds.SILENT) or (mask & kinds.EFFECT and negation >= 0):
            found.append(item)
        elif mask & _CAUSES:
            cause = item
        elif mask & kinds.HARM_MANY:
            if any(other.kinds & kinds.HARM for other in segment[max(index - 3, 0) : index]):
                found.append(item)
        elif mask & kinds.HARM_LOCATED:
            if any(other.kinds & kinds.HARM for other in segment[:index]):
                found.append(item)
        elif mask & kinds.HARM:
            if cause is not None and item.start - cause.end < _FAR:
                found.append(cause)
                cause = None
            elif 0 <= item.start - negation < _FAR and (not found or found[-1].end <= negation):
                found.append(item)
        elif mask & kinds.VALUE_COPULA and found and _states_value(segment, index, lower):
            found.append(item)
    return found


def _with_insignificance(items: list[Item]) -> list[Item]:
    """Mark "significant" where it is denied and stands for the whole predicate."""
    marked = items
    for index, item in enumerate(items):
        if not item.kinds & kinds.SIGNIFICANCE_YES or not index:
            continue
        before = items[index - 1]
        if not before.kinds & kinds.NEGATION_BEFORE or item.start - before.end > 2:
            continue
        after = items[index + 1] if index + 1 < len(items) else None
        if after is not None and after.start - item.end <= 2 and after.kinds & _GRADED:
            continue
        if marked is items:
            marked = list(items)
        marked[index] = item._replace(kinds=item.kinds | kinds.SIGNIFICANCE_NO)
    return marked


def _with_pro_verbs(items: list[Item]) -> list[Item]:
    """Mark auxiliaries that stand for a whole predicate ("but memantine did not")."""
    if not any(item.kinds & kinds.NEGATION_AUXILIARY for item in items):
        return items
    marked = list(items)
    open_end = True
    seen = False
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if item.depth:
            continue
        if item.kinds & (kinds.BOUNDARY_SEGMENT | kinds.BOUNDARY_STRONG | kinds.BOUNDARY_MIDDLE):
            open_end, seen = True, False
        elif item.kinds & kinds.NEGATION_AUXILIARY:
            if open_end and not seen and index:
                marked[index] = item._replace(kinds=item.kinds | kinds.ELLIPSIS_NOT)
            open_end = False
        elif item.kinds & _SPEAKING or item.term is not None:
            seen = True
    return marked


def _with_denials(items: list[Item]) -> list[Item]:
    """Mark "but not" before the predicate: "A, but not B, reduced pain"."""
    marked = items
    for index, item in enumerate(items):
        if item.depth:
            continue
        if item.kinds & kinds.ELLIPSIS_NOT and not item.kinds & kinds.ELLIPSIS_FINAL:
            if not item.kinds & kinds.NEGATION_AUXILIARY and item.text in _DENIALS:
                marked = list(items)
                marked[index] = item._replace(kinds=kinds.ARMS_DENIED)
            break
        if item.kinds & (kinds.STRONG | kinds.SILENT):
            break
    return marked


_DENIALS: Final = frozenset({", but not", ", though not", ", although not", "but not", "and not", "though not", "although not"})


def _states_value(segment: list[Item], index: int, lower: str) -> bool:
    """Tell whether a copula gives a further outcome its value ("and wearing time was 14 h")."""
    item, before = segment[index], segment[index - 1]
    if not before.kinds & (kinds.MENTION_OUTCOME) or item.start - before.end > 1:
        return False
    return _DIGIT.match(lower, item.end) is not None


_BOUNDARIES: Final = (
    ("strong", kinds.BOUNDARY_STRONG),
    ("middle", kinds.BOUNDARY_MIDDLE),
    ("weak", kinds.BOUNDARY_WEAK),
)


def _boundaries(segment: list[Item], lower: str) -> list[tuple[int, str]]:
    """Return where a segment is cut: at the best boundary between two predicates."""
    predicates = _predicates(segment, lower)
    cuts: list[tuple[int, str]] = []
    for left, right in zip(predicates, predicates[1:], strict=False):
        if right.kinds & kinds.ELLIPSIS and not right.kinds & (
            kinds.NEGATION_AUXILIARY | kinds.ELLIPSIS_FINAL
        ):
            cuts.append((right.start, "strong"))
            continue
        if left.kinds & kinds.ELLIPSIS and right.start - left.end < 2:
            continue
        if left.kinds & kinds.HARM_REASON and right.kinds & kinds.CLAIM_RECOMMEND:
            continue
        between = [
            item for item in segment if left.end <= item.start < right.start and item.kinds & (kinds.BOUNDARY)
        ]
        for name, kind in _BOUNDARIES:
            choice = [item for item in between if item.kinds & kind]
            if choice:
                if kind == kinds.BOUNDARY_WEAK and not _may_cut(left, right):
                    break
                best = choice[0] if kind != kinds.BOUNDARY_WEAK else _weakest(choice)
                cuts.append((best.start, name))
                break
        else:
            if (left.kinds | right.kinds) & kinds.HARM_NONE:
                cuts.append((right.start, "weak"))
    return cuts


def _weakest(choice: list[Item]) -> Item:
    """Return the boundary to cut at among commas and conjunctions: the last conjunction."""
    words = [item for item in choice if item.text not in {",", "、"}]
    return words[-1] if words else choice[-1]


def _may_cut(left: Item, right: Item) -> bool:
    """Tell whether a weak boundary parts two predicates rather than two words of one."""
    return not (
        left.kinds & kinds.COMPARATIVE
        and right.start - left.end <= 30
        and right.kinds & (kinds.DECREASE_NOUN | kinds.INCREASE_NOUN | kinds.BETTER_NOUN)
    )


def _clause(
    inside: list[Item],
    lower: str,
    start: int,
    end: int,
    opener: str,
    sentence: int,
    section: str,
) -> Clause:
    flat = [item for item in inside if item.depth == 0]
    aside = [item for item in inside if item.depth > 0]
    predicates = _predicates(flat, lower)
    silent = any(item.kinds & kinds.SILENT for item in predicates)
    return Clause(start, end, flat, predicates, opener, sentence, section, silent, aside)
