"""Findings that only one of two aligned languages shows and that are weak: left out, and said so.

A claim that is read in both languages is right about twice as often as one that
is read in one of two sentences that translate each other. Of the latter, those
of a conclusion, those for the worse, and those that name neither an outcome nor
who acts are more often misread than not: a curator is told of them, but they are
no records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from papnlp.analysis import Analysis, Finding
from papnlp.bilingual.kinship import Kinship
from papnlp.bilingual.merge import match_findings
from papnlp.evidence import Alignment, Notice
from papnlp.vocabulary.vocabulary import Vocabulary


def corroborate(
    analyses: Mapping[str, Analysis],
    alignments: Sequence[Alignment],
    vocabulary: Vocabulary,
    kin: Kinship,
) -> list[Notice]:
    """Drop the weak findings that the aligned sentences of the other language do not show.

    Parameters
    ----------
    analyses : mapping of str to Analysis
        English and Chinese; their findings are reduced.
    alignments : sequence of Alignment
        A finding in a passage that has no partner is kept.
    vocabulary : Vocabulary
        Names the interventions in the notices.
    kin : Kinship
        Tells which concepts may name one thing.

    Returns
    -------
    list of Notice
        One for each finding that was left out, with its passage.
    """
    pairs = match_findings(analyses["en"], analyses["zh"], alignments, kin)
    partnered = {
        "en": {i for i, j in pairs if i is not None and j is not None},
        "zh": {j for i, j in pairs if i is not None and j is not None},
    }
    notices: list[Notice] = []
    for lang, analysis in analyses.items():
        translated = {
            index
            for bead in alignments
            if bead.en and bead.zh
            for index in (bead.en if lang == "en" else bead.zh)
        }
        kept: list[Finding] = []
        for index, finding in enumerate(analysis.findings):
            told = analysis.sentence_at(finding.start) in translated
            if index in partnered[lang] or not told or not _is_weak(finding):
                kept.append(finding)
            else:
                notices.append(_notice(analysis, finding, vocabulary))
        analysis.findings = kept
    return notices


def _is_weak(finding: Finding) -> bool:
    """Tell whether a finding of one language alone is more likely misread than not."""
    if finding.rule.startswith(("harm", "mixed")):
        return False
    if finding.section == "conclusions" or finding.direction in ("worsened", "unclear"):
        return True
    inferred = any(slot.inferred for slot in finding.slots.get("intervention", ()))
    return finding.outcome is None and inferred


def _notice(analysis: Analysis, finding: Finding, vocabulary: Vocabulary) -> Notice:
    start, end = analysis.text.original(finding.start, finding.end)
    name = vocabulary.name(finding.intervention)
    return Notice(
        "uncorroborated",
        f"a claim about {name} ({finding.direction}) is read only in the {analysis.lang} text "
        "and was left out: check the passage",
        analysis.lang,
        start,
        end,
    )
