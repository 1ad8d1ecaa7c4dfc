"""Years outside the plan, before its issue, and schedules that are missing."""

from nscl.documents.pack.enums import ReviewKind, ScheduleKind
from nscl.documents.pack.schema import Period, Review, Schedule
from nscl.documents.pack.values import Span
from nscl.text.dates import PartialDate
from tests.documents.checks.builders import (
    amounts,
    basis,
    budget,
    findings,
    header,
    line,
    output,
    rules,
    target,
    task,
    years,
)


def test_schedule_outside_the_period() -> None:
    early = task("I.1", schedule=years(2025, 2025, ScheduleKind.SINGLE))
    plan = header(issued_on=PartialDate.from_iso("2025-08-28"))
    (found,) = findings("years.outside-period", plan=plan, tasks=(early,))
    assert found.says == "Nhiệm vụ I.1: thời gian năm 2025"
    assert found.subject == "tasks[I.1].schedule"


def test_milestone_phase_and_review_outside_the_period() -> None:
    late = task("I.1", outputs=(output("3 lớp", 3, by=2031),))
    assert rules(tasks=(late,)) == ["years.outside-period"]
    assert rules(targets=(target("T1", phase=Period(start=2021, end=2025)),)) == ["years.outside-period"]
    final = Review(kind=ReviewKind.FINAL, year=2031, lead="so-khcn", at=Span(1, 1))
    assert rules(reviews=(final,)) == []
    assert rules(reviews=(final.model_copy(update={"year": 2032}),)) == ["years.outside-period"]
    assert rules(reviews=(final.model_copy(update={"kind": ReviewKind.INTERIM}),)) == ["years.outside-period"]


def test_budget_years_outside_and_missing() -> None:
    row = line("I", total=amounts(all=1), by_year={2026: amounts(all=1)})
    assert rules(budget=budget(row, years=(2025, 2026, 2027, 2028, 2029, 2030))) == ["years.outside-period"]
    (gap,) = findings("years.budget-gap", budget=budget(row, years=(2026, 2027, 2028, 2029)))
    assert gap.says == "Bảng dự toán không có cột năm 2030"


def test_task_that_starts_before_the_plan_was_issued() -> None:
    plan = header(issued_on=PartialDate.from_iso("2027-01-04"))
    since_2026 = task(
        "I.1", schedule=Schedule(kind=ScheduleKind.FROM, start=2026, end=None, text="Từ quý III năm 2026")
    )
    (found,) = findings("years.before-issue", plan=plan, tasks=(since_2026,))
    assert "Từ quý III năm 2026" in found.says
    # The whole period repeated for a task that runs all along says nothing wrong.
    assert rules(plan=plan, tasks=(task("I.1", schedule=years(2026, 2030)),)) == []
    assert "years.before-issue" in rules(plan=plan, tasks=(task("I.1", schedule=years(2026, 2026)),))


def test_basis_younger_than_the_plan() -> None:
    assert rules(legal_basis=(basis("9/QĐ-TTg", "2026-01-06"),)) == ["years.basis-after-issue"]
    assert rules(legal_basis=(basis("9/QĐ-TTg", "2026-01-05"),)) == []
    # "2026" may be any day of the year: nothing is claimed about it but that the day is missing.
    assert rules(
        plan=header(issued_on=PartialDate.from_iso("2026")), legal_basis=(basis("9/QĐ-TTg", "2026-11-30"),)
    ) == ["numbering.blank-document"]


def test_plan_issued_after_its_period() -> None:
    plan = header(issued_on=PartialDate.from_iso("2031-02-01"))
    assert "years.issued-after-period" in rules(plan=plan)


def test_missing_schedule_among_tasks_that_have_one() -> None:
    unstated = Schedule(kind=ScheduleKind.UNSTATED, start=None, end=None, text=None)
    tasks = tuple(task(f"I.{number}") for number in range(1, 5))
    (found,) = findings("years.unstated", tasks=(*tasks, task("I.5", schedule=unstated)))
    assert found.subject == "tasks[I.5].schedule"
    assert rules(tasks=tuple(task(f"I.{number}", schedule=unstated) for number in range(1, 5))) == []
