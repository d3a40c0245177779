"""Population, follow-up, databases, years, registration and number of included studies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from papnlp.analysis import Analysis
from papnlp.evidence import Population
from papnlp.model import CueCompiler
from papnlp.text.numbers import HAN_NUMBER, NUMBER_WORDS, parse_count
from papnlp.text.triggers import TriggerMatcher
from papnlp.vocabulary.matcher import StringMatcher

_REGISTRATION: Final = re.compile(
    # The names in front, since the engine looks for their first letters many times faster.
    r"(NCT\s?\d{8}|ChiCTR[-\w]*\d{6,}|ISRCTN\s?\d{8}|CRD\s?\d{8,}|ACTRN\d{14}|DRKS\d{8}|"
    r"UMIN\d{9}|JPRN-\w+|CTRI/\d{4}/\d+/\d+|NTR\d{3,5}|NL\d{4,5}|EudraCT[\s:]*\d{4}-\d{6}-\d{2}|"
    r"IRCT\w{10,}|PACTR\d+|KCT\d{7}|TCTR\d+)(?![A-Za-z0-9])"
)
_YEARS: Final = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?!\d)(?:(?!\d{3})[^.;。]){1,24}?(?<!\d)((?:19|20)\d{2})(?!\d)"
)


class DetailReader:
    """Reads the smaller facts of a study.

    Parameters
    ----------
    cues : mapping
        Table ``details`` of ``cues/<lang>/study.toml``.
    lang : str
        ``"en"`` or ``"zh"``.
    compiled : CueCompiler
        Compiles its patterns.
    """

    def __init__(self, cues: Mapping[str, Any], lang: str, compiled: CueCompiler) -> None:
        self._slots: tuple[str, ...] = tuple(cues["population"])
        self._population = TriggerMatcher(
            (string, f"{slot}={value}")
            for slot, values in cues["population"].items()
            for value, strings in values.items()
            for string in strings
        )
        self._names: list[str] = sorted(cues["databases"])
        self._databases = StringMatcher(self._names, plural=False)
        number = NUMBER_WORDS if lang == "en" else HAN_NUMBER
        amount = rf"(?:\d+(?:\.\d+)?|{number})"
        self._follow_up_trigger: str = cues["follow_up_trigger"]
        self._follow_up = [
            compiled.late(pattern.replace("{n}", amount)) for pattern in cues["follow_up"]
        ]
        self._included = [
            compiled.late(pattern.replace("{n}", rf"(?P<n>\d+|{number})"))
            for pattern in cues["included"]
        ]
        self._searched = compiled(cues["searched"])

    def population(self, analysis: Analysis) -> Population:
        """Return limb, level, cause and age group; "mixed" where the text names several."""
        found: dict[str, set[str]] = {slot: set() for slot in self._slots}
        for _, name in self._population.find(analysis.text.lower.replace("-", " ")):
            slot, _, value = name.partition("=")
            found[slot].add(value)
        return Population(
            **{
                slot: values.pop() if len(values) == 1 else ("mixed" if values else None)
                for slot, values in found.items()
            }
        )

    def follow_up(self, analysis: Analysis) -> str | None:
        """Return the follow-up time as written, or None."""
        lower, norm = analysis.text.lower, analysis.text.norm
        for sentence in analysis.sentences:
            if lower.find(self._follow_up_trigger, sentence.start, sentence.end) < 0:
                continue
            for pattern in self._follow_up:
                match = pattern.search(lower, sentence.start, sentence.end)
                if match is not None:
                    return norm[match.start("time") : match.end("time")]
        return None

    def databases(self, analysis: Analysis) -> tuple[str, ...]:
        """Return the names of the databases searched, as written, in their order."""
        found: dict[int, str] = {}
        for index, start, _ in self._databases.find(analysis.text.norm):
            name = self._names[index]
            if len(name) > len(found.get(start, "")):
                found[start] = name
        ends = -1
        names: dict[str, None] = {}
        for start in sorted(found):
            if start >= ends:
                names[found[start]] = None
                ends = start + len(found[start])
        return tuple(names)

    def years(self, analysis: Analysis) -> tuple[int, int] | None:
        """Return the span of publication years that a review searched."""
        lower = analysis.text.lower
        for sentence in analysis.sentences:
            if sentence.section == "background":
                continue
            if not self._searched.search(lower, sentence.start, sentence.end):
                continue
            match = _YEARS.search(lower, sentence.start, sentence.end)
            if match is not None and int(match[1]) <= int(match[2]):
                return int(match[1]), int(match[2])
        return None

    @staticmethod
    def registration(analysis: Analysis) -> str | None:
        """Return the first registration number of the text."""
        norm = analysis.text.norm
        for match in _REGISTRATION.finditer(norm):
            before = norm[match.start() - 1 : match.start()]
            if not (before.isascii() and before.isalnum()):
                return match[1]
        return None

    def included_studies(self, analysis: Analysis) -> int | None:
        """Return how many studies a review included."""
        for sentence in analysis.sentences:
            if sentence.section == "background":
                continue
            for pattern in self._included:
                match = pattern.search(analysis.text.lower, sentence.start, sentence.end)
                if match is not None:
                    return parse_count(match["n"])
        return None
