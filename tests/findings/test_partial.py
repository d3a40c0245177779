"""Groups that are called by a word of what they received."""

from __future__ import annotations

from papnlp.analysis import Span
from papnlp.findings import kinds
from papnlp.findings.lexicon import Item
from papnlp.findings.partial import PartialNames

CUES = {
    "partial": r"(?P<name>[a-z]{4,}) (?:group|arm)\b",
    "partial_not": "control|treatment",
}
NAMES = {"x": ["nerve catheter", "perineural catheter"], "y": ["oral opioids", "opioid treatment"]}


def named_by(word, arms):
    return [arm for arm in arms if any(word in name.split() for name in NAMES[arm])]


def read(text: str, *items: Item, arms=("x", "y")) -> list[Item]:
    inside = list(items)
    PartialNames(CUES, named_by).add([inside], [Span(0, len(text), "results")], text, arms)
    return inside


def test_a_word_of_one_name_is_its_arm():
    (item,) = read("less in the catheter group.")
    assert (item.text, item.term.concept, item.depth) == ("catheter group", "x", 0)
    assert (item.start, item.end) == (12, 26)
    assert item.kinds == kinds.MENTION_INTERVENTION


def test_brackets_around_it_are_counted():
    (item,) = read("less (opioids, catheter arm) here")
    assert (item.term.concept, item.depth) == ("x", 1)


def test_words_of_no_name_or_of_several_are_left():
    assert read("in the elderly group and the control arm") == []
    assert read("in the catheter group", arms=("x",)) == []
    assert read("in the treatment group") == []


def test_what_stands_there_stays():
    known = Item(7, 15, kinds.MENTION_INTERVENTION, 0, None, "catheter")
    assert read("in the catheter group", known) == [known]


def test_a_cue_that_only_seems_to_stand_there_gives_way():
    seeming = Item(3, 15, kinds.ARMS_TECHNIQUE, 0, None, "the catheter")
    (item,) = read("in the catheter group", seeming)
    assert item.term.concept == "x"
