"""Short forms and English names of drugs inside longer names."""

from __future__ import annotations

from papnlp.vocabulary.concept import Concept
from papnlp.vocabulary.forms import Forms
from papnlp.vocabulary.inserters import LatinInserter, ShortFormInserter
from papnlp.vocabulary.vocabulary import Vocabulary


def concept(name: str, zh: str, kind: str = "", short: str = "") -> Concept:
    return Concept(
        id=f"pap:{name.replace(' ', '-')}",
        label="INTERVENTION",
        name={"en": name, "zh": zh},
        synonyms={},
        definition="Made up.",
        abbreviations=(short,) if short else (),
        kind=kind,
    )


BLOCK = concept("nerve block", "神经阻滞", short="NB")
LONGER = concept("sciatic nerve block", "坐骨神经阻滞")
MERGED = concept("nerve blockade", "神经阻滞法")
DRUG = concept("baclofen", "巴氯芬", kind="drug")
ROUTE = concept("intrathecal baclofen", "鞘内巴氯芬注射")
VOCABULARY = Vocabulary([BLOCK, LONGER, MERGED, DRUG, ROUTE])


def test_short_forms_stand_for_whole_words_inside_names() -> None:
    insert = ShortFormInserter(VOCABULARY, "en", Forms(VOCABULARY, "en"))
    assert list(insert("sciatic nerve block", LONGER)) == [("sciatic nb", ("NB", BLOCK.id))]
    assert list(insert("nerve blockade", MERGED)) == []
    assert list(insert("nerve block", BLOCK)) == []
    assert list(insert("unknown", BLOCK)) == []


def test_chinese_names_need_no_word_boundary() -> None:
    insert = ShortFormInserter(VOCABULARY, "zh", Forms(VOCABULARY, "zh"))
    assert list(insert("神经阻滞法", MERGED)) == [("nb法", ("NB", BLOCK.id))]


def test_drugs_stand_by_their_english_name_inside_chinese_names() -> None:
    forms = Forms(VOCABULARY, "zh")
    latin = LatinInserter(VOCABULARY, forms, forms.values())
    assert latin("鞘内巴氯芬注射", ROUTE.id) == ["鞘内baclofen注射"]
    assert latin("鞘内巴氯芬注射", DRUG.id) == []
    assert latin("巴氯芬", DRUG.id) == []
