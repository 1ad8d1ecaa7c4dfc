"""Typed rows of rounds and submissions, and how they are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.queries.access import computed
from nscl.plans.rules import plan_label
from nscl.reporting.enums import ReportState, RoundKind, RoundState, SubmissionState
from nscl.reporting.models import CoveredAgency, ReportingRound, Submission
from nscl.reporting.rules.timeliness import Timely, days_late, timely


@dataclass(frozen=True, slots=True)
class EditionRef:
    """An edition of the province's report of a round."""

    number: int
    ordinal: int
    state: ReportState


@dataclass(frozen=True, slots=True)
class RoundTally:
    """How the reports of a round stand. late: nothing was submitted and the day is over; handed_over: not asked."""

    not_started: int
    draft: int
    submitted: int
    returned: int
    accepted: int
    handed_over: int
    late: int

    @property
    def asked(self) -> int:
        """How many agencies are to report."""
        return self.not_started + self.draft + self.sent

    @property
    def sent(self) -> int:
        """How many have submitted, whatever became of it."""
        return self.submitted + self.returned + self.accepted


@dataclass(frozen=True, kw_only=True)
class SubmissionRow:
    """The report of an agency in a round. covers: names of the others that it reports for.

    timely, days_late: by the first submission, else as of the day on which was asked. handed_to: the submission that
    reports instead.
    """

    number: int
    round_number: int
    agency_id: int
    agency_name: str
    covers: tuple[str, ...]
    state: SubmissionState
    due: date
    first_submitted_at: datetime | None
    submitted_at: datetime | None
    submitted_by: str
    decided_at: datetime | None
    decided_by: str
    timely: Timely
    days_late: int
    remarks_open: int
    handed_to: int | None
    handed_to_name: str
    version: int
    is_sample: bool


@dataclass(frozen=True, kw_only=True)
class RoundRow:
    """A round in a list. own: reports of the viewer's agencies; editions: newest first, drafts for who sees them.

    sees_all: the viewer sees the reports of all agencies.
    """

    number: int
    plan_id: int
    plan_slug: str
    plan_label: str
    unit_id: int
    unit_name: str
    kind: RoundKind
    year: int
    title: str
    data_until: date
    agencies_due: date
    province_due: date | None
    state: RoundState
    is_sample: bool
    tally: RoundTally
    own: tuple[SubmissionRow, ...]
    editions: tuple[EditionRef, ...]
    sees_all: bool

    @property
    def issued(self) -> EditionRef | None:
        """The edition in force."""
        return next((one for one in self.editions if one.state is ReportState.ISSUED), None)

    @property
    def draft(self) -> EditionRef | None:
        """The edition that is being written."""
        return next((one for one in self.editions if one.state is ReportState.DRAFT), None)


def counted(rows: QuerySet[ReportingRound], on: date) -> QuerySet[ReportingRound]:
    """Rounds with their plan, province and how their reports stand on a day (`round_row` takes them)."""
    states = {state.value: Count("submissions", filter=Q(submissions__state=state)) for state in SubmissionState}
    nothing = Q(submissions__first_submitted_at__isnull=True, submissions__due__lt=on)
    late = Count("submissions", filter=nothing & ~Q(submissions__state=SubmissionState.HANDED_OVER))
    return rows.select_related("plan__unit", "unit").annotate(in_late=late, **{f"in_{s}": n for s, n in states.items()})


def round_row(
    viewer: Viewer, row: ReportingRound, own: tuple[SubmissionRow, ...], editions: tuple[EditionRef, ...]
) -> RoundRow:
    """The typed row of a round read by `counted`."""
    plan = row.plan
    return RoundRow(
        number=row.pk,
        plan_id=plan.pk,
        plan_slug=plan.slug,
        plan_label=plan_label(plan.unit.name, plan.period_start, plan.period_end),
        unit_id=row.unit_id,
        unit_name=row.unit.name,
        kind=RoundKind(row.kind),
        year=row.year,
        title=row.title,
        data_until=row.data_until,
        agencies_due=row.agencies_due,
        province_due=row.province_due,
        state=RoundState(row.state),
        is_sample=row.is_sample,
        tally=RoundTally(
            late=computed(row, "in_late"), **{state.value: computed(row, f"in_{state}") for state in SubmissionState}
        ),
        own=own,
        editions=editions,
        sees_all=viewer.may(Permission.VIEW_REPORTS, row.unit_id),
    )


def read_submissions(rows: QuerySet[Submission], on: date) -> tuple[SubmissionRow, ...]:
    """Typed rows of submissions, by the agency's place in the register. Two queries."""
    covers = Prefetch("covers", CoveredAgency.objects.order_by("pk"))
    found = (
        rows.select_related("agency", "submitted_by", "decided_by", "handed_to__agency")
        .prefetch_related(covers)
        .annotate(remarks_open=Count("remarks", filter=Q(remarks__settled_at__isnull=True)))
        .order_by("agency__unit_id", "agency_id", "pk")
    )
    return tuple(_submission(row, on) for row in found)


def _submission(row: Submission, on: date) -> SubmissionRow:
    first = None if row.first_submitted_at is None else localdate(row.first_submitted_at)
    state = SubmissionState(row.state)
    is_asked = state is not SubmissionState.HANDED_OVER
    return SubmissionRow(
        number=row.pk,
        round_number=row.round_id,
        agency_id=row.agency_id,
        agency_name=row.agency.name,
        covers=tuple(one.name for one in row.covers.all() if one.agency_id != row.agency_id),
        state=state,
        due=row.due,
        first_submitted_at=row.first_submitted_at,
        submitted_at=row.submitted_at,
        submitted_by=row.submitted_by.full_name if row.submitted_by else "",
        decided_at=row.decided_at,
        decided_by=row.decided_by.full_name if row.decided_by else "",
        timely=timely(first, row.due, on) if is_asked else Timely.NOT_ASKED,
        days_late=days_late(first, row.due, on) if is_asked else 0,
        remarks_open=computed(row, "remarks_open"),
        handed_to=row.handed_to_id,
        handed_to_name=row.handed_to.agency.name if row.handed_to else "",
        version=row.version,
        is_sample=row.is_sample,
    )
