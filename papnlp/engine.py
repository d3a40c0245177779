"""The stages of one language, in their order."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path

from papnlp.abbreviations.definitions import DefinitionFinder
from papnlp.analysis import Analysis
from papnlp.findings.extractor import FindingExtractor
from papnlp.model import Model, open_model, paused_collection
from papnlp.study.reader import StudyReader
from papnlp.study.statistics import StatisticsFinder
from papnlp.terms.context import ContextTagger
from papnlp.terms.linker import Linker
from papnlp.terms.ruler import ConceptRuler
from papnlp.text.sections import SectionTagger
from papnlp.text.sentences import Sentencizer

Stage = Callable[[Analysis], None]


class Engine:
    """Holds the stages of one language, each made at first use.

    Parameters
    ----------
    model : Model
        An opened model.
    lang : str
        ``"en"`` or ``"zh"``.
    """

    def __init__(self, model: Model, lang: str) -> None:
        self.model = model
        self.lang = lang

    @cached_property
    def sentencizer(self) -> Sentencizer:
        """Splits the text into sentences."""
        return Sentencizer(self.model, self.lang)

    @cached_property
    def sections(self) -> SectionTagger:
        """Gives each sentence its section."""
        return SectionTagger(self.model, self.lang)

    @cached_property
    def ruler(self) -> ConceptRuler:
        """Proposes candidates from the vocabulary."""
        return ConceptRuler(self.model, self.lang)

    @cached_property
    def definitions(self) -> DefinitionFinder:
        """Finds abbreviation definitions."""
        return DefinitionFinder(self.model, self.lang)

    @cached_property
    def linker(self) -> Linker:
        """Resolves short forms and settles the mentions."""
        return Linker(self.model, self.lang)

    @cached_property
    def context(self) -> ContextTagger:
        """Marks negated mentions."""
        return ContextTagger(self.model, self.lang)

    @cached_property
    def statistics(self) -> StatisticsFinder:
        """Finds statistics."""
        return StatisticsFinder(self.model, self.lang)

    @cached_property
    def study(self) -> StudyReader:
        """Reads the study."""
        return StudyReader(self.model, self.lang)

    @cached_property
    def findings(self) -> FindingExtractor:
        """Finds the claims."""
        return FindingExtractor(self.model, self.lang)

    @cached_property
    def _reading(self) -> tuple[Stage, ...]:
        return self.sentencizer, self.sections, self.ruler, self.definitions

    @cached_property
    def _interpreting(self) -> tuple[Stage, ...]:
        return self.context, self.statistics, self.study

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """All stages in their order, made together."""
        with paused_collection():
            return *self._reading, self.linker, *self._interpreting, self.findings

    def read(self, analysis: Analysis) -> None:
        """Find sentences, sections, candidates and definitions: all that needs one text only."""
        for stage in self._reading:
            stage(analysis)

    def link(self, analysis: Analysis) -> None:
        """Resolve short forms and settle the mentions; definitions of the other text help."""
        self.linker(analysis)

    def describe(self, analysis: Analysis) -> None:
        """Find negations, statistics and what kind of study it is."""
        for stage in self._interpreting:
            stage(analysis)


@lru_cache(maxsize=8)
def shared_engine(model: str | Path, lang: str) -> Engine:
    """Return the one engine that all components of a process share.

    Parameters
    ----------
    model : str or Path
        Name or folder of a model.
    lang : str
        ``"en"`` or ``"zh"``.
    """
    return Engine(open_model(model), lang)
