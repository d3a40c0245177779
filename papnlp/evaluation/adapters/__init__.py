"""Public gold sets, read by path in the layout in which they are published.

Each adapter reads one format and yields gold objects: a document with the
layers that the set annotates, and with a ``scope`` that says what the
annotation covers. Nothing is downloaded. See ``docs/gold_sets.md``.

>>> from pathlib import Path
>>> from papnlp.evaluation.adapters import read_gold_set
>>> for gold in read_gold_set("ebm-nlp", Path("ebm_nlp_2_00")):  # doctest: +SKIP
...     print(gold["id"], len(gold["mentions"]))
"""

from __future__ import annotations

import inspect
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from papnlp.evaluation.adapters.notes import GoldWarning, Notes
from papnlp.evaluation.gold import GoldError

__all__ = ["NAMES", "GoldWarning", "Notes", "options_of", "read_gold_set"]

_MODULES: Final = {
    "ebm-nlp": "ebm_nlp",
    "evidence-outcomes": "evidence_outcomes",
    "pico-corpus": "pico_corpus",
    "bibm2011": "bibm2011",
    "evidence-inference": "evidence_inference",
    "med1250": "med1250",
    "bc5cdr": "bc5cdr",
    "paramed": "paramed",
    "cmeee": "cmeee",
}

_BOOLEANS: Final = {"true": True, "false": False}

NAMES: Final = tuple(_MODULES)
"""Names of the gold sets that can be read."""


def _warn(message: str) -> None:
    warnings.warn(message, GoldWarning, stacklevel=3)


def _reader(name: str) -> Callable[..., Iterator[dict[str, Any]]]:
    if name not in _MODULES:
        raise GoldError(f"no gold set {name!r}: use one of {', '.join(NAMES)}")
    module = import_module(f"{__name__}.{_MODULES[name]}")
    reader: Callable[..., Iterator[dict[str, Any]]] = module.read
    return reader


def options_of(name: str) -> tuple[str, ...]:
    """Return the names of the options that a gold set takes.

    Raises
    ------
    GoldError
        If there is no such gold set.
    """
    return tuple(_options(name))


def _options(name: str) -> dict[str, object]:
    """Return the options of a gold set with their defaults."""
    parameters = inspect.signature(_reader(name)).parameters.values()
    return {item.name: item.default for item in parameters if item.kind is item.KEYWORD_ONLY}


def _value(name: str, option: str, value: object) -> object:
    """Return the value of an option; yes and no may be written as on a command line."""
    known = _options(name)
    if option not in known:
        uses = f"use {', '.join(known)}" if known else "it takes none"
        raise GoldError(f"{name} has no option {option!r}: {uses}")
    if not isinstance(known[option], bool) or isinstance(value, bool):
        return value
    if value not in _BOOLEANS:
        raise GoldError(f"{name}: option {option!r} is {value!r}: use true or false")
    return _BOOLEANS[str(value)]


def read_gold_set(
    name: str,
    path: Path,
    *,
    say: Callable[[str], None] = _warn,
    **options: Any,  # noqa: ANN401 (each gold set has its own)
) -> Iterator[dict[str, Any]]:
    """Read a public gold set.

    Parameters
    ----------
    name : str
        One of :data:`NAMES`.
    path : Path
        Where the set lies, in its published layout: a folder or a file, see
        ``docs/gold_sets.md``.
    say : callable
        Receives one line, once the set has been read, that counts what was
        left out or mended. Warns (:class:`GoldWarning`) by default.
    **options
        Options of this set, such as ``split="train"`` of ``ebm-nlp``; ``"true"``
        and ``"false"`` stand for True and False.

    Returns
    -------
    iterator of dict
        One gold object a document; of documents with the same id, the second
        has ``#2`` after its id.

    Raises
    ------
    GoldError
        If there is no such set or option; while reading, if a file is missing
        or malformed. File, line and reason are named in one line.
    """
    _reader(name)
    chosen = {option: _value(name, option, value) for option, value in options.items()}
    return _read(name, Path(path), say, chosen)


def _read(
    name: str, path: Path, say: Callable[[str], None], options: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    notes = Notes()
    seen: Counter[str] = Counter()
    for gold in _reader(name)(path, notes, **options):
        identifier = gold["id"]
        seen[identifier] += 1
        if seen[identifier] > 1:
            # As the readers do: the second X becomes X#2.
            gold["id"] = f"{identifier}#{seen[identifier]}"
        yield gold
    if not seen:
        raise GoldError(f"{path}: no document of {name} there: check the path")
    if line := notes.line():
        say(f"{name}: left out or mended: {line}")
