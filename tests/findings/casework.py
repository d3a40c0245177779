"""Reads the case files of claims and runs the extractor on them.

A file holds the cases of one phenomenon in one language. A case is a JSON object
of one line: ``lang``, ``phenomenon``, optionally ``detail`` (what of it), texts by section
(``title``, ``background``, ``objective``, ``methods``, ``results``,
``conclusions``), optionally ``design`` and ``headed`` (false for a text without
headings), and ``findings``. Mentions stand in
braces: ``{RFA}`` is looked up in the vocabulary, ``{the cuff|perineural-catheter}``
names its concept, ``{A and B block|a-block|b-block}`` has two. A finding is
``"intervention vs comparator | pain type | outcome | direction | certainty"``;
``-`` is none, the certainty is ``asserted`` unless given. ``"gap": true`` marks a
case that is known to be read wrongly.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from papnlp.analysis import Analysis, Span, Term
from papnlp.evidence import Study
from papnlp.findings.extractor import FindingExtractor
from papnlp.model import Model
from papnlp.text.normalise import normalise
from papnlp.text.sentences import Sentencizer

SECTIONS = ("title", "background", "objective", "methods", "results", "conclusions")
_MARK = re.compile(r"\{([^{}|]+)((?:\|[a-z0-9-]+)*)\}")


def read_cases(folder: Path) -> list[dict]:
    """Return the cases of all files of a folder."""
    cases = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip():
                cases.append({**json.loads(line), "where": f"{path.name}:{number}"})
    return cases


def _concepts(model: Model, lang: str, surface: str, named: str) -> list[str]:
    if named:
        return ["pap:" + name for name in named[1:].split("|")]
    concept = model.vocabulary.find(surface, lang)
    if concept is None or concept.label == "OTHER":
        senses = [c for c in model.vocabulary.by_short_form.get(surface, ()) if c.label != "OTHER"]
        concept = senses[0] if senses else None
    return [concept.id if concept else "pap:" + surface.lower().replace(" ", "-")]


def analyse(case: dict, model: Model, sentencizer: Sentencizer) -> Analysis:
    """Build the analysis of a case up to its mentions."""
    text, spans, mentions = "", [], []
    for section in SECTIONS:
        marked = case.get(section)
        if not marked:
            continue
        begin = len(text)
        at = 0
        for match in _MARK.finditer(marked):
            text += marked[at : match.start()]
            start = len(text)
            text += match.group(1)
            for concept in _concepts(model, case["lang"], match.group(1), match.group(2)):
                known = model.vocabulary.get(concept)
                label = known.label if known else "INTERVENTION"
                mentions.append(Term(start, len(text), label, concept, "term"))
            at = match.end()
        text += marked[at:]
        spans.append((begin, len(text), section))
        text += "\n"
    analysis = Analysis(normalise(text, case["lang"]))
    analysis.headed = case.get("headed", True)
    analysis.mentions = mentions
    analysis.study = Study(design=case.get("design", "randomized controlled trial"))
    norm = analysis.text.norm
    for begin, end, section in spans:
        pieces = [(begin, end)] if section == "title" else sentencizer.split(norm[begin:end])
        offset = 0 if section == "title" else begin
        analysis.sentences.extend(Span(s + offset, e + offset, section) for s, e in pieces)
    return analysis


def shorten(finding) -> str:
    """Write a finding as a case does."""

    def name(value: str | None) -> str:
        return "-" if value is None else value.removeprefix("pap:")

    arms = name(finding.intervention)
    if finding.comparator:
        arms += " vs " + name(finding.comparator)
    parts = [arms, name(finding.pain_type), name(finding.outcome), finding.direction]
    if finding.certainty == "hedged":
        parts.append("hedged")
    return " | ".join(parts)


class Runner:
    """Runs cases with one model."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._extractors = {lang: FindingExtractor(model, lang) for lang in ("en", "zh")}
        self._sentencizers = {lang: Sentencizer(model, lang) for lang in ("en", "zh")}

    def sentencizer(self, lang: str) -> Sentencizer:
        """Return the sentencizer of a language."""
        return self._sentencizers[lang]

    def run(self, case: dict) -> Analysis:
        """Return the analysis of a case with its findings."""
        analysis = analyse(case, self.model, self._sentencizers[case["lang"]])
        self._extractors[case["lang"]](analysis)
        return analysis
