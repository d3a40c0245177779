"""Plain text, JSON Lines and MEDLINE; encodings, inputs, identifiers, bad input."""

from __future__ import annotations

import gzip
import io
import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.document import Document
from papnlp.readers import (
    Identifiers,
    InputError,
    ReadWarning,
    Rejection,
    Source,
    read,
    reader_for,
    scan,
)
from papnlp.readers.encoding import binary_kind, detect_encoding
from papnlp.readers.text import parse

DATA = Path(os.environ.get("PAPNLP_DATA", Path(__file__).parents[3] / "shared" / "data"))
EN = "Mirror therapy reduced phantom limb pain in twenty patients."
ZH = "镜像疗法减轻了二十例患者的幻肢痛，差异有统计学意义。"


def silent(_message: str) -> None:
    """Say nothing."""


def items(*inputs, said=None, **options):
    return list(scan(*inputs, say=said.append if said is not None else silent, **options))


@pytest.mark.parametrize(
    ("text", "title", "abstract"),
    [
        (EN, {}, {"en": EN}),
        (f"Mirror therapy\n\n{EN}", {"en": "Mirror therapy"}, {"en": EN}),
        (f"Mirror therapy\n{EN}", {"en": "Mirror therapy"}, {"en": EN}),
        (f"Does mirror therapy help?\n\n{EN}", {"en": "Does mirror therapy help?"}, {"en": EN}),
        ("One sentence.\n\nAnother one.", {}, {"en": "One sentence.\nAnother one."}),
        (
            f"Mirror therapy in\nupper-limb amputees\n\n{EN}",
            {"en": "Mirror therapy in upper-limb amputees"},
            {"en": EN},
        ),
        (f"幻肢痛的镜像疗法\n\n{ZH}", {"zh": "幻肢痛的镜像疗法"}, {"zh": ZH}),
        (f"{EN}\n{ZH}", {}, {"en": EN, "zh": ZH}),
        (
            f"Mirror therapy\n幻肢痛的镜像疗法\n\n{EN}\n\n{ZH}",
            {"en": "Mirror therapy", "zh": "幻肢痛的镜像疗法"},
            {"en": EN, "zh": ZH},
        ),
        ("BACKGROUND: Pain is common.\n\nRESULTS: It fell.", {}, None),
        ("Phantom limb pain is\ncommon and its burden\nis large.", {}, None),
    ],
)
def test_plain_text(text, title, abstract):
    titles, abstracts = parse(text.split("\n"))
    assert titles == title
    if abstract is not None:
        assert abstracts == abstract


def test_wrapped_lines_are_joined_by_language():
    _, abstracts = parse(["A long line that is", "wrapped. Next post-", "amputation line."])
    assert abstracts == {"en": "A long line that is wrapped. Next post-amputation line."}
    _, abstracts = parse(["冷冻神经溶", "解术可缓解幻肢痛。", "随访三个月。"])
    assert abstracts == {"zh": "冷冻神经溶解术可缓解幻肢痛。\n随访三个月。"}


@given(st.lists(st.text(alphabet="ab 痛。.\n(", max_size=40), max_size=8))
def test_plain_text_loses_nothing_but_white_space(lines):
    titles, abstracts = parse("\n".join(lines).split("\n"))
    kept = sorted("".join((*titles.values(), *abstracts.values())))
    given_ = sorted("".join(lines))
    blank = " \n"
    assert [c for c in kept if c not in blank] == [c for c in given_ if c not in blank]


def test_text_of_five_megabytes_in_one_line(tmp_path):
    file = tmp_path / "long.txt"
    file.write_text((EN + " ") * (5_000_000 // len(EN)), encoding="utf-8")
    start = time.perf_counter()
    (document,) = items(file)
    assert len(document.abstract["en"]) > 4_900_000
    assert time.perf_counter() - start < 5


def write_lines(path: Path, *lines: object) -> Path:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text(text, encoding="utf-8")
    return path


def test_jsonl_names_the_line_of_every_failure(tmp_path):
    file = write_lines(
        tmp_path / "in.jsonl",
        {"id": "a", "abstract": EN},
        "",
        '{"id": "b", "abstract": "brok',
        {"id": "c"},
        {"id": "d", "abstract": {"fr": "x"}},
        "[1]",
        '{"id": "e", "abstract": 3}',
        {"pmid": 77, "title": "T", "abstract": {"en": EN, "zh": ZH}},
        {"abstract": EN},
    )
    found = items(file)
    assert [item.id for item in found] == ["a", None, "c", "d", None, "e", "77", "in-8"]
    places = [item.place for item in found if isinstance(item, Rejection)]
    assert places == ["line 3", "line 4", "line 5", "line 6", "line 7"]
    assert "breaks off" in found[1].reason
    assert all(item.remedy for item in found if isinstance(item, Rejection))


def test_json_of_several_lines_and_lists(tmp_path):
    one = tmp_path / "one.json"
    one.write_text(json.dumps({"id": "a", "en": EN, "zh": ZH, "title": None}, indent=1))
    many = tmp_path / "many.json"
    many.write_text(json.dumps([{"id": "b", "abstract": EN}, {"id": "c"}], indent=2))
    broken = tmp_path / "z.json"
    broken.write_text('{\n "id": "x",\n "abstract": "y"')
    assert items(one)[0].abstract == {"en": EN, "zh": ZH}
    assert [type(item).__name__ for item in items(many)] == ["Document", "Rejection"]
    (rejection,) = items(broken)
    assert rejection.place.startswith("line 3")


def test_evidence_and_gold_lines_are_documents(tmp_path):
    document = {"title": {"en": "T"}, "doi": "10.9999/x", "year": 2024}
    file = write_lines(
        tmp_path / "evidence.jsonl",
        {"id": "a", "metadata": document, "texts": {"en": f"T\n{EN}", "zh": ZH}, "records": []},
        {"id": "b", "abstract": EN, "mentions": [], "records": []},
    )
    first, second = items(file)
    assert first.title == {"en": "T"}
    assert first.abstract == {"en": EN, "zh": ZH}
    assert first.text("en") == f"T\n{EN}"
    assert (first.doi, first.year) == ("10.9999/x", 2024)
    assert second.abstract == {"en": EN}


MEDLINE = """
PMID- 900300
OWN - NLM
DP  - 2024 Jan-Feb
TI  - Mirror therapy for phantom
      limb pain.
LID - 10.9999/m.1 [doi]
LID - S0000(24)1 [pii]
AB  - BACKGROUND: Pain is common. RESULTS: It
      fell.
CI  - Copyright (c) 2024.
FAU - Marlow, Tessa
AU  - Marlow T
FAU - Okonjo, Ife
AU  - Okonjo I
LA  - chi
TT  - 幻肢痛的
      镜像疗法
OAB - 疼痛很常见，
      疼痛减轻。
OABL- chi
JT  - Journal of limb research
TA  - J Limb Res
MH  - *Phantom Limb/therapy
OT  - *mirror therapy
OT  - amputation

PMID- 900301
TI  - Only a title.
OAB - Publisher: Abstract available from the publisher.
OABL- fre
AID - 10.9999/m.2 [doi]
JT  - Stump care
PMID- 900302
DP  - 2020
"""


def test_medline():
    found = list(reader_for(MEDLINE.encode()).read(Source(data=MEDLINE.encode(), name="x.nbib")))
    first, second, third = found
    assert first == Document(
        id="900300",
        title={"en": "Mirror therapy for phantom limb pain.", "zh": "幻肢痛的镜像疗法"},
        abstract={
            "en": "BACKGROUND: Pain is common. RESULTS: It fell.",
            "zh": "疼痛很常见， 疼痛减轻。",
        },
        pmid="900300",
        doi="10.9999/m.1",
        authors=("Marlow, Tessa", "Okonjo, Ife"),
        journal="Journal of limb research",
        year=2024,
        mesh=("*Phantom Limb/therapy",),
        keywords=("mirror therapy", "amputation"),
        source="x.nbib",
    )
    assert (second.doi, second.abstract) == ("10.9999/m.2", {})
    assert isinstance(third, Rejection)
    assert third.id == "900302"
    assert third.place == "line 34"


@pytest.mark.skipif(not DATA.is_dir(), reason="no folder with exports (PAPNLP_DATA)")
def test_medline_exports():
    folder = DATA / "exports" / "metaknowledge-exports" / "metaknowledge" / "tests"
    file = folder / "medline_test.medline"
    records = file.read_text(encoding="utf-8").count("\nPMID- ")
    found = items(file)
    assert len(found) == records
    documents = [item for item in found if isinstance(item, Document)]
    assert all(document.pmid and document.pmid.isdigit() for document in documents)
    assert sum(bool(document.abstract) for document in documents) > 0.8 * records
    assert not any("      " in text for item in documents for text in item.abstract.values())


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("gb18030", "gb18030"),
    ],
)
def test_encodings(tmp_path, codec, name):
    data = f"{EN}\n{ZH}".encode(codec)
    assert detect_encoding(data) == name
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    said: list[str] = []
    (document,) = items(file, said=said)
    assert document.abstract == {"en": EN, "zh": ZH}
    assert bool(said) == (not name.startswith("utf-8"))


def test_latin_accents_are_not_taken_for_chinese():
    assert detect_encoding("Hôpital général, Zürich, naïve".encode("cp1252")) == "cp1252"


def test_one_broken_line_does_not_spoil_a_file(tmp_path):
    good = json.dumps({"id": "a", "abstract": ZH}, ensure_ascii=False).encode()
    file = tmp_path / "a.jsonl"
    file.write_bytes(good + b"\n" + b'{"id": "b", "abstract": "caf\xe9"}\n' + good + b"\n")
    first, second, third = items(file)
    assert isinstance(second, Rejection)
    assert second.place == "line 2"
    assert "not utf-8" in second.reason
    assert first.abstract == third.abstract
    assert third.id == "a#2"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\x03" * 100, "a binary file"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....", "an Office file"),
        (b"\x1f\x8bxxxx", "broken gzip"),
    ],
)
def test_unreadable_files_are_named_in_one_line(tmp_path, content, says):
    file = tmp_path / "bad.txt"
    file.write_bytes(content)
    with pytest.raises(InputError, match=says) as caught:
        items(file)
    assert str(caught.value).startswith(str(file))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["none.txt", "none*.txt"])
def test_missing_inputs(tmp_path, name):
    with pytest.raises(InputError, match=r"none.*: check the (path|pattern)"):
        items(str(tmp_path / name))


def test_markup_and_unknown_suffixes_are_not_taken_for_text(tmp_path):
    file = tmp_path / "a.xml"
    file.write_text("<a>text</a>")
    with pytest.raises(InputError, match="no known format"):
        items(file)
    with pytest.raises(InputError, match="no format 'nonsense': use one of jsonl"):
        items(file, format="nonsense")
    assert items(file, format="text")[0].abstract == {"en": "<a>text</a>"}


def test_folders_and_globs(tmp_path):
    (tmp_path / "below").mkdir()
    write_lines(tmp_path / "b.jsonl", {"id": "b", "abstract": EN})
    (tmp_path / "below" / "a.txt").write_text(EN)
    (tmp_path / "bad.txt").write_bytes(b"")
    (tmp_path / "figure.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text(EN)
    said: list[str] = []
    found = items(tmp_path, said=said)
    assert [item.id for item in found] == ["b", "bad", "a"]
    assert isinstance(found[1], Rejection)
    assert any("1 file of other kinds" in line for line in said)
    assert [item.id for item in items(str(tmp_path / "**" / "*.txt"))] == ["bad", "a"]
    empty = tmp_path / "nothing"
    empty.mkdir()
    with pytest.raises(InputError, match="no files to read"):
        items(empty)


def test_gzip_and_standard_input(tmp_path, monkeypatch):
    line = json.dumps({"id": "a", "abstract": EN}).encode() + b"\n"
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress(line * 3))
    assert [item.id for item in items(file)] == ["a", "a#2", "a#3"]
    for data in (line * 5000, gzip.compress(line * 5000)):
        stdin = io.TextIOWrapper(io.BytesIO(data))
        monkeypatch.setattr("sys.stdin", stdin)
        found = items("-")
        assert len(found) == 5000
        assert found[0].source == "<stdin>"
    file.write_bytes(gzip.compress(line * 30_000)[:-30])
    assert "breaks off" in items(file)[-1].reason


def test_repeated_ids_are_renamed_in_order():
    said: list[str] = []
    unique = Identifiers(said.append)
    given_ = ["a", "a", "a#2", "a", "b"]
    ids = [unique(Document(name, abstract={"en": EN})).id for name in given_]
    assert ids == ["a", "a#2", "a#2#2", "a#3", "b"]
    assert len(said) == 3


@given(st.lists(st.text(alphabet="a#2", max_size=4), max_size=30))
def test_ids_are_always_unique(names):
    unique = Identifiers(silent)
    ids = [unique(Document(name, abstract={"en": EN})).id for name in names]
    assert len(set(ids)) == len(ids)


def test_read_warns_of_rejections(tmp_path):
    file = write_lines(tmp_path / "a.jsonl", {"id": "a", "abstract": EN}, "{")
    with pytest.warns(ReadWarning, match="line 2"):
        assert [document.id for document in read(file)] == ["a"]


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_named_kind(data):
    if binary_kind(data) is None:
        data.decode(detect_encoding(data), errors="surrogateescape")
