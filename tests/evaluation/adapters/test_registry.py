"""The registry of public gold sets, and what it says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from goldsets import FIXTURES, read

from papnlp.evaluation.adapters import NAMES, GoldWarning, Notes, options_of, read_gold_set
from papnlp.evaluation.adapters.mapping import type_map
from papnlp.evaluation.gold import GoldError
from papnlp.evidence import CHANGES, LABELS


def test_an_unknown_set_is_refused_at_once() -> None:
    with pytest.raises(GoldError, match="no gold set 'genia': use one of ebm-nlp, "):
        read_gold_set("genia", FIXTURES)


def test_an_unknown_option_is_refused_at_once() -> None:
    with pytest.raises(GoldError, match="ebm-nlp has no option 'part': use split, layer"):
        read_gold_set("ebm-nlp", FIXTURES, part="test")
    with pytest.raises(GoldError, match="med1250 has no option 'part': it takes none"):
        read_gold_set("med1250", FIXTURES, part="test")


def test_an_option_may_be_written_as_on_a_command_line() -> None:
    folder = FIXTURES / "bibm2011"
    kept = read("bibm2011", folder, keep_coded="true")
    assert kept == read("bibm2011", folder, keep_coded=True)
    assert read("bibm2011", folder, keep_coded="false") == read("bibm2011", folder) != kept
    with pytest.raises(GoldError, match="option 'keep_coded' is 'yes': use true or false"):
        read_gold_set("bibm2011", folder, keep_coded="yes")


@pytest.mark.parametrize("name", NAMES)
def test_a_path_without_the_set_is_one_line(name: str, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(GoldError) as caught:
            list(read_gold_set(name, path))
        assert str(caught.value).startswith(str(path))
        assert "\n" not in str(caught.value)


def test_what_is_left_out_is_warned_of_once() -> None:
    with pytest.warns(GoldWarning, match="cmeee: left out or mended: no label of ours: sym 1, bod"):
        list(read_gold_set("cmeee", FIXTURES / "cmeee.json"))


def test_nothing_is_said_of_a_set_read_whole() -> None:
    assert read("cmeee", FIXTURES / "cmeee_v2.jsonl")[1] == ""


def test_notes_are_one_line_most_frequent_first() -> None:
    notes = Notes()
    assert notes.line() == ""
    notes.add("bare", "pain")
    notes.add("unknown", "age", 2)
    notes.add("unknown", "time", 3)
    notes.add("unknown", "never", 0)
    assert notes.line() == "bare: pain 1; unknown: time 3, age 2"
    assert notes.count("unknown") == 5
    assert notes.count("other") == 0


def test_maps_lead_to_labels_of_ours() -> None:
    mapped = {name: type_map(name) for name in NAMES if name not in ("med1250", "paramed")}
    for types in mapped.values():
        assert set(types.labels.values()) <= set(LABELS)
        assert set(types.changes.values()) <= set(CHANGES)
        assert set(types.study.values()) <= {"sample_size", "group_sizes"}
        assert not (set(types.labels) | set(types.study)) & (types.dropped | types.inner)
    assert mapped["bc5cdr"].scope == {"labels": ["INTERVENTION"], "concepts": False}


@pytest.mark.parametrize(
    ("surface", "coded"),
    [
        ("the control group", True),
        ("Group B", True),
        ("arm 2", True),
        ("intervention  groups", True),
        ("placebo group", False),
        ("usual care", False),
        ("", False),
    ],
)
def test_groups_without_a_name(surface: str, coded: bool) -> None:
    assert type_map("bibm2011").is_coded(surface) is coded


def test_the_package_stays_light() -> None:
    code = (
        "import sys; import papnlp.evaluation.adapters as a; a.NAMES; "
        "print([m for m in ('pandas', 'spacy', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_options_of_a_set() -> None:
    assert options_of("ebm-nlp") == ("split", "layer")
    assert options_of("paramed") == ()
