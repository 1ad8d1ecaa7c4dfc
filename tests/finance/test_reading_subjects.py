"""Which item of a plan a doubt of the reader is about."""

from __future__ import annotations

import pytest

from nscl.documents.pack.schema import PlanPack
from nscl.documents.pack.values import Span
from nscl.finance.operations.readings.subjects import Subjects
from nscl.plans.enums import ItemKind
from tests.factories.plans import small_pack


@pytest.mark.parametrize(
    ("subject", "at", "expected"),
    [
        ("tasks[2.1]", None, (ItemKind.TASK, 1, "")),
        ("tasks[2]", None, (ItemKind.TASK, 1, "")),  # no task carries this number: the second one
        ("tasks[9.9]", Span(20, 21), (ItemKind.TASK, 0, "")),  # no such number: the one on these lines
        ("tasks[9.9]", Span(90, 91), None),
        ("tasks[9.9]", None, None),
        ("tasks", Span(20, 21), None),
        ("agencies[so-y-te].name", None, (ItemKind.AGENCY, 2, "name")),
        ("task_groups[2]", None, (ItemKind.TASK_GROUP, 1, "")),
        ("budget.lines[I.1].by_year.2021.state", None, (ItemKind.BUDGET_LINE, 1, "by_year.2021.state")),
        ("budget.lines", None, None),
        ("budget", None, (ItemKind.BUDGET, 0, "")),
        ("budget.grand_total.total.all", None, (ItemKind.BUDGET, 0, "grand_total.total.all")),
        ("plan", None, (ItemKind.HEADER, 0, "")),
        ("plan.province.code", None, (ItemKind.HEADER, 0, "province.code")),
        ("reporting[1].due", None, (ItemKind.REPORTING, 0, "due")),
        ("support_rules[3]", None, None),
        ("no such thing", Span(1, 2), None),
        ("", None, None),
    ],
)
def test_a_doubt_finds_its_item(subject: str, at: Span | None, expected: tuple[ItemKind, int, str] | None) -> None:
    found = Subjects(small_pack()).find(subject, at)
    assert (None if found is None else (found.table.kind, found.place, found.path)) == expected


def test_a_plan_without_a_budget_has_no_frame_to_doubt() -> None:
    without: PlanPack = small_pack().model_copy(update={"budget": None})
    assert Subjects(without).find("budget.years", None) is None
