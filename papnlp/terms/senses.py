"""What a short form stands for: defined in the text, in its translation, or by context."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from papnlp.analysis import Analysis, Candidate, Definition
from papnlp.evidence import LABELS
from papnlp.late import late
from papnlp.model import Model
from papnlp.text.normalise import fold
from papnlp.vocabulary.concept import Concept
from papnlp.vocabulary.dictionary import Dictionary

_WORD: Final = late(r"[a-z0-9\u03b1-\u03c9]+|[\u3400-\u9fff]")
_BRACKETS: Final = re.compile(r"\s?[(\[][^()\[\]]*[)\]]")
_MOST_CUES: Final = 6
_FAMILY_REACH: Final = 160
_BARE: Final = 2
_WHOLE: Final = 4
_AT_HOME: Final = 2
_NOTHING: Final = -8.0
_INSTRUMENT: Final = 3
"""Shorter ones (PI, PF) may as well abbreviate the domain itself."""


@dataclass(frozen=True, slots=True)
class Sense:
    """A candidate sense of a short form with its score (0 to 1) and the reason."""

    concept: str
    name: str
    label: str
    score: float
    reason: str


def _is_distinctive(short: str) -> bool:
    """Tell whether a short form is too special to stand for much else (HRQoL, SF-36)."""
    return len(short) >= 4 or any(c.isdigit() or c.islower() for c in short)


def _is_word(cue: str, lower: str) -> bool:
    """Tell whether a cue that a text holds begins a word there; a short one is the word."""
    return not cue.isascii() or _word_pattern(cue).search(lower) is not None


@cache
def _word_pattern(cue: str) -> re.Pattern[str]:
    begin = r"(?<![a-z0-9])" if cue[0].isalnum() else ""
    end = r"s?(?![a-z0-9])" if len(cue) <= _WHOLE and cue[-1].isalnum() else ""
    return re.compile(begin + re.escape(cue) + end)


class SenseInventory:
    """The senses of short forms that the vocabulary knows, weighed by context.

    Each sense gathers weight from its cues, from its full name elsewhere in the
    text, and from the field of the text; a weight of one more doubles its
    chance. A fixed mass stands for the senses that the vocabulary lacks. Two
    letters, and three in a text of another field, need a cue of their own.

    Parameters
    ----------
    model : Model
        Vocabulary, and the table ``senses`` of ``config.toml``.
    lang : str
        Language of the texts.
    """

    def __init__(self, model: Model, lang: str) -> None:
        settings = model.settings["senses"]
        self.vocabulary = model.vocabulary
        self.lang = lang
        self.threshold: float = settings["threshold"]
        self._unknown: float = settings["unknown"]
        self._needs_cue: frozenset[str] = frozenset(settings["needs_cue"])
        self._domain: tuple[str, ...] = tuple(settings["domain_words"][lang])
        self._always: frozenset[str] = frozenset(settings["always_kinds"])
        self._cues: dict[str, tuple[str, ...]] = {}

    def _cues_of(self, concept: Concept) -> tuple[str, ...]:
        known = self._cues.get(concept.id)
        if known is None:
            cues = [fold(cue) for cue in concept.cues.get(self.lang, ())]
            cues.extend(fold(name) for name in concept.surfaces(self.lang))
            known = tuple(dict.fromkeys(cues))
            self._cues[concept.id] = known
        return known

    def _weigh(
        self,
        concept: Concept,
        lower: str,
        present: set[str],
        named: set[str],
        *,
        short_is_bare: bool,
    ) -> tuple[float, list[str]]:
        reasons = [cue for cue in self._cues_of(concept) if cue in lower and _is_word(cue, lower)]
        known = reasons or concept.id in named or concept.id in present
        if short_is_bare and not known and concept.kind not in self._always:
            return _NOTHING, []
        weight = float(min(len(reasons), _MOST_CUES))
        if concept.id in named:
            weight += 2.0
            reasons.append("a known name is built with it")
        if concept.id in present:
            weight += 3.0
            reasons.append("its full name stands in the text")
        elif any(self.vocabulary.is_a(other, concept.id) for other in present):
            weight += 1.0
            reasons.append("a narrower concept stands in the text")
        if concept.kind in self._always:
            weight += 1.5
            reasons.append("usual in abstracts of any field")
        elif concept.label != "OTHER":
            hits = sum(word in lower for word in self._domain)
            if hits:
                weight += 0.5 + 0.5 * min(hits, 3)
                reasons.append("the text is about pain")
        return weight, reasons

    def weigh(
        self,
        short: str,
        lower: str,
        present: Iterable[str] = (),
        named: Iterable[str] = (),
    ) -> list[Sense]:
        """Return all senses of a short form, best first.

        Parameters
        ----------
        short : str
            Short form, case as written.
        lower : str
            The folded text around it.
        present : iterable of str
            Ids of the concepts that stand in the text by their full names.
        named : iterable of str, optional
            Ids of the senses with which a name in the text is built ("DRG
            stimulation").

        Returns
        -------
        list of Sense
            Scores add up to less than 1: the rest is the chance of a sense that
            the vocabulary lacks.
        """
        there, built = set(present), set(named)
        bare = (
            len(short.removesuffix("s")) <= _BARE
            or short in self._needs_cue
            or (
                not _is_distinctive(short)
                and sum(word in lower for word in self._domain) < _AT_HOME
            )
        )
        weighed = []
        for concept in self.vocabulary.by_short_form.get(short, ()):
            weight, reasons = self._weigh(concept, lower, there, built, short_is_bare=bare)
            if concept.abbreviations[0] == short:
                weight += 1.0
            if _is_distinctive(short):
                weight += 1.0
            weighed.append((concept, 2.0**weight, reasons))
        total = sum(mass for _, mass, _ in weighed) + self._unknown
        senses = [
            Sense(
                concept.id,
                concept.name["en"],
                concept.label,
                round(mass / total, 3),
                "; ".join(reasons) or "nothing in the text speaks for it",
            )
            for concept, mass, reasons in weighed
        ]
        senses.sort(key=lambda sense: (-sense.score, sense.concept))
        return senses

    def best(
        self,
        short: str,
        lower: str,
        present: Iterable[str],
        named: Iterable[str],
        *,
        treatment: bool = True,
    ) -> Sense | None:
        """Return the sense above the threshold, or None to abstain.

        Without ``treatment``, only diseases and pains are considered, and one that is
        alone needs no more to speak for it.
        """
        senses = self.weigh(short, lower, present, named)
        if not treatment:
            senses = [sense for sense in senses if self._is_suffered(sense)]
            if len(senses) == 1:
                return senses[0]
        if senses and senses[0].score >= self.threshold:
            return senses[0]
        return None

    def _is_suffered(self, sense: Sense) -> bool:
        return (
            sense.label == "PAIN_TYPE" or self.vocabulary.concepts[sense.concept].kind == "disease"
        )


@lru_cache(maxsize=1 << 13)
def _words_of(name: str) -> frozenset[str]:
    """Return the words of a name; those of the vocabulary are asked for again and again."""
    return frozenset(_WORD.findall(fold(name)))


class LongFormLinker:
    """Finds the concept of a long form that a text gives for a short form.

    Parameters
    ----------
    inventory : SenseInventory
        Vocabulary with its senses.
    dictionary : Dictionary
        Names in the language of the text.
    qualifier : pattern
        What a long form may have before a name without being another thing.
    qualifier_tail : pattern
        What it may have behind the name of a treatment then.
    family : pattern
        The name of a family of instruments with the members up to a long form (group
        "family").
    """

    def __init__(
        self,
        inventory: SenseInventory,
        dictionary: Dictionary,
        qualifier: re.Pattern[str],
        qualifier_tail: re.Pattern[str],
        family: re.Pattern[str],
    ) -> None:
        self._qualifier = qualifier
        self._tail = qualifier_tail
        self._family = family
        self._vocabulary = inventory.vocabulary
        self._lang = inventory.lang
        self._dictionary = dictionary

    def link(
        self, definition: Definition, analysis: Analysis, senses: dict[str, str | None]
    ) -> str | None:
        """Return the concept id of a definition's long form, or None.

        Parameters
        ----------
        definition : Definition
            Short and long form.
        analysis : Analysis
            With its candidates.
        senses : dict
            Short forms resolved so far, for long forms that hold one.
        """
        in_family = self._in_family(definition, analysis)
        if in_family is not None:
            return in_family
        short = definition.short
        by_span = self._by_span(definition, analysis, senses)
        known = self._known(short)
        for concept in by_span:
            if concept in known:
                return concept
        if by_span:
            close = (item for item in known if self._is_close(item, by_span[0]))
            measuring = self._measuring(short, known, by_span[0])
            return measuring or next(close, by_span[0])
        for text in (definition.long, _BRACKETS.sub("", definition.long)):
            named = [surface.concept for surface in self._dictionary.lookup(text)]
            if named:
                return next((concept for concept in named if concept in known), named[0])
        return (
            self._by_words(definition.long, known)
            or self._by_head(definition, analysis, known)
            or self._by_qualified(definition, analysis)
        )

    def _is_close(self, known: str, named: str) -> bool:
        """Tell whether a known sense may go by the name of another: narrower, or a statistic."""
        if self._vocabulary.is_a(known, named):
            return True
        one, other = self._vocabulary.get(known), self._vocabulary.get(named)
        return one is not None and other is not None and one.kind == other.kind == "statistic"

    def _measuring(self, short: str, known: list[str], named: str) -> str | None:
        """Return the instrument that goes by the name of what it measures: "disability (DASH)"."""
        if len(short) < _INSTRUMENT or not known:
            return None
        senses = [self._vocabulary.concepts[item] for item in known]
        measuring = [item.id for item in senses if named in item.measures]
        if measuring:
            return measuring[0]
        domain = self._vocabulary.concepts[named].kind == "domain"
        only = all(item.kind == "instrument" for item in senses)
        return known[0] if domain and only and len(short) > _INSTRUMENT else None

    def choose(self, short: str, concepts: Sequence[str]) -> str | None:
        """Return the one of several concepts that a short form is known to stand for."""
        known = self._known(short)
        return next((concept for concept in concepts if concept in known), None)

    def _known(self, short: str) -> list[str]:
        forms = self._vocabulary.by_short_form
        concepts = forms.get(short) or (forms.get(short[:-1]) if short.endswith("s") else None)
        return [concept.id for concept in concepts or ()]

    def _by_span(
        self, definition: Definition, analysis: Analysis, senses: dict[str, str | None]
    ) -> list[str]:
        return [
            item.surface.concept
            for item in analysis.candidates
            if item.start == definition.long_start
            and item.end == definition.long_end
            and meets_requirement(item, senses)
        ]

    def _by_words(self, long: str, known: list[str]) -> str | None:
        words = _words_of(long)
        best, best_share = None, 0.6
        for concept_id in known:
            for surface in self._vocabulary.concepts[concept_id].surfaces(self._lang):
                other = _words_of(surface)
                share = len(words & other) / len(words | other) if words | other else 0.0
                if share > best_share:
                    best, best_share = concept_id, share
        return best

    @staticmethod
    def _by_head(definition: Definition, analysis: Analysis, known: list[str]) -> str | None:
        """Return the known sense that the long form ends with ("thermal RF ablation")."""
        for item in analysis.candidates:
            if (
                item.end == definition.long_end
                and item.start >= definition.long_start
                and item.surface.concept in known
                and item.surface.condition is None
            ):
                return item.surface.concept
        return None

    def _in_family(self, definition: Definition, analysis: Analysis) -> str | None:
        """Return the member of a family of instruments ("PROMIS Pain Interference (PI)")."""
        norm = analysis.text.norm
        begin = max(0, definition.long_start - _FAMILY_REACH)
        match = self._family.search(norm, begin, definition.long_start)
        if match is None:
            return None
        glue = " " if definition.long.isascii() else ""
        named = self._dictionary.lookup(f"{match['family']}{glue}{definition.long}")
        return next((surface.concept for surface in named if surface.label in LABELS), None)

    def _by_qualified(self, definition: Definition, analysis: Analysis) -> str | None:
        """Return the concept to whose name the long form only adds a qualifier."""
        norm = analysis.text.norm
        for item in analysis.candidates:
            if (
                item.start > definition.long_start
                and item.surface.condition is None
                and item.surface.label in LABELS
                and self._ends(item, definition, norm)
                and self._qualifier.fullmatch(norm, definition.long_start, item.start)
            ):
                return item.surface.concept
        return None

    def _ends(self, item: Candidate, definition: Definition, norm: str) -> bool:
        """Tell whether a name ends a long form, but for the form of a treatment."""
        if item.end == definition.long_end:
            return True
        treats = item.surface.label == "INTERVENTION"
        return treats and self._tail.fullmatch(norm, item.end, definition.long_end) is not None


def meets_requirement(item: Candidate, senses: dict[str, str | None]) -> bool:
    """Tell whether the short form inside a surface has the sense that it needs."""
    requires = item.surface.requires
    return requires is None or senses.get(requires[0]) == requires[1]
