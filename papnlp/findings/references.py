"""What a phrase stands for: "both", "the latter", "it", the label of a group."""

from __future__ import annotations

from typing import Final

from papnlp.findings import kinds
from papnlp.findings.clauses import Clause
from papnlp.findings.discourse import Arm, Discourse
from papnlp.findings.knowledge import Knowledge
from papnlp.findings.lexicon import Item

_PAIR: Final = 2
COUNTS: Final = {"both": _PAIR, "three": 3, "four": 4, "all": 0}
"""How many arms a number stands for; 0 for all there are."""


class References:
    """Resolves what refers to arms.

    Parameters
    ----------
    knowledge : Knowledge
        Tells controls and classes from other arms.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def resolve(self, kind: str, discourse: Discourse, item: Item) -> list[Arm]:
        """Return the arms that a phrase of some kind stands for, such as "both" or a label."""
        if kind == "label":
            chosen = distinct(item.text, discourse)
        elif kind in ("former", "latter"):
            chosen = self._of_list(kind, discourse, plural=bool(item.kinds & kinds.ARMS_PLURAL))
        elif kind == "others":
            last = {arm.concept for arm in discourse.subjects}
            chosen = [arm for arm in discourse.trial if arm not in last] or discourse.trial
        else:
            chosen = self._of_study(kind, discourse)
        return [Arm(concept, item.start, item.end, inferred=True) for concept in chosen]

    def _of_list(self, kind: str, discourse: Discourse, *, plural: bool) -> list[str]:
        """Return what "the former" or "the latter" stands for among the arms named last."""
        known = [arm.concept for arm in (discourse.listed or discourse.named)]
        named = [arm.concept for arm in discourse.named]
        if len(named) > 1 and discourse.named_sentence > discourse.listed_sentence:
            known = named
        if len(discourse.spoken) > 1:
            known = discourse.spoken
        known = [
            arm
            for arm in known
            if not any(arm != other and self._knowledge.is_a(other, arm) for other in known)
        ]
        if plural:
            return known[:_PAIR] if kind == "former" else known[-_PAIR:]
        return [known[0 if kind == "former" else -1]] if len(known) > 1 else []

    def _of_study(self, kind: str, discourse: Discourse) -> list[str]:
        """Return the arms of the study that a word such as "both" or "control" stands for."""
        trial = discourse.trial
        experimental = self._knowledge.experimental(trial)
        if len(trial) > _PAIR:
            added = [arm for arm in experimental if arm not in discourse.controls]
            experimental = added or experimental
        chosen: list[str] = []
        if kind in COUNTS:
            chosen = self._counted(COUNTS[kind], discourse, experimental)
        elif kind == "newer":
            chosen = [arm for arm in experimental if arm not in discourse.compared_with]
        elif kind in discourse.labels:
            chosen = distinct(kind, discourse)
        elif kind == "active":
            chosen = experimental or discourse.topics[:1]
        elif kind == "control":
            chosen = [arm for arm in trial if arm not in experimental]
            chosen = chosen or ([] if discourse.apart else trial[1:2])
        return chosen

    @staticmethod
    def _counted(count: int, discourse: Discourse, experimental: list[str]) -> list[str]:
        """Return the arms that a number fits: of the last claim, of the study, its tested ones."""
        last = list(dict.fromkeys(a.concept for a in (*discourse.subjects, *discourse.comparators)))
        named = [arm.concept for arm in discourse.named]
        trial = discourse.trial
        if not count:
            return trial or last
        pair = last if count == _PAIR and not _holds_control(last, experimental, trial) else []
        spoken = discourse.spoken if discourse.review else []
        for arms in (trial, spoken, pair, experimental, named, last):
            if len(arms) == count:
                return arms
        return trial or last

    @staticmethod
    def pronoun(item: Item, clause: Clause, discourse: Discourse) -> list[Arm]:
        """Return the arms named last: in this sentence, or for "it" just before it."""
        source = discourse.named
        if item.kinds & (kinds.ARMS_PRONOUN):
            near = clause.sentence - discourse.named_sentence
            if near > 1 or (near == 1 and clause.opener != "start"):
                return []
        elif discourse.named_sentence != clause.sentence:
            source = discourse.focus or discourse.subjects or discourse.named
        chosen = source if item.kinds & kinds.ARMS_PLURAL else source[:1]
        return [Arm(arm.concept, item.start, item.end, inferred=True) for arm in chosen]


def _holds_control(arms: list[str], experimental: list[str], trial: list[str]) -> bool:
    """Tell whether two arms are a tested one and the control, where the study tests two."""
    return len(experimental) == _PAIR < len(trial) and not set(arms) <= set(experimental)


def distinct(name: str, discourse: Discourse) -> list[str]:
    """Return the component of a labelled arm that the others lack, else its first.

    Another name of the same arm, as the translation has it, is no other arm.
    """
    parts = discourse.labels.get(name, ())
    others = {part for own in discourse.labels.values() if set(own) != set(parts) for part in own}
    return [part for part in parts if part not in others][:1] or list(parts[:1])
