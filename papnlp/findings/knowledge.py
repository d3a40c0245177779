"""What the grammar of claims knows about concepts: valences, controls, pain outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from papnlp.findings.targets import Target
from papnlp.model import Model
from papnlp.terms.names import PREFIX, SEPARATORS
from papnlp.vocabulary.concept import Concept


class Knowledge:
    """Answers questions about concepts by their ids.

    Parameters
    ----------
    model : Model
        Its vocabulary, and its cues ``shared/findings.toml``.
    """

    def __init__(self, model: Model) -> None:
        shared = model.cues("shared", "findings")
        outcomes = shared["outcomes"]
        self.intensity: str = outcomes["intensity"]
        self.relief: str = outcomes["relief"]
        self.incidence: str = outcomes["incidence"]
        self.frequency: str = outcomes["frequency"]
        self.harm: str = outcomes["harm"]
        self.responders: str = outcomes["responders"]
        self.achieved = frozenset(outcomes["achieved"])
        self._by_word: dict[tuple[str, str], bool] = {}
        self.early_pain: str = shared["pain_types"]["early"]
        self._sized: dict[str, str] = shared["pain_types"]["sized"]
        self._painless = frozenset(shared["pain_types"]["painless"])
        self._painful = frozenset(outcomes["painful"])
        self._inheriting = frozenset(outcomes["inheriting"])
        self._completed = frozenset(outcomes["completed"])
        self._awaited = frozenset(outcomes["awaited"])
        self._timed = frozenset(outcomes["timed"])
        self._speed = tuple(outcomes["speed"])
        self._single = frozenset(outcomes["single"])
        self._untied = frozenset(outcomes["untied"])
        self._scales = frozenset(outcomes["pain_scales"])
        self._pain_heads = tuple(outcomes["pain_heads"])
        self._wanted = tuple(outcomes["better_when_more"])
        self._unwanted = tuple(outcomes["worse_when_more"])
        self._burdens = tuple(outcomes["burdens"])
        self._consumed: dict[str, str] = outcomes["consumed"]
        self._questionnaires = frozenset(outcomes["pain_questionnaires"])
        self._quality: str = outcomes["quality"]
        self._controls = frozenset(shared["arms"]["controls"])
        self._conventional = frozenset(shared["arms"]["conventional"])
        self._settings = frozenset(shared["arms"]["settings"])
        self._generic_controls = frozenset(shared["arms"]["generic_controls"])
        self._vocabulary = model.vocabulary
        self._of_condition: dict[tuple[str, str], bool] = {}

    def concept(self, concept_id: str | None) -> Concept | None:
        """Return the concept of an id, or None."""
        return self._vocabulary.get(concept_id)

    def is_control(self, concept_id: str) -> bool:
        """Tell whether an intervention is a control (placebo, sham, usual care)."""
        if concept_id in self._controls:
            return True
        concept = self._vocabulary.get(concept_id)
        return concept is not None and concept.kind == "control"

    def is_conventional(self, concept_id: str) -> bool:
        """Tell whether newer techniques are measured against an intervention, failing a control."""
        return concept_id in self._conventional

    def is_setting(self, concept_id: str) -> bool:
        """Tell whether an intervention is only a setting of care unless a study tests it."""
        return concept_id in self._settings

    def is_generic_control(self, concept_id: str) -> bool:
        """Tell whether a control is named only as such ("the control treatment")."""
        return concept_id in self._generic_controls

    def is_instrument(self, concept_id: str) -> bool:
        """Tell whether an outcome is an instrument rather than a domain."""
        concept = self._vocabulary.get(concept_id)
        return concept is not None and concept.kind == "instrument"

    def is_pain_scale(self, concept_id: str) -> bool:
        """Tell whether a result on an instrument is one on pain intensity."""
        if concept_id in self._scales:
            return True
        if concept_id.startswith(PREFIX) and concept_id.endswith(self._pain_heads):
            return True
        concept = self._vocabulary.get(concept_id)
        return concept is not None and concept.measures == (self.intensity,)

    def is_pain_questionnaire(self, concept_id: str) -> bool:
        """Tell whether an instrument measures pain intensity where the clause names pain.

        One that asks what the pain is like gives a result of its own.
        """
        if concept_id in self._questionnaires:
            return True
        concept = self._vocabulary.get(concept_id)
        return (
            concept is not None
            and self.intensity in concept.measures
            and self._quality not in concept.measures
        )

    def measures(self, instrument: str, domain: str) -> bool:
        """Tell whether an instrument is known to measure an outcome."""
        concept = self._vocabulary.get(instrument)
        return concept is not None and domain in concept.measures

    def is_painful(self, outcome: str | None) -> bool:
        """Tell whether an outcome belongs to a pain type; efficacy at large does."""
        if outcome is None or outcome in self._painful:
            return True
        concept = self._vocabulary.get(outcome)
        return concept is not None and not self._painful.isdisjoint(concept.measures)

    def is_awaited(self, outcome: str | None) -> bool:
        """Tell whether a delay of an outcome is for the worse: wound healing."""
        return outcome in self._awaited

    def is_paced(self, outcome: str | None, words: str) -> bool:
        """Tell whether words speak of the pace of an outcome which is a time: "faster"."""
        return outcome in self._timed and any(word in words for word in self._speed)

    def is_single(self, outcome: str | None) -> bool:
        """Tell whether a patient has an outcome once, so that arms are compared: operation time."""
        return outcome in self._single

    def is_completed(self, outcome: str | None) -> bool:
        """Tell whether an outcome takes the pain type in force when its record is made."""
        return outcome in self._completed

    def is_of_condition(self, outcome: str | None, pain: str) -> bool:
        """Tell whether the name of an outcome holds that of a disease: "angina class"."""
        concept = self._vocabulary.get(outcome)
        if concept is None:
            return False
        key = (concept.id, pain)
        if key not in self._of_condition:
            self._of_condition[key] = self._holds(concept, pain)
        return self._of_condition[key]

    def _holds(self, concept: Concept, pain: str) -> bool:
        words = _in_words(concept.name["en"])
        return any(
            _in_words(surface) in words
            for condition in map(self._vocabulary.get, (pain, *self._vocabulary.ancestors(pain)))
            if condition is not None and condition.kind == "condition"
            for surface in (*condition.surfaces("en"), *condition.abbreviations)
        )

    def inherits_pain(self, outcome: str) -> bool:
        """Tell whether an outcome belongs to a pain type that was named before."""
        return outcome in self._inheriting

    def is_untied(self, outcome: str) -> bool:
        """Tell whether an outcome is never tied to a pain type."""
        return outcome in self._untied

    def valence(self, outcome: str | None) -> str | None:
        """Return which way an outcome is better: ``lower``, ``higher``, ``none`` or None."""
        if outcome == self.relief:
            return "higher"
        if outcome in (self.intensity, self.incidence, self.harm):
            return "lower"
        concept = self._vocabulary.get(outcome)
        return concept.valence if concept else self._unlisted_valence(outcome or "")

    def _unlisted_valence(self, outcome: str) -> str | None:
        """Return which way an outcome that the vocabulary lacks is better, by its words."""
        if any(word in outcome for word in self._unwanted):
            return "lower"
        return "higher" if any(word in outcome for word in self._wanted) else None

    def is_phenomenon(self, pain: str) -> bool:
        """Tell whether a phantom phenomenon is named that need not hurt: telescoping."""
        return pain in self._painless

    def size_of(self, pain: str) -> str | None:
        """Return the outcome that is meant where a structure grows or shrinks, or None."""
        return self._sized.get(pain)

    def valence_of(self, target: Target) -> str | None:
        """Return which way the outcome of a claim is better."""
        lower = target.burden or target.phenomenon
        return "lower" if lower else self.valence(target.outcome)

    def is_burden(self, outcome: str, words: str) -> bool:
        """Tell whether an outcome is named as its lack: "sleep interference"."""
        return self.valence(outcome) != "lower" and any(word in words for word in self._burdens)

    def consumption(self, concept_id: str) -> str | None:
        """Return the outcome that a drug stands for where it is only consumed, or None."""
        for drugs, outcome in self._consumed.items():
            if self._vocabulary.is_a(concept_id, drugs):
                return outcome
        return None

    def is_consumption(self, outcome: str | None) -> bool:
        """Tell whether an outcome is how much of a class of drugs is consumed."""
        return outcome in self._consumed.values()

    def is_a(self, concept_id: str, ancestor: str) -> bool:
        """Tell whether a concept is another one or stands below it."""
        return self._vocabulary.is_a(concept_id, ancestor)

    def is_related(self, one: str, other: str) -> bool:
        """Tell whether two concepts are the same or one stands below the other."""
        return self._vocabulary.is_related(one, other)

    def on_topic(self, arms: Iterable[str], topics: Sequence[str]) -> bool:
        """Tell whether arms have to do with what a study is about; all do where that is unknown."""
        return not topics or any(self.is_related(arm, topic) for arm in arms for topic in topics)

    def named_by(self, word: str, arms: Iterable[str]) -> list[str]:
        """Return the arms of which a name holds a word; in Chinese a string."""
        return [arm for arm in arms if self._is_named(word, arm)]

    def _is_named(self, word: str, arm: str) -> bool:
        known = self._by_word.get((word, arm))
        if known is None:
            concept = self._vocabulary.get(arm)
            names = [arm] if concept is None else [*concept.surfaces("en"), *concept.surfaces("zh")]
            sought = _in_words(word) if word.isascii() else word
            known = any(sought in (_in_words(name) if word.isascii() else name) for name in names)
            self._by_word[word, arm] = known
        return known

    def experimental(self, arms: Iterable[str]) -> list[str]:
        """Return the arms that are not controls."""
        return [arm for arm in arms if not self.is_control(arm)]


def _in_words(name: str) -> str:
    """Return a name with a space around each word, so that one can be sought in another."""
    return f" {' '.join(SEPARATORS.split(name.lower()))} "
