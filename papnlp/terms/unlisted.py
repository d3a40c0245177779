"""Names that the vocabulary lacks but whose form shows what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from papnlp.analysis import Analysis, Definition, Term
from papnlp.model import Model
from papnlp.text.normalise import fold
from papnlp.vocabulary.variants import singular

PREFIX: Final = "text:"
"""Of the concept ids of names that the vocabulary lacks."""

_SEPARATORS: Final = re.compile(r"[\s\-]+")
_INSERTION: Final = re.compile(r"\s?[(\[][^()\[\]]*[)\]]")


def text_concept(surface: str) -> str:
    """Return the concept id of a name that the vocabulary lacks.

    Parameters
    ----------
    surface : str
        The name as written.

    Returns
    -------
    str
        ``text:`` and the name in lower case, hyphens and spaces folded, singular.
    """
    folded = _SEPARATORS.sub(" ", _INSERTION.sub("", fold(surface))).strip()
    head, space, last = folded.rpartition(" ")
    return PREFIX + head + space + singular(last)


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of names; ``at_end`` if a known term may close such a name, or these concepts.

    ``alone`` if no known term of its label may stand in it.
    """

    pattern: re.Pattern[str]
    triggers: tuple[str, ...]
    label: str
    rule: str
    at_end: bool = False
    closing: frozenset[str] = frozenset()
    alone: bool = False


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
        cues = model.cues(lang, "terms")["unlisted"]
        self._lang = lang
        self._heads: tuple[tuple[str, tuple[str, ...]], ...] = tuple(
            (label, tuple(cues["heads"][label])) for label in ("INTERVENTION", "OUTCOME")
        )
        self._not: frozenset[str] = frozenset(cues["not"])
        self._foreign = model.compiler(lang, "terms")(cues["foreign"])
        compiled = model.compiler(lang, "terms")
        self._instruments = _Form(
            compiled(cues["instrument"]),
            tuple(cues["instrument_triggers"]),
            "OUTCOME",
            "unlisted instrument",
            closing=frozenset(cues["closing"]),
        )
        self._given = _Form(
            compiled(cues["given"]),
            tuple(cues["given_triggers"]),
            "INTERVENTION",
            "unlisted, given",
            alone=True,
        )
        self._formulas = _Form(
            compiled(cues["formula"]),
            tuple(cues["formula_triggers"]),
            "INTERVENTION",
            "unlisted formula",
            at_end=True,
        )

    def label_of(self, long: str) -> str | None:
        """Return the label that the head of a long form shows, or None."""
        folded = fold(_INSERTION.sub("", long))
        if folded in self._not or self._foreign.search(folded):
            return None
        for label, heads in self._heads:
            if self._lang == "zh" and not folded.isascii():
                if folded.endswith(heads) and folded not in heads:
                    return label
            else:
                words = _SEPARATORS.split(folded)
                if len(words) > 1 and singular(words[-1]) in heads:
                    return label
        return None

    def from_definition(self, definition: Definition, concept: str) -> Term | None:
        """Return the term of a defined long form, or None if its form shows nothing."""
        label = self.label_of(definition.long)
        if label is None:
            return None
        return Term(
            definition.long_start,
            definition.long_end,
            label,
            concept,
            "pattern",
            "unlisted name with a definition",
        )

    def named(self, analysis: Analysis, known: Sequence[Term]) -> list[Term]:
        """Return the names that their form or the word before them shows.

        Instruments, but for those whose end is a known term: "Leeds Sleep
        Evaluation Questionnaire" is one name although sleep is a term, "Korean
        Brief Pain Inventory" is the Brief Pain Inventory. Herbal formulas
        ("Tongluo Zhitong decoction", 通络止痛汤). Treatments by the verb before
        them ("received sand bath therapy", 采用冰袜疗法).

        Parameters
        ----------
        analysis : Analysis
            The text.
        known : sequence of Term
            Terms found so far.
        """
        found: list[Term] = []
        for form in (self._instruments, self._formulas, self._given):
            found.extend(_named(analysis, [*known, *found], form))
        return found


def _named(analysis: Analysis, known: Sequence[Term], form: _Form) -> list[Term]:
    norm = analysis.text.norm
    if not any(trigger in norm for trigger in form.triggers):
        return []
    found = []
    for match in form.pattern.finditer(norm):
        start, end = match.span("name")
        overlapping = (term for term in known if term.start < end and start < term.end)
        if all(
            not (form.alone and term.label == form.label)
            and start <= term.start
            and (term.end < end or (start < term.start and _may_close(norm, term, form)))
            for term in overlapping
        ):
            concept = text_concept(match["name"])
            found.append(Term(start, end, form.label, concept, "pattern", form.rule))
    return found


def _may_close(norm: str, term: Term, form: _Form) -> bool:
    """Tell whether a known term may be the end of a name that has more before it."""
    return term.concept in form.closing or (form.at_end and " " not in norm[term.start : term.end])
