"""The study stage: design, sample size, population and the rest."""

from __future__ import annotations

from typing import Final

from papnlp.analysis import Analysis
from papnlp.evidence import Study
from papnlp.model import Model
from papnlp.study.design import DesignClassifier
from papnlp.study.details import DetailReader
from papnlp.study.sample import SampleSizeFinder

_AROUND: Final = ("background", "conclusions")


class StudyReader:
    """Fills ``analysis.study``.

    Parameters
    ----------
    model : Model
        Vocabulary, the table ``relevance`` of ``config.toml`` and the cues
        ``cues/<lang>/study.toml``.
    lang : str
        ``"en"`` or ``"zh"``.
    """

    def __init__(self, model: Model, lang: str) -> None:
        cues = model.cues(lang, "study")
        compiled = model.compiler(lang, "study")
        settings = model.settings["relevance"]
        self._vocabulary = model.vocabulary
        self._roots: tuple[str, ...] = tuple(settings["concepts"])
        self._needed: int = settings["mentions"]
        self._design = DesignClassifier(cues["design"], compiled)
        self._sample = SampleSizeFinder(cues["sample"], lang, compiled)
        self._details = DetailReader(cues["details"], lang, compiled)

    def __call__(self, analysis: Analysis) -> None:
        """Read the study from the text, its sections and its mentions."""
        design = self._design(analysis)
        review = "review" in design or design == "meta-analysis"
        details = self._details
        analysis.study = Study(
            design=design,
            sample_size=self._sample(analysis, design),
            relevant=self._is_relevant(analysis, design),
            population=details.population(analysis),
            follow_up=details.follow_up(analysis),
            databases=details.databases(analysis) if review else (),
            years=details.years(analysis) if review else None,
            registration=details.registration(analysis),
            included_studies=details.included_studies(analysis) if review else None,
        )

    def group_sizes(self, analysis: Analysis) -> tuple[int, ...]:
        """Return the different sizes that a text gives for the groups of its study."""
        return self._sample.group_sizes(analysis)

    def _is_relevant(self, analysis: Analysis, design: str) -> bool:
        """Tell whether the text is about pain or phantom phenomena after amputation.

        What a laboratory study says in its background or conclusions alone (a
        phantom for imaging that may serve to train neurolysis) does not make it so.
        """
        apart = _AROUND if design == "laboratory study" else ()
        count = 0
        for term in analysis.mentions:
            if term.negated or term.label != "PAIN_TYPE":
                continue
            if apart and analysis.sentences[analysis.sentence_at(term.start)].section in apart:
                continue
            if any(self._vocabulary.is_a(term.concept, root) for root in self._roots):
                if term.start < analysis.title_end:
                    return True
                count += 1
        return count >= self._needed
