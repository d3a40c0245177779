"""What happened to one outcome under one intervention, read from a single sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from papnlp.analysis import Analysis, Span, Term
from papnlp.findings import counting, kinds, motions, numbers, testing
from papnlp.findings.arms import Casting
from papnlp.findings.clauses import Clause, ClauseCutter
from papnlp.findings.direction import judge
from papnlp.findings.discourse import Discourse
from papnlp.findings.items import ItemFinder
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.motions import BETTER, DOWN, NONE, UP, WORSE
from papnlp.model import Model
from papnlp.text.normalise import normalise
from papnlp.text.sentences import Sentencizer

_WORD: Final = re.compile(r"[a-z0-9][a-z0-9.+]*")
_TESTED, _COMPARED, _OUTCOME = "text:tested", "text:compared", "text:outcome"
_STEM: Final = 5
_INVERSE: Final = {UP: DOWN, DOWN: UP, BETTER: WORSE, WORSE: BETTER}
_CHANGES: Final = {UP: "increase", DOWN: "decrease", NONE: "none"}


class ChangeReader:
    """Reads the change of an outcome under an intervention from a sentence.

    The arms and the outcome are given as text; they are found in the sentence by
    their words, and the grammar of claims does the rest.

    Parameters
    ----------
    model : Model
        Its English cues ``findings`` and ``change``.
    """

    def __init__(self, model: Model) -> None:
        cues = model.cues("en", "change")
        self._stopwords = frozenset(cues["stopwords"])
        self._names = {
            _TESTED: _alternation(cues["tested"]),
            _COMPARED: _alternation(cues["compared"]),
        }
        self._unwanted = tuple(cues["worse_when_more"])
        knowledge = Knowledge(model)
        self._items = ItemFinder.from_cues(model.cues("en", "findings"), knowledge)
        self._cutter = ClauseCutter()
        self._casting = Casting(knowledge)
        self._sentencizer = Sentencizer(model, "en")

    def __call__(
        self, sentence: str, intervention: str, comparator: str, outcome: str
    ) -> str | None:
        """Return what happened to the outcome under the intervention.

        Parameters
        ----------
        sentence : str
            One or a few sentences of results.
        intervention, comparator, outcome : str
            Names of the two arms and of the outcome, in any wording.

        Returns
        -------
        str or None
            ``"increase"``, ``"decrease"``, ``"none"`` or None where the
            sentence does not say.
        """
        analysis = Analysis(normalise(sentence, "en"))
        lower = analysis.text.lower.replace("\n", " ")
        self._mark(analysis, lower, intervention, comparator, outcome)
        analysis.sentences = [
            Span(start, end, "results")
            for start, end in self._sentencizer.split(analysis.text.norm)
        ]
        best: tuple[int, str] | None = None
        for index, (span, items) in enumerate(
            zip(analysis.sentences, self._items(analysis, lower), strict=True)
        ):
            clauses = self._cutter.cut(items, lower, span, index)
            for place, clause in enumerate(clauses):
                kind = self._motion(clause, lower, outcome)
                if kind is None:
                    continue
                weight = self._weight(clause)
                if best is not None and place and self._takes_back(clause, kind):
                    best = (best[0], NONE)
                    continue
                if best is None or weight > best[0]:
                    best = (weight, kind)
        if best is not None:
            return _CHANGES.get(best[1])
        return self._by_numbers(analysis, lower)

    def _weight(self, clause: Clause) -> int:
        """Rate a clause by what it names: the outcome counts most."""
        outcome = len(clause.all(kinds.MENTION_OUTCOME))
        arms = len(clause.all(kinds.MENTION_INTERVENTION))
        return 4 * min(outcome, 4) + min(arms, 2)

    def _motion(self, clause: Clause, lower: str, outcome: str) -> str | None:
        """Return the motion of the outcome under the tested arm."""
        motion = judge(clause, lower)
        if motion is None:
            harm = clause.find(kinds.HARM | kinds.MENTION_OUTCOME)
            denied = clause.find(kinds.NEGATION_BEFORE)
            if harm is not None and denied is not None and denied.start < harm.start:
                return NONE
            return None
        kind = motion.kind
        if kind == BETTER and motion.cue.kinds & kinds.PREVENT_DELAY:
            kind = UP
        if kind in (BETTER, WORSE):
            unwanted = any(part in outcome.lower() for part in self._unwanted)
            kind = DOWN if (kind == BETTER) == unwanted else UP
        if kind not in (UP, DOWN, NONE):
            return NONE if kind == motions.UNCLEAR else None
        if kind == NONE:
            return kind
        if motion.rule.startswith(("values", "differ.values")):
            return self._ordered(clause, kind)
        cast = self._casting(clause, Discourse())
        subjects = {arm.concept for arm in cast.subjects}
        comparators = {arm.concept for arm in cast.comparators}
        first = next((arm.concept for arm in cast.subjects), None)
        reverse = (_TESTED in comparators and _TESTED not in subjects) or (
            not comparators
            and first == _COMPARED
            and (motion.comparative or _TESTED not in subjects)
        )
        return _INVERSE[kind] if reverse else kind

    def _takes_back(self, clause: Clause, kind: str) -> bool:
        """Tell whether a clause only says that the one before was not significant."""
        return (
            kind == NONE
            and clause.opener in ("strong", "middle", "weak", "segment")
            and not clause.kinds & kinds.MENTION_OUTCOME
            and bool(clause.kinds & (kinds.DIFFER | kinds.SIGNIFICANCE_NO))
        )

    def _ordered(self, clause: Clause, kind: str) -> str:
        """Turn a comparison of the first arm with the second into one of the tested arm."""
        arms = clause.all(kinds.MENTION_INTERVENTION)
        if arms and arms[0].term is not None and arms[0].term.concept == _COMPARED:
            return _INVERSE[kind]
        return kind

    def _by_numbers(self, analysis: Analysis, lower: str) -> str | None:
        """Decide by p values alone."""
        found = testing.significance(lower, 0, len(lower))
        if found.p is False or (found.p is None and found.interval):
            return "none"
        values = numbers.pair(lower, 0, len(lower))
        if values is None:
            shares = counting.percents(lower, 0, len(lower))
            values = (shares[0], shares[1]) if len(shares) == 2 else None
        if values is None and found.p:
            values = self._beside(analysis, lower)
        if values is None or values[0] == values[1]:
            side = testing.side_of_null(lower, 0, len(lower)) if values is None else None
            return {1: "increase", -1: "decrease"}.get(side or 0)
        up = values[0] > values[1]
        first = next((t for t in analysis.mentions if t.label == "INTERVENTION"), None)
        if first is not None and first.concept == _COMPARED:
            up = not up
        return "increase" if up else "decrease"

    @staticmethod
    def _beside(analysis: Analysis, lower: str) -> tuple[float, float] | None:
        """Return the values beside the two arms, in the order of the text."""
        arms = [term for term in analysis.mentions if term.label == "INTERVENTION"]
        second = next((t for t in arms if t.concept != arms[0].concept), None) if arms else None
        if second is None:
            return None
        first = max((t for t in arms if t.end <= second.start), key=lambda term: term.start)
        return numbers.beside(lower, [(first.start, first.end), (second.start, second.end)])

    def _mark(
        self, analysis: Analysis, lower: str, intervention: str, comparator: str, outcome: str
    ) -> None:
        """Find the arms and the outcome in the text and tag them as mentions."""
        tested, compared = self._stems(intervention), self._stems(comparator)
        shared = tested & compared
        tested, compared = tested - shared, compared - shared
        wanted = self._stems(outcome) - tested - compared
        found: list[Term] = []
        for match in _WORD.finditer(lower):
            stem = match.group()[:_STEM]
            for stems, label, concept in (
                (tested, "INTERVENTION", _TESTED),
                (compared, "INTERVENTION", _COMPARED),
                (wanted, "OUTCOME", _OUTCOME),
            ):
                if stem in stems:
                    found.append(Term(match.start(), match.end(), label, concept, "pattern"))
                    break
        taken = {term.start for term in found}
        for concept, pattern in self._names.items():
            found.extend(
                Term(match.start(), match.end(), "INTERVENTION", concept, "pattern")
                for match in pattern.finditer(lower)
                if not any(match.start() <= at < match.end() for at in taken)
            )
        analysis.mentions = _joined(sorted(found, key=lambda term: (term.start, term.end)), lower)

    def _stems(self, name: str) -> set[str]:
        lower = normalise(name, "en").lower
        return {
            word[:_STEM]
            for word in _WORD.findall(lower)
            if word not in self._stopwords and (len(word) > 1 or word in "abcdi")
        }


def _alternation(names: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(names, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, ordered)) + r")\b")


def _joined(terms: list[Term], lower: str) -> list[Term]:
    """Join neighbouring words of one name into one mention."""
    joined: list[Term] = []
    for term in terms:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.concept == term.concept
            and term.start <= last.end + 4
            and "," not in lower[last.end : term.start]
        ):
            joined[-1] = Term(last.start, term.end, last.label, last.concept, last.via)
        elif last is None or term.start >= last.end:
            joined.append(term)
    return joined
