"""What goes in: one abstract, in English, Chinese or both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

LANGUAGES: Final = ("en", "zh")
"""Languages in the order in which output lists them."""

_HAN_SHARE: Final = 0.15


class DocumentError(ValueError):
    """A document that cannot be read, with the reason in one line."""


def detect_language(text: str) -> str:
    """Tell English from Chinese by the share of Han characters.

    Parameters
    ----------
    text : str
        Any text. Latin terms inside Chinese prose do not mislead, since one
        Han character in seven is enough.

    Returns
    -------
    str
        ``"zh"`` or ``"en"``.
    """
    letters = han = 0
    for character in text:
        if "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff":
            han += 1
            letters += 1
        elif character.isalpha():
            letters += 1
    return "zh" if letters and han / letters >= _HAN_SHARE else "en"


def _by_language(value: object, name: str) -> dict[str, str]:
    if value is None or value == "":
        return {}
    if isinstance(value, str):
        return {detect_language(value): value}
    if not isinstance(value, Mapping):
        raise DocumentError(
            f"{name} is a {type(value).__name__}: give a string or an object with 'en' and 'zh'"
        )
    texts: dict[str, str] = {}
    for lang, text in value.items():
        if lang not in LANGUAGES:
            raise DocumentError(f"{name} has the language {lang!r}: use 'en' or 'zh'")
        if text is None or text == "":
            continue
        if not isinstance(text, str):
            raise DocumentError(f"{name}.{lang} is a {type(text).__name__}: give a string")
        texts[lang] = text
    return {lang: texts[lang] for lang in LANGUAGES if lang in texts}


def _strings(value: object, name: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,) if value else ()
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise DocumentError(f"{name} must be a list of strings")


def _optional(value: object, name: str) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise DocumentError(f"{name} is a {type(value).__name__}: give a string")
    return str(value)


def _year(value: object) -> int | None:
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().isdecimal():
        return int(value)
    raise DocumentError(f"year is {value!r}: give a number such as 2025")


@dataclass(frozen=True, slots=True)
class Document:
    """One abstract with its bibliographic data, as a reader gives it.

    Parameters
    ----------
    id : str
        Identifier, unique within a run.
    title, abstract : dict of str to str
        Text by language (``"en"``, ``"zh"``), character for character as read.
    pmid, doi, journal, source : str, optional
        Bibliographic data; ``source`` names the file or database.
    year : int, optional
        Year of publication.
    authors, mesh, keywords : tuple of str
        As given by the source.
    """

    id: str
    title: dict[str, str] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    pmid: str | None = None
    doi: str | None = None
    authors: tuple[str, ...] = ()
    journal: str | None = None
    year: int | None = None
    mesh: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    source: str | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages with a title or an abstract that is not blank, English first."""
        return tuple(
            lang
            for lang in LANGUAGES
            if any(texts.get(lang, "").strip() for texts in (self.title, self.abstract))
        )

    def text(self, lang: str) -> str:
        """Return the text as analysed: the title, a newline and the abstract.

        Parameters
        ----------
        lang : str
            ``"en"`` or ``"zh"``.

        Returns
        -------
        str
            Without a title the abstract alone, and the other way round. All
            offsets of the output are code points into this string.
        """
        parts = (self.title.get(lang, ""), self.abstract.get(lang, ""))
        return "\n".join(part for part in parts if part)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, default_id: str = "") -> Document:
        """Build a document from a JSON object, checking every field.

        Parameters
        ----------
        data : mapping
            ``id``, ``title`` and ``abstract`` (each a string or an object by
            language; a plain string has its language detected) and the
            optional bibliographic fields. Other keys are ignored, so that gold
            files can be read as documents.
        default_id : str, optional
            Identifier for an object without ``id``.

        Returns
        -------
        Document

        Raises
        ------
        DocumentError
            If a field has the wrong type, or neither a title nor an abstract
            is there.
        """
        if not isinstance(data, Mapping):
            raise DocumentError(f"a document must be an object, not a {type(data).__name__}")
        title = _by_language(data.get("title"), "title")
        abstract = _by_language(data.get("abstract"), "abstract")
        if not any(text.strip() for text in (*title.values(), *abstract.values())):
            raise DocumentError("no text: give a 'title' or an 'abstract'")
        return cls(
            id=_optional(data.get("id"), "id") or default_id,
            title=title,
            abstract=abstract,
            pmid=_optional(data.get("pmid"), "pmid"),
            doi=_optional(data.get("doi"), "doi"),
            authors=_strings(data.get("authors"), "authors"),
            journal=_optional(data.get("journal"), "journal"),
            year=_year(data.get("year")),
            mesh=_strings(data.get("mesh"), "mesh"),
            keywords=_strings(data.get("keywords"), "keywords"),
            source=_optional(data.get("source"), "source"),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object of the document; empty fields are left out."""
        values: dict[str, Any] = {
            "id": self.id,
            "title": dict(self.title),
            "abstract": dict(self.abstract),
            "pmid": self.pmid,
            "doi": self.doi,
            "authors": list(self.authors),
            "journal": self.journal,
            "year": self.year,
            "mesh": list(self.mesh),
            "keywords": list(self.keywords),
            "source": self.source,
        }
        return {key: value for key, value in values.items() if key == "id" or value}

    def metadata(self) -> dict[str, Any]:
        """Return the bibliographic data that the evidence carries."""
        values = self.to_dict()
        return {key: value for key, value in values.items() if key not in ("id", "abstract")}
