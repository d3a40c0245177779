"""Plain text: one document, in one language or in two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from papnlp.document import Document
from papnlp.readers.encoding import undecoded
from papnlp.readers.problems import Rejection
from papnlp.readers.prose import has_han, is_title, language, unwrap
from papnlp.readers.registry import Format
from papnlp.readers.source import Source

_FULL_STOP: Final = re.compile(r"[.!?。！？][\"'”’)）\]】]*$")
_LONGEST_LATIN_LINE: Final = 150
_LEAST: Final = 0.1
_LONGER: Final = 2
"""How many times its line the text under a title is longer, without a blank line between."""


def _paragraphs(lines: list[str]) -> list[list[str]]:
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]


def by_language(paragraph: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Cut a paragraph where its language changes; a line of Latin terms is no change."""
    run: list[str] = []
    current = ""
    for line in paragraph:
        spoken = language(line)
        open_ended = bool(run) and not _FULL_STOP.search(run[-1].rstrip()[-12:])
        carried = open_ended and spoken == "en" and len(line) <= _LONGEST_LATIN_LINE
        if (
            run
            and spoken != current
            and not (carried and current == "zh")
            and (spoken == "zh" or not has_han(line))
        ):
            yield current, run
            run = []
        if not run:
            current = spoken
        run.append(line)
    if run:
        yield current, run


def _split_title(paragraphs: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """Give the first line a paragraph of its own where it is a title without a blank line."""
    lang, lines = paragraphs[0]
    if len(lines) > 1:
        first = lines[0].strip()
        second = lines[1].strip()
        if is_title(first) and len(second) >= _LONGER * len(first):
            return [(lang, [first]), (lang, lines[1:]), *paragraphs[1:]]
    return paragraphs


def parse(
    lines: list[str], *, titled: frozenset[str] = frozenset()
) -> tuple[dict[str, str], dict[str, str]]:
    """Part a text into titles and abstracts by language.

    A short first paragraph that does not end as prose does, with more text
    under it in its language, is the title; so is a first line over a much
    longer one.

    Parameters
    ----------
    lines : list of str
        The text.
    titled : frozenset of str
        Languages whose title is known already.

    Returns
    -------
    tuple of dict
        Titles and abstracts.
    """
    paragraphs = [part for block in _paragraphs(lines) for part in by_language(block)]
    titles: dict[str, str] = {}
    bodies: dict[str, list[str]] = {}
    if paragraphs and paragraphs[0][0] not in titled:
        paragraphs = _split_title(paragraphs)
    spoken = [lang for lang, _ in paragraphs]
    for number, (lang, block) in enumerate(paragraphs):
        follows = lang in spoken[number + 1 :]
        fresh = follows and lang not in titles and lang not in bodies and lang not in titled
        if fresh and is_title(unwrap(block)):
            titles[lang] = unwrap(block)
        else:
            bodies.setdefault(lang, []).extend(block)
    return titles, {lang: unwrap(block) for lang, block in bodies.items()}


def read(source: Source) -> Iterator[Document | Rejection]:
    """Yield the one document of a plain text."""
    lines = list(source.lines())
    for number, line in enumerate(lines, start=1):
        if undecoded(line):
            yield Rejection(
                source.name,
                f"line {number}",
                f"bytes that are not {source.encoding}",
                "save the file as UTF-8",
                source.stem,
            )
            return
    titles, abstracts = parse(lines)
    if not titles and not abstracts:
        yield Rejection(source.name, "", "only white space", "give a text", source.stem)
        return
    yield Document(id=source.stem, title=titles, abstract=abstracts, source=source.label)


def sniff(head: str) -> float:
    """Take anything that is not markup."""
    start = head.lstrip()[:1]
    return 0.0 if start in ("<", "{", "[") or head.startswith("TY  - ") else _LEAST


FORMAT: Final = Format(
    "text", "plain text, one document a file", (".txt", ".text", ".md"), sniff, read
)
