"""What a study tests, read before its claims: arms, topics, conditions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from papnlp.analysis import Analysis, Slot, Span, StudyArms
from papnlp.findings import kinds
from papnlp.findings.discourse import Arm, Discourse
from papnlp.findings.groups import GroupReader, joins_control
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.lexicon import Item
from papnlp.findings.measured import MeasureReader
from papnlp.findings.settling import ArmSettler, borrowed
from papnlp.findings.themes import Themes
from papnlp.findings.trials import TrialReader, concepts_of, untried

_REVIEWS: Final = (
    "systematic review",
    "meta-analysis",
    "narrative review",
    "scoping review",
    "guideline",
)
_OBSERVING: Final = ("cross-sectional study", "qualitative study")
_PREPARING: Final = ("background", "objective", "methods")
_PAIR: Final = 2
_MANY: Final = 4
_BESIDE: Final = 40
_RATED: Final = 16
_OWNED: Final = 1


_COMPARING: Final = kinds.ARMS_COMPARE | kinds.COMPARATOR_BEFORE
_ENDING: Final = kinds.BOUNDARY_SEGMENT | kinds.BOUNDARY_STRONG | kinds.ARMS_ALLOCATE
_PREVENTING: Final = kinds.PREVENT_VERB | kinds.PREVENT_AIM


class StudyReader:
    """Reads the arms and themes of a study from its title, objective and methods.

    Parameters
    ----------
    knowledge : Knowledge
        Tells controls from other arms.
    groups : GroupReader
        Reads what each labelled group received.
    """

    def __init__(self, knowledge: Knowledge, groups: GroupReader) -> None:
        self._knowledge = knowledge
        self._groups = groups
        self._trial = TrialReader(knowledge, groups)
        self._arms = ArmSettler(knowledge)
        self._measured = MeasureReader(knowledge)

    def __call__(
        self, analysis: Analysis, items: Sequence[list[Item]], lower: str
    ) -> tuple[Discourse, Themes]:
        """Return what is in force before the first claim."""
        discourse, themes = Discourse(), Themes()
        discourse.headed = analysis.headed
        themes.places = discourse.places = _places(analysis, items)
        design = analysis.study.design
        discourse.review, discourse.pooling = design in _REVIEWS, design == "meta-analysis"
        discourse.observing = design in _OBSERVING
        by_section: dict[str, list[Item]] = {}
        for sentence, inside in zip(analysis.sentences, items, strict=True):
            by_section.setdefault(sentence.section, []).extend(inside)
        opening = by_section.get("title") or by_section.get("objective") or []
        if discourse.review:
            named = concepts_of(untried(by_section.get("title") or []), "INTERVENTION")
            discourse.reviewed = named if len(named) == 1 else []
        elif not discourse.observing:
            self._open(discourse, analysis, items, opening, lower)
        self._conditions(analysis, opening or by_section.get("methods", []), themes)
        aims = (*opening, *by_section.get("objective", ()))
        themes.prevention = any(item.kinds & _PREVENTING for item in aims)
        self._measured.primary(items, themes)
        preparing = [
            inside
            for sentence, inside in zip(analysis.sentences, items, strict=True)
            if sentence.section in _PREPARING
        ]
        self._measured.rated(preparing, themes)
        discourse.labels = self._groups(items, preparing, lower)
        for name, parts in analysis.foreign_arms.labels.items():
            if all(part in discourse.places for part in parts):
                discourse.labels.setdefault(name, parts)
        discourse.allotted = bool(discourse.trial) or len(discourse.labels) > 1
        told = [*preparing, by_section.get("title", [])]
        if not (discourse.trial or discourse.observing or discourse.review):
            discourse.trial = self._compared_topics(told, discourse.topics)
        self._arms.settle(discourse, items, aims)
        discourse.trial = self._arms.without_base(discourse, told, lower)
        results = [*by_section.get("results", ()), *by_section.get("conclusions", ())]
        discourse.trial = self._arms.as_told(discourse, {*concepts_of(results, "INTERVENTION")})
        discourse.trial = self._arms.as_called(discourse.trial, results)
        discourse.topics = self._arms.as_called(discourse.topics, results)
        analysis.arms = StudyArms(tuple(discourse.trial), dict(discourse.labels))
        discourse.trial = borrowed(discourse, analysis.foreign_arms.trial)
        discourse.trial = self._arms.in_order(discourse)
        discourse.controls = self._arms.controls(discourse, preparing, lower)
        discourse.left_out = self._arms.left_out(discourse)
        discourse.trial = sorted(discourse.trial, key=discourse.controls.__contains__)
        discourse.apart = len(discourse.trial) >= _PAIR and any(
            joins_control(inside, index) for inside in preparing for index in range(len(inside))
        )
        return discourse, themes

    def _open(
        self,
        discourse: Discourse,
        analysis: Analysis,
        items: Sequence[list[Item]],
        opening: list[Item],
        lower: str,
    ) -> None:
        """Read what a study tests from its opening, and its arms from what it says of them."""
        open_to_test = untried(opening)
        discourse.topics = concepts_of(self._groups.tested(open_to_test, lower), "INTERVENTION")
        if analysis.study.design != "case report":
            trial = self._trial(analysis.sentences, items, lower)
            named = concepts_of(open_to_test, "INTERVENTION")
            if self._knowledge.on_topic(trial, named) and not self._arms.leaves_out(
                discourse.topics, trial
            ):
                discourse.trial = trial
        discourse.topics = discourse.topics or discourse.trial

    def note(
        self, sentence: Span, index: int, items: list[Item], discourse: Discourse, themes: Themes
    ) -> None:
        """Remember what a sentence without claims names."""
        arms = [
            item
            for item in untried(items)
            if item.term is not None and item.term.label == "INTERVENTION"
        ]
        if len({i.term.concept for i in arms if i.term}) > _PAIR:
            discourse.listed = [Arm(i.term.concept, i.start, i.end) for i in arms if i.term]
            discourse.listed_sentence = index
        if arms and not discourse.observing and sentence.section != "title":
            known = [
                Arm(i.term.concept, i.start, i.end)
                for i in arms
                if i.term is not None
                and (not discourse.topics or i.term.concept in discourse.topics)
            ]
            if known and not discourse.review:
                discourse.named, discourse.named_sentence = known, index
                if not (discourse.headed and sentence.section == "background"):
                    discourse.focus = known
        if any(item.kinds & kinds.CLAIM_DEFINE for item in items):
            outcomes = concepts_of(items, "OUTCOME")
            pains = concepts_of(items, "PAIN_TYPE")
            if outcomes and pains:
                themes.of_outcome[outcomes[0]] = pains[0]

    def _conditions(
        self,
        analysis: Analysis,
        opening: list[Item],
        themes: Themes,
    ) -> None:
        first = next(
            (
                (item.term.concept, Slot(item.start, item.end, inferred=True))
                for item in opening
                if item.term is not None and item.term.label == "PAIN_TYPE"
            ),
            None,
        )
        if first:
            themes.pains = [first]
        themes.many = len(set(concepts_of(opening, "PAIN_TYPE"))) > 1
        themes.mentioned = {t.concept for t in analysis.mentions if t.label == "PAIN_TYPE"}

    @staticmethod
    def _compared_topics(items: Sequence[list[Item]], topics: list[str]) -> list[str]:
        """Return two or more topics of a study that says before its results that it compares."""
        if len(topics) < _PAIR:
            return []
        said = any(item.kinds & kinds.ARMS_COMPARE for inside in items for item in inside)
        return topics if said else []


def _places(analysis: Analysis, items: Sequence[list[Item]]) -> dict[str, tuple[int, int]]:
    """Return where each concept is named first, what a drug stands for as an outcome included."""
    terms = [item.term for inside in items for item in inside if item.term is not None]
    places: dict[str, tuple[int, int]] = {}
    for term in (*analysis.mentions, *terms):
        places.setdefault(term.concept, (term.start, term.end))
    return places
