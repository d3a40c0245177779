"""The concepts of a model with their hierarchy and their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from papnlp.vocabulary.concept import Concept
from papnlp.vocabulary.variants import key


class Vocabulary:
    """Concepts by id, with look-ups by name, by short form and along the hierarchy.

    Parameters
    ----------
    concepts : iterable of Concept
        In the order of the model's files; ids are unique.
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts: Mapping[str, Concept] = {concept.id: concept for concept in concepts}
        self._ancestors: dict[str, frozenset[str]] = {}
        self._by_short_form: dict[str, tuple[Concept, ...]] | None = None
        self._by_name: dict[str, tuple[Concept, ...]] | None = None

    def __len__(self) -> int:
        return len(self.concepts)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts.values())

    def __contains__(self, concept_id: object) -> bool:
        return concept_id in self.concepts

    def get(self, concept_id: str | None) -> Concept | None:
        """Return a concept, or None for an id that is not in the vocabulary."""
        return None if concept_id is None else self.concepts.get(concept_id)

    def name(self, concept_id: str, lang: str = "en") -> str:
        """Return the name of a concept; for ``text:`` concepts, the text itself."""
        concept = self.concepts.get(concept_id)
        if concept is None:
            return concept_id.partition(":")[2] or concept_id
        return concept.name.get(lang) or concept.name["en"]

    def ancestors(self, concept_id: str) -> frozenset[str]:
        """Return the ids of all more general concepts, the concept itself left out."""
        known = self._ancestors.get(concept_id)
        if known is not None:
            return known
        found: set[str] = set()
        stack = [concept_id]
        while stack:
            concept = self.concepts.get(stack.pop())
            for broader in concept.broader if concept else ():
                if broader not in found:
                    found.add(broader)
                    stack.append(broader)
        self._ancestors[concept_id] = frozenset(found)
        return self._ancestors[concept_id]

    def is_a(self, concept_id: str, ancestor: str) -> bool:
        """Tell whether a concept is another one or stands below it."""
        return concept_id == ancestor or ancestor in self.ancestors(concept_id)

    def is_related(self, one: str, other: str) -> bool:
        """Tell whether two concepts are the same or one stands below the other."""
        return self.is_a(one, other) or self.is_a(other, one)

    @property
    def by_short_form(self) -> dict[str, tuple[Concept, ...]]:
        """Concepts by short form, case as used."""
        if self._by_short_form is None:
            self._by_short_form = self._make_by_short_form()
        return self._by_short_form

    def _make_by_short_form(self) -> dict[str, tuple[Concept, ...]]:
        senses: dict[str, list[Concept]] = {}
        for concept in self:
            for short in concept.abbreviations:
                senses.setdefault(short, []).append(concept)
        return {short: tuple(concepts) for short, concepts in senses.items()}

    @property
    def by_name(self) -> dict[str, tuple[Concept, ...]]:
        """Concepts by the comparison key of a name or synonym in either language."""
        if self._by_name is None:
            self._by_name = self._make_by_name()
        return self._by_name

    def _make_by_name(self) -> dict[str, tuple[Concept, ...]]:
        names: dict[str, dict[str, Concept]] = {}
        for concept in self:
            for lang in ("en", "zh"):
                for surface in concept.surfaces(lang):
                    names.setdefault(key(surface, lang), {})[concept.id] = concept
        return {name: tuple(concepts.values()) for name, concepts in names.items()}

    def find(self, text: str, lang: str, label: str | None = None) -> Concept | None:
        """Return the concept that a full name or synonym stands for.

        Parameters
        ----------
        text : str
            A long form as written; case, hyphens, plural and width do not matter.
        lang : str
            ``"en"`` or ``"zh"``.
        label : str, optional
            Only concepts of this label.
        """
        for concept in self.by_name.get(key(text, lang), ()):
            if label is None or concept.label == label:
                return concept
        return None
