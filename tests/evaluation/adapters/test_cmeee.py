"""CMeEE: both releases, which count the end of an entity differently."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from goldsets import FIXTURES, read, surfaces

from papnlp.evaluation.gold import GoldError


def test_the_first_release() -> None:
    (first, second), said = read("cmeee", FIXTURES / "cmeee.json")
    assert first["id"] == "cmeee-1"
    assert first["abstract"] == {"zh": "口服蓝花水治疗夜间脚痒。"}
    assert surfaces(first) == [("蓝花水", "INTERVENTION")]
    assert surfaces(second) == [("足浴", "INTERVENTION"), ("脚温", "OUTCOME")]
    assert said.endswith("no label of ours: sym 1, bod 1")


def test_the_second_release_and_one_object_a_line() -> None:
    (first, second), _ = read("cmeee", FIXTURES / "cmeee_v2.jsonl")
    assert surfaces(first) == [("蓝花水", "INTERVENTION")]
    assert second["mentions"] == []


SOUND = {"start_idx": 0, "end_idx": 1, "type": "dru", "entity": "蓝花"}


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({"text": "蓝花水"}, "item 1: no list 'entities': give the train or dev file"),
        ({"text": " ", "entities": []}, "item 1: 'text' is empty"),
        ({"entities": []}, "item 1: 'text' is not a string"),
        (["蓝花水"], "item 1: a JSON object is needed, not a list"),
        (
            {"text": "蓝花水", "entities": [SOUND, {**SOUND, "start_idx": 1}]},
            "item 1: entity 2: '蓝花'",
        ),
        ({"text": "蓝花水", "entities": [{**SOUND, "start_idx": -3}]}, "does not stand at -3-1"),
        ({"text": "蓝花水", "entities": [{**SOUND, "end_idx": "1"}]}, "must be numbers"),
        ({"text": "蓝花水", "entities": [{**SOUND, "type": None}]}, "'type' is not a string"),
    ],
)
def test_a_broken_item_is_named(tmp_path: Path, item: Any, reason: str) -> None:
    file = tmp_path / "dev.json"
    file.write_text(json.dumps([item], ensure_ascii=False), encoding="utf-8")
    with pytest.raises(GoldError, match=reason) as caught:
        read("cmeee", file)
    assert str(caught.value).startswith(str(file))


def test_broken_json_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "dev.json"
    file.write_text('[\n{"text": ]', encoding="utf-8")
    with pytest.raises(GoldError, match=r"dev\.json:2: not JSON"):
        read("cmeee", file)
    file.write_text('{"text": "a", "entities": []}\n{"text": ', encoding="utf-8")
    with pytest.raises(GoldError, match=r"dev\.json:2: not JSON"):
        read("cmeee", file)
    file.write_bytes(b'[\n"\xff"]')
    with pytest.raises(GoldError, match=r"dev\.json:2: not UTF-8"):
        read("cmeee", file)
