"""The objects of papnlp's JSON Lines, to annotations and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from papnlp.annotated.files import check_span
from papnlp.annotated.text import AnnotatedText, FormatError, ShortForm, Span

Placed = tuple[str, Mapping[str, Any]]
"""An object, after the place where it stands."""

_MENTION: Final = ("lang", "start", "end", "text", "label", "concept", "attributes")
_ABBREVIATION: Final = (
    *("lang", "short", "long", "start", "end"),
    *("long_start", "long_end", "concept", "attributes"),
)


def layer(
    value: Mapping[str, Any], name: str, texts: Mapping[str, str], where: str
) -> list[Placed]:
    """Return the objects of a layer, each with a language of the document.

    Raises
    ------
    FormatError
        If one is no object or its language has no text.
    """
    items = value.get(name)
    if items is None:
        return []
    if not isinstance(items, list):
        raise FormatError(f"{where}: {name!r} must be a list: mend the line")
    placed: list[Placed] = []
    for number, item in enumerate(items, start=1):
        spot = f"{where}: {name} {number}"
        if not isinstance(item, dict):
            raise FormatError(f"{spot}: must be an object: mend the line")
        if item.get("lang") not in texts:
            known = ", ".join(texts)
            raise FormatError(f"{spot}: no text in lang {item.get('lang')!r}: use one of {known}")
        placed.append((spot, item))
    return placed


def _offsets(
    item: Mapping[str, Any], text: str, where: str, names: tuple[str, str]
) -> tuple[int, int]:
    start, end = (item.get(name) for name in names)
    if type(start) is not int or type(end) is not int:
        raise FormatError(
            f"{where}: offsets {start!r}-{end!r} are not whole numbers: give {names[0]!r} and "
            f"{names[1]!r}"
        )
    check_span(start, end, text, where)
    return start, end


def _quoted(item: Mapping[str, Any], name: str, stands: str, where: str) -> None:
    if item.get(name) is not None and item[name] != stands:
        raise FormatError(
            f"{where}: {item[name]!r} is not what stands there, {stands!r}: mend either"
        )


def _concept(item: Mapping[str, Any], where: str) -> str | None:
    concept = item.get("concept")
    if concept is not None and not isinstance(concept, str):
        raise FormatError(f"{where}: concept {concept!r}: give a string or null")
    return concept


def _attributes(item: Mapping[str, Any], known: Sequence[str]) -> dict[str, Any]:
    """Return what else an object says; what is null is not said."""
    more = item.get("attributes")
    found = {**item, **(more if isinstance(more, dict) else {})}
    return {
        key: value
        for key, value in found.items()
        if value is not None and (key not in known or (isinstance(more, dict) and key in more))
    }


def _parts(value: Any, where: str) -> str:  # noqa: ANN401 (any JSON)
    if not isinstance(value, list) or not all(
        isinstance(part, list) and len(part) == 2 and all(type(at) is int for at in part)
        for part in value
    ):
        raise FormatError(f"{where}: parts must be a list of [start, end]: mend it")
    return ";".join(f"{start} {end}" for start, end in value)


def span(item: Mapping[str, Any], text: str, where: str) -> Span:
    """Return a mention as a span.

    The parts of a mention that is not in one piece become the attribute
    ``parts``, written as brat writes them.

    Raises
    ------
    FormatError
        If a field is missing or does not fit the text.
    """
    start, end = _offsets(item, text, where, ("start", "end"))
    if not isinstance(item.get("label"), str):
        raise FormatError(f"{where}: no 'label': add one")
    attributes = _attributes(item, _MENTION)
    if isinstance(attributes.get("parts"), list):
        attributes["parts"] = _parts(attributes["parts"], where)
    else:
        _quoted(item, "text", text[start:end], where)
    attributes = {
        key: value if isinstance(value, (str, bool)) else str(value)
        for key, value in attributes.items()
    }
    return Span(start, end, item["label"], _concept(item, where), attributes)


def placed_abbreviations(items: Iterable[Placed]) -> tuple[list[Placed], list[dict[str, Any]]]:
    """Return the abbreviations with offsets, and those without, which gold objects may have."""
    placed: list[Placed] = []
    unplaced = []
    for where, item in items:
        if item.get("start") is None and item.get("end") is None:
            unplaced.append(dict(item))
        else:
            placed.append((where, item))
    return placed, unplaced


def short_form(item: Mapping[str, Any], text: str, where: str) -> ShortForm:
    """Return an abbreviation as a short form.

    A long form that does not stand in the text becomes the attribute ``long``.

    Raises
    ------
    FormatError
        If an offset does not fit the text.
    """
    start, end = _offsets(item, text, where, ("start", "end"))
    _quoted(item, "short", text[start:end], where)
    attributes = _attributes(item, _ABBREVIATION)
    long_start, long_end = None, None
    if item.get("long_start") is not None or item.get("long_end") is not None:
        long_start, long_end = _offsets(item, text, where, ("long_start", "long_end"))
        _quoted(item, "long", text[long_start:long_end], where)
    elif isinstance(item.get("long"), str):
        attributes["long"] = item["long"]
    attributes = {
        key: value if isinstance(value, (str, bool, float)) else str(value)
        for key, value in attributes.items()
    }
    return ShortForm(start, end, long_start, long_end, _concept(item, where), attributes)


def sentences(value: Mapping[str, Any], texts: Mapping[str, str], where: str) -> list[Placed]:
    """Return the sentences of evidence (a list) or of a gold object (by language) alike."""
    found = value.get("sentences")
    if isinstance(found, dict):
        items: list[dict[str, Any]] = []
        for lang, spans in found.items():
            if not isinstance(spans, list) or not all(
                isinstance(item, list) and len(item) == 2 for item in spans
            ):
                raise FormatError(f"{where}: sentences.{lang} must be a list of [start, end]")
            items.extend({"lang": lang, "start": start, "end": end} for start, end in spans)
        value = {"sentences": items}
    return layer(value, "sentences", texts, where)


def sentence(item: Mapping[str, Any], text: str, where: str) -> tuple[int, int, str | None]:
    """Return a sentence with its section.

    Raises
    ------
    FormatError
        If it does not fit the text.
    """
    return (*_offsets(item, text, where, ("start", "end")), item.get("section"))


def sections(parts: Iterable[AnnotatedText]) -> int:
    """Return how many sentences have a section."""
    return sum(section is not None for part in parts for *_, section in part.sentences)


def by_language(items: Iterable[Mapping[str, Any]]) -> dict[str, list[list[int]]]:
    """Return sentences as a gold object has them."""
    found: dict[str, list[list[int]]] = {}
    for item in items:
        found.setdefault(item["lang"], []).append([item["start"], item["end"]])
    return found


def layers(
    parts: Sequence[AnnotatedText], order: Mapping[str, Sequence[str]], *, evidence: bool
) -> dict[str, list[dict[str, Any]]]:
    """Return mentions, abbreviations and sentences of the texts of a document.

    Parameters
    ----------
    parts : sequence of AnnotatedText
        The texts.
    order : mapping of str to sequence of str
        For a layer where the languages take turns, the language of each item.
    evidence : bool
        Whether exactly the fields of evidence are wanted.
    """
    found: dict[str, dict[str, list[dict[str, Any]]]] = {
        "mentions": {},
        "abbreviations": {},
        "sentences": {},
    }
    for part in parts:
        found["mentions"][part.lang] = [_mention(item, part, evidence) for item in part.spans]
        found["abbreviations"][part.lang] = [
            _abbreviation(item, part, evidence) for item in part.short_forms
        ]
        found["sentences"][part.lang] = [
            {"lang": part.lang, "start": start, "end": end, "section": section}
            for start, end, section in part.sentences
        ]
    return {name: _merged(items, order.get(name)) for name, items in found.items()}


def _merged(
    items: Mapping[str, list[dict[str, Any]]], order: Sequence[str] | None
) -> list[dict[str, Any]]:
    """Put the items of the languages together, taking turns as the source did."""
    if order is not None and {lang: order.count(lang) for lang in items} == {
        lang: len(found) for lang, found in items.items()
    }:
        queues = {lang: iter(found) for lang, found in items.items()}
        return [next(queues[lang]) for lang in order]
    return [item for found in items.values() for item in found]


def _mention(item: Span, part: AnnotatedText, evidence: bool) -> dict[str, Any]:  # noqa: FBT001
    more = dict(item.attributes)
    value: dict[str, Any] = {
        "lang": part.lang,
        "start": item.start,
        "end": item.end,
        "text": part.text[item.start : item.end],
        "label": item.label,
        "concept": item.concept,
    }
    if evidence:
        value["name"] = more.get("name")
        value["via"] = more.get("via", "annotated")
        value["negated"] = more.get("negated", False)
        return value
    if isinstance(parts := more.get("parts"), str) and (pieces := split_parts(parts)):
        more["parts"] = [list(piece) for piece in pieces]  # type: ignore[assignment]
    return _with(value, more, _MENTION)


def _abbreviation(item: ShortForm, part: AnnotatedText, evidence: bool) -> dict[str, Any]:  # noqa: FBT001
    more = dict(item.attributes)
    long = more.pop("long", None)
    if item.long_start is not None and item.long_end is not None:
        long = part.text[item.long_start : item.long_end]
    value: dict[str, Any] = {
        "lang": part.lang,
        "short": part.text[item.start : item.end],
        "long": long,
        "start": item.start,
        "end": item.end,
        "long_start": item.long_start,
        "long_end": item.long_end,
        "concept": item.concept,
    }
    if evidence:
        value["via"] = more.get("via", "annotated")
        value["score"] = more.get("score", 1.0)
        return value
    return _with(value, more, _ABBREVIATION)


def _with(value: dict[str, Any], more: dict[str, Any], known: Sequence[str]) -> dict[str, Any]:
    """Add attributes to an object, those named like its own fields apart."""
    apart = {key: item for key, item in more.items() if key in known}
    beside = {key: item for key, item in more.items() if key not in known}
    return {**value, **beside, **({"attributes": apart} if apart else {})}


def split_parts(parts: str) -> list[tuple[int, int]]:
    """Return the parts of a span that is not in one piece; none if they are not offsets."""
    found = []
    for part in parts.split(";"):
        start, _, end = part.partition(" ")
        if not (start.isdecimal() and end.isdecimal()):
            return []
        found.append((int(start), int(end)))
    return found
