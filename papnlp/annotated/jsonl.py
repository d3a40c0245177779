"""papnlp's own JSON Lines: evidence as ``extract`` writes it, and gold objects with offsets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import orjson

from papnlp.annotated import objects
from papnlp.annotated.files import each_once, read_head, read_text
from papnlp.annotated.formats import Loss
from papnlp.annotated.losses import Losses
from papnlp.annotated.refusals import Refuse, attempted, strict
from papnlp.annotated.text import AnnotatedText, FormatError
from papnlp.document import Document, DocumentError
from papnlp.evidence import Evidence

_EVIDENCE: Final = ("metadata", "study", "alignments", "records", "warnings", "provenance")
"""What only evidence holds besides annotations; with all of it, evidence is written."""

_LAYERS: Final = ("mentions", "abbreviations", "sentences")


class Jsonl:
    """One document a line; both languages stand in it."""

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson")

    def sniff(self, path: Path) -> bool:
        """Return whether the first line is an evidence or a gold object."""
        if path.is_dir():
            return False
        line = next((line for line in read_head(path).split("\n") if line.strip()), "")
        try:
            value = orjson.loads(line)
        except json.JSONDecodeError:
            # Long lines were not read to their end.
            return line.lstrip().startswith("{") and '"texts"' in line
        return isinstance(value, dict) and bool({"texts", "abstract", "title"} & value.keys())

    def read(self, path: Path, refuse: Refuse = strict) -> Iterator[AnnotatedText]:
        """Yield the texts of the documents, English first.

        Parameters
        ----------
        path : Path
            A file of evidence or gold objects.

        Raises
        ------
        FormatError
            If a line is malformed or an id stands twice.
        """
        seen: dict[str, str] = {}
        for number, line in enumerate(read_text(path).split("\n"), start=1):
            if not line.strip():
                continue
            yield from attempted(refuse, _read_once, line, f"{path}:{number}", seen)

    def write(self, texts: Iterable[AnnotatedText], path: Path) -> list[Loss]:
        """Write the texts, those of one id in one line.

        Evidence is written where everything that evidence holds is there, else a
        gold object.

        Parameters
        ----------
        texts : iterable of AnnotatedText
            In any order.
        path : Path
            The file.

        Returns
        -------
        list of Loss
            Texts that are blank, which a document cannot be.
        """
        losses = Losses()
        documents: dict[str, list[AnnotatedText]] = {}
        for text in each_once(texts, path):
            documents.setdefault(text.id, []).append(text)
        with path.open("wb") as stream:
            for parts in documents.values():
                value = _object(parts, losses)
                if value is not None:
                    stream.write(orjson.dumps(value) + b"\n")
        return losses.listed()


def _read_once(line: str, where: str, seen: dict[str, str]) -> list[AnnotatedText]:
    """Return the texts of a line, unless its document stands in one before it."""
    texts = _read_line(line, where)
    identifier = texts[0].id
    if identifier in seen:
        error = FormatError(
            f"{where}: document {identifier!r} stands at {seen[identifier]} too: change one id"
        )
        error.id = identifier
        raise error
    seen[identifier] = where
    return texts


def _read_line(line: str, where: str) -> list[AnnotatedText]:
    try:
        value = orjson.loads(line)
    except json.JSONDecodeError as error:
        raise FormatError(f"{where}: not JSON ({error.msg}): mend the line") from error
    if not isinstance(value, dict):
        raise FormatError(f"{where}: a JSON object is needed, not a {type(value).__name__}")
    return _read_evidence(value, where) if "texts" in value else _read_gold(value, where)


def _read_evidence(value: dict[str, Any], where: str) -> list[AnnotatedText]:
    try:
        evidence = Evidence.from_dict(value)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise FormatError(f"{where}: no evidence object ({error}): extract it again") from error
    if not evidence.texts:
        raise FormatError(f"{where}: no text: give 'texts' by language")
    extra = {key: item for key, item in value.items() if key not in ("id", "texts", *_LAYERS)}
    return _texts(evidence.id, evidence.texts, value, extra, where)


def _read_gold(value: dict[str, Any], where: str) -> list[AnnotatedText]:
    try:
        document = Document.from_dict(value)
    except DocumentError as error:
        raise FormatError(f"{where}: {error}") from error
    if not document.id:
        raise FormatError(f"{where}: no 'id': add one")
    extra = {key: item for key, item in value.items() if key not in ("id", "abstract", *_LAYERS)}
    if document.title:
        extra["title"] = document.title
    texts = {lang: document.text(lang) for lang in document.languages}
    return _texts(document.id, texts, value, extra, where)


def _texts(
    identifier: str,
    texts: Mapping[str, str],
    value: Mapping[str, Any],
    extra: dict[str, Any],
    where: str,
) -> list[AnnotatedText]:
    mentions = objects.layer(value, "mentions", texts, where)
    shorts, unplaced = objects.placed_abbreviations(
        objects.layer(value, "abbreviations", texts, where)
    )
    if unplaced:
        extra["abbreviations"] = unplaced
    sentences = objects.sentences(value, texts, where)
    placed = {"mentions": mentions, "abbreviations": shorts, "sentences": sentences}
    extra.update(_order(placed, list(texts)))
    read: list[AnnotatedText] = []
    for lang, text in texts.items():
        spans, forms, stands = (
            [(spot, item) for spot, item in items if item["lang"] == lang]
            for items in placed.values()
        )
        read.append(
            AnnotatedText(
                identifier,
                lang,
                text,
                tuple(objects.span(item, text, spot) for spot, item in spans),
                tuple(objects.short_form(item, text, spot) for spot, item in forms),
                tuple(objects.sentence(item, text, spot) for spot, item in stands),
                {} if read else extra,
            )
        )
    return read


def _order(placed: Mapping[str, list[objects.Placed]], langs: list[str]) -> dict[str, Any]:
    """Return the order of the languages in layers where they take turns."""
    order = {}
    for name, items in placed.items():
        found = [item["lang"] for _, item in items]
        if found != sorted(found, key=langs.index):
            order[name] = found
    return {"_order": order} if order else {}


def _object(parts: list[AnnotatedText], losses: Losses) -> dict[str, Any] | None:
    extra: dict[str, Any] = {}
    for part in reversed(parts):
        extra.update(part.extra)
    order = extra.pop("_order", {})
    sectioned = all(section is not None for part in parts for *_, section in part.sentences)
    if sectioned and all(key in extra for key in _EVIDENCE):
        return _evidence_object(parts, extra, order, losses)
    filled = [part for part in parts if part.text.strip()]
    losses.add("blank texts", len(parts) - len(filled))
    return _gold_object(filled, extra, order, losses) if filled else None


def _evidence_object(
    parts: list[AnnotatedText], extra: dict[str, Any], order: Mapping[str, Any], losses: Losses
) -> dict[str, Any]:
    kept = ("text", "name", "via", "negated", "short", "long", "score")
    for part in parts:
        losses.add_attributes(part.spans, kept)
        losses.add_attributes(part.short_forms, kept)
    layers = objects.layers(parts, order, evidence=True)
    known = {
        "id": parts[0].id,
        "metadata": extra["metadata"],
        "texts": {part.lang: part.text for part in parts},
        "study": extra["study"],
        "sentences": layers["sentences"],
        "mentions": layers["mentions"],
        "abbreviations": layers["abbreviations"],
        "alignments": extra["alignments"],
        "records": extra["records"],
        "warnings": extra["warnings"],
        "provenance": extra["provenance"],
    }
    more = {key: item for key, item in extra.items() if key not in known}
    return {**known, **more}


def _gold_object(
    parts: list[AnnotatedText], extra: dict[str, Any], order: Mapping[str, Any], losses: Losses
) -> dict[str, Any]:
    unplaced = extra.pop("abbreviations", [])
    titles = extra.pop("title", None)
    title, abstract = {}, {}
    for part in parts:
        head = titles.get(part.lang) if isinstance(titles, dict) else None
        if head and part.text == head:
            title[part.lang] = head
        elif head and part.text.startswith(head + "\n"):
            title[part.lang] = head
            abstract[part.lang] = part.text[len(head) + 1 :]
        else:
            abstract[part.lang] = part.text
    layers = objects.layers(parts, order, evidence=False)
    sentences = layers.pop("sentences")
    losses.add("sections of sentences", objects.sections(parts))
    value: dict[str, Any] = {"id": parts[0].id, "title": title, "abstract": abstract}
    if sentences:
        value["sentences"] = objects.by_language(sentences)
    value["mentions"] = layers["mentions"]
    value["abbreviations"] = [*layers["abbreviations"], *unplaced]
    return {key: item for key, item in {**value, **extra}.items() if key == "id" or item != {}}
