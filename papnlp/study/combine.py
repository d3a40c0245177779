"""One study from what its two languages say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from papnlp.analysis import Analysis
from papnlp.evidence import Population, Study


def _population(one: Population, other: Population) -> Population:
    return Population(
        limb=one.limb or other.limb,
        level=one.level or other.level,
        cause=one.cause or other.cause,
        age_group=one.age_group or other.age_group,
    )


def _sample_size(analyses: Sequence[Analysis]) -> int | None:
    """Return the sample size of the text in which it stands out most, the first of equal ones.

    A number that one language tells from the others only just ("22 received ..., 20
    completed") is often told plainly in the other.
    """
    given = [item for item in analyses if item.study.sample_size is not None]
    if not given:
        return None
    return max(given, key=lambda item: item.sample_lead).study.sample_size


def combine_studies(analyses: Mapping[str, Analysis]) -> Study:
    """Return the study of a document; English decides, Chinese fills what it leaves open.

    Of two sample sizes the one that stands out more in its text is taken.

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
        sample_size=_sample_size([analyses["en"], analyses["zh"]]),
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
