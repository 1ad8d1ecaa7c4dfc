"""The rules that are shipped, against their cases; what they say is what the sources say, and what is open says so."""

from __future__ import annotations

import pytest

from nscl.rulebook.policies import State, assess
from nscl.rulebook.policies.examples import Example, cases_beside, disagreements, read_examples
from nscl.rulebook.policies.policy import Policy, Role
from tests.rulebook.policies.drawing import RULES, shipped

SLUGS = ("bac-giang/43-2022-nq-hdnd", "lang-son/ke-hoach-2026-2030", "quoc-gia/37-2026-nd-cp", "quoc-gia/80-2021-nd-cp")


def examples_of(slug: str) -> tuple[Policy, tuple[Example, ...]]:
    policy = shipped()[slug]
    return policy, read_examples(cases_beside(RULES / f"{slug}.yaml"), policy.vocabulary)


def test_these_are_shipped() -> None:
    assert tuple(shipped()) == SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_every_case_comes_out_as_it_says(slug: str) -> None:
    policy, examples = examples_of(slug)
    wrong = [f"{one.name}: {difference}" for one in examples for difference in disagreements(one, policy)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_rule_and_every_cap_has_its_case(slug: str) -> None:
    policy, examples = examples_of(slug)
    answered = {(assess(one.case, policy, one.on).item, one.amount_vnd) for one in examples}
    for item in policy.items:
        assert item.ref in {ref for ref, _ in answered}, item.ref
        for level in item.levels:
            if level.cap and item.role is Role.LEVEL and level.rate:
                at_cap = {(item.ref, level.cap.vnd * units) for units in (1, 2, 3)}
                assert at_cap & answered, f"{item.ref}: no case at the cap of {level.cap.vnd}"


def test_what_the_sources_do_not_say_stays_open() -> None:
    """vietnam.md A1: of Bắc Giang's rules one is whole, one lacks its cap, the others are known by name only."""
    levels = {item.key: item.levels[0] for item in shipped()[SLUGS[0]].items}
    first, second = levels.pop("systems-1"), levels.pop("systems-2")
    assert first.rate
    assert first.cap
    assert (str(first.rate.percent), first.cap.vnd) == ("50", 50_000_000)
    assert second.rate
    assert (str(second.rate.percent), second.cap, second.is_cap_missing) == ("50", None, True)
    assert levels
    assert all(level.rate is None and level.is_cap_missing for level in levels.values())


def test_a_policy_whose_amounts_are_not_known_never_pays() -> None:
    for slug in (SLUGS[1], SLUGS[2]):
        _, examples = examples_of(slug)
        assert {one.state for one in examples} <= {State.REFUSED, State.NOT_DECIDABLE}


@pytest.mark.parametrize("slug", SLUGS)
def test_everything_is_cited(slug: str) -> None:
    policy = shipped()[slug]
    assert policy.source
    for item in policy.items:
        assert item.cite.startswith(("Nghị quyết", "Nghị định", "Kế hoạch")), item.ref
        assert item.words
    cites = [policy.overlap.cite, *(one.cite for one in policy.priorities or ())]
    cites += [*(one.cite for one in policy.limits or ()), *(one.cite for one in policy.documents or ())]
    assert all("điều" in cite or "mục" in cite for cite in cites)


def test_the_procedure_of_decree_80_is_there() -> None:
    policy = shipped()[SLUGS[3]]
    limit = policy.time_limit("answer")
    assert limit is not None
    assert limit.working_days == 14
    assert [one.at for one in policy.documents or ()].count("payment") == 3
    assert policy.time_limit("khong-co") is None
