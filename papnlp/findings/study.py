"""What a study tests, read before its claims: arms, topics, conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from papnlp.analysis import Analysis, Slot, Span, StudyArms
from papnlp.findings import kinds
from papnlp.findings.discourse import Arm, Discourse
from papnlp.findings.groups import GroupReader
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.lexicon import Item
from papnlp.findings.targets import Target
from papnlp.findings.themes import Themes

_REVIEWS: Final = (
    "systematic review",
    "meta-analysis",
    "narrative review",
    "scoping review",
    "guideline",
)
_OBSERVING: Final = ("cross-sectional study", "qualitative study")
_PREPARING: Final = ("background", "objective", "methods")
_NAMING: Final = (*_PREPARING, "title", "results")
_PAIR: Final = 2
_MANY: Final = 4


_COMPARING: Final = kinds.ARMS_COMPARE | kinds.COMPARATOR_BEFORE
_ENDING: Final = kinds.BOUNDARY_SEGMENT | kinds.BOUNDARY_STRONG | kinds.ARMS_ALLOCATE
_IN_VAIN: Final = kinds.SAME_ADJECTIVE | kinds.MEANS_VAIN
_GAIN: Final = kinds.RELIEVE_VERB | kinds.BETTER_VERB | kinds.MENTION_OUTCOME
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

    def __call__(
        self, analysis: Analysis, items: Sequence[list[Item]], lower: str
    ) -> tuple[Discourse, Themes]:
        """Return what is in force before the first claim."""
        discourse, themes = Discourse(), Themes()
        themes.places = discourse.places = _places(analysis, items)
        design = analysis.study.design
        discourse.review = design in _REVIEWS
        discourse.observing = design in _OBSERVING
        by_section: dict[str, list[Item]] = {}
        for sentence, inside in zip(analysis.sentences, items, strict=True):
            by_section.setdefault(sentence.section, []).extend(inside)
        opening = by_section.get("title") or by_section.get("objective") or []
        if not discourse.review and design not in _OBSERVING:
            untried = _untried(opening)
            discourse.topics = _concepts(self._groups.tested(untried, lower), "INTERVENTION")
            named = _concepts(untried, "INTERVENTION")
            if design != "case report":
                trial = self._trial(analysis.sentences, items, lower)
                discourse.trial = trial if self._on_topic(trial, named) else []
                if self._leaves_out(discourse.topics, trial):
                    discourse.trial = []
            discourse.topics = discourse.topics or discourse.trial
        self._conditions(analysis, opening or by_section.get("methods", []), themes)
        aims = (*opening, *by_section.get("objective", ()))
        themes.prevention = any(item.kinds & _PREVENTING for item in aims)
        self._primary(items, themes)
        preparing = [
            inside
            for sentence, inside in zip(analysis.sentences, items, strict=True)
            if sentence.section in _PREPARING
        ]
        discourse.labels = self._groups(items, preparing, lower)
        for name, parts in analysis.foreign_arms.labels.items():
            if all(part in discourse.places for part in parts):
                discourse.labels.setdefault(name, parts)
        if not discourse.trial and design not in _OBSERVING and not discourse.review:
            told = [*preparing, by_section.get("title", [])]
            discourse.trial = self._compared_topics(told, discourse.topics)
        self._settle_arms(discourse, items, aims)
        analysis.arms = StudyArms(tuple(discourse.trial), dict(discourse.labels))
        discourse.trial = _borrowed(discourse, analysis.foreign_arms.trial)
        discourse.controls = _bases(discourse.labels) | _measure(preparing, discourse.trial)
        discourse.trial = sorted(discourse.trial, key=discourse.controls.__contains__)
        return discourse, themes

    def _settle_arms(
        self, discourse: Discourse, items: Sequence[list[Item]], aims: Sequence[Item]
    ) -> None:
        """Let what the groups received, the title and the aim agree on the arms."""
        self._name_by_aim(discourse, aims)
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
            outcomes = _concepts(items, "OUTCOME")
            pains = _concepts(items, "PAIN_TYPE")
            if outcomes and pains:
                themes.of_outcome[outcomes[0]] = pains[0]

    def _trial(
        self, sentences: Sequence[Span], items: Sequence[list[Item]], lower: str
    ) -> list[str]:
        """Return the arms: those after an allocation, else the most that a sentence compares."""
        best: list[str] = []
        best_rank = 0
        for sentence, inside in zip(sentences, items, strict=True):
            if sentence.section not in _NAMING:
                continue
            rank, arms = self._compared(
                _untried(self._groups.tested(inside, lower)), sentence.section
            )
            if len(arms) > 1 and (
                rank > best_rank or (rank == best_rank and len(arms) > len(best))
            ):
                best, best_rank = arms, rank
        return sorted(best, key=self._knowledge.is_control)

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

    def _compared(self, items: list[Item], section: str) -> tuple[int, list[str]]:
        """Return the arms that a sentence sets against each other, and how surely."""
        rank, allocated = _allocated(items) if section != "results" else (0, [])
        if allocated or section == "results":
            return (min(rank, 2) if section == "title" else rank), allocated
        sure = _replaced(items) or self._against_control(items)
        if sure:
            return 3, sure
        named = _concepts(items, "INTERVENTION")
        if any(item.kinds & (kinds.ARMS_COMPARE) for item in items):
            return 2, named
        return (1, named) if section == "methods" and _offers(items) else (0, [])

    def _against_control(self, items: list[Item]) -> list[str]:
        """Return the arms that are given or a control instead: "A (two cycles) or sham"."""
        flat = [item for item in items if not item.depth]
        for index, item in enumerate(flat):
            if not item.kinds & kinds.ARMS_EITHER or index + 1 == len(flat):
                continue
            after = flat[index + 1]
            before = [other for other in flat[:index] if other.kinds & kinds.MENTION_INTERVENTION]
            if (
                after.term is not None
                and after.term.label == "INTERVENTION"
                and self._knowledge.is_control(after.term.concept)
                and before
                and before[-1].term is not None
                and not self._knowledge.is_control(before[-1].term.concept)
            ):
                return [before[-1].term.concept, after.term.concept]
        return []

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
        themes.many = len(set(_concepts(opening, "PAIN_TYPE"))) > 1
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
        arms = _concepts(aims, "INTERVENTION")
        if not {"active", "control"} <= labels.keys() or len(arms) != _PAIR:
            return
        first = next(
            index for index, item in enumerate(aims) if item.term and item.term.concept == arms[0]
        )
        if first and aims[first - 1].kinds & kinds.COMPARATOR_WITH:
            arms.reverse()
        if set(arms).isdisjoint((*labels["active"], *labels["control"])):
            labels["active"], labels["control"] = (arms[0],), (arms[1],)

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

    def _labelled(self, discourse: Discourse) -> list[str]:
        """Return the arms that labels name, each by the component that the others lack."""
        arms: dict[str, None] = {}
        for label, parts in discourse.labels.items():
            others = {p for name, own in discourse.labels.items() if name != label for p in own}
            arms[next((part for part in parts if part not in others), parts[0])] = None
        return sorted(arms, key=self._knowledge.is_control)


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


def _measure(preparing: Sequence[list[Item]], trial: Sequence[str]) -> set[str]:
    """Return the one arm that several others are compared with: "A or B were compared with C"."""
    for inside in preparing if len(trial) > _PAIR else ():
        cue = next((item for item in inside if item.kinds & _COMPARING), None)
        if cue is None:
            continue
        before = _concepts([item for item in inside if item.end <= cue.start], "INTERVENTION")
        after = _concepts([item for item in inside if item.start >= cue.end], "INTERVENTION")
        if len(after) == 1 and len(before) >= _PAIR and {*before, *after} <= set(trial):
            return set(after)
    return set()


def _is_base(letters: str, others: Sequence[str]) -> bool:
    """Tell whether the letters of a group begin those of all others: R, RD and RX."""
    names = [label.removeprefix("group ") for label in others]
    return bool(names) and all(
        name != letters and name.startswith(letters) and not name[len(letters) :].isdigit()
        for name in names
    )


def _untried(items: Sequence[Item]) -> list[Item]:
    """Return the items without what failed before: "after failed stimulation", "X in vain"."""
    tried: set[int] = set()
    listed: list[Item] = []
    failed = denied = False
    for item in items:
        if item.kinds & _ENDING:
            listed, failed = [], False
        elif item.kinds & kinds.MEANS_FAILED:
            failed = True
        elif item.kinds & _IN_VAIN or (denied and item.kinds & _GAIN):
            tried.update(arm.start for arm in listed)
        elif item.term is None:
            failed = failed and bool(item.kinds & kinds.BOUNDARY_WEAK)
        elif item.term.label == "INTERVENTION":
            listed.append(item)
            if failed:
                tried.add(item.start)
        denied = bool(item.kinds & kinds.NEGATION_BEFORE)
    return [item for item in items if item.start not in tried or item.term is None]


def _places(analysis: Analysis, items: Sequence[list[Item]]) -> dict[str, tuple[int, int]]:
    """Return where each concept is named first, what a drug stands for as an outcome included."""
    terms = [item.term for inside in items for item in inside if item.term is not None]
    places: dict[str, tuple[int, int]] = {}
    for term in (*analysis.mentions, *terms):
        places.setdefault(term.concept, (term.start, term.end))
    return places


def _offers(items: Sequence[Item]) -> bool:
    """Tell whether patients received one of several arms."""
    return any(item.kinds & (kinds.ARMS_RECEIVE) for item in items) and any(
        item.kinds & (kinds.ARMS_EITHER) for item in items
    )


def _allocated(items: list[Item]) -> tuple[int, list[str]]:
    """Return the arms to which a sentence allocates people, and how surely."""
    allocate = next((i for i in items if i.kinds & (kinds.ARMS_ALLOCATE)), None)
    if allocate is None:
        return 0, []
    end = next(
        (i.start for i in items if i.kinds & kinds.BOUNDARY_SEGMENT and i.start > allocate.end),
        items[-1].end,
    )
    following = [i for i in items if i.start > allocate.start]
    for reach in ([i for i in following if i.start < end], following):
        after = _concepts(reach, "INTERVENTION")
        if len(after) > 1:
            return 4, after
    everything = _concepts(items, "INTERVENTION")
    return (3, everything) if len(everything) > 1 else (0, [])


def _replaced(items: Sequence[Item]) -> list[str]:
    """Return what a unit took up and what it had before: "replaced A with B", "以B取代A"."""
    flat = [item for item in items if not item.depth]
    cue = next((item for item in flat if item.kinds & kinds.ARMS_REPLACE), None)
    if cue is None:
        return []
    before = _concepts([item for item in flat if item.end <= cue.start], "INTERVENTION")
    after = _concepts([item for item in flat if item.start >= cue.end], "INTERVENTION")
    if cue.text.isascii() and cue.text.split()[0] not in ("was", "were", "gave"):
        return [after[1], after[0]] if len(after) >= _PAIR else []
    if not before or not after:
        return []
    newer, older = (before[-1], after[0]) if cue.text.endswith("代") else (after[0], before[-1])
    return [newer, older]


def _concepts(items: Sequence[Item], label: str) -> list[str]:
    """Return the distinct concepts of a label, in the order of the text."""
    found = dict.fromkeys(
        item.term.concept for item in items if item.term is not None and item.term.label == label
    )
    return list(found)
