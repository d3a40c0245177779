"""The tokenizer of papnlp as a spaCy tokenizer, ``papnlp.tokenizer.v1``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from papnlp.text.normalise import normalise
from papnlp.text.tokenizer import token_spans


class PlainTokenizer:
    """Cuts a text at every change between letters, digits and signs.

    Han characters are single tokens, Latin and digit runs stay whole, so that
    every term of the vocabulary begins and ends at a token edge.

    Parameters
    ----------
    vocab : Vocab
        Vocabulary of the pipeline.
    lang : str
        ``"en"`` or ``"zh"``.
    """

    def __init__(self, vocab: Vocab, lang: str) -> None:
        self.vocab = vocab
        self.lang = lang

    def __call__(self, text: str) -> Doc:
        """Tokenise; white space that is not a single space becomes tokens of its own."""
        normalised = normalise(text, self.lang)
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for start, end in token_spans(normalised.norm, self.lang):
            first, last = normalised.original(start, end)
            if last <= at:
                continue  # one character of the text, such as an ellipsis, gave several tokens
            first = max(first, at)
            _add_gap(text[at:first], words, spaces)
            words.append(text[first:last])
            spaces.append(False)
            at = last
        _add_gap(text[at:], words, spaces)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_disk(self, path: Path, **_: Any) -> None:  # noqa: ANN401
        """Write nothing: there are no settings."""

    def from_disk(self, path: Path, **_: Any) -> PlainTokenizer:  # noqa: ANN401, ARG002
        """Read nothing back."""
        return self

    def to_bytes(self, **_: Any) -> bytes:  # noqa: ANN401
        """Return nothing: there are no settings."""
        return b""

    def from_bytes(self, data: bytes, **_: Any) -> PlainTokenizer:  # noqa: ANN401, ARG002
        """Read nothing back."""
        return self


def _add_gap(gap: str, words: list[str], spaces: list[bool]) -> None:
    if gap.startswith(" ") and words and not spaces[-1]:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)


def create_tokenizer(lang: str) -> Callable[[Language], PlainTokenizer]:
    """Return a function that makes the tokenizer for a pipeline."""

    def make(nlp: Language) -> PlainTokenizer:
        return PlainTokenizer(nlp.vocab, lang)

    return make


registry.tokenizers("papnlp.tokenizer.v1", func=create_tokenizer)
