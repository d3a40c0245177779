"""Score predictions against a gold set, and compare two predictions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from papnlp.evaluation import bootstrap, randomisation
from papnlp.evaluation.counts import Counts, Slot
from papnlp.evaluation.errors import Error, place
from papnlp.evaluation.gold import GoldError
from papnlp.evaluation.layers.abbreviations import AbbreviationLayer
from papnlp.evaluation.layers.alignments import AlignmentLayer
from papnlp.evaluation.layers.base import Layer
from papnlp.evaluation.layers.changes import ChangeLayer
from papnlp.evaluation.layers.mentions import ConceptLayer, MentionLayer
from papnlp.evaluation.layers.records import RECORD_KEYS, RecordLayer
from papnlp.evaluation.layers.study import StudyLayer
from papnlp.evaluation.reading import RECORD_FIELDS, Reading, read_evidence, read_gold_object
from papnlp.evaluation.scores import ALL, FIGURES, Score
from papnlp.evaluation.tally import Measure, Tally, figures
from papnlp.evidence import Evidence
from papnlp.vocabulary.vocabulary import Vocabulary

SAMPLES: Final = 1000
"""How often documents are resampled for an interval."""

Prediction = Evidence | Mapping[str, Any]
"""What was extracted, or the gold object of another annotator."""

ChangeAnswerer = Callable[[str, str, str, str], "str | None"]
"""Takes a text, an intervention, a comparator and an outcome; says what changed, or None."""


class EvaluationError(ValueError):
    """An evaluation that makes no sense, with the reason in one line."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The F1 of one measure for two predictions of the same documents.

    Attributes
    ----------
    measure, lang : str
        What was measured, in which language.
    one, other : float
        F1 of each; ``difference`` is the first minus the second.
    low, high : float
        95 % interval of the difference, by paired resampling of documents.
    p : float
        Two-sided p value by approximate randomisation over documents.
    """

    measure: str
    lang: str
    one: float
    other: float
    low: float
    high: float
    p: float

    @property
    def difference(self) -> float:
        """F1 of the first less that of the second."""
        return self.one - self.other

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {
            "measure": self.measure,
            "lang": self.lang,
            "f1": round(self.one, 4),
            "other_f1": round(self.other, 4),
            "difference": round(self.difference, 4),
            "difference_low": round(self.low, 4),
            "difference_high": round(self.high, 4),
            "p": round(self.p, 4),
        }


class Evaluation:
    """The scores of predictions against a gold set.

    Made by :func:`evaluate`.

    Parameters
    ----------
    pairs : sequence of (Reading, Reading)
        What the gold set and the prediction say of each document.
    layers : sequence of Layer
        What is scored.
    samples : int
        How often documents are resampled for an interval; 0 for no intervals.
    seed : int
        Seed of the random numbers.
    """

    def __init__(
        self,
        pairs: Sequence[tuple[Reading, Reading]],
        layers: Sequence[Layer],
        samples: int,
        seed: int,
    ) -> None:
        self._pairs = pairs
        self._layers = layers
        self._samples = samples
        self._seed = seed
        order = [measure for layer in layers for measure in layer.measures]
        self.tally = Tally([_count(layers, *pair) for pair in pairs], order)

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents, in the order of the gold set."""
        return tuple(gold.id for gold, _ in self._pairs)

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """All scores: by measure, then over the labels, their mean, each label."""
        slots = self.tally.slots
        samples = self._samples if len(self._pairs) else 0
        sums = bootstrap.resample(self.tally.array(slots), samples, self._seed)
        return tuple(self._score(measure, sums) for measure in self.tally.measures())

    def _score(self, measure: Measure, sums: Any) -> Score:  # noqa: ANN401 (an array)
        parts = tuple(self.tally.total(group) for group in measure.groups)
        total = sum(parts, Counts())
        score = Score(measure.name, measure.lang, total, parts if len(parts) > 1 else ())
        if not len(sums):
            return score
        values = figures(sums, measure, self.tally.slots)
        intervals = {
            name: bootstrap.interval(values[:, column], getattr(score, name))
            for column, name in enumerate(FIGURES)
        }
        return Score(score.measure, score.lang, score.counts, score.parts, intervals)

    def score(self, measure: str, lang: str = ALL) -> Score:
        """Return one score.

        Raises
        ------
        KeyError
            If the measure was not taken in that language.
        """
        for item in self.scores:
            if (item.measure, item.lang) == (measure, lang):
                return item
        raise KeyError((measure, lang))

    def errors(self) -> Iterator[Error]:
        """Yield every error, document by document, with its sentence."""
        for gold, found in self._pairs:
            for layer in self._layers:
                yield from place(layer.errors(gold, found), gold, found)

    def left_out(self) -> Iterator[str]:
        """Yield one line for each language of the gold set that predictions have no text in."""
        lacking: dict[str, int] = {}
        for gold, found in self._pairs:
            for lang in gold.texts:
                lacking[lang] = lacking.get(lang, 0) + (lang not in found.texts)
        for lang, count in lacking.items():
            if count:
                yield (
                    f"{count} document{'s' * (count != 1)} without {lang} text in the predictions: "
                    f"not scored in {lang}"
                )

    def compare(
        self, other: Evaluation, *, trials: int = randomisation.TRIALS
    ) -> tuple[Difference, ...]:
        """Compare with another prediction of the same documents.

        Parameters
        ----------
        other : Evaluation
            Of the same gold set.
        trials : int
            How often results are exchanged at random.

        Returns
        -------
        tuple of Difference
            One for each measure, in the order of the scores. The p values are
            those of single tests: they are not corrected for their number.

        Raises
        ------
        EvaluationError
            If the documents are not the same.
        """
        if self.documents != other.documents:
            raise EvaluationError("the two predictions are not of the same documents")
        both = Tally([*self.tally.documents, *other.tally.documents], self.tally.order)
        slots = both.slots
        counts = self.tally.array(slots), other.tally.array(slots)
        seed = self._seed
        drawn = [bootstrap.resample(side, self._samples or SAMPLES, seed) for side in counts]
        exchanged = randomisation.exchange(*counts, trials, seed)
        found = []
        for measure in both.measures():
            observed = [_f1(side.sum(axis=0)[None], measure, slots) for side in counts]
            one, second = (1.0 if value != value else float(value) for (value,) in observed)  # noqa: PLR0124 (not a number)
            resampled = [_f1(side, measure, slots) for side in drawn]
            low, high = bootstrap.interval(resampled[0] - resampled[1], one - second)
            chance = [_f1(side, measure, slots) for side in exchanged]
            p = randomisation.p_value(one - second, chance[0] - chance[1])
            found.append(Difference(measure.name, measure.lang, one, second, low, high, p))
        return tuple(found)


def _f1(sums: Any, measure: Measure, slots: Sequence[Slot]) -> Any:  # noqa: ANN401 (arrays)
    return figures(sums, measure, slots)[:, FIGURES.index("f1")]


def _count(layers: Sequence[Layer], gold: Reading, found: Reading) -> dict[Slot, Counts]:
    counts: dict[Slot, Counts] = {}
    for layer in layers:
        for slot, item in layer.count(gold, found):
            counts[slot] = counts.get(slot, Counts()) + item
    return counts


def evaluate(
    gold: Iterable[Mapping[str, Any]],
    predictions: Iterable[Prediction],
    *,
    vocabulary: Vocabulary | None = None,
    record_keys: Sequence[tuple[str, ...]] = (),
    bootstrap: int = SAMPLES,
    seed: int = 0,
    read_change: ChangeAnswerer | None = None,
) -> Evaluation:
    """Score predictions against gold documents.

    Parameters
    ----------
    gold : iterable of mapping
        Gold objects (see ``gold.schema.json``).
    predictions : iterable of Evidence or mapping
        One for each gold object, in the same order: what was extracted, or the
        gold object of another annotator.
    vocabulary : Vocabulary, optional
        Says which concepts are ancestors of which, for ``concepts (broader)``;
        without it this measure is not taken.
    record_keys : sequence of tuple of str, optional
        The fields of a record that must agree; by default the three keys of
        :data:`papnlp.evaluation.layers.records.RECORD_KEYS`, as far as the gold
        records have their fields.
    bootstrap : int
        How often documents are resampled for the intervals; 0 for none.
    seed : int
        Seed of the random numbers; the same seed gives the same intervals.
    read_change : callable, optional
        Answers the questions of the layer ``changes`` where the prediction is
        evidence; without it they are not scored.

    Returns
    -------
    Evaluation
        Its ``scores``, its ``errors()`` and ``compare(other)``.

    Raises
    ------
    GoldError
        If a prediction is of another document or of another text.
    EvaluationError
        If a field of a record key is unknown, or no gold record has it.
    """
    pairs = [_pair(one, other, read_change) for one, other in zip(gold, predictions, strict=True)]
    keys = _keys(record_keys, [one for one, _ in pairs])
    concepts = _say_concepts(pairs)
    related = vocabulary.is_related if vocabulary is not None else None
    layers: list[Layer] = [
        MentionLayer(concepts=concepts),
        *([ConceptLayer(related)] if concepts else []),
        AbbreviationLayer(senses=_say_senses(pairs)),
        RecordLayer(keys),
        StudyLayer(),
        AlignmentLayer(),
        ChangeLayer(),
    ]
    return Evaluation(pairs, layers, bootstrap, seed)


def _pair(
    gold: Mapping[str, Any], prediction: Prediction, read_change: ChangeAnswerer | None
) -> tuple[Reading, Reading]:
    one = read_gold_object(gold)
    if isinstance(prediction, Evidence):
        other = read_evidence(prediction)
        if read_change is not None and one.changes is not None:
            other = _answered(gold, other, read_change)
    else:
        other = read_gold_object(prediction)
    if one.id != other.id:
        raise GoldError(f"prediction of document {other.id!r} given for {one.id!r}")
    for lang, text in one.texts.items():
        if other.texts.get(lang, text) != text:
            raise GoldError(
                f"document {one.id!r}: the {lang} text of the prediction is not that of the gold "
                f"set: extract it from the same text"
            )
    return one.within(other.scope).within(one.scope), other.within(one.scope).within(other.scope)


def _answered(gold: Mapping[str, Any], found: Reading, read: ChangeAnswerer) -> Reading:
    from dataclasses import replace  # noqa: PLC0415

    from papnlp.evaluation.changes import read_changes  # noqa: PLC0415 (opens its type map)

    answers = read_changes([gold], read)
    return replace(
        found,
        changes=tuple({**answer.question, "change": answer.told} for answer in answers),
    )


def _keys(chosen: Sequence[tuple[str, ...]], gold: Sequence[Reading]) -> Sequence[tuple[str, ...]]:
    """Return the record keys; a chosen one that could never agree is refused."""
    given = {name for item in gold for claim in item.records or () for name in claim.values}
    if not chosen:
        return [key for key in RECORD_KEYS.values() if not given or given.issuperset(key)]
    for name in (name for key in chosen for name in key):
        if name not in RECORD_FIELDS:
            known = ", ".join(RECORD_FIELDS)
            raise EvaluationError(f"record key {name!r}: use fields among {known}")
        if given and name not in given:
            known = ", ".join(field for field in RECORD_FIELDS if field in given)
            raise EvaluationError(f"no gold record has {name!r}: make the record key of {known}")
    return chosen


def _say_concepts(pairs: Sequence[tuple[Reading, Reading]]) -> bool:
    """Tell whether both sides give concepts to mentions, as far as they have any."""
    for side in zip(*pairs, strict=True):
        tags = [tag for reading in side for tag in reading.mentions or ()]
        if tags and not any(tag.concept for tag in tags):
            return False
    return True


def _say_senses(pairs: Sequence[tuple[Reading, Reading]]) -> bool:
    """Tell whether both sides say what short forms stand for, as far as they have any."""
    for side in zip(*pairs, strict=True):
        forms = [form for reading in side for form in reading.abbreviations or ()]
        if forms and not any(form.concept for form in forms):
            return False
    return True
