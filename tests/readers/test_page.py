"""Bibliographic pages, by the cases of ``cases/readers/pages.toml``."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import rtoml

from papnlp.document import Document
from papnlp.readers import Source, page, reader_for, scan

CASES = Path(__file__).parents[1] / "cases" / "readers" / "pages.toml"
PAGES = rtoml.loads(CASES.read_text(encoding="utf-8"))["case"]
SEED_LIKE = PAGES[0]["text"].lstrip("\n")


def documents(text: str) -> list[Document]:
    found = list(page.read(Source(data=text.encode(), name="page.txt", path=Path("page.txt"))))
    assert all(isinstance(item, Document) for item in found)
    return found


def check(found: list[Document], expected: list[dict]) -> None:
    assert len(found) == len(expected), [item.to_dict() for item in found]
    for document, fields in zip(found, expected, strict=True):
        actual = {name: getattr(document, name) for name in fields}
        wanted = {name: tuple(v) if isinstance(v, list) else v for name, v in fields.items()}
        assert actual == wanted


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["name"])
def test_page(case):
    check(documents(case["text"].lstrip("\n")), case["documents"])


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["name"])
def test_dos_line_ends_change_nothing(case):
    text = case["text"].lstrip("\n").replace("\n", "\r\n")
    check(documents(text), case["documents"])


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["name"])
def test_blank_lines_between_all_lines_of_the_head_change_nothing(case):
    if "wrapped" in case["name"] or "Latin terms" in case["name"]:
        pytest.skip("a blank line would end the wrapped line")
    head, journal, body = case["text"].lstrip("\n").partition("doi: ")
    if not journal:
        pytest.skip("no journal line with a doi")
    check(documents(head.replace("\n", "\n\n") + journal + body), case["documents"])


def test_pages_are_told_from_plain_text_by_their_content(tmp_path):
    file = tmp_path / "page.txt"
    file.write_text(SEED_LIKE, encoding="utf-8")
    assert reader_for(file).name == "page"
    (document,) = scan(file)
    assert document.source == "page.txt"
    assert document.id == "10.9999/jlr.2024.00101"


def test_no_line_of_the_head_stands_in_the_abstract():
    for case in PAGES:
        for document in documents(case["text"].lstrip("\n")):
            text = " ".join(document.abstract.values())
            for author in document.authors:
                assert author not in text
            assert "doi" not in text


def test_a_page_of_five_megabytes_is_read_in_linear_time():
    line = "Mirror therapy reduced phantom limb pain in 20 patients after three weeks.\n"
    seconds = []
    for size in (1, 4):
        text = SEED_LIKE + line * (size * 1_250_000 // len(line))
        start = time.perf_counter()
        assert len(documents(text)) == 1
        seconds.append(time.perf_counter() - start)
    assert seconds[1] < 8 * seconds[0] + 1
