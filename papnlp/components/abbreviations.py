"""Component ``papnlp_abbreviations``: definitions of short forms, by either of two engines."""

from __future__ import annotations

from typing import Any, Final

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

from papnlp.analysis import Analysis, Definition
from papnlp.components.base import StageComponent
from papnlp.engine import Engine
from papnlp.model import DEFAULT_MODEL

ENGINES: Final = ("papnlp", "scispacy")


class _ScispacyFinder:
    """Finds definitions as scispaCy's AbbreviationDetector does (Schwartz and Hearst, 2003).

    Its functions are called, not its component, since that one replaces
    ``doc._.abbreviations``.
    """

    def __init__(self, nlp: Language) -> None:
        try:
            from scispacy import abbreviation  # noqa: PLC0415 (an engine of choice)
        except ImportError as error:
            raise ImportError(
                "engine='scispacy' needs scispaCy, which installs on Python 3.10 to 3.12: "
                "pip install scispacy, or use engine='papnlp'"
            ) from error
        self._functions: Any = abbreviation
        self._matcher = Matcher(nlp.vocab)
        self._matcher.add("parenthesis", [[{"ORTH": "("}, {"OP": "+"}, {"ORTH": ")"}]])

    def __call__(self, doc: Doc) -> list[Definition]:
        brackets = [(key, start + 1, end - 1) for key, start, end in self._matcher(doc)]
        found: dict[tuple[int, int], Definition] = {}
        for long_candidate, short_candidate in self._functions.filter_matches(brackets, doc):
            short, long = self._functions.find_abbreviation(long_candidate, short_candidate)
            if long is None:
                continue
            found.setdefault(
                (short.start_char, short.end_char),
                Definition(
                    short.text,
                    long.text,
                    short.start_char,
                    short.end_char,
                    long.start_char,
                    long.end_char,
                ),
            )
        return sorted(found.values(), key=lambda item: item.start)


class AbbreviationComponent(StageComponent):
    """Finds the definitions of short forms for the linker to resolve.

    Parameters
    ----------
    nlp : Language
        The pipeline.
    name : str
        Name in the pipeline.
    model : str
        ``"pap"`` or the folder of a model.
    engine : str
        ``"papnlp"``, or ``"scispacy"`` for the algorithm of scispaCy.

    Raises
    ------
    ValueError
        If there is no engine of that name.
    ImportError
        If scispaCy is asked for and not installed.
    """

    stage = "abbreviations"

    def __init__(self, nlp: Language, name: str, model: str, engine: str) -> None:
        super().__init__(nlp, name, model)
        if engine not in ENGINES:
            raise ValueError(f"engine {engine!r}: use one of {', '.join(ENGINES)}")
        self._finder = _ScispacyFinder(nlp) if engine == "scispacy" else None

    def run(self, doc: Doc, engine: Engine, analysis: Analysis) -> None:
        """Find the definitions."""
        if self._finder is None or analysis.text.origin is not None:
            engine.definitions(analysis)
        else:
            analysis.definitions = self._finder(doc)


@Language.factory(
    "papnlp_abbreviations",
    default_config={"model": DEFAULT_MODEL, "engine": "papnlp"},
    assigns=["doc._.abbreviations"],
)
def make_abbreviations(nlp: Language, name: str, model: str, engine: str) -> AbbreviationComponent:
    """Make the component."""
    return AbbreviationComponent(nlp, name, model, engine)
