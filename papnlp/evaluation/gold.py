"""Gold documents: offsets for annotations that were made by surface.

The annotators write each mention as its surface and each concept as its
canonical English name. Here every occurrence of a surface gets its offsets, and
every name its concept id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from papnlp.document import LANGUAGES, Document
from papnlp.terms.names import text_concept
from papnlp.vocabulary.concept import CONCEPT_LABELS
from papnlp.vocabulary.vocabulary import Vocabulary

_NOT_IN_ID: Final = re.compile(r"[^a-z0-9]+")


class GoldError(ValueError):
    """A gold document that cannot be used, with the place and the reason in one line."""


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention of the gold set; offsets are code points into the text of ``lang``."""

    lang: str
    start: int
    end: int
    label: str
    concept: str

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {
            "lang": self.lang,
            "start": self.start,
            "end": self.end,
            "label": self.label,
            "concept": self.concept,
        }


def slug(name: str) -> str:
    """Return the concept id that a canonical English name has by convention."""
    return "pap:" + _NOT_IN_ID.sub("-", name.lower()).strip("-")


def concept_id(name: str, vocabulary: Vocabulary, label: str | None = None) -> str:
    """Return the id of a concept given by its canonical English name.

    Parameters
    ----------
    name : str
        Canonical English name.
    vocabulary : Vocabulary
        Where the name is looked up among names and synonyms.
    label : str, optional
        Label that the concept must have.

    Returns
    -------
    str
        The id in the vocabulary, else ``text:`` and the folded name, as the
        pipeline names what the vocabulary lacks.
    """
    by_convention = slug(name)
    if by_convention in vocabulary:
        return by_convention
    concept = vocabulary.find(name, "en", label)
    return concept.id if concept else text_concept(name)


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def occurrences(text: str, surface: str) -> Iterable[tuple[int, int]]:
    """Yield the spans at which a surface stands as a whole word."""
    start = text.find(surface)
    while start >= 0:
        end = start + len(surface)
        inside = (start > 0 and _is_word(surface[0]) and _is_word(text[start - 1])) or (
            end < len(text) and _is_word(surface[-1]) and _is_word(text[end])
        )
        if not inside:
            yield start, end
        start = text.find(surface, start + 1)


def locate(
    text: str, lang: str, entries: Iterable[Mapping[str, Any]], vocabulary: Vocabulary
) -> list[GoldMention]:
    """Give offsets to mentions annotated by surface.

    Longer surfaces come first, and an occurrence inside a longer one is not a
    mention of its own; entries with the same surface share their spans.

    Raises
    ------
    GoldError
        If a surface does not stand in the text.
    """
    by_surface: dict[str, list[Mapping[str, Any]]] = {}
    for entry in entries:
        by_surface.setdefault(entry["text"], []).append(entry)
    taken: list[tuple[int, int]] = []
    mentions = []
    for surface in sorted(by_surface, key=len, reverse=True):
        spans = list(occurrences(text, surface))
        if not spans:
            raise GoldError(f"{lang}: {surface!r} does not stand in the text")
        free = [
            (start, end)
            for start, end in spans
            if not any(start < right and left < end for left, right in taken)
        ]
        taken.extend(free)
        for start, end in free:
            for entry in by_surface[surface]:
                identifier = concept_id(entry["concept"], vocabulary, entry["label"])
                mentions.append(GoldMention(lang, start, end, entry["label"], identifier))
    return sorted(mentions, key=lambda item: (item.start, item.end, item.label, item.concept))


def _record(record: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    slots = {
        "intervention": "INTERVENTION",
        "comparator": "INTERVENTION",
        "pain_type": "PAIN_TYPE",
        "outcome": "OUTCOME",
    }
    resolved: dict[str, Any] = {
        slot: None if record.get(slot) is None else concept_id(record[slot], vocabulary, label)
        for slot, label in slots.items()
    }
    resolved["direction"] = record["direction"]
    resolved["certainty"] = record["certainty"]
    resolved["quote"] = record.get("evidence_en")
    return resolved


def _abbreviation(entry: Mapping[str, Any], lang: str, vocabulary: Vocabulary) -> dict[str, Any]:
    concept = concept_id(entry["concept"], vocabulary) if entry.get("concept") else None
    return {
        "lang": lang,
        "short": entry["short"],
        "long": entry["long"],
        "concept": concept if concept in vocabulary else None,
    }


def from_surfaces(
    document: Mapping[str, Any], annotation: Mapping[str, Any], vocabulary: Vocabulary
) -> dict[str, Any]:
    """Turn a document and its annotation by surface into one gold object.

    Parameters
    ----------
    document : mapping
        ``id``, ``title`` (object by language or null), ``en`` and ``zh``.
    annotation : mapping
        ``mentions`` and ``abbreviations`` by language, ``study``, ``records``.
    vocabulary : Vocabulary
        Resolves canonical names into ids.

    Returns
    -------
    dict
        A gold line: the document with ``mentions`` (offsets), ``abbreviations``,
        ``study`` and ``records``.

    Raises
    ------
    GoldError
        If the two have different ids, a surface does not stand in its text, or
        a label is unknown.
    """
    if document["id"] != annotation["id"]:
        raise GoldError(f"annotation {annotation['id']} given for document {document['id']}")
    source = Document.from_dict(
        {
            "id": document["id"],
            "title": document.get("title"),
            "abstract": {lang: document.get(lang) for lang in LANGUAGES},
        }
    )
    mentions: list[GoldMention] = []
    abbreviations: list[dict[str, Any]] = []
    for lang in source.languages:
        entries = annotation["mentions"].get(lang, [])
        for entry in entries:
            if entry["label"] not in CONCEPT_LABELS[:3]:
                raise GoldError(f"{source.id}: unknown label {entry['label']!r}")
        try:
            mentions.extend(locate(source.text(lang), lang, entries, vocabulary))
        except GoldError as error:
            raise GoldError(f"{source.id}: {error}") from error
        abbreviations.extend(
            _abbreviation(entry, lang, vocabulary)
            for entry in annotation["abbreviations"].get(lang, [])
        )
    return {
        **source.to_dict(),
        "mentions": [mention.to_dict() for mention in mentions],
        "abbreviations": abbreviations,
        "study": dict(annotation["study"]),
        "records": [_record(record, vocabulary) for record in annotation["records"]],
    }
