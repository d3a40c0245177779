"""The spaCy tokenizer: nothing of the text is lost, terms begin and end at token edges."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import example, given
from hypothesis import strategies as st

from papnlp.components.pipeline import pipeline
from papnlp.components.tokenizer import PlainTokenizer


@pytest.fixture(scope="module")
def tokenizers() -> dict[str, PlainTokenizer]:
    vocab = spacy.blank("en").vocab
    return {lang: PlainTokenizer(vocab, lang) for lang in ("en", "zh")}


TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs",)),
        st.sampled_from("ab1 .-'…ﬁﬃ\u0301\u200b\u00ad\u3000\n\t痛殘（）®™"),
    ),
    max_size=30,
)


@given(TEXTS, st.sampled_from(["en", "zh"]))
@example("wait… what", "en")
@example("su\ufb03x.\ufb01", "en")
@example("e\u0301\u0301 x", "zh")
@example("  a  b\n", "en")
def test_the_text_comes_back(tokenizers: dict[str, PlainTokenizer], text: str, lang: str) -> None:
    doc = tokenizers[lang](text)
    assert doc.text == text
    assert all(len(token.text) > 0 for token in doc)


@pytest.mark.parametrize(
    ("lang", "text", "tokens"),
    [
        ("en", "pain(PLP) fell", ["pain", "(", "PLP", ")", "fell"]),
        ("en", "SF-36, 1,250.5 mg", ["SF", "-", "36", ",", "1,250.5", "mg"]),
        ("zh", "PLP评分3.5", ["PLP", "评", "分", "3.5"]),
        ("zh", "（ＶＡＳ）", ["（", "ＶＡＳ", "）"]),
        ("en", "wait…", ["wait", "…"]),
    ],
)
def test_tokens(
    tokenizers: dict[str, PlainTokenizer], lang: str, text: str, tokens: list[str]
) -> None:
    assert [token.text for token in tokenizers[lang](text)] == tokens


def test_the_pipeline_uses_it_and_its_config_brings_it_back() -> None:
    nlp = pipeline("zh")
    assert isinstance(nlp.tokenizer, PlainTokenizer)
    again = spacy.util.load_model_from_config(nlp.config)
    assert isinstance(again.tokenizer, PlainTokenizer)
    assert [token.text for token in again("幻肢痛")] == ["幻", "肢", "痛"]
