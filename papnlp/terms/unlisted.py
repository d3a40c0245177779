"""Names that the vocabulary lacks but whose form shows what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from papnlp.analysis import Analysis, Candidate, Definition, Term
from papnlp.evidence import LABELS
from papnlp.model import Model
from papnlp.terms.forms import FormFinder, read_forms
from papnlp.terms.lists import ListFinder
from papnlp.terms.names import INSERTION, SEPARATORS
from papnlp.terms.usage import UsageReader
from papnlp.text.normalise import fold
from papnlp.vocabulary.variants import singular

_DEFINED: Final = "unlisted name with a definition"
_SHORTEST: Final = 4
"""Of the names that are looked for again in a text."""


class UnlistedFinder:
    """Recognises unlisted interventions and outcomes by their head words.

    A long form that the text defines ("sciatic functional index (SFI)") is
    taken whole; elsewhere an instrument is recognised by its capitals
    ("Leeds Sleep Evaluation Questionnaire").

    Parameters
    ----------
    model : Model
        Gives the table ``unlisted`` of ``cues/<lang>/terms.toml``.
    lang : str
        ``"en"`` or ``"zh"``.
    """

    def __init__(self, model: Model, lang: str) -> None:
        cues, compiled = model.cues(lang, "terms")["unlisted"], model.compiler(lang, "terms")
        self._lang = lang
        self._heads: tuple[tuple[str, tuple[str, ...]], ...] = tuple(
            (label, tuple(cues["heads"][label])) for label in ("INTERVENTION", "OUTCOME")
        )
        self._not: frozenset[str] = frozenset(cues["not"])
        self._foreign = compiled.late(cues["foreign"])
        self._linked = compiled.late(cues["linked"])
        self._usage = UsageReader(cues["usage"], compiled.late)
        self._forms = FormFinder(read_forms(cues["forms"], compiled.late))
        self._lists = ListFinder(cues["lists"], compiled.late)

    def label_of(self, definition: Definition, analysis: Analysis) -> str | None:
        """Return the label that a defined name shows by its head or by its use, or None.

        Use shows nothing of a name that holds a known term ("short course of
        steroids"), nor in a text that names no pain.
        """
        folded = fold(INSERTION.sub("", definition.long))
        if folded in self._not or self._foreign.search(folded):
            return None
        label = self._label_by_head(folded) or self._label_by_tail(definition, analysis)
        if label is not None or _holds_known(definition, analysis) or not _is_about_pain(analysis):
            return label
        return self._usage.label_of(definition, analysis.text.norm)

    def _label_by_head(self, folded: str) -> str | None:
        for label, heads in self._heads:
            if self._lang == "zh" and not folded.isascii():
                if folded.endswith(heads) and folded not in heads:
                    return label
            else:
                words = SEPARATORS.split(folded)
                if len(words) > 1 and singular(words[-1]) in heads:
                    return label
        return None

    def _label_by_tail(self, definition: Definition, analysis: Analysis) -> str | None:
        """Return the label of the known name at the end of a longer one: "intercostal block"."""
        tails = [
            item
            for item in analysis.candidates
            if item.end == definition.long_end
            and item.start > definition.long_start
            and item.surface.condition is None
            and item.surface.requires is None
            and item.surface.label in LABELS
            and not self._linked.search(analysis.text.lower, definition.long_start, item.start)
        ]
        return min(tails, key=_begin).surface.label if tails else None

    def from_definition(
        self, definition: Definition, analysis: Analysis, concept: str
    ) -> Term | None:
        """Return the term of a defined long form, or None if nothing shows what it is."""
        label = self.label_of(definition, analysis)
        if label is None:
            return None
        return Term(
            definition.long_start,
            definition.long_end,
            label,
            concept,
            "pattern",
            _DEFINED,
        )

    def named(self, analysis: Analysis, known: Sequence[Term]) -> list[Term]:
        """Return the names that their form or their neighbours show.

        Instruments, but for those whose end is a known term: "Leeds Sleep
        Evaluation Questionnaire" is one name although sleep is a term, "Korean
        Brief Pain Inventory" is the Brief Pain Inventory. Herbal formulas
        ("Tongluo Zhitong decoction", 通络止痛汤). Treatments by the verb before
        them ("received sand bath therapy", 采用冰袜疗法), drugs by their stem or
        their dose, brands by their sign. Members of lists. What one place
        shows is a mention at every other.

        Parameters
        ----------
        analysis : Analysis
            The text.
        known : sequence of Term
            Settled terms found so far, in order.
        """
        found = self._forms.find(analysis, known)
        norm = analysis.text.norm
        found.extend(self._lists.find(norm, sorted([*known, *found], key=_start)))
        defined = [term for term in known if term.rule == _DEFINED]
        found.extend(self._again(analysis.text.lower, [*known, *found], [*defined, *found]))
        return found

    @staticmethod
    def _again(lower: str, known: Sequence[Term], found: Sequence[Term]) -> Iterator[Term]:
        """Yield the further places of names that were found."""
        seen: set[str] = set()
        for term in found:
            name = lower[term.start : term.end]
            if len(name) < _SHORTEST or name in seen:
                continue
            seen.add(name)
            for match in re.finditer(rf"(?<![a-z0-9-]){re.escape(name)}(?![a-z0-9-])", lower):
                start, end = match.span()
                if all(
                    other.end <= start or end <= other.start or _holds(start, end, other)
                    for other in known
                ):
                    yield Term(start, end, term.label, term.concept, term.via, term.rule)


def _holds(start: int, end: int, other: Term) -> bool:
    """Tell whether a known term is only a part of a stretch of text."""
    return start <= other.start and other.end <= end and end - start > other.end - other.start


def _begin(candidate: Candidate) -> int:
    return candidate.start


def _is_about_pain(analysis: Analysis) -> bool:
    """Tell whether a text names a pain; in others, use shows too many things."""
    return any(item.surface.label == "PAIN_TYPE" for item in analysis.candidates)


def _holds_known(definition: Definition, analysis: Analysis) -> bool:
    start, end = definition.long_start, definition.long_end
    return any(start <= item.start and item.end <= end for item in analysis.candidates)


def _start(term: Term) -> int:
    return term.start
