"""An agency that cannot report any more (abolished, merged during the year): another reports for it, both named."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.queries import AgencyRow, agency_by_id, territory_ids
from nscl.institutions.queries.agencies import UnknownAgency
from nscl.records.operations import Actor, Change
from nscl.reporting.enums import SubmissionState
from nscl.reporting.models import CoveredAgency, Submission
from nscl.reporting.operations.errors import HandOverRefused, StepRefused, SubmissionMissing
from nscl.reporting.operations.opening import (
    Opened,
    lock_round,
    lock_submissions,
    require_open,
    require_words,
    take_step,
)
from nscl.reporting.rules.answering import since
from nscl.reporting.rules.moves import SENT, may_step
from nscl.work.rules.problems import Problem, Reason

_FIELD = "to_agency"


@transaction.atomic
def hand_over(*, submission: int, to_agency: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime) -> int:
    """Have another agency report for this one: its report covers both, what was written so far stays readable.

    Returns the other's submission, which is made where there is none. Raises SubmissionMissing, NotAllowed,
    RoundClosed, StepRefused (what was submitted stays this agency's), HandOverRefused, ReasonMissing.
    """
    round_number = Submission.objects.filter(pk=submission).values_list("round_id", flat=True).first()
    if round_number is None:
        raise SubmissionMissing(submission)
    round_row = lock_round(round_number, Permission.RUN_ROUNDS, viewer)
    require_open(round_row)
    heirs = Submission.objects.filter(round=round_row, agency=to_agency).order_by("pk")
    locked = lock_submissions({submission, *heirs.values_list("pk", flat=True)})
    opened = Opened(locked[submission], round_row)
    if not may_step(opened.state, SubmissionState.HANDED_OVER):
        raise StepRefused(opened.state, SubmissionState.HANDED_OVER)
    message = _("Chuyển báo cáo cho cơ quan khác phải ghi lý do (quyết định nào, từ ngày nào).")
    why = require_words(reason, message, "reason")
    heir = next((row for row in locked.values() if row.agency_id == to_agency), None)
    agency = _agency(opened, to_agency, heir, at)
    if heir is None:
        heir = _ask(opened, agency)
    _cover(opened, heir, agency, at)
    heir.version += 1
    heir.save(update_fields=["version"])
    opened.row.handed_to = heir
    change = Change("Cơ quan báo cáo", opened.row.agency.name, agency.full_name)
    take_step(opened, SubmissionState.HANDED_OVER, "handed_over", why, by=by, at=at, more=[change])
    return heir.pk


def _agency(opened: Opened, number: int, heir: Submission | None, at: datetime) -> AgencyRow:
    """The other agency. Raises HandOverRefused where it cannot take the report over."""
    try:
        agency = agency_by_id(number)
    except UnknownAgency as error:
        raise HandOverRefused([Problem(_FIELD, Reason.UNKNOWN, str(error), _("chọn lại cơ quan"))]) from error
    if number == opened.row.agency_id:
        message, remedy = _("báo cáo đang là của chính cơ quan này"), _("chọn cơ quan khác")
        raise HandOverRefused([Problem(_FIELD, Reason.TWICE, message, remedy)])
    if agency.unit_id not in territory_ids(opened.round.unit_id) or not agency.valid(localdate(at)):
        message = _("%(agency)s không phải là cơ quan của tỉnh vào hôm nay") % {"agency": agency.full_name}
        remedy = _("chọn cơ quan đang hoạt động của tỉnh")
        raise HandOverRefused([Problem(_FIELD, Reason.NO_HOLDER, message, remedy)])
    if heir is None:
        return agency
    if heir.state in SENT:
        message = _("%(agency)s đã nộp báo cáo của mình") % {"agency": agency.full_name}
        remedy = _("trả lại báo cáo đó trước khi chuyển")
        raise HandOverRefused([Problem(_FIELD, Reason.MOVE, message, remedy, heir.pk)])
    if heir.state == SubmissionState.HANDED_OVER:
        message = _("báo cáo của %(agency)s cũng đã chuyển cho cơ quan khác") % {"agency": agency.full_name}
        raise HandOverRefused([Problem(_FIELD, Reason.MOVE, message, _("chọn cơ quan nhận báo cáo đó"), heir.pk)])
    return agency


def _ask(opened: Opened, agency: AgencyRow) -> Submission:
    heir = Submission.objects.create(
        round=opened.round, agency_id=agency.id, due=opened.row.due, is_sample=opened.row.is_sample
    )
    CoveredAgency.objects.create(submission=heir, agency_id=agency.id, name=agency.full_name)
    return heir


def _cover(opened: Opened, heir: Submission, agency: AgencyRow, at: datetime) -> None:
    """The other's report covers all that this one covered, each by its name, from the day it answers for it."""
    there = set(CoveredAgency.objects.filter(submission=heir).values_list("agency_id", flat=True))
    rows = CoveredAgency.objects.filter(submission=opened.row).exclude(agency__in=there)
    CoveredAgency.objects.bulk_create(
        [
            CoveredAgency(submission=heir, agency_id=row.agency_id, name=row.name, since=_since(row, agency, at))
            for row in rows.order_by("pk")
        ]
    )


def _since(row: CoveredAgency, agency: AgencyRow, at: datetime) -> date:
    body = agency_by_id(row.agency_id)
    return localdate(at) if body.valid_to is None else since(body, agency)
