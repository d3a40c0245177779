"""What holds for any two annotations."""

from __future__ import annotations

from typing import Any

from annotated import TEXTS, gold
from hypothesis import given
from hypothesis import strategies as st

from papnlp.evaluation import Evaluation, evaluate
from papnlp.evidence import CERTAINTIES, CHANGES, DESIGNS, DIRECTIONS, LABELS
from papnlp.model import open_model

VOCABULARY = open_model().vocabulary
CONCEPTS = st.sampled_from(
    [
        "pap:neuromodulation",
        "pap:spinal-cord-stimulation",
        "pap:dorsal-root-ganglion-stimulation",
        "text:warm stone walk",
    ]
)
SENTENCES = {"en": [[0, 11], [12, 32]], "zh": [[0, 4], [4, 8]]}


@st.composite
def mentions(draw: st.DrawFn) -> dict[str, Any]:
    lang = draw(st.sampled_from(list(TEXTS)))
    start = draw(st.integers(0, len(TEXTS[lang]) - 1))
    end = draw(st.integers(start + 1, len(TEXTS[lang])))
    label, concept = draw(st.sampled_from(LABELS)), draw(CONCEPTS)
    return {"lang": lang, "start": start, "end": end, "label": label, "concept": concept}


FORMS = st.fixed_dictionaries(
    {
        "lang": st.sampled_from(list(TEXTS)),
        "short": st.sampled_from(["PT", "pt", "SP"]),
        "long": st.sampled_from([None, "physiotherapy", "Physiotherapy"]),
        "concept": CONCEPTS,
    }
)
RECORDS = st.fixed_dictionaries(
    {
        "intervention": CONCEPTS,
        "comparator": st.none() | CONCEPTS,
        "pain_type": st.none(),
        "outcome": st.none() | CONCEPTS,
        "direction": st.sampled_from(DIRECTIONS),
        "certainty": st.sampled_from(CERTAINTIES),
        "quote": st.sampled_from(["Yoga", "PT relieved", None]),
    }
)
STUDIES = st.fixed_dictionaries(
    {
        "design": st.sampled_from(DESIGNS[:3]),
        "sample_size": st.none() | st.integers(1, 3),
        "relevant": st.booleans(),
    }
)
BEADS = st.fixed_dictionaries(
    {lang: st.lists(st.integers(0, 1), max_size=2, unique=True) for lang in TEXTS}
)
QUESTION = {"intervention": "yoga", "comparator": "PT", "outcome": "pain"}
DOCUMENTS = st.builds(
    gold,
    mentions=st.lists(mentions(), max_size=7),
    abbreviations=st.lists(FORMS, max_size=4),
    records=st.lists(RECORDS, max_size=4),
    study=STUDIES,
    sentences=st.just(SENTENCES),
    alignments=st.lists(BEADS, max_size=3),
    changes=st.sampled_from(CHANGES).map(lambda change: [{**QUESTION, "change": change}]),
)


def score(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> Evaluation:
    numbered = [
        [{**item, "id": str(number)} for number, item in enumerate(side)]
        for side in (wanted, found)
    ]
    return evaluate(*numbered, vocabulary=VOCABULARY, bootstrap=20)


@given(st.lists(DOCUMENTS, min_size=1, max_size=3))
def test_a_set_against_itself_is_perfect(documents: list[dict[str, Any]]) -> None:
    evaluation = score(documents, documents)
    names = {item.measure for item in evaluation.scores}
    assert {"mentions", "concepts (broader)", "records", "study design", "alignments"} <= names
    for item in evaluation.scores:
        assert (item.precision, item.recall, item.f1) == (1.0, 1.0, 1.0), item
        assert set(item.intervals.values()) == {(1.0, 1.0)}
    assert not list(evaluation.errors())


@given(DOCUMENTS, DOCUMENTS)
def test_turned_round_precision_and_recall_change_places(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    there = {(item.measure, item.lang): item for item in score([one], [other]).scores}
    back = {(item.measure, item.lang): item for item in score([other], [one]).scores}
    # Evidence is a question put to one side only: does it cover the quote of the other?
    symmetric = [key for key in there if key[0] != "records evidence"]
    assert set(symmetric) == {key for key in back if key[0] != "records evidence"}
    for key in symmetric:
        assert there[key].precision == back[key].recall
        assert there[key].recall == back[key].precision
        assert there[key].f1 == back[key].f1


@given(DOCUMENTS, DOCUMENTS, st.randoms(use_true_random=False))
def test_the_order_of_items_and_documents_does_not_matter(one, other, random) -> None:
    def shuffled(document: dict[str, Any]) -> dict[str, Any]:
        turned = dict(document)
        for layer in ("mentions", "abbreviations", "records", "alignments"):
            turned[layer] = random.sample(document[layer], len(document[layer]))
        return turned

    there = score([one, other], [other, one])
    turned = score([shuffled(other), shuffled(one)], [shuffled(one), shuffled(other)])
    assert [(item.measure, item.lang, item.counts) for item in there.scores] == [
        (item.measure, item.lang, item.counts) for item in turned.scores
    ]
    kinds = [sorted((item.layer, item.kind) for item in side.errors()) for side in (there, turned)]
    assert kinds[0] == kinds[1]


@given(DOCUMENTS, DOCUMENTS)
def test_exact_is_at_most_overlap_and_broader(one: dict[str, Any], other: dict[str, Any]) -> None:
    counts = {(i.measure, i.lang): i.counts.right for i in score([one], [other]).scores}
    for lang in (*TEXTS, "all"):
        assert counts["mentions", lang] <= counts["mentions (overlap)", lang]
        assert counts["concepts", lang] <= counts["concepts (broader)", lang]


@given(DOCUMENTS, DOCUMENTS)
def test_errors_account_for_every_mention_that_is_not_right(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    errors = [item for item in score([one], [other]).errors() if item.layer == "mentions"]
    wanted, found = (
        {tuple(item.values()) for item in document["mentions"]} for document in (one, other)
    )
    assert sum(item.gold is not None for item in errors) == len(wanted - found)
    assert sum(item.predicted is not None for item in errors) == len(found - wanted)
    for item in errors:
        for span in (*item.gold_spans, *item.predicted_spans):
            assert any(
                start < span[1] and span[0] < start + len(text) for start, text in item.sentences
            )
