"""The forms of a vocabulary as the matcher looks for them: variants made at load."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from papnlp.vocabulary.concept import Concept, Contextual
from papnlp.vocabulary.forms import Forms, variants
from papnlp.vocabulary.inserters import LatinInserter, ShortFormInserter
from papnlp.vocabulary.padding import Padding
from papnlp.vocabulary.vocabulary import Vocabulary


class Meaning(NamedTuple):
    """What a form stands for; the forms of a concept share it, so that they are few objects.

    Attributes
    ----------
    concept : str
        The concept.
    label : str
        Its label.
    condition : Contextual or None
        Where the form counts only in context.
    requires : tuple or None
        ``(short form, concept)``: the form holds this short form, which must
        have this sense in the text.
    cased : str
        The form as written where its capitals must be found in the text
        (acronyms, brand names), else empty.
    """

    concept: str
    label: str
    condition: Contextual | None = None
    requires: tuple[str, str] | None = None
    cased: str = ""


class Surface(NamedTuple):
    """One string that the matcher looks for, with its meaning.

    Attributes
    ----------
    text : str
        Match form: lower-cased, hyphens as spaces, no gaps between Han and Latin.
    concept, label, condition, requires, cased
        As in :class:`Meaning`.
    """

    text: str
    concept: str
    label: str
    condition: Contextual | None = None
    requires: tuple[str, str] | None = None
    cased: str = ""


def _case_to_keep(surface: str) -> str:
    """Return the surface if its capitals distinguish it from an ordinary word."""
    if " " in surface or not surface.isascii():
        return ""
    capitals = sum(character.isupper() for character in surface)
    return surface if capitals >= 2 or surface[:1].isupper() else ""


def _forms_of(
    concept: Concept,
    written: dict[str, str],
    padding: Padding,
    insert: ShortFormInserter,
    forms: Forms,
) -> list[tuple[str, Meaning]]:
    lang = forms.lang
    contextual = {forms[item.text]: item for item in concept.contextual if item.lang == lang}
    for base in contextual:
        written.pop(base, None)
    plain = {*written, *[forms[short] for short in concept.abbreviations]}
    padded = padding.among(written, plain)
    padded.discard(forms[concept.name.get(lang, "")])
    meanings = _Meanings(concept)
    found: list[tuple[str, Meaning]] = []
    seen: set[str] = {""}
    for base, text in written.items():
        if base in padded:
            continue
        meaning = meanings[_case_to_keep(text) if " " not in text else ""]
        for form in (base,) if base in forms.fixed else variants(base, lang):
            if form not in seen:
                seen.add(form)
                found.append((form, meaning))
        for form, requires in insert(base, concept) if base in insert.inside else ():
            found.append((form, meanings[requires]))
    if contextual:
        padded = padding.among(contextual, plain.union(contextual))
        for base, item in contextual.items():
            if base not in padded:
                cased = _case_to_keep(item.text)
                meaning = Meaning(concept.id, concept.label, item, None, cased)
                new = variants(base, lang) - seen
                seen |= new
                found.extend((form, meaning) for form in new)
    return found


class _Meanings(dict[str | tuple[str, str], Meaning]):
    """The unconditional meanings of a concept, by the case to keep or by what they require."""

    def __init__(self, concept: Concept) -> None:
        super().__init__()
        self._concept = concept

    def __missing__(self, key: str | tuple[str, str]) -> Meaning:
        name, label = self._concept.id, self._concept.label
        if isinstance(key, str):
            meaning = Meaning(name, label, None, None, key)
        else:
            meaning = Meaning(name, label, None, key, "")
        self[key] = meaning
        return meaning


def surfaces(
    vocabulary: Vocabulary, lang: str, incidental: str, operations: Sequence[str] = ()
) -> list[tuple[str, Meaning]]:
    """Return all match forms of a vocabulary in one language, variants included.

    Parameters
    ----------
    vocabulary : Vocabulary
        The concepts.
    lang : str
        ``"en"`` or ``"zh"``.
    incidental : str
        Regular expression of the words that do not belong to a name: a surface
        that only adds one to another name of its concept is left out, so that
        the shortest span is tagged.
    operations : sequence of str, optional
        Chinese endings after which an intervention may also end in 术.

    Returns
    -------
    list of tuple
        Each form with its meaning, in the order of the vocabulary.
    """
    endings = tuple(operations)
    forms = Forms(vocabulary, lang)
    insert = ShortFormInserter(vocabulary, lang, forms)
    padding = Padding(incidental)
    by_concept = [
        (concept, _forms_of(concept, written, padding, insert, forms))
        for concept, written in zip(vocabulary, forms.written, strict=True)
    ]
    latin = None
    if lang == "zh":
        texts = (
            form
            for _, known in by_concept
            for form, meaning in known
            if meaning.requires is None and meaning.condition is None
        )
        latin = LatinInserter(vocabulary, forms, texts)
    found: list[tuple[str, Meaning]] = []
    for concept, known in by_concept:
        found.extend(known)
        if latin is not None:
            found.extend(_with_latin(known, latin))
        if endings and concept.label == "INTERVENTION":
            found.extend(_with_operations(known, endings))
    return found


def _with_latin(
    known: list[tuple[str, Meaning]], latin: LatinInserter
) -> Iterator[tuple[str, Meaning]]:
    """Yield the forms that hold a drug, with its English name."""
    for form, meaning in known:
        if form in latin.inside and meaning.condition is None and meaning.requires is None:
            for text in latin(form, meaning.concept):
                yield text, meaning


def _with_operations(
    known: list[tuple[str, Meaning]], endings: tuple[str, ...]
) -> Iterator[tuple[str, Meaning]]:
    """Yield the forms that name an operation, with 术 behind them."""
    named = [item for item in known if item[0].endswith(endings)]
    forms = {form for form, _ in known} if named else ()
    for form, meaning in named:
        longer = f"{form}术"
        if meaning.condition is None and longer not in forms:
            yield longer, meaning
