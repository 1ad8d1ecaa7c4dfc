"""Opening an agency's plan of a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.models import Agency
from nscl.institutions.queries import AgencyRow, UnknownAgency
from nscl.plans.enums import EditionState
from nscl.plans.models import Plan, PlanEdition
from nscl.records.operations import Actor, record_event
from nscl.work.models import AnnualPlan
from nscl.work.operations.book import reference_of
from nscl.work.operations.errors import AnnualPlanExists, InvalidAnnualPlan
from nscl.work.operations.seats import Seats
from nscl.work.rules.problems import Problem, Reason


@transaction.atomic
def open_annual_plan(
    *,
    plan: int,
    agency: int,
    year: int,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> int:
    """Open the plan of an agency for a year under a provincial plan that is in force. Returns its number.

    Raises NotAllowed, AnnualPlanExists (with its number), InvalidAnnualPlan (year outside the plan's, a plan that is
    not issued, an agency of elsewhere or that is not there in that year: its successors are named).
    """
    found = Plan.objects.select_for_update(of=("self",), no_key=True).filter(pk=plan).first()
    if found is None:
        message = _("không có kế hoạch này")
        raise InvalidAnnualPlan([Problem("plan", Reason.UNKNOWN, message, _("chọn kế hoạch trong danh sách"))])
    if viewer is not None:
        viewer.require(Permission.PLAN_WORK, found.unit_id, agency)
    problems = [*_plan_problems(found, year), *_agency_problems(found, agency, year)]
    if problems:
        raise InvalidAnnualPlan(problems)
    there = AnnualPlan.objects.filter(plan=plan, agency=agency, year=year).first()
    if there is not None:
        raise AnnualPlanExists(there.pk, year)
    annual = AnnualPlan.objects.create(
        plan=found,
        agency=Agency.objects.get(pk=agency),
        year=year,
        created_at=at,
        created_by_id=by.number,
        is_sample=is_sample,
    )
    reference = reference_of(annual)
    record_event(action="annual_plan.opened", by=by, at=at, subject=reference, context=reference)
    return annual.pk


def _plan_problems(plan: Plan, year: int) -> Iterator[Problem]:
    if not plan.period_start <= year <= plan.period_end:
        message = _("năm %(year)s ngoài thời gian của kế hoạch (%(start)s–%(end)s)") % {
            "year": year,
            "start": plan.period_start,
            "end": plan.period_end,
        }
        yield Problem("year", Reason.OUTSIDE_PERIOD, message, _("chọn một năm của kế hoạch"))
    if not PlanEdition.objects.filter(plan=plan, state=EditionState.ISSUED).exists():
        message = _("kế hoạch này chưa ban hành")
        yield Problem("plan", Reason.DRAFT_TASK, message, _("chờ ban hành rồi lập kế hoạch năm"))


def _agency_problems(plan: Plan, agency: int, year: int) -> Iterator[Problem]:
    try:
        seats = Seats(plan.unit_id, agency)
    except UnknownAgency:
        message = _("không có cơ quan này")
        yield Problem("agency", Reason.UNKNOWN, message, _("chọn cơ quan trong danh mục"))
        return
    body = seats.lineage.agency
    if body.unit_id is not None and body.unit_id not in seats.unit_ids:
        message = _("%(agency)s không thuộc tỉnh của kế hoạch này") % {"agency": body.full_name}
        yield Problem("agency", Reason.OTHER_PLAN, message, _("chọn cơ quan của tỉnh"))
    elif not _is_there_in(body, year):
        yield _not_there(body, seats, year)


def _not_there(body: AgencyRow, seats: Seats, year: int) -> Problem:
    message = _("năm %(year)s không có %(agency)s") % {"year": year, "agency": body.full_name}
    related = (*seats.lineage.successors, *seats.lineage.predecessors)
    holders = [one for one in related if _is_there_in(one, year) and one.unit_id in {None, *seats.unit_ids}]
    if not holders:
        remedy = _("giao việc lại cho cơ quan khác rồi lập kế hoạch năm của cơ quan đó")
        return Problem("agency", Reason.NO_HOLDER, message, remedy)
    names = ", ".join(one.full_name for one in holders)
    remedy = _("lập kế hoạch năm của %(names)s") % {"names": names}
    return Problem("agency", Reason.NO_HOLDER, message, remedy, holders[-1].id if len(holders) == 1 else None)


def _is_there_in(body: AgencyRow, year: int) -> bool:
    """Whether a body is there on some day of a year."""
    return body.valid_from <= date(year, 12, 31) and (body.valid_to is None or body.valid_to >= date(year, 1, 1))
