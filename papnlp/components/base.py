"""What the components have in common: a stage of the shared engine over a Doc."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Final

from spacy.language import Language
from spacy.tokens import Doc

from papnlp.analysis import Analysis
from papnlp.components.state import (
    language_of,
    load_analysis,
    register_extensions,
    stages_done,
    store_analysis,
)
from papnlp.engine import Engine, shared_engine
from papnlp.model import DEFAULT_MODEL

ORDER: Final = (
    "sentences",
    "concepts",
    "abbreviations",
    "linker",
    "context",
    "statistics",
    "study",
    "findings",
)
"""Names of the stages in their order; the component of a stage is ``papnlp_<stage>``."""


def run_stage(name: str, engine: Engine, analysis: Analysis) -> None:
    """Run one stage of an engine over an analysis."""
    if name == "sentences":
        engine.sentencizer(analysis)
        engine.sections(analysis)
    elif name == "concepts":
        engine.ruler(analysis)
    elif name == "abbreviations":
        engine.definitions(analysis)
    elif name == "linker":
        engine.ruler(analysis)
        engine.linker(analysis)
    else:
        getattr(engine, name)(analysis)


class StageComponent:
    """A spaCy component that runs one stage; what it needs from before runs by itself.

    Parameters
    ----------
    nlp : Language
        The pipeline that the component belongs to.
    name : str
        Name in the pipeline.
    model : str
        ``"pap"`` or the folder of a model.
    """

    stage: ClassVar[str]
    needs: ClassVar[tuple[str, ...]] = ()

    def __init__(self, nlp: Language, name: str, model: str = DEFAULT_MODEL) -> None:  # noqa: ARG002
        register_extensions()
        self.name = name
        self.model = model

    def engine(self, doc: Doc) -> Engine:
        """Return the engine for the language of a Doc."""
        return shared_engine(str(self.model), language_of(doc))

    def __call__(self, doc: Doc) -> Doc:
        """Run the stage over a Doc and store what it found as plain data."""
        engine = self.engine(doc)
        analysis = load_analysis(doc)
        done = stages_done(doc)
        for stage in self.needs:
            if stage not in done:
                run_stage(stage, engine, analysis)
                store_analysis(doc, analysis, stage)
        self.run(doc, engine, analysis)
        store_analysis(doc, analysis, self.stage)
        return doc

    def run(self, doc: Doc, engine: Engine, analysis: Analysis) -> None:  # noqa: ARG002
        """Run the stage; components with more to do override this."""
        run_stage(self.stage, engine, analysis)

    def to_disk(self, path: Path, **_: Any) -> None:  # noqa: ANN401
        """Write nothing: the configuration of the pipeline holds all settings."""

    def from_disk(self, path: Path, **_: Any) -> StageComponent:  # noqa: ANN401, ARG002
        """Read nothing back."""
        return self

    def to_bytes(self, **_: Any) -> bytes:  # noqa: ANN401
        """Return nothing: the configuration of the pipeline holds all settings."""
        return b""

    def from_bytes(self, data: bytes, **_: Any) -> StageComponent:  # noqa: ANN401, ARG002
        """Read nothing back."""
        return self
