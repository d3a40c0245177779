"""Cues of a language: forms, lists that they name, and where they stand in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.findings import kinds
from papnlp.findings.lexicon import Lexicon, expand
from papnlp.model import Model, ModelError, open_model


def surfaces(lexicon: Lexicon, text: str) -> list[str]:
    return [text[start:end] for start, end, _ in lexicon.find(text)]


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("fell", ["fell"]),
        ("reduc{e,ed}", ["reduce", "reduced"]),
        ("dose{,s}", ["dose", "doses"]),
        ("{a,b} {c,d}", ["a c", "a d", "b c", "b d"]),
        ("{a{b,c},d}", ["ab", "ac", "d", "d"]),
        ("both <arms>", ["both groups", "both arms"]),
        ("{the,all} <arms>", ["the groups", "all groups", "the arms", "all arms"]),
        (
            "<arms> of <arms>",
            ["groups of groups", "groups of arms", "arms of groups", "arms of arms"],
        ),
        ("<nested>", ["man", "men"]),
    ],
)
def test_expand(form, wanted):
    words = {"arms": ["groups", "arms"], "nested": ["m{a,e}n"]}
    assert sorted(expand(form, words)) == sorted(wanted)


@given(st.lists(st.text("ab", min_size=1, max_size=3), min_size=1, max_size=4, unique=True))
def test_a_list_and_braces_say_the_same(choices):
    named = list(expand("x <list> y", {"list": choices}))
    assert named == list(expand("x {" + ",".join(choices) + "} y"))
    assert len(named) == len(choices)


@pytest.mark.parametrize("words", [None, {}, {"other": ["a"]}])
def test_a_list_that_is_missing_is_an_error(words):
    with pytest.raises(KeyError, match="arms"):
        list(expand("both <arms>", words))


def test_lists_are_used_and_are_no_cues():
    tables = {"words": {"arms": ["groups", "limbs"]}, "arms": {"both": ["both <arms>"]}}
    lexicon = Lexicon(tables)
    text = "limbs: both limbs and both groups, both sides"
    assert surfaces(lexicon, text) == ["both limbs", "both groups"]
    assert {mask for _, _, mask in lexicon.find(text)} == {kinds.ARMS_BOTH}


def test_an_unknown_list_is_named_in_the_error():
    tables = {"words": {"arm": ["group"]}, "arms": {"both": ["both <arms>"]}}
    with pytest.raises(ModelError, match=r"'both <arms>' names 'arms': add it to \[words\]"):
        Lexicon(tables)


def test_an_unknown_kind_is_an_error():
    with pytest.raises(ModelError, match=r"\[decrease\] wish is not a known kind of cue"):
        Lexicon({"decrease": {"wish": ["fell"]}})


def test_a_cue_that_is_ignored_is_an_error():
    tables = {"ignore": {"phrase": ["too few"]}, "harm": {"few": ["too {few,rare}"]}}
    with pytest.raises(ModelError, match=r"'too few' is a cue and stands in \[ignore\] too"):
        Lexicon(tables)


def test_values_that_are_no_lists_are_left_out():
    assert surfaces(Lexicon({"decrease": {"verb": ["fell"]}, "time": {"pattern": "x"}}), "x fell")


def test_words_are_matched_whole_and_han_anywhere():
    lexicon = Lexicon({"decrease": {"verb": ["fell", "降低"]}})
    assert surfaces(lexicon, "fell, fellow, befell; 疼痛降低了") == ["fell", "降低"]


def test_the_leftmost_and_then_the_longest_wins():
    lexicon = Lexicon(
        {"decrease": {"verb": ["was lower", "lower"]}, "same": {"level": ["lower than"]}}
    )
    assert surfaces(lexicon, "it was lower than that; lower than this") == [
        "was lower",
        "lower than",
    ]


def test_one_surface_of_two_kinds_has_both():
    lexicon = Lexicon({"decrease": {"verb": ["fell"]}, "better": {"verb": ["fell"]}})
    assert lexicon.find("it fell") == [(3, 7, kinds.DECREASE_VERB | kinds.BETTER_VERB)]


def test_an_ignored_phrase_hides_the_cues_inside():
    lexicon = Lexicon(
        {"decrease": {"comparative": ["lower"]}, "ignore": {"phrase": ["lower limb"]}}
    )
    assert surfaces(lexicon, "lower limb pain was lower") == ["lower"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_list_of_the_model_is_named(model: Model, lang: str):
    cues = model.cues(lang, "findings")
    forms = [
        surface
        for name, table in cues.items()
        if name != "words"
        for value in table.values()
        if isinstance(value, list)
        for surface in value
    ]
    for name in cues["words"]:
        assert any(f"<{name}>" in form for form in forms), name


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_told_is_an_outcome_of_the_vocabulary(lang):
    model = open_model()
    told = Lexicon(model.cues(lang, "findings")).told
    assert told
    for words, concept in told.items():
        known = model.vocabulary.get(concept)
        assert known is not None, f"{words}: {concept} is not in the vocabulary"
        assert known.label == "OUTCOME", f"{words}: {concept} is no outcome"
