"""Years that cannot be: outside the plan's period, before the plan was issued, a legal basis younger than the plan."""

from collections.abc import Iterator
from datetime import date

from nscl.documents.checks.examination import Examination
from nscl.documents.checks.finding import Finding
from nscl.documents.pack.enums import FindingKind, FindingSeverity, ReviewKind, ScheduleKind
from nscl.documents.pack.schema import Period
from nscl.documents.pack.values import Span
from nscl.text.dates import format_date, format_partial


def outside_period(examination: Examination) -> Iterator[Finding]:
    """Years of targets' phases, task schedules, outputs' milestones and reviews against the plan's period.

    A final review in the year after the last one is usual, and not reported.
    """
    period = examination.pack.plan.period
    for target in examination.pack.targets:
        where = f"targets[{target.key}].phase"
        yield from _outside(period, (target.phase.start, target.phase.end), f"Mục tiêu {target.key}", target.at, where)
    for task in examination.pack.tasks:
        years = (task.schedule.start, task.schedule.end)
        yield from _outside(period, years, f"Nhiệm vụ {task.key}: thời gian", task.at, f"tasks[{task.key}].schedule")
        for place, output in enumerate(task.outputs, start=1):
            name = f"Nhiệm vụ {task.key}: mốc của sản phẩm"
            yield from _outside(period, (output.by,), name, task.at, f"tasks[{task.key}].outputs[{place}].by")
    for place, review in enumerate(examination.pack.reviews, start=1):
        if review.kind is ReviewKind.FINAL and review.year == period.end + 1:
            continue
        name = "Tổng kết" if review.kind is ReviewKind.FINAL else "Sơ kết"
        yield from _outside(period, (review.year,), name, review.at, f"reviews[{place}].year")


def budget_outside_period(examination: Examination) -> Iterator[Finding]:
    """The years of the budget and of the sums in the prose against the plan's period, both ways.

    A budget year outside the period, or a stated sum for a year that the budget does not have, is a contradiction;
    a year of the period without a column may be intended (a plan issued late in its first year) and is only noted.
    """
    budget, period = examination.pack.budget, examination.pack.plan.period
    if budget is None:
        return
    table = examination.table
    at = table.span if table is not None else None
    for year in budget.years:
        yield from _outside(period, (year,), "Bảng dự toán có cột", at, "budget.years")
    for place, stated in enumerate(budget.stated, start=1):
        if stated.year is not None and stated.year not in budget.years:
            yield from _outside(period, (stated.year,), f"{stated.what}:", stated.at, f"budget.stated[{place}].year")
    absent = [year for year in range(period.start, period.end + 1) if year not in budget.years]
    if absent and table is not None and any(line.by_year for line in budget.lines):
        yield Finding(
            kind=FindingKind.DATE,
            severity=FindingSeverity.INFO,
            at=at,
            says=f"Bảng dự toán không có cột năm {_listed(absent)}",
            conflicts_with=f"Giai đoạn của Kế hoạch là {_period(period)}",
            likely=None,
            subject="budget.years",
            rule="years.budget-gap",
        )


def before_issue(examination: Examination) -> Iterator[Finding]:
    """A task that must start, or be finished, before the plan was issued.

    A task "từ 2021" or "trong 2021" of a plan issued in 2022 cannot be done as written. A span of years is compared
    by its end alone: plans repeat their whole period ("2021-2030") for tasks that simply run all along.
    """
    issued = examination.pack.plan.issued_on
    if issued is None:
        return
    year = issued.year
    for task in examination.pack.tasks:
        schedule = task.schedule
        due = schedule.start if schedule.kind in (ScheduleKind.FROM, ScheduleKind.SINGLE) else schedule.end
        if due is None or due >= year:
            continue
        stated = schedule.text or str(due)
        yield Finding(
            kind=FindingKind.DATE,
            severity=FindingSeverity.WARNING,
            at=task.at,
            says=f"Nhiệm vụ {task.key}: thời gian “{stated}”",
            conflicts_with=f"Kế hoạch ban hành năm {year}",
            likely=None,
            subject=f"tasks[{task.key}].schedule",
            rule="years.before-issue",
        )


def basis_after_issue(examination: Examination) -> Iterator[Finding]:
    """A document named as the plan's basis whose date is later than the plan's own, and a plan issued after its end.

    Dates known only by month or year are compared so that any day in them is allowed.
    """
    plan = examination.pack.plan
    if plan.issued_on is None:
        return
    last_day = plan.issued_on.latest
    for place, basis in enumerate(examination.pack.legal_basis, start=1):
        if basis.date is None or basis.date.earliest <= last_day:
            continue
        yield Finding(
            kind=FindingKind.DATE,
            severity=FindingSeverity.ERROR,
            at=basis.at,
            says=f"Căn cứ {basis.number or basis.about} ngày {format_partial(basis.date)}",
            conflicts_with=f"Kế hoạch ban hành trước đó, chậm nhất ngày {format_date(last_day)}",
            likely=None,
            subject=f"legal_basis[{place}].date",
            rule="years.basis-after-issue",
        )
    if plan.issued_on.earliest > date(plan.period.end, 12, 31):
        yield Finding(
            kind=FindingKind.DATE,
            severity=FindingSeverity.ERROR,
            at=None,
            says=f"Kế hoạch ban hành năm {plan.issued_on.year}",
            conflicts_with=f"Giai đoạn của Kế hoạch là {_period(plan.period)}, đã kết thúc",
            likely=None,
            subject="plan.issued_on",
            rule="years.issued-after-period",
        )


def unstated_schedule(examination: Examination) -> Iterator[Finding]:
    """A task without any time where nearly all others have one; plans that give no times at all are left alone."""
    tasks = examination.pack.tasks
    unstated = [task for task in tasks if task.schedule.kind is ScheduleKind.UNSTATED]
    # At most one in five: more looks like the plan's way of writing, not like an empty cell.
    if len(unstated) * 5 > len(tasks):
        return
    for task in unstated:
        yield Finding(
            kind=FindingKind.DATE,
            severity=FindingSeverity.INFO,
            at=task.at,
            says=f"Nhiệm vụ {task.key} không ghi thời gian thực hiện",
            conflicts_with=f"{len(tasks) - len(unstated)} trong {len(tasks)} nhiệm vụ có ghi thời gian",
            likely=None,
            subject=f"tasks[{task.key}].schedule",
            rule="years.unstated",
        )


def _outside(
    period: Period, years: tuple[int | None, ...], name: str, at: Span | None, subject: str
) -> Iterator[Finding]:
    stated = sorted({year for year in years if year is not None})
    if all(period.start <= year <= period.end for year in stated):
        return
    yield Finding(
        kind=FindingKind.DATE,
        severity=FindingSeverity.WARNING,
        at=at,
        says=f"{name} năm {'-'.join(str(year) for year in stated)}",
        conflicts_with=f"Giai đoạn của Kế hoạch là {_period(period)}",
        likely=None,
        subject=subject,
        rule="years.outside-period",
    )


def _period(period: Period) -> str:
    return f"{period.start}-{period.end}"


def _listed(years: list[int]) -> str:
    return ", ".join(str(year) for year in years)
