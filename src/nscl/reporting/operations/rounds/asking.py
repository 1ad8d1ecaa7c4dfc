"""Agencies asked for a report: with the round, later, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor, Change
from nscl.reporting.enums import SubmissionState
from nscl.reporting.models import CoveredAgency, ReportingRound, Submission
from nscl.reporting.operations.errors import CannotRemove, InvalidRound
from nscl.reporting.operations.opening import Opened, lock_round, open_to_decide, require_open, tell
from nscl.reporting.operations.rounds.stored import values_of, years_of
from nscl.reporting.queries.bodies import Bodies, bodies_of
from nscl.reporting.rules.answering import Covered, Reporter
from nscl.reporting.rules.rounds import reports_on
from nscl.work.rules.problems import Problem, Reason


@transaction.atomic
def add_agency(*, round_number: int, agency: int, viewer: Viewer | None, by: Actor, at: datetime) -> int:
    """Have one more agency report in an open round, also for those that it answers for. Returns its submission.

    Raises RoundMissing, NotAllowed, RoundClosed, InvalidRound (it reports already, is of elsewhere or not there).
    """
    row = lock_round(round_number, Permission.RUN_ROUNDS, viewer)
    require_open(row)
    bodies = bodies_of(row.edition_id, row.plan_id, years_of(values_of(row)), row.unit_id)
    day = reports_on(row.agencies_due, localdate(at))
    problems = [*agency_problems([agency], bodies, day)]
    if Submission.objects.filter(round=row, agency=agency).exists():
        message = _("cơ quan này đã có trong kỳ")
        problems.append(Problem("agency", Reason.DUPLICATE, message, _("mở báo cáo của cơ quan đó")))
    if problems:
        raise InvalidRound(problems)
    reporter = bodies.reporter(agency, day)
    covered = set(
        CoveredAgency.objects.filter(submission__round=row)
        .exclude(submission__state=SubmissionState.HANDED_OVER)
        .values_list("agency_id", flat=True)
    )
    free = tuple(one for one in reporter.covers if one.agency_id not in covered)
    (added,) = ask(row, [Reporter(reporter.agency, free)])
    tell(Opened(added, row), "asked", [Change("Cơ quan báo cáo", "", reporter.agency.full_name)], by=by, at=at)
    return added.pk


@transaction.atomic
def remove_agency(*, submission: int, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Take out of an open round an agency that has written nothing yet.

    Raises SubmissionMissing, NotAllowed, RoundClosed, CannotRemove.
    """
    opened = open_to_decide(submission, viewer)
    row = opened.row
    if opened.state is not SubmissionState.NOT_STARTED or row.taken_over.exists():
        raise CannotRemove(row.agency.name)
    tell(opened, "withdrawn", [Change("Cơ quan báo cáo", row.agency.name, "")], by=by, at=at)
    row.delete()


def agency_problems(agencies: Iterable[int], bodies: Bodies, on: date) -> Iterator[Problem]:
    """Why bodies cannot report on a day: unknown here, or gone by then, with who answers for them."""
    for number in dict.fromkeys(agencies):
        body = bodies.known.get(number)
        if body is None:
            message = _("không có cơ quan này trong tỉnh của kế hoạch")
            yield Problem("agencies", Reason.UNKNOWN, message, _("chọn cơ quan trong danh sách"), number)
            continue
        there = bodies.holders(body, on)
        if [one.id for one in there] == [number]:
            continue
        message = _("đến ngày %(day)s không còn %(agency)s") % {"day": f"{on:%d/%m/%Y}", "agency": body.full_name}
        names = ", ".join(one.full_name for one in there)
        remedy = _("chọn %(names)s") % {"names": names} if there else _("giao cơ quan khác báo cáo")
        yield Problem("agencies", Reason.NO_HOLDER, message, remedy, there[0].id if there else None)


def ask(row: ReportingRound, reporters: Sequence[Reporter]) -> list[Submission]:
    """Have these bodies report. Two queries."""
    submissions = Submission.objects.bulk_create(
        [
            Submission(round=row, agency_id=one.agency.id, due=row.agencies_due, is_sample=row.is_sample)
            for one in reporters
        ]
    )
    rows = []
    for submission, one in zip(submissions, reporters, strict=True):
        itself = Covered(one.agency.id, one.agency.full_name, None)
        rows += [
            CoveredAgency(submission=submission, agency_id=each.agency_id, name=each.name, since=each.since)
            for each in (itself, *one.covers)
        ]
    CoveredAgency.objects.bulk_create(rows)
    return submissions
