"""`assess` for any case: always an answer with its reasons, never above cap or per cent, never outside the days."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.rulebook.policies import Case, Cost, Decision, Item, Outcome, Policy, State, StepKind, assess, assess_item
from nscl.rulebook.policies.policy import ForceStatus
from tests.rulebook.policies.drawing import draw_case, draw_day, shipped

RULES = [(policy, item) for policy in shipped().values() for item in policy.items]
SEEDS = st.integers(0, 2**32)
MANY = settings(max_examples=150, deadline=None)


def drawn(seed: int) -> tuple[Case, Policy, Item, date]:
    chance = random.Random(seed)
    policy, item = chance.choice(RULES)
    on = chance.choice([date(2024, 5, 10), date(2026, 6, 1), draw_day(chance)])
    return draw_case(chance, item, on), policy, item, on


def usable_vnd(case: Case, item: Item, on: date) -> int:
    """The most that could count: written anew, without the code under test."""
    heads = item.heads or frozenset()
    return sum(
        cost.vnd
        for cost in case.costs
        if cost.head in heads and not cost.used_by and cost.on and cost.on <= on and 0 < cost.vnd < 10**15
    )


@MANY
@given(SEEDS)
def test_every_case_gets_an_answer_with_its_reasons(seed: int) -> None:
    case, policy, _, on = drawn(seed)
    decision = assess(case, policy, on)
    outcomes = {step.outcome for step in decision.steps}
    assert decision.steps[-1].kind is StepKind.RESULT or decision.state is State.REFUSED
    assert all(step.words and step.cite for step in decision.steps)
    if decision.state is State.GRANTED:
        assert decision.amount_vnd > 0
        assert not decision.missing
        assert not decision.reasons
        assert not outcomes & {Outcome.FAILED, Outcome.UNKNOWN}
    else:
        assert decision.amount_vnd == 0
        assert decision.reasons
        assert (Outcome.FAILED in outcomes) is (decision.state is State.REFUSED)
    if decision.state is State.NOT_DECIDABLE:
        assert all(one.key and one.name and one.supply for one in decision.missing)
        assert decision.missing
    assert assess(case, policy, on) == decision


@MANY
@given(SEEDS)
def test_an_amount_is_within_the_cap_and_the_per_cent(seed: int) -> None:
    case, policy, item, on = drawn(seed)
    decision = assess_item(case, policy, item, on)
    if decision.state is not State.GRANTED:
        return
    best = max(level.rate.percent for level in item.levels if level.rate)
    cap = max(level.cap.vnd for level in item.levels if level.cap) * case.units
    assert decision.amount_vnd <= cap
    assert decision.amount_vnd * 100 <= usable_vnd(case, item, on) * best
    amounts = [step.amount_vnd for step in decision.steps if step.kind in {StepKind.PERCENT, StepKind.CAP}]
    assert amounts == sorted(amounts, key=lambda vnd: -(vnd or 0))  # min, never max
    assert amounts[-1] == decision.amount_vnd


@MANY
@given(SEEDS, st.integers(0, 500_000_000))
def test_more_cost_never_gives_less(seed: int, more: int) -> None:
    case, policy, item, on = drawn(seed)
    decision = assess_item(case, policy, item, on)
    if decision.state is not State.GRANTED:
        return
    head = next(step for step in case.costs if step.head in (item.heads or ()))
    raised = Cost(head=head.head, vnd=more, on=head.on if head.on and head.on <= on else on)
    again = assess_item(replace(case, costs=(*case.costs, raised)), policy, item, on)
    assert again.state is State.GRANTED
    assert again.amount_vnd >= decision.amount_vnd


@MANY
@given(SEEDS, st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_outside_the_days_nothing_is_granted(seed: int, on: date) -> None:
    case, policy, item, _ = drawn(seed)
    period = policy.force_on(on)
    decision = assess_item(case, policy, item, on)
    if period is None:
        assert decision.state is not State.GRANTED
    elif period.status is ForceStatus.NOT_KNOWN:
        assert decision.state in {State.REFUSED, State.NOT_DECIDABLE}


def bac_giang(**changes: object) -> Decision:
    case = Case(
        content="management-system",
        kind="enterprise",
        province="bac-giang",
        subject="ISO 22000",
        costs=(Cost(head="build", vnd=80_000_000, on=date(2024, 3, 1)),),
        facts={"certified": False},
        history=(),
    )
    return assess(replace(case, **changes), shipped()["bac-giang/43-2022-nq-hdnd"], date(2024, 5, 10))  # type: ignore[arg-type]


def test_a_refusal_is_explained_as_fully_as_a_grant() -> None:
    """All that stands in the way at once, and the calculation that would have been, each with its citation."""
    refused = bac_giang(kind="school", province="lang-son")
    assert {step.kind for step in refused.reasons} == {StepKind.KIND, StepKind.PROVINCE, StepKind.CERTIFICATE}
    words = [step.words for step in refused.reasons]
    assert words[0] == (
        "Loại hình: cơ sở giáo dục, giáo dục nghề nghiệp, không thuộc đối tượng (doanh nghiệp, hợp tác xã, "
        "liên hiệp hợp tác xã)."
    )
    percent = next(step for step in refused.steps if step.kind is StepKind.PERCENT)
    assert (percent.words, percent.amount_vnd) == ("50% của 80.000.000 đồng là 40.000.000 đồng.", 40_000_000)
    assert percent.cite == "Nghị quyết 43/2022/NQ-HĐND, quy định 1.1"
    costs = next(step for step in refused.steps if step.kind is StepKind.COSTS)
    assert costs.facts == (("chi phí xây dựng", "80.000.000 đồng"),)


def test_what_is_not_known_is_bounded_where_it_can_be() -> None:
    open_cap = bac_giang(subject="ISO 9001", facts={})
    assert (open_cap.state, open_cap.at_most_vnd) == (State.NOT_DECIDABLE, 40_000_000)
    keys = {one.key: one.supply for one in open_cap.missing}
    assert keys["text.systems-2.cap"].endswith("data/rules/bac-giang/43-2022-nq-hdnd.yaml")
    assert open_cap.rule.startswith("hỗ trợ 50% chi phí")
    unread = bac_giang(costs=(Cost(head="build", vnd=80_000_000, on=None),), facts={})
    assert (unread.state, unread.at_most_vnd) == (State.NOT_DECIDABLE, None)


def test_what_was_not_read_in_the_text_is_said_with_every_answer() -> None:
    cautions = " ".join(bac_giang(subject="ISO 9001").cautions)
    assert "Chưa đọc được trong Nghị quyết 43/2022/NQ-HĐND: các điều kiện khác" in cautions
    assert "Chưa kiểm chứng: Nghị quyết 43/2022/NQ-HĐND, quy định 1.2" in cautions


@pytest.mark.parametrize("content", ["", "khong-co", "digital-consulting"])
def test_a_content_that_the_policy_does_not_have(content: str) -> None:
    refused = bac_giang(content=content)
    assert (refused.state, refused.item, refused.reasons[0].kind) == (State.REFUSED, "", StepKind.CONTENT)
