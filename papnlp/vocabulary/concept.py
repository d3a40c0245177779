"""A concept of the vocabulary, one line of a concept file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

CONCEPT_LABELS: Final = ("INTERVENTION", "PAIN_TYPE", "OUTCOME", "OTHER")
CONCEPT_LANGUAGES: Final = ("en", "zh")
VALENCES: Final = ("lower", "higher", "none")
CONDITIONS: Final = ("introduced", "sentence", "document", "pain", "final")
_STRING: Final = frozenset({str})
MATCHES: Final = ("exact", "close", "broad", "narrow")


class ConceptError(ValueError):
    """A line of a concept file that breaks the format."""


@dataclass(frozen=True, slots=True)
class Contextual:
    """A surface that means its concept only in context.

    ``when`` is ``introduced`` (the concept stands in the text by a full
    surface), ``sentence`` or ``document`` (one of ``words`` stands there),
    ``pain`` (directly beside a pain type or the word pain) or ``final`` (it ends
    its phrase, and one of ``words`` stands in the text).
    """

    text: str
    lang: str
    when: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CrossReference:
    """An identifier in another vocabulary; ``match`` says how exact it is."""

    id: str
    match: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that texts name: an intervention, a pain type, an outcome or another sense.

    Attributes
    ----------
    id : str
        ``pap:`` and the English name in kebab case.
    label : str
        ``INTERVENTION``, ``PAIN_TYPE``, ``OUTCOME`` or ``OTHER``.
    name, synonyms : dict by language
        Preferred name, and further full forms.
    abbreviations : tuple of str
        Short forms, case as used.
    broader : tuple of str
        Ids of more general concepts.
    kind : str
        Sort of concept within its label.
    valence : str or None
        For outcomes, which way is better for the patient.
    measures : tuple of str
        For instruments, the domains that they measure.
    """

    id: str
    label: str
    name: dict[str, str]
    synonyms: dict[str, tuple[str, ...]]
    definition: str
    abbreviations: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    kind: str = ""
    valence: str | None = None
    measures: tuple[str, ...] = ()
    not_inside: dict[str, tuple[str, ...]] = field(default_factory=dict)
    contextual: tuple[Contextual, ...] = ()
    cues: dict[str, tuple[str, ...]] = field(default_factory=dict)
    xrefs: dict[str, tuple[CrossReference, ...]] = field(default_factory=dict)

    def surfaces(self, lang: str) -> tuple[str, ...]:
        """Return the name and the synonyms in one language."""
        name = self.name.get(lang)
        return ((name,) if name else ()) + self.synonyms.get(lang, ())

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Concept:
        """Build a concept from a line of a concept file, checking its shape.

        Raises
        ------
        ConceptError
            If a field is missing, unknown or of the wrong type.
        """
        _check(data)
        return cls(
            id=data["id"],
            label=data["label"],
            name=dict(data["name"]),
            synonyms=_tuples(data.get("synonyms", {})),
            definition=data["definition"],
            abbreviations=tuple(data.get("abbreviations", ())),
            broader=tuple(data.get("broader", ())),
            kind=data.get("kind", ""),
            valence=data.get("valence"),
            measures=tuple(data.get("measures", ())),
            not_inside=_tuples(data.get("not_inside", {})),
            contextual=tuple(
                Contextual(item["text"], item["lang"], item["when"], tuple(item.get("words", ())))
                for item in data.get("contextual", ())
            ),
            cues=_tuples(data.get("cues", {})),
            xrefs={
                system: tuple(CrossReference(item["id"], item["match"]) for item in items)
                for system, items in data.get("xrefs", {}).items()
            },
        )

    def to_export(self) -> dict[str, Any]:
        """Return the object that ``papnlp concepts export`` writes."""
        return {
            "id": self.id,
            "label": self.label,
            "name": {lang: self.name.get(lang) for lang in ("en", "zh")},
            "synonyms": {lang: list(self.synonyms.get(lang, ())) for lang in ("en", "zh")},
            "abbreviations": list(self.abbreviations),
            "broader": list(self.broader),
            "xrefs": {
                system: [{"id": item.id, "match": item.match} for item in items]
                for system, items in self.xrefs.items()
            },
            "definition": self.definition,
        }


_FIELDS: Final = {
    "id": str,
    "label": str,
    "name": dict,
    "synonyms": dict,
    "abbreviations": list,
    "broader": list,
    "kind": str,
    "valence": str,
    "measures": list,
    "not_inside": dict,
    "contextual": list,
    "cues": dict,
    "xrefs": dict,
    "definition": str,
}


def _tuples(values: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {lang: tuple(items) for lang, items in values.items()}


def _strings(value: object, where: str) -> None:
    if not isinstance(value, list) or "" in value or not _STRING.issuperset(map(type, value)):
        raise ConceptError(f"{where} must be a list of non-empty strings")


def _check_contextual(items: list[Any]) -> None:
    for item in items:
        if (
            not isinstance(item, dict)
            or not isinstance(item.get("text"), str)
            or not item["text"]
            or item.get("lang") not in CONCEPT_LANGUAGES
        ):
            raise ConceptError("each 'contextual' entry needs 'text', 'lang' and 'when'")
        if item.get("when") not in CONDITIONS:
            raise ConceptError(
                f"contextual {item['text']!r}: 'when' must be one of {', '.join(CONDITIONS)}"
            )
        if item["when"] in ("sentence", "document"):
            _strings(item.get("words"), f"contextual {item['text']!r}: 'words'")


def _check_xrefs(xrefs: Mapping[str, Any]) -> None:
    for system, items in xrefs.items():
        for item in items if isinstance(items, list) else [None]:
            if (
                not isinstance(item, dict)
                or not isinstance(item.get("id"), str)
                or (item.get("match") not in MATCHES)
            ):
                raise ConceptError(
                    f"xrefs.{system}: each entry needs 'id' and 'match' ({', '.join(MATCHES)})"
                )


def _check_fields(data: Mapping[str, Any]) -> None:
    for key, value in data.items():
        if key not in _FIELDS:
            raise ConceptError(f"unknown field {key!r}: known are {', '.join(_FIELDS)}")
        if not isinstance(value, _FIELDS[key]):
            raise ConceptError(f"field {key!r} must be a {_FIELDS[key].__name__}")
    for key in ("id", "label", "name", "definition"):
        if not data.get(key):
            raise ConceptError(f"field {key!r} is missing or empty")
    if data["label"] not in CONCEPT_LABELS:
        raise ConceptError(f"label {data['label']!r}: use one of {', '.join(CONCEPT_LABELS)}")
    if "valence" in data and data["valence"] not in VALENCES:
        raise ConceptError(f"valence {data['valence']!r}: use one of {', '.join(VALENCES)}")


def _check_languages(values: Mapping[str, Any], where: str) -> None:
    for lang in values:
        if lang not in CONCEPT_LANGUAGES:
            raise ConceptError(f"{where} has the language {lang!r}: use 'en' or 'zh'")


def _check(data: Mapping[str, Any]) -> None:
    if not isinstance(data, Mapping):
        raise ConceptError("a concept must be a JSON object")
    _check_fields(data)
    _check_languages(data["name"], "name")
    _strings(list(data["name"].values()), "name")
    if "en" not in data["name"]:
        raise ConceptError("name.en is missing: give the English name")
    for key in ("abbreviations", "broader", "measures"):
        if key in data:
            _strings(data[key], key)
    for key in ("synonyms", "not_inside", "cues"):
        if key in data:
            _check_languages(data[key], key)
            for lang, items in data[key].items():
                _strings(items, f"{key}.{lang}")
    if "contextual" in data:
        _check_contextual(data["contextual"])
    if "xrefs" in data:
        _check_xrefs(data["xrefs"])
