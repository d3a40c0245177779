"""Label Studio: tasks with labelled regions, as it imports and exports them in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

from papnlp.annotated import regions
from papnlp.annotated.formats import Loss
from papnlp.annotated.losses import Losses
from papnlp.annotated.reading import (
    check_span,
    check_text,
    dump,
    expect,
    head,
    identifier,
    language,
    load_json,
    member,
    members,
    whole_file,
)
from papnlp.annotated.refusals import Refuse, attempted, strict
from papnlp.annotated.regions import Link, Region
from papnlp.annotated.text import AnnotatedText, FormatError

_FURTHER: Final = "further annotations of one task, left out"


class LabelStudio:
    """Tasks of Label Studio for labelled text.

    Offsets are code points, as Label Studio has stored them since 1.4. Exports of
    older versions count UTF-16 units; a region that fits only so is read so.
    The labels come from a control ``label`` on an object ``text``; concept and
    attributes are in ``meta`` of the region. Of several annotations of a task
    the first that was not cancelled is read; predictions are read where a task
    has no annotations at all.
    """

    name: str = "label-studio"
    suffixes: tuple[str, ...] = (".json",)

    def sniff(self, path: Path) -> bool:
        """Return whether the file is a list of tasks."""
        start = head(path)
        if not start.startswith(b"["):
            return False
        return b'"documents"' not in start and (
            b'"data"' in start or start[1:].strip().startswith(b"]")
        )

    def read(self, path: Path, refuse: Refuse = strict) -> Iterator[AnnotatedText]:
        """Yield the texts of the tasks.

        Raises
        ------
        FormatError
            If the file is malformed, or a region does not stand in its text.
        """
        tasks = expect(load_json(path), list, f"{path}", "a list of tasks, as Label Studio exports")
        losses = Losses()
        for number, task in enumerate(tasks, start=1):
            yield from attempted(refuse, _texts, task, f"{path}: task {number}", losses)
        losses.warn(path)

    def write(self, texts: Iterable[AnnotatedText], path: Path) -> list[Loss]:
        """Write each text as a task with one annotation; nothing is lost.

        Raises
        ------
        FormatError
            If an offset lies outside its text, or the file cannot be written.
        """
        with whole_file(path) as stream:
            stream.write(b"[")
            for number, text in enumerate(texts):
                where = check_text(text, path)
                stream.write(b",\n" if number else b"\n")
                stream.write(dump(_task(text), where))
            stream.write(b"\n]\n")
        return []


def _texts(task: object, where: str, losses: Losses) -> tuple[AnnotatedText]:
    return (_text(expect(task, dict, where, "an object"), where, losses),)


def _task(text: AnnotatedText) -> dict[str, Any]:
    data: dict[str, Any] = {"id": text.id, "lang": text.lang, "text": text.text}
    if packed := regions.pack(text):
        data["papnlp"] = packed
    found, links = regions.to_regions(text)
    result = [_result(region, text.text) for region in found]
    for link in links:
        (_, start), (_, end) = link.nodes
        result.append(
            {
                "type": "relation",
                "from_id": start,
                "to_id": end,
                "direction": "right",
                "labels": [link.kind],
            }
        )
    return {"data": data, "annotations": [{"result": result}]}


def _result(region: Region, text: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "id": region.id,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {
            "start": region.start,
            "end": region.end,
            "text": text[region.start : region.end],
            "labels": [region.label],
        },
    }
    if meta := regions.details(region):
        result["meta"] = meta
    return result


def _text(task: dict[str, Any], where: str, losses: Losses) -> AnnotatedText:
    data = member(task, "data", dict, where)
    name = identifier(data.get("id", task.get("id")), where)
    where = f"{where} ({name})"
    text = member(data, "text", str, f"{where}: data")
    lang = language(data.get("lang"), text, where)
    found: list[Region] = []
    relations = []
    for item in _results(task, where, losses):
        kind = item.get("type")
        if kind == "labels":
            found.extend(_regions(item, text, f"{where}: region {item.get('id')}"))
        elif kind == "relation":
            relations.append(item)
        else:
            losses.add(f"results of type {kind}, left out")
    labels: dict[str, set[str]] = {}
    for region in found:
        labels.setdefault(region.id, set()).add(region.label)
    links = [_link(item, labels, where) for item in relations]
    return regions.build(AnnotatedText(name, lang, text), (found, links), data.get("papnlp"), where)


def _results(task: dict[str, Any], where: str, losses: Losses) -> list[dict[str, Any]]:
    """Return the results of the annotation that counts."""
    # Versions before 1.0 said completions.
    given = members(task, "annotations", where) or members(task, "completions", where)
    kept = [item for item in given if not item.get("was_cancelled")]
    if not given:
        kept = members(task, "predictions", where)
    if not kept:
        return []
    losses.add(_FURTHER, len(kept) - 1)
    return members(kept[0], "result", where)


def _regions(item: dict[str, Any], text: str, where: str) -> Iterator[Region]:
    value = member(item, "value", dict, where)
    start, end = (member(value, key, int, where) for key in ("start", "end"))
    written = value.get("text")
    if written is not None:
        expect(written, str, f"{where}: 'text'", "text")
        start, end = _counted(start, end, text, written)
    check_span(start, end, text, where, written)
    labels = member(value, "labels", list, where)
    if not labels:
        raise FormatError(f"{where}: no label: give it one")
    name = identifier(item.get("id"), where)
    meta = item.get("meta")
    # People's notes on a region are in meta too, and are no concern of ours.
    more = (
        regions.detailed(expect(meta, dict, f"{where}: meta", "an object"), where) if meta else {}
    )
    for label in labels:
        yield Region(name, start, end, expect(label, str, where, "a label"), **more)


def _counted(start: int, end: int, text: str, written: str) -> tuple[int, int]:
    """Return code points, also where the file counts UTF-16 units."""
    if text[max(0, start) : max(0, end)] == written or text.isascii():
        return start, end
    units = list(chain.from_iterable([at] * (1 + (ord(c) > 0xFFFF)) for at, c in enumerate(text)))
    units.append(len(text))
    if 0 <= start <= end < len(units) and text[units[start] : units[end]] == written:
        return units[start], units[end]
    return start, end


def _link(item: dict[str, Any], labels: dict[str, set[str]], where: str) -> Link:
    ends = [member(item, key, str, f"{where}: relation") for key in ("from_id", "to_id")]
    if item.get("direction") == "left":
        ends.reverse()
    kinds = expect(item.get("labels") or [], list, f"{where}: relation: labels", "a list")
    first, second = (labels.get(end, set()) for end in ends)
    if regions.LONG in first and regions.SHORT in second:
        ends.reverse()
        first, second = second, first
    # Relations need no label in Label Studio; the regions then say what it is.
    unnamed = not kinds and regions.SHORT in first and regions.LONG in second
    if unnamed or regions.ABBREVIATION in kinds:
        return Link(regions.ABBREVIATION, (("short", ends[0]), ("long", ends[1])))
    kind = ", ".join(expect(label, str, where, "a label") for label in kinds)
    return Link(kind, (("from", ends[0]), ("to", ends[1])))
