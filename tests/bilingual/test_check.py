"""Terms that only one of two aligned passages has."""

from __future__ import annotations

from papnlp.evidence import Notice
from papnlp.extractor import Extractor


def notices(extractor: Extractor, en: str, zh: str) -> list[Notice]:
    evidence = extractor({"id": "t", "abstract": {"en": en, "zh": zh}})
    assert evidence.alignments
    return list(evidence.warnings)


def lost(extractor: Extractor, en: str, zh: str) -> set[tuple[str | None, str]]:
    evidence = extractor({"id": "t", "abstract": {"en": en, "zh": zh}})
    return {
        (item.lang, evidence.texts[item.lang or "en"][item.start : item.end])
        for item in evidence.warnings
        if item.code == "translation"
    }


EN = "Mirror therapy relieved phantom limb pain. Gabapentin improved sleep in amputees."
ZH = "镜像疗法缓解幻肢痛。加巴喷丁改善截肢者的睡眠。"


def test_a_faithful_translation_gives_no_notice(extractor: Extractor) -> None:
    assert notices(extractor, EN, ZH) == []


def test_a_term_lost_in_chinese_is_named_with_its_place(extractor: Extractor) -> None:
    (notice,) = notices(extractor, EN, ZH.replace("加巴喷丁", "药物"))
    assert notice.code == "translation"
    assert notice.lang == "en"
    assert (notice.start, notice.end) == (EN.index("Gabapentin"), EN.index("Gabapentin") + 10)
    assert "Gabapentin" in notice.message
    assert "zh" in notice.message


def test_a_term_lost_in_english_is_named(extractor: Extractor) -> None:
    assert lost(extractor, EN.replace("Gabapentin", "Tablets"), ZH) == {("zh", "加巴喷丁")}


def test_another_drug_is_lost_on_both_sides(extractor: Extractor) -> None:
    assert lost(extractor, EN, ZH.replace("加巴喷丁", "普瑞巴林")) == {
        ("en", "Gabapentin"),
        ("zh", "普瑞巴林"),
    }


def test_a_more_general_term_is_a_counterpart(extractor: Extractor) -> None:
    assert lost(extractor, EN, ZH.replace("加巴喷丁", "加巴喷丁类药物")) == set()


def test_a_term_said_twice_is_named_once(extractor: Extractor) -> None:
    en = EN.replace("in amputees", "and gabapentin was safe in amputees")
    assert lost(extractor, en, ZH.replace("加巴喷丁", "药物")) >= {("en", "Gabapentin")}
    names = [item.message for item in notices(extractor, en, ZH.replace("加巴喷丁", "药物"))]
    assert sum("abapentin" in name for name in names) == 1


def test_one_language_gives_no_notice(extractor: Extractor) -> None:
    assert extractor(EN).warnings == ()


def test_offsets_are_those_of_the_text_as_read(extractor: Extractor) -> None:
    en = EN.replace("relieved", "re\u00adlieved")
    evidence = extractor({"id": "t", "abstract": {"en": en, "zh": ZH.replace("加巴喷丁", "药物")}})
    (notice,) = evidence.warnings
    assert evidence.texts["en"][notice.start : notice.end] == "Gabapentin"
