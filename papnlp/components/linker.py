"""Component ``papnlp_linker``: short forms get their senses, candidates become mentions."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from papnlp.analysis import Analysis
from papnlp.components.base import StageComponent, run_stage
from papnlp.components.spans import write_spans
from papnlp.engine import Engine
from papnlp.model import DEFAULT_MODEL


class LinkerComponent(StageComponent):
    """Sets ``doc.ents`` and ``doc.spans`` to the linked mentions.

    Parameters
    ----------
    nlp : Language
        The pipeline.
    name : str
        Name in the pipeline.
    model : str
        ``"pap"`` or the folder of a model.
    spans_key : str
        Span group that holds all mentions, those of coordinations too.
    """

    stage = "linker"
    needs = ("sentences", "abbreviations")

    def __init__(self, nlp: Language, name: str, model: str, spans_key: str) -> None:
        super().__init__(nlp, name, model)
        self.spans_key = spans_key

    def run(self, doc: Doc, engine: Engine, analysis: Analysis) -> None:
        """Link, then write the mentions as spans."""
        run_stage(self.stage, engine, analysis)
        write_spans(doc, analysis, analysis.mentions, analysis.mentions, self.spans_key)


@Language.factory(
    "papnlp_linker",
    default_config={"model": DEFAULT_MODEL, "spans_key": "papnlp"},
    assigns=["doc.ents", "doc.spans", "doc._.abbreviations"],
)
def make_linker(nlp: Language, name: str, model: str, spans_key: str) -> LinkerComponent:
    """Make the component."""
    return LinkerComponent(nlp, name, model, spans_key)
