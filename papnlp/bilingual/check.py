"""Terms that only one of two aligned passages has: the translation may have lost them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from papnlp.analysis import Analysis, Term
from papnlp.evidence import Alignment, Notice
from papnlp.vocabulary.vocabulary import Vocabulary


def _by_sentence(analysis: Analysis) -> list[list[Term]]:
    terms: list[list[Term]] = [[] for _ in analysis.sentences]
    for term in analysis.mentions:
        index = analysis.sentence_at(term.start)
        if terms and term.start < analysis.sentences[index].end:
            terms[index].append(term)
    return terms


def _lost(
    source: Analysis, terms: Sequence[Term], others: Sequence[Term], vocabulary: Vocabulary
) -> Iterator[Notice]:
    there = {term.concept for term in others}
    reported: set[str] = set()
    for term in terms:
        concept = term.concept
        if concept in reported or concept in there:
            continue
        if any(vocabulary.is_related(concept, other) for other in there):
            continue
        reported.add(concept)
        start, end = source.text.original(term.start, term.end)
        other_language = "zh" if source.lang == "en" else "en"
        yield Notice(
            "translation",
            f"{source.text.source[start:end]!r} ({vocabulary.name(concept)}) has no counterpart "
            f"in the aligned {other_language} text",
            source.lang,
            start,
            end,
        )


def check_translation(
    analyses: Mapping[str, Analysis], alignments: Sequence[Alignment], vocabulary: Vocabulary
) -> list[Notice]:
    """Return a notice for each term that its aligned passage lacks.

    Parameters
    ----------
    analyses : mapping of str to Analysis
        English and Chinese, with their mentions.
    alignments : sequence of Alignment
        Sentence alignment; passages without a partner are not compared.
    vocabulary : Vocabulary
        A more general or more specific term on the other side is a counterpart.
    """
    terms = {lang: _by_sentence(analysis) for lang, analysis in analyses.items()}
    notices: list[Notice] = []
    for bead in alignments:
        if not bead.en or not bead.zh:
            continue
        en = [term for index in bead.en for term in terms["en"][index]]
        zh = [term for index in bead.zh for term in terms["zh"][index]]
        notices.extend(_lost(analyses["en"], en, zh, vocabulary))
        notices.extend(_lost(analyses["zh"], zh, en, vocabulary))
    return notices
