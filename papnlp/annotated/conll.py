"""CoNLL: a token a line with its tag; a text can hold no two spans on one token.

Before each text stand its id, its language and the text itself, as comments, so
that offsets come back as they were. Files of others have none of these; their
tokens are joined.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from papnlp.annotated.conll_reading import Block, blocks, foreign_text, own_text
from papnlp.annotated.escape import escape
from papnlp.annotated.files import each_once, read_head
from papnlp.annotated.formats import Loss
from papnlp.annotated.losses import Losses
from papnlp.annotated.refusals import Refuse, attempted, strict
from papnlp.annotated.text import AnnotatedText, Span
from papnlp.text.tokenizer import token_spans


class Conll:
    """Tokens and tags in the scheme IOB2; read are IOB1, IOB2, BIOES and BILOU."""

    name = "conll"
    suffixes = (".conll", ".iob", ".iob2", ".bio")

    def sniff(self, path: Path) -> bool:
        """Return whether the first token has a tag."""
        if path.is_dir():
            return False
        for line in read_head(path).split("\n"):
            if not line.strip() or line.startswith(("# ", "-DOCSTART-")):
                continue
            fields = line.rstrip("\r").split("\t" if "\t" in line else None)
            return len(fields) > 1 and (fields[-1] == "O" or fields[-1][1:2] == "-")
        return False

    def read(self, path: Path, refuse: Refuse = strict) -> Iterator[AnnotatedText]:
        """Yield the texts of a file.

        Without comments a text reaches to the next ``-DOCSTART-`` or, in a file
        that has none, to the next blank line. Its tokens are joined by spaces,
        those of Chinese by nothing, and its sentences by line ends.

        Parameters
        ----------
        path : Path
            The file.

        Raises
        ------
        FormatError
            If a line has no tag, a tag is malformed, or a token does not stand in
            the text of the comment.
        """
        yield from each_once(_texts(path, refuse), path, refuse)

    def write(self, texts: Iterable[AnnotatedText], path: Path) -> list[Loss]:
        """Write the texts.

        Of spans that overlap the longest is kept. A token is cut where a span
        begins or ends, so that no tokeniser decides what can be held.

        Parameters
        ----------
        texts : iterable of AnnotatedText
            In any order.
        path : Path
            The file.
        """
        losses = Losses()
        with path.open("wb") as stream:
            for text in each_once(texts, path):
                lines = "".join(f"{line}\n" for line in _lines(text, losses))
                stream.write(f"{lines}\n".encode())
        return losses.listed()


def _texts(path: Path, refuse: Refuse) -> Iterator[AnnotatedText]:
    for number, block in enumerate(blocks(path), start=1):
        yield from attempted(refuse, _text, block, f"{path.stem}-{number}", name=block.id)


def _text(block: Block, identifier: str) -> tuple[AnnotatedText]:
    if block.error is not None:
        raise block.error
    made = foreign_text if block.text is None else own_text
    return (made(block, identifier),)


def _trimmed(text: str, span: Span) -> tuple[int, int]:
    """Return a span without white space at its edges, which no token holds."""
    stands = text[span.start : span.end]
    start = span.start + len(stands) - len(stands.lstrip())
    return start, max(start, span.end - len(stands) + len(stands.rstrip()))


def _kept(text: AnnotatedText, losses: Losses) -> list[tuple[int, int, Span]]:
    """Return the spans that are held with their edges, in the order of the text."""
    kept: list[tuple[int, int, Span]] = []
    for span in sorted(text.spans, key=lambda span: (span.start - span.end, span.start)):
        start, end = _trimmed(text.text, span)
        if start == end:
            losses.add("spans of white space alone")
        elif any(start < last and first < end for first, last, _ in kept):
            losses.add("spans that overlap a longer one")
        else:
            losses.add("white space at the edge of a span", (start, end) != (span.start, span.end))
            losses.add("concepts", span.concept is not None)
            losses.add_attributes([span])
            kept.append((start, end, span))
    return sorted(kept, key=lambda item: item[0])


def _tokens(text: AnnotatedText, cuts: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the tokens, cut at some places too."""
    places = sorted(set(cuts))
    at = 0
    for start, end in token_spans(text.text, text.lang):
        first = start
        while at < len(places) and places[at] <= start:
            at += 1
        while at < len(places) and places[at] < end:
            yield first, places[at]
            first = places[at]
            at += 1
        yield first, end


def _lines(text: AnnotatedText, losses: Losses) -> Iterator[str]:
    yield f"# id = {_comment(text.id)}"
    yield f"# lang = {text.lang}"
    yield f"# text = {json.dumps(text.text, ensure_ascii=False)}"
    if text.sentences:
        yield f"# sentences = {json.dumps(text.sentences, ensure_ascii=False)}"
    kept = _kept(text, losses)
    begins = {start for start, *_ in text.sentences}
    spans = iter(kept)
    start, end, label = _next(spans)
    for first, last in _tokens(text, (at for one, other, _ in kept for at in (one, other))):
        while last > end:
            start, end, label = _next(spans)
        inside = first >= start
        # Readers take a blank line for the end of a span.
        if first in begins and first > 0 and (not inside or first == start):
            yield ""
        tag = f"{'B' if first == start else 'I'}-{label}" if inside else "O"
        yield f"{text.text[first:last]}\t{tag}"
    losses.add("abbreviations", len(text.short_forms))
    losses.add_extra(text)


def _next(spans: Iterator[tuple[int, int, Span]]) -> tuple[float, float, str]:
    start, end, span = next(spans, (0, 0, None))
    return (float("inf"), float("inf"), "") if span is None else (start, end, escape(span.label))


def _comment(value: str) -> str:
    """Return an id for a comment: as it is, or as JSON where that would not come back."""
    plain = value.isprintable() and value == value.strip() and value[:1] not in ("", '"')
    return value if plain else json.dumps(value, ensure_ascii=False)
