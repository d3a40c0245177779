"""Writers: the same evidence in every format."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from strategies import evidences
from stub import extract

from papnlp.document import Document
from papnlp.evidence import Evidence, Mention
from papnlp.writers import OffsetError, OutputError, check_offsets, open_writer
from papnlp.writers.frame import to_frame
from papnlp.writers.spreadsheet import neutralise
from papnlp.writers.tables import RECORDS, TABLES, rows

EN = "Mirror therapy\nIn 20 patients pain was common. Mirror therapy reduced phantom limb pain."
ZH = "镜像疗法可减轻幻肢痛。"


def names(concept: str, lang: str) -> str:
    known = {"pap:mirror-therapy": {"en": "mirror therapy", "zh": "镜像疗法"}}
    return known.get(concept, {}).get(lang, "")


def sample(identifier: str = "a") -> Evidence:
    title, _, abstract = EN.partition("\n")
    document = Document(
        identifier, {"en": title}, {"en": abstract, "zh": ZH}, year=2024, doi="=1+1"
    )
    return extract(document)


def write(path, *items: Evidence):
    with open_writer(path, names) as writer:
        for item in items:
            writer.write(item)
    return path


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_jsonl(tmp_path):
    evidence = sample()
    path = write(tmp_path / "below" / "out.jsonl", evidence, evidence)
    first, second = path.read_bytes().splitlines()
    assert first == second == evidence.to_json()
    assert Evidence.from_json(first) == evidence


def test_standard_output_holds_json_lines():
    stream = io.BytesIO()
    with open_writer("-", stdout=stream) as writer:
        writer.write(sample())
    assert json.loads(stream.getvalue())["id"] == "a"


def test_csv(tmp_path):
    path = write(tmp_path / "out.csv", sample("a"), sample("b"))
    records = read_csv(path)
    assert [row["document"] for row in records] == ["a", "a", "b", "b"]
    first = records[0]
    assert first["intervention"] == "pap:mirror-therapy"
    assert first["intervention_name_en"] == "mirror therapy"
    assert first["intervention_name_zh"] == "镜像疗法"
    assert first["pain_type_name_en"] == "phantom limb pain"
    assert first["doi"] == "'=1+1"
    assert len(read_csv(tmp_path / "out.documents.csv")) == 2
    mentions = read_csv(tmp_path / "out.mentions.csv")
    assert mentions[0]["sentence"].strip() == "Mirror therapy reduced phantom limb pain."
    assert (tmp_path / "out.abbreviations.csv").exists()


def test_records_carry_their_sentences_in_both_languages():
    evidence = sample()
    english, chinese = evidence.records
    both = dataclasses.replace(english, evidence=(*english.evidence, *chinese.evidence))
    evidence = dataclasses.replace(evidence, records=(both,))
    (row,) = rows(RECORDS, evidence)
    cells = dict(zip(RECORDS.columns, row, strict=True))
    assert cells["sentence_en"] == EN
    assert cells["sentence_zh"] == ZH


@pytest.mark.parametrize(
    ("value", "safe"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("a=b", "a=b"),
        (-1, -1),
        (None, None),
    ],
)
def test_formulas_are_neutralised(value, safe):
    assert neutralise(value) == safe


def test_xlsx(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    path = write(tmp_path / "out.xlsx", dataclasses.replace(sample(), id="a\x07"))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [table.name for table in TABLES]
    sheet = book["records"]
    header = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, header.index("doi") + 1)
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert sheet.cell(2, 1).value == "a "


def test_sqlite(tmp_path):
    path = write(tmp_path / "out.sqlite", sample("a"))
    write(path, sample("b"), sample("c"))
    with sqlite3.connect(path) as connection:
        found = connection.execute(
            "SELECT d.document, d.year, count(*) FROM documents d JOIN records r "
            "ON r.document = d.document GROUP BY d.document ORDER BY 1"
        ).fetchall()
    connection.close()
    assert found == [("b", 2024, 2), ("c", 2024, 2)]


def test_parquet(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", exc_type=ImportError)
    path = write(tmp_path / "out.parquet", sample("a"), sample("b"))
    table = parquet.read_table(path)
    assert table.column_names == list(RECORDS.columns)
    assert table.column("document").to_pylist() == ["a", "a", "b", "b"]
    assert table.column("start_en").to_pylist() == [0, None, 0, None]
    assert parquet.read_table(tmp_path / "out.documents.parquet").num_rows == 2
    empty = write(tmp_path / "empty.parquet")
    assert parquet.read_table(empty).num_rows == 0


def test_frame():
    frame = to_frame([sample("a"), sample("b")], names)
    assert list(frame.columns) == list(RECORDS.columns)
    assert frame["document"].tolist() == ["a", "a", "b", "b"]
    assert frame["year"].tolist() == [2024] * 4
    assert to_frame(sample()).shape[0] == 2


def test_empty_frame_has_the_columns():
    frame = to_frame([])
    assert list(frame.columns) == list(RECORDS.columns)
    assert frame.empty


def test_offsets_that_lead_nowhere_are_not_written(tmp_path):
    evidence = sample()
    wrong = Mention("en", 0, 6, "mirror", "INTERVENTION", None, None, "term")
    bad = dataclasses.replace(evidence, mentions=(wrong,))
    for suffix in ("jsonl", "csv", "sqlite"):
        with pytest.raises(OffsetError, match="'mirror' does not stand at en 0-6"):
            write(tmp_path / f"out.{suffix}", bad)
    quote = dataclasses.replace(evidence.records[0].evidence[0], end=999)
    record = dataclasses.replace(evidence.records[0], evidence=(quote,))
    with pytest.raises(OffsetError, match="outside"):
        check_offsets(dataclasses.replace(evidence, records=(record,)))


@pytest.mark.parametrize("name", ["out.foo", "out", "out.txt"])
def test_unknown_suffixes(tmp_path, name):
    with pytest.raises(OutputError, match=r"use one of \.jsonl"):
        open_writer(tmp_path / name)


def test_outputs_that_cannot_be_opened(tmp_path):
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(OutputError, match="check the path"):
        open_writer(tmp_path / "folder.jsonl")
    with pytest.raises(OutputError, match=r"only \.jsonl can be continued"):
        open_writer(tmp_path / "out.csv", append=True)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(evidences())
def test_tables_hold_every_item_and_fit_their_columns(evidence):
    counts = (len(evidence.records), len(evidence.mentions), len(evidence.abbreviations), 1)
    for table, count in zip(TABLES, counts, strict=True):
        found = list(rows(table, evidence))
        assert len(found) == count
        for row in found:
            for cell, kind in zip(row, table.columns.values(), strict=True):
                assert cell is None or isinstance(cell, kind)
