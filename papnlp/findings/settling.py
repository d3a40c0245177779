"""The arms of a study: its groups, title and aim brought to agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, pairwise
from typing import Final

from papnlp.findings import kinds
from papnlp.findings.discourse import Discourse
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.lexicon import Item
from papnlp.findings.references import distinct
from papnlp.findings.trials import concepts_of

_PAIR: Final = 2
_MANY: Final = 4
_OFTEN: Final = 3
_COMPARING: Final = kinds.ARMS_COMPARE | kinds.COMPARATOR_BEFORE


class ArmSettler:
    """Decides which treatments are the arms of a study, and which of them are controls.

    Parameters
    ----------
    knowledge : Knowledge
        Tells controls, classes and conventional treatments.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def controls(
        self, discourse: Discourse, preparing: Sequence[list[Item]], lower: str
    ) -> set[str]:
        """Return the arms that serve as controls, failing those the conventional one of several."""
        trial = discourse.trial
        controls = _bases(discourse.labels) | _measure(preparing, trial, lower)
        controls = controls or _added_to(preparing, trial, lower)
        if controls or len(trial) <= _PAIR or any(map(self._knowledge.is_control, trial)):
            return controls
        usual = {arm for arm in trial if self._knowledge.is_conventional(arm)}
        return usual if len(usual) == 1 else set()

    def left_out(self, discourse: Discourse) -> set[str]:
        """Return the one of several arms that the title does not name: "A and B for pain"."""
        related, topics = self._knowledge.is_related, discourse.topics
        left = {arm for arm in discourse.trial if not any(related(arm, topic) for topic in topics)}
        return left if len(left) == 1 and len(discourse.trial) - len(left) >= _PAIR else set()

    def settle(
        self, discourse: Discourse, items: Sequence[list[Item]], aims: Sequence[Item]
    ) -> None:
        """Let what the groups received, the title and the aim agree on the arms."""
        self._name_by_aim(discourse, aims)
        self._name_by_class(discourse)
        discourse.trial = self._without_members(discourse.trial, discourse.topics)
        discourse.trial = self._narrowest(discourse)
        control = discourse.labels.get("control", ())
        if control and len(discourse.labels) == 1 and len(discourse.trial) < _PAIR:
            tested = [arm for arm in discourse.topics if arm not in control]
            if not (discourse.topics or discourse.review or discourse.observing):
                named = concepts_of(list(chain.from_iterable(items)), "INTERVENTION")
                tested = [arm for arm in named if arm not in control][:1]
            discourse.trial = [*tested, control[0]] if len(tested) == 1 else discourse.trial
        if control and discourse.trial and control[0] not in discourse.trial:
            discourse.trial = [*discourse.trial, control[0]]
        self._align(discourse, items)
        if len(discourse.labels) > 1:
            discourse.trial = self._labelled(discourse)
            discourse.topics = discourse.topics or discourse.trial
        discourse.trial = self.in_order(discourse)

    def without_base(
        self, discourse: Discourse, told: Sequence[list[Item]], lower: str
    ) -> list[str]:
        """Return the arms without what all of them get, where one has a control to add to it.

        "A as an adjunct to B": A and sham A are compared, both on top of B.
        """
        trial = discourse.trial
        bases = _bases_named(told, trial, lower) if len(trial) > _PAIR else set()
        bases -= _allotted_alone(told)
        left = [arm for arm in trial if arm not in bases]
        controlled = any(map(self._knowledge.is_control, left))
        return left if len(bases) == 1 and controlled and len(left) >= _PAIR else trial

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

    def leaves_out(self, topics: list[str], trial: list[str]) -> bool:
        """Tell whether arms leave out what the title names first: then they are a side issue."""
        return (
            len(topics) > 1
            and len(trial) == _PAIR
            and any(arm not in topics for arm in trial)
            and not any(self._knowledge.is_related(arm, topics[0]) for arm in trial)
            and any(arm in topics for arm in trial)
        )

    def _without_members(self, trial: list[str], topics: list[str]) -> list[str]:
        """Return no arms where they are only members of the class that the study is about."""
        is_a = self._knowledge.is_a
        for topic in topics:
            if trial and all(arm != topic and is_a(arm, topic) for arm in trial):
                return []
        return trial

    def _narrowest(self, discourse: Discourse) -> list[str]:
        """Return the arms without a class beside its member: no "ablation" beside cryoablation.

        A class that belongs to what the title names is an arm of its own.
        """
        trial, is_a = discourse.trial, self._knowledge.is_a
        if len(trial) <= _PAIR:
            return trial
        named = {part for parts in discourse.labels.values() for part in parts}
        return [
            arm
            for arm in trial
            if arm in named
            or any(is_a(arm, topic) for topic in discourse.topics)
            or not any(is_a(topic, arm) and topic in trial for topic in discourse.topics)
        ]

    def in_order(self, discourse: Discourse) -> list[str]:
        """Return the arms in the order of the title, where it names them all; controls last."""
        if set(discourse.trial) != set(discourse.topics):
            return discourse.trial
        return sorted(discourse.topics, key=self._knowledge.is_control)

    def as_told(self, discourse: Discourse, told: set[str]) -> list[str]:
        """Return the arms as title and results name them: "10-Hz rTMS" of the methods is rTMS."""
        untold = [arm for arm in discourse.trial if arm not in told]
        titled = [arm for arm in discourse.topics if arm in told and arm not in discourse.trial]
        if (
            len(discourse.trial) == _PAIR == len(discourse.topics)
            and len(untold) == len(titled) == 1
        ):
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

    def as_called(self, arms: list[str], results: Sequence[Item]) -> list[str]:
        """Return arms as results call them again and again: "PNS" for a percutaneous PNS."""
        told = Counter(
            item.term.concept
            for item in results
            if item.term is not None and item.term.label == "INTERVENTION"
        )

        def called(arm: str) -> str:
            for wider, count in told.items():
                form = arm.endswith("-" + wider.partition(":")[2]) and wider not in arms
                if (
                    form
                    and count >= _OFTEN * max(told[arm], 1)
                    and self._knowledge.is_a(arm, wider)
                ):
                    return wider
            return arm

        named = [called(arm) for arm in arms]
        return named if len(set(named)) == len(arms) else arms

    def _labelled(self, discourse: Discourse) -> list[str]:
        """Return the arms that labels name, each by the component that the others lack."""
        arms: dict[str, None] = {}
        for label in discourse.labels:
            arms[distinct(label, discourse)[0]] = None
        return sorted(arms, key=self._knowledge.is_control)


def borrowed(discourse: Discourse, foreign: Sequence[str]) -> list[str]:
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


def _bases_named(told: Sequence[list[Item]], arms: Sequence[str], lower: str) -> set[str]:
    """Return the arms that another is said to be added to: "ketamine added to an epidural"."""
    bases = set()
    for inside in told:
        for before, item in pairwise(inside):
            if item.term is None or item.term.concept not in arms:
                continue
            near = 0 <= item.start - before.end <= _ARTICLE
            added = before.kinds & kinds.MEANS_ADDED and before.text.endswith(_ONTO)
            if (near and added) or _BASIS.match(lower, item.end):
                bases.add(item.term.concept)
    return bases


def _allotted_alone(told: Sequence[list[Item]]) -> set[str]:
    """Return what people are allotted to without being added to: "A, or B added to A"."""
    alone = set()
    for inside in told:
        allotted = False
        for before, item in pairwise(inside):
            allotted = allotted or bool(before.kinds & kinds.ARMS_ALLOCATE)
            added = before.kinds & kinds.MEANS_ADDED and before.text.endswith(_ONTO)
            if allotted and item.term is not None and not added:
                alone.add(item.term.concept)
    return alone


def _added_to(preparing: Sequence[list[Item]], trial: Sequence[str], lower: str) -> set[str]:
    """Return the one of two arms that the other only adds to: "ketamine added to an epidural"."""
    bases = _bases_named(preparing, trial, lower) if len(trial) == _PAIR else set()
    return bases if len(bases) == 1 else set()


_ARTICLE: Final = 6
_ONTO: Final = (" to", " on top of")
_BASIS: Final = re.compile(r"\s?(?:治疗)?(?:的)?基础上")


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
