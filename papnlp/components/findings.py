"""Component ``papnlp_findings``: the claims of a text."""

from __future__ import annotations

from spacy.language import Language

from papnlp.components.base import StageComponent
from papnlp.model import DEFAULT_MODEL


class FindingComponent(StageComponent):
    """Fills ``doc._.findings``."""

    stage = "findings"
    needs = ("sentences", "abbreviations", "linker", "context", "statistics", "study")


@Language.factory(
    "papnlp_findings",
    default_config={"model": DEFAULT_MODEL},
    assigns=["doc._.findings"],
)
def make_findings(nlp: Language, name: str, model: str) -> FindingComponent:
    """Make the component."""
    return FindingComponent(nlp, name, model)
