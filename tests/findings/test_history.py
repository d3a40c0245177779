"""Which result a claim at large is about: by arms, by pain type, by what can be lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from papnlp.analysis import Slot
from papnlp.findings.history import History, Result
from papnlp.findings.targets import Target

NOBODY: frozenset[str] = frozenset()
HERE = Slot(0, 1)


def target(outcome: str | None, *pains: str) -> Target:
    return Target(outcome, pains=tuple((pain, HERE) for pain in pains))


SLEEP, MOOD, PAIN = target("sleep"), target("mood"), target("intensity", "phantom")
STUMP = target("intensity", "residual")


def history(*results: tuple[str, str, Target], directed: bool = True) -> History:
    made = History()
    for subject, comparator, about in results:
        made.add({subject}, {comparator} if comparator else (), [about], directed=directed)
    return made


def arms(*names: str) -> frozenset[str]:
    return frozenset(names)


def test_the_arms_of_a_result_are_those_of_both_sides():
    assert Result(arms("a"), arms("b"), (SLEEP,), directed=True).arms == {"a", "b"}


def test_efficacy_at_large_is_no_result_to_return_to():
    made = History()
    made.add({"a"}, (), [target(None)], directed=True)
    assert made.results == []
    made.add({"a"}, (), [target(None), SLEEP], directed=True)
    assert [result.targets for result in made.results] == [(SLEEP,)]


def test_an_empty_history_has_nothing():
    assert History().recall(arms("a"), NOBODY, (), shared=True) == ()


def test_the_result_of_the_same_arm_wins_over_a_later_one():
    made = history(("a", "", SLEEP), ("b", "", MOOD))
    assert made.recall(arms("a"), NOBODY, (), shared=True) == (SLEEP,)


def test_both_arms_of_a_comparison_count_more_than_one():
    made = history(("a", "b", SLEEP), ("a", "c", MOOD))
    assert made.recall(arms("a"), arms("b"), (), shared=True) == (SLEEP,)
    assert made.recall(arms("b"), arms("a"), (), shared=True) == (SLEEP,)


def test_of_equals_the_last_wins():
    made = history(("a", "", SLEEP), ("a", "", MOOD))
    assert made.recall(arms("a"), NOBODY, (), shared=True) == (MOOD,)


def test_a_result_of_other_arms_will_do_in_one_study_alone():
    made = history(("b", "", SLEEP))
    assert made.recall(arms("a"), NOBODY, (), shared=True) == (SLEEP,)
    assert made.recall(arms("a"), NOBODY, (), shared=False) == ()


def test_a_claim_that_names_no_arm_takes_the_last_result_of_one_study():
    made = history(("a", "", SLEEP), ("b", "", MOOD))
    assert made.recall(NOBODY, NOBODY, (), shared=True) == (MOOD,)
    assert made.recall(NOBODY, NOBODY, (), shared=False) == ()


def test_the_pain_type_decides_among_results_of_one_arm():
    made = history(("a", "", PAIN), ("a", "", STUMP))
    assert made.recall(arms("a"), NOBODY, ["phantom"], shared=True) == (PAIN,)
    assert made.recall(arms("a"), NOBODY, ["residual"], shared=True) == (STUMP,)


def test_only_the_targets_of_the_pain_type_are_kept():
    made = History()
    made.add({"a"}, (), [PAIN, STUMP, SLEEP], directed=True)
    assert made.recall(arms("a"), NOBODY, ["phantom"], shared=True) == (PAIN,)
    assert made.recall(arms("a"), NOBODY, (), shared=True) == (PAIN, STUMP, SLEEP)


def test_another_pain_type_counts_against_a_result_and_no_pain_type_rules_it_out():
    made = history(("a", "", STUMP))
    assert made.recall(arms("a"), NOBODY, ["phantom"], shared=True) == (STUMP,)
    assert made.recall(NOBODY, NOBODY, ["phantom"], shared=True) == ()
    assert history(("a", "", SLEEP)).recall(arms("a"), NOBODY, ["phantom"], shared=True) == ()


def test_sameness_cannot_be_lost():
    made = history(("a", "", SLEEP))
    made.add({"a"}, (), [MOOD], directed=False)
    assert made.recall(arms("a"), NOBODY, (), shared=True) == (MOOD,)
    assert made.recall(arms("a"), NOBODY, (), shared=True, gained=True) == (SLEEP,)


def test_results_of_its_own_are_those_in_which_an_arm_acts():
    made = history(("a", "c", SLEEP), ("b", "c", MOOD))
    assert made.tells_of(arms("a"))
    assert made.tells_of(arms("a", "b"))
    assert not made.tells_of(arms("c"))
    assert not made.tells_of(arms("a", "c"))
    assert not History().tells_of(arms("a"))


NAMES = st.sampled_from("abc")
RESULTS = st.lists(
    st.tuples(
        st.frozensets(NAMES, min_size=1, max_size=2),
        st.frozensets(NAMES, max_size=2),
        st.sampled_from([SLEEP, MOOD, PAIN, STUMP]),
        st.booleans(),
    ),
    max_size=6,
)


@given(
    RESULTS,
    st.frozensets(NAMES, max_size=2),
    st.frozensets(NAMES, max_size=2),
    st.lists(st.sampled_from(["phantom", "residual"]), max_size=2, unique=True),
    st.booleans(),
    st.booleans(),
)
def test_what_is_recalled_was_reported_on_arms_that_fit(
    results, subjects, comparators, pains, shared, lost
):
    made = History()
    for own, against, about, directed in results:
        made.add(own, against, [about], directed=directed)
    found = made.recall(subjects, comparators, pains, shared=shared, gained=lost)
    fitting = [
        result
        for result in made.results
        if (result.directed or not lost) and (shared or result.arms & (subjects | comparators))
    ]
    assert found == () or any(set(found) <= set(result.targets) for result in fitting)
    if fitting and not pains:
        assert found
