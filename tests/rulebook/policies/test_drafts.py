"""What no shipped rule has, on a draft: ceilings that bind, once for each standard, what becomes of cases under way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nscl.rulebook.policies import Case, Cost, Policy, State, StepKind, Support, assess
from nscl.rulebook.policies.batch import assess_cases
from nscl.rulebook.policies.trying import PastCase, try_policy
from nscl.rulebook.size import SizeClass
from tests.rulebook.policies.drafts import DRAFT, draft

ON = date(2027, 6, 1)
CASE = Case(
    content="management-system",
    kind="enterprise",
    province="bac-ninh",
    size=SizeClass.SMALL,
    subject="ISO 9001",
    costs=(Cost(head="contract", vnd=100_000_000, on=date(2027, 3, 1)),),
    facts={"social-enterprise": False, "in-programme": True},
    history=(),
)


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    return draft(tmp_path_factory.mktemp("draft"))


def test_the_national_ceiling_is_over_the_provinces_rate(policy: Policy) -> None:
    decision = assess(CASE, policy, ON)
    assert (decision.state, decision.amount_vnd) == (State.GRANTED, 80_000_000)
    step = next(one for one in decision.steps if one.kind is StepKind.CEILING)
    assert step.words == "Mức trần chung 80% của 100.000.000 đồng là 80.000.000 đồng: lấy 80.000.000 đồng."
    assert step.cite == "Nghị định 37/2026/NĐ-CP, điều 12.2"
    answers = assess_cases([CASE], policy, policy.items[0], ON)
    assert int(answers.amounts_vnd[0]) == 80_000_000


def test_the_ceiling_is_only_over_those_whom_it_is_about(policy: Policy) -> None:
    for changed in (replace(CASE, size=SizeClass.LARGE), replace(CASE, kind="cooperative", size=None)):
        assert assess(changed, policy, ON).amount_vnd == 90_000_000
    unknown = assess(replace(CASE, size=None), policy, ON)
    assert (unknown.state, unknown.missing[0].key) == (State.NOT_DECIDABLE, "size")
    assert unknown.at_most_vnd == 90_000_000


def test_once_for_each_standard(policy: Policy) -> None:
    had = Support(content="management-system", on=date(2024, 1, 1), vnd=1, subject="TCVN ISO 9001:2015", case="HS-5")
    again = assess(replace(CASE, history=(had,)), policy, ON)
    assert again.state is State.REFUSED
    assert again.reasons[0].words == (
        "Đã được hỗ trợ nội dung này ngày 01/01/2024 (hồ sơ HS-5): mỗi tiêu chuẩn, sản phẩm chỉ được hỗ trợ một lần."
    )
    assert assess(replace(CASE, subject="ISO 14001", history=(had,)), policy, ON).state is State.GRANTED


@pytest.mark.parametrize(("once", "state"), [("year", State.GRANTED), ("life", State.REFUSED), ("many", State.GRANTED)])
def test_once_a_year_once_for_life_or_often(tmp_path: Path, once: str, state: State) -> None:
    policy = draft(tmp_path, DRAFT.replace("once: subject", f"once: {once}"))
    last_year = replace(CASE, history=(Support(content="management-system", on=date(2026, 12, 31), vnd=1),))
    this_year = replace(CASE, history=(Support(content="management-system", on=date(2027, 1, 1), vnd=1),))
    assert assess(last_year, policy, ON).state is state
    assert (assess(this_year, policy, ON).state is State.GRANTED) is (once == "many")
    answers = assess_cases([last_year, this_year], policy, policy.items[0], ON)
    assert [answers.state(place) for place in range(2)] == [
        assess(one, policy, ON).state for one in (last_year, this_year)
    ]


def test_a_condition_may_forbid(policy: Policy) -> None:
    refused = assess(replace(CASE, facts={"social-enterprise": True}), policy, ON)
    assert [step.kind for step in refused.reasons] == [StepKind.CONDITION]


def test_a_case_under_way_when_the_policy_ends(policy: Policy, tmp_path: Path) -> None:
    after = date(2031, 2, 1)
    late = replace(CASE, submitted_on=date(2030, 12, 31))
    assert assess(late, policy, after).state is State.GRANTED
    refused = assess(replace(CASE, submitted_on=date(2031, 1, 1)), policy, after)
    assert refused.reasons[0].words == (
        "Ngày 01/02/2031 không còn hiệu lực: đã hết từ sau ngày 31/12/2030. "
        "Văn bản thay thế: Nghị quyết 01/2031/NQ-HĐND."
    )
    by_successor = draft(tmp_path, DRAFT.replace("under_way: this", "under_way: successor"))
    assert assess(late, by_successor, after).state is State.REFUSED


def test_costs_after_the_end_do_not_count(policy: Policy) -> None:
    late = replace(CASE, submitted_on=date(2030, 12, 1), costs=(Cost(head="contract", vnd=9, on=date(2031, 1, 1)),))
    refused = assess(late, policy, date(2031, 2, 1))
    assert refused.state is State.REFUSED
    assert any("khi văn bản không còn hiệu lực" in step.words for step in refused.steps)


def past(name: str, case: Case, paid: int, on: date = date(2024, 6, 1)) -> PastCase:
    dated = replace(case, costs=tuple(replace(cost, on=on) for cost in case.costs))
    return PastCase(name=name, case=dated, on=on, paid_vnd=paid)


def test_a_draft_is_tried_on_past_cases_with_its_budget_effect(policy: Policy) -> None:
    """Without its dates, but under the national ceiling that will be over it."""
    school = replace(CASE, kind="school")
    unknown = replace(CASE, costs=CASE.costs, facts={})
    trial = try_policy(
        [
            past("một", replace(CASE, item="quoc-gia/80-2021-nd-cp#startup-system"), 50_000_000),
            past("hai", CASE, 0, date(2025, 2, 3)),
            past("ba", school, 10_000_000),
            past("bốn", unknown, 0),
            past("năm", replace(CASE, content="traceability"), 70_000_000),
        ],
        policy,
    )
    assert (trial.total.paid_vnd, trial.total.draft_vnd, trial.total.difference_vnd) == (
        60_000_000,
        160_000_000,
        100_000_000,
    )
    assert trial.states == {State.GRANTED: 2, State.REFUSED: 1, State.NOT_DECIDABLE: 1}
    assert (trial.newly_granted, trial.no_longer_granted, trial.undecided_vnd) == (1, 1, 80_000_000)
    assert {year: change.difference_vnd for year, change in trial.by_year.items()} == {
        2024: 20_000_000,
        2025: 80_000_000,
    }
    assert (len(trial.effects), trial.others) == (4, 1)
    assert list(trial.by_content) == ["management-system"]
    assert [effect.difference_vnd for effect in trial.effects] == [30_000_000, 80_000_000, -10_000_000, 0]
    assert sum(change.difference_vnd for change in trial.by_content.values()) == trial.total.difference_vnd
