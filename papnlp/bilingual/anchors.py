"""Find what a sentence and its translation have in common: numbers, short forms, known words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from papnlp.analysis import Analysis
from papnlp.model import Model
from papnlp.text.normalise import fold

_NUMBER: Final = re.compile(r"\d+(?:,\d{3}(?!\d))*(?:\.\d+)?|\.\d+")
_LATIN: Final = re.compile(r"[a-z\u0370-\u03ff](?:[a-z0-9\u0370-\u03ff]*[a-z0-9\u0370-\u03ff])?")
_MARKS: Final = str.maketrans(dict.fromkeys(".,;:()[]\"'!?\n/=<>%", " "))
_ALL_MARKS: Final = str.maketrans(dict.fromkeys(".,;:()[]\"'!?\n/=<>%-+", " "))
_WORD_END: Final = "_"
_SAME: Final = "="
_SHORTEST_SURFACE: Final = {"en": 4, "zh": 2}
_LONGEST_PLURAL: Final = 3


def _number(written: str) -> str:
    if written.isdecimal():
        return written.lstrip("0") or "0"
    return f"{float(written.replace(',', '')):.10g}"


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _LONGEST_PLURAL and word[-1] == "s" else word


class _Dictionary:
    """Surfaces of one language with the keys that they stand for."""

    def __init__(self, surfaces: Iterable[tuple[str, str]]) -> None:
        keys: dict[str, list[str]] = {}
        for surface, key in surfaces:
            known = keys.setdefault(surface, [])
            if key not in known:
                known.append(key)
        self._keys = list(keys.values())
        self._automaton = AhoCorasick(
            list(keys), matchkind=MatchKind.Standard, implementation=Implementation.DFA
        )

    def keys(self, text: str) -> set[str]:
        """Return the keys of all surfaces in a text."""
        matches = self._automaton.find_matches_as_indexes(text, True)  # noqa: FBT003
        return {key for match in matches for key in self._keys[match[0]]}


class AnchorFinder:
    """Lists, for each sentence, the keys that its translation should share.

    Keys are numbers, Latin words of the Chinese text, pairs of words from the
    cues ``alignment``, and concepts: those of the mentions, or else those whose
    names stand in the text.

    Parameters
    ----------
    model : Model
        Its cues ``shared/alignment`` hold the pairs of words.
    """

    def __init__(self, model: Model) -> None:
        words: dict[str, Any] = model.cues("shared", "alignment")["words"]
        self._words = {
            "en": _Dictionary(
                (" " + surface.replace(_WORD_END, " "), key)
                for key, pair in words.items()
                for surface in pair["en"]
            ),
            "zh": _Dictionary(
                (surface, key) for key, pair in words.items() for surface in pair["zh"]
            ),
        }
        self._model = model
        self._names: dict[str, _Dictionary] = {}

    def __call__(self, en: Analysis, zh: Analysis) -> tuple[list[set[str]], list[set[str]]]:
        """Return the keys of each English and of each Chinese sentence."""
        english = [en.text.lower[s.start : s.end] for s in en.sentences]
        chinese = [zh.text.lower[s.start : s.end] for s in zh.sentences]
        with_names = not (en.mentions and zh.mentions)
        en_keys = [self._of_text(text, "en", with_names=with_names) for text in english]
        zh_keys = [self._of_text(text, "zh", with_names=with_names) for text in chinese]
        latin: set[str] = set()
        for keys, text in zip(zh_keys, chinese, strict=True):
            own = set(map(_singular, _LATIN.findall(text)))
            keys.update([_SAME + word for word in own])
            latin |= own
        for keys, text in zip(en_keys, english, strict=True):
            words = set(map(_singular, text.translate(_ALL_MARKS).split()))
            keys.update([_SAME + word for word in words & latin])
        if not with_names:
            for analysis, sets in ((en, en_keys), (zh, zh_keys)):
                for mention in analysis.mentions:
                    sets[analysis.sentence_at(mention.start)].add(mention.concept)
        return en_keys, zh_keys

    def _of_text(self, text: str, lang: str, *, with_names: bool) -> set[str]:
        keys = {_number(written) for written in _NUMBER.findall(text)}
        spaced = f" {text.translate(_MARKS)} " if lang == "en" else text.replace(" ", "")
        keys |= self._words[lang].keys(spaced)
        if with_names:
            keys |= self._names_in(lang).keys(spaced)
        return keys

    def _names_in(self, lang: str) -> _Dictionary:
        """Return the names of all concepts that have one in both languages."""
        known = self._names.get(lang)
        if known is None:
            shortest = _SHORTEST_SURFACE[lang]
            before = " " if lang == "en" else ""
            known = _Dictionary(
                (before + fold(surface, lang), concept.id)
                for concept in self._model.vocabulary
                if concept.name.get("zh") and concept.name.get("en")
                for surface in concept.surfaces(lang)
                if len(surface) >= shortest
            )
            self._names[lang] = known
        return known
