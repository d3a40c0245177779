"""Component ``papnlp_concepts``: the dictionary ruler."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from papnlp.analysis import Analysis, Term
from papnlp.components.base import StageComponent
from papnlp.components.spans import write_spans
from papnlp.engine import Engine
from papnlp.evidence import LABELS
from papnlp.model import DEFAULT_MODEL
from papnlp.terms.overlap import POLICIES


class ConceptComponent(StageComponent):
    """Tags the surfaces of the vocabulary that need no context.

    Parameters
    ----------
    nlp : Language
        The pipeline.
    name : str
        Name in the pipeline.
    model : str
        ``"pap"`` or the folder of a model.
    overlap : str
        Overlap policy of ``doc.ents``: ``"leftmost"``, ``"longest"`` or ``"all"``.
    spans_key : str
        Span group that holds all candidates.

    Raises
    ------
    ValueError
        If there is no overlap policy of that name.
    """

    stage = "concepts"

    def __init__(self, nlp: Language, name: str, model: str, overlap: str, spans_key: str) -> None:
        super().__init__(nlp, name, model)
        if overlap not in POLICIES:
            raise ValueError(f"overlap {overlap!r}: use one of {', '.join(POLICIES)}")
        self.overlap = overlap
        self.spans_key = spans_key

    def run(self, doc: Doc, engine: Engine, analysis: Analysis) -> None:
        """Propose candidates; the winners become entities until the linker has run."""
        engine.ruler(analysis)
        terms = [
            Term(
                item.start,
                item.end,
                item.surface.label,
                item.surface.concept,
                "term",
                item.surface.text,
            )
            for item in analysis.candidates
            if item.surface.condition is None and item.surface.requires is None
        ]
        winners = [term for term in POLICIES[self.overlap](terms) if term.label in LABELS]
        analysis.mentions = winners
        candidates = [term for term in terms if term.label in LABELS]
        write_spans(doc, analysis, winners, candidates, self.spans_key)


@Language.factory(
    "papnlp_concepts",
    default_config={"model": DEFAULT_MODEL, "overlap": "leftmost", "spans_key": "papnlp"},
    assigns=["doc.ents", "doc.spans"],
)
def make_concepts(
    nlp: Language, name: str, model: str, overlap: str, spans_key: str
) -> ConceptComponent:
    """Make the component."""
    return ConceptComponent(nlp, name, model, overlap, spans_key)
