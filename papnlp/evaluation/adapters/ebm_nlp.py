"""EBM-NLP: participants, interventions and outcomes as one label a token (Nye et al., 2018)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from papnlp.evaluation.adapters import objects
from papnlp.evaluation.adapters.mapping import TypeMap, type_map
from papnlp.evaluation.adapters.notes import Notes
from papnlp.evaluation.adapters.tokens import locate_tokens, runs
from papnlp.evaluation.gold import GoldError

_ELEMENTS: Final = ("participants", "interventions", "outcomes")
_SPLITS: Final = {"test": "test/gold", "train": "train"}
_LAYERS: Final = ("starting_spans", "hierarchical_labels")
_SUFFIXES: Final = (".txt", ".text")
_BETWEEN: Final = re.compile(r"[\s,]+")
_UNPLACED: Final = "spans whose tokens do not stand in the text"


def read(
    path: Path, notes: Notes, *, split: str = "test", layer: str = "starting_spans"
) -> Iterator[dict[str, Any]]:
    """Yield the abstracts of one part of EBM-NLP.

    Parameters
    ----------
    path : Path
        The folder with ``documents`` and ``annotations``.
    notes : Notes
        Receives what is left out.
    split : str
        ``"test"`` (labels of professionals) or ``"train"`` (of the crowd).
    layer : str
        ``"starting_spans"``, or ``"hierarchical_labels"``, where each run of
        one finer label is a mention.

    Raises
    ------
    GoldError
        If a file is missing or malformed, or an option has another value.
    """
    if split not in _SPLITS:
        raise GoldError(f"ebm-nlp has no split {split!r}: use one of {', '.join(_SPLITS)}")
    if layer not in _LAYERS:
        raise GoldError(f"ebm-nlp has no layer {layer!r}: use one of {', '.join(_LAYERS)}")
    types = type_map("ebm-nlp")
    root = path / "annotations" / "aggregated" / layer
    folders = {element: root / element / _SPLITS[split] for element in _ELEMENTS}
    by_id: dict[str, dict[str, Path]] = {}
    for element, folder in folders.items():
        for file in folder.glob("*.ann"):
            # The two releases write ID.AGGREGATED.ann and ID_AGGREGATED.ann.
            by_id.setdefault(re.split(r"[._]", file.name)[0], {})[element] = file
    if not by_id:
        raise GoldError(f"{path}: no annotations/aggregated/{layer}/*/{_SPLITS[split]}/*.ann there")
    for name in sorted(by_id, key=lambda item: (len(item), item)):
        yield _document(path / "documents", name, by_id[name], types, notes)


def _document(
    folder: Path, name: str, annotations: dict[str, Path], types: TypeMap, notes: Notes
) -> dict[str, Any]:
    labelled = {element: _labels(file) for element, file in annotations.items()}
    counts = {len(labels) for labels in labelled.values()}
    tokens = _tokens(folder / f"{name}.tokens", counts)
    text = _text(folder, name)
    spans = locate_tokens(text, tokens)
    mentions = []
    for element, file in annotations.items():
        if len(labelled[element]) != len(tokens):
            raise GoldError(
                f"{file}: {len(labelled[element])} labels for {len(tokens)} tokens: unpack the set "
                f"again"
            )
        for _, first, last in runs(labelled[element]):
            if element not in types.labels:
                notes.add(objects.UNKNOWN, element)
                continue
            placed = [span for span in spans[first:last] if span is not None]
            if not placed:
                notes.add(_UNPLACED, element)
                continue
            start, end = placed[0][0], placed[-1][1]
            mentions.append(objects.mention("en", text, start, end, types.labels[element]))
    title, abstract = objects.split_title(text)
    covered = sorted(types.labels[element] for element in annotations if element in types.labels)
    return {
        **objects.document(name, "en", title, abstract).to_dict(),
        "mentions": objects.ordered(mentions),
        "scope": {**types.scope, "labels": covered},
    }


def _text(folder: Path, name: str) -> str:
    for suffix in _SUFFIXES:
        file = folder / f"{name}{suffix}"
        if file.exists():
            return objects.read_text(file)
    raise GoldError(f"{folder / name}.txt: no such file, nor {name}.text: unpack the whole set")


def _tokens(file: Path, counts: set[int]) -> list[str]:
    """Return the tokens, cut at line ends or spaces, whichever gives one a label.

    A token may hold a space that is no ordinary one, so that cutting at any
    space is the last resort.
    """
    text = objects.read_text(file)
    for tokens in (text.rstrip("\n").split("\n"), text.strip().split(" ")):
        if len(tokens) in counts:
            return tokens
    return text.split()


def _labels(file: Path) -> list[str]:
    labels = [label for label in _BETWEEN.split(objects.read_text(file)) if label]
    for number, label in enumerate(labels, start=1):
        if not label.isdecimal():
            raise GoldError(f"{file}:{number}: label {label!r} is no number: mend the file")
    return labels
