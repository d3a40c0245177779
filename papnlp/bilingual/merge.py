"""The findings of two languages become one list of records."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from papnlp.analysis import Analysis, Finding
from papnlp.bilingual.kinship import Kinship
from papnlp.bilingual.quotes import counterparts, statements
from papnlp.evidence import Alignment, Argument, Quote, Record, Statistic
from papnlp.findings.mirrored import mirrors, turned

_SAME, _OPEN = 3.0, 1.0
_ALIGNED: Final = 2.0
_ENOUGH: Final = 4.0
_SLOTS: Final = ("comparator", "pain_type", "outcome")
_ASIDE: Final = ("comparator", "pain_type")
"""Slots of which one may be read otherwise where all else is the same; English decides."""
_BOTH: Final = 2
_DETAILS: Final = ("instrument", "harm", "comparison", "purpose", "timepoint", "change")


@dataclass(frozen=True, slots=True)
class _Pair:
    score: float
    en: int
    zh: int


def _beads(alignments: Sequence[Alignment]) -> tuple[dict[int, int], dict[int, int]]:
    en = {index: bead for bead, item in enumerate(alignments) for index in item.en}
    zh = {index: bead for bead, item in enumerate(alignments) for index in item.zh}
    return en, zh


def _likeness(one: Finding, other: Finding, kin: Kinship, *, aligned: bool) -> float:
    """Score how well two findings are the same claim; 0 if they cannot be."""
    agreed = one.direction == other.direction
    near = aligned and agreed
    score = _SAME
    if one.intervention != other.intervention:
        if not (near and kin(one.intervention, other.intervention)):
            return 0.0
        score -= _OPEN
    apart = one.outcome is None or one.intervention != other.intervention
    for slot in _SLOTS:
        left, right = getattr(one, slot), getattr(other, slot)
        if left == right:
            score += 1.0
        elif left is None or right is None:
            score -= 0.0 if aligned else _OPEN
        elif not near or not (kin(left, right) or _is_aside(slot, apart=apart)):
            return 0.0
        elif not kin(left, right):
            apart = True
            score -= _OPEN
    if aligned:
        score += _ALIGNED
    return score + (0.5 if agreed else 0.0)


def _is_aside(slot: str, *, apart: bool) -> bool:
    """Tell whether a slot may be read otherwise in one claim, as the only slot that is."""
    return slot in _ASIDE and not apart


def match_findings(
    en: Analysis, zh: Analysis, alignments: Sequence[Alignment], kin: Kinship
) -> list[tuple[int | None, int | None]]:
    """Pair the findings of two languages, best pairs first, each used once.

    Parameters
    ----------
    en, zh : Analysis
        Analyses with their findings.
    alignments : sequence of Alignment
        Sentence alignment between the two.
    kin : Kinship
        Lets aligned findings agree that name one thing more or less widely.

    Returns
    -------
    list of tuple
        ``(index in en.findings or None, index in zh.findings or None)`` in the
        order of the English findings, those found in Chinese only at the end.
    """
    en_bead, zh_bead = _beads(alignments)
    pairs = []
    for i, one in enumerate(en.findings):
        bead = en_bead.get(en.sentence_at(one.start), -1)
        for j, other in enumerate(zh.findings):
            aligned = bead >= 0 and bead == zh_bead.get(zh.sentence_at(other.start))
            score = _likeness(one, other, kin, aligned=aligned)
            if not score and mirrors(one, other):
                score = _likeness(one, turned(other), kin, aligned=aligned)
            if score >= _ENOUGH:
                pairs.append(_Pair(score, i, j))
    pairs.sort(key=lambda pair: (-pair.score, pair.en, pair.zh))
    partner: dict[int, int] = {}
    used: set[int] = set()
    for pair in pairs:
        if pair.en not in partner and pair.zh not in used:
            partner[pair.en] = pair.zh
            used.add(pair.zh)
    result: list[tuple[int | None, int | None]] = [
        (i, partner.get(i)) for i in range(len(en.findings))
    ]
    result.extend((None, j) for j in range(len(zh.findings)) if j not in used)
    return result


def _statistics(analysis: Analysis, items: Iterable[Statistic]) -> list[Statistic]:
    located = []
    for item in items:
        start, end = analysis.text.original(item.start, item.end)
        text = analysis.text.source[start:end]
        located.append(replace(item, start=start, end=end, text=text, lang=analysis.lang))
    return located


def _arguments(analysis: Analysis, finding: Finding) -> dict[str, list[Argument]]:
    return {
        slot: [
            Argument(analysis.lang, *analysis.text.original(item.start, item.end), item.inferred)
            for item in items
        ]
        for slot, items in finding.slots.items()
    }


def _record_id(document_id: str, finding: Finding) -> str:
    parts = (
        document_id,
        finding.intervention,
        finding.comparator,
        finding.pain_type,
        finding.outcome,
        finding.direction,
        finding.harm,
        finding.timepoint,
    )
    text = "\0".join("" if part is None else part for part in parts)
    return hashlib.blake2s(text.encode(), digest_size=6).hexdigest()


def _agreement(by_language: Mapping[str, str], *, bilingual: bool) -> str | None:
    if not bilingual:
        return None
    if len(by_language) == 1:
        return next(iter(by_language))
    return "both" if len(set(by_language.values())) == 1 else "conflict"


def make_record(
    document_id: str, found: Sequence[tuple[Analysis, Finding]], *, bilingual: bool
) -> Record:
    """Make one record of a claim found in one language or in both.

    Parameters
    ----------
    document_id : str
        Enters the id of the record.
    found : sequence of (Analysis, Finding)
        English first; the first one decides the direction, later ones fill the
        slots that it leaves open.
    bilingual : bool
        Whether the document has both languages.
    """
    first = found[0][1]
    filled = first
    arguments: dict[str, list[Argument]] = {}
    for analysis, finding in found:
        fill = {
            slot: getattr(finding, slot)
            for slot in (*_SLOTS, *_DETAILS)
            if getattr(filled, slot) is None and getattr(finding, slot) is not None
        }
        if fill:
            filled = replace(filled, **fill)
        for slot, items in _arguments(analysis, finding).items():
            arguments.setdefault(slot, []).extend(items)
    by_language = {analysis.lang: finding.direction for analysis, finding in found}
    return Record(
        id=_record_id(document_id, filled),
        intervention=filled.intervention,
        with_=filled.with_,
        comparator=filled.comparator,
        pain_type=filled.pain_type,
        outcome=filled.outcome,
        instrument=filled.instrument,
        harm=filled.harm,
        change=filled.change,
        direction=filled.direction,
        certainty=filled.certainty,
        comparison=filled.comparison,
        purpose=filled.purpose,
        section=filled.section,
        timepoint=filled.timepoint,
        statistics=tuple(
            item
            for analysis, finding in found
            for item in _statistics(analysis, finding.statistics)
        ),
        languages=tuple(by_language),
        agreement=_agreement(by_language, bilingual=bilingual),
        direction_by_language=by_language,
        rule=filled.rule,
        evidence=tuple(
            quote for analysis, finding in found for quote in statements(analysis, finding)
        ),
        arguments={slot: tuple(items) for slot, items in arguments.items()},
    )


def merge(
    document_id: str,
    analyses: Mapping[str, Analysis],
    alignments: Sequence[Alignment],
    kin: Kinship,
) -> tuple[Record, ...]:
    """Return the records of a document from the findings of its languages.

    Parameters
    ----------
    document_id : str
        Enters the ids of the records.
    analyses : mapping of str to Analysis
        By language, with their findings.
    alignments : sequence of Alignment
        Empty for a document in one language.
    kin : Kinship
        Tells which concepts may name one thing.
    """
    if len(analyses) < 2:
        return tuple(
            _with_unique_ids(
                make_record(document_id, [(analysis, finding)], bilingual=False)
                for analysis in analyses.values()
                for finding in analysis.findings
            )
        )
    en, zh = analyses["en"], analyses["zh"]
    records = []
    for i, j in match_findings(en, zh, alignments, kin):
        found = []
        if i is not None:
            found.append((en, en.findings[i]))
        if j is not None:
            found.append((zh, zh.findings[j]))
        if len(found) == _BOTH and mirrors(found[0][1], found[1][1]):
            found = _turned_alike(found)
        record = make_record(document_id, found, bilingual=True)
        if len(found) == 1:
            here, there = (en, zh) if j is None else (zh, en)
            aligned = counterparts(record.evidence, here, there, alignments)
            record = replace(record, evidence=_english_first((*record.evidence, *aligned)))
        records.append(record)
    return tuple(_with_unique_ids(records))


def _turned_alike(found: list[tuple[Analysis, Finding]]) -> list[tuple[Analysis, Finding]]:
    """Turn one of two findings that compare the same arms the other way round; a result stays."""
    (here, one), (there, other) = found
    if one.section == "conclusions" != other.section:
        return [(here, turned(one)), (there, other)]
    return [(here, one), (there, turned(other))]


def _english_first(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    return tuple(sorted(quotes, key=lambda quote: quote.lang))


def _with_unique_ids(records: Iterable[Record]) -> Iterable[Record]:
    seen: dict[str, int] = {}
    for record in records:
        count = seen.get(record.id, 0)
        seen[record.id] = count + 1
        yield replace(record, id=f"{record.id}-{count + 1}") if count else record
