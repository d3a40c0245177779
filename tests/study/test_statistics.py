"""Statistics in both languages."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Any

import pytest
from casefiles import parameters

from papnlp.analysis import Analysis
from papnlp.evidence import STATISTIC_KINDS
from papnlp.model import Model
from papnlp.study.statistics import StatisticsFinder
from papnlp.text.normalise import normalise

NULLABLE = ("operator", "value", "low", "high", "sd", "numerator", "denominator", "unit", "level")


def find(model: Model, text: str, lang: str) -> Analysis:
    analysis = Analysis(normalise(text, lang))
    StatisticsFinder(model, lang)(analysis)
    return analysis


@pytest.mark.parametrize("case", parameters("statistics", "english", "chinese"))
def test_statistics(model: Model, case: dict[str, Any]) -> None:
    lang = case.get("lang", "en")
    analysis = find(model, case["text"], lang)
    found = []
    for item, wanted in zip(analysis.statistics, case["statistics"], strict=False):
        values = {name: asdict(item)[name] for name in ("kind", *NULLABLE)}
        start, end = analysis.text.original(item.start, item.end)
        if "text" in wanted:
            values["text"] = case["text"][start:end]
        found.append({name: value for name, value in values.items() if value is not None})
    assert found == case["statistics"][: len(found)]
    assert len(analysis.statistics) == len(case["statistics"])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_kinds_are_those_of_the_contract(model: Model, lang: str) -> None:
    assert set(model.cues(lang, "statistics")["measures"]) <= set(STATISTIC_KINDS)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_long_texts_take_linear_time(model: Model, lang: str) -> None:
    finder = StatisticsFinder(model, lang)

    def seconds(times: int) -> float:
        text = normalise("mean 95% CI (p 0.4 to or of 12 " * times, lang)
        taken = []
        for _ in range(3):
            start = time.process_time()
            finder(Analysis(text))
            taken.append(time.process_time() - start)
        return min(taken)

    seconds(100)
    assert seconds(8000) < 40 * max(seconds(800), 0.001)
