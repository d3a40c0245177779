"""Folders of brat."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from annotated_strategies import EXAMPLE

from papnlp.annotated.brat import Brat
from papnlp.annotated.text import AnnotatedText, FormatError, ShortForm, Span

ANNOTATIONS = """\
T1\tINTERVENTION 0 14\tMirror therapy
N1\tReference T1 pap:mirror-therapy\tmirror therapy
A1\tvia T1 term
T2\tPAIN_TYPE 27 44\tphantom limb pain
N2\tReference T2 pap:phantom-limb-pain\t
A2\tnegated T2
T3\tOUTCOME 40 50;51 62\tpain (PLP) in amputees
N3\tReference T3 text:new%20thing\t
T4\tABBREVIATION 46 49\tPLP
N4\tReference T4 pap:phantom-limb-pain\t
A3\tvia T4 definition
A4\tscore T4 0.9
T5\tLONG_FORM 27 44\tphantom limb pain
R1\tAbbreviation Arg1:T4 Arg2:T5
T6\tABBREVIATION 15 17\tMT
"""
CONFIGURATION = """\
[entities]
ABBREVIATION
INTERVENTION
LONG_FORM
OUTCOME
PAIN_TYPE

[relations]
Abbreviation\tArg1:ABBREVIATION, Arg2:LONG_FORM
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
negated\tArg:<ENTITY>
score\tArg:<ENTITY>, Value:0.9
via\tArg:<ENTITY>, Value:definition|term
"""


@pytest.fixture
def folder(tmp_path: Path):
    """Write a text and its annotations; return the folder."""

    def write(annotations: str, text: str = "Yoga eased stump\npain.", name: str = "a") -> Path:
        (tmp_path / f"{name}.txt").write_bytes(text.encode())
        (tmp_path / f"{name}.ann").write_bytes(annotations.encode())
        return tmp_path

    return write


def test_what_is_written(tmp_path: Path) -> None:
    assert Brat().write([EXAMPLE], tmp_path / "out") == []
    files = {file.name: file.read_text() for file in (tmp_path / "out").iterdir()}
    assert files == {
        "trial%2F1.en.txt": EXAMPLE.text,
        "trial%2F1.en.ann": ANNOTATIONS,
        "annotation.conf": CONFIGURATION,
    }


def test_folders_of_others(folder) -> None:
    path = folder(
        "T1\tDrug 0 4\tYoga\n"
        "T2\tPain 11 16;17 21\tstump pain\r\n"
        "T3\tPain 0 4;17 21\tYoga pain\n"
        "#1\tAnnotatorNotes T1\tby hand\n"
        "N1\tReference T1 UMLS:C0043\tYoga\n"
        "E1\tEase:T1 Theme:T2\n"
        "R1\tTreats Arg1:T1 Arg2:T2\n"
        "*\tEquiv T2 T3\n"
    )
    folder("", "瑜伽缓解残端痛。", "b")
    (path / "c.zh.txt").write_text("NRS 5", encoding="utf-8")
    assert Brat().sniff(path)
    first, second, third = Brat().read(path)
    assert first == AnnotatedText(
        "a",
        "en",
        "Yoga eased stump\npain.",
        (
            Span(0, 4, "Drug", "UMLS:C0043", {"note": "by hand", "name": "Yoga"}),
            Span(11, 21, "Pain"),
            Span(0, 21, "Pain", None, {"parts": "0 4;17 21"}),
        ),
        extra={
            "brat_lines": [
                "E1\tEase:T1 Theme:T2",
                "R1\tTreats Arg1:T1 Arg2:T2",
                "*\tEquiv T2 T3",
            ],
            "_brat_names": ["T1", "T2", "T3"],
        },
    )
    assert (second.id, second.lang, third.id, third.lang) == ("b", "zh", "c", "zh")
    losses = Brat().write([first], path / "again")
    assert losses == []
    assert list(Brat().read(path / "again")) == [first]
    assert "T3\tPain 0 4;17 21\tYoga pain\n" in (path / "again" / "a.en.ann").read_text()


def test_relations_of_other_files_come_back_with_the_names_of_what_they_tie(
    folder, tmp_path
) -> None:
    path = folder(
        "T5\tABBREVIATION 0 2\tYo\nT7\tLONG_FORM 5 10\teased\n"
        "T2\tDrug 0 4\tYoga\nT9\tPain 11 15\tstum\n"
        "R4\tTreats Arg1:T2 Arg2:T9\nR1\tAbbreviation Arg1:T5 Arg2:T7\nE1\tEase:T2 Theme:T9\n"
        "A1\tSure E1\n#1\tAnnotatorNotes R4\tsee T2\nR6\tSame Arg1:T5 Arg2:T9\n"
    )
    (text,) = Brat().read(path)
    assert Brat().write([text], tmp_path / "out") == []
    lines = (tmp_path / "out" / "a.en.ann").read_text(encoding="utf-8").splitlines()
    assert lines[-6:] == [
        "R1\tAbbreviation Arg1:T3 Arg2:T4",
        "R2\tTreats Arg1:T1 Arg2:T2",
        "E1\tEase:T1 Theme:T2",
        "R3\tSame Arg1:T3 Arg2:T2",
        "A1\tSure E1",
        "#1\tAnnotatorNotes R2\tsee T2",
    ]
    assert (
        "Treats\tArg1:<ENTITY>, Arg2:<ENTITY>\n"
        in (tmp_path / "out" / "annotation.conf").read_text()
    )
    (again,) = Brat().read(tmp_path / "out")
    assert (again.spans, again.short_forms) == (text.spans, text.short_forms)


@pytest.mark.parametrize(
    ("lines", "names", "lost"),
    [
        (["R1\tTreats Arg1:T1 Arg2:T8"], ["T1"], 1),
        (["R1\tTreats Arg1:T1 Arg2:T1"], ["T1", "T2"], 1),
        (["R1\tTreats Arg1:T1 Arg2:T1", "*\tEquiv T1 T1"], None, 2),
        ("R1", ["T1"], 1),
    ],
)
def test_relations_to_what_is_not_there_are_lost(tmp_path, lines, names, lost) -> None:
    extra = {"brat_lines": lines, "_brat_names": names}
    text = AnnotatedText("a", "en", "Yoga", (Span(0, 4, "Drug"),), extra=extra)
    assert [(loss.what, loss.count) for loss in Brat().write([text], tmp_path)] == [
        ("brat_lines", lost)
    ]
    assert (tmp_path / "a.en.ann").read_text(encoding="utf-8") == "T1\tDrug 0 4\tYoga\n"


def test_line_ends_stand_in_no_span(tmp_path: Path) -> None:
    spans = (Span(4, 16, "X"), Span(4, 6, "X"))
    text = AnnotatedText("a", "en", "Pain\n\nand\tscars\n", spans, (ShortForm(0, 4, 4, 6),))
    losses = Brat().write([text], tmp_path)
    assert {loss.what: loss.count for loss in losses} == {
        "line ends at the edge of a span": 1,
        "spans of line ends alone": 2,
    }
    # brat compares the text of a span, tabs too.
    assert (tmp_path / "a.en.ann").read_text() == (
        "T1\tX 6 15\tand\tscars\nT2\tABBREVIATION 0 4\tPain\n"
    )
    kept = (Span(6, 15, "X"),)
    assert list(Brat().read(tmp_path)) == [
        replace(text, spans=kept, short_forms=(ShortForm(0, 4),))
    ]


def test_short_forms_share_a_long_form(folder) -> None:
    path = folder(
        "T1\tABBREVIATION 0 2\tYo\nT2\tABBREVIATION 2 4\tga\nT3\tLONG_FORM 5 10\teased\n"
        "R1\tAbbreviation Arg1:T1 Arg2:T3\nR2\tAbbreviation Arg1:T2 Arg2:T3\n"
    )
    (text,) = Brat().read(path)
    assert (text.spans, text.short_forms) == ((), (ShortForm(0, 2, 5, 10), ShortForm(2, 4, 5, 10)))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("T1", "a.ann:2: no tab after 'T1'"),
        ("T2\tDrug 0\tYoga", "a.ann:2: no 'T1<tab>TYPE START END<tab>TEXT'"),
        ("T2\tDrug 0 40\tYoga", "a.ann:2: 0-40 lies outside the text of 22 characters"),
        ("T2\tDrug 4 4\t", "a.ann:2: 4-4 ends where it starts"),
        ("T2\tDrug 5 10\tYoga", "a.ann:2: 'Yoga' is not what stands there, 'eased'"),
        ("T1\tDrug 0 4\tYoga", "a.ann:2: T1 stands twice"),
        ("N1\tReference T1 C1", "a.ann:2: no 'N1<tab>Reference T1 ID<tab>NAME'"),
        ("A1\tnegated", "a.ann:2: no 'A1<tab>NAME T1 VALUE'"),
        ("R1\tAbbreviation Arg1:T1 Arg2:T9", "a.ann:2: no span T9"),
    ],
)
def test_malformed_lines_are_named(line: str, message: str, folder) -> None:
    with pytest.raises(FormatError) as caught:
        list(Brat().read(folder(f"T1\tDrug 0 4\tYoga\n{line}\n")))
    assert message in str(caught.value)


def test_folders_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"no \.txt files"):
        list(Brat().read(tmp_path))
    (tmp_path / "a.ann").touch()
    with pytest.raises(FormatError, match=r"no a\.txt beside it"):
        list(Brat().read(tmp_path))
    with pytest.raises(FormatError, match="no folder"):
        list(Brat().read(tmp_path / "a.ann"))
    (tmp_path / "a.txt").write_bytes(b"Pain \xff")
    with pytest.raises(FormatError, match="not UTF-8 at byte 5"):
        list(Brat().read(tmp_path))
    (tmp_path / "a.txt").write_bytes(b"Pain")
    (tmp_path / "a.en.txt").write_bytes(b"Pain")
    with pytest.raises(FormatError, match="two texts are 'a' in 'en'"):
        list(Brat().read(tmp_path))
    with pytest.raises(FormatError, match="is too long for a file"):
        Brat().write([AnnotatedText("x" * 300, "en", "Pain")], tmp_path / "out")
