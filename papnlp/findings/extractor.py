"""From the mentions of a text to its claims."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from papnlp.analysis import Analysis, Finding, Slot, Span
from papnlp.evidence import Statistic
from papnlp.findings import counting, kinds, motions, testing
from papnlp.findings.assemble import Assembler, Claim
from papnlp.findings.clauses import ClauseCutter
from papnlp.findings.discourse import Arm, Discourse
from papnlp.findings.effects import DIRECTED, Effect, Scene
from papnlp.findings.frames import Framer
from papnlp.findings.groups import GroupReader
from papnlp.findings.items import ItemFinder
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.lexicon import Item
from papnlp.findings.partial import PartialNames
from papnlp.findings.study import StudyReader
from papnlp.findings.subjects import SubjectReader
from papnlp.findings.targets import Target
from papnlp.model import Model

_CLAIMING: Final = ("results", "conclusions")
# Case reports tell what was done and what came of it in one breath.
_STORIES: Final = ("case report",)
_STORY: Final = ("background", "methods")
_FAILING: Final = kinds.SAME | kinds.HARM_STOPPED
_TELLING: Final = kinds.CHANGE | _FAILING
_RECEIVED: Final = kinds.ARMS_RECEIVE | kinds.ARMS_ALLOCATE | kinds.MENTION_INTERVENTION
_UNTESTED: Final = testing.Significance(None, None)
_NOT_TOLD: Final = kinds.CLAIM_METHOD | kinds.CLAIM_BACKGROUND | kinds.CLAIM_AIM | kinds.CLAIM_PLAN
_BEGUN: Final = ("methods", "results")
_TOLD: Final = kinds.SAME_STATE | kinds.COMPARATIVE | kinds.VERBS | kinds.PROVIDE_VERB
_BEFORE: Final = kinds.SAME_ADJECTIVE | kinds.MEANS_VAIN | kinds.MEANS_FAILED
_NEVER: Final = ("protocol",)
_COUNTED: Final = kinds.ARMS_THREE | kinds.ARMS_FOUR
_OPENING: Final = 2
"""What a review without headings that does not announce itself opens with is what is known."""


class FindingExtractor:
    """Finds what a text claims, and fills ``analysis.findings``.

    Sentences of results and conclusions are cut into clauses, each clause
    becomes an effect (arms, targets, motion) with what it inherits from the
    discourse, and effects become findings without duplicates.

    Parameters
    ----------
    model : Model
        Its vocabulary and its cues ``findings``.
    lang : str
        ``"en"`` or ``"zh"``.
    """

    def __init__(self, model: Model, lang: str) -> None:
        cues = model.cues(lang, "findings")
        self._lang = lang
        self._knowledge = Knowledge(model)
        self._items = ItemFinder.from_cues(cues, self._knowledge)
        self._cutter = ClauseCutter()
        self._framer = Framer(self._knowledge, SubjectReader(cues["subject"]))
        self._study = StudyReader(
            self._knowledge, GroupReader(cues["labels"], self._knowledge.is_control)
        )
        self._assembler = Assembler(self._knowledge)
        self._partial = PartialNames(cues["labels"], self._knowledge.named_by)
        self._time = re.compile(cues["time"]["pattern"])

    def __call__(self, analysis: Analysis) -> None:
        """Fill ``analysis.findings`` from its mentions and sentences."""
        analysis.findings = []
        if analysis.study.design in _NEVER or not any(
            term.label == "INTERVENTION" for term in analysis.mentions
        ):
            return
        lower = analysis.text.lower.replace("\n", " ")
        items = self._items(analysis, lower)
        discourse, themes = self._study(analysis, items, lower)
        self._partial.add(items, analysis.sentences, lower, discourse.trial)
        scene = Scene(lower, discourse, themes)
        claims: list[Claim] = []
        announced = self._announced(items) if discourse.review else len(items)
        if announced == len(items) and discourse.review and not analysis.headed:
            announced = _OPENING
        begun = self._begun(analysis, items, lower)
        treated = _first_treatment(analysis.sentences, items)
        for index, sentence in enumerate(analysis.sentences):
            if not items[index]:
                continue
            if not self._claims(
                sentence,
                items[index],
                analysis.study.design,
                synthesis=index > announced,
                treated=index >= treated,
            ) and not self._reports(sentence, items[index], analysis, lower, begun=index > begun):
                self._study.note(sentence, index, items[index], discourse, themes)
                continue
            clauses = self._cutter.cut(items[index], lower, sentence, index)
            for effect in self._framer(clauses, scene):
                claims.extend(self._findings(effect, analysis, scene))
        analysis.findings = self._assembler(claims, discourse.trial)

    @staticmethod
    def _begun(analysis: Analysis, items: list[list[Item]], lower: str) -> int:
        """Return the index of the sentence with which a study begins to be told."""
        for index, sentence in enumerate(analysis.sentences):
            if sentence.section == "title":
                continue
            if sentence.section in _BEGUN or _tells_of_people(items[index], sentence, lower):
                return index
        return len(items)

    @staticmethod
    def _announced(items: list[list[Item]]) -> int:
        """Return the index of the sentence that announces a review; its synthesis follows."""
        for index, inside in enumerate(items):
            if any(item.kinds & kinds.CLAIM_ANNOUNCE for item in inside):
                return index
        return len(items)

    def _claims(
        self, sentence: Span, items: list[Item], design: str, *, synthesis: bool, treated: bool
    ) -> bool:
        """Tell whether a sentence may hold claims; what is set aside makes it no background."""
        said = 0
        for item in items:
            said |= item.kinds & ~kinds.CLAIM_BACKGROUND if item.depth else item.kinds
        found = said & kinds.CLAIM_FOUND
        if said & (kinds.CLAIM_AIM | kinds.CLAIM_PLAN):
            return bool(found) and sentence.section in _CLAIMING
        if said & kinds.CLAIM_BACKGROUND and not found:
            return sentence.section in _CLAIMING and _claims_first(items)
        if sentence.section in _CLAIMING:
            return True
        if synthesis and not said & kinds.CLAIM_METHOD:
            return True
        told = said & (_FAILING if sentence.section == "background" else _TELLING)
        if design in _STORIES and sentence.section in _STORY and told:
            return treated and not said & kinds.CLAIM_METHOD
        return bool(
            sentence.section in ("background", "methods")
            and found
            and not said & kinds.CLAIM_METHOD
        )

    @staticmethod
    def _reports(
        sentence: Span, items: list[Item], analysis: Analysis, lower: str, *, begun: bool
    ) -> bool:
        """Tell whether a sentence gives a result of its own where no heading says what it is."""
        if analysis.headed or sentence.section not in _STORY:
            return False
        said = 0
        for item in items:
            said |= item.kinds
        if said & _NOT_TOLD:
            return False
        start, end = sentence.start, sentence.end
        if not said & _TELLING:
            tested = testing.significance(lower, start, end) != _UNTESTED
            return tested and bool(said & (kinds.MENTION_OUTCOME | kinds.MENTION_PAIN_TYPE))
        if begun and said & _TOLD and not said & _BEFORE:
            return True
        return bool(testing.p_values(lower, start, end)) or counting.has_shares(lower, start, end)

    def _pairs(self, effect: Effect, discourse: Discourse) -> Iterable[tuple[Arm, Arm | None]]:
        """Yield the arms of each finding; a lone control is none, unless all arms changed.

        It is an arm besides where what is said holds for a number of arms.
        """
        safe = effect.motion.safe
        moved = effect.every and effect.motion.kind in DIRECTED and not safe
        counted = effect.every and effect.clause.kinds & _COUNTED and not safe
        for subject in effect.subjects:
            if effect.comparators:
                for comparator in effect.comparators:
                    tested = _tested(subject, comparator, effect.added)
                    if tested is not None:
                        yield tested, comparator
            elif moved or counted or not self._is_set_aside(subject.concept, effect, discourse):
                yield subject, None

    def _is_set_aside(self, concept: str, effect: Effect, discourse: Discourse) -> bool:
        """Tell whether a change is that of a control by itself, also of one beside other arms."""
        changed = effect.motion.kind in DIRECTED and effect.motion.rule.startswith("change")
        beside = changed and len(effect.subjects) > 1 and concept in discourse.left_out
        return beside or self._knowledge.is_control(concept)

    def _kind(self, motion: motions.Motion, target: Target) -> str:
        """Return what happened to a target; a delay is good unless what is delayed is."""
        if self._knowledge.is_paced(target.outcome, motion.cue.text):
            return motions.OPPOSITE.get(motion.kind, motion.kind)
        delayed = motion.cue.kinds & kinds.PREVENT_DELAY and motion.kind == motions.BETTER
        if delayed and self._knowledge.is_awaited(target.outcome):
            return motions.WORSE
        return motion.kind

    def _completing(self, target: Target, scene: Scene) -> Sequence[tuple[str, Slot] | None]:
        """Return the pain type in force for an outcome that is always about one, else none.

        An outcome whose name holds that of a disease of the text is about this disease.
        """
        if not self._knowledge.is_completed(target.outcome):
            named = [
                (pain, Slot(*scene.themes.places[pain], inferred=True))
                for pain in sorted(scene.themes.mentioned)
                if self._knowledge.is_of_condition(target.outcome, pain)
            ]
            return named[:1] or (None,)
        return [(pain, replace(slot, inferred=True)) for pain, slot in scene.themes.pains[:1]] or (
            None,
        )

    def _findings(self, effect: Effect, analysis: Analysis, scene: Scene) -> Iterable[Claim]:
        clause, motion = effect.clause, effect.motion
        time = self._time.search(scene.lower, clause.start, clause.end)
        statistics = _within(analysis.statistics, clause.start, clause.end)
        for subject, comparator in self._pairs(effect, scene.discourse):
            for target in effect.targets:
                valence = self._knowledge.valence_of(target)
                kind = self._kind(motion, target)
                direct = motions.direction_of(kind, valence)
                for pain in target.pains or self._completing(target, scene):
                    yield Claim(
                        Finding(
                            intervention=subject.concept,
                            direction=direct,
                            certainty="hedged" if effect.hedged else "asserted",
                            section=clause.section,
                            start=clause.start,
                            end=clause.end,
                            cue=(motion.cue.start, motion.cue.end),
                            rule=motion.rule,
                            with_=_others(subject, effect),
                            comparator=comparator.concept if comparator else None,
                            pain_type=pain[0] if pain else None,
                            outcome=target.outcome,
                            instrument=target.instrument,
                            harm=target.harm,
                            change=motions.change_of(kind, valence),
                            comparison=_comparison(effect),
                            purpose=target.purpose or "treatment",
                            timepoint=time.group() if time else None,
                            statistics=statistics,
                            slots=_slots(subject, comparator, target, pain),
                        ),
                        target.bare,
                    )


def _first_treatment(sentences: list[Span], items: list[list[Item]]) -> int:
    """Return the index of the sentence after the title that first names a treatment."""
    for index, sentence in enumerate(sentences):
        named = any(item.kinds & kinds.MENTION_INTERVENTION for item in items[index])
        if named and sentence.section != "title":
            return index
    return len(items)


def _tells_of_people(items: list[Item], sentence: Span, lower: str) -> bool:
    """Tell whether a sentence says what a number of people received, so that results follow."""
    received = any(item.kinds & _RECEIVED for item in items)
    return received and counting.counts_people(lower, sentence.start, sentence.end)


def _claims_first(items: list[Item]) -> bool:
    """Tell whether a segment claims something before another says what is unknown."""
    ended = claimed = False
    for item in items:
        if item.kinds & kinds.CLAIM_BACKGROUND:
            return ended and claimed
        ended = ended or bool(item.kinds & (kinds.BOUNDARY_SEGMENT | kinds.BOUNDARY_STRONG))
        claimed = claimed or bool(item.kinds & kinds.STRONG and not ended)
    return False


def _within(statistics: list[Statistic], start: int, end: int) -> tuple[Statistic, ...]:
    """Return the statistics that begin in a stretch of text; they are in order."""
    first = bisect_left(statistics, start, key=_start)
    return tuple(statistics[first : bisect_left(statistics, end, lo=first, key=_start)])


def _start(statistic: Statistic) -> int:
    return statistic.start


def _tested(subject: Arm, comparator: Arm, added: list[Arm]) -> Arm | None:
    """Return the component that a comparison tests: of "A plus B against A", B."""
    if comparator.concept != subject.concept:
        return subject
    return next((arm for arm in added if arm.concept != comparator.concept), None)


def _others(tested: Arm, effect: Effect) -> tuple[str, ...]:
    """Return the further components of a combination."""
    if not effect.added:
        return ()
    parts = [*effect.subjects, *effect.added]
    return tuple(dict.fromkeys(arm.concept for arm in parts if arm.concept != tested.concept))


def _comparison(effect: Effect) -> str | None:
    if effect.comparators:
        return "between-groups"
    return "before-after" if effect.baseline else None


def _slots(
    subject: Arm, comparator: Arm | None, target: Target, pain: tuple[str, Slot] | None
) -> dict[str, tuple[Slot, ...]]:
    slots: dict[str, tuple[Slot, ...]] = {
        "intervention": (Slot(subject.start, subject.end, subject.inferred),)
    }
    if comparator is not None:
        slots["comparator"] = (Slot(comparator.start, comparator.end, comparator.inferred),)
    if pain is not None:
        slots["pain_type"] = (pain[1],)
    if target.span is not None and target.outcome is not None:
        slots["outcome"] = (target.span,)
    if target.instrument_span is not None:
        slots["instrument"] = (target.instrument_span,)
    return slots
