"""Component ``papnlp_study``: design, sample size and population."""

from __future__ import annotations

from spacy.language import Language

from papnlp.components.base import StageComponent
from papnlp.model import DEFAULT_MODEL


class StudyComponent(StageComponent):
    """Fills ``doc._.study``."""

    stage = "study"
    needs = ("sentences", "abbreviations", "linker", "context")


@Language.factory(
    "papnlp_study",
    default_config={"model": DEFAULT_MODEL},
    assigns=["doc._.study"],
)
def make_study(nlp: Language, name: str, model: str) -> StudyComponent:
    """Make the component."""
    return StudyComponent(nlp, name, model)
