"""What a study tests, read before its claims: arms, topics, conditions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import Final

from papnlp.analysis import Analysis, Slot, Span, StudyArms
from papnlp.findings import kinds
from papnlp.findings.arms import distinct
from papnlp.findings.discourse import Arm, Discourse
from papnlp.findings.groups import GroupReader, joins_control
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.lexicon import Item
from papnlp.findings.targets import Target
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

    def __call__(
        self, analysis: Analysis, items: Sequence[list[Item]], lower: str
    ) -> tuple[Discourse, Themes]:
        """Return what is in force before the first claim."""
        discourse, themes = Discourse(), Themes()
        themes.places = discourse.places = _places(analysis, items)
        design = analysis.study.design
        discourse.review, discourse.pooling = design in _REVIEWS, design == "meta-analysis"
        discourse.observing = design in _OBSERVING
        by_section: dict[str, list[Item]] = {}
        for sentence, inside in zip(analysis.sentences, items, strict=True):
            by_section.setdefault(sentence.section, []).extend(inside)
        opening = by_section.get("title") or by_section.get("objective") or []
        if not discourse.review and design not in _OBSERVING:
            open_to_test = untried(opening)
            tested = self._groups.tested(open_to_test, lower)
            discourse.topics = concepts_of(tested, "INTERVENTION")
            named = concepts_of(open_to_test, "INTERVENTION")
            if design != "case report":
                trial = self._trial(analysis.sentences, items, lower)
                discourse.trial = trial if self._on_topic(trial, named) else []
                if self._leaves_out(discourse.topics, trial):
                    discourse.trial = []
            discourse.topics = discourse.topics or discourse.trial
        elif discourse.review:
            named = concepts_of(untried(by_section.get("title") or []), "INTERVENTION")
            discourse.reviewed = named if len(named) == 1 else []
        self._conditions(analysis, opening or by_section.get("methods", []), themes)
        aims = (*opening, *by_section.get("objective", ()))
        themes.prevention = any(item.kinds & _PREVENTING for item in aims)
        self._primary(items, themes)
        preparing = [
            inside
            for sentence, inside in zip(analysis.sentences, items, strict=True)
            if sentence.section in _PREPARING
        ]
        self._measures(preparing, themes)
        discourse.labels = self._groups(items, preparing, lower)
        for name, parts in analysis.foreign_arms.labels.items():
            if all(part in discourse.places for part in parts):
                discourse.labels.setdefault(name, parts)
        if not discourse.trial and design not in _OBSERVING and not discourse.review:
            told = [*preparing, by_section.get("title", [])]
            discourse.trial = self._compared_topics(told, discourse.topics)
        self._settle_arms(discourse, items, aims)
        results = [*by_section.get("results", ()), *by_section.get("conclusions", ())]
        discourse.trial = self._as_told(discourse, {*concepts_of(results, "INTERVENTION")})
        analysis.arms = StudyArms(tuple(discourse.trial), dict(discourse.labels))
        discourse.trial = _borrowed(discourse, analysis.foreign_arms.trial)
        discourse.controls = self._controls(discourse, preparing, lower)
        discourse.trial = sorted(discourse.trial, key=discourse.controls.__contains__)
        discourse.apart = len(discourse.trial) >= _PAIR and any(
            joins_control(inside, index) for inside in preparing for index in range(len(inside))
        )
        return discourse, themes

    def _controls(
        self, discourse: Discourse, preparing: Sequence[list[Item]], lower: str
    ) -> set[str]:
        """Return the arms that serve as controls, failing those the conventional one of several."""
        trial = discourse.trial
        controls = _bases(discourse.labels) | _measure(preparing, trial, lower)
        if controls or len(trial) <= _PAIR or any(map(self._knowledge.is_control, trial)):
            return controls
        usual = {arm for arm in trial if self._knowledge.is_conventional(arm)}
        return usual if len(usual) == 1 else set()

    def _measures(self, preparing: Sequence[list[Item]], themes: Themes) -> None:
        """Remember which pain a scale in brackets measures: "postoperative pain (VNRS)"."""
        for inside in preparing:
            pain: Item | None = None
            for item, after in zip_longest(inside, inside[1:]):
                if after is not None and self._rates(item, after):
                    scale, rated = sorted((item, after), key=_is_pain)
                    if scale.term and rated.term:
                        themes.of_outcome.setdefault(scale.term.concept, rated.term.concept)
                if item.kinds & _ENDING:
                    pain = None
                elif item.term is not None and item.term.label == "PAIN_TYPE":
                    pain = item
                elif item.term is not None and item.term.label == "OUTCOME":
                    if pain is not None and pain.term and self._grades(item, pain):
                        themes.of_outcome.setdefault(item.term.concept, pain.term.concept)
                    pain = pain if item.depth else None

    def _rates(self, item: Item, after: Item) -> bool:
        """Tell whether a scale and a pain type are one: "NRS ratings of postoperative pain"."""
        if item.term is None or after.term is None or item.depth != after.depth:
            return False
        scale, pain = sorted((item, after), key=_is_pain)
        reach = _RATED if scale is item else _OWNED
        return (
            _is_pain(pain)
            and not _is_pain(scale)
            and scale.term is not None
            and self._knowledge.is_pain_scale(scale.term.concept)
            and after.start - item.end <= reach
        )

    def _grades(self, scale: Item, pain: Item) -> bool:
        """Tell whether a scale stands in a bracket right after a pain type."""
        return (
            scale.term is not None
            and self._knowledge.is_pain_scale(scale.term.concept)
            and scale.depth > pain.depth
            and scale.start - pain.end <= _BESIDE
        )

    def _settle_arms(
        self, discourse: Discourse, items: Sequence[list[Item]], aims: Sequence[Item]
    ) -> None:
        """Let what the groups received, the title and the aim agree on the arms."""
        self._name_by_aim(discourse, aims)
        self._name_by_class(discourse)
        discourse.trial = self._without_members(discourse.trial, discourse.topics)
        control = discourse.labels.get("control", ())
        if control and len(discourse.labels) == 1 and len(discourse.trial) < _PAIR:
            tested = [arm for arm in discourse.topics if arm not in control]
            discourse.trial = [*tested, control[0]] if len(tested) == 1 else discourse.trial
        if control and discourse.trial and control[0] not in discourse.trial:
            discourse.trial = [*discourse.trial, control[0]]
        self._align(discourse, items)
        if len(discourse.labels) > 1:
            discourse.trial = self._labelled(discourse)
            discourse.topics = discourse.topics or discourse.trial
        if set(discourse.trial) == set(discourse.topics):
            discourse.trial = sorted(discourse.topics, key=self._knowledge.is_control)

    def note(
        self, sentence: Span, index: int, items: list[Item], discourse: Discourse, themes: Themes
    ) -> None:
        """Remember what a sentence without claims names."""
        arms = [i for i in items if i.term is not None and i.term.label == "INTERVENTION"]
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
                discourse.focus = known
        if any(item.kinds & kinds.CLAIM_DEFINE for item in items):
            outcomes = concepts_of(items, "OUTCOME")
            pains = concepts_of(items, "PAIN_TYPE")
            if outcomes and pains:
                themes.of_outcome[outcomes[0]] = pains[0]

    def _primary(self, items: Sequence[list[Item]], themes: Themes) -> None:
        """Read the primary outcome: "the primary endpoint was pain intensity at rest"."""
        for inside in items:
            cue = next((item for item in inside if item.kinds & kinds.CLAIM_PRIMARY), None)
            if cue is None:
                continue
            for item in inside:
                if item.start >= cue.end and item.term is not None and item.term.label == "OUTCOME":
                    concept = item.term.concept
                    pain = self._knowledge.is_pain_scale(concept)
                    span = Slot(item.start, item.end, inferred=True)
                    themes.primary = Target(
                        self._knowledge.intensity if pain else concept,
                        None if pain else span,
                        concept if pain else None,
                        span if pain else None,
                        pains=tuple(
                            (other.term.concept, Slot(other.start, other.end, inferred=True))
                            for other in inside
                            if other.term is not None
                            and other.term.label == "PAIN_TYPE"
                            and other.start > cue.end
                        )[:1],
                    )
                    return

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

    @staticmethod
    def _name_by_aim(discourse: Discourse, aims: Sequence[Item]) -> None:
        """Give two groups that are described by their parts the names that the aim gives them.

        "Does graded motor imagery help more than physiotherapy? The experimental
        group did left/right judgement; controls received exercises and massage."
        """
        labels = discourse.labels
        arms = concepts_of(aims, "INTERVENTION")
        if not {"active", "control"} <= labels.keys() or len(arms) != _PAIR:
            return
        first = next(
            index for index, item in enumerate(aims) if item.term and item.term.concept == arms[0]
        )
        if first and aims[first - 1].kinds & kinds.COMPARATOR_WITH:
            arms.reverse()
        if set(arms).isdisjoint((*labels["active"], *labels["control"])):
            labels["active"], labels["control"] = (arms[0],), (arms[1],)

    def _name_by_class(self, discourse: Discourse) -> None:
        """Give a group that received several of a class the class, if the study is about it."""
        for name, parts in discourse.labels.items():
            wider = [
                topic
                for topic in discourse.topics
                if all(part != topic and self._knowledge.is_a(part, topic) for part in parts)
            ]
            if len(parts) > 1 and len(wider) == 1:
                discourse.labels[name] = (wider[0],)

    @staticmethod
    def _align(discourse: Discourse, items: Sequence[list[Item]]) -> None:
        """Give the groups of a study its topics where their order agrees.

        Of groups C, T and S, described as cycles of cold, a steroid and a sham
        procedure, the title says what the first two are.
        """
        labels, topics = discourse.labels, discourse.topics
        seen = dict.fromkeys(
            item.text for inside in items for item in inside if item.kinds & kinds.ARMS_LABEL
        )
        letters = list(seen)
        known = {letter: labels[letter][0] for letter in letters if letter in labels}
        told = len(known) == len(letters) and set(known.values()) <= set(topics)
        if len(letters) != len(topics) or len(letters) < _PAIR or told:
            return
        agreed = [
            known[letter] == topic
            for letter, topic in zip(letters, topics, strict=True)
            if letter in known and known[letter] in topics
        ]
        if agreed and all(agreed):
            for letter, topic in zip(letters, topics, strict=True):
                labels[letter] = (topic,)

    def _on_topic(self, trial: list[str], topics: list[str]) -> bool:
        """Tell whether arms have to do with what the study is about."""
        related = self._knowledge.is_a
        return not topics or any(
            arm == topic or related(arm, topic) or related(topic, arm)
            for arm in trial
            for topic in topics
        )

    def _leaves_out(self, topics: list[str], trial: list[str]) -> bool:
        """Tell whether arms leave out what the title names first: then they are a side issue."""
        related = self._knowledge.is_a
        return (
            len(topics) > 1
            and len(trial) == _PAIR
            and any(arm not in topics for arm in trial)
            and not any(
                topics[0] == arm or related(arm, topics[0]) or related(topics[0], arm)
                for arm in trial
            )
            and any(arm in topics for arm in trial)
        )

    def _without_members(self, trial: list[str], topics: list[str]) -> list[str]:
        """Return no arms where they are only members of the class that the study is about."""
        is_a = self._knowledge.is_a
        for topic in topics:
            if trial and all(arm != topic and is_a(arm, topic) for arm in trial):
                return []
        return trial

    def _as_told(self, discourse: Discourse, told: set[str]) -> list[str]:
        """Return the arms as title and results name them: "10-Hz rTMS" of the methods is rTMS."""
        untold = [arm for arm in discourse.trial if arm not in told]
        titled = [arm for arm in discourse.topics if arm in told and arm not in discourse.trial]
        if len(discourse.trial) == _PAIR == len(discourse.topics) and len(untold) == len(titled) == 1:
            return [titled[0] if arm == untold[0] else arm for arm in discourse.trial]
        arms = []
        for arm in discourse.trial:
            wider = [
                topic
                for topic in discourse.topics
                if topic in told
                and topic not in discourse.trial
                and self._knowledge.is_a(arm, topic)
            ]
            arms.append(wider[0] if len(wider) == 1 and arm not in told else arm)
        return list(dict.fromkeys(arms)) if len(set(arms)) == len(arms) else discourse.trial

    def _labelled(self, discourse: Discourse) -> list[str]:
        """Return the arms that labels name, each by the component that the others lack."""
        arms: dict[str, None] = {}
        for label in discourse.labels:
            arms[distinct(label, discourse)[0]] = None
        return sorted(arms, key=self._knowledge.is_control)


def _is_pain(item: Item) -> bool:
    return item.term is not None and item.term.label == "PAIN_TYPE"


def _borrowed(discourse: Discourse, foreign: Sequence[str]) -> list[str]:
    """Return the arms, as the translation tells them where it tells more."""
    if discourse.review or discourse.observing or not set(discourse.trial) < set(foreign):
        return discourse.trial
    known = [arm for arm in foreign if arm in discourse.places]
    return known if max(len(discourse.trial), 1) < len(known) <= _MANY else discourse.trial


def _bases(labels: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return the arms that labels mark as controls, and what all other arms only add to."""
    controls = set(labels.get("control", ())[:1])
    for name, parts in labels.items():
        others = [own for label, own in labels.items() if label != name]
        if len(parts) == 1 and others and all(parts[0] in own and len(own) > 1 for own in others):
            controls.add(parts[0])
        letters = name.removeprefix("group ")
        if letters != name and _is_base(letters, [label for label in labels if label != name]):
            controls.add(parts[0])
    return controls


def _measure(preparing: Sequence[list[Item]], trial: Sequence[str], lower: str) -> set[str]:
    """Return the one arm that several others are compared with.

    "A or B were compared with C", "we compared A and B with C".
    """
    for inside in preparing if len(trial) > _PAIR else ():
        cue = next((item for item in inside if item.kinds & _COMPARING), None)
        if cue is None:
            continue
        last = _last_after(cue, inside, lower)
        if last is not None and last in trial:
            return {last}
        before = concepts_of([item for item in inside if item.end <= cue.start], "INTERVENTION")
        after = concepts_of([item for item in inside if item.start >= cue.end], "INTERVENTION")
        if len(after) == 1 and len(before) >= _PAIR and {*before, *after} <= set(trial):
            return set(after)
    return set()


def _last_after(cue: Item, inside: Sequence[Item], lower: str) -> str | None:
    """Return what the arms listed after "compared" are compared with, where it is told."""
    arms = [i for i in inside if i.term is not None and i.term.label == "INTERVENTION"]
    arms = [arm for arm in arms if not arm.depth and arm.start >= cue.end]
    if len(arms) <= _PAIR or not cue.kinds & kinds.ARMS_COMPARE:
        return None
    joints = [lower[one.end : other.start] for one, other in pairwise(arms)]
    told = [bool(_AGAINST.search(joint)) for joint in joints]
    return arms[-1].term.concept if told[-1] and not any(told[:-1]) and arms[-1].term else None


_AGAINST: Final = re.compile(r"^(?: ?\([^()]*\))? (?:with|versus|vs\.?|against|to) (?:\w+ )?$")


def _is_base(letters: str, others: Sequence[str]) -> bool:
    """Tell whether the letters of a group begin those of all others: R, RD and RX."""
    names = [label.removeprefix("group ") for label in others]
    return bool(names) and all(
        name != letters and name.startswith(letters) and not name[len(letters) :].isdigit()
        for name in names
    )


def _places(analysis: Analysis, items: Sequence[list[Item]]) -> dict[str, tuple[int, int]]:
    """Return where each concept is named first, what a drug stands for as an outcome included."""
    terms = [item.term for inside in items for item in inside if item.term is not None]
    places: dict[str, tuple[int, int]] = {}
    for term in (*analysis.mentions, *terms):
        places.setdefault(term.concept, (term.start, term.end))
    return places
