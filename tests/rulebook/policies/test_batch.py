"""The batch path answers as the explained one does, case by case, and opens any case's explanation."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nscl.rulebook.policies import assess_item
from nscl.rulebook.policies.batch import assess_cases
from nscl.rulebook.policies.case import NOT_CREDIBLE_VND, Case, Certificate, Cost
from nscl.rulebook.policies.policy import Item, Policy, Rate
from tests.rulebook.policies.drawing import draw_case, shipped

DAYS = (date(2024, 5, 10), date(2025, 9, 1), date(2026, 6, 1), date(2031, 1, 1), date(2021, 10, 14))


@pytest.mark.parametrize("slug", list(shipped()))
def test_the_same_answers_as_one_by_one(slug: str) -> None:
    chance = random.Random(slug)
    policy = shipped()[slug]
    granted = 0
    for item in policy.items:
        for on in DAYS:
            cases = [draw_case(chance, item, on) for _ in range(40)]
            answers = assess_cases(cases, policy, item, on)
            for place, case in enumerate(cases):
                alone = assess_item(case, policy, item, on)
                assert (answers.state(place), int(answers.amounts_vnd[place])) == (alone.state, alone.amount_vnd), case
                granted += alone.amount_vnd > 0
            assert answers.decision(7) == assess_item(cases[7], policy, item, on)
    assert granted or slug in {"lang-son/ke-hoach-2026-2030", "quoc-gia/37-2026-nd-cp"}


def first_rule() -> tuple[Policy, Item, Case]:
    policy = shipped()["bac-giang/43-2022-nq-hdnd"]
    case = Case(
        content="management-system",
        kind="enterprise",
        province="bac-giang",
        subject="ISO 22000",
        costs=(Cost(head="build", vnd=NOT_CREDIBLE_VND - 1, on=date(2024, 3, 1)),) * 9,
        certificate=Certificate(number="CN", on=date(2024, 3, 1)),
        facts={},
        history=(),
    )
    return policy, policy.items[0], case


def test_large_sums_and_odd_per_cents_do_not_run_over() -> None:
    policy, item, case = first_rule()
    level = replace(item.levels[0], rate=Rate.of_percent(Decimal("33.333333")), cap=None)
    odd = replace(item, levels=(level,))
    whole = replace(policy, items=(odd,))
    answers = assess_cases([case], whole, odd, date(2024, 5, 10))
    alone = assess_item(case, whole, odd, date(2024, 5, 10))
    assert int(answers.amounts_vnd[0]) == alone.amount_vnd == 9 * (10**15 - 1) * 33_333_333 // 10**8


def test_the_explained_path_needs_no_numpy() -> None:
    """numpy is an extra: a province's laptop may be without it."""
    program = "import sys, nscl.rulebook.policies, nscl.rulebook.policies.trying; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_case_about_something_else_is_not_taken() -> None:
    policy, item, case = first_rule()
    with pytest.raises(ValueError, match="digital-consulting"):
        assess_cases([replace(case, content="digital-consulting")], policy, item, date(2024, 5, 10))
    assert len(assess_cases([], policy, item, date(2024, 5, 10)).marks) == 0
