"""Several rules about one content, side by side: Decree 80/2021, article 4.2 lets the organisation pick one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from nscl.rulebook.policies import Case, Certificate, Cost, State
from nscl.rulebook.policies.comparing import compare
from nscl.rulebook.size import SizeClass
from tests.rulebook.policies.drawing import shipped

ON = date(2024, 5, 10)
CASE = Case(
    content="management-system",
    kind="enterprise",
    province="bac-giang",
    size=SizeClass.SMALL,
    subject="ISO 22000",
    costs=(
        Cost(head="build", vnd=60_000_000, on=date(2024, 3, 1)),
        Cost(head="contract", vnd=45_000_000, on=date(2024, 3, 1)),
    ),
    certificate=Certificate(number="CN", on=date(2024, 4, 1)),
    facts={"innovative-startup": True, "cluster-member": False, "quality-system": True},
    history=(),
)


def test_the_best_stands_first_and_all_others_beside_it() -> None:
    comparison = compare(CASE, shipped().values(), ON)
    assert [(one.item.partition("#")[2], one.state, one.amount_vnd) for one in comparison.options] == [
        ("startup-system", State.GRANTED, 45_000_000),
        ("systems-1", State.GRANTED, 30_000_000),
        ("systems-2", State.REFUSED, 0),
        ("cluster-system", State.REFUSED, 0),
    ]
    assert [one.amount_vnd for one in comparison.granted] == [45_000_000, 30_000_000]
    assert comparison.choice is not None
    assert comparison.choice.cite.startswith("Nghị định 80/2021/NĐ-CP, điều 4.2")
    assert [one.item for one in comparison.ceilings] == ["quoc-gia/37-2026-nd-cp#sme-programme"]


def test_rules_of_other_provinces_are_not_offered() -> None:
    there = compare(replace(CASE, province="lang-son"), shipped().values(), date(2026, 6, 1))
    assert {one.policy for one in there.options} == {"lang-son/ke-hoach-2026-2030", "quoc-gia/80-2021-nd-cp"}
    unknown = compare(replace(CASE, province=None), shipped().values(), ON)
    assert "bac-giang/43-2022-nq-hdnd" in {one.policy for one in unknown.options}


def test_the_rule_of_choice_only_where_it_is_in_force() -> None:
    assert compare(CASE, shipped().values(), date(2021, 1, 1)).choice is None
    assert compare(CASE, (), ON).options == ()
