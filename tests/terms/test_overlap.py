"""Overlap policies, the views that the dictionary reads, and occurrences of short forms."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.analysis import ShortForm, Term
from papnlp.terms.occurrences import find_occurrences
from papnlp.terms.overlap import POLICIES, keep_all, keep_leftmost, keep_longest
from papnlp.terms.views import bracketless_view, plain_view
from papnlp.text.normalise import normalise


def term(start: int, end: int, concept: str = "c", **fields: str) -> Term:
    values = {"label": "INTERVENTION", "via": "term", "rule": "", **fields}
    return Term(start, end, values["label"], concept, values["via"], values["rule"])


LONG, EARLY, LATE = term(4, 20), term(0, 6), term(18, 24)


def test_leftmost_takes_the_first_and_the_longest_there() -> None:
    assert keep_leftmost([LONG, LATE, EARLY]) == [EARLY, LATE]
    assert keep_leftmost([term(0, 3), term(0, 6, "d")]) == [term(0, 6, "d")]


def test_longest_takes_the_longest_anywhere() -> None:
    assert keep_longest([EARLY, LATE, LONG]) == [LONG]


def test_all_keeps_all_once() -> None:
    assert keep_all([LONG, EARLY, LONG]) == [EARLY, LONG]


def test_members_of_a_coordination_share_a_span() -> None:
    members = [term(0, 9, name, via="pattern", rule="coordination") for name in "ba"]
    assert [item.concept for item in keep_leftmost([*members, term(4, 9)])] == ["a", "b"]
    assert len(keep_leftmost([term(0, 9, "a"), term(0, 9, "b")])) == 1


def test_a_resolved_short_form_wins_over_a_dictionary_term() -> None:
    short = term(0, 3, "z", via="abbreviation")
    assert keep_leftmost([term(0, 3, "a"), short]) == [short]


def test_side_by_side_is_no_overlap() -> None:
    assert keep_leftmost([term(0, 3), term(3, 6)]) == [term(0, 3), term(3, 6)]


TERMS = st.lists(
    st.builds(
        lambda start, length, concept, rule: term(
            start, start + length, concept, via="pattern" if rule else "term", rule=rule
        ),
        st.integers(0, 20),
        st.integers(1, 8),
        st.sampled_from("abc"),
        st.sampled_from(["", "coordination"]),
    ),
    max_size=15,
)


@given(TERMS, st.sampled_from(["leftmost", "longest"]))
def test_winners_do_not_overlap_and_are_stable(terms: list[Term], name: str) -> None:
    winners = POLICIES[name](terms)
    assert set(winners) <= set(terms)
    assert winners == POLICIES[name](reversed(terms))
    assert winners == POLICIES[name](winners)
    for one, other in pairwise(winners):
        same = (one.start, one.end) == (other.start, other.end)
        assert one.end <= other.start or (same and one.rule == other.rule == "coordination")
    for loser in set(terms) - set(winners):
        assert any(item.start < loser.end and loser.start < item.end for item in winners)


@pytest.mark.parametrize(
    ("lang", "text", "view"),
    [
        ("en", "Phantom-limb\npain", "phantom limb pain"),
        ("zh", "VAS 评分 降低", "vas评分降低"),
        ("zh", "10 kHz 刺激", "10 khz刺激"),
        ("zh", "幻肢\n痛", "幻肢痛"),
    ],
)
def test_plain_view(lang: str, text: str, view: str) -> None:
    assert plain_view(normalise(text, lang)).text == view


def test_bracketless_view_leads_back() -> None:
    norm = normalise("dorsal root ganglion (DRG) stimulation", "en")
    view = bracketless_view(plain_view(norm))
    assert view is not None
    name = "dorsal root ganglion stimulation"
    assert view.text == f"{name}\n"
    assert view.span(0, len(name)) == (0, len(norm.norm))
    assert bracketless_view(plain_view(normalise("no bracket", "en"))) is None


@given(st.text(st.sampled_from("ab 痛评(-)\n[]（）"), max_size=40), st.sampled_from(["en", "zh"]))
def test_views_lead_back_to_the_text(text: str, lang: str) -> None:
    norm = normalise(text, lang)
    plain = plain_view(norm)
    for view in (plain, bracketless_view(plain)):
        if view is None:
            continue
        for start, sign in enumerate(view.text):
            if sign == "\n":
                continue
            left, right = view.span(start, start + 1)
            assert right == left + 1
            written = norm.lower[left]
            assert sign == (" " if written in "-\n" else written)


def short(form: str, start: int, concept: str = "c") -> ShortForm:
    return ShortForm(form, None, start, start + len(form), None, None, concept, "context", 1.0)


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("SCS and SCS", "SCS", ["SCS", "SCS"]),
        ("SCSs were used", "SCS", ["SCSs"]),
        ("HF-SCS was used", "SCS", []),
        ("SCS-2 was used", "SCS", []),
        ("SCS-treated arms", "SCS", ["SCS"]),
        ("non-SCS arms", "SCS", ["SCS"]),
        ("TSCS and SCSX", "SCS", []),
        ("SCS组与SCS", "SCS", ["SCS", "SCS"]),
        ("pain(SCS).", "SCS", ["SCS"]),
    ],
)
def test_occurrences(text: str, form: str, expected: list[str]) -> None:
    at = max(text.find(form), 0)
    (_, spans), *_ = find_occurrences(text, [short(form, at)])
    assert [text[start:end] for start, end in spans] == expected


def test_a_later_definition_holds_from_there_on() -> None:
    text = "PT one PT two PT three"
    items = [short("PT", 0, "a"), short("PT", 7, "b")]
    found = dict(find_occurrences(text, items))
    assert found[items[0]] == [(0, 2)]
    assert found[items[1]] == [(7, 9), (14, 16)]
