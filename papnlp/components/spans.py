"""Terms as spaCy spans: tokens are split where a term begins or ends inside one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from spacy.tokens import Doc, Span, SpanGroup, Token

from papnlp.analysis import Analysis, Term


def split_tokens(doc: Doc, offsets: Iterable[int]) -> None:
    """Split the tokens of a Doc so that each character offset is a token edge.

    Parameters
    ----------
    doc : Doc
        Changed in place; a token such as ``pain(PLP)`` becomes several.
    offsets : iterable of int
        Code points into ``doc.text``.
    """
    starts = [token.idx for token in doc]
    inside: dict[int, list[int]] = {}
    for offset in sorted(set(offsets)):
        index = bisect_right(starts, offset) - 1
        if index >= 0 and starts[index] < offset < starts[index] + len(doc[index]):
            inside.setdefault(index, []).append(offset)
    if not inside:
        return
    with doc.retokenize() as retokenizer:
        for index, cuts in inside.items():
            token = doc[index]
            bounds = [token.idx, *cuts, token.idx + len(token)]
            parts = [doc.text[start:end] for start, end in pairwise(bounds)]
            retokenizer.split(token, parts, heads=_heads(token, len(parts)))


def _heads(token: Token, parts: int) -> list[Token | tuple[Token, int]]:
    """Return the heads of the parts of a token: the first part takes the place of the token."""
    if not token.doc.has_annotation("DEP"):
        return [(token, at) for at in range(parts)]
    head = (token, 0) if token.head.i == token.i else token.head
    return [head, *[(token, 0)] * (parts - 1)]


def write_spans(
    doc: Doc, analysis: Analysis, winners: Sequence[Term], everything: Sequence[Term], key: str
) -> None:
    """Set ``doc.spans[key]`` to all terms and ``doc.ents`` to the winners.

    Parameters
    ----------
    doc : Doc
        Entities of other components stay where they do not overlap.
    analysis : Analysis
        Gives the way back to the offsets of ``doc.text``.
    winners, everything : sequence of Term
        Terms after and before the overlap policy.
    key : str
        Name of the span group.
    """
    original = analysis.text.original
    terms = list(dict.fromkeys([*everything, *winners]))
    located = {term: original(term.start, term.end) for term in terms}
    split_tokens(doc, (offset for span in located.values() for offset in span))
    spans: dict[Term, Span] = {}
    for term, (start, end) in located.items():
        span = doc.char_span(start, end, label=term.label, kb_id=term.concept)
        if span is not None:
            spans[term] = span
    doc.spans[key] = SpanGroup(doc, name=key, spans=list(spans.values()))
    ours: list[Span] = []
    covered = -1
    for term in winners:
        span = spans.get(term)
        if span is not None and span.start_char >= covered:
            ours.append(span)
            covered = span.end_char
    taken = {token.i for span in ours for token in span}
    kept = [
        span
        for span in doc.ents
        if span.kb_id_.partition(":")[0] not in ("pap", "text")
        and not any(token.i in taken for token in span)
    ]
    doc.ents = tuple(sorted([*ours, *kept], key=lambda span: span.start))
