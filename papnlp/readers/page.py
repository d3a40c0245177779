"""Bibliographic pages: authors, affiliations, journal line, abstracts in two languages.

A page has a head (title, authors, affiliations and journal line, in any order
and each of them optional) and a body (the abstracts); keywords, copyright and
identifiers may follow. The next page begins with the next head.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from papnlp.document import Document
from papnlp.readers import page_lines as kinds
from papnlp.readers.encoding import undecoded
from papnlp.readers.page_lines import Line, author_names, classify, journal_match
from papnlp.readers.problems import Rejection
from papnlp.readers.prose import ends_sentence, is_title, language, unwrap
from papnlp.readers.registry import Format
from papnlp.readers.source import Source
from papnlp.readers.text import parse

_CONFIDENCE: Final = 0.6
_LONGEST_TITLE_LINES: Final = 4
_WRAPPED_LENGTH: Final = 60
_HEAD_KINDS: Final = (kinds.AUTHORS, kinds.AFFILIATION, kinds.JOURNAL)
_OPEN_END: Final = (",", ";", "，", "；", "、", "and", "&")
_TRAILER: Final = (kinds.KEYWORDS, kinds.COPYRIGHT, kinds.IDENTIFIERS)


@dataclass(slots=True)
class _Page:
    """What has been read of one page."""

    line: int
    titles: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    journal: str = ""
    identifiers: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    abstract_labels: set[str] = field(default_factory=set)

    @property
    def languages(self) -> list[str]:
        """Languages of the body, in order, each once."""
        return list(dict.fromkeys(language(line) for line in self.body if line))

    def title_languages(self) -> set[str]:
        """Languages that have a title."""
        return {language(line) for line in self.titles}

    def absorb(self, other: _Page) -> None:
        """Take over a page that holds the other language of the same abstract."""
        self.titles += other.titles
        self.journal = self.journal or other.journal
        self.identifiers += other.identifiers
        self.keywords += other.keywords
        self.body += ["", *other.body]

    def continues_as(self, other: _Page) -> bool:
        """Tell whether the next page is this one in the other language."""
        if len(self.languages) != 1 or len(other.languages) != 1 or other.journal:
            return False
        if self.languages == other.languages or not other.authors:
            return False
        same_size = len(" ".join(self.authors).split(",")) == len(
            " ".join(other.authors).split(",")
        )
        return bool(self.journal) or same_size


def _count(authors: list[str]) -> int:
    return len(author_names(" ".join(authors)))


class _PageParser:
    """Goes through the lines of a file once, with bounded looks ahead."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._page = _Page(1)
        self._in_body = False
        self._at = 0
        self._last = kinds.BLANK

    def pages(self) -> Iterator[_Page]:
        """Yield the pages in order."""
        steps = {
            kinds.TEXT: self._text,
            kinds.AUTHORS: self._authors,
            kinds.AFFILIATION: self._affiliation,
            kinds.JOURNAL: self._journal,
            kinds.TITLE: self._title,
            kinds.ABSTRACT: self._abstract,
        }
        for number, line in enumerate(self._lines):
            self._at = number
            started = self._page
            if line.kind == kinds.BLANK:
                self._page.body.append("")
            elif line.kind in _TRAILER:
                self._trailer(line)
            else:
                steps[line.kind](line)
            if self._page is not started:
                yield started
            self._last = self._lines[number].kind
        yield self._page

    def _turn(self, line: Line) -> None:
        self._page = _Page(line.number)
        self._in_body = False

    def _next(self, at: int) -> Line | None:
        """Return the next line that is not blank, from ``at`` on."""
        for line in self._lines[at : at + 6]:
            if line.kind != kinds.BLANK:
                return line
        return None

    def _before(self) -> str:
        return self._lines[self._at - 1].value

    def _follows_sentence(self) -> bool:
        if self._at == 0 or self._lines[self._at - 1].kind != kinds.TEXT:
            return True
        return ends_sentence(self._before())

    def _title_run(self) -> tuple[list[str], Line | None]:
        """Return the short text lines from here on, and the first line after them."""
        run: list[str] = []
        for line in self._lines[self._at : self._at + 2 * _LONGEST_TITLE_LINES]:
            if line.kind == kinds.BLANK:
                continue
            if line.kind != kinds.TEXT or len(run) == _LONGEST_TITLE_LINES:
                return run, line
            run.append(line.value)
        return run, None

    def _is_author_line(self, line: Line | None, at: int) -> bool:
        """Tell whether a line names authors; a single name counts before a head line."""
        if line is None:
            return False
        if line.kind == kinds.AUTHORS:
            return True
        following = self._next(at + 1)
        return (
            line.kind == kinds.TEXT
            and bool(author_names(line.value))
            and following is not None
            and following.kind in (kinds.AFFILIATION, kinds.JOURNAL)
        )

    def _title_ahead(self) -> bool:
        """Tell whether a title stands here: short lines, then a line of a head."""
        run, after = self._title_run()
        if after is None:
            return False
        if run and author_names(run[-1]) and after.kind in (kinds.AFFILIATION, kinds.JOURNAL):
            run = run[:-1]
        if any(ends_sentence(line) for line in run[:-1]):
            return False
        heads = (*_HEAD_KINDS, kinds.ABSTRACT) if not self._in_body else _HEAD_KINDS
        return after.kind in heads and all(
            _is_title_line(text, after) if not self._in_body else is_title(text)
            for _, text in _unwrapped(run)
        )

    def _text(self, line: Line) -> None:
        if self._is_author_line(line, self._at) and not (
            self._in_body and self._page.authors == []
        ):
            if self._in_body:
                self._turn(line)
            self._page.authors.append(line.value)
        elif self._in_body:
            self._body_text(line)
        elif self._last in (kinds.AUTHORS, kinds.AFFILIATION) and self._head_goes_on(line):
            if self._last == kinds.AUTHORS:
                self._page.authors.append(line.value)
        elif self._title_ahead():
            self._page.titles.append(line.value)
        else:
            self._in_body = True
            self._page.body.append(line.value)

    def _head_goes_on(self, line: Line) -> bool:
        """Tell whether a line is the rest of a wrapped line of the head."""
        following = self._next(self._at + 1)
        if self._last == kinds.AUTHORS:
            return self._before().endswith(_OPEN_END)
        return len(line.value) < 200 and following is not None and following.kind in _HEAD_KINDS

    def _body_text(self, line: Line) -> None:
        page = self._page
        returns = self._last == kinds.BLANK and self._returns(line)
        if returns or (self._follows_sentence() and self._title_ahead()):
            self._turn(line)
            self._text(line)
        elif self._last == kinds.KEYWORDS and self._before().endswith(_OPEN_END):
            page.keywords.append(line.value)
            self._lines[self._at] = Line(kinds.KEYWORDS, line.value, line.number)
        else:
            page.body.append(line.value)

    def _returns(self, line: Line) -> bool:
        """Tell whether the first language comes back after the second: the next page."""
        last = next((text for text in reversed(self._page.body) if text), "")
        if not last or language(line.value) == language(last):
            return False
        spoken = self._page.languages
        return len(spoken) == 2 and language(line.value) == spoken[0]

    def _authors(self, line: Line) -> None:
        if self._in_body:
            following = self._next(self._at + 1)
            heads = following is not None and following.kind in _HEAD_KINDS
            if not heads and not self._follows_sentence():
                self._page.body.append(line.value)
                return
            self._turn(line)
        elif self._last == kinds.AUTHORS and not self._wraps_to(line):
            # Two complete lines of what look like names: the first one was a title.
            self._page.titles += self._page.authors
            self._page.authors = []
        self._page.authors.append(line.value)

    def _wraps_to(self, line: Line) -> bool:
        """Tell whether a line of authors goes on in the next one."""
        before = self._lines[self._at - 1].value
        edges = (*author_names(before)[-1:], *author_names(line.value)[:1])
        cut_name = any(" " not in name and name.isascii() for name in edges)
        return before.endswith(_OPEN_END) or len(before) >= _WRAPPED_LENGTH or cut_name

    def _affiliation(self, line: Line) -> None:
        if self._in_body:
            self._page.body.append(line.value)

    def _journal(self, line: Line) -> None:
        if self._in_body and self._page.journal:
            self._turn(line)
        elif self._in_body:
            following = self._next(self._at + 1)
            if following is not None and following.kind not in _TRAILER:
                self._turn(line)
        self._page.journal = line.value

    def _title(self, line: Line) -> None:
        known = language(line.value) in self._page.title_languages()
        if known or (self._in_body and language(line.value) in self._page.languages):
            self._turn(line)
        self._page.titles.append(line.value)

    def _abstract(self, line: Line) -> None:
        following = self._next(self._at + 1)
        sample = line.value or (following.value if following else "")
        lang = language(sample)
        if lang in self._page.abstract_labels:
            self._turn(line)
        self._page.abstract_labels.add(lang)
        self._in_body = True
        self._page.body += ["", line.value]

    def _trailer(self, line: Line) -> None:
        if line.kind == kinds.KEYWORDS:
            self._page.keywords.append(line.value)
        elif line.kind == kinds.IDENTIFIERS:
            self._page.identifiers.append(line.value)


def _unwrapped(run: list[str]) -> list[tuple[str, str]]:
    """Join the lines of titles, each language for itself."""
    return [(lang, unwrap(lines)) for lang, lines in groupby(run, language)]


def _is_title_line(text: str, after: Line) -> bool:
    """Tell whether a text above a line of a head is a title; its full stop is no matter."""
    bare = text.removesuffix(".")
    return is_title(text) or (after.kind != kinds.JOURNAL and ". " not in bare and is_title(bare))


def _keywords(lines: list[str]) -> tuple[str, ...]:
    words: list[str] = []
    for line in lines:
        for separator in (";", "；", "、", "，", ","):
            if separator in line:
                words += line.split(separator)
                break
        else:
            words.append(line)
    return tuple(word for word in (word.strip(" .。*") for word in words) if word)


def _document(page: _Page, source: Source, number: int) -> Document:
    titles = {lang: title.removesuffix(".") for lang, title in reversed(_unwrapped(page.titles))}
    titles_below, abstracts = parse(page.body, titled=frozenset(titles))
    identifiers = " ".join((page.journal, *page.identifiers))
    doi = kinds.DOI.search(identifiers)
    pmid = kinds.PMID.search(identifiers)
    journal = journal_match(page.journal)
    doi_name = doi[0].rstrip(".,;)") if doi else None
    names = author_names(" ".join(page.authors))
    return Document(
        id=(pmid[1] if pmid else None) or doi_name or f"{source.stem}-{number}",
        title={lang: text for lang, text in {**titles_below, **titles}.items() if text},
        abstract=abstracts,
        pmid=pmid[1] if pmid else None,
        doi=doi_name,
        authors=names or tuple(page.authors),
        journal=journal["journal"].strip(" .,，《》") if journal else None,
        year=int(journal["year"]) if journal else None,
        keywords=_keywords(page.keywords),
        source=source.label,
    )


def _pages(lines: list[Line]) -> Iterator[_Page]:
    """Yield the pages that hold text, the two languages of an abstract together."""
    kept: _Page | None = None
    for page in _PageParser(lines).pages():
        if not any(page.body) and not page.titles:
            if kept is not None and page.identifiers:
                kept.identifiers += page.identifiers
            continue
        if kept is None:
            kept = page
        elif kept.continues_as(page):
            kept.absorb(page)
        else:
            yield kept
            kept = page
    if kept is not None:
        yield kept


def read(source: Source) -> Iterator[Document | Rejection]:
    """Yield the document of each page.

    Authors, journal, year, doi, pmid and keywords are taken from the lines that
    hold them; none of these lines, nor affiliations and copyright, becomes part
    of an abstract.
    """
    lines = [classify(line, number) for number, line in enumerate(source.lines(), start=1)]
    number = 0
    for number, page in enumerate(_pages(lines), start=1):
        document = _document(page, source, number)
        place = f"line {page.line}"
        if any(map(undecoded, (*page.titles, *page.body, page.journal))):
            reason = f"bytes that are not {source.encoding}"
            yield Rejection(source.name, place, reason, "save the file as UTF-8", document.id)
        elif not document.languages:
            reason = "a page without title and abstract"
            yield Rejection(source.name, place, reason, "add its text", document.id)
        else:
            yield document
    if not number:
        yield Rejection(source.name, "", "no page with a text", "give title or abstract")


def sniff(head: str) -> float:
    """Know a page by its journal line or by its labels."""
    for line in head[:20_000].split("\n")[:200]:
        kind = classify(line, 0).kind
        if kind == kinds.JOURNAL or (kind == kinds.TITLE and len(line) < 500):
            return _CONFIDENCE
    return 0.0


FORMAT: Final = Format(
    "page",
    "pages with authors, journal line and abstracts in one or two languages",
    (),
    sniff,
    read,
)
