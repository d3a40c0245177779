"""PubTator files."""

from __future__ import annotations

from pathlib import Path

import pytest
from annotated_strategies import EXAMPLE

from papnlp.annotated.pubtator import PubTator
from papnlp.annotated.text import AnnotatedText, FormatError, ShortForm, Span

WRITTEN = """\
trial/1|t|Mirror therapy
trial/1|a|MT relieved phantom limb pain (PLP) in amputees.
trial/1\t0\t14\tMirror therapy\tINTERVENTION\tpap:mirror-therapy
trial/1\t27\t44\tphantom limb pain\tPAIN_TYPE\tpap:phantom-limb-pain
trial/1\t40\t62\tpain (PLP) in amputees\tOUTCOME\ttext:new thing
trial/1\t46\t49\tPLP\tABBREVIATION\tpap:phantom-limb-pain
trial/1\t15\t17\tMT\tABBREVIATION\t-

"""
FOREIGN = """\
7|t|Yoga
7|a|It eased pain.
7\t0\t4\tYoga\tChemical\tD1|D2
7\t14\t18\tpain\tDisease\t-1
7\tCID\tD1\tD3

8|t|只有题目幻肢痛
8|a|
"""


def test_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "out.pubtator"
    losses = PubTator().write([EXAMPLE], path)
    assert path.read_text() == WRITTEN
    assert {loss.what: loss.count for loss in losses} == {
        "tabs and line ends within a text": 1,
        "long forms": 1,
        "attribute via": 2,
        "attribute name": 1,
        "attribute negated": 1,
        "attribute score": 1,
    }
    assert PubTator().sniff(path)


def test_files_of_others(tmp_path: Path) -> None:
    path = tmp_path / "in.txt"
    path.write_text(FOREIGN, encoding="utf-8")
    first, second = PubTator().read(path)
    relation = {"type": "CID", "arg1": "D1", "arg2": "D3"}
    assert first == AnnotatedText(
        "7",
        "en",
        "Yoga\nIt eased pain.",
        (Span(0, 4, "Chemical", "D1|D2"), Span(14, 18, "Disease")),
        extra={"relations": [relation]},
    )
    assert (second.id, second.lang, second.text) == ("8", "zh", "只有题目幻肢痛")
    copy = tmp_path / "copy.txt"
    assert PubTator().write([first, second], copy) == []
    assert copy.read_text(encoding="utf-8").split() == FOREIGN.replace("-1", "-").split()


def test_the_second_language_is_named(tmp_path: Path) -> None:
    path = tmp_path / "out.pubtator"
    texts = [
        AnnotatedText("7", "en", "Yoga"),
        AnnotatedText("7", "zh", "瑜伽", (), (ShortForm(0, 1),)),
        AnnotatedText("8", "zh", "NRS"),
    ]
    PubTator().write(texts, path)
    names = [line.split("|")[0] for line in path.read_text(encoding="utf-8").split("\n")]
    assert [name for name in names if "\t" not in name and name] == [
        *("7", "7", "7.zh", "7.zh", "8.zh", "8.zh")
    ]
    assert list(PubTator().read(path)) == texts


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("8\t0\t4\tYoga\tDrug\t-", ":3: belongs to '8', not '7'"),
        ("7\t0\t4\tYoga", ":3: no 'ID<tab>START<tab>END<tab>TEXT<tab>TYPE'"),
        ("7\t0\t99\tYoga\tDrug\t-", ":3: 0-99 lies outside the text of 19 characters"),
        ("7\t0\t4\tPain\tDrug\t-", ":3: 'Pain' is not what stands there, 'Yoga'"),
        ("9|a|Pain.", ":3: no title of '9' before this line"),
    ],
)
def test_malformed_lines_are_named(line: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "in.pubtator"
    path.write_text(f"7|t|Yoga\n7|a|It eased pain.\n{line}\n", encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        list(PubTator().read(path))
    assert f"{path}{message}" in str(caught.value)


def test_another_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "in.pubtator"
    path.write_text("Yoga eased pain.\n", encoding="utf-8")
    assert not PubTator().sniff(path)
    with pytest.raises(FormatError, match=r"pubtator:1: no 'ID\|t\|TITLE' before this line"):
        list(PubTator().read(path))


def test_the_parts_of_a_composite_mention_come_back(tmp_path: Path) -> None:
    before, after = tmp_path / "a.pubtator", tmp_path / "b.pubtator"
    before.write_text(
        "5|t|Pain\n5|a|Stump and phantom pain fell.\n"
        "5\t5\t27\tStump and phantom pain\tDisease\tD1|D2\tStump pain|phantom pain\n\n",
        encoding="utf-8",
    )
    losses = PubTator().write(PubTator().read(before), after)
    assert losses == []
    assert after.read_text(encoding="utf-8") == before.read_text(encoding="utf-8")
