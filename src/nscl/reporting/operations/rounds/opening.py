"""A round opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.queries import successor_of
from nscl.institutions.rules import InstitutionsError
from nscl.plans.enums import EditionState
from nscl.plans.models import Plan, PlanEdition, ReportingDuty, Review
from nscl.records.operations import Actor, Change
from nscl.reporting.enums import RoundKind
from nscl.reporting.models import ReportingRound
from nscl.reporting.operations.errors import InvalidRound, RoundExists
from nscl.reporting.operations.opening import index_round
from nscl.reporting.operations.rounds.asking import agency_problems, ask
from nscl.reporting.operations.rounds.stored import as_changes, tell_round, words_of, years_of
from nscl.reporting.queries.bodies import bodies_of
from nscl.reporting.rules.rounds import REVIEWS, RoundValues, reports_on, round_problems
from nscl.work.rules.problems import Problem, Reason


@dataclass(frozen=True, slots=True)
class _Ground:
    """On what a round stands: the plan, its edition in force, the province that holds its land on the day."""

    plan: Plan
    edition: PlanEdition
    unit_id: int


@transaction.atomic
def open_round(
    *,
    plan: int,
    values: RoundValues,
    agencies: Sequence[int],
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> int:
    """Open a round under a plan in force; these agencies shall report, each also for those that it answers for.

    Returns its number. Raises InvalidRound (values; no plan in force; an agency of elsewhere, or that is not there on
    the day on which it reports: who answers for it is named), NotAllowed, RoundExists (its number).
    """
    ground = _ground(plan, localdate(at))
    if viewer is not None:
        viewer.require(Permission.RUN_ROUNDS, ground.unit_id)
    _refuse_twice(plan, values)
    bodies = bodies_of(ground.edition.pk, plan, years_of(values), ground.unit_id)
    day = reports_on(values.agencies_due, localdate(at))
    problems = [
        *round_problems(values, ground.plan.period_start, ground.plan.period_end),
        *_source_problems(values, plan),
        *agency_problems(agencies, bodies, day),
    ]
    if problems:
        raise InvalidRound(problems)
    row = _store(ground, values, by=by, at=at, is_sample=is_sample)
    reporters = [bodies.reporter(agency, day) for agency in dict.fromkeys(agencies)]
    ask(row, reporters)
    index_round(row)
    changes = [Change("Cơ quan báo cáo", "", reporter.agency.full_name) for reporter in reporters]
    tell_round(row, "opened", [*as_changes({}, words_of(row)), *changes], by=by, at=at)
    return row.pk


def _ground(plan: int, on: date) -> _Ground:
    found = Plan.objects.select_for_update(of=("self",), no_key=True).filter(pk=plan).order_by("pk").first()
    editions = PlanEdition.objects.filter(plan=plan, state=EditionState.ISSUED)
    edition = editions.order_by("pk").first()
    if found is None or edition is None:
        message = _("kế hoạch này chưa có bản đang có hiệu lực")
        raise InvalidRound([Problem("plan", Reason.UNKNOWN, message, _("ban hành kế hoạch rồi mở kỳ báo cáo"))])
    try:
        return _Ground(found, edition, successor_of(found.unit_id, on).id)
    except InstitutionsError as error:
        remedy = _("báo quản trị bổ sung dữ liệu đơn vị hành chính")
        raise InvalidRound([Problem("plan", Reason.NO_HOLDER, str(error), remedy)]) from error


def _refuse_twice(plan: int, values: RoundValues) -> None:
    """Raise RoundExists; under the lock of the plan, so that of two who open a round one is told."""
    rows = ReportingRound.objects.filter(plan=plan, kind=values.kind)
    if values.review_id is not None:
        rows = rows.filter(review=values.review_id)
    else:
        rows = rows.filter(year=values.year)
        # A plan may ask for any number of reports on demand; the same name twice is a second click.
        rows = rows if values.kind is not RoundKind.ON_DEMAND else rows.filter(title=values.title.strip())
    there = rows.order_by("pk").first()
    if there is not None:
        raise RoundExists(there.pk, there.title)


def _source_problems(values: RoundValues, plan: int) -> Iterator[Problem]:
    message, remedy = _("kế hoạch không có quy định này"), _("chọn lại căn cứ mở kỳ báo cáo")
    is_review = values.kind in REVIEWS
    duties, reviews = ReportingDuty.objects.filter(edition__plan=plan), Review.objects.filter(edition__plan=plan)
    if values.duty_id is not None and (is_review or not duties.filter(pk=values.duty_id).exists()):
        yield Problem("duty_id", Reason.OTHER_PLAN, message, remedy)
    if values.review_id is not None and not (is_review and reviews.filter(pk=values.review_id).exists()):
        yield Problem("review_id", Reason.OTHER_PLAN, message, remedy)


def _store(ground: _Ground, values: RoundValues, *, by: Actor, at: datetime, is_sample: bool) -> ReportingRound:
    return ReportingRound.objects.create(
        plan=ground.plan,
        edition=ground.edition,
        unit_id=ground.unit_id,
        duty_id=values.duty_id,
        review_id=values.review_id,
        kind=values.kind,
        year=values.year,
        title=values.title.strip(),
        note=values.note.strip(),
        period_start=values.period_start,
        period_end=values.period_end,
        data_until=values.data_until,
        agencies_due=values.agencies_due,
        province_due=values.province_due,
        opened_at=at,
        opened_by_id=by.number,
        is_sample=is_sample,
    )
