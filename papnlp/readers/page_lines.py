"""What a line of a bibliographic page is: authors, affiliation, journal, text ..."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

AUTHORS: Final = "authors"
AFFILIATION: Final = "affiliation"
JOURNAL: Final = "journal"
IDENTIFIERS: Final = "identifiers"
KEYWORDS: Final = "keywords"
COPYRIGHT: Final = "copyright"
TITLE: Final = "title"
ABSTRACT: Final = "abstract"
TEXT: Final = "text"
BLANK: Final = "blank"

_LONGEST_AUTHORS: Final = 20_000
_LONGEST_AFFILIATION: Final = 700
_LONGEST_JOURNAL: Final = 400

DOI: Final = re.compile(r"\b10\.\d{4,9}/[^\s\"<>，；。、]+")
PMID: Final = re.compile(r"\bPMID[:：]?\s*(\d{1,9})\b")

_LABELS: Final = (
    (TITLE, re.compile(r"^(?:Title|题目|题名|标题|篇名)(?: ?\(\w+\))?\s*[:：]\s*", re.IGNORECASE)),
    (
        ABSTRACT,
        re.compile(
            r"^(?:(?:Abstract|Summary)\s*(?:[:：.]\s*|$)|[【\[〔]?(?:中文|英文)?摘\s*要[】\]〕]?\s*[:：]?\s*"
            r"|[【\[]Abstract[】\]]\s*[:：]?\s*)",
            re.IGNORECASE,
        ),
    ),
    (
        KEYWORDS,
        re.compile(
            r"^[【\[〔]?(?:Key ?-?words?|Index terms|关\s*键\s*[词字]|主题词)[】\]〕]?\s*[:：]\s*"
            r"|^[【\[〔](?:Key ?-?words?|关\s*键\s*[词字])[】\]〕]\s*",
            re.IGNORECASE,
        ),
    ),
    (AUTHORS, re.compile(r"^(?:Authors?|By|作者)\s*[:：]\s*", re.IGNORECASE)),
    (
        AFFILIATION,
        re.compile(
            r"^(?:Affiliations?|Author information|Author affiliations?|作者单位|单位|机构"
            r"|Correspond\w+|通[讯信]作者|E-?mail|Electronic address)\s*[:：]?\s*",
            re.IGNORECASE,
        ),
    ),
    (
        COPYRIGHT,
        re.compile(
            r"^(?:©|\(c\)\s|Copyright\b|版权所有|All rights reserved|"
            r"This (?:article|work) is licensed)",
            re.IGNORECASE,
        ),
    ),
    (
        IDENTIFIERS,
        re.compile(
            r"^(?:doi\b|PMID\b|PMCID\b|https?://|Conflicts? of interest|Erratum in|Comment in|"
            r"Publication type|中图分类号|文献标[识志]码|文章编号|基金项目|收稿日期)",
            re.IGNORECASE,
        ),
    ),
)

_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_JOURNAL: Final = re.compile(
    r"^(?:\d{1,5}[.:]\s+)?(?P<journal>[《]?[A-Z\u3400-\u9fff][^;；。!?]{0,150}?)[》]?\s*[.,，．、:：]?\s*"
    rf"(?:\[J\]\.?\s*)?{_YEAR}(?P<rest>.*)$"
)
_VOLUME: Final = re.compile(
    r"^(?:\s+[A-Z][a-z]{2,8}\.?(?:[-/][A-Z][a-z]{2,8})?(?:\s+\d{1,2})?)?\s*[;；:,，]\s*(?:vol\.?\s*)?[A-Z]?\d+"
    r"\s*(?:[(（][^)）%]{1,24}[)）]\s*(?:$|[.。]|[:：,，]\s*[A-Za-z]?\d+)|[:：,，]\s*[A-Za-z]?\d+)",
    re.IGNORECASE,
)
_ISSUE_ZH: Final = re.compile(r"^\s*年?\s*[,，]?\s*第?\s*\d+\s*[卷期]")
_DOI_LABEL: Final = re.compile(r"\bdoi\s*[:：]|doi\.org/|\b10\.\d{4,9}/|\bEpub\b", re.IGNORECASE)

_INSTITUTION: Final = re.compile(
    r"\b(?:Universit|Hospital|Departe?ment|Dept\b|Division of|Institut|School of|Clinics?\b"
    r"|Cent(?:er|re)\b|Facult|College|Laborator|Academy|Foundation|Ministry|Klinik|Osped"
    r"|Medical Group|Inc\.|Ltd\b|GmbH)"
)
_PROSE: Final = re.compile(
    r"\b(?:was|were|is|are|has|have|had|we|our|this|these|showed|may|can|underwent|received|reported)\b"
)
_MARKER: Final = re.compile(r"^[(\[]?(?:\d{1,2}|[a-z*†‡§])[)\].]?\s*(?=[A-Z\u3400-\u9fff])")
_INSTITUTION_ZH: Final = re.compile(
    r"大学|医院|学院|研究所|研究院|研究中心|卫生院|卫生所|疾控中心|康复中心|医学中心|诊所|公司"
)
_PROSE_ZH: Final = re.compile(
    r"患者|结果|方法|目的|比较|探讨|疗效|评估|纳入|本研究|本文|[。；！？]."
)

_PARTICLES: Final = frozenset(
    "van von de der den del della di da du dos la le el al bin ibn ter ten san y e zu".split()  # noqa: SIM905
)
_NAME_WORD: Final = re.compile(r"^(?:[^\W\d_a-z][\w'’.\-‐]*|[dlO]['’][^\W\d_]\w+)$")
_NAME_ZH: Final = re.compile(r"^[\u3400-\u9fff]{1,4}(?:·[\u3400-\u9fff]{1,8})*$")
_NEVER_ZH: Final = re.compile(r"[痛术疗症病刺激治研究者的后]")
_NEVER: Final = re.compile(
    r"^(?:Pains?|Limbs?|Stimulation|Trials?|Stud(?:y|ies)|Reviews?|Therap\w+|Nerves?|Treatments?|Patients"
    r"|Effects?|Management|Amput\w+|Analysis|Outcomes?|Blocks?|Function|Quality|Surgery|Spinal|Phantom"
    r"|Randomi[sz]ed|Systematic|Methods?|Results?|Conclusions?|Background|Objectives?|The|A|An|In|Of)$",
    re.IGNORECASE,
)
_DEGREES: Final = re.compile(
    r"^(?:M\.?D|Ph\.?D|M\.?Sc|B\.?Sc|MPH|RN|DO|DPT|PT|MBBS|FRC\w*|Prof|Dr)\.?$"
)
_AUTHOR_MARKS: Final = re.compile(r"[\d*†‡§¶#¹²³⁰-⁹✉]|\([^()]{0,6}\)|\[[^\[\]]{0,6}\]")
_BETWEEN_NAMES: Final = re.compile(r"\s*[,，;；、]\s*|\s+(?:and|&|和)\s+|\u3000+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page.

    ``value`` is the line without white space at its edges and without the label
    that told its kind ("Keywords:").
    """

    kind: str
    value: str
    number: int


def _is_name(part: str) -> bool:
    if _NAME_ZH.match(part):
        return len(part) >= 2 and not _NEVER_ZH.search(part)
    words = part.split()
    if not 1 <= len(words) <= 5 or any(_NEVER.match(word) for word in words):
        return False
    named = [word for word in words if word.lower() not in _PARTICLES]
    return bool(named) and all(_NAME_WORD.match(word) for word in named)


def author_names(line: str) -> tuple[str, ...]:
    """Return the names of a line of authors; nothing for any other line.

    Parameters
    ----------
    line : str
        Names with commas, semicolons or 、 between them; marks of affiliation
        and academic degrees do not matter.
    """
    if len(line) > _LONGEST_AUTHORS:
        return ()
    bare = _AUTHOR_MARKS.sub(" ", line).strip().rstrip(".。,，;；、 ")
    parts = [" ".join(part.split()) for part in _BETWEEN_NAMES.split(bare)]
    if len(parts) == 1 and re.fullmatch(r"[\u3400-\u9fff]{2,4}(?: +[\u3400-\u9fff]{2,4})+", bare):
        parts = bare.split()
    names = [part for part in parts if part and not _DEGREES.match(part)]
    if not names or not all(map(_is_name, names)):
        return ()
    single = sum(" " not in name and name.isascii() for name in names)
    return tuple(names) if single * 2 <= len(names) else ()


def _is_affiliation(line: str) -> bool:
    if len(line) > _LONGEST_AFFILIATION:
        return False
    if _INSTITUTION.search(line):
        plain = _MARKER.sub("", line)
        return ("," in plain or len(plain) < 100) and not _PROSE.search(plain)
    return (
        len(line) <= 200
        and _INSTITUTION_ZH.search(line) is not None
        and not _PROSE_ZH.search(line.rstrip("。;；"))
    )


def journal_match(line: str) -> re.Match[str] | None:
    """Match a line that names journal and year with a volume, pages or a doi."""
    if len(line) > _LONGEST_JOURNAL:
        return None
    match = _JOURNAL.match(line)
    if match is None:
        return None
    rest = match["rest"]
    if _VOLUME.match(rest) or _ISSUE_ZH.match(rest):
        return match
    short = len(match["journal"]) <= 120 and not _PROSE.search(match["journal"])
    return match if short and _DOI_LABEL.search(rest) else None


def classify(line: str, number: int) -> Line:
    """Tell what a line is, by its look alone.

    Parameters
    ----------
    line : str
        A line of the page.
    number : int
        Its number, from 1.
    """
    stripped = line.strip("\ufeff \t\u3000\u00a0")
    if not stripped:
        return Line(BLANK, "", number)
    for kind, pattern in _LABELS:
        match = pattern.match(stripped)
        if match:
            keep = kind in (COPYRIGHT, IDENTIFIERS)
            return Line(kind, stripped if keep else stripped[match.end() :], number)
    if journal_match(stripped):
        return Line(JOURNAL, stripped, number)
    if _is_affiliation(stripped):
        return Line(AFFILIATION, stripped, number)
    if len(author_names(stripped)) >= 2:
        return Line(AUTHORS, stripped, number)
    return Line(TEXT, stripped, number)
