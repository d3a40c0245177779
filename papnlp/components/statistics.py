"""Component ``papnlp_statistics``: numbers with what they measure."""

from __future__ import annotations

from spacy.language import Language

from papnlp.components.base import StageComponent
from papnlp.model import DEFAULT_MODEL


class StatisticsComponent(StageComponent):
    """Fills ``doc._.papnlp_statistics``."""

    stage = "statistics"
    needs = ()


@Language.factory(
    "papnlp_statistics",
    default_config={"model": DEFAULT_MODEL},
    assigns=["doc._.papnlp_statistics"],
)
def make_statistics(nlp: Language, name: str, model: str) -> StatisticsComponent:
    """Make the component."""
    return StatisticsComponent(nlp, name, model)
