"""Terms that only one of two aligned passages has: the translation may have lost them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from papnlp.analysis import Analysis, Term
from papnlp.evidence import Alignment, Notice
from papnlp.vocabulary.vocabulary import Vocabulary


def _terms(analysis: Analysis, sentences: Sequence[int]) -> list[Term]:
    spans = [(item.start, item.end) for item in map(analysis.sentences.__getitem__, sentences)]
    return [
        term for term in analysis.mentions if any(start <= term.start < end for start, end in spans)
    ]


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
    notices: list[Notice] = []
    for bead in alignments:
        if not bead.en or not bead.zh:
            continue
        en, zh = _terms(analyses["en"], bead.en), _terms(analyses["zh"], bead.zh)
        notices.extend(_lost(analyses["en"], en, zh, vocabulary))
        notices.extend(_lost(analyses["zh"], zh, en, vocabulary))
    return notices
