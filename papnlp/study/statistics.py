"""Numbers with what they measure: p-values, differences, ratios, means, percentages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from papnlp.analysis import Analysis
from papnlp.evidence import Statistic
from papnlp.late import late
from papnlp.model import Model

_NUMBER: Final = r"[-+]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_RANGE: Final = r"\s*(?:to|至|到|-|~|,|;)\s*"
_UNIT: Final = (
    r"(?:\s?(?P<{name}>mm ?hg|mmhg|mm|cm|mg/day|mg/d|mg|μg|ml|kg|g|points?|hours?|h|min|minutes?|"
    r"days?|weeks?|months?|years?|分|毫克|毫米|小时|天|周|月|年|%)(?![a-z]))?"
)


_DIGIT: Final = re.compile(r"\d")
_SHORT_NAME: Final = 3


def _unit(name: str) -> str:
    return _UNIT.replace("{name}", name)


def _number(text: str | None) -> float | None:
    return None if text is None else float(text.replace(",", "").lstrip("+"))


def _interval(names: str) -> str:
    """Return the expression of an interval such as "95% CI 0.4 to 0.9"."""
    return (
        rf"[\s,;:(\[]*(?:\w+\s)?(?P<level>\d{{2}}(?:\.\d)?)\s?%\s?(?:{names})"
        rf"(?:\s?[\[(][a-z]+[\])])?[\s\[(,:;=]*"
        rf"(?P<low>{_NUMBER})\s?%?{_RANGE}(?P<high>{_NUMBER})(?:\s?%)?"
    )


def _counts(intervals: str) -> str:
    """Return the expression of what begins with a number."""
    return (
        rf"(?P<frac>(?P<num>\d+)\s?(?:/|of|out of)\s?(?P<den>\d+)"
        rf"(?:\s?[(\[,]\s?(?P<fpct>\d+(?:\.\d+)?)\s?%\s?[)\]]?)?)(?![\d/])"
        rf"|(?P<sd>(?P<sdm>{_NUMBER})\s?(?:±|\+/-)\s?(?P<sdv>\d+(?:\.\d+)?){_unit('sdu')})"
        rf"|(?P<sdp>(?P<sdpm>{_NUMBER})\s?[(\[]\s?(?:sd|标准差)[\s=:]*"
        rf"(?P<sdpv>\d+(?:\.\d+)?)\s?[)\]]?)"
        rf"|(?P<iqr>(?P<iqrm>{_NUMBER})\s?[(\[]\s?(?:iqr|四分位数?间距)[\s,=:]*"
        rf"(?P<iqrl>{_NUMBER}){_RANGE}(?P<iqrh>{_NUMBER})\s?[)\]]?)"
        rf"|(?P<pct>(?P<pctv>\d+(?:\.\d+)?)\s?%(?!\s?(?:{intervals}|confidence|credible)))"
    )


def _words(cues: Mapping[str, Any], names: str) -> str:
    """Return the expression of what begins with the name of a measure."""
    link = cues["link"]
    return (
        rf"(?P<p>(?:{'|'.join(cues['p_names'])})\s?"
        rf"(?:(?P<op>[<>=≤≥])\s?(?P<pv>\d?\.\d+|[01](?![\d.%]))|(?P<pw>0?\.\d+)))"
        rf"|(?P<m>(?P<name>{names})(?![a-z0-9])(?:\s?[\])])?(?P<link>{link})"
        rf"(?P<mv>{_NUMBER}){_unit('unit')})"
        rf"|(?P<med>(?:{'|'.join(cues['medians'])}){link}(?P<medv>{_NUMBER}){_unit('medu')})"
        rf"|(?P<mean>(?:{'|'.join(cues['means'])}){link}(?P<meanv>{_NUMBER}){_unit('meanu')})"
    )


class StatisticsFinder:
    """Finds statistics by their form; what they belong to is for the findings stage.

    Parameters
    ----------
    model : Model
        Gives the names of the measures (``cues/<lang>/statistics.toml``).
    lang : str
        ``"en"`` or ``"zh"``.
    """

    def __init__(self, model: Model, lang: str) -> None:
        cues = model.cues(lang, "statistics")
        self._kinds = {
            name.lower(): kind for kind, names in cues["measures"].items() for name in names
        }
        names = "|".join(map(re.escape, sorted(self._kinds, key=len, reverse=True)))
        intervals = "|".join(map(re.escape, cues["intervals"]))
        firsts = "".join(sorted({re.escape(name[0]) for name in self._kinds} | set(cues["firsts"])))
        self._interval = late(_interval(intervals))
        self._pattern = model.compiler(lang, "statistics").late(
            rf"(?<![a-z0-9.])(?:(?=[\d.+-])(?:{_counts(intervals)})"
            rf"|(?=[{firsts}])(?:{_words(cues, names)}))",
            [*cues["p_names"], *cues["means"], *cues["medians"], cues["link"]],
        )

    def __call__(self, analysis: Analysis) -> None:
        """Fill ``analysis.statistics`` in the order of the text."""
        lower = analysis.text.lower
        found: list[Statistic] = []
        analysis.statistics = found
        if not _DIGIT.search(lower):
            return
        match = self._pattern.search(lower)
        while match is not None:
            item = self._read(match, lower, analysis)
            if item is not None:
                found.append(item)
            match = self._pattern.search(lower, match.end() if item is None else item.end)

    def _read(self, match: re.Match[str], lower: str, analysis: Analysis) -> Statistic | None:
        norm = analysis.text.norm
        group = _outer(match)
        if (group == "m" and not _is_named(match, norm)) or (
            group == "frac" and not _is_proportion(match)
        ):
            return None
        values = getattr(self, f"_{group}")(match)
        start, end = match.span()
        if group in _WITH_INTERVAL:
            interval = self._interval.match(lower, end)
            if interval is not None:
                end = interval.end()
                values |= {name: _number(interval[name]) for name in ("low", "high", "level")}
        return Statistic(text=norm[start:end], start=start, end=end, lang=analysis.lang, **values)

    @staticmethod
    def _p(match: re.Match[str]) -> dict[str, Any]:
        value = _number(match["pv"] or match["pw"])
        return {"kind": "p_value", "operator": match["op"] or "=", "value": value}

    def _m(self, match: re.Match[str]) -> dict[str, Any]:
        kind = self._kinds[match["name"]]
        return {"kind": kind, "value": _number(match["mv"]), "unit": match["unit"]}

    @staticmethod
    def _frac(match: re.Match[str]) -> dict[str, Any]:
        return {
            "kind": "proportion",
            "value": _number(match["fpct"]),
            "numerator": int(match["num"]),
            "denominator": int(match["den"]),
            "unit": "%" if match["fpct"] else None,
        }

    @staticmethod
    def _sd(match: re.Match[str]) -> dict[str, Any]:
        return {
            "kind": "mean",
            "value": _number(match["sdm"]),
            "sd": _number(match["sdv"]),
            "unit": match["sdu"],
        }

    @staticmethod
    def _sdp(match: re.Match[str]) -> dict[str, Any]:
        return {"kind": "mean", "value": _number(match["sdpm"]), "sd": _number(match["sdpv"])}

    @staticmethod
    def _iqr(match: re.Match[str]) -> dict[str, Any]:
        return {
            "kind": "median",
            "value": _number(match["iqrm"]),
            "low": _number(match["iqrl"]),
            "high": _number(match["iqrh"]),
        }

    @staticmethod
    def _med(match: re.Match[str]) -> dict[str, Any]:
        return {"kind": "median", "value": _number(match["medv"]), "unit": match["medu"]}

    @staticmethod
    def _mean(match: re.Match[str]) -> dict[str, Any]:
        return {"kind": "mean", "value": _number(match["meanv"]), "unit": match["meanu"]}

    @staticmethod
    def _pct(match: re.Match[str]) -> dict[str, Any]:
        return {"kind": "percent", "value": _number(match["pctv"]), "unit": "%"}


_OUTER: Final = ("p", "m", "frac", "sd", "sdp", "iqr", "med", "mean", "pct")
_WITH_INTERVAL: Final = frozenset(("m", "med", "mean", "sd", "sdp", "pct"))


def _outer(match: re.Match[str]) -> str:
    return next(name for name in _OUTER if match[name] is not None)


def _is_named(match: re.Match[str], norm: str) -> bool:
    """Tell the measure from a word that looks like its short name ("group 1 or 2")."""
    name = norm[match.start("name") : match.end("name")]
    if len(name) > _SHORT_NAME or not name.isascii() or "=" in match["link"]:
        return True
    return len(name) > 1 and name[0].isupper()


def _is_proportion(match: re.Match[str]) -> bool:
    """Tell a part of a whole from a quotient ("120/80") or a month ("03/2019")."""
    part, whole = int(match["num"]), int(match["den"])
    return part <= whole and not (part <= 12 and 1900 <= whole <= 2100 and "/" in match["frac"])
