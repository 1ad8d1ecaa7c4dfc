"""The days of open rounds of which people are reminded by letter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from nscl.plans.rules import plan_label
from nscl.reporting.enums import ReportingKind, ReportState, RoundKind, RoundState, SubmissionState
from nscl.reporting.models import ReportEdition, ReportingRound, Submission
from nscl.work.queries.reminders.deadlines import Deadline, RoundDates
from nscl.work.queries.reports import RoundYear
from nscl.work.rules.reminders import OVERDUE_FOR, WEEK, ReminderSubject

# Who was late once is told by letter; who was returned a report finds it among their duties: they did submit.
_UNSENT = (SubmissionState.NOT_STARTED, SubmissionState.DRAFT)


def round_dates(on: date) -> RoundDates:
    """The days around this one in open rounds, and the reports of plans for which rounds stand. Three queries.

    Samples are left out: nobody is to get a letter about reports that do not exist.
    """
    around = (on - OVERDUE_FOR, on + timedelta(days=WEEK))
    return RoundDates((*_of_agencies(around), *_of_provinces(around)), _in_rounds(on))


def _of_agencies(around: tuple[date, date]) -> Iterator[Deadline]:
    rows = Submission.objects.filter(
        round__state=RoundState.OPEN, state__in=_UNSENT, due__range=around, is_sample=False
    ).select_related("agency", "round__plan__unit")
    for row in rows.order_by("due", "pk"):
        yield Deadline(
            subject=ReminderSubject.SUBMISSION,
            number=row.pk,
            page=(ReportingKind.SUBMISSION.value, row.pk),
            title=row.round.title,
            plan=_plan(row.round),
            whose=row.agency.name,
            due_on=row.due,
            unit_id=row.round.unit_id,
            agency_id=row.agency_id,
        )


def _of_provinces(around: tuple[date, date]) -> Iterator[Deadline]:
    issued = Exists(ReportEdition.objects.filter(round=OuterRef("pk"), state=ReportState.ISSUED))
    rows = ReportingRound.objects.filter(~Q(issued), province_due__range=around, is_sample=False)
    for row in rows.select_related("plan__unit", "unit").order_by("province_due", "pk"):
        if row.province_due is None:
            continue
        yield Deadline(
            subject=ReminderSubject.ROUND,
            number=row.pk,
            page=(ReportingKind.ROUND.value, row.pk),
            title=row.title,
            plan=_plan(row),
            whose=row.unit.name,
            due_on=row.province_due,
            unit_id=row.unit_id,
            agency_id=None,
        )


def _in_rounds(on: date) -> frozenset[RoundYear]:
    rows = ReportingRound.objects.filter(kind=RoundKind.YEARLY, year__gte=on.year - 1, is_sample=False).order_by("pk")
    found = set()
    for plan, year, province_due in rows.values_list("plan_id", "year", "province_due"):
        found.add(RoundYear(plan, year, is_of_province=False))
        if province_due is not None:
            found.add(RoundYear(plan, year, is_of_province=True))
    return frozenset(found)


def _plan(row: ReportingRound) -> str:
    return plan_label(row.plan.unit.name, row.plan.period_start, row.plan.period_end)
