"""BioC: collections of documents in XML and in JSON (Comeau et al., 2013)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from papnlp.annotated.bioc_documents import from_document, to_document
from papnlp.annotated.bioc_xml import CLOSE, XML_UNHELD, documents, element, opening
from papnlp.annotated.formats import Loss
from papnlp.annotated.losses import Losses
from papnlp.annotated.reading import (
    check_text,
    dump,
    expect,
    head,
    load_json,
    whole_file,
)
from papnlp.annotated.refusals import Refuse, attempted, strict
from papnlp.annotated.text import AnnotatedText, FormatError

_COLLECTION: Final = {
    "source": "papnlp",
    "date": "",
    "key": "",
    "infons": {"offsets": "Unicode code points"},
}


class BioCXml:
    """BioC in XML.

    A text is a document with the infon ``lang`` and passages ``title`` and
    ``abstract``. Offsets are code points, which the infon ``offsets`` of the
    collection says too. Sentences and what the source held besides are JSON in
    the infon ``papnlp`` of the document.
    """

    name: str = "bioc-xml"
    suffixes: tuple[str, ...] = (".xml",)

    def sniff(self, path: Path) -> bool:
        """Return whether the file is an XML collection of documents."""
        start = head(path)
        return start.startswith(b"<") and b"<collection" in start

    def read(self, path: Path, refuse: Refuse = strict) -> Iterator[AnnotatedText]:
        """Yield the texts, each as soon as its document ends.

        Raises
        ------
        FormatError
            If the file is malformed, declares entities, or an annotation does
            not stand in its text.
        """
        losses = Losses()
        for number, document in enumerate(documents(path), start=1):
            where = f"{path}: document {number}"
            yield from attempted(refuse, _texts, document, where, losses)
        losses.warn(path)

    def write(self, texts: Iterable[AnnotatedText], path: Path) -> list[Loss]:
        """Write the texts; only control characters are lost, which XML has none of.

        Raises
        ------
        FormatError
            If an offset lies outside its text, or the file cannot be written.
        """
        losses = Losses()
        with whole_file(path) as stream:
            stream.write(opening(_COLLECTION).encode())
            for text in texts:
                where = check_text(text, path)
                written, replaced = element(to_document(text, where))
                losses.add(XML_UNHELD, replaced)
                stream.write(written.encode() + b"\n")
            stream.write(CLOSE.encode())
        return losses.listed()


class BioCJson:
    """BioC in JSON, laid out as in :class:`BioCXml`.

    A list of collections and the ``PubTator3`` object of PubTator are read too.
    """

    name: str = "bioc-json"
    suffixes: tuple[str, ...] = (".json",)

    def sniff(self, path: Path) -> bool:
        """Return whether the file is a JSON collection of documents."""
        start = head(path)
        # A long infon of a collection may put its documents beyond the beginning.
        return start[:1] in {b"{", b"["} and (
            b'"documents"' in start or (b'"PubTator3"' in start[:1000])
        )

    def read(self, path: Path, refuse: Refuse = strict) -> Iterator[AnnotatedText]:
        """Yield the texts.

        Raises
        ------
        FormatError
            If the file is malformed, or an annotation does not stand in its text.
        """
        losses = Losses()
        for number, document in enumerate(_json_documents(path), start=1):
            where = f"{path}: document {number}"
            yield from attempted(refuse, _texts, document, where, losses)
        losses.warn(path)

    def write(self, texts: Iterable[AnnotatedText], path: Path) -> list[Loss]:
        """Write the texts; nothing is lost.

        Raises
        ------
        FormatError
            If an offset lies outside its text, or the file cannot be written.
        """
        with whole_file(path) as stream:
            stream.write(dump(_COLLECTION, f"{path}")[:-1] + b',"documents":[')
            for number, text in enumerate(texts):
                where = check_text(text, path)
                stream.write(b",\n" if number else b"\n")
                stream.write(dump(to_document(text, where), where))
            stream.write(b"\n]}\n")
        return []


def _texts(document: object, where: str, losses: Losses) -> tuple[AnnotatedText]:
    return (from_document(expect(document, dict, where, "an object"), where, losses),)


def _json_documents(path: Path) -> Iterator[object]:
    data = load_json(path)
    for item in data if isinstance(data, list) else [data]:
        collection = expect(item, dict, f"{path}", "a BioC collection")
        key = "PubTator3" if "PubTator3" in collection else "documents"
        if key not in collection:
            raise FormatError(f"{path}: no 'documents': give a BioC collection")
        yield from expect(collection[key], list, f"{path}: {key!r}", "a list")
