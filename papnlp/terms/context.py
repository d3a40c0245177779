"""The context stage: which mentions are said to be absent."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import Final

from papnlp.analysis import Analysis, Term
from papnlp.model import Model
from papnlp.text.triggers import TriggerMatcher

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
        self._before = compiled.late(before, cues["before"])
        self._between = compiled.late(cues["between"])
        self._after = compiled(
            rf"{cues['after_gap']}(?:{after})", [*cues["after"], cues["after_gap"]]
        )
        self._triggers = TriggerMatcher(
            [(word, "before") for word in cues["before_triggers"]]
            + [(word, "after") for word in cues["after_triggers"]]
        )

    def __call__(self, analysis: Analysis) -> None:
        """Set ``negated`` on the mentions of the analysis."""
        lower, sentences, mentions = analysis.text.lower, analysis.sentences, analysis.mentions
        if not sentences or not mentions:
            return
        found = sorted(set(self._triggers.find(lower)))
        cues = (self._before.match(lower, at) for at, side in found if side == "before")
        ends = sorted({cue.end() for cue in cues if cue is not None})
        behind = any(side == "after" for _, side in found)
        for index, term in enumerate(mentions):
            sentence = sentences[analysis.sentence_at(term.start)]
            if self._follows(lower, ends, term, sentence.start) or (
                behind and self._precedes(lower, term, sentence.end)
            ):
                mentions[index] = replace(term, negated=True)

    def _follows(self, lower: str, ends: list[int], term: Term, begin: int) -> bool:
        """Tell whether a cue before the term reaches it; ``ends`` are the ends of all cues."""
        for at in range(bisect_right(ends, term.start) - 1, -1, -1):
            if ends[at] <= max(begin, term.start - _REACH):
                return False
            if self._between.fullmatch(lower, ends[at], term.start):
                return True
        return False

    def _precedes(self, lower: str, term: Term, end: int) -> bool:
        """Tell whether a cue stands right behind the term."""
        return self._after.match(lower[term.end : min(end, term.end + _REACH)]) is not None
