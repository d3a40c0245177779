"""What kind of study an abstract reports, and on whom."""

from __future__ import annotations

from typing import Any

import pytest
from casefiles import document, parameters

from papnlp.analysis import Analysis
from papnlp.evidence import DESIGNS, Population, Study
from papnlp.extractor import Extractor
from papnlp.model import Model
from papnlp.study.combine import combine_studies
from papnlp.text.normalise import normalise


def read(extractor: Extractor, case: dict[str, Any]) -> dict[str, Any]:
    return extractor(document(case)).study.to_dict()


@pytest.mark.parametrize(
    "case",
    parameters(
        "study", "design_en", "design_zh", "sample_en", "sample_zh", "details_en", "details_zh"
    ),
)
def test_study(extractor: Extractor, case: dict[str, Any]) -> None:
    study = read(extractor, case)
    assert {name: study[name] for name in case["study"]} == case["study"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_designs_are_those_of_the_contract(model: Model, lang: str) -> None:
    names = {entry["name"] for entry in model.cues(lang, "study")["design"]["designs"]}
    assert names <= set(DESIGNS)


def test_both_languages_read_the_same_fields(model: Model) -> None:
    en, zh = (model.cues(lang, "study")["details"]["population"] for lang in ("en", "zh"))
    assert {slot: set(values) for slot, values in en.items()} == {
        slot: set(values) for slot, values in zh.items()
    }


def analysis(lang: str, **fields: Any) -> Analysis:
    made = Analysis(normalise("x", lang))
    made.study = Study(**fields)
    return made


def test_english_decides_and_chinese_fills() -> None:
    combined = combine_studies(
        {
            "en": analysis("en", design="case series", population=Population(limb="lower")),
            "zh": analysis(
                "zh",
                design="case report",
                sample_size=7,
                relevant=True,
                population=Population(limb="upper", cause="trauma"),
                databases=("万方",),
                years=(1990, 2000),
                follow_up="6个月",
                registration="NCT01234567",
                included_studies=3,
            ),
        }
    )
    assert combined == Study(
        design="case series",
        sample_size=7,
        relevant=True,
        population=Population(limb="lower", cause="trauma"),
        databases=("万方",),
        years=(1990, 2000),
        follow_up="6个月",
        registration="NCT01234567",
        included_studies=3,
    )


def test_an_unclear_design_is_taken_from_the_other_language() -> None:
    combined = combine_studies(
        {"en": analysis("en"), "zh": analysis("zh", design="cohort study", sample_size=0)}
    )
    assert combined.design == "cohort study"
    assert combined.sample_size == 0


def test_one_language_alone_stays_as_it_is() -> None:
    study = analysis("zh", design="guideline")
    assert combine_studies({"zh": study}) is study.study


@pytest.mark.parametrize(("en", "zh", "size"), [(1.0, 2.5, 40), (2.5, 1.0, 36), (1.0, 1.0, 36)])
def test_the_sample_size_that_stands_out_more_is_taken(en: float, zh: float, size: int) -> None:
    analyses = {"en": analysis("en", sample_size=36), "zh": analysis("zh", sample_size=40)}
    analyses["en"].sample_lead, analyses["zh"].sample_lead = en, zh
    assert combine_studies(analyses).sample_size == size


def test_a_close_call_in_english_is_settled_by_chinese(extractor: Extractor) -> None:
    study = extractor(
        {
            "abstract": {
                "en": "RESULTS: Sixty amputees received a patch. Fifty-two amputees returned.",
                "zh": "结果：60例截肢者使用贴剂，52例纳入最终分析。",
            }
        }
    ).study
    assert study.sample_size == 52
