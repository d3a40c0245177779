"""CoNLL files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from annotated_strategies import EXAMPLE

from papnlp.annotated.conll import Conll
from papnlp.annotated.text import AnnotatedText, FormatError, Span

WRITTEN = """\
# id = trial/1
# lang = en
# text = "Mirror therapy\\nMT relieved phantom limb pain (PLP)\\nin amputees."
# sentences = [[0, 14, "title"], [15, 63, null]]
Mirror\tB-INTERVENTION
therapy\tI-INTERVENTION

MT\tO
relieved\tO
phantom\tO
limb\tO
pain\tB-OUTCOME
(\tI-OUTCOME
PLP\tI-OUTCOME
)\tI-OUTCOME
in\tI-OUTCOME
amputees\tI-OUTCOME
.\tO

"""
SPANS = [("stump pain", "PAIN"), ("phantom pain", "PAIN"), ("scar", "X")]
WORDS = ("Eased", "stump", "pain", "phantom", "pain", "scar")
SCHEMES = {
    "IOB1": ("O", "I-PAIN", "I-PAIN", "B-PAIN", "I-PAIN", "I-X"),
    "IOB2": ("O", "B-PAIN", "I-PAIN", "B-PAIN", "I-PAIN", "B-X"),
    "BIOES": ("O", "B-PAIN", "E-PAIN", "B-PAIN", "E-PAIN", "S-X"),
    "BILOU": ("O", "B-PAIN", "L-PAIN", "B-PAIN", "L-PAIN", "U-X"),
}


def read(path: Path, content: str) -> list[AnnotatedText]:
    path.write_bytes(content.encode())
    return list(Conll().read(path))


def test_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "out.conll"
    text = replace(EXAMPLE, sentences=((0, 14, "title"), (15, 63, None)))
    # The outcome (22 characters) overlaps the pain (17), and the longer one is kept.
    losses = Conll().write([text], path)
    assert path.read_text() == WRITTEN
    assert {loss.what: loss.count for loss in losses} == {
        "concepts": 2,
        "attribute via": 1,
        "attribute name": 1,
        "spans that overlap a longer one": 1,
        "abbreviations": 2,
    }
    assert Conll().sniff(path)


def test_a_span_cuts_tokens(tmp_path: Path) -> None:
    path = tmp_path / "out.conll"
    text = AnnotatedText("a", "en", "Postamputation pain", (Span(4, 16, "PAIN"),))
    assert Conll().write([text], path) == []
    assert path.read_text().split("\n")[3:] == [
        *("Post\tO", "amputation\tB-PAIN", "p\tI-PAIN", "ain\tO", "", "")
    ]
    assert list(Conll().read(path)) == [text]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("gap", ["\t", " ", " NN B-NP "])
def test_schemes(scheme: str, gap: str, tmp_path: Path) -> None:
    lines = [f"{word}{gap}{tag}" for word, tag in zip(WORDS, SCHEMES[scheme], strict=True)]
    (text,) = read(tmp_path / "in.conll", "\n".join(lines))
    assert text.text == " ".join(WORDS)
    found = [(text.text[span.start : span.end], span.label) for span in text.spans]
    assert found == SPANS
    assert Conll().sniff(tmp_path / "in.conll")


def test_chinese_is_joined_without_spaces(tmp_path: Path) -> None:
    lines = "幻\tB-PAIN\n肢\tI-PAIN\n痛\tI-PAIN\n缓\tO\n解\tO\n"
    assert read(tmp_path / "in.conll", lines) == [
        AnnotatedText("in-1", "zh", "幻肢痛缓解", (Span(0, 3, "PAIN"),), (), ((0, 5, None),))
    ]


def test_texts_are_parted_by_blank_lines_or_docstart(tmp_path: Path) -> None:
    path = tmp_path / "in.conll"
    assert [text.text for text in read(path, "Yoga\tO\n\nPain\tI-X\n")] == ["Yoga", "Pain"]
    marked = "-DOCSTART- -X- O\n\nYoga B-X\n\nPain I-X\n\n-DOCSTART- -X- O\n\nEased O\n"
    first, second = read(path, marked)
    assert (first.text, second.text) == ("Yoga\nPain", "Eased")
    # A span does not run over the end of a sentence.
    assert first.spans == (Span(0, 4, "X"), Span(5, 9, "X"))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("Yoga\tO\nPain\n", ":2: no tag after 'Pain'"),
        ("Yoga\tO\nPain\tPAIN\n", ":2: tag 'PAIN': write O"),
        ('# id = a\n# text = "Yoga\n', ":2: no JSON after '# text ='"),
        ("# id = a\n# lang = de\n", ":2: lang 'de': use en or zh"),
        ('# id = a\n# text = "Yoga"\nPain\tO\n', ":3: 'Pain' is not what stands there, 'Yoga'"),
        ('# id = a\n# text = "Yoga, pain"\nYoga\tO\n', ":1: no token for ', pain'"),
        (
            '# id = a\n# text = "Yoga"\n# sentences = [[0]]\nYoga\tO\n',
            ":1: '# sentences' must be a list of [START, END, SECTION]",
        ),
    ],
)
def test_malformed_lines_are_named(lines: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "in.conll"
    with pytest.raises(FormatError) as caught:
        read(path, lines)
    assert f"{path}{message}" in str(caught.value)
