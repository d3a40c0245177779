"""Find where a text defines its short forms."""

from __future__ import annotations

import re
from typing import Any, Final

from papnlp.abbreviations.brackets import Bracket, find_brackets
from papnlp.abbreviations.latin import LetterAligner, extend_to_locants
from papnlp.analysis import Analysis, Definition
from papnlp.model import Model

_CUT: Final = re.compile(r"[;,]\s")
_SENTENCE_EDGE: Final = re.compile(
    r"(?<![A-Z])(?<!\bvs)(?<!\bSt)(?<!\bi\.v)(?<!\be\.g)(?<!\bi\.e)[.!?][\"')\]]*\s+(?=[A-Z0-9(\[\"'])|[;:]\s|\n|。"
)
_SHORT: Final = re.compile(r"[^\s,;=<>%\"]+(?: [^\s,;=<>%\"]+){0,2}")
_BEFORE: Final = re.compile(r"(?:(?<=[\s(\[\"'/])|^|(?<=[^\x00-\u024f]))([A-Za-z\d\u03b1-\u03c9][^\s(),;:\"'\[\]]{1,13})[\"']?\s*$")


class DefinitionFinder:
    def __init__(self, model: Model, lang: str) -> None:
        cues = model.cues(lang, "abbreviations")
        self.lang = lang
        self._aligner = LetterAligner(cues)
        self._not_short = frozenset(cues["not_short"])
        self._introduction = re.compile(
            rf"(?:(?:{'|'.join(cues['introductions'])})(?<=\w)[\s:,]+(?=[\w'\"]))+", re.IGNORECASE
        )

    def __call__(self, analysis: Analysis) -> None:
        analysis.definitions = self.find(analysis.text.norm, analysis.title_end)

    def find(self, norm, title_end=0):
        found = []
        brackets = find_brackets(norm)
        self._siblings = {}
        for b in brackets: self._siblings.setdefault(b.parent, []).append(b)
        for bracket in brackets:
            if bracket.attached and not (norm[bracket.start-3:bracket.start].islower() and norm[bracket.start-3:bracket.start].isalpha() and not norm[bracket.end:bracket.end+1].isalnum()): continue
            found.extend(x for x in self._in_bracket(norm, bracket) if x)
        return found

    def _in_bracket(self, norm, bracket):
        content = self._masked(norm, bracket)
        lead = len(content) - len(content.lstrip(" '\""))
        m = self._introduction.match(content, lead)
        begin = m.end() if m else lead
        window_start, window = self._window(norm, bracket)
        pieces = []
        at = begin
        for cut in _CUT.finditer(content, begin):
            pieces.append((at, cut.start())); at = cut.end()
        pieces.append((at, len(content)))
        base = bracket.start + 1
        for n, (a, b) in enumerate(pieces[:1]):
            s = content[a:b].strip(" '\"")
            if self._plausible(s):
                al = self._aligner.align(s, window)
                if al:
                    off = content.index(s, a)
                    yield self._definition(norm, s, base + off, window_start, al, window)
                    return
        if len(pieces) >= 2:
            a, b = pieces[-1]
            for a, b in pieces[1:]:
                s = content[a:b].strip(" '\"")
                if self._plausible(s):
                    w = content[begin:a].rstrip(" ,;")
                    al = self._aligner.align(s, w)
                    if al:
                        yield self._definition(norm, s, base + content.index(s, a), base + begin, al, w)
                        return
        m = _BEFORE.search(window)
        if m and sum(c.isupper() or c.isdigit() for c in m[1]) >= 2 and any(c.isalpha() for c in m[1]):
            s = m[1]
            for stop in dict.fromkeys((pieces[0][1], len(content))):
                w = content[begin:stop].rstrip()
                if len(w) > len(s) + 1:
                    al = self._aligner.align(s, w, whole=True)
                    if al:
                        yield self._definition(norm, s, window_start + m.start(1), base + begin, al, w)
                        return
        for sep in (r"\s+and\s+|,\s+|/|\s+or\s+",):
            parts = [p for p in re.split(sep, content[begin:])]
            if 2 <= len(parts) <= 4 and all(self._plausible(p.strip(" '\"")) for p in parts):
                for p in parts:
                    s = p.strip(" '\"")
                    al = self._aligner.align(s, window)
                    if al:
                        yield self._definition(norm, s, base + content.index(s, begin), window_start, al, window)

    def _plausible(self, s):
        if not s or len(s) > 16 or not _SHORT.fullmatch(s) or (s if s.isupper() else s.lower()) in self._not_short:
            return False
        if not any(c.isalpha() for c in s): return False
        if re.match(r"\d+(?:\.\d+)? ", s): return False
        if len(s) == 1: return s.isupper()
        if s.islower(): return len(s) <= 5
        if s[1:].islower() and s.isalpha(): return len(s) <= 6
        return True

    def _masked(self, norm, bracket):
        content = norm[bracket.start + 1 : bracket.end - 1]
        for inner in bracket.inner:
            if not inner.attached:
                a = inner.start - bracket.start - 1
                b = inner.end - bracket.start - 1
                content = content[:a] + "," + " " * (b - a - 1) + content[b:]
        return content

    def _window(self, norm, bracket):
        floor = max(bracket.parent, bracket.start - 220)
        edge = floor
        for m in _SENTENCE_EDGE.finditer(norm, floor, bracket.start):
            edge = m.end()
        window = norm[edge : bracket.start].rstrip()
        for o in self._siblings.get(bracket.parent, ()):
            if o.start >= edge and o.end <= edge + len(window) and not o.attached:
                a, b = o.start - edge, o.end - edge
                window = window[: a + 1] + " " * (b - a - 1) + window[b:]
        return edge, window

    def _definition(self, norm, s, at, base, al, window):
        start = extend_to_locants(norm, base + al.start, base + len(window), base)
        if not re.search("[a-z]{3}", norm[start:base+len(window)]): return None
        end = base + len(window)
        self.cost = al.cost
        return Definition(s, norm[start:end], at, at + len(s), start, end)
