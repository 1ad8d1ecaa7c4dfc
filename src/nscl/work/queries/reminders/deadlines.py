"""The dates that somebody may have to be reminded of around a day: activities, reports, answers to difficulties.

Sample records are left out: nobody is to get a letter about work that does not exist.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from nscl.documents.pack.enums import AgencyKind
from nscl.plans.enums import EditionState, ItemKind
from nscl.plans.models import ReportingDuty, ReportingSource
from nscl.plans.rules import plan_label
from nscl.work.enums import DifficultyState, WorkKind
from nscl.work.models import Activity, Difficulty
from nscl.work.queries.reports import RoundYear
from nscl.work.rules.moves import OPEN_STATUSES
from nscl.work.rules.reminders import OVERDUE_FOR, REPORT_OVERDUE_FOR, WEEK, ReminderSubject, days_around, year_reported


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A date, and who owes what by it. number: what reminders remember it by; page: kind and number of what to open.

    agency_id: the body that owes it, None where the register has none; unit_id: the province of the plan. responsible:
    the person named for it. overdue_for: how long after the date one is still reminded. officers: whether the province
    hears of it where the body has nobody. of_all: all bodies of the province owe it ("các sở, ngành"), but for the one
    that gets it, `apart_from`.
    """

    subject: ReminderSubject
    number: int
    page: tuple[str, int]
    title: str
    plan: str
    whose: str
    due_on: date
    unit_id: int
    agency_id: int | None
    responsible: int | None = None
    overdue_for: timedelta = OVERDUE_FOR
    officers: bool = True
    of_all: bool = False
    apart_from: int | None = None


@dataclass(frozen=True, slots=True)
class RoundDates:
    """The dates of open rounds of reports, and the reports of plans for which these rounds stand."""

    deadlines: tuple[Deadline, ...] = ()
    in_rounds: frozenset[RoundYear] = frozenset()


def deadlines_around(on: date, rounds: RoundDates) -> tuple[Deadline, ...]:
    """Everything due from long ago (`OVERDUE_FOR`) to a week ahead, with the dates of rounds. Five queries."""
    return (*_activities(on), *_reports(on, rounds.in_rounds), *rounds.deadlines, *_difficulties(on))


def _activities(on: date) -> Iterator[Deadline]:
    rows = (
        Activity.objects.filter(
            status__in=OPEN_STATUSES, ends_on__range=(on - OVERDUE_FOR, on + timedelta(days=WEEK)), is_sample=False
        )
        .select_related("annual_plan__agency", "plan__unit")
        .order_by("ends_on", "pk")
    )
    for row in rows:
        yield Deadline(
            subject=ReminderSubject.ACTIVITY,
            number=row.pk,
            page=(WorkKind.ACTIVITY.value, row.pk),
            title=row.title,
            plan=plan_label(row.plan.unit.name, row.plan.period_start, row.plan.period_end),
            whose=row.annual_plan.agency.name,
            due_on=row.ends_on,
            unit_id=row.plan.unit_id,
            agency_id=row.annual_plan.agency_id,
            responsible=row.responsible_id,
            # Who follows all agencies has the page of who owes what; a letter of their hundreds of dates is not read.
            officers=False,
        )


def _difficulties(on: date) -> Iterator[Deadline]:
    rows = (
        Difficulty.objects.filter(
            state=DifficultyState.ASSIGNED,
            answer_due__range=(on - OVERDUE_FOR, on + timedelta(days=WEEK)),
            is_sample=False,
        )
        .select_related("assignee", "plan__unit")
        .order_by("answer_due", "pk")
    )
    for row in rows:
        if row.assignee is None or row.answer_due is None:
            continue
        yield Deadline(
            subject=ReminderSubject.DIFFICULTY,
            number=row.pk,
            page=(WorkKind.DIFFICULTY.value, row.pk),
            title=row.title,
            plan=plan_label(row.plan.unit.name, row.plan.period_start, row.plan.period_end),
            whose=row.assignee.name,
            due_on=row.answer_due,
            unit_id=row.plan.unit_id,
            agency_id=row.assignee_id,
        )


def _reports(on: date, in_rounds: Collection[RoundYear]) -> Iterator[Deadline]:
    """The reports that editions in force ask for, once for each body that owes them, by their days around this one.

    What the Ministry reports is none of the province's business.
    """
    duties = (
        ReportingDuty.objects.filter(edition__state=EditionState.ISSUED, due_month__isnull=False)
        .select_related("edition__plan__unit", "to")
        .order_by("pk")
    )
    found = {duty.pk: duty for duty in duties}
    first = _first_of(found)
    rows = ReportingSource.objects.filter(duty__in=found).exclude(agency__kind=AgencyKind.MINISTRY)
    senders = list(rows.select_related("agency").order_by("duty", "position", "pk"))
    upward = _of_province(senders, found.values())
    for sender in senders:
        duty = found[sender.duty_id]
        for due_on in _days_owed(duty, on):
            if RoundYear(duty.edition.plan_id, year_reported(due_on), duty.pk in upward) in in_rounds:
                continue
            yield Deadline(
                subject=ReminderSubject.REPORTING,
                number=first[duty.pk],
                page=(ItemKind.REPORTING.value, duty.pk),
                title=duty.to.name,
                plan=_plan_of(duty),
                whose=sender.agency.name,
                due_on=due_on,
                unit_id=duty.edition.plan.unit_id,
                agency_id=sender.agency.agency_id,
                of_all=sender.agency.kind == AgencyKind.GROUP,
                apart_from=duty.to.agency_id,
                overdue_for=REPORT_OVERDUE_FOR,
            )


def _of_province(senders: Iterable[ReportingSource], duties: Iterable[ReportingDuty]) -> frozenset[int]:
    """The duties of the province itself: the People's Committee sends, or the body to which others report."""
    receive = {duty.to_id for duty in duties}
    return frozenset(
        one.duty_id for one in senders if one.agency.kind == AgencyKind.PEOPLES_COMMITTEE or one.agency_id in receive
    )


def _plan_of(duty: ReportingDuty) -> str:
    plan = duty.edition.plan
    return plan_label(plan.unit.name, plan.period_start, plan.period_end)


def _days_owed(duty: ReportingDuty, on: date) -> tuple[date, ...]:
    """The days around this one on which the report is owed: while the plan runs, and after it was signed."""
    if duty.due_month is None or duty.due_day is None:
        return ()
    plan, signed = duty.edition.plan, duty.edition.issued_on or ""
    return tuple(
        day
        for day in days_around(duty.due_month, duty.due_day, on)
        if plan.period_start <= day.year <= plan.period_end and day.isoformat() > signed
    )


def _first_of(duties: dict[int, ReportingDuty]) -> dict[int, int]:
    """For each duty, the number that it had in the first edition: an amendment is no reason to remind again."""
    before: dict[int, int] = dict(
        ReportingDuty.objects.filter(
            edition__plan__in={duty.edition.plan_id for duty in duties.values()}, continues__isnull=False
        )
        .order_by("pk")
        .values_list("pk", "continues_id")
    )
    first: dict[int, int] = defaultdict(int)
    for number in duties:
        root = number
        while root in before:
            root = before[root]
        first[number] = root
    return first
