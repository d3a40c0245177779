"""The stages as a plain spaCy pipeline."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language

from papnlp.components.base import ORDER
from papnlp.components.factories import load_factories
from papnlp.components.tokenizer import PlainTokenizer
from papnlp.document import LANGUAGES
from papnlp.model import DEFAULT_MODEL, open_model


def pipeline(
    lang: str = "en", *, model: str | Path = DEFAULT_MODEL, base: str | Language | None = None
) -> Language:
    """Return a spaCy pipeline with all stages of papnlp.

    Parameters
    ----------
    lang : str, optional
        ``"en"`` or ``"zh"``.
    model : str or Path, optional
        ``"pap"`` or the folder of a model.
    base : str or Language, optional
        A spaCy or scispaCy model that is installed (such as
        ``"en_core_sci_sm"``), to put the stages behind its components; without
        one, a blank pipeline with the tokenizer of papnlp.

    Returns
    -------
    Language
        Its Docs carry ``doc.ents``, ``doc.spans["papnlp"]``,
        ``doc._.abbreviations``, ``doc._.study`` and ``doc._.findings``.

    Raises
    ------
    ValueError
        If the language is neither English nor Chinese.
    OSError
        If the base model is not installed.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"language {lang!r}: use one of {', '.join(LANGUAGES)}")
    load_factories()
    open_model(model)
    nlp = _opened(base) if base is not None else _blank(lang)
    for stage in ORDER:
        nlp.add_pipe(f"papnlp_{stage}", config={"model": str(model)})
    return nlp


def _opened(base: str | Language) -> Language:
    return spacy.load(base) if isinstance(base, str) else base


def _blank(lang: str) -> Language:
    config = {"nlp": {"tokenizer": {"@tokenizers": "papnlp.tokenizer.v1", "lang": lang}}}
    nlp = spacy.blank(lang, config=config)
    if not isinstance(nlp.tokenizer, PlainTokenizer):
        raise TypeError("the tokenizer of papnlp was not used: reinstall papnlp")
    return nlp
