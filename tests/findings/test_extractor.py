from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from findings.casework import SECTIONS, Runner, analyse, read_cases, shorten
from papnlp.model import open_model

CASES = read_cases(Path(__file__).parent.parent / "cases" / "findings")


@pytest.fixture(scope="module")
def runner() -> Runner:
    return Runner(open_model())


def told(case):
    """A case with ``gap`` is known to be read wrongly; once it is read right, the mark must go."""
    marks = pytest.mark.xfail(reason="known gap", strict=True) if case.get("gap") else ()
    return pytest.param(case, marks=marks, id=f"{case['where']} {case['phenomenon']}")


@pytest.mark.parametrize("case", map(told, CASES))
def test_case(runner, case):
    found = sorted(map(shorten, runner.run(case).findings))
    assert found == sorted(case["findings"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["where"])
def test_offsets_stand_in_the_text(runner, case):
    analysis = runner.run(case)
    norm = analysis.text.norm
    for finding in analysis.findings:
        assert 0 <= finding.start < finding.end <= len(norm)
        assert finding.cue is not None
        assert norm[slice(*finding.cue)].strip()
        for slots in finding.slots.values():
            for slot in slots:
                assert 0 <= slot.start < slot.end <= len(norm)


@pytest.mark.parametrize("design", ["protocol"])
def test_protocol_claims_nothing(runner, design):
    for case in CASES:
        assert not runner.run({**case, "design": design}).findings


PHENOMENA = sorted({case["phenomenon"] for case in CASES})
ENOUGH = 20


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("phenomenon", PHENOMENA)
def test_every_phenomenon_has_enough_cases_negatives_among_them(phenomenon, lang):
    own = [case for case in CASES if (case["phenomenon"], case["lang"]) == (phenomenon, lang)]
    assert len(own) >= ENOUGH
    assert any(not case["findings"] for case in own)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["where"])
def test_a_case_stands_in_the_file_of_its_phenomenon(case):
    language = {"en": "english", "zh": "chinese"}[case["lang"]]
    name = case["phenomenon"].replace(" ", "_")
    assert case["where"].startswith(f"{language}_{name}.jsonl:")


@settings(max_examples=150, deadline=None)
@given(
    case=st.sampled_from(CASES),
    cuts=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    extra=st.text(alphabet="()[],;:.。、 ab中<=0.5%\n", max_size=20),
)
def test_damaged_text_never_breaks(case, cuts, extra):
    runner = _shared()
    damaged = dict(case)
    for section in SECTIONS:
        text = case.get(section)
        if text and "{" not in text:
            begin, end = sorted(int(cut * len(text)) for cut in cuts)
            damaged[section] = text[:begin] + extra + text[end:]
        elif text:
            damaged[section] = extra + text + extra
    analysis = runner.run(damaged)
    for finding in analysis.findings:
        assert 0 <= finding.start < finding.end <= len(analysis.text.norm)


_RUNNERS: list[Runner] = []


def _shared() -> Runner:
    if not _RUNNERS:
        _RUNNERS.append(Runner(open_model()))
    return _RUNNERS[0]


def test_running_twice_gives_the_same(runner):
    for case in CASES:
        first = runner.run(case).findings
        assert runner.run(case).findings == first


def test_text_without_interventions_is_left_alone(runner):
    case = {
        "lang": "en",
        "results": "{Phantom limb pain} fell from 7 to 3 (p = 0.01).",
        "findings": [],
    }
    assert runner.run(case).findings == []


def test_analysis_of_a_case_has_offsets_of_its_mentions(runner):
    case = CASES[0]
    analysis = analyse(case, runner.model, runner.sentencizer(case["lang"]))
    assert all(analysis.text.norm[t.start : t.end].strip() for t in analysis.mentions)
