"""The analysis of a Doc as plain data, so that it survives DocBin, pickling and spawn.

What the stages found lies in ``doc.user_data["papnlp"]`` as lists and dicts; the
extensions under ``doc._`` are views of it. Offsets in there are into the
normalised text; the views give code points into ``doc.text``.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from spacy.tokens import Doc

from papnlp.analysis import Analysis, Definition, Finding, ShortForm, Slot, Span, Term
from papnlp.bilingual.merge import make_record
from papnlp.evidence import Statistic, Study
from papnlp.extractor import abbreviations_of
from papnlp.text.normalise import normalise

KEY: Final = "papnlp"

_BUILDERS: Final[dict[str, Any]] = {
    "sentences": Span,
    "definitions": Definition,
    "abbreviations": ShortForm,
    "mentions": Term,
    "statistics": Statistic,
}


def _finding(data: dict[str, Any]) -> Finding:
    values = dict(data)
    values["cue"] = None if values["cue"] is None else tuple(values["cue"])
    values["with_"] = tuple(values["with_"])
    values["statistics"] = tuple(Statistic(**item) for item in values["statistics"])
    values["slots"] = {
        slot: tuple(Slot(**item) for item in items) for slot, items in values["slots"].items()
    }
    values["also"] = tuple(
        (start, end, None if cue is None else tuple(cue)) for start, end, cue in values["also"]
    )
    return Finding(**values)


def language_of(doc: Doc) -> str:
    """Return the language whose stages a Doc gets: Chinese for ``zh``, else English."""
    return "zh" if doc.lang_ == "zh" else "en"


def load_analysis(doc: Doc) -> Analysis:
    """Return the analysis of a Doc as far as earlier components brought it."""
    analysis = Analysis(normalise(doc.text, language_of(doc)))
    state = doc.user_data.get(KEY)
    if state is None:
        return analysis
    analysis.title_end = state.get("title_end", 0)
    analysis.headed = state.get("headed", False)
    for name, builder in _BUILDERS.items():
        setattr(analysis, name, [builder(**item) for item in state.get(name, ())])
    analysis.findings = [_finding(item) for item in state.get("findings", ())]
    if "study" in state:
        analysis.study = Study.from_dict(state["study"])
    return analysis


def store_analysis(doc: Doc, analysis: Analysis, done: str) -> None:
    """Write an analysis onto a Doc as plain data and note the stage that is done."""
    before = doc.user_data.get(KEY) or {}
    state: dict[str, Any] = {
        "title_end": analysis.title_end,
        "headed": analysis.headed,
        "done": [*(name for name in before.get("done", ()) if name != done), done],
    }
    for name in _BUILDERS:
        state[name] = [asdict(item) for item in getattr(analysis, name)]
    state["findings"] = [asdict(item) for item in analysis.findings]
    state["study"] = analysis.study.to_dict()
    doc.user_data[KEY] = state


def stages_done(doc: Doc) -> frozenset[str]:
    """Return the names of the stages that have run over a Doc."""
    return frozenset((doc.user_data.get(KEY) or {}).get("done", ()))


def _get_abbreviations(doc: Doc) -> list[dict[str, Any]]:
    return [item.to_dict() for item in abbreviations_of(load_analysis(doc))]


def _get_findings(doc: Doc) -> list[dict[str, Any]]:
    analysis = load_analysis(doc)
    return [
        make_record("", [(analysis, finding)], bilingual=False).to_dict()
        for finding in analysis.findings
    ]


def _get_study(doc: Doc) -> dict[str, Any]:
    return load_analysis(doc).study.to_dict()


def _get_sections(doc: Doc) -> list[dict[str, Any]]:
    analysis = load_analysis(doc)
    sections = []
    for item in analysis.sentences:
        start, end = analysis.text.original(item.start, item.end)
        sections.append({"start": start, "end": end, "section": item.section})
    return sections


def _get_statistics(doc: Doc) -> list[dict[str, Any]]:
    analysis = load_analysis(doc)
    items = []
    for item in analysis.statistics:
        start, end = analysis.text.original(item.start, item.end)
        items.append({**item.to_dict(), "start": start, "end": end})
    return items


_GETTERS: Final = {
    "abbreviations": _get_abbreviations,
    "findings": _get_findings,
    "study": _get_study,
    "papnlp_sections": _get_sections,
    "papnlp_statistics": _get_statistics,
}


def register_extensions() -> None:
    """Register the extensions of papnlp once; those of other packages are left alone.

    Raises
    ------
    ValueError
        If another package has registered a name as something that papnlp cannot
        share.
    """
    for name, getter in _GETTERS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=getter)
        elif Doc.get_extension(name)[2] is not getter:
            raise ValueError(
                f"doc._.{name} is registered by another package: add the papnlp components first, "
                "or remove the other extension with Doc.remove_extension"
            )
