"""The linking stage: candidates and short forms become mentions."""

from __future__ import annotations

from papnlp.abbreviations.scan import ShortFormScanner
from papnlp.analysis import Analysis, Candidate, Definition, ShortForm, Term
from papnlp.evidence import LABELS
from papnlp.model import Model
from papnlp.terms.arms import ArmNames
from papnlp.terms.combined import CombinationFinder
from papnlp.terms.conditions import ContextJudge, without_read
from papnlp.terms.coordination import CoordinationFinder
from papnlp.terms.measures import MeasureFilter
from papnlp.terms.names import PREFIX, text_concept
from papnlp.terms.occurrences import continues, find_occurrences
from papnlp.terms.overlap import POLICIES
from papnlp.terms.places import PlaceReader
from papnlp.terms.quantities import QuantityFinder
from papnlp.terms.senses import LongFormLinker, SenseInventory, meets_requirement
from papnlp.terms.shams import ShamFinder
from papnlp.terms.spans import SpanSettler
from papnlp.terms.unlisted import UnlistedFinder

_OTHER_LANGUAGE_SCORE = 0.95
_BY_PLACE = "told by its place"
"""Why a short form has its sense; such a one names a setting or a place, and is no mention."""

_AROUND = 40
_SHOUTED = 0.8
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_NO_CAPITALS = bytes(code for code in range(128) if not chr(code).isupper())


class Linker:
    """Resolves short forms, applies contexts and coordinations, settles overlaps.

    Fills ``analysis.abbreviations`` and ``analysis.mentions``.

    Parameters
    ----------
    model : Model
        Vocabulary and settings.
    lang : str
        ``"en"`` or ``"zh"``.
    overlap : str, optional
        Name of the overlap policy for ``analysis.mentions``.
    """

    def __init__(self, model: Model, lang: str, overlap: str = "leftmost") -> None:
        self.inventory = SenseInventory(model, lang)
        self._vocabulary = model.vocabulary
        self._judge = ContextJudge(model, lang)
        self._coordinations = CoordinationFinder(model, lang)
        self._matcher = model.short_forms
        self._shorts = self._matcher.strings
        self._scan = ShortFormScanner(model.cues(lang, "abbreviations"), self._shorts)
        self._unlisted = UnlistedFinder(model, lang)
        cues, compiled = model.cues(lang, "terms"), model.compiler(lang, "terms")
        self._long_forms = LongFormLinker(
            self.inventory,
            model.dictionary(lang),
            compiled.late(cues["spans"]["qualifier"]),
            compiled.late(cues["spans"]["qualifier_tail"]),
            compiled.late(cues["spans"]["family"]),
        )
        self._spans = SpanSettler(
            model.vocabulary, model.dictionary(lang), cues["spans"], compiled, lang
        )
        self._quantities = QuantityFinder(model.vocabulary, cues["quantity"], compiled)
        self._shams = ShamFinder(model.vocabulary, cues["sham"], compiled)
        self._arms = ArmNames(model.vocabulary, cues["arms"], compiled)
        self._combined = CombinationFinder(model.vocabulary, cues["combined"], compiled)
        self._measures = MeasureFilter(cues["measuring"], compiled)
        self._places = PlaceReader(cues, compiled.late)
        self._overlap = POLICIES[overlap]

    def __call__(self, analysis: Analysis) -> None:
        """Fill ``analysis.abbreviations`` and ``analysis.mentions``."""
        plain = [item for item in analysis.candidates if item.surface.condition is None]
        present = {item.surface.concept for item in plain if item.surface.requires is None}
        shorts = self._short_forms(analysis, present)
        senses = {item.short: item.concept for item in shorts}
        senses.update(
            {item.short[:-1]: item.concept for item in shorts if item.short.endswith("s")}
        )
        terms = self._from_candidates(plain, senses)
        unlisted = self._unlisted_names(analysis, shorts)
        terms.extend(unlisted)
        labels = {**analysis.foreign_labels, **{term.concept: term.label for term in unlisted}}
        terms.extend(self._from_short_forms(analysis, shorts, labels))
        terms = self._spans.settle(analysis.text.norm, terms, shorts)
        terms.extend(list(self._shams.find(analysis.text.lower, terms)))
        terms.extend(self._quantities.find(analysis.text.lower, self._overlap(terms)))
        terms = self._quantities.without_units(analysis.text.norm, terms, shorts)
        settled = self._overlap(terms)
        conditional = [item for item in analysis.candidates if item.surface.condition is not None]
        coordinations = self._coordinations.find(analysis, settled)
        in_context = self._judge.accept(conditional, analysis, settled)
        terms = without_read(terms, in_context)
        terms.extend(in_context)
        terms.extend(coordinations)
        terms.extend(self._unlisted.named(analysis, self._overlap(terms)))
        winners = self._spans.at_nerves(analysis.text.norm, self._overlap(terms))
        winners = self._measures.without(analysis.text.lower, winners)
        winners = self._arms.resolve(analysis.text.lower, winners)
        winners = self._combined.add(analysis.text.lower, winners)
        analysis.abbreviations = shorts
        analysis.mentions = [term for term in winners if term.label in LABELS]

    def _from_candidates(
        self, candidates: list[Candidate], senses: dict[str, str | None]
    ) -> list[Term]:
        return [
            Term(
                item.start,
                item.end,
                item.surface.label,
                item.surface.concept,
                "term",
                item.surface.text,
            )
            for item in candidates
            if meets_requirement(item, senses)
        ]

    def _short_forms(self, analysis: Analysis, present: set[str]) -> list[ShortForm]:
        senses: dict[str, str | None] = {}
        found: list[ShortForm] = []
        for definition in analysis.definitions:
            concept = self._long_forms.link(definition, analysis, senses)
            if concept is None:
                concept = self._in_coordination(definition, analysis)
            if concept is None:
                concept = analysis.foreign_definitions.get(definition.short)
            if concept is None and self._unlisted.label_of(definition, analysis):
                concept = text_concept(definition.long)
            senses[definition.short] = concept
            found.append(_defined(definition, concept))
        norm = analysis.text.norm
        defined = {form for item in found for form in (item.short, item.short.rstrip("s"))}
        for short, start, end in self._undefined(analysis, defined):
            resolved = self._resolve(short, start, end, analysis, present)
            if self._is_meant(resolved) or not self._places.only_labels(short, norm):
                found.append(resolved)
        found.sort(key=lambda item: (item.start, item.end))
        return found

    def _is_meant(self, item: ShortForm) -> bool:
        """Tell whether a short form has a sense that arms may be named by: no statistic is."""
        concept = self._vocabulary.get(item.concept)
        return item.concept is not None and (concept is None or concept.kind != "statistic")

    def _in_coordination(self, definition: Definition, analysis: Analysis) -> str | None:
        """Return the member of a coordinated long form that the short form stands for."""
        start, end = definition.long_start, definition.long_end
        inside = [
            item
            for item in analysis.candidates
            if start <= item.start and item.end <= end and item.surface.condition is None
        ]
        members = self._coordinations.find(analysis, self._from_candidates(inside, {}))
        return self._long_forms.choose(
            definition.short, [term.concept for term in members if term.start == start]
        )

    def _undefined(self, analysis: Analysis, defined: set[str]) -> list[tuple[str, int, int]]:
        """Return each short form that is not defined in the text, at its first use."""
        norm = analysis.text.norm
        spans: dict[tuple[int, int], str] = {
            (start, end): self._shorts[index] for index, start, end in self._matcher.find(norm)
        }
        for start, end, short in self._scan.find(norm):
            spans.setdefault((start, end), short)
        first: dict[str, tuple[str, int, int]] = {}
        covered = -1
        for (start, end), short in sorted(spans.items(), key=lambda i: (i[0][0], -i[0][1])):
            if end <= covered or _is_no_short_form(norm, start, end):
                continue
            covered = max(covered, end)
            if short not in defined and short not in first:
                first[short] = (short, start, end)
        return list(first.values())

    def _resolve(
        self, short: str, start: int, end: int, analysis: Analysis, present: set[str]
    ) -> ShortForm:
        if short in analysis.foreign_definitions:
            foreign = analysis.foreign_definitions[short]
            reason = "defined in the aligned text"
            return ShortForm(
                short,
                None,
                start,
                end,
                None,
                None,
                foreign,
                "other-language",
                _OTHER_LANGUAGE_SCORE,
                reason,
            )
        norm, lower = analysis.text.norm, analysis.text.lower
        here = self._places.sense_of(short, norm, start, end)
        if here is not None:
            return ShortForm(short, None, start, end, None, None, here, "context", 1.0, _BY_PLACE)
        sense = None
        if not self._places.is_label(lower, start, end):
            suffered = self._places.is_suffered(norm, start)
            sense = self.inventory.best(
                short, lower, present, built_names(analysis, short), treatment=not suffered
            )
        if sense is None:
            return ShortForm(
                short, None, start, end, None, None, None, "unresolved", 0.0, "no sense stands out"
            )
        return ShortForm(
            short, None, start, end, None, None, sense.concept, "context", sense.score, sense.reason
        )

    def _unlisted_names(self, analysis: Analysis, shorts: list[ShortForm]) -> list[Term]:
        """Return the long forms that the vocabulary lacks, as terms of their own."""
        open_here = {
            (item.start, item.end): item.concept
            for item in shorts
            if item.concept is not None and item.concept.startswith(PREFIX)
        }
        terms = (
            self._unlisted.from_definition(
                definition, analysis, open_here[definition.start, definition.end]
            )
            for definition in analysis.definitions
            if (definition.start, definition.end) in open_here
        )
        return [term for term in terms if term is not None]

    def _from_short_forms(
        self, analysis: Analysis, shorts: list[ShortForm], labels: dict[str, str]
    ) -> list[Term]:
        terms: list[Term] = []
        for item, spans in find_occurrences(analysis.text.norm, shorts):
            if item.concept is None and "+" in item.short:
                continue  # each part has its own sense
            if item.via == "unresolved" and item.short not in self._vocabulary.by_short_form:
                continue
            concept = self._vocabulary.get(item.concept)
            label = concept.label if concept else labels.get(item.concept or "", "OTHER")
            if item.reason == _BY_PLACE:
                label = "OTHER"
            terms.extend(
                Term(
                    start,
                    end,
                    label,
                    item.concept or "",
                    "abbreviation",
                    f"{item.short} ({item.via})",
                )
                for start, end in spans
            )
        return terms


def _defined(definition: Definition, concept: str | None) -> ShortForm:
    return ShortForm(
        definition.short,
        definition.long,
        definition.start,
        definition.end,
        definition.long_start,
        definition.long_end,
        concept,
        "definition",
        1.0,
        "defined in the text",
    )


def _is_no_short_form(norm: str, start: int, end: int) -> bool:
    return (
        continues(norm, start, end)
        or _is_part_of_number(norm, start)
        or _is_shouted(norm, start, end)
    )


def _is_part_of_number(norm: str, start: int) -> bool:
    """Tell whether a short form that begins with a digit ends a decimal ("1.15D")."""
    before = norm[max(0, start - 2) : start]
    return norm[start].isdigit() and before[-1:] in (".", ",") and before[:1].isdigit()


def _is_shouted(norm: str, start: int, end: int) -> bool:
    """Tell whether a word stands among capitals, where it is no short form ("OF CLASS IGM")."""
    if not norm[start:end].isalpha():
        return False
    around = norm[max(0, start - _AROUND) : start] + norm[end : end + _AROUND]
    if not around.isascii() and any(sign > "\x7f" and sign.isalpha() for sign in around):
        return False
    signs = around.encode("ascii", "ignore")
    letters = len(signs.translate(None, _NO_LETTERS))
    capitals = len(signs.translate(None, _NO_CAPITALS))
    return letters >= _AROUND // 2 and capitals >= _SHOUTED * letters


def built_names(analysis: Analysis, short: str) -> set[str]:
    """Return the senses of a short form with which candidates of a text are built."""
    return {
        item.surface.requires[1]
        for item in analysis.candidates
        if item.surface.requires is not None and item.surface.requires[0] == short
    }
