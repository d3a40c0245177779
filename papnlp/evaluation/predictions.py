"""Predictions to be scored: evidence that was extracted, or another annotation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from papnlp.evaluation.evaluation import Prediction
from papnlp.evaluation.gold import GoldError
from papnlp.evaluation.reader import checked, json_lines, read_gold
from papnlp.evidence import Evidence
from papnlp.vocabulary.vocabulary import Vocabulary


def read_predictions(path: Path, vocabulary: Vocabulary) -> dict[str, Prediction]:
    """Read predictions by the id of their document.

    Parameters
    ----------
    path : Path
        JSON Lines of evidence or of gold objects, or a gold folder.
    vocabulary : Vocabulary
        Resolves canonical names of annotations made by surface.

    Raises
    ------
    GoldError
        If a file is missing or malformed, or holds a document twice; file and
        line are named.
    """
    if path.is_dir():
        return {str(gold["id"]): gold for gold in read_gold(path, vocabulary)}
    found: dict[str, Prediction] = {}
    for where, prediction in _lines(path):
        identifier = prediction.id if isinstance(prediction, Evidence) else str(prediction["id"])
        if identifier in found:
            raise GoldError(f"{where}: document {identifier!r} stands twice: remove one")
        found[identifier] = prediction
    return found


def _lines(path: Path) -> Iterator[tuple[str, Prediction]]:
    for where, value in json_lines(path):
        if isinstance(value, dict) and "texts" not in value:
            for gold in checked([(where, value)]):
                yield where, gold
            continue
        try:
            yield where, Evidence.from_dict(value)
        except KeyError as error:
            raise GoldError(f"{where}: not an evidence object: {error} is missing") from error
        except (TypeError, AttributeError) as error:
            raise GoldError(f"{where}: not an evidence object: {error}") from error


def in_order(
    found: Mapping[str, Prediction], documents: Iterable[Mapping[str, Any]], path: Path
) -> Sequence[Prediction]:
    """Return the predictions in the order of the gold documents.

    Raises
    ------
    GoldError
        If a gold document has none.
    """
    ordered = []
    for document in documents:
        identifier = str(document["id"])
        if identifier not in found:
            raise GoldError(f"{path}: no prediction for gold document {identifier!r}: add it")
        ordered.append(found[identifier])
    return ordered
