"""Names of the whole for what a text has introduced: plain "capsaicin" for the capsaicin patch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from papnlp.analysis import Term
from papnlp.model import CueCompiler
from papnlp.vocabulary.vocabulary import Vocabulary

_REACH: Final = 40
_DRUG: Final = "drug"
_WHOLE: Final = "name of the whole"


class ArmNames:
    """Resolves a general name to the one thing of its kind that the text is about.

    After "capsaicin 8% patch", plain "capsaicin" is that product, unless the
    text gives the drug in another way too or another product of it. A bare
    "ablation" or "block" is the technique that the text has named, or what its
    techniques have in common.

    Parameters
    ----------
    vocabulary : Vocabulary
        The hierarchy.
    cues : mapping
        Table ``arms`` of ``cues/<lang>/terms.toml``.
    compiled : CueCompiler
        Compiles a regular expression of that file.
    """

    def __init__(
        self, vocabulary: Vocabulary, cues: Mapping[str, Any], compiled: CueCompiler
    ) -> None:
        self._vocabulary = vocabulary
        self._classes: frozenset[str] = frozenset(cues["classes"])
        self._sharing: frozenset[str] = frozenset(cues["shared"])
        self._bare = compiled.late(cues["bare"])
        self._product = compiled(cues["product"])
        self._given = compiled.late(cues["given"])
        self._given_as = compiled.late(cues["given_as"])
        self._joint = compiled.late(cues["joint"])
        self._form = compiled.late(cues["form"])

    def resolve(self, lower: str, terms: Sequence[Term]) -> list[Term]:
        """Return the terms, those resolved that are a name of the whole.

        Parameters
        ----------
        lower : str
            Normalised text in lower case.
        terms : sequence of Term
            Settled terms, in order.
        """
        treatments = [term for term in terms if term.label == "INTERVENTION"]
        forms = self._forms(lower, treatments)
        if forms:
            terms = sorted([*terms, *forms], key=_start)
        products = self._products(lower, treatments)
        classes = {term.concept for term in treatments} & self._classes
        if not products and not classes:
            return list(terms)
        return [
            self._as_product(lower, term, products)
            if term.concept in products
            else self._as_member(lower, term, treatments)
            if term.concept in classes
            else term
            for term in terms
        ]

    def _forms(self, lower: str, terms: Sequence[Term]) -> list[Term]:
        """Return the places at which a product is named by its form alone: "the patch".

        Only in a text with one product; a placebo patch is another.
        """
        products = [term for term in terms if self._product.search(lower, term.start, term.end)]
        if len({term.concept for term in products}) != 1:
            return []
        known = self._vocabulary.get(products[0].concept)
        if known is None or known.kind != _DRUG:
            return []
        first = products[0]
        return [
            replace(first, start=match.start("name"), end=match.end("name"), rule=_WHOLE)
            for match in self._form.finditer(lower, first.end)
            if match["name"] in lower[first.start : first.end]
            and all(
                term.end <= match.start("name") or match.end("name") <= term.start for term in terms
            )
        ]

    def _products(self, lower: str, terms: Iterable[Term]) -> dict[str, Term]:
        """Return, for each drug that a text gives as one product only, its first mention."""
        found: dict[str, list[Term]] = {}
        plain: dict[str, list[Term]] = {}
        for term in terms:
            known = self._vocabulary.get(term.concept)
            if known is None or known.kind != _DRUG:
                continue
            if not self._product.search(lower, term.start, term.end):
                plain.setdefault(term.concept, []).append(term)
                continue
            for above in self._vocabulary.ancestors(term.concept):
                found.setdefault(above, []).append(term)
        return {
            drug: items[0]
            for drug, items in found.items()
            if drug in plain
            and len({item.concept for item in items}) == 1
            and not any(self._is_apart(lower, term, items) for term in plain[drug])
        }

    def _is_apart(self, lower: str, term: Term, products: Iterable[Term]) -> bool:
        """Tell whether a drug is given here in another way than as the product."""
        if self._given.search(lower, max(0, term.start - _REACH), term.start):
            return True
        if self._given_as.match(lower, term.end):
            return True
        for product in products:
            first, second = sorted((term, product), key=_start)
            if self._joint.fullmatch(lower, first.end, max(first.end, second.start)):
                return True
        return False

    def _as_product(self, lower: str, term: Term, products: Mapping[str, Term]) -> Term:
        product = products[term.concept]
        if term.start < product.start or self._product.search(lower, term.start, term.end):
            return term
        return replace(term, concept=product.concept, rule=_WHOLE)

    def _as_member(self, lower: str, term: Term, terms: Iterable[Term]) -> Term:
        """Return a class as what the members that were named before it have in common."""
        if self._bare.fullmatch(lower, term.start, term.end) is None:
            return term
        members = {
            item.concept
            for item in terms
            if item.concept != term.concept and self._vocabulary.is_a(item.concept, term.concept)
        }
        first = min((item.start for item in terms if item.concept in members), default=term.start)
        if first >= term.start or (len(members) > 1 and term.concept not in self._sharing):
            return term
        shared = self._shared(members, term.concept)
        return term if shared is None else replace(term, concept=shared, rule=_WHOLE)

    def _shared(self, members: Iterable[str], above: str) -> str | None:
        """Return the narrowest concept below another one that all members are or stand below."""
        common = set.intersection(
            *({member, *self._vocabulary.ancestors(member)} for member in members)
        )
        below = [item for item in common if item != above and self._vocabulary.is_a(item, above)]
        if not below:
            return None
        return max(below, key=lambda item: (len(self._vocabulary.ancestors(item)), item))


def _start(term: Term) -> int:
    return term.start
