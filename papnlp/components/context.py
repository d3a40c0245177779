"""Component ``papnlp_context``: which mentions are said to be absent."""

from __future__ import annotations

from spacy.language import Language

from papnlp.components.base import StageComponent
from papnlp.model import DEFAULT_MODEL


class ContextComponent(StageComponent):
    """Marks negated mentions."""

    stage = "context"
    needs = ("sentences", "abbreviations", "linker")


@Language.factory(
    "papnlp_context",
    default_config={"model": DEFAULT_MODEL},
    assigns=["doc.spans"],
)
def make_context(nlp: Language, name: str, model: str) -> ContextComponent:
    """Make the component."""
    return ContextComponent(nlp, name, model)
