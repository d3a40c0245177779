"""The stages of one language, in their order."""

from __future__ import annotations

from papnlp.abbreviations.definitions import DefinitionFinder
from papnlp.analysis import Analysis
from papnlp.findings.extractor import FindingExtractor
from papnlp.model import Model
from papnlp.study.reader import StudyReader
from papnlp.study.statistics import StatisticsFinder
from papnlp.terms.context import ContextTagger
from papnlp.terms.linker import Linker
from papnlp.terms.ruler import ConceptRuler
from papnlp.text.sections import SectionTagger
from papnlp.text.sentences import Sentencizer


class Engine:
    """Runs the stages of one language over an analysis.

    Parameters
    ----------
    model : Model
        An opened model.
    lang : str
        ``"en"`` or ``"zh"``.
    """

    def __init__(self, model: Model, lang: str) -> None:
        self.lang = lang
        self._reading = (
            Sentencizer(model, lang),
            SectionTagger(model, lang),
            ConceptRuler(model, lang),
            DefinitionFinder(model, lang),
        )
        self.linker = Linker(model, lang)
        self._interpreting = (
            ContextTagger(model, lang),
            StatisticsFinder(model, lang),
            StudyReader(model, lang),
            FindingExtractor(model, lang),
        )

    def read(self, analysis: Analysis) -> None:
        """Find sentences, sections, candidates and definitions: all that needs one text only."""
        for stage in self._reading:
            stage(analysis)

    def link(self, analysis: Analysis) -> None:
        """Resolve short forms and settle the mentions; definitions of the other text help."""
        self.linker(analysis)

    def interpret(self, analysis: Analysis) -> None:
        """Find negations, statistics, the study and the claims."""
        for stage in self._interpreting:
            stage(analysis)
