"""The items of a text: cues and mentions in one order, each with its depth in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from papnlp.analysis import Analysis, Term
from papnlp.findings import kinds
from papnlp.findings.consumed import ConsumptionReader
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.labels import LabelFinder
from papnlp.findings.lexicon import Item, Lexicon
from papnlp.findings.people import PeopleReader

_BRACKETS: Final = re.compile(r"[()\[\]]")
_ASIDE: Final = re.compile(
    r", (?:which|who|whom|whose|present in|defined as|defined by|i\.e\.,?)(?=\W)[^,;()]*,"
    r"|\b(?:whose|in whom)\b[^,;:.()]*(?=[,;:.])|以[^,;。()]{2,24}为(?:标准|准|界值?)"
    r"|, with an? (?!lower|higher|greater|smaller|larger|better|shorter|longer|mean|median|signif"
    r"|reduc|decreas|increas|fall|rise|differ|improve)[^,;()]{3,40} of \d[^,;.]*(?:\.\d[^,;.]*)?"
    r"(?=[,;.])"
    r"|\bwho (?:have|has|had)(?: been)? (?:lost|failed|not|exhausted|tried|already|become)\b"
    r"[^,;:.()]*(?=[,;:.])"
)
_OPENINGS: Final = (
    " wh",
    ", present in",
    ", defined ",
    ", i.e.",
    ", with a",
    "为标准",
    "为准",
    "为界",
)


class ItemFinder:
    """Finds the items of each sentence of a text.

    Parameters
    ----------
    lexicon : Lexicon
        Cues of the language.
    labels : LabelFinder
        Finds the letters of groups.
    people : PeopleReader
        Sets aside what only says which people are meant.
    consume : ConsumptionReader
        Makes outcomes of drugs that are only consumed.
    knowledge : Knowledge
        Tells harms.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        labels: LabelFinder,
        people: PeopleReader,
        consume: ConsumptionReader,
        knowledge: Knowledge,
    ) -> None:
        self._lexicon = lexicon
        self._labels = labels
        self._people = people
        self._knowledge = knowledge
        self._consume = consume
        self._harm = knowledge.harm

    @classmethod
    def from_cues(cls, cues: Mapping[str, Any], knowledge: Knowledge) -> ItemFinder:
        """Return a finder for the cue file ``findings.toml`` of a language."""
        labels = cues["labels"]
        return cls(
            Lexicon(cues),
            LabelFinder(labels["pattern"], labels["bare"]),
            PeopleReader(cues["people"], knowledge.is_phenomenon),
            ConsumptionReader(cues["consumption"], knowledge),
            knowledge,
        )

    def __call__(self, analysis: Analysis, lower: str) -> list[list[Item]]:
        """Return the items of each sentence.

        Parameters
        ----------
        analysis : Analysis
            With sentences and mentions.
        lower : str
            Its lower-cased text, newlines as spaces.

        Returns
        -------
        list of list of Item
            One list a sentence, in order.
        """
        cues = self._lexicon.find(lower)
        labels = _apart(self._labels(analysis.text.norm), analysis.mentions)
        if labels:
            cues = _with_labels(cues, labels)
        items = self._merged(cues, analysis.mentions, lower)
        if labels:
            names = {start: name for start, _, name in labels}
            items = [
                item._replace(text=names[item.start])
                if item.kinds & kinds.ARMS_LABEL and item.start in names
                else item
                for item in items
            ]
        sentences: list[list[Item]] = []
        at, count = 0, len(items)
        for sentence in analysis.sentences:
            start, end = sentence.start, sentence.end
            while at < count and items[at][0] < start:
                at += 1
            begin = at
            while at < count and items[at][0] < end:
                at += 1
            sentences.append(items[begin:at])
        sentences = _deepened(sentences, analysis, lower)
        for inside in sentences:
            self._people(inside, lower)
        return sentences

    def _merged(
        self, cues: list[tuple[int, int, int]], mentions: Sequence[Term], lower: str
    ) -> list[Item]:
        """Put cues and mentions in one order; a cue that touches a mention is dropped."""
        items: list[Item] = []
        at, count = 0, len(mentions)
        following = mentions[0].start if count else len(lower)
        reached = 0
        for start, end, mask in cues:
            while following < end:
                term = mentions[at]
                items.append(self._mention(term, lower))
                reached = max(reached, term.end)
                at += 1
                following = mentions[at].start if at < count else len(lower) + 1
            idle = (mask & kinds.COMPARATIVE and _is_limit(lower, start)) or (
                mask & kinds.BOUNDARY_SEGMENT and _is_proportion(lower, start, end)
            )
            if start >= reached and not idle:
                told = mask & kinds.MENTION_OUTCOME
                items.append(
                    self._told(start, end, mask, lower)
                    if told
                    else Item(start, end, mask, 0, None, lower[start:end])
                )
        items.extend(self._mention(term, lower) for term in mentions[at:])
        self._consume(items, lower)
        _praise(items, self._lexicon.safety)
        _part_former(items)
        _set_aside_aims(items, lower)
        return items

    def _told(self, start: int, end: int, mask: int, lower: str) -> Item:
        """Return the outcome that words tell of without its name: "slept"."""
        text = lower[start:end]
        concept = self._lexicon.told[text]
        if concept in self._knowledge.achieved:
            mask |= kinds.MENTION_RELIEF
        elif concept == self._harm:
            mask |= kinds.HARM_EVENT
        return Item(start, end, mask, 0, Term(start, end, "OUTCOME", concept, "told"), text)

    def _mention(self, term: Term, lower: str) -> Item:
        mask = kinds.MENTION.get(term.label, 0)
        if term.concept == self._harm:
            mask |= kinds.HARM_EVENT
        elif term.concept in self._knowledge.achieved:
            mask |= kinds.MENTION_RELIEF
        return Item(term.start, term.end, mask, 0, term, lower[term.start : term.end])


def _praise(items: list[Item], safety: re.Pattern[str]) -> None:
    """Let what praises the safety of something say that it did no harm: "safety was good"."""
    for index, item in enumerate(items):
        if not item.kinds & kinds.HARM_EVENT or not safety.search(item.text):
            continue
        for place in range(index - 1, min(index + _PRAISING, len(items))):
            near = items[place]
            gap = max(item.start - near.end, near.start - item.end)
            if near.kinds & kinds.HARM_MERIT and gap <= (1 if place < index else _PREDICATIVE):
                items[place] = near._replace(kinds=kinds.HARM_NONE)
                break


_PRAISING: Final = 5
_PREDICATIVE: Final = 60


def _is_proportion(lower: str, start: int, end: int) -> bool:
    """Tell whether a colon stands between two numbers: "randomised 1:1"."""
    return lower[start - 1].isdigit() and lower[end : end + 1].isdigit()


def _is_limit(lower: str, start: int) -> bool:
    """Tell whether a comparative only says on which side of a number: "5 or more"."""
    return lower.startswith(_OR, start - len(_OR)) and lower[start - len(_OR) - 1] in _NUMBER_ENDS


_OR: Final = " or "
_NUMBER_ENDS: Final = frozenset("0123456789%")


def _set_aside_aims(items: list[Item], lower: str) -> None:
    """Let a verb that only says in what respect something holds say no more: "在减轻焦虑方面".

    Before a pain it says besides what of the pain is meant, and stays.
    """
    for index, (item, after) in enumerate(pairwise(items)):
        framed = item.kinds & kinds.CHANGE and after.kinds & kinds.MENTION_OUTCOME
        if framed and lower.startswith(_IN, item.start - 1) and _RESPECT.match(lower, item.end):
            items[index] = item._replace(kinds=item.kinds & ~kinds.CHANGE)


_IN: Final = "在"
_RESPECT: Final = re.compile(r"[^,;。]{1,12}方面")


def _part_former(items: list[Item]) -> None:
    """Read "前两组" as "before, the two groups" where it follows a treatment."""
    for index in range(1, len(items)):
        before, item = items[index - 1], items[index]
        if (
            item.kinds & kinds.ARMS_FORMER
            and item.text.startswith("前")
            and before.kinds & kinds.MENTION_INTERVENTION
            and before.end == item.start
        ):
            items[index] = item._replace(kinds=_BEFORE_BOTH)


_BEFORE_BOTH: Final = kinds.ROLES_BEFORE | kinds.ROLES_BASELINE | kinds.ARMS_BETWEEN


def _apart(
    labels: Iterable[tuple[int, int, str]], mentions: Sequence[Term]
) -> list[tuple[int, int, str]]:
    """Return the group labels that are no mention: "SCS" of "SCS组" names its arm itself."""
    named = {term.start for term in mentions}
    return [label for label in labels if label[0] not in named]


def _with_labels(
    cues: list[tuple[int, int, int]], labels: list[tuple[int, int, str]]
) -> list[tuple[int, int, int]]:
    """Put group labels among the cues; of a cue that goes on after a label the rest is kept."""
    kept = []
    for start, end, mask in cues:
        reached = start
        for begin, stop, _ in labels:
            if begin < end and start < stop:
                reached = stop if begin <= reached else end
        if reached < end:
            kept.append((reached, end, mask))
    kept.extend((start, end, kinds.ARMS_LABEL) for start, end, _ in labels)
    kept.sort()
    return kept


def _deepened(sentences: list[list[Item]], analysis: Analysis, lower: str) -> list[list[Item]]:
    """Give each item the number of brackets and asides around it."""
    marks = [
        (match.start(), 1 if match.group() in "([" else -1) for match in _BRACKETS.finditer(lower)
    ]
    if any(opening in lower for opening in _OPENINGS):
        for match in _ASIDE.finditer(lower):
            marks += ((match.start(), 1), (match.end() - 1, -1))
        marks.sort()
    if not marks:
        return sentences
    marks.append((len(lower) + 1, 0))
    at = 0
    for span, items in zip(analysis.sentences, sentences, strict=True):
        while marks[at][0] < span.start:
            at += 1
        if marks[at][0] < span.end:
            at = _deepen(items, marks, at)
    return sentences


def _deepen(items: list[Item], marks: list[tuple[int, int]], at: int) -> int:
    """Set the depth of the items of one sentence; return the next mark."""
    depth = covered = 0
    for index, item in enumerate(items):
        start = item.start
        while marks[at][0] <= start:
            position, step = marks[at]
            if position >= covered:
                depth = max(depth + step, 0)
            at += 1
        if item.term is not None:
            covered = max(covered, item.end)
        if depth:
            items[index] = Item(start, item.end, item.kinds, depth, item.term, item.text)
    return at
