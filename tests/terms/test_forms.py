"""Forms of names: looked for around their signs only."""

from __future__ import annotations

import re

import pytest

from papnlp.analysis import Analysis, Term
from papnlp.terms.forms import Form, FormFinder
from papnlp.text.normalise import normalise

CAPITALS = re.compile(r"(?P<name>[A-Z][a-z]+ (?:Scale|Index))")
FILLER = "and so on " * 60


def names(text: str, *forms: Form, known: tuple[Term, ...] = ()) -> list[str]:
    analysis = Analysis(normalise(text, "en"))
    return [text[term.start : term.end] for term in FormFinder(forms).find(analysis, known)]


def form(*triggers: str, marked: bool = False) -> Form:
    return Form("capitals", "OUTCOME", CAPITALS, triggers, marked=marked)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Aaa Scale", ["Aaa Scale"]),
        (f"Aaa Scale {FILLER} Bbb Scale", ["Aaa Scale", "Bbb Scale"]),
        (f"Aaa Scale, Bbb Scale {FILLER}", ["Aaa Scale", "Bbb Scale"]),
        (f"Aaa Index {FILLER} Bbb Scale", ["Bbb Scale"]),
        ("no such name", []),
    ],
)
def test_a_name_stands_near_its_sign(text: str, found: list[str]) -> None:
    assert names(text, form("Scale")) == found


def test_a_sign_with_a_space_at_its_edge_may_stand_anywhere() -> None:
    text = f"Aaa Index {FILLER} Bbb Scale rose"
    assert names(text, form("Scale ")) == ["Aaa Index", "Bbb Scale"]
    assert names("Aaa Index", form("Scale ")) == []


def test_a_marked_name_needs_its_mark_and_no_sign() -> None:
    assert names("the Aaa Scale\u00ae", form(marked=True)) == ["Aaa Scale"]
    assert names("the Aaa Scale", form(marked=True)) == []


def test_what_an_earlier_form_found_is_left_out_by_a_later_one() -> None:
    assert names("the Aaa Scale", form("Scale"), form("Aaa")) == ["Aaa Scale"]
