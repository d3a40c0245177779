"""Claims that say the same become one."""

from __future__ import annotations

import pytest

from papnlp.analysis import Finding, Statistic
from papnlp.findings.assemble import Assembler, Claim
from papnlp.findings.knowledge import Knowledge
from papnlp.model import open_model

MEAN = Statistic("mean", "2.8", 10, 13, "en")


def claim(outcome: str, section: str, *statistics: Statistic, bare: bool = True) -> Claim:
    told = ("pap:ketamine", "improved", "asserted", section)
    start = 0 if section == "results" else 50
    finding = Finding(
        *told, start, start + 20, None, "test", outcome=outcome, statistics=statistics
    )
    return Claim(finding, bare=bare)


@pytest.mark.parametrize(
    ("statistics", "bare", "outcome"),
    [
        ((MEAN,), True, "pap:pain-intensity"),
        ((), True, "pap:pain-intensity"),
        ((MEAN,), False, "pap:pain-intensity"),
        ((), False, "pap:pain-relief"),
    ],
)
def test_a_conclusion_renames_only_what_was_neither_measured_nor_named(
    statistics: tuple[Statistic, ...], bare: bool, outcome: str
) -> None:
    result = claim("pap:pain-intensity", "results", *statistics)
    conclusion = claim("pap:pain-relief", "conclusions", bare=bare)
    (finding,) = Assembler(Knowledge(open_model()))([result, conclusion])
    assert finding.outcome == outcome
    assert len(finding.places) == 2


def test_results_with_other_outcomes_stay_apart() -> None:
    claims = [claim("pap:pain-intensity", "results"), claim("pap:sleep", "results")]
    assert len(Assembler(Knowledge(open_model()))(claims)) == 2
