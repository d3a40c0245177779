"""Is a gold object sound? What is wrong is said in one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from papnlp.document import LANGUAGES, Document, DocumentError
from papnlp.evaluation.gold import GoldError
from papnlp.evidence import CERTAINTIES, CHANGES, DESIGNS, DIRECTIONS, LABELS

LAYERS: Final = ("mentions", "abbreviations", "records", "study", "alignments", "changes")
"""The layers of a gold object; those that are missing are not scored."""

_FIELDS: Final = {
    "mentions": ("lang", "start", "end", "label"),
    "abbreviations": ("lang", "short", "long"),
    "records": ("intervention", "outcome", "direction"),
    "alignments": ("en", "zh"),
    "changes": ("intervention", "comparator", "outcome", "change"),
}
"""The layers that are lists, with the fields that each item must have."""

_CHOICES: Final = {
    "lang": LANGUAGES,
    "label": LABELS,
    "direction": DIRECTIONS,
    "certainty": CERTAINTIES,
    "change": CHANGES,
}
"""Fields whose value is one of a few."""

_MAY_BE_NULL: Final = {"records": ("certainty", "change")}
_SLOTS: Final = ("intervention", "comparator", "pain_type", "outcome", "instrument", "quote")
_OFFSETS: Final = (("start", "end", "short"), ("long_start", "long_end", "long"))


def check_gold(gold: Any, where: str) -> None:  # noqa: ANN401 (any JSON)
    """Refuse a gold object that cannot be scored as it is meant.

    Parameters
    ----------
    gold : any JSON
        What should be a gold object.
    where : str
        File and line, for the message.

    Raises
    ------
    GoldError
        If a layer or a field has the wrong form, a value is unknown, a span is
        empty or lies outside its text, a text is not what stands there, or an
        id stands twice.
    """
    try:
        document = Document.from_dict(gold)
    except DocumentError as error:
        raise GoldError(f"{where}: {error}") from error
    if not document.id:
        raise GoldError(f"{where}: no 'id': add one")
    _check_layers(gold, where)
    texts = {lang: document.text(lang) for lang in LANGUAGES}
    for layer, fields in _FIELDS.items():
        for number, item in enumerate(gold.get(layer) or (), start=1):
            here = f"{where}: {layer} {number}"
            _check_fields(item, fields, here)
            _check_choices(item, _MAY_BE_NULL.get(layer, ()), here)
    for number, item in enumerate(gold.get("mentions") or (), start=1):
        _check_mention(item, texts, f"{where}: mentions {number}")
    for number, item in enumerate(gold.get("abbreviations") or (), start=1):
        _check_abbreviation(item, texts, f"{where}: abbreviations {number}")
    for number, item in enumerate(gold.get("records") or (), start=1):
        _check_record(item, texts, f"{where}: records {number}")
    for layer in ("mentions", "records"):
        _check_ids(gold.get(layer) or (), f"{where}: {layer}")
    _check_study(gold.get("study"), where)
    _check_alignments(gold, texts, where)
    _check_scope(gold.get("scope"), texts, where)


def _check_layers(gold: Mapping[str, Any], where: str) -> None:
    for name in gold:
        if name not in (*LAYERS, "sentences") and (
            meant := get_close_matches(name, LAYERS, 1, 0.85)
        ):
            raise GoldError(f"{where}: unknown layer {name!r}: write {meant[0]!r}")
    if not any(gold.get(name) is not None for name in LAYERS):
        raise GoldError(f"{where}: nothing to score: add one of {', '.join(LAYERS)}")
    for layer in _FIELDS:
        items = gold.get(layer)
        if items is not None and not isinstance(items, list):
            raise GoldError(f"{where}: {layer!r} must be a list")


def _check_fields(item: object, fields: Iterable[str], where: str) -> None:
    if not isinstance(item, dict):
        raise GoldError(f"{where} must be an object")
    for field in fields:
        if field not in item:
            raise GoldError(f"{where} has no {field!r}: add it")


def _check_choices(item: Mapping[str, Any], nullable: Sequence[str], where: str) -> None:
    for field, values in _CHOICES.items():
        if field not in item or (item[field] is None and field in nullable):
            continue
        if item[field] not in values:
            raise GoldError(f"{where}: {field} {item[field]!r}: use one of {', '.join(values)}")


def _check_span(start: object, end: object, text: str, where: str) -> None:
    if not (_is_whole(start) and _is_whole(end)):
        raise GoldError(f"{where}: offsets {start!r}-{end!r} are not whole numbers: mend them")
    if not start < end:  # type: ignore[operator]
        raise GoldError(f"{where}: {start}-{end} ends where it starts or before: mend its offsets")
    if start < 0 or end > len(text):  # type: ignore[operator]
        raise GoldError(
            f"{where}: {start}-{end} lies outside the text of {len(text)} characters: "
            f"check its offsets"
        )


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _check_text(item: Mapping[str, Any], name: str, stands: str, where: str) -> None:
    written = item.get(name)
    if written is not None and written != stands:
        raise GoldError(f"{where}: {written!r} is not what stands there, {stands!r}: mend either")


def _check_spans(spans: object, text: str, where: str) -> list[tuple[int, int]]:
    if not isinstance(spans, list):
        raise GoldError(f"{where} must be a list of [start, end]")
    for span in spans:
        if not isinstance(span, list) or len(span) != 2:
            raise GoldError(f"{where} must be a list of [start, end]")
        _check_span(span[0], span[1], text, where)
    return [(start, end) for start, end in spans]


def _check_mention(item: Mapping[str, Any], texts: Mapping[str, str], where: str) -> None:
    text = texts[item["lang"]]
    start, end = item["start"], item["end"]
    _check_span(start, end, text, where)
    if not isinstance(item.get("concept"), (str, type(None))):
        raise GoldError(f"{where}: the concept must be a string or null")
    if item.get("parts") is None:
        _check_text(item, "text", text[start:end], where)
        return
    parts = _check_spans(item["parts"], text, f"{where}: parts")
    apart = all(parts[at][1] <= parts[at + 1][0] for at in range(len(parts) - 1))
    if not parts or not apart or (parts[0][0], parts[-1][1]) != (start, end):
        raise GoldError(f"{where}: parts must follow each other from {start} to {end}")


def _check_abbreviation(item: Mapping[str, Any], texts: Mapping[str, str], where: str) -> None:
    if not isinstance(item["short"], str) or not item["short"]:
        raise GoldError(f"{where}: 'short' must be a string that is not empty")
    if not isinstance(item["long"], (str, type(None))):
        raise GoldError(f"{where}: 'long' must be a string or null")
    text = texts[item["lang"]]
    for first, last, name in _OFFSETS:
        start, end = item.get(first), item.get(last)
        if start is not None or end is not None:
            _check_span(start, end, text, where)
            _check_text(item, name, text[start:end], where)


def _check_record(item: Mapping[str, Any], texts: Mapping[str, str], where: str) -> None:
    for name in _SLOTS:
        if not isinstance(item.get(name), (str, type(None))):
            raise GoldError(f"{where}: {name!r} must be a string or null")
    quote = item.get("quote")
    if quote and not any(quote in text for text in texts.values()):
        raise GoldError(f"{where}: the quote {quote!r} does not stand in the text: mend it")
    for evidence in item.get("evidence") or ():
        _check_fields(evidence, ("lang", "start", "end"), f"{where}: evidence")
        _check_choices(evidence, (), f"{where}: evidence")
        text = texts[evidence["lang"]]
        _check_span(evidence["start"], evidence["end"], text, f"{where}: evidence")


def _check_ids(items: Iterable[Mapping[str, Any]], where: str) -> None:
    seen = set()
    for item in items:
        identifier = item.get("id")
        if identifier is None:
            continue
        if identifier in seen:
            raise GoldError(f"{where}: the id {identifier!r} stands twice: change one")
        seen.add(identifier)


def _check_study(study: object, where: str) -> None:
    if study is None:
        return
    if not isinstance(study, dict):
        raise GoldError(f"{where}: 'study' must be an object")
    if "design" in study and study["design"] not in (*DESIGNS, None):
        raise GoldError(f"{where}: design {study['design']!r}: use one of {', '.join(DESIGNS)}")
    size = study.get("sample_size")
    if size is not None and not _is_whole(size):
        raise GoldError(f"{where}: sample_size {size!r}: give a whole number or null")
    if not isinstance(study.get("relevant"), (bool, type(None))):
        raise GoldError(f"{where}: relevant {study['relevant']!r}: give true or false")


def _check_alignments(gold: Mapping[str, Any], texts: Mapping[str, str], where: str) -> None:
    sentences = gold.get("sentences")
    if sentences is not None and not isinstance(sentences, dict):
        raise GoldError(f"{where}: 'sentences' must be an object with 'en' and 'zh'")
    counts = {}
    for lang, spans in (sentences or {}).items():
        if lang not in LANGUAGES:
            raise GoldError(f"{where}: sentences: language {lang!r}: use 'en' or 'zh'")
        counts[lang] = len(_check_spans(spans, texts[lang], f"{where}: sentences.{lang}"))
    for number, item in enumerate(gold.get("alignments") or (), start=1):
        for lang in LANGUAGES:
            numbers = item[lang]
            known = counts.get(lang, 0)
            if not isinstance(numbers, list) or not all(
                _is_whole(at) and 0 <= at < known for at in numbers
            ):
                raise GoldError(
                    f"{where}: alignments {number}: {lang} {numbers!r}: give numbers of the "
                    f"{known} sentences in 'sentences', from 0"
                )


def _check_scope(scope: object, texts: Mapping[str, str], where: str) -> None:
    if scope is None:
        return
    if not isinstance(scope, dict):
        raise GoldError(f"{where}: 'scope' must be an object")
    for name in scope:
        if name not in ("labels", "concepts", "regions"):
            raise GoldError(f"{where}: scope: unknown {name!r}: use labels, concepts, regions")
    for label in scope.get("labels") or ():
        _check_choices({"label": label}, (), f"{where}: scope")
    if not isinstance(scope.get("concepts", True), bool):
        raise GoldError(f"{where}: scope: 'concepts' must be true or false")
    for lang, spans in (scope.get("regions") or {}).items():
        _check_choices({"lang": lang}, (), f"{where}: scope.regions")
        _check_spans(spans, texts[lang], f"{where}: scope.regions.{lang}")
