from functools import cache

import pytest

from papnlp.abbreviations.definitions import DefinitionFinder
from papnlp.model import open_model


@cache
def _finder(lang: str) -> DefinitionFinder:
    return DefinitionFinder(open_model(), lang)


@pytest.fixture
def finder():
    return _finder
