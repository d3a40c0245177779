"""Statements of claims, and the sentences that translate them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.analysis import Analysis, Finding, Span
from papnlp.bilingual.quotes import counterparts, statements
from papnlp.evidence import Alignment, Quote
from papnlp.text.normalise import normalise


def analysed(text: str, lang: str = "en") -> Analysis:
    """Return an analysis whose sentences are the lines of a text."""
    made = Analysis(normalise(text, lang))
    made.sentences = [
        Span(line.start(), line.end(), "results") for line in re.finditer("[^\n]+", made.text.norm)
    ]
    return made


def claim(start: int, end: int, *also: tuple[int, int, None]) -> Finding:
    return Finding(
        "pap:yoga", "improved", "asserted", "results", start, end, None, "test", also=also
    )


@pytest.mark.parametrize(
    ("text", "clause", "expected"),
    [
        ("Yoga cut pain and stress more than rest.", " and stress", None),
        (
            "Pain fell; sleep and mood rose.",
            " and mood",
            "sleep and mood rose.",
        ),
        (
            "Yoga cut pain and stress; mood rose.",
            "Yoga cut pain ",
            "Yoga cut pain and stress",
        ),
        ("Yoga cut pain (2 v 4; P = .01) and stress.", " and stress.", None),
        (
            "Pain fell [95% CI, 1; 2] with yoga; mood rose.",
            "Pain fell",
            "Pain fell [95% CI, 1; 2] with yoga",
        ),
        ("Pain fell; mood rose; sleep did not.", "; mood rose;", "mood rose"),
        ("瑜伽减轻疼痛，改善睡眠；情绪无变化。", "，改善睡眠", "瑜伽减轻疼痛，改善睡眠"),
        ("疼痛减轻（P＜0.05；n＝9），睡眠改善。", "，睡眠改善", None),
    ],
)
def test_a_statement_ends_at_semicolons_outside_brackets(
    text: str, clause: str, expected: str | None
) -> None:
    lang = "en" if text.isascii() else "zh"
    analysis = analysed(text, lang)
    start = analysis.text.source.index(clause)
    (quote,) = statements(analysis, claim(start, start + len(clause)))
    assert text[quote.start : quote.end] == (expected or text)


def test_a_clause_that_leaves_its_sentence_is_quoted_as_it_is() -> None:
    (quote,) = statements(analysed("Pain fell\nwith yoga"), claim(0, 14))
    assert (quote.start, quote.end) == (0, 14)


def test_clauses_of_one_statement_are_one_quote_with_the_telling_cue() -> None:
    analysis = analysed("Yoga cut pain and stress.")
    (quote,) = statements(analysis, claim(0, 13, (13, 24, None)))
    assert (quote.start, quote.end) == (0, 25)


@given(st.text("ab ;([)]\n", min_size=1, max_size=40), st.data())
def test_a_statement_holds_its_clause(text: str, data: st.DataObject) -> None:
    text = f"x{text}"
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    (quote,) = statements(analysed(text), claim(start, end))
    assert 0 <= quote.start <= quote.end <= len(text)
    letters = {at for at in range(start, end) if text[at].isalnum()}
    assert letters <= set(range(quote.start, quote.end))


def test_translations_of_several_quotes_are_shown_once_each() -> None:
    en, zh = analysed("One.\nTwo.\nThree."), analysed("一二。\n三。", "zh")
    beads = [Alignment((0, 1), (0,), 1.0), Alignment((2,), (1,), 1.0)]
    quotes = [Quote("en", 5, 9), Quote("en", 0, 4), Quote("en", 10, 16)]
    assert list(counterparts(quotes, en, zh, beads)) == [Quote("zh", 0, 3), Quote("zh", 4, 6)]
