"""The way of a submission: submitted with its figures sealed, returned with remarks, accepted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl import __version__
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor
from nscl.reporting.enums import SubmissionState
from nscl.reporting.models import SubmissionParagraph
from nscl.reporting.operations.errors import NothingWritten
from nscl.reporting.operations.figures import seal_figures
from nscl.reporting.operations.opening import (
    Opened,
    lock_submission,
    open_to_decide,
    require_open,
    require_step,
    require_words,
    require_writer,
    take_step,
)
from nscl.reporting.operations.remarks import NewRemark, make_remarks
from nscl.reporting.queries.figures import collect_agency, scope_of
from nscl.reporting.rules.submissions import word_problems

_S = SubmissionState


@transaction.atomic
def submit(*, number: int, version: int, comment: str = "", viewer: Viewer | None, by: Actor, at: datetime) -> int:
    """Submit a report as the person saw it, also after its day; its words are closed and its figures are sealed.

    Returns its version. Raises SubmissionMissing, NotAllowed, RoundClosed, StepRefused, SubmissionConflict,
    NothingWritten.
    """
    opened = lock_submission(number)
    require_writer(opened, viewer)
    require_open(opened.round)
    require_step(opened, version, _S.SUBMITTED)
    problems = word_problems(_texts(opened))
    if problems:
        raise NothingWritten(problems)
    scope = scope_of(opened.round.pk, localdate(at))
    figures = collect_agency(scope, opened.agency_ids, with_records=True)
    seal_figures(figures=figures, submission_id=opened.row.pk, at=at, software=f"nscl {__version__}")
    row = opened.row
    row.first_submitted_at = row.first_submitted_at or at
    row.submitted_at, row.submitted_by_id = at, by.number
    row.decided_at, row.decided_by_id = None, None
    return take_step(opened, _S.SUBMITTED, "submitted", comment, by=by, at=at)


@transaction.atomic
def return_submission(
    *,
    number: int,
    version: int,
    comment: str,
    remarks: Sequence[NewRemark] = (),
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> int:
    """Give a submitted or accepted report back, say why, and make remarks on its paragraphs.

    Returns its version. Raises SubmissionMissing, NotAllowed, RoundClosed, StepRefused, SubmissionConflict,
    ReasonMissing, InvalidText.
    """
    opened = open_to_decide(number, viewer)
    require_step(opened, version, _S.RETURNED)
    message = _("Trả lại báo cáo phải ghi lý do, để cơ quan biết cần bổ sung gì.")
    why = require_words(comment, message, "comment")
    changes = make_remarks(opened, remarks, by=by, at=at)
    opened.row.decided_at, opened.row.decided_by_id = at, by.number
    return take_step(opened, _S.RETURNED, "returned", why, by=by, at=at, more=changes)


@transaction.atomic
def accept(*, number: int, version: int, comment: str = "", viewer: Viewer | None, by: Actor, at: datetime) -> int:
    """Accept a submitted report as the person saw it: the province's report may take from it.

    Returns its version. Raises SubmissionMissing, NotAllowed, RoundClosed, StepRefused, SubmissionConflict.
    """
    opened = open_to_decide(number, viewer)
    require_step(opened, version, _S.ACCEPTED)
    opened.row.decided_at, opened.row.decided_by_id = at, by.number
    return take_step(opened, _S.ACCEPTED, "accepted", comment, by=by, at=at)


def _texts(opened: Opened) -> list[str]:
    rows = SubmissionParagraph.objects.filter(submission=opened.row).order_by("pk")
    return list(rows.values_list("text", flat=True))
