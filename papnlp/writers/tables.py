"""Evidence as flat tables: records, mentions, abbreviations, documents.

The tabular writers and :func:`papnlp.to_frame` share these rows. Names stand
beside ids, and each record carries the sentences that it rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from papnlp.evidence import Evidence, Quote, Record
from papnlp.vocabulary.vocabulary import Vocabulary

Namer = Callable[[str, str], str]
"""Takes a concept id and a language, returns the name (empty if there is none)."""

Row = dict[str, Any]

_JOIN: Final = "; "
_SLOTS: Final = ("intervention", "with", "comparator", "pain_type", "outcome", "instrument")
_LANGUAGES: Final = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, and its columns with the types of their cells."""

    name: str
    columns: dict[str, type]


def _slot_columns() -> dict[str, type]:
    return {f"{slot}{ending}": str for slot in _SLOTS for ending in ("", "_name_en", "_name_zh")}


RECORDS: Final = Table(
    "records",
    {
        "document": str,
        "record": str,
        **_slot_columns(),
        "harm": str,
        "change": str,
        "direction": str,
        "certainty": str,
        "comparison": str,
        "purpose": str,
        "section": str,
        "timepoint": str,
        "statistics": str,
        "languages": str,
        "agreement": str,
        "direction_en": str,
        "direction_zh": str,
        "rule": str,
        "sentence_en": str,
        "sentence_zh": str,
        "start_en": int,
        "end_en": int,
        "start_zh": int,
        "end_zh": int,
        "title": str,
        "pmid": str,
        "doi": str,
        "year": int,
        "design": str,
        "sample_size": int,
    },
)
MENTIONS: Final = Table(
    "mentions",
    {
        "document": str,
        "lang": str,
        "start": int,
        "end": int,
        "text": str,
        "label": str,
        "concept": str,
        "name_en": str,
        "name_zh": str,
        "via": str,
        "negated": bool,
        "section": str,
        "sentence": str,
    },
)
ABBREVIATIONS: Final = Table(
    "abbreviations",
    {
        "document": str,
        "lang": str,
        "short": str,
        "long": str,
        "start": int,
        "end": int,
        "long_start": int,
        "long_end": int,
        "concept": str,
        "name_en": str,
        "name_zh": str,
        "via": str,
        "score": float,
    },
)
DOCUMENTS: Final = Table(
    "documents",
    {
        "document": str,
        "title_en": str,
        "title_zh": str,
        "pmid": str,
        "doi": str,
        "authors": str,
        "journal": str,
        "year": int,
        "mesh": str,
        "keywords": str,
        "source": str,
        "design": str,
        "sample_size": int,
        "relevant": bool,
        "limb": str,
        "level": str,
        "cause": str,
        "age_group": str,
        "follow_up": str,
        "databases": str,
        "first_year": int,
        "last_year": int,
        "registration": str,
        "included_studies": int,
        "records": int,
        "mentions": int,
        "warnings": str,
        "text_en": str,
        "text_zh": str,
        "model": str,
        "model_version": str,
    },
)
TABLES: Final = (RECORDS, MENTIONS, ABBREVIATIONS, DOCUMENTS)


def bare_name(concept: str, lang: str) -> str:
    """Return a readable form of a concept id: what stands after its prefix."""
    return concept.partition(":")[2].replace("-", " ") if lang == "en" else ""


def names_of(evidence: Evidence, namer: Namer | None) -> Namer:
    """Return what names the concepts of an evidence.

    Parameters
    ----------
    evidence : Evidence
        Its mentions carry English names.
    namer : callable or None
        Names by vocabulary, asked first.
    """
    known = {item.concept: item.name for item in evidence.mentions if item.name}

    def name(concept: str, lang: str) -> str:
        named = namer(concept, lang) if namer else ""
        if named or lang != "en":
            return named
        return known.get(concept) or bare_name(concept, lang)

    return name


def sentence_of(evidence: Evidence, lang: str, start: int, end: int) -> str:
    """Return the whole sentences of a language that a span touches."""
    touched = [
        item
        for item in evidence.sentences
        if item.lang == lang and item.start < end and start < item.end
    ]
    if touched:
        start, end = min(start, touched[0].start), max(end, touched[-1].end)
    return evidence.texts[lang][start:end]


def _quotes(record: Record, lang: str) -> list[Quote]:
    return [quote for quote in record.evidence if quote.lang == lang]


def _title(evidence: Evidence, lang: str) -> str | None:
    titles = evidence.metadata.get("title")
    return titles.get(lang) if isinstance(titles, dict) else None


def _joined(values: object) -> str | None:
    if not isinstance(values, (list, tuple)):
        return None
    return _JOIN.join(map(str, values)) or None


def _slots(record: Record, name: Namer) -> Row:
    row: Row = {}
    for slot in _SLOTS:
        value = record.with_ if slot == "with" else getattr(record, slot)
        concepts = value if isinstance(value, tuple) else (value,) if value else ()
        row[slot] = _joined(concepts)
        for lang in _LANGUAGES:
            row[f"{slot}_name_{lang}"] = _joined([name(item, lang) for item in concepts])
    return row


def _sentences(evidence: Evidence, record: Record) -> Row:
    row: Row = {}
    for lang in _LANGUAGES:
        quotes = _quotes(record, lang)
        texts = dict.fromkeys(sentence_of(evidence, lang, item.start, item.end) for item in quotes)
        row[f"sentence_{lang}"] = " … ".join(texts) or None
        row[f"start_{lang}"] = quotes[0].start if quotes else None
        row[f"end_{lang}"] = quotes[0].end if quotes else None
    return row


def record_rows(evidence: Evidence, namer: Namer | None = None) -> Iterator[Row]:
    """Yield a row for each record.

    Parameters
    ----------
    evidence : Evidence
        One document.
    namer : callable, optional
        Names concepts by vocabulary; without it there are no Chinese names.
    """
    name = names_of(evidence, namer)
    for record in evidence.records:
        yield {
            "document": evidence.id,
            "record": record.id,
            **_slots(record, name),
            "harm": record.harm,
            "change": record.change,
            "direction": record.direction,
            "certainty": record.certainty,
            "comparison": record.comparison,
            "purpose": record.purpose,
            "section": record.section,
            "timepoint": record.timepoint,
            "statistics": _joined([item.text for item in record.statistics]),
            "languages": _joined(record.languages),
            "agreement": record.agreement,
            "direction_en": record.direction_by_language.get("en"),
            "direction_zh": record.direction_by_language.get("zh"),
            "rule": record.rule,
            **_sentences(evidence, record),
            "title": _title(evidence, "en") or _title(evidence, "zh"),
            "pmid": evidence.metadata.get("pmid"),
            "doi": evidence.metadata.get("doi"),
            "year": evidence.metadata.get("year"),
            "design": evidence.study.design,
            "sample_size": evidence.study.sample_size,
        }


def mention_rows(evidence: Evidence, namer: Namer | None = None) -> Iterator[Row]:
    """Yield a row for each mention, with its sentence."""
    name = names_of(evidence, namer)
    sentences = list(evidence.sentences)
    for item in evidence.mentions:
        sentence = next(
            (
                known
                for known in sentences
                if known.lang == item.lang and known.start <= item.start < known.end
            ),
            None,
        )
        yield {
            **item.to_dict(),
            "document": evidence.id,
            "name_en": item.name or (name(item.concept, "en") if item.concept else None),
            "name_zh": name(item.concept, "zh") if item.concept else None,
            "section": sentence.section if sentence else None,
            "sentence": evidence.texts[item.lang][sentence.start : sentence.end]
            if sentence
            else None,
        }


def abbreviation_rows(evidence: Evidence, namer: Namer | None = None) -> Iterator[Row]:
    """Yield a row for each short form and sense."""
    name = names_of(evidence, namer)
    for item in evidence.abbreviations:
        yield {
            **item.to_dict(),
            "document": evidence.id,
            "name_en": name(item.concept, "en") if item.concept else None,
            "name_zh": name(item.concept, "zh") if item.concept else None,
        }


def document_rows(evidence: Evidence, namer: Namer | None = None) -> Iterator[Row]:  # noqa: ARG001
    """Yield the one row of a document."""
    study, metadata = evidence.study, evidence.metadata
    years = study.years or (None, None)
    yield {
        "document": evidence.id,
        **{f"title_{lang}": _title(evidence, lang) for lang in _LANGUAGES},
        **{key: metadata.get(key) for key in ("pmid", "doi", "journal", "year", "source")},
        **{key: _joined(metadata.get(key)) for key in ("authors", "mesh", "keywords")},
        **{
            key: getattr(study, key)
            for key in (
                "design",
                "sample_size",
                "relevant",
                "follow_up",
                "registration",
                "included_studies",
            )
        },
        **study.population.to_dict(),
        "databases": _joined(study.databases),
        "first_year": years[0],
        "last_year": years[1],
        "records": len(evidence.records),
        "mentions": len(evidence.mentions),
        "warnings": _joined([item.message for item in evidence.warnings]),
        **{f"text_{lang}": evidence.texts.get(lang) for lang in _LANGUAGES},
        "model": evidence.provenance.get("model"),
        "model_version": evidence.provenance.get("model_version"),
    }


_BUILDERS: Final = {
    "records": record_rows,
    "mentions": mention_rows,
    "abbreviations": abbreviation_rows,
    "documents": document_rows,
}


def rows(table: Table, evidence: Evidence, namer: Namer | None = None) -> Iterator[list[Any]]:
    """Yield the rows of a table for one document, cells in the order of the columns.

    Parameters
    ----------
    table : Table
        One of ``TABLES``.
    evidence : Evidence
        One document.
    namer : callable, optional
        Names concepts by vocabulary.
    """
    for row in _BUILDERS[table.name](evidence, namer):
        yield [_cell(row.get(column)) for column in table.columns]


def _cell(value: object) -> object:
    return None if value == "" else value


def vocabulary_namer(vocabulary: Vocabulary) -> Namer:
    """Return what names concepts by a vocabulary; Chinese names only where they are known."""

    def name(concept: str, lang: str) -> str:
        known = vocabulary.get(concept)
        return known.name.get(lang, "") if known else bare_name(concept, lang)

    return name
