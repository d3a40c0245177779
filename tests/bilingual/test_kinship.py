"""Concepts that two languages may give to one thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papnlp.bilingual.kinship import Kinship
from papnlp.findings.knowledge import Knowledge
from papnlp.model import open_model
from papnlp.terms.names import PREFIX

KIN = Kinship(Knowledge(open_model()))
IDS = [concept.id for concept in open_model().vocabulary]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pap:spinal-cord-stimulation", "pap:neurostimulation"),
        ("pap:burst-spinal-cord-stimulation", "pap:spinal-cord-stimulation"),
        ("pap:visual-analogue-scale", "pap:pain-intensity"),
        ("pap:pain-relief", "pap:pain-intensity"),
        ("pap:pain-incidence", "pap:pain-relief"),
        (PREFIX + "walking-comfort", "pap:sleep"),
    ],
)
def test_akin_both_ways(one, other):
    assert KIN(one, other)
    assert KIN(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pap:gabapentin", "pap:pregabalin"),
        ("pap:burst-spinal-cord-stimulation", "pap:high-frequency-spinal-cord-stimulation"),
        ("pap:phantom-limb-pain", "pap:residual-limb-pain"),
        ("pap:visual-analogue-scale", "pap:sleep"),
        ("pap:pain-intensity", "pap:sleep"),
        ("pap:nothing-known", "pap:gabapentin"),
    ],
)
def test_not_akin(one, other):
    assert not KIN(one, other)
    assert not KIN(other, one)


@given(st.sampled_from(IDS), st.sampled_from(IDS))
def test_kinship_is_mutual(one, other):
    assert KIN(one, other) == KIN(other, one)
