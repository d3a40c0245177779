"""Hypothesis strategies for what goes in and comes out."""

from __future__ import annotations

from hypothesis import strategies as st

from papnlp.document import Document
from papnlp.evidence import (
    CERTAINTIES,
    CHANGES,
    DESIGNS,
    DIRECTIONS,
    LABELS,
    SECTIONS,
    STATISTIC_KINDS,
    Abbreviation,
    Alignment,
    Argument,
    Evidence,
    Mention,
    Notice,
    Population,
    Quote,
    Record,
    Sentence,
    Statistic,
    Study,
)

WORDS = st.text(alphabet="ab c=+-@痛幻，。\"\n\t'…é𝟙", max_size=12)
SOME = WORDS.filter(str.strip)
CONCEPTS = st.sampled_from(["pap:phantom-limb-pain", "pap:mirror-therapy", "text:new thing"])
NOTICES = ("translation", "uncorroborated")
LANGUAGES = st.sampled_from(["en", "zh"])
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32)


def optional(strategy):
    return st.none() | strategy


@st.composite
def spans(draw, texts):
    """A language, a span of its text and the text there."""
    lang = draw(st.sampled_from(sorted(texts)))
    start = draw(st.integers(0, len(texts[lang])))
    end = draw(st.integers(start, len(texts[lang])))
    return lang, start, end, texts[lang][start:end]


@st.composite
def statistics(draw, texts):
    lang, start, end, text = draw(spans(texts))
    kind = draw(st.sampled_from(STATISTIC_KINDS))
    value, low, high, sd, level = (draw(optional(NUMBERS)) for _ in range(5))
    counts = [draw(optional(st.integers(0, 999))) for _ in range(2)]
    operator = draw(optional(st.sampled_from(["<", "=", ">"])))
    unit, arm = draw(optional(SOME)), draw(optional(SOME))
    return Statistic(
        kind, text, start, end, lang, operator, value, low, high, sd, *counts, unit, level, arm
    )


@st.composite
def records(draw, texts):
    def places(kind):
        lang, start, end, _ = draw(spans(texts))
        if kind is Quote:
            return Quote(lang, start, end, draw(optional(st.just((start, end)))))
        return Argument(lang, start, end, draw(st.booleans()))

    direction = draw(st.sampled_from(DIRECTIONS))
    slots = [draw(optional(CONCEPTS)) for _ in range(5)]
    return Record(
        draw(SOME),
        slots[0],
        tuple(draw(st.lists(CONCEPTS, max_size=2))),
        *slots[1:],
        draw(optional(SOME)),
        draw(optional(st.sampled_from(CHANGES))),
        direction,
        draw(st.sampled_from(CERTAINTIES)),
        draw(st.sampled_from([None, "between-groups", "before-after"])),
        draw(st.sampled_from([None, "treatment", "prevention"])),
        draw(st.sampled_from(SECTIONS)),
        draw(optional(SOME)),
        tuple(draw(st.lists(statistics(texts), max_size=2))),
        tuple(sorted(texts)),
        draw(st.sampled_from([None, "both", "conflict", "en", "zh"])),
        dict.fromkeys(sorted(texts), direction),
        draw(SOME),
        (places(Quote),),
        {slot: (places(Argument),) for slot in draw(st.sets(st.sampled_from(["outcome", "with"])))},
    )


@st.composite
def documents(draw):
    by_language = st.dictionaries(LANGUAGES, SOME, max_size=2)
    abstract = draw(st.dictionaries(LANGUAGES, SOME, min_size=1, max_size=2))
    return Document(
        draw(SOME),
        _ordered(draw(by_language)),
        _ordered(abstract),
        draw(optional(SOME)),
        draw(optional(SOME)),
        tuple(draw(st.lists(WORDS, max_size=2))),
        draw(optional(SOME)),
        draw(optional(st.integers(1900, 2100))),
        tuple(draw(st.lists(WORDS, max_size=2))),
        tuple(draw(st.lists(WORDS, max_size=2))),
        draw(optional(SOME)),
    )


def _ordered(texts):
    return {lang: texts[lang] for lang in ("en", "zh") if lang in texts}


@st.composite
def studies(draw):
    return Study(
        draw(st.sampled_from(DESIGNS)),
        draw(optional(st.integers(0, 10_000))),
        draw(st.booleans()),
        Population(*(draw(optional(SOME)) for _ in range(4))),
        draw(optional(SOME)),
        tuple(draw(st.lists(SOME, max_size=2))),
        draw(optional(st.just((2015, 2025)))),
        draw(optional(SOME)),
        draw(optional(st.integers(0, 99))),
    )


@st.composite
def evidences(draw):
    """Evidence whose offsets lead to its texts."""
    document = draw(documents())
    texts = {lang: document.text(lang) for lang in document.languages}
    sentences, mentions, shorts, notices = [], [], [], []
    for lang, start, end, text in draw(st.lists(spans(texts), max_size=4)):
        section, label = draw(st.sampled_from(SECTIONS)), draw(st.sampled_from(LABELS))
        sentences.append(Sentence(lang, start, end, section))
        negated, name = draw(st.booleans()), draw(optional(SOME))
        concept = draw(CONCEPTS)
        mentions.append(Mention(lang, start, end, text, label, concept, name, "term", negated))
        long = (start, end) if draw(st.booleans()) else (None, None)
        shorts.append(
            Abbreviation(
                lang,
                text,
                text if long[0] is not None else None,
                start,
                end,
                *long,
                draw(optional(CONCEPTS)),
                "definition",
                draw(st.floats(0, 1)),
            )
        )
        notices.append(Notice(draw(st.sampled_from(NOTICES)), draw(SOME), lang, start, end))
    alignments = (Alignment((0,), (0, 1), 0.5),) if len(texts) == 2 else ()
    return Evidence(
        document.id,
        document.metadata(),
        texts,
        draw(studies()),
        tuple(sentences),
        tuple(mentions),
        tuple(shorts),
        alignments,
        tuple(draw(st.lists(records(texts), max_size=2))),
        tuple(notices),
        {"papnlp": "0", "model": "pap", "model_version": "0", "model_sha256": "0"},
    )
