"""Fixtures that all tests share: the bundled model and an extractor, opened once."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

import papnlp
from papnlp.extractor import Extractor
from papnlp.model import Model, open_model

settings.register_profile(
    "papnlp",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("papnlp")


@pytest.fixture(scope="session")
def model() -> Model:
    """The bundled model."""
    return open_model()


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """An extractor over the bundled model."""
    return papnlp.load()
