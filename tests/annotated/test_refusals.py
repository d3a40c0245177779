"""One malformed document is refused, with its place, and the others are read, in every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from papnlp.annotated.refusals import attempted, rejection, strict
from papnlp.annotated.registry import named
from papnlp.annotated.text import FormatError

WRONG = {"id": "1", "text": "Rest", "locations": [{"offset": 0, "length": 4}]}
BIOC = [
    {"id": name, "passages": [{"offset": 0, "text": "Yoga.", "annotations": items}]}
    for name, items in (("a", []), ("b", [WRONG]), ("c", []))
]
TASKS = [
    {"data": {"id": "a", "text": "Yoga."}},
    {"data": 3},
    {"data": {"id": "c", "text": "Yoga."}},
]
XML = "".join(
    f"<document><id>{name}</id><passage><offset>{at}</offset><text>Yoga.</text></passage></document>"
    for name, at in (("a", "0"), ("b", "x"), ("c", "0"))
)
DOCCANO = '{"id": "a", "text": "Yoga.", "label": []}'
CASES = [
    (
        "jsonl",
        '{"id": "a", "abstract": "Yoga."}\n{"id":\n{"id": "c", "abstract": "Yoga."}',
        "line 2",
    ),
    ("doccano", f'{DOCCANO}\n{{"id": "b"}}\n{DOCCANO}', "line 2"),
    ("pubtator", "a|t|Yoga\n\nb|t|Yoga\nb\t0\t9\tYoga\tX\n\nc|t|Yoga\n", "line 4"),
    ("conll", "# id = a\nYoga\tO\n\n# id = b\nYoga\tQ\n\n# id = c\nYoga\tO\n", "line 5"),
    ("bioc-json", json.dumps({"documents": BIOC}), "document 2"),
    ("bioc-xml", f"<collection>{XML}</collection>", "document 2"),
    ("label-studio", json.dumps(TASKS), "task 2"),
]


@pytest.mark.parametrize(("name", "content", "place"), CASES, ids=[case[0] for case in CASES])
def test_one_document_is_refused(tmp_path: Path, name: str, content: str, place: str) -> None:
    path = tmp_path / "made"
    path.write_text(content, encoding="utf-8")
    errors: list[FormatError] = []
    assert len(list(named(name).read(path, errors.append))) == 2
    (error,) = errors
    told = rejection(error, path)
    assert (told.source, told.place) == (str(path), place)
    assert told.reason
    assert told.remedy
    assert told.id in ("b", None)
    with pytest.raises(FormatError, match="made"):
        list(named(name).read(path))


def test_one_file_of_brat_is_refused(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("Yoga.", encoding="utf-8")
    (tmp_path / "b.ann").write_text("T1\tX 0 4\tYoga\nT2\tX 0 9\tYoga\n", encoding="utf-8")
    (tmp_path / "d.ann").touch()
    errors: list[FormatError] = []
    texts = list(named("brat").read(tmp_path, errors.append))
    assert [text.id for text in texts] == ["a", "c"]
    told = [rejection(error, tmp_path) for error in errors]
    assert [(item.id, item.source, item.place) for item in told] == [
        ("b", str(tmp_path / "b.ann"), "line 2"),
        ("d", str(tmp_path / "d.ann"), ""),
    ]
    assert told[1].remedy == "add the text"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("jsonl", '{"id": "a", "abstract": "Yoga."}\n' * 2),
        ("pubtator", "a|t|Yoga\n\na|t|Yoga\n"),
        ("conll", "# id = a\nYoga\tO\n\n# id = a\nYoga\tO\n"),
    ],
)
def test_what_comes_again_is_refused(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / "made"
    path.write_text(content, encoding="utf-8")
    errors: list[FormatError] = []
    assert [text.id for text in named(name).read(path, errors.append)] == ["a"]
    assert [error.id for error in errors] == ["a"]


def test_what_is_no_such_file_is_raised_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "made"
    path.write_text("Yoga helps.\n", encoding="utf-8")
    errors: list[FormatError] = []
    with pytest.raises(FormatError, match="is it PubTator"):
        list(named("pubtator").read(path, errors.append))
    assert errors == []


def test_an_error_that_names_no_file_keeps_its_reason() -> None:
    told = rejection(FormatError("no room"), Path("a.txt"))
    assert (told.source, told.place, told.reason, told.remedy) == ("a.txt", "", "no room", "")


def test_a_name_is_given_where_the_error_has_none() -> None:
    def broken() -> tuple[str, ...]:
        raise FormatError("a.txt: broken: mend it")

    errors: list[FormatError] = []
    assert attempted(errors.append, broken, name="b") == ()
    assert errors[0].id == "b"
    with pytest.raises(FormatError, match="broken"):
        attempted(strict, broken)
