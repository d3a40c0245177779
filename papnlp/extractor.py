"""From a document to its evidence: the one place where the languages meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import papnlp
from papnlp.analysis import Analysis, Term
from papnlp.bilingual.align import SentenceAligner
from papnlp.bilingual.check import check_translation
from papnlp.bilingual.corroborate import corroborate
from papnlp.bilingual.kinship import Kinship
from papnlp.bilingual.merge import merge
from papnlp.document import Document, DocumentError, detect_language
from papnlp.engine import Engine
from papnlp.evidence import (
    Abbreviation,
    Alignment,
    Evidence,
    Mention,
    Notice,
    Sentence,
)
from papnlp.findings.knowledge import Knowledge
from papnlp.model import DEFAULT_MODEL, Model, open_model, paused_collection
from papnlp.study.combine import combine_studies
from papnlp.terms.linker import built_names
from papnlp.terms.names import PREFIX
from papnlp.terms.senses import Sense
from papnlp.text.normalise import normalise


class Extractor:
    """Reads documents and says what they claim.

    Parameters
    ----------
    model : Model
        An opened model.

    Examples
    --------
    >>> import papnlp
    >>> extract = papnlp.load()
    >>> evidence = extract("RESULTS: Cryoneurolysis reduced phantom limb pain.")
    >>> [record.direction for record in evidence.records]
    ['improved']
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self._engines: dict[str, Engine] = {}
        self._made: set[str] = set()
        self._provenance = {
            "papnlp": papnlp.__version__,
            "model": model.name,
            "model_version": model.version,
            "model_sha256": model.sha256,
        }

    @cached_property
    def _aligner(self) -> SentenceAligner:
        return SentenceAligner(self.model)

    @cached_property
    def _kinship(self) -> Kinship:
        return Kinship(Knowledge(self.model))

    def engine(self, lang: str) -> Engine:
        """Return the stages of a language, made at first use."""
        known = self._engines.get(lang)
        if known is None:
            known = Engine(self.model, lang)
            self._engines[lang] = known
        return known

    def __call__(self, document: Document | Mapping[str, Any] | str) -> Evidence:
        """Extract the evidence of one document.

        Parameters
        ----------
        document : Document, mapping or str
            A document, its JSON object, or the text of an abstract (its language
            is detected).

        Returns
        -------
        Evidence
            Offsets are code points into ``evidence.texts[lang]``.

        Raises
        ------
        DocumentError
            If there is no text or a field has the wrong type.
        """
        document = _as_document(document)
        analyses = self.analyse(document)
        alignments: list[Alignment] = []
        notices: list[Notice] = []
        if len(analyses) == 2:
            alignments = self._aligner.align(analyses["en"], analyses["zh"])
            notices = check_translation(analyses, alignments, self.model.vocabulary)
            notices += corroborate(analyses, alignments, self.model.vocabulary, self._kinship)
        return self._assemble(document, analyses, alignments, notices)

    def analyse(self, document: Document) -> dict[str, Analysis]:
        """Run all stages of each language and return the analyses by language."""
        analyses: dict[str, Analysis] = {}
        self._make_stages(document.languages)
        for lang in document.languages:
            title = document.title.get(lang, "")
            analysis = Analysis(normalise(document.text(lang), lang))
            if title and lang in document.abstract:
                analysis.title_end = _title_end(analysis, len(title))
            elif title:
                analysis.title_end = len(analysis.text.norm)
            self.engine(lang).read(analysis)
            analyses[lang] = analysis
        self._link(analyses)
        for lang, analysis in analyses.items():
            self.engine(lang).describe(analysis)
        self._find(analyses)
        return analyses

    def _make_stages(self, languages: Sequence[str]) -> None:
        """Make the stages of each language at once, so that they are collected once at most."""
        if not self._made.issuperset(languages):
            with paused_collection():
                self._made.update(lang for lang in languages if self.engine(lang).stages)

    def _find(self, analyses: Mapping[str, Analysis]) -> None:
        """Find the claims of each language; what a study is and compares holds for both."""
        if len(analyses) > 1:
            design = combine_studies(analyses).design
            for analysis in analyses.values():
                analysis.study = replace(analysis.study, design=design)
        for lang, analysis in analyses.items():
            for other in analyses.values():
                if other is not analysis:
                    analysis.foreign_arms = other.arms
            self.engine(lang).findings(analysis)
        if len(analyses) > 1:
            first, second = analyses.values()
            if _tells_more(second, first):
                first.foreign_arms = second.arms
                self.engine(first.lang).findings(first)

    def _link(self, analyses: Mapping[str, Analysis]) -> None:
        """Link each language, each with the definitions of the other at hand."""
        for lang, analysis in analyses.items():
            self.engine(lang).link(analysis)
            for other in analyses.values():
                if other is not analysis:
                    other.foreign_definitions = _definitions(analysis)
                    other.foreign_labels = {
                        term.concept: term.label
                        for term in analysis.mentions
                        if term.concept.startswith(PREFIX)
                    }
        first = next(iter(analyses.values()), None)
        if first is None or len(analyses) < 2:
            return
        open_here = {item.short for item in first.abbreviations if item.via != "definition"}
        unlinked = any(
            item.via == "definition" and item.concept is None for item in first.abbreviations
        )
        if unlinked or open_here & first.foreign_definitions.keys():
            self.engine(first.lang).link(first)

    def _assemble(
        self,
        document: Document,
        analyses: Mapping[str, Analysis],
        alignments: list[Alignment],
        notices: list[Notice],
    ) -> Evidence:
        return Evidence(
            id=document.id,
            metadata=document.metadata(),
            texts={lang: analysis.text.source for lang, analysis in analyses.items()},
            study=combine_studies(analyses),
            sentences=tuple(
                Sentence(lang, *analysis.text.original(item.start, item.end), item.section)
                for lang, analysis in analyses.items()
                for item in analysis.sentences
            ),
            mentions=tuple(
                self._mention(analysis, term)
                for analysis in analyses.values()
                for term in analysis.mentions
            ),
            abbreviations=tuple(
                item for analysis in analyses.values() for item in abbreviations_of(analysis)
            ),
            alignments=tuple(alignments),
            records=merge(document.id, analyses, alignments, self._kinship),
            warnings=tuple(notices),
            provenance=self._provenance,
        )

    def _mention(self, analysis: Analysis, term: Term) -> Mention:
        start, end = analysis.text.original(term.start, term.end)
        return Mention(
            analysis.lang,
            start,
            end,
            analysis.text.source[start:end],
            term.label,
            term.concept,
            self.model.vocabulary.name(term.concept),
            term.via,
            term.negated,
        )

    def pipe(
        self, documents: Iterable[Document | Mapping[str, Any] | str], workers: int = 1
    ) -> Iterator[Evidence]:
        """Extract the evidence of many documents, in their order.

        Parameters
        ----------
        documents : iterable of Document, mapping or str
            Read as they are needed.
        workers : int, optional
            Number of processes; the output does not depend on it.

        Yields
        ------
        Evidence
        """
        if workers <= 1:
            yield from map(self, documents)
            return
        from papnlp.bulk.workers import pipe  # noqa: PLC0415 (starts processes)

        yield from pipe(map(_as_document, documents), self.model.path, workers)

    def resolve(self, short: str, context: str = "", lang: str | None = None) -> list[Sense]:
        """Say what a short form may stand for, best first.

        Parameters
        ----------
        short : str
            Short form, case as written.
        context : str, optional
            Text around it; without one, the senses are listed without evidence.
        lang : str, optional
            Language of the context; detected if not given.

        Returns
        -------
        list of Sense
            Empty for a short form that the vocabulary does not have.
        """
        lang = lang or detect_language(context)
        engine = self.engine(lang)
        analysis = Analysis(normalise(context, lang))
        engine.read(analysis)
        engine.link(analysis)
        for item in analysis.abbreviations:
            if item.short in (short, short + "s") and item.via == "definition" and item.concept:
                concept = self.model.vocabulary.get(item.concept)
                name = self.model.vocabulary.name(item.concept)
                label = concept.label if concept else "OTHER"
                return [Sense(item.concept, name, label, 1.0, f"defined as {item.long!r}")]
        present = {term.concept for term in analysis.mentions if term.via == "term"}
        named = built_names(analysis, short)
        return engine.linker.inventory.weigh(short, analysis.text.lower, present, named)


def _as_document(document: Document | Mapping[str, Any] | str) -> Document:
    if isinstance(document, Document):
        if not document.languages:
            raise DocumentError(f"{document.id}: no text: give a 'title' or an 'abstract'")
        return document
    if isinstance(document, str):
        return Document.from_dict({"id": "text", "abstract": document})
    return Document.from_dict(document, default_id="text")


def _tells_more(one: Analysis, other: Analysis) -> bool:
    """Tell whether a text names arms or groups of the study that its translation lacks."""
    return set(one.arms.trial) > set(other.arms.trial) or bool(
        one.arms.labels.keys() - other.arms.labels.keys()
    )


def _title_end(analysis: Analysis, length: int) -> int:
    """Return the offset in ``norm`` that corresponds to the end of the title."""
    origin = analysis.text.origin
    if origin is None:
        return length
    return next((index for index, at in enumerate(origin) if at >= length), len(origin))


def _definitions(analysis: Analysis) -> dict[str, str | None]:
    """Return the sense of each short form that a text defines; None if it is not a known one."""
    found: dict[str, str | None] = {}
    for item in analysis.abbreviations:
        if item.via == "definition":
            found[item.short] = item.concept
            if item.short.endswith("s") and item.short[-2:-1].isupper():
                found[item.short[:-1]] = item.concept
    return found


def abbreviations_of(analysis: Analysis) -> Iterator[Abbreviation]:
    """Yield the short forms of an analysis with offsets into the text as read."""
    original, source = analysis.text.original, analysis.text.source
    for item in analysis.abbreviations:
        start, end = original(item.start, item.end)
        long_start = long_end = None
        if item.long_start is not None and item.long_end is not None:
            long_start, long_end = original(item.long_start, item.long_end)
        yield Abbreviation(
            analysis.lang,
            source[start:end],
            None if long_start is None else source[long_start:long_end],
            start,
            end,
            long_start,
            long_end,
            None if item.concept is None or item.concept.startswith(PREFIX) else item.concept,
            item.via,
            item.score,
        )


def load(model: str | Path = DEFAULT_MODEL) -> Extractor:
    """Open a model for extraction.

    Parameters
    ----------
    model : str or Path, optional
        ``"pap"`` for the bundled model, or the folder of another one.

    Returns
    -------
    Extractor

    Raises
    ------
    ModelError
        If the folder is missing or a file in it is broken; file and line are named.
    """
    return Extractor(open_model(model))
