"""An annotated text: what every annotation format has in common.

Readers of formats give these and writers take them, so that a format knows
nothing of any other. A bilingual document is two texts, one for each language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class FormatError(ValueError):
    """A file that cannot be read or written as a format: the place and the remedy in one line.

    Attributes
    ----------
    id : str or None
        Identifier of the document that it is about, where that is known.
    """

    id: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A tagged stretch of a text; offsets are code points into it.

    Parameters
    ----------
    start, end : int
        Where it stands.
    label : str
        What it is.
    concept : str or None
        Identifier of what it names.
    attributes : mapping of str to str or bool
        What else is known of it, such as ``negated``, ``via`` and ``name``.
    """

    start: int
    end: int
    label: str
    concept: str | None = None
    attributes: Mapping[str, str | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short form and, where the text defines it, its long form.

    Parameters
    ----------
    start, end : int
        Where the short form stands.
    long_start, long_end : int or None
        Where its long form stands.
    concept : str or None
        Identifier of its sense.
    attributes : mapping of str to str, bool or float
        What else is known of it, such as ``via`` and ``score``.
    """

    start: int
    end: int
    long_start: int | None = None
    long_end: int | None = None
    concept: str | None = None
    attributes: Mapping[str, str | bool | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """One text with what is tagged in it.

    Parameters
    ----------
    id : str
        Identifier of the document.
    lang : str
        ``"en"`` or ``"zh"``.
    text : str
        The text that the offsets count in, character for character.
    spans : tuple of Span
        In the order of the source; spans may overlap and may share offsets.
    short_forms : tuple of ShortForm
        In the order of the source.
    sentences : tuple of (start, end, section)
        ``section`` is None where the source has none.
    extra : mapping
        What the source holds besides, by its own key: ``study``, ``records``,
        ``alignments``, ``metadata``. A format that cannot hold it says so.
    """

    id: str
    lang: str
    text: str
    spans: tuple[Span, ...] = ()
    short_forms: tuple[ShortForm, ...] = ()
    sentences: tuple[tuple[int, int, str | None], ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
