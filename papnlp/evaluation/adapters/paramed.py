"""ParaMed: sentence links between English and Chinese articles (Liu and Huang, 2021)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from papnlp.document import LANGUAGES, Document
from papnlp.evaluation.adapters import objects
from papnlp.evaluation.adapters.notes import Notes
from papnlp.evaluation.adapters.tokens import untokenised
from papnlp.evaluation.gold import GoldError

_FILE: Final = "align.txt"
_ARROW: Final = " <=> "
_OMITTED: Final = "omitted"
_NO_TEXT: Final = "documents without text"
_ONE_SIDED: Final = "sentences that only one language has"

_Link = tuple[list[int], list[int], int]
"""English and Chinese sentences, and the line of the link."""


def read(path: Path, notes: Notes) -> Iterator[dict[str, Any]]:
    """Yield the documents of ParaMed whose text is there.

    Parameters
    ----------
    path : Path
        The folder with ``align.txt`` and a pair ``NAME.en``, ``NAME.zh`` for
        each document, one tokenised sentence a line.
    notes : Notes
        Receives documents without text, and sentences without a translation:
        they stand in no link.

    Raises
    ------
    GoldError
        If a file is missing or malformed, or a link names a sentence that its
        text does not have.
    """
    for name, links in _links(path / _FILE).items():
        files = {lang: path / f"{name}.{lang}" for lang in LANGUAGES}
        if not all(file.exists() for file in files.values()):
            notes.add(_NO_TEXT, name)
            continue
        lines = {lang: _sentences(file, lang) for lang, file in files.items()}
        for en, zh, number in links:
            for lang, indices in (("en", en), ("zh", zh)):
                if any(not 0 <= index < len(lines[lang]) for index in indices):
                    raise GoldError(
                        f"{path / _FILE}:{number}: {files[lang].name} has {len(lines[lang])} "
                        f"sentences: unpack text and links of one release"
                    )
        yield _gold(name, lines, links, notes)


def _links(file: Path) -> dict[str, list[_Link]]:
    links: dict[str, list[_Link]] = {}
    for number, line in enumerate(objects.read_text(file).splitlines(), start=1):
        if not line.strip():
            continue
        where = f"{file}:{number}"
        name, _, rest = line.partition("\t")
        # The file reads "zh <=> en".
        zh, arrow, en = rest.split("\t")[0].partition(_ARROW)
        if not name or not arrow:
            raise GoldError(f"{where}: no 'NAME<tab>zh <=> en': mend the line")
        links.setdefault(name, []).append((_indices(en, where), _indices(zh, where), number))
    return links


def _indices(written: str, where: str) -> list[int]:
    if written.strip() == _OMITTED:
        return []
    numbers = [part.strip() for part in written.split(",")]
    if not all(part.isdecimal() for part in numbers):
        raise GoldError(f"{where}: {written!r} is no list of sentence numbers: mend the line")
    return [int(part) - 1 for part in numbers]


def _sentences(file: Path, lang: str) -> list[str]:
    text = objects.read_text(file).rstrip("\n")
    lines = [untokenised(line, lang) for line in text.split("\n")]
    # The set is lower-cased, which hides where sentences begin.
    return [line[:1].upper() + line[1:] for line in lines]


def _gold(
    name: str, lines: dict[str, list[str]], links: list[_Link], notes: Notes
) -> dict[str, Any]:
    document = Document(name, {}, {lang: "\n".join(lines[lang]) for lang in LANGUAGES})
    spans: dict[str, list[list[int]]] = {}
    for lang in LANGUAGES:
        at = 0
        spans[lang] = []
        for line in lines[lang]:
            spans[lang].append([at, at + len(line)])
            at += len(line) + 1
    notes.add(_ONE_SIDED, name, sum(len(en) + len(zh) for en, zh, _ in links if not (en and zh)))
    return {
        **document.to_dict(),
        "sentences": spans,
        "alignments": [{"en": en, "zh": zh} for en, zh, _ in links if en and zh],
        "scope": {"concepts": False},
    }
