"""Why the English and the Chinese reading of one document differ, found by rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from papnlp.analysis import Analysis, Finding
from papnlp.bilingual.kinship import Kinship
from papnlp.evidence import Alignment

SLOTS: Final = ("intervention", "comparator", "pain_type", "outcome", "direction")
_NAMES: Final = {
    "intervention": "intervention",
    "comparator": "comparator",
    "pain_type": "pain type",
    "outcome": "outcome",
    "direction": "direction",
}
_LABELS: Final = {"intervention": "INTERVENTION", "comparator": "INTERVENTION"}
_FEWEST: Final = 2
"""Findings that share fewer slots than this are not the same claim."""
HEDGE: Final = "hedge differs"
UNALIGNED: Final = "sentence has no partner"
ROLE: Final = "sentence role differs"
NO_CLAIM: Final = "no claim read in the sentence: cue missing"
OTHER_CLAIM: Final = "claim read in one only, others read in the sentence"


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that the two languages do not share.

    Attributes
    ----------
    document, lang, section, text : str
        Where it stands: document, language, role and text of the sentence.
    cause : str
        Why.
    en, zh : tuple or None
        The full key that each language reads, None if it reads none.
    right : str
        ``"en"`` or ``"zh"`` if that record alone is one of the gold's, else empty.
    """

    document: str
    lang: str
    section: str
    text: str
    cause: str
    en: tuple[Any, ...] | None
    zh: tuple[Any, ...] | None
    right: str

    def __str__(self) -> str:
        sides = " | ".join(
            f"{lang}: " + ("-" if key is None else " ".join(map(_short, key)))
            for lang, key in (("en", self.en), ("zh", self.zh))
        )
        right = f" ({self.right} right)" if self.right else ""
        where = f"{self.document} {self.lang} {self.section}"
        return f"{where}: {self.cause}{right}\n  {sides}\n  {self.text}"


@dataclass(frozen=True)
class Pages:
    """Both analyses of a document, each read without the other, and how their sentences align.

    ``gold`` are the full keys of its gold records.
    """

    document: str
    en: Analysis
    zh: Analysis
    alignments: Sequence[Alignment]
    gold: frozenset[tuple[Any, ...]]

    def analysis(self, lang: str) -> Analysis:
        """Return the analysis of a language."""
        return self.en if lang == "en" else self.zh

    @cached_property
    def _beads(self) -> dict[str, dict[int, Alignment]]:
        return {
            "en": {index: bead for bead in self.alignments for index in bead.en},
            "zh": {index: bead for bead in self.alignments for index in bead.zh},
        }

    def partners(self, lang: str, finding: Finding) -> Sequence[int]:
        """Return the sentences of the other language that translate that of a finding."""
        bead = self._beads[lang].get(self.analysis(lang).sentence_at(finding.start))
        if bead is None:
            return ()
        return bead.zh if lang == "en" else bead.en


def key_of(finding: Finding) -> tuple[Any, ...]:
    """Return the full key of a finding."""
    return tuple(getattr(finding, slot) for slot in SLOTS)


def differences(pages: Pages, kin: Kinship) -> Iterator[Difference]:
    """Yield what only one language reads, and what each reads differently, with the cause.

    Parameters
    ----------
    pages : Pages
        Both readings of a document.
    kin : Kinship
        Tells one thing that is named more or less widely from another.
    """
    open_: dict[str, list[Finding]] = {"en": [], "zh": list(pages.zh.findings)}
    for one in pages.en.findings:
        same = next((item for item in open_["zh"] if key_of(item) == key_of(one)), None)
        if same is None:
            open_["en"].append(one)
            continue
        open_["zh"].remove(same)
        if same.certainty != one.certainty:
            yield _difference(pages, HEDGE, one, same)
    for one, other in _pairs(pages, open_["en"], open_["zh"]):
        open_["en"].remove(one)
        open_["zh"].remove(other)
        yield _difference(pages, _of_pair(pages, one, other, kin), one, other)
    for lang, left in open_.items():
        for finding in left:
            cause = _of_one(pages, lang, finding)
            yield _difference(pages, cause, *((finding, None) if lang == "en" else (None, finding)))


def _pairs(
    pages: Pages, en: Sequence[Finding], zh: Sequence[Finding]
) -> list[tuple[Finding, Finding]]:
    """Pair findings of aligned sentences that share most slots, each used once."""
    scored = []
    for i, one in enumerate(en):
        partners = pages.partners("en", one)
        for j, other in enumerate(zh):
            shared = sum(a == b for a, b in zip(key_of(one), key_of(other), strict=True))
            aligned = pages.zh.sentence_at(other.start) in partners
            if aligned and shared > _FEWEST:
                scored.append((-shared, one.intervention != other.intervention, i, j))
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for *_, i, j in sorted(scored):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((en[i], zh[j]))
    return pairs


def _of_pair(pages: Pages, one: Finding, other: Finding, kin: Kinship) -> str:
    """Return why two findings of one claim differ, by the first slot that does."""
    slot = next(name for name in SLOTS if getattr(one, name) != getattr(other, name))
    left, right = getattr(one, slot), getattr(other, slot)
    name = _NAMES[slot]
    if slot == "direction":
        return "direction conflict"
    for lang, concept in (("en", left), ("zh", right)):
        if concept is not None and not _mentioned(pages, "zh" if lang == "en" else "en", concept):
            if left is None or right is None:
                return f"{name}: mention missing in one language"
            return f"{name}: mention linked to other concept"
    if left is None or right is None:
        return f"{name} open in one language"
    return f"{name} named more or less widely" if kin(left, right) else f"{name} differs"


def _of_one(pages: Pages, lang: str, finding: Finding) -> str:
    """Return why a finding of one language has no like in the other."""
    analysis = pages.analysis(lang)
    other = pages.analysis("zh" if lang == "en" else "en")
    partners = pages.partners(lang, finding)
    if not partners:
        return UNALIGNED
    here = analysis.sentences[analysis.sentence_at(finding.start)]
    if all(other.sentences[index].section != here.section for index in partners):
        return ROLE
    for slot in ("intervention", "outcome", "comparator"):
        concept = getattr(finding, slot)
        if concept is not None and not _mentioned(pages, other.lang, concept):
            if slot in _LABELS and _stranger(pages, lang, partners, _LABELS[slot]):
                return f"{_NAMES[slot]}: mention linked to other concept"
            if slot in finding.slots:
                return f"{_NAMES[slot]}: mention missing in one language"
    read = {other.sentence_at(item.start) for item in other.findings}
    return OTHER_CLAIM if read.intersection(partners) else NO_CLAIM


def _mentioned(pages: Pages, lang: str, concept: str) -> bool:
    return any(term.concept == concept for term in pages.analysis(lang).mentions)


def _stranger(pages: Pages, lang: str, partners: Sequence[int], label: str) -> bool:
    """Tell whether the translation of a sentence names what its own text never names."""
    other = pages.analysis("zh" if lang == "en" else "en")
    return any(
        term.label == label
        and other.sentence_at(term.start) in partners
        and not _mentioned(pages, lang, term.concept)
        for term in other.mentions
    )


def _difference(pages: Pages, cause: str, en: Finding | None, zh: Finding | None) -> Difference:
    sides = [
        (analysis, item) for analysis, item in ((pages.en, en), (pages.zh, zh)) if item is not None
    ]
    analysis, shown = sides[0]
    right = [analysis.lang for analysis, item in sides if key_of(item) in pages.gold]
    return Difference(
        pages.document,
        analysis.lang,
        analysis.sentences[analysis.sentence_at(shown.start)].section,
        analysis.text.norm[shown.start : shown.end].replace("\n", " "),
        cause,
        None if en is None else key_of(en),
        None if zh is None else key_of(zh),
        right[0] if len(right) == 1 else "",
    )


def _short(value: object) -> str:
    return "-" if value is None else str(value).removeprefix("pap:")
