"""The peers: what a plain ruler is given, and how flags are compared."""

from __future__ import annotations

from entity_ruler import RULERS, ruler_system, score
from negation import CASES, Case, examples, read_cases, rows_of

from papnlp.document import Document
from papnlp.vocabulary.concept import Concept
from papnlp.vocabulary.vocabulary import Vocabulary


def concept(label, name, short):
    return Concept(f"pap:{short}", label, name, {}, "Made.", abbreviations=(short,))


VOCABULARY = Vocabulary(
    [
        concept("PAIN_TYPE", {"en": "stump pain", "zh": "残肢痛"}, "PIN"),
        concept("OTHER", {"en": "the pin", "zh": "针"}, "TP"),
    ]
)
TEXT = "Stump pain (PIN); stump pain, a pin and the pin."


def found(way, text=TEXT, lang="en"):
    system = ruler_system(VOCABULARY, *RULERS[way])
    spans = system(Document("d", {}, {lang: text}), lang)
    return sorted((text[start:end], label) for start, end, label in spans)


def test_each_ruler_matches_case_its_way():
    pin, low, high, lower = map(_pain, ("PIN", "pin", "Stump pain", "stump pain"))
    assert found("EntityRuler, case as listed") == [pin, lower]
    assert found("EntityRuler, any case") == [pin, high, low, low, lower]
    assert found("EntityRuler, any case, short forms as listed") == [pin, high, lower]


def _pain(text):
    return text, "PAIN_TYPE"


def test_a_ruler_reads_chinese_by_characters():
    ruled = found("EntityRuler, case as listed", "残肢痛(PIN)与针。", "zh")
    assert ruled == [_pain("PIN"), _pain("残肢痛")]


def test_mentions_are_counted_in_one_language_only():
    gold = {
        "id": "d",
        "abstract": {"en": "PIN and PIN", "zh": "无"},
        "mentions": [
            {"lang": "en", "start": 0, "end": 3, "label": "PAIN_TYPE"},
            {"lang": "en", "start": 4, "end": 7, "label": "OUTCOME"},
            {"lang": "zh", "start": 0, "end": 1, "label": "OUTCOME"},
        ],
    }
    system = ruler_system(VOCABULARY, "ORTH", "ORTH")
    assert score(system, [gold], "en") == [(1, 2, 2)]
    assert score(system, [{**gold, "abstract": {"zh": "无"}}], "en") == []


def test_flags_are_compared_mention_by_mention():
    cases = [Case("No pain.", {"pain": True}), Case("Pain fell, not sleep.", {"Pain": False})]
    told = {"papnlp": [{"pain": True}, {"Pain": False}], "peer": [{}, {"Pain": True}]}
    assert [(row.value, row.n) for row in rows_of("peer", cases, told["peer"])] == [(0, 1), (0, 1)]
    assert [(row.value, row.n) for row in rows_of("papnlp", cases, told["papnlp"])] == [
        (1, 1),
        (1, 1),
    ]
    assert examples(cases, told) == [
        {
            "text": "No pain.",
            "mention": "pain",
            "wanted": "absent",
            "papnlp": "absent",
            "peer": "not found",
        },
        {
            "text": "Pain fell, not sleep.",
            "mention": "Pain",
            "wanted": "not absent",
            "papnlp": "not absent",
            "peer": "absent",
        },
    ]


def test_the_cases_hold_both_kinds_of_mentions():
    flags = [absent for case in read_cases(CASES) for absent in case.mentions.values()]
    assert flags.count(True) >= 10
    assert flags.count(False) >= 10
