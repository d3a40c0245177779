"""Records: by the fields that must agree; certainty and evidence of those that do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from papnlp.evaluation.counts import Counts, Slot, count
from papnlp.evaluation.errors import MISSING, SPURIOUS, Error
from papnlp.evaluation.layers.base import Layer, shared_languages
from papnlp.evaluation.matching import maximum_matching
from papnlp.evaluation.reading import Claim, Reading, Span
from papnlp.evaluation.scores import ALL

RECORD_KEYS: Final[dict[str, tuple[str, ...]]] = {
    "records": ("intervention", "outcome", "direction"),
    "records (intervention, direction)": ("intervention", "direction"),
    "records (full key)": ("intervention", "comparator", "pain_type", "outcome", "direction"),
}
"""The fields of a record that must agree, by measure."""

CERTAINTY, EVIDENCE = "records certainty", "records evidence"
_FULL_KEY: Final = RECORD_KEYS["records (full key)"]


def key_name(fields: Sequence[str]) -> str:
    """Return the name of the measure of a key."""
    for name, known in RECORD_KEYS.items():
        if tuple(fields) == known:
            return name
    return f"records ({', '.join(fields)})"


class RecordLayer(Layer):
    """Records, compared as sets of keys over the whole document and in each language.

    Parameters
    ----------
    keys : sequence of tuple of str
        The keys; records that agree in the first one are matched, and their
        certainty and evidence compared.
    """

    name = "records"

    def __init__(self, keys: Sequence[tuple[str, ...]]) -> None:
        self._keys = {key_name(fields): fields for fields in keys}

    @property
    def measures(self) -> tuple[str, ...]:
        """One for each key, then certainty and evidence."""
        return (*self._keys, CERTAINTY, EVIDENCE)

    def count(self, gold: Reading, found: Reading) -> Iterator[tuple[Slot, Counts]]:
        """Yield the counts of each key and language, and of the matched records."""
        if gold.records is None or found.records is None:
            return
        languages = shared_languages(gold, found)
        for measure, fields in self._keys.items():
            for lang in (None, *languages):
                told, wanted = (set(_keys(side, fields, lang)) for side in (found, gold))
                yield Slot(measure, lang or ALL), count(told, wanted)
        for wanted_claim, told_claim in self._matched(gold, found):
            agree = _same_certainty(wanted_claim, told_claim)
            if agree is not None:
                yield Slot(CERTAINTY, ALL), Counts(int(agree), 1, 1)
            for lang in languages:
                covered = _covers(wanted_claim, told_claim, lang, gold.texts[lang])
                if covered is not None:
                    yield Slot(EVIDENCE, lang), Counts(int(covered), 1, 1)

    def _matched(self, gold: Reading, found: Reading) -> list[tuple[Claim, Claim]]:
        """Pair the records that agree in the first key, the most alike first."""
        fields = next(iter(self._keys.values()))
        pairs: list[tuple[Claim, Claim]] = []
        told = _groups(found.records or (), fields)
        for key, claims in _groups(gold.records or (), fields).items():
            pairs += _pair_up(claims, told.get(key, []))
        return pairs

    def errors(self, gold: Reading, found: Reading) -> Iterator[Error]:
        """Yield missing and spurious records, and those that differ in one field."""
        if gold.records is None or found.records is None:
            return
        fields = next(iter(self._keys.values()))
        wanted, told = (_groups(side.records or (), fields) for side in (gold, found))
        missing = sorted(wanted.keys() - told.keys(), key=str)
        spurious = sorted(told.keys() - wanted.keys(), key=str)
        near = maximum_matching(
            [
                [place for place, other in enumerate(missing) if _difference(key, other) == 1]
                for key in spurious
            ]
        )
        for left, right in sorted(near.items()):
            field = next(
                name
                for name, one, other in zip(fields, spurious[left], missing[right], strict=True)
                if one != other
            )
            sides = wanted[missing[right]][0], told[spurious[left]][0]
            yield _error(gold, f"wrong {field}", *sides)
        for place, key in enumerate(missing):
            if place not in near.values():
                yield _error(gold, MISSING, wanted[key][0], None)
        for place, key in enumerate(spurious):
            if place not in near:
                yield _error(gold, SPURIOUS, None, told[key][0])
        yield from self._errors_of_matched(gold, found)

    def _errors_of_matched(self, gold: Reading, found: Reading) -> Iterator[Error]:
        for wanted, told in self._matched(gold, found):
            if _same_certainty(wanted, told) is False:
                yield _error(gold, "wrong certainty", wanted, told)
            for lang in shared_languages(gold, found):
                if _covers(wanted, told, lang, gold.texts[lang]) is False:
                    yield _error(gold, "wrong evidence", wanted, told)


def _keys(reading: Reading, fields: Sequence[str], lang: str | None) -> Iterator[object]:
    for claim in reading.records or ():
        if lang is None or claim.languages is None or lang in claim.languages:
            yield claim.key(fields, lang)


_Groups = dict[tuple[object, ...], list[Claim]]


def _groups(claims: Iterable[Claim], fields: Sequence[str]) -> _Groups:
    groups: _Groups = {}
    for claim in claims:
        groups.setdefault(claim.key(fields), []).append(claim)
    return groups


def _alike(one: Claim, other: Claim) -> int:
    return len(_FULL_KEY) - _difference(one.key(_FULL_KEY), other.key(_FULL_KEY))


def _difference(one: Sequence[object], other: Sequence[object]) -> int:
    return sum(left != right for left, right in zip(one, other, strict=True))


def _pair_up(gold: list[Claim], found: list[Claim]) -> list[tuple[Claim, Claim]]:
    """Pair records one to one, those first that agree in most of the full key."""
    gold, found = (
        sorted(side, key=lambda item: str(item.key(_FULL_KEY))) for side in (gold, found)
    )
    ranked = sorted(
        (-_alike(one, other), left, right)
        for left, one in enumerate(gold)
        for right, other in enumerate(found)
    )
    pairs, lefts, rights = [], set(), set()
    for _, left, right in ranked:
        if left not in lefts and right not in rights:
            lefts.add(left)
            rights.add(right)
            pairs.append((gold[left], found[right]))
    return pairs


def _same_certainty(gold: Claim, found: Claim) -> bool | None:
    one, other = gold.values.get("certainty"), found.values.get("certainty")
    return None if one is None or other is None else one == other


def _covers(gold: Claim, found: Claim, lang: str, text: str) -> bool | None:
    """Tell whether the evidence found holds all characters of the gold evidence but spaces.

    None if the gold record has no evidence in this language.
    """
    if not gold.evidence.get(lang):
        return None
    told = {
        at
        for spans in found.evidence.get(lang, ())
        for start, end in spans
        for at in range(start, end)
    }
    return any(
        all(at in told or text[at].isspace() for start, end in spans for at in range(start, end))
        for spans in gold.evidence[lang]
    )


def _error(reading: Reading, kind: str, gold: Claim | None, found: Claim | None) -> Error:
    lang = next(
        (
            name
            for claim in (gold, found)
            if claim is not None
            for name in reading.texts
            if claim.evidence.get(name)
        ),
        None,
    )

    def side(claim: Claim | None) -> dict[str, object] | None:
        if claim is None:
            return None
        shown = dict(zip(_FULL_KEY, claim.key(_FULL_KEY), strict=True))
        return {**shown, "certainty": claim.values.get("certainty")}

    def spans(claim: Claim | None) -> tuple[Span, ...]:
        places = () if claim is None or lang is None else claim.evidence.get(lang, ())
        return places[0] if places else ()

    return Error(
        reading.id,
        RecordLayer.name,
        kind,
        lang,
        None,
        side(gold),
        side(found),
        spans(gold),
        spans(found),
    )
