"""Component ``papnlp_sentences``: sentence boundaries and sections."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from papnlp.analysis import Analysis
from papnlp.components.base import StageComponent, run_stage
from papnlp.components.spans import split_tokens
from papnlp.engine import Engine
from papnlp.model import DEFAULT_MODEL


class SentenceComponent(StageComponent):
    """Sets the sentence boundaries of a Doc and ``doc._.papnlp_sections``.

    A Doc that a parser has cut into sentences keeps them; the sections are there
    all the same.
    """

    stage = "sentences"

    def run(self, doc: Doc, engine: Engine, analysis: Analysis) -> None:
        """Split into sentences, tag their sections, and mark the first tokens."""
        run_stage(self.stage, engine, analysis)
        starts = {analysis.text.original(item.start, item.end)[0] for item in analysis.sentences}
        split_tokens(doc, starts)
        if doc.has_annotation("DEP"):
            return
        for token in doc:
            token.is_sent_start = token.idx in starts or token.i == 0


@Language.factory(
    "papnlp_sentences",
    default_config={"model": DEFAULT_MODEL},
    assigns=["token.is_sent_start", "doc._.papnlp_sections"],
)
def make_sentences(nlp: Language, name: str, model: str) -> SentenceComponent:
    """Make the component."""
    return SentenceComponent(nlp, name, model)
