"""What a clause may take from earlier ones: arms, labels, comparisons."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Arm:
    """An intervention with where it stands; ``inferred`` if carried from elsewhere."""

    concept: str
    start: int
    end: int
    inferred: bool = False


@dataclass(slots=True)
class Discourse:
    """What a clause may take from earlier ones.

    Attributes
    ----------
    trial : list of str
        Arms of the study, experimental ones first; empty in a review.
    controls : set of str
        Arms that serve as controls in this study: so called, or the base that
        all other arms add to.
    left_out : set of str
        The one of three arms and more that the title does not name: what it changes by
        itself is no finding.
    topics : list of str
        Interventions of the title, else of the objective.
    reviewed : list of str
        What a review is about, where its title names one intervention.
    labels : dict
        Group labels ("group a") with the components of their arm.
    subjects, comparators : list of Arm
        Arms of the last claim.
    sentence : int
        Sentence of the last claim or naming of an arm.
    named : list of Arm
        Arms named last, whether in a claim or not.
    named_sentence : int
        Where that was.
    listed : list of Arm
        Arms named together last, two or more.
    listed_sentence : int
        Where that was.
    spoken : list of str
        Arms that the sentence at hand has named so far.
    spoken_sentence : int
        Which that is.
    focus : list of Arm
        Tested arms named last.
    pairs : dict
        Comparators by the arm that was last set against them.
    places : dict
        Where each concept is named first.
    observing : bool
        The study tests no intervention, so none may be inferred.
    review : bool
        The text reports other people's studies.
    pooling : bool
        It pools their results.
    fronted : list of Arm
        Comparators that open a sentence: "compared with usual care, A ..., and B ...".
    fronted_sentence : int
        Where that was.
    headed : bool
        Headings tell the sections of the text.
    allotted : bool
        Whether the text says which arms people were given.
    apart : bool
        The control group is a further arm that the text does not describe.
    """

    trial: list[str] = field(default_factory=list)
    controls: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)
    topics: list[str] = field(default_factory=list)
    reviewed: list[str] = field(default_factory=list)
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    subjects: list[Arm] = field(default_factory=list)
    comparators: list[Arm] = field(default_factory=list)
    compared_with: set[str] = field(default_factory=set)
    sentence: int = -1
    pairs: dict[str, list[Arm]] = field(default_factory=dict)
    named: list[Arm] = field(default_factory=list)
    named_sentence: int = -1
    listed: list[Arm] = field(default_factory=list)
    listed_sentence: int = -1
    spoken: list[str] = field(default_factory=list)
    spoken_sentence: int = -1
    focus: list[Arm] = field(default_factory=list)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    fronted: list[Arm] = field(default_factory=list)
    fronted_sentence: int = -1
    observing: bool = False
    review: bool = False
    pooling: bool = False
    headed: bool = False
    allotted: bool = False
    apart: bool = False

    def speak(self, sentence: int, arms: list[Arm]) -> None:
        """Note the arms that a clause of some sentence names."""
        if sentence != self.spoken_sentence:
            self.spoken, self.spoken_sentence = [], sentence
        named = [arm for arm in arms if not arm.inferred]
        self.spoken.extend(arm.concept for arm in named if arm.concept not in self.spoken)

    def in_order(self) -> list[str]:
        """Return the arms of the study in the order in which the text names them first."""
        return sorted(self.trial, key=lambda arm: self.places[arm])

    def implied(self, concept: str) -> Arm:
        """Return an arm that is left out, where the text names it first."""
        start, end = self.places[concept]
        return Arm(concept, start, end, inferred=True)
