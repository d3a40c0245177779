"""A stand-in for the extractor: fast, and with known results."""

from __future__ import annotations

import os
import re
import time

from papnlp.document import Document, DocumentError
from papnlp.evidence import (
    Argument,
    Evidence,
    Mention,
    Quote,
    Record,
    Sentence,
    Study,
)

PAIN = {"en": "phantom limb pain", "zh": "幻肢痛"}
PROVENANCE = {"papnlp": "0", "model": "stub", "model_version": "0", "model_sha256": "0"}


def record(identifier: str, lang: str, start: int, end: int, pain: tuple[int, int]) -> Record:
    """One improved record on the sentence given."""
    return Record(
        id=f"{identifier}-1",
        intervention="pap:mirror-therapy",
        with_=(),
        comparator=None,
        pain_type="pap:phantom-limb-pain",
        outcome="pap:pain-intensity",
        instrument=None,
        harm=None,
        change="decrease",
        direction="improved",
        certainty="asserted",
        comparison=None,
        purpose="treatment",
        section="results",
        timepoint=None,
        statistics=(),
        languages=(lang,),
        agreement=None,
        direction_by_language={lang: "improved"},
        rule="stub",
        evidence=(Quote(lang, start, end),),
        arguments={"pain_type": (Argument(lang, *pain),)},
    )


def extract(document: Document) -> Evidence:
    """Tag the pain type, make a record of each sentence that holds it."""
    texts = {lang: document.text(lang) for lang in document.languages}
    if any("REFUSE" in text for text in texts.values()):
        raise DocumentError("told to refuse")
    if any("BREAK" in text for text in texts.values()):
        raise KeyError("broken")
    if any("SLOW" in text for text in texts.values()):
        time.sleep(0.3)
    sentences, mentions, records = [], [], []
    for lang, text in texts.items():
        sentences += [
            Sentence(lang, *match.span(), "results")
            for match in re.finditer(r"[^.。\n]+[.。]?", text)
        ]
        for match in re.finditer(PAIN[lang], text):
            span = match.span()
            mentions.append(
                Mention(
                    lang,
                    *span,
                    match[0],
                    "PAIN_TYPE",
                    "pap:phantom-limb-pain",
                    "phantom limb pain",
                    "term",
                )
            )
            records.append(record(document.id, lang, 0, len(text), span))
    return Evidence(
        document.id,
        document.metadata(),
        texts,
        Study(relevant=bool(mentions)),
        tuple(sentences),
        tuple(mentions),
        (),
        (),
        tuple(records),
        (),
        PROVENANCE,
    )


def load(model: str):
    """Return the stand-in, whatever the model."""
    assert model
    return extract


def load_badly(model: str):
    """Fail to open the model."""
    raise ValueError(model)


def load_and_die(model: str):
    """Return an extractor that ends its process."""
    assert model
    return lambda _document: os._exit(3)
