"""Each kind of error, in every layer, and the files that list them."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from annotated import gold, mention, record

from papnlp.evaluation import GoldError, evaluate
from papnlp.evaluation.error_files import write_errors
from papnlp.evaluation.errors import Error

# en  0         1         2         3         4         5
#     012345678901234567890123456789012345678901234567890123
#     Mirror therapy eased stump pain. Yoga (Y) did < nothing.
TEXT = {"en": "Mirror therapy eased stump pain. Yoga (Y) did < nothing."}
FIRST, SECOND = (0, "Mirror therapy eased stump pain."), (33, "Yoga (Y) did < nothing.")


def errors(wanted: dict, found: dict) -> list[Error]:
    wanted = {**wanted, "sentences": {"en": [[0, 32], [33, 56]]}}
    return list(evaluate([wanted], [found], bootstrap=0).errors())


@pytest.mark.parametrize(
    ("wanted", "found", "kinds"),
    [
        ([(0, 14, "INTERVENTION", "a")], [], ["missing"]),
        ([], [(0, 14, "INTERVENTION", "a")], ["spurious"]),
        ([(0, 14, "INTERVENTION", "a")], [(0, 14, "OUTCOME", "a")], ["wrong label"]),
        ([(0, 14, "INTERVENTION", "a")], [(0, 6, "INTERVENTION", "a")], ["wrong boundary"]),
        ([(0, 14, "INTERVENTION", "a")], [(0, 14, "INTERVENTION", "b")], ["wrong concept"]),
        ([(0, 14, "INTERVENTION", "a")], [(0, 6, "OUTCOME", "a")], ["wrong label"]),
        ([(0, 14, "INTERVENTION", "a")], [(21, 31, "OUTCOME", "b")], ["missing", "spurious"]),
        # The one that is right is not blamed for another one beside it.
        (
            [(0, 14, "INTERVENTION", "a")],
            [(0, 6, "INTERVENTION", "a"), (0, 14, "INTERVENTION", "a")],
            ["spurious"],
        ),
        # Of a coordination one member is wrong, one missing.
        (
            [(0, 14, "INTERVENTION", "a"), (0, 14, "INTERVENTION", "b")],
            [(0, 14, "INTERVENTION", "c")],
            ["missing", "wrong concept"],
        ),
    ],
)
def test_errors_of_mentions(wanted, found, kinds: list[str]) -> None:
    sides = [
        gold(TEXT, mentions=[mention("en", *item) for item in side]) for side in (wanted, found)
    ]
    assert sorted(item.kind for item in errors(*sides)) == kinds


def test_an_error_says_where_it_stands() -> None:
    (error,) = errors(
        gold(TEXT, mentions=[mention("en", 21, 31, "PAIN_TYPE", "pap:stump-pain")]),
        gold(TEXT, mentions=[mention("en", 27, 37, "PAIN_TYPE", "pap:stump-pain")]),
    )
    assert error.to_dict() == {
        "document": "d",
        "lang": "en",
        "layer": "mentions",
        "kind": "wrong boundary",
        "label": "PAIN_TYPE",
        "start": 21,
        "end": 37,
        "gold": {"text": "stump pain", "label": "PAIN_TYPE", "concept": "pap:stump-pain"},
        "predicted": {"text": "pain. Yoga", "label": "PAIN_TYPE", "concept": "pap:stump-pain"},
        "gold_spans": [[21, 31]],
        "predicted_spans": [[27, 37]],
        "sentence": f"{FIRST[1]} … {SECOND[1]}",
        "sentence_start": 0,
    }


def test_without_sentences_they_are_cut_at_their_marks() -> None:
    wanted = gold(TEXT, mentions=[mention("en", 33, 37, "INTERVENTION")])
    (error,) = evaluate([wanted], [gold(TEXT, mentions=[])]).errors()
    assert [text.strip() for _, text in error.sentences] == [SECOND[1]]
    zh = gold({"zh": "瑜伽无效。幻肢痛！"}, mentions=[mention("zh", 5, 8, "PAIN_TYPE")])
    (error,) = evaluate([zh], [gold({"zh": "瑜伽无效。幻肢痛！"}, mentions=[])]).errors()
    assert error.sentences == ((5, "幻肢痛！"),)


def test_errors_of_abbreviations() -> None:
    def short(form, long, concept=None):
        return {"lang": "en", "short": form, "long": long, "concept": concept}

    found = errors(
        gold(
            TEXT,
            abbreviations=[short("Y", "Yoga", "a"), short("A", "alpha"), short("C", None, "c")],
        ),
        gold(
            TEXT,
            abbreviations=[
                {**short("Y", "Yoga (", "b"), "start": 39, "end": 40},
                short("B", "beta"),
            ],
        ),
    )
    assert [(item.kind, item.gold, item.predicted) for item in found] == [
        ("missing", {"short": "A", "long": "alpha"}, None),
        ("wrong long form", {"short": "Y", "long": "Yoga"}, {"short": "Y", "long": "Yoga ("}),
        ("spurious", None, {"short": "B", "long": "beta"}),
        ("missing", {"short": "C", "concept": "c"}, None),
        ("wrong concept", {"short": "Y", "concept": "a"}, {"short": "Y", "concept": "b"}),
    ]
    assert found[1].gold_spans == found[1].predicted_spans == ((39, 40),)
    assert found[1].sentences == (SECOND,)


def test_errors_of_records() -> None:
    def claim(intervention, outcome, direction, certainty="asserted", **more):
        more = {"comparator": None, "pain_type": None, "certainty": certainty, **more}
        return record(intervention, outcome, direction, **more)

    found = errors(
        gold(
            TEXT,
            records=[
                claim("mirror", "pain", "improved", quote="eased"),
                claim("yoga", "pain", "improved", quote="Yoga"),
                claim("yoga", "sleep", "unclear"),
                claim("sham", "pain", "improved", "hedged"),
            ],
        ),
        gold(
            TEXT,
            records=[
                claim("mirror", "pain", "improved", quote="Yoga"),
                claim("yoga", "pain", "no_difference", quote="did"),
                claim("statin", "lipids", "worsened"),
                claim("sham", "pain", "improved"),
            ],
        ),
    )
    said = [
        (item.kind, *((side or {}).get("intervention") for side in (item.gold, item.predicted)))
        for item in found
    ]
    assert said == [
        ("wrong direction", "yoga", "yoga"),
        ("missing", "yoga", None),
        ("spurious", None, "statin"),
        ("wrong evidence", "mirror", "mirror"),
        ("wrong certainty", "sham", "sham"),
    ]
    evidence = next(item for item in found if item.kind == "wrong evidence")
    assert (evidence.gold_spans, evidence.predicted_spans) == (((15, 20),), ((33, 37),))
    assert evidence.sentences == (FIRST, SECOND)


def test_errors_of_the_study() -> None:
    found = errors(
        gold(TEXT, study={"design": "protocol", "sample_size": 4, "relevant": True, "harm": None}),
        gold(
            TEXT, study={"design": "cohort study", "sample_size": None, "relevant": True, "harm": 1}
        ),
    )
    assert [(item.kind, item.gold, item.predicted) for item in found] == [
        ("wrong design", {"design": "protocol"}, {"design": "cohort study"}),
        ("missing", {"sample_size": 4}, None),
        ("spurious", None, {"harm": 1}),
    ]
    assert found[0].to_dict()["sentence"] is None


def test_errors_of_alignments_and_changes() -> None:
    texts = {"en": "Aaaa. Bbbb.", "zh": "甲甲。乙乙。"}
    sentences = {"en": [[0, 5], [6, 11]], "zh": [[0, 3], [3, 6]]}
    asked = {"intervention": "A", "comparator": "B", "outcome": "pain", "text": "Bbbb."}
    wanted = gold(
        texts,
        sentences=sentences,
        alignments=[{"en": [0], "zh": [0]}],
        changes=[
            {**asked, "change": "none"},
            {**asked, "outcome": "sleep", "change": "increase"},
        ],
    )
    found = gold(
        texts,
        sentences=sentences,
        alignments=[{"en": [1], "zh": [0]}],
        changes=[{**asked, "change": "decrease"}],
    )
    listed = [
        (item.layer, item.kind, item.gold_spans, item.predicted_spans)
        for item in evaluate([wanted], [found]).errors()
    ]
    assert listed == [
        ("alignments", "missing", ((0, 5),), ()),
        ("alignments", "spurious", (), ((6, 11),)),
        ("changes", "wrong change", ((6, 11),), ()),
        ("changes", "missing", ((6, 11),), ()),
    ]


@pytest.fixture
def listed() -> list[Error]:
    hostile = {"en": 'Yoga <script>alert("x")</script> & {pain}. "Tai" chi.'}
    wanted = gold(
        hostile,
        identifier='"><b>',
        mentions=[
            mention("en", 0, 4, "INTERVENTION", "=cmd()"),
            mention("en", 5, 13, "OUTCOME", "<i>"),
        ],
        study={"design": "protocol"},
    )
    found = gold(
        hostile,
        identifier='"><b>',
        mentions=[mention("en", 0, 13, "INTERVENTION", "b")],
        study={"design": "case report"},
    )
    return list(evaluate([wanted], [found]).errors())


def test_errors_as_json_lines(tmp_path: Path, listed: list[Error]) -> None:
    path = tmp_path / "errors.jsonl"
    assert write_errors(path, listed, "Errors") == len(listed) == 3
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [item.to_dict() for item in listed]


def test_errors_as_csv(tmp_path: Path, listed: list[Error]) -> None:
    path = tmp_path / "errors.csv"
    write_errors(path, listed, "Errors")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["kind"] for row in rows] == [item.kind for item in listed]
    assert rows[0]["gold"] == "text: Yoga; label: INTERVENTION; concept: =cmd()"
    assert rows[0]["gold_spans"] == "[[0, 4]]"
    assert not any(value.startswith(("=", "+", "@")) for row in rows for value in row.values())


class Page(HTMLParser):
    """Collects what is a tag and what is text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def test_errors_as_a_page(tmp_path: Path, listed: list[Error]) -> None:
    path = tmp_path / "errors.html"
    write_errors(path, listed, "Errors <on> x")
    source = path.read_text(encoding="utf-8")
    page = Page(source)
    names = [name for name, _ in page.tags]
    # Nothing of the text became a tag, nothing is loaded from elsewhere.
    assert (names.count("script"), names.count("b"), names.count("i")) == (1, 6, 0)
    assert not re.search(r"(?:src|href)=|url\(|https?:", source)
    assert "Errors <on> x" in page.words
    articles = [values for name, values in page.tags if name == "article"]
    assert [item["data-kind"] for item in articles] == [item.kind for item in listed]
    assert {item["data-lang"] for item in articles} == {"en", "-"}
    assert [values["name"] for name, values in page.tags if name == "select"] == [
        "layer",
        "kind",
        "label",
        "lang",
    ]
    # 0-4 is gold and predicted, 4-13 predicted only.
    marks = re.findall(r'<span class="([a-z ]+)">([^<]*)</span>', source)
    assert ("gold told", "Yoga") in marks
    assert ("told", " &lt;script&gt;") in marks


def test_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"errors are written to \.jsonl, \.csv, \.html"):
        write_errors(tmp_path / "errors.txt", [], "Errors")
