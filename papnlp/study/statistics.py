"""Numbers with what they measure: p-values, differences, ratios, means, percentages."""

from __future__ import annotations

import re
from typing import Any, Final

from papnlp.analysis import Analysis
from papnlp.evidence import Statistic
from papnlp.model import Model

_NUMBER: Final = r"[-+]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_RANGE: Final = r"\s*(?:to|至|到|-|~|,|;)\s*"
_UNIT: Final = (
    r"(?:\s?(?P<{name}>mm ?hg|mmhg|mm|cm|mg/day|mg/d|mg|μg|ml|kg|g|points?|hours?|h|min|minutes?|"
    r"days?|weeks?|months?|years?|分|毫克|毫米|小时|天|周|月|年|%)(?![a-z]))?"
)


def _unit(name: str) -> str:
    return _UNIT.replace("{name}", name)


def _number(text: str | None) -> float | None:
    return None if text is None else float(text.replace(",", "").lstrip("+"))


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
        cues: dict[str, Any] = model.cues(lang, "statistics")
        self._kinds = {
            name.lower(): kind for kind, names in cues["measures"].items() for name in names
        }
        self._names = sorted(self._kinds, key=len, reverse=True)
        names = "|".join(map(re.escape, self._names))
        interval = "|".join(map(re.escape, cues["intervals"]))
        mean = "|".join(cues["means"])
        median = "|".join(cues["medians"])
        link = cues["link"]
        p_name = "|".join(cues["p_names"])
        ci = (
            rf"(?P<level>\d{{2}}(?:\.\d)?)\s?%\s?(?:{interval})(?:\s?[\[(][a-z]+[\])])?[\s\[(,:;=]*"
            rf"(?P<low>{_NUMBER}){_RANGE}(?P<high>{_NUMBER})"
        )
        self._interval = re.compile(rf"[\s,;:(\[]*(?:\w+\s)?{ci}")
        counts = (
            rf"(?P<frac>(?P<num>\d+)\s?(?:/|of|out of)\s?(?P<den>\d+)"
            rf"(?:\s?[(\[,]\s?(?P<fpct>\d+(?:\.\d+)?)\s?%\s?[)\]]?)?)(?![\d/])"
            rf"|(?P<sd>(?P<sdm>{_NUMBER})\s?(?:±|\+/-)\s?(?P<sdv>\d+(?:\.\d+)?))"
            rf"|(?P<sdp>(?P<sdpm>{_NUMBER})\s?[(\[]\s?(?:sd|标准差)[\s=:]*"
            rf"(?P<sdpv>\d+(?:\.\d+)?)\s?[)\]]?)"
            rf"|(?P<iqr>(?P<iqrm>{_NUMBER})\s?[(\[]\s?(?:iqr|四分位数?间距)[\s,=:]*"
            rf"(?P<iqrl>{_NUMBER}){_RANGE}(?P<iqrh>{_NUMBER})\s?[)\]]?)"
            rf"|(?P<pct>(?P<pctv>\d+(?:\.\d+)?)\s?%(?!\s?(?:{interval}|confidence|credible)))"
        )
        words = (
            rf"(?P<p>(?:{p_name})\s?(?P<op>[<>=≤≥])\s?(?P<pv>\d?\.\d+|[01](?![\d.%])))"
            rf"|(?P<m>(?:{names})(?![a-z0-9])(?:\s?[\])])?{link}(?P<mv>{_NUMBER}){_unit('unit')})"
            rf"|(?P<med>(?:{median}){link}(?P<medv>{_NUMBER}){_unit('medu')})"
            rf"|(?P<mean>(?:{mean}){link}(?P<meanv>{_NUMBER}){_unit('meanu')})"
        )
        firsts = "".join(sorted({re.escape(name[0]) for name in self._kinds} | set(cues["firsts"])))
        self._pattern = re.compile(
            rf"(?<![a-z0-9.])(?:(?=[\d.+-])(?:{counts})|(?=[{firsts}])(?:{words}))"
        )

    def __call__(self, analysis: Analysis) -> None:
        """Fill ``analysis.statistics`` in the order of the text."""
        lower = analysis.text.lower
        lang = analysis.lang
        analysis.statistics = [
            self._read(match, lower, analysis.text.norm, lang)
            for match in self._pattern.finditer(lower)
        ]

    def _read(self, match: re.Match[str], lower: str, norm: str, lang: str) -> Statistic:
        group = _outer(match)
        values = getattr(self, f"_{group}")(match)
        end = match.end()
        if group in ("m", "med", "mean", "sd", "sdp"):
            interval = self._interval.match(lower, end)
            if interval is not None:
                end = interval.end()
                values |= {
                    "low": _number(interval["low"]),
                    "high": _number(interval["high"]),
                    "level": _number(interval["level"]),
                }
        start = match.start()
        return Statistic(text=norm[start:end], start=start, end=end, lang=lang, **values)

    @staticmethod
    def _p(match: re.Match[str]) -> dict[str, Any]:
        return {"kind": "p_value", "operator": match["op"], "value": _number(match["pv"])}

    def _m(self, match: re.Match[str]) -> dict[str, Any]:
        text = match["m"]
        name = next(name for name in self._names if text.startswith(name))
        return {"kind": self._kinds[name], "value": _number(match["mv"]), "unit": match["unit"]}

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
        return {"kind": "mean", "value": _number(match["sdm"]), "sd": _number(match["sdv"])}

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


def _outer(match: re.Match[str]) -> str:
    return next(name for name in _OUTER if match[name] is not None)
