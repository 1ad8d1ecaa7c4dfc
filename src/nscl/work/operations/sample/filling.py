"""Writing a sample year of a plan: many rows, every one marked, and one event.

The trail keeps that the sample was filled, not the acts of people who never were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import localdate, localtime, make_aware

from nscl.accounts.enums import Permission
from nscl.plans.enums import EditionState
from nscl.plans.models import Plan, PlanEdition
from nscl.plans.operations.editions import PLAN_KIND
from nscl.plans.operations.wording import as_stored
from nscl.plans.queries.rows import partial_date
from nscl.records.inserting import insert_rows
from nscl.records.operations import Actor, Reference, record_event
from nscl.work.enums import AnnualPlanState
from nscl.work.models import AnnualPlan, AnnualPlanStep
from nscl.work.operations.activities.opening import index, refuse_invalid
from nscl.work.operations.activities.states import create
from nscl.work.operations.book import open_book
from nscl.work.operations.errors import WorkError
from nscl.work.operations.sample.records import write_commendations, write_difficulties
from nscl.work.operations.seats import Seat, Seats
from nscl.work.queries.plan_choices import choice_of
from nscl.work.queries.sample import LedTasks, has_annual_plans, led_tasks
from nscl.work.sample.activities import draw_activities
from nscl.work.sample.approvals import ApprovalStep, draw_approval
from nscl.work.sample.commendations import draw_commendations
from nscl.work.sample.difficulties import draw_difficulties
from nscl.work.sample.values import SampleDays, chance

# Work begins after Tết and not so late that nothing of it ends within the year.
_FIRST_DAY, _LAST_START, _LAST_DAY = (2, 20), (12, 5), (12, 31)
# Annual plans are drawn up in the December before, not all on one day.
_OPENED, _OPENED_WITHIN = (12, 5), 10
_OFFICE_OPENS = time(8, 0)
_WEEKDAYS = 5


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written; nothing where the sample of the year is there already."""

    annual_plans: int = 0
    activities: int = 0
    difficulties: int = 0
    commendations: int = 0


class RealWorkThere(WorkError):
    """The year has annual plans that are no sample: the two are never mixed."""

    def __init__(self, label: str, year: int) -> None:
        super().__init__(
            f"{label} đã có kế hoạch năm {year} thật, không trộn số liệu mẫu vào. Cách sửa: chọn năm khác, "
            "hoặc chạy trên một cơ sở dữ liệu riêng để làm thử."
        )


@transaction.atomic
def fill_sample_year(*, plan: int, year: int, seed: int, by: Actor, at: datetime) -> Filled:
    """Fill a year of a plan in force with a plausible sample, as far done as the day of `at` allows.

    The same seed on the same day gives the same rows. Does nothing where the year's sample is there. Raises
    RealWorkThere.
    """
    found = Plan.objects.select_related("unit").select_for_update(of=("self",), no_key=True).get(pk=plan)
    with as_stored():
        label = choice_of(found).label
    if has_annual_plans(plan, year, is_sample=False):
        raise RealWorkThere(label, year)
    if has_annual_plans(plan, year, is_sample=True):
        return Filled()
    name = (seed, found.slug, year)
    opened_on = _opened_on(found, year)
    annual_plans, activities, subjects = 0, 0, []
    for led in led_tasks(plan, year):
        written = _write_agency(found, year, led, name, opened_on, by=by, at=at)
        annual_plans += bool(written)
        activities += written
        subjects += [(task.number, led.agency.id) for task in led.tasks if written]
    days = _days(year, opened_on, at)
    numbers = [number for number, _agency in subjects]
    difficulties = draw_difficulties(chance(*name, "difficulties"), numbers, days)
    commendations = draw_commendations(chance(*name, "commendations"), plan_id=plan, year=year, days=days)
    write_difficulties(found, difficulties, dict(subjects), at=at)
    write_commendations(found, commendations, at=at)
    filled = Filled(annual_plans, activities, len(difficulties), len(commendations))
    record_event(
        action="sample.filled",
        by=by,
        at=at,
        subject=Reference(PLAN_KIND, plan, label),
        comment=f"Số liệu mẫu năm {year}, số gieo {seed}: {activities} hoạt động của {annual_plans} kế hoạch năm",
    )
    return filled


def _write_agency(
    plan: Plan, year: int, led: LedTasks, name: tuple[object, ...], opened_on: date, *, by: Actor, at: datetime
) -> int:
    """One annual plan with its steps and activities; returns how many activities, 0 where the body cannot act."""
    random = chance(*name, led.agency.key)
    opened_at = _moment(opened_on + timedelta(days=random.randint(0, _OPENED_WITHIN)), at)
    steps = draw_approval(random, opened_at, year=year, at=localtime(at))
    states = draw_activities(random, led.tasks, _held(plan, led, _days(year, opened_on, at)))
    if not states:
        return 0
    annual = _annual_plan(plan.pk, led.agency.id, year, opened_at, steps, by=by)
    annual.save()
    book = open_book(annual.pk, Permission.PLAN_WORK, None, at)
    for state in states:
        refuse_invalid(book, state)
    insert_rows(_steps(annual, steps, by=by))
    index(book, create(book, states, by=by, at=opened_at, is_sample=True))
    return len(states)


def _annual_plan(
    plan: int, agency: int, year: int, opened_at: datetime, steps: Sequence[ApprovalStep], *, by: Actor
) -> AnnualPlan:
    state = steps[-1].state if steps else AnnualPlanState.DRAFT
    submitted = [step.at for step in steps if step.state is AnnualPlanState.SUBMITTED]
    is_decided = state in {AnnualPlanState.RETURNED, AnnualPlanState.APPROVED}
    return AnnualPlan(
        plan_id=plan,
        agency_id=agency,
        year=year,
        state=state.value,
        created_at=opened_at,
        created_by_id=by.number,
        submitted_at=submitted[-1] if submitted else None,
        decided_at=steps[-1].at if is_decided else None,
        version=1 + len(steps),
        is_sample=True,
    )


def _steps(annual: AnnualPlan, steps: Sequence[ApprovalStep], *, by: Actor) -> list[AnnualPlanStep]:
    before = [AnnualPlanState.DRAFT, *(step.state for step in steps)]
    return [
        AnnualPlanStep(
            annual_plan_id=annual.pk,
            from_state=from_state.value,
            to_state=step.state.value,
            comment=step.comment,
            at=step.at,
            by_id=by.number,
        )
        for from_state, step in zip(before, steps, strict=False)
    ]


def _opened_on(plan: Plan, year: int) -> date:
    """When the year's annual plans were opened: in December before, or when the plan was signed in the year itself.

    The plan's first edition says when; one whose date is left open counts as signed in time.
    """
    opened_on = date(year - 1, *_OPENED)
    first = PlanEdition.objects.filter(plan=plan).exclude(state=EditionState.DRAFT).order_by("ordinal").first()
    signed = None if first is None else partial_date(first.issued_on)
    if signed is None or signed.earliest >= date(year, *_LAST_START):
        return opened_on
    return max(opened_on, signed.earliest)


def _days(year: int, opened_on: date, at: datetime) -> SampleDays:
    first, last = max(date(year, *_FIRST_DAY), opened_on), date(year, *_LAST_START)
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    starts = tuple(day for day in every if day.weekday() < _WEEKDAYS)
    return SampleDays(starts, date(year, *_LAST_DAY), localdate(at))


def _held(plan: Plan, led: LedTasks, days: SampleDays) -> SampleDays:
    """The days on which somebody did the agency's work: mergers and successions leave gaps."""
    seats = Seats(plan.unit_id, led.agency.id)
    starts = tuple(day for day in days.starts if isinstance(seats.at(day), Seat))
    return SampleDays(starts, days.last, days.on)


def _moment(day: date, at: datetime) -> datetime:
    """A morning at the office, not later than `at`."""
    return min(make_aware(datetime.combine(day, _OFFICE_OPENS)), at)
