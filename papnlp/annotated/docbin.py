"""DocBin: the binary file that spaCy trains from."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson

from papnlp.annotated import regions
from papnlp.annotated.formats import Loss
from papnlp.annotated.losses import Losses
from papnlp.annotated.reading import (
    check_span,
    check_text,
    dump,
    expect,
    identifier,
    language,
    member,
    members,
    whole_file,
)
from papnlp.annotated.refusals import Refuse, attempted, strict
from papnlp.annotated.regions import Region
from papnlp.annotated.text import AnnotatedText, FormatError, ShortForm, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan

KEY: Final = "papnlp"
EMPTY: Final = "spans without a character"
_ATTRIBUTES: Final = ("ORTH", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID")
_WORD: Final = re.compile(r"\S+|\s+")
_HEAD: Final = 1 << 12


class DocBinFormat:
    """Documents of spaCy in a DocBin, with their user data.

    All spans are in ``doc.spans["papnlp"]`` with label and ``kb_id``; those that
    do not overlap, the longest first, are the entities. What spaCy has no place
    for is JSON in ``doc.user_data["papnlp"]``. Tokens are those of a blank
    pipeline of the language, cut where a span begins or ends. Of DocBins of
    other makers the entities are read, then the further spans of every group.
    """

    name: str = "docbin"
    suffixes: tuple[str, ...] = (".spacy",)

    def sniff(self, path: Path) -> bool:
        """Return whether the file is a DocBin."""
        try:
            with path.open("rb") as stream:
                start = zlib.decompressobj().decompress(stream.read(_HEAD), _HEAD)
        except (OSError, zlib.error):
            return False
        return b"attrs" in start and b"tokens" in start

    def read(self, path: Path, refuse: Refuse = strict) -> Iterator[AnnotatedText]:
        """Yield the texts of the documents.

        Raises
        ------
        FormatError
            If the file is no DocBin, or what stands beside the spans is malformed.
        """
        for number, doc in enumerate(_docs(path), start=1):
            where = f"{path}: document {number}"
            yield from attempted(refuse, _texts, doc, f"{path.stem}-{number}", where)

    def write(self, texts: Iterable[AnnotatedText], path: Path) -> list[Loss]:
        """Write the texts; spans without a character are lost.

        Raises
        ------
        FormatError
            If an offset lies outside its text, or the file cannot be written.
        """
        from spacy.tokens import DocBin  # noqa: PLC0415 (takes longer than most commands)

        losses = Losses()
        whole = DocBin(attrs=list(_ATTRIBUTES), store_user_data=True)
        for text in texts:
            where = check_text(text, path)
            blank = _blank(language(text.lang, text.text, where))
            whole.add(_doc(text, blank, where, losses))
        with whole_file(path) as stream:
            stream.write(whole.to_bytes())
        return losses.listed()


def _texts(doc: Doc, name: str, where: str) -> tuple[AnnotatedText]:
    return (_text(doc, name, where),)


@cache
def _blank(lang: str) -> Language:
    import spacy  # noqa: PLC0415

    return spacy.blank(lang)


def _doc(text: AnnotatedText, blank: Language, where: str, losses: Losses) -> Doc:
    from spacy.tokens import Doc, SpanGroup  # noqa: PLC0415
    from spacy.tokens import Span as SpacySpan  # noqa: PLC0415
    from spacy.util import filter_spans  # noqa: PLC0415

    kept = [span for span in text.spans if span.start < span.end]
    losses.add(EMPTY, len(text.spans) - len(kept))
    words, spaces = _words(text.text, kept, _tokens(text.text, blank))
    doc = Doc(blank.vocab, words=words, spaces=spaces)
    begins = {token.idx: token.i for token in doc}
    ends = {token.idx + len(token): token.i + 1 for token in doc}
    spans = [
        SpacySpan(doc, begins[s.start], ends[s.end], s.label, kb_id=s.concept or "") for s in kept
    ]
    doc.spans[KEY] = SpanGroup(doc, name=KEY, spans=spans)
    # spaCy takes no entity without a label, and does not train on ones with space around.
    doc.ents = filter_spans(s for s in spans if s.label and s.text == s.text.strip())
    doc.user_data[KEY] = dump(_beside(text, kept), where).decode()
    return doc


def _tokens(text: str, blank: Language) -> set[int]:
    """Return where the tokens of the pipeline begin and end."""
    doc = blank.make_doc(text)
    # The tokenizer of Chinese may give another text; words then have to do.
    places = (
        [(token.idx, token.idx + len(token)) for token in doc]
        if doc.text == text
        else [found.span() for found in _WORD.finditer(text)]
    )
    return {edge for place in places for edge in place}


def _words(text: str, spans: Sequence[Span], tokens: set[int]) -> tuple[list[str], list[bool]]:
    """Return words cut at every edge, and whether a space follows each."""
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pairwise(sorted({0, len(text), *starts, *ends, *tokens})):
        word = text[start:end]
        # A space that a span begins or ends with has to be a word of its own.
        if word == " " and words and not spaces[-1] and start not in starts and end not in ends:
            spaces[-1] = True
        else:
            words.append(word)
            spaces.append(False)
    return words, spaces


def _beside(text: AnnotatedText, spans: Sequence[Span]) -> dict[str, Any]:
    told = [
        Region("", span.start, span.end, span.label, attributes=span.attributes) for span in spans
    ]
    shorts = [
        {
            "start": short.start,
            "end": short.end,
            "long_start": short.long_start,
            "long_end": short.long_end,
            "concept": short.concept,
            "attributes": dict(short.attributes),
        }
        for short in text.short_forms
    ]
    return {
        "id": text.id,
        "lang": text.lang,
        "spans": regions.tell(told),
        "short_forms": shorts,
        **regions.pack(text),
    }


def _docs(path: Path) -> Iterator[Doc]:
    from spacy.tokens import DocBin  # noqa: PLC0415
    from spacy.vocab import Vocab  # noqa: PLC0415

    try:
        data = path.read_bytes()
    except OSError as error:
        raise FormatError(f"{path}: {error.strerror}: check the path") from error
    number = 0
    try:
        docs = DocBin().from_bytes(data).get_docs(Vocab())
        while True:
            doc = next(docs, None)
            if doc is None:
                return
            number += 1
            yield doc
    except Exception as error:
        after = f" after document {number}" if number else ""
        raise FormatError(f"{path}: not a DocBin of spaCy 3{after}: write it anew") from error


def _text(doc: Doc, fallback: str, where: str) -> AnnotatedText:
    text = doc.text
    told = doc.user_data.get(KEY)
    if told is None:
        lang = language(None, text, where)
        return AnnotatedText(fallback, lang, text, tuple(_foreign(doc)))
    beside = _json(told, where)
    name = identifier(beside.get("id"), where)
    where = f"{where} ({name})"
    sentences, extra = regions.unpack(beside, text, where)
    known = regions.Told(members(beside, "spans", where))
    spans = []
    for item in doc.spans.get(KEY, doc.ents):
        span = _span(item)
        more = known.details(span.start, span.end, span.label, where)
        spans.append(replace(span, attributes=more["attributes"]) if more else span)
    shorts = tuple(
        _short(item, text, f"{where}: short form {number}")
        for number, item in enumerate(members(beside, "short_forms", where), start=1)
    )
    lang = language(beside.get("lang"), text, where)
    return AnnotatedText(name, lang, text, tuple(spans), shorts, sentences, extra)


def _json(told: object, where: str) -> dict[str, Any]:
    written = expect(told, str, f"{where}: user data {KEY!r}", "text")
    try:
        return expect(orjson.loads(written), dict, f"{where}: user data {KEY!r}", "an object")
    except orjson.JSONDecodeError as error:
        raise FormatError(f"{where}: user data {KEY!r}: not JSON: remove it") from error


def _foreign(doc: Doc) -> Iterator[Span]:
    """Yield the entities, then the spans of all groups that are none of them."""
    seen = set()
    for item in chain(doc.ents, *doc.spans.values()):
        span = _span(item)
        key = (span.start, span.end, span.label)
        if key not in seen:
            seen.add(key)
            yield span


def _span(item: SpacySpan) -> Span:
    return Span(item.start_char, item.end_char, item.label_, item.kb_id_ or None)


def _short(item: dict[str, Any], text: str, where: str) -> ShortForm:
    start, end = (member(item, key, int, where) for key in ("start", "end"))
    check_span(start, end, text, where)
    long_start = long_end = None
    if item.get("long_start") is not None:
        long_start, long_end = (member(item, key, int, where) for key in ("long_start", "long_end"))
        check_span(long_start, long_end, text, f"{where}: long form")
    more = regions.detailed(item, where)
    return ShortForm(start, end, long_start, long_end, more["concept"], more["attributes"])
