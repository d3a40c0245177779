"""Pairs of arms that a text sets against each other in brackets, each with its p value."""

from __future__ import annotations

import pytest

from findings.casework import Runner, shorten
from papnlp.model import open_model

NAMED = "We randomised 60 amputees to {gabapentin}, {pregabalin} or {placebo}."
LABELLED = (
    "Amputees were randomised to {gabapentin} (group A), {pregabalin} (group B) or "
    "{placebo} (group C)."
)
CHINESE = "患者随机分为{加巴喷丁}组（A组）、{普瑞巴林}组（B组）和{安慰剂}组（C组）。"
BETTER = "gabapentin vs placebo | - | pain-intensity | improved"
WORSE = "gabapentin vs placebo | - | pain-intensity | worsened"
SAME = "pregabalin vs placebo | - | pain-intensity | no_difference"


@pytest.fixture(scope="module")
def runner() -> Runner:
    return Runner(open_model())


def found(runner: Runner, lang: str, methods: str, results: str) -> list[str]:
    analysis = runner.run({"lang": lang, "methods": methods, "results": results})
    return [shorten(finding) for finding in analysis.findings if finding.rule == "pairs.p"]


@pytest.mark.parametrize("joint", ["vs", "versus", "v", "compared with", "compared to"])
def test_names_with_values(runner, joint):
    results = (
        "{Pain intensity} was 2.1, 3.0 and 5.2 with {gabapentin}, {pregabalin} and {placebo} "
        f"({{gabapentin}} {joint} {{placebo}}, p = 0.03; {{pregabalin}} vs {{placebo}}, p = 0.20)."
    )
    assert found(runner, "en", NAMED, results) == [BETTER, SAME]


def test_labels_with_values(runner):
    results = (
        "{Pain intensity} was 2.1, 3.0 and 5.2 in groups A, B and C "
        "(A vs C, p = 0.03; B vs C, p = 0.20)."
    )
    assert found(runner, "en", LABELLED, results) == [BETTER, SAME]


def test_the_values_tell_which_arm_is_better(runner):
    results = "{Pain intensity} was 5.2, 3.0 and 2.1 in groups A, B and C (A vs C, p = 0.03)."
    assert found(runner, "en", LABELLED, results) == [WORSE]


def test_without_values_only_sameness_is_told(runner):
    results = (
        "{Pain intensity} differed between the arms ({gabapentin} vs {placebo}, p = 0.03; "
        "{pregabalin} vs {placebo}, p = 0.20)."
    )
    assert found(runner, "en", NAMED, results) == [SAME]


@pytest.mark.parametrize("pair", ["A vs D", "D vs C", "A vs A", "the rest vs C"])
def test_a_name_that_is_no_arm_leaves_all_pairs_out(runner, pair):
    results = (
        "{Pain intensity} was 2.1, 3.0 and 5.2 in groups A, B and C "
        f"(B vs C, p = 0.20; {pair}, p = 0.20)."
    )
    assert found(runner, "en", LABELLED, results) == []


def test_a_pair_without_p_value_is_none(runner):
    results = "{Pain intensity} was 2.1, 3.0 and 5.2 in groups A, B and C (A vs C; B vs C)."
    assert found(runner, "en", LABELLED, results) == []


@pytest.mark.parametrize("joint", ["与", "和", "比"])
def test_chinese_labels_with_values(runner, joint):
    results = (
        "A组、B组和C组{疼痛强度}分别为2.1、3.0和5.2"
        f"（A组{joint}C组比较，P=0.03；B组与C组比较，P=0.20）。"
    )
    assert found(runner, "zh", CHINESE, results) == [BETTER, SAME]


def test_chinese_without_values_only_sameness_is_told(runner):
    results = "三组{疼痛强度}差异有统计学意义（A组与C组比较，P=0.03；B组与C组比较，P=0.20）。"
    assert found(runner, "zh", CHINESE, results) == [SAME]


def test_a_chinese_name_that_is_no_arm_leaves_all_pairs_out(runner):
    results = "三组{疼痛强度}差异有统计学意义（B组与C组比较，P=0.20；A组与丁组比较，P=0.20）。"
    assert found(runner, "zh", CHINESE, results) == []
