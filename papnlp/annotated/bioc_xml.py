"""The XML of BioC: documents as the objects that BioC in JSON has, both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET
from xml.parsers import expat

from papnlp.annotated.text import FormatError

CLOSE: Final = "</collection>\n"
XML_UNHELD: Final = "characters that XML has none of, written as U+FFFD"

_BLOCK: Final = 1 << 16
_UNHELD: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A parser takes a carriage return for a line end, and in attributes any white
# space for a space, unless it is written as a reference.
_ESCAPED: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\r": "&#13;",
    "\n": "&#10;",
    "\t": "&#9;",
}
_IN_TEXT: Final = re.compile("[&<>\r]")
_IN_ATTRIBUTE: Final = re.compile('[&<>"\r\n\t]')


class _Documents:
    """Parses a BioC file block by block; finished documents gather in ``done``.

    Entities are refused where they are declared, so none can grow or lead to
    another file; the DTD that BioC files name is not fetched.
    """

    def __init__(self, path: Path) -> None:
        self.done: list[ET.Element] = []
        self._path = path
        self._depth = 0
        self._builder: ET.TreeBuilder | None = None
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._entity
        self._parser.SkippedEntityHandler = self._entity

    def feed(self, block: bytes, *, final: bool = False) -> None:
        """Parse a block."""
        try:
            self._parser.Parse(block, final)
        except expat.ExpatError as error:
            raise FormatError(f"{self._path}:{error.lineno}: not XML: mend the file") from error
        except (LookupError, ValueError) as error:
            if isinstance(error, FormatError):
                raise
            raise FormatError(f"{self._path}: unknown encoding: save it as UTF-8") from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and name != "collection":
            raise self._error("no <collection>: give a BioC file")
        if self._depth == 2 and name == "document":
            self._builder = ET.TreeBuilder()
        if self._builder is not None:
            self._builder.start(name, attributes)

    def _end(self, name: str) -> None:
        if self._builder is not None:
            self._builder.end(name)
            if self._depth == 2:
                self.done.append(self._builder.close())
                self._builder = None
        self._depth -= 1

    def _characters(self, data: str) -> None:
        if self._builder is not None:
            self._builder.data(data)

    def _entity(self, name: str, *_: object) -> None:
        raise self._error(f"entity {name}: write the characters it stands for")

    def _error(self, problem: str) -> FormatError:
        return FormatError(f"{self._path}:{self._parser.CurrentLineNumber}: {problem}")


def documents(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the documents of a file, each as soon as it ends.

    Raises
    ------
    FormatError
        If the file cannot be read, is not a BioC collection or declares entities.
    """
    parser = _Documents(path)
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                parser.feed(block)
                yield from map(_document, parser.done)
                parser.done.clear()
    except OSError as error:
        raise FormatError(f"{path}: {error.strerror}: check the path") from error
    parser.feed(b"", final=True)


def _document(item: ET.Element) -> dict[str, Any]:
    return {
        "id": item.findtext("id") or "",
        "infons": _infons(item),
        "passages": [
            {**_part(part), "sentences": list(map(_part, part.iterfind("sentence")))}
            for part in item.iterfind("passage")
        ],
        "annotations": list(map(_annotation, item.iterfind("annotation"))),
        "relations": list(map(_relation, item.iterfind("relation"))),
    }


def _part(item: ET.Element) -> dict[str, Any]:
    text = item.find("text")
    return {
        "offset": (item.findtext("offset") or "").strip(),
        "infons": _infons(item),
        "text": None if text is None else text.text or "",
        "annotations": list(map(_annotation, item.iterfind("annotation"))),
        "relations": list(map(_relation, item.iterfind("relation"))),
    }


def _annotation(item: ET.Element) -> dict[str, Any]:
    text = item.find("text")
    return {
        "id": item.get("id"),
        "infons": _infons(item),
        "text": None if text is None else text.text or "",
        "locations": [dict(place.attrib) for place in item.iterfind("location")],
    }


def _relation(item: ET.Element) -> dict[str, Any]:
    nodes = [dict(node.attrib) for node in item.iterfind("node")]
    return {"id": item.get("id"), "infons": _infons(item), "nodes": nodes}


def _infons(item: ET.Element) -> dict[str, str]:
    return {infon.get("key") or "": infon.text or "" for infon in item.iterfind("infon")}


def opening(collection: Mapping[str, Any]) -> str:
    """Return the XML of a collection up to its first document."""
    heads = "".join(f"<{key}>{_text(collection[key])}</{key}>" for key in ("source", "date", "key"))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE collection SYSTEM "BioC.dtd">\n'
        f"<collection>{heads}{_write_infons(collection)}\n"
    )


def element(document: Mapping[str, Any]) -> tuple[str, int]:
    """Return the XML of a document, and how many characters it could not hold."""
    passages = "".join(
        f"<passage>{_write_infons(part)}<offset>{part['offset']}</offset>"
        f"<text>{_text(part['text'])}</text>"
        f"{''.join(map(_write_annotation, part['annotations']))}</passage>"
        for part in document["passages"]
    )
    relations = "".join(map(_write_relation, document["relations"]))
    written = (
        f"<document><id>{_text(document['id'])}</id>{_write_infons(document)}"
        f"{passages}{relations}</document>"
    )
    return _UNHELD.subn("\ufffd", written)


def _write_annotation(item: Mapping[str, Any]) -> str:
    places = "".join(
        f'<location offset="{place["offset"]}" length="{place["length"]}"/>'
        for place in item["locations"]
    )
    return (
        f'<annotation id="{_value(item["id"])}">{_write_infons(item)}{places}'
        f"<text>{_text(item['text'])}</text></annotation>"
    )


def _write_relation(item: Mapping[str, Any]) -> str:
    nodes = "".join(
        f'<node refid="{_value(node["refid"])}" role="{_value(node["role"])}"/>'
        for node in item["nodes"]
    )
    return f'<relation id="{_value(item["id"])}">{_write_infons(item)}{nodes}</relation>'


def _write_infons(item: Mapping[str, Any]) -> str:
    return "".join(
        f'<infon key="{_value(key)}">{_text(value)}</infon>'
        for key, value in item["infons"].items()
    )


def _text(value: str) -> str:
    return _IN_TEXT.sub(lambda found: _ESCAPED[found[0]], value)


def _value(value: str) -> str:
    return _IN_ATTRIBUTE.sub(lambda found: _ESCAPED[found[0]], value)
