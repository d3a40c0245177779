"""Evidence Inference: what happened to an outcome (Lehman et al., 2019; DeYoung et al., 2020)."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, Final

from papnlp.evaluation.adapters import objects
from papnlp.evaluation.adapters.mapping import TypeMap, type_map
from papnlp.evaluation.adapters.notes import Notes
from papnlp.evaluation.gold import GoldError

_PROMPTS: Final = "prompts_merged.csv"
_ANNOTATIONS: Final = ("annotations_merged.csv", "v2_annotations.csv")
_TEXTS: Final = "txt_files"
_DIRECTIONS: Final = "directions.jsonl"
_YES: Final = frozenset({"True", "1"})
_ASKED: Final = ("intervention", "comparator", "outcome")

_NOT_VALID: Final = "annotations that the reviewers refused"
_OTHER_LABEL: Final = "annotations with another label"
_DIVIDED: Final = "prompts on which the annotators are divided"
_NO_EVIDENCE: Final = "prompts without a sentence that shows it"


@dataclass(frozen=True, slots=True)
class _Answer:
    change: str
    evidence: str


def read(path: Path, notes: Notes) -> Iterator[dict[str, Any]]:
    """Yield one document for each question and each evidence of it, which is its text.

    Parameters
    ----------
    path : Path
        A ``directions.jsonl`` or the folder with one; or the published
        ``annotations`` folder with ``prompts_merged.csv``, the annotations
        (``annotations_merged.csv``, else ``v2_annotations.csv``) and, for exact
        evidence, ``txt_files``.
    notes : Notes
        Receives what is left out.

    Raises
    ------
    GoldError
        If a file is missing or malformed.
    """
    types = type_map("evidence-inference")
    if path.is_file() or (path / _DIRECTIONS).exists():
        file = path if path.is_file() else path / _DIRECTIONS
        return _from_lines(file, types)
    if not (path / _PROMPTS).exists():
        raise GoldError(f"{path}: neither {_DIRECTIONS} nor {_PROMPTS} there: give either")
    return _from_tables(path, types, notes)


def _from_lines(file: Path, types: TypeMap) -> Iterator[dict[str, Any]]:
    for where, row in objects.json_lines(file):
        label = objects.string(row, "label", where)
        if label not in types.changes:
            raise GoldError(f"{where}: label {label!r}: use increase, decrease or none")
        text = objects.string(row, "text", where)
        asked = {key: objects.string(row, key, where) for key in _ASKED}
        gold = _gold(objects.string(row, "id", where), text, asked, types.changes[label])
        if "pain" in row:
            gold["changes"][0]["pain"] = bool(row["pain"])
        yield gold


def _gold(name: str, text: str, asked: dict[str, str], change: str) -> dict[str, Any]:
    return {
        **objects.document(name, "en", "", text).to_dict(),
        "changes": [{"lang": "en", "text": text, **asked, "change": change}],
        "scope": {"concepts": False},
    }


def _rows(file: Path, *columns: str) -> Iterator[tuple[str, dict[str, str]]]:
    reader = csv.DictReader(StringIO(objects.read_text(file), newline=""))
    for column in columns:
        if column not in (reader.fieldnames or ()):
            raise GoldError(f"{file}:1: no column {column!r}: give the published file")
    try:
        for row in reader:
            where = f"{file}:{reader.line_num}"
            if any(row[column] is None for column in columns):
                raise GoldError(f"{where}: too few columns: mend the line")
            yield where, row
    except csv.Error as error:
        raise GoldError(f"{file}:{reader.line_num}: {error}: mend the line") from error


def _from_tables(path: Path, types: TypeMap, notes: Notes) -> Iterator[dict[str, Any]]:
    prompts = {
        row["PromptID"]: row
        for _, row in _rows(
            path / _PROMPTS, "PromptID", "PMCID", "Outcome", "Intervention", "Comparator"
        )
    }
    answers = _answers(path, types, notes)
    for (article, prompt), given in answers.items():
        counted = Counter(answer.change for answer in given).most_common()
        if len(counted) > 1 and counted[0][1] == counted[1][1]:
            notes.add(_DIVIDED, "prompts")
            continue
        change = counted[0][0]
        # Annotators may mark different sentences: each is a question of its own.
        marked = {item.evidence: None for item in given if item.change == change and item.evidence}
        if not marked:
            notes.add(_NO_EVIDENCE, "prompts")
            continue
        if prompt not in prompts:
            raise GoldError(f"{path / _PROMPTS}: no prompt {prompt}: give files of one release")
        asked = {key: prompts[prompt][key.capitalize()].strip() for key in _ASKED}
        for evidence in marked:
            yield _gold(f"{article}-{prompt}", evidence, asked, change)


def _answers(path: Path, types: TypeMap, notes: Notes) -> dict[tuple[str, str], list[_Answer]]:
    file = next((path / name for name in _ANNOTATIONS if (path / name).exists()), None)
    if file is None:
        raise GoldError(f"{path}: no {' or '.join(_ANNOTATIONS)} there: add either")
    found: dict[tuple[str, str], list[_Answer]] = {}
    seen: set[tuple[str, ...]] = set()
    columns = ("PromptID", "PMCID", "Valid Label", "Valid Reasoning", "Label", "Annotations")
    places = ("UserID", "Evidence Start", "Evidence End")
    for where, row in _rows(file, *columns, *places):
        if not {row["Valid Label"], row["Valid Reasoning"]} <= _YES:
            notes.add(_NOT_VALID, "rows")
            continue
        if row["Label"] not in types.changes:
            notes.add(_OTHER_LABEL, row["Label"])
            continue
        # Some rows are printed twice.
        key = tuple(row[name] for name in (*columns, *places))
        if key not in seen:
            seen.add(key)
            answer = _Answer(types.changes[row["Label"]], _evidence(path, row, where))
            found.setdefault((row["PMCID"], row["PromptID"]), []).append(answer)
    return found


def _evidence(path: Path, row: dict[str, str], where: str) -> str:
    """Return what an annotator marked: from the article if it is there, else as copied."""
    file = path / _TEXTS / f"PMC{row['PMCID']}.txt"
    copied = " ".join(row["Annotations"].split())
    if not file.exists():
        return copied
    try:
        start, end = int(row["Evidence Start"]), int(row["Evidence End"])
    except ValueError as error:
        raise GoldError(f"{where}: evidence offsets are no numbers: mend the line") from error
    marked = objects.read_text(file)[start:end] if 0 <= start < end else ""
    return " ".join(marked.split()) or copied
