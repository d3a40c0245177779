"""The context stage: which mentions are said to be absent."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from papnlp.analysis import Analysis, Term
from papnlp.model import Model

_REACH: Final = 60


class ContextTagger:
    """Marks a mention as negated where the text says that the thing is absent.

    "No difference in pain" is a finding about pain, not its absence: a cue reaches
    a mention only over words that keep the absence with the thing.

    The scope rules go back to NegEx (Chapman et al., 2001), narrowed to the noun
    phrase of the mention.

    Parameters
    ----------
    model : Model
        Gives the table ``negation`` of ``cues/<lang>/context.toml``.
    lang : str
        ``"en"`` or ``"zh"``.
    """

    def __init__(self, model: Model, lang: str) -> None:
        cues = model.cues(lang, "context")["negation"]
        before = "|".join(cues["before"])
        after = "|".join(cues["after"])
        compiled = model.compiler(lang, "context")
        self._before = compiled(before, cues["before"])
        self._between = compiled(cues["between"])
        self._after = compiled(
            rf"{cues['after_gap']}(?:{after})", [*cues["after"], cues["after_gap"]]
        )
        self._quick = compiled(f"{before}|{after}")

    def __call__(self, analysis: Analysis) -> None:
        """Set ``negated`` on the mentions of the analysis."""
        lower = analysis.text.lower
        sentences = analysis.sentences
        flagged: dict[int, bool] = {}
        mentions = analysis.mentions
        for index, term in enumerate(mentions):
            at = analysis.sentence_at(term.start)
            if not sentences:
                return
            if at not in flagged:
                sentence = sentences[at]
                flagged[at] = bool(self._quick.search(lower, sentence.start, sentence.end))
            if flagged[at] and self._is_negated(
                lower, sentences[at].start, sentences[at].end, term
            ):
                mentions[index] = replace(term, negated=True)

    def _is_negated(self, lower: str, start: int, end: int, term: Term) -> bool:
        cue = self._before.search(lower, max(start, term.start - _REACH))
        while cue is not None and cue.end() <= term.start:
            if self._between.fullmatch(lower, cue.end(), term.start):
                return True
            cue = self._before.search(lower, cue.start() + 1)
        right = lower[term.end : min(end, term.end + _REACH)]
        return self._after.match(right) is not None
