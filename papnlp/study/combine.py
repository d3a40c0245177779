"""One study from what its two languages say of it."""

from __future__ import annotations

from collections.abc import Mapping

from papnlp.analysis import Analysis
from papnlp.evidence import Population, Study


def _population(one: Population, other: Population) -> Population:
    return Population(
        limb=one.limb or other.limb,
        level=one.level or other.level,
        cause=one.cause or other.cause,
        age_group=one.age_group or other.age_group,
    )


def combine_studies(analyses: Mapping[str, Analysis]) -> Study:
    """Return the study of a document; English decides, Chinese fills what it leaves open.

    Parameters
    ----------
    analyses : mapping of str to Analysis
        By language, at least one.
    """
    studies = [analyses[lang].study for lang in ("en", "zh") if lang in analyses]
    first = studies[0]
    if len(studies) == 1:
        return first
    second = studies[1]
    return Study(
        design=second.design if first.design == "unclear" else first.design,
        sample_size=second.sample_size if first.sample_size is None else first.sample_size,
        relevant=first.relevant or second.relevant,
        population=_population(first.population, second.population),
        follow_up=first.follow_up or second.follow_up,
        databases=first.databases or second.databases,
        years=first.years or second.years,
        registration=first.registration or second.registration,
        included_studies=(
            second.included_studies if first.included_studies is None else first.included_studies
        ),
    )
