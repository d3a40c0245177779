"""How many people the groups of a study have."""

from __future__ import annotations

import pytest

from papnlp.analysis import Analysis
from papnlp.model import Model
from papnlp.study.reader import StudyReader
from papnlp.text.normalise import normalise
from papnlp.text.sections import SectionTagger
from papnlp.text.sentences import Sentencizer


def group_sizes(model: Model, lang: str, text: str) -> tuple[int, ...]:
    analysis = Analysis(normalise(text, lang))
    Sentencizer(model, lang)(analysis)
    SectionTagger(model, lang)(analysis)
    return StudyReader(model, lang).group_sizes(analysis)


@pytest.mark.parametrize(
    ("lang", "text", "sizes"),
    [
        ("en", "Patients had a block (n = 31) or sham (n = 29).", (29, 31)),
        ("en", "Forty-two were randomised to gabapentin and 39 to placebo.", (39, 42)),
        (
            "en",
            "There were 58 players in the liner group and 61 players in the other group.",
            (58, 61),
        ),
        ("en", "Sixty amputees were randomised, 30 in each group.", (30,)),
        (
            "en",
            "Pain returned in 12 of 44 (27%) with the cap and 25 of 46 (54%) without.",
            (44, 46),
        ),
        ("en", "The sock (17 cases) and the liner (18 cases) were compared.", (17, 18)),
        ("en", "There were 48 injuries in the liner group and 81 injuries in the other group.", ()),
        ("en", "Pain fell by 12 points in 2011 and by 0.5 points (33%) later.", ()),
        ("zh", "分为A组（n=31）和B组（n=29）。", (29, 31)),
        ("zh", "对照组27例和观察组31例。", (27, 31)),
        ("zh", "随机分为两组，每组30例。", (30,)),
        ("zh", "复发率为12/44，低于25/46。", (44, 46)),
        ("zh", "疼痛下降2.5分。", ()),
    ],
)
def test_group_sizes(model: Model, lang: str, text: str, sizes: tuple[int, ...]) -> None:
    assert group_sizes(model, lang, text) == sizes
