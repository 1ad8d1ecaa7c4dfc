"""Estimates: what a measure's value of the year is expected to be on 31 December."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.plans.enums import EditionState
from nscl.plans.models import Measure
from nscl.plans.rules import plain_number
from nscl.records.operations import Actor, Change
from nscl.reporting.models import Estimate
from nscl.reporting.operations.errors import EstimateConflict, InvalidEstimate
from nscl.reporting.operations.opening import Opened, begin, open_to_write, tell
from nscl.reporting.queries.estimated import estimates_of, moved_measures
from nscl.text.decimals import NumberFormatError, format_number, parse_number
from nscl.work.rules.problems import Problem, Reason

# What the column holds, and what SQLite keeps exactly (`plans.models.target.MEASURE_DIGITS`).
MOST: Final = Decimal(10) ** 11
PLACES: Final = 4
NOTE_LENGTH: Final = 500


@dataclass(frozen=True, slots=True)
class SavedEstimate:
    """An estimate as it is stored now; number and value None: there is none (any more), and its version is 0."""

    number: int | None
    version: int
    value: Decimal | None
    submission_version: int


@transaction.atomic
def save_estimate(
    *,
    submission: int,
    measure: int,
    value: str,
    note: str = "",
    version: int,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> SavedEstimate:
    """Store what was typed as a measure's estimate ("1.234,5"), if nobody changed it since `version` (0: none yet).

    An empty value takes the estimate away; the same value and note write nothing. What was estimated before the plan
    was amended is the estimate of the measure that it has become. Raises SubmissionMissing,
    NotAllowed, RoundClosed, SubmissionClosed, InvalidEstimate, EstimateConflict (both values).
    """
    opened = open_to_write(submission, viewer)
    number, words = _read(opened, measure, value, note)
    measure = _in_force(opened, measure)
    row = estimates_of(opened.row.pk, opened.round.plan_id).get(measure)
    stored = None if row is None else row.value
    if (stored, "" if row is None else row.note) == (number, words if number is not None else ""):
        return _saved(row, opened)
    if version != (0 if row is None else row.version):
        raise _conflict(row, value)
    before = _shown(measure, stored)
    if number is None:
        if row is not None:
            row.delete()
            row = None
    elif row is None:
        row = Estimate.objects.create(
            submission=opened.row,
            measure_id=measure,
            value=number,
            note=words,
            updated_at=at,
            updated_by_id=by.number,
        )
    else:
        # Typed before the plan was amended: it is the new measure's from now on.
        row.measure_id = measure
        row.value, row.note, row.version = number, words, row.version + 1
        row.updated_at, row.updated_by_id = at, by.number
        row.save()
    begin(opened, by=by, at=at)
    tell(opened, "estimated", [Change("Ước cả năm", before, _shown(measure, number))], comment=words, by=by, at=at)
    opened.bump()
    return _saved(row, opened)


def _in_force(opened: Opened, measure: int) -> int:
    """The measure, or what it has become since the page was opened."""
    state = Measure.objects.filter(pk=measure).order_by("pk").values_list("edition__state", flat=True).first()
    return measure if state == EditionState.ISSUED else moved_measures(opened.round.plan_id).get(measure, measure)


def _saved(row: Estimate | None, opened: Opened) -> SavedEstimate:
    if row is None:
        return SavedEstimate(None, 0, None, opened.row.version)
    return SavedEstimate(row.pk, row.version, row.value, opened.row.version)


def _read(opened: Opened, measure: int, value: str, note: str) -> tuple[Decimal | None, str]:
    """The number (None: empty) and the note. Raises InvalidEstimate with everything that is wrong."""
    problems = []
    number = None
    rows = Measure.objects.filter(pk=measure, edition__plan=opened.round.plan_id)
    if not rows.exclude(edition__state=EditionState.DRAFT).exists():
        message = _("kế hoạch của kỳ báo cáo không có chỉ tiêu này")
        problems.append(Problem("measure", Reason.OTHER_PLAN, message, _("chọn chỉ tiêu trong danh sách")))
    if value.strip():
        try:
            number = parse_number(value)
        except NumberFormatError as error:
            message = _("không đọc được số “%(text)s”") % {"text": value.strip()[:NOTE_LENGTH]}
            problems.append(Problem("value", Reason.UNFIT, message, str(error.reason).rstrip(".")))
    if number is not None:
        if abs(number) >= MOST:
            message = _("số ước quá lớn")
            problems.append(Problem("value", Reason.TOO_LARGE, message, _("xem lại đơn vị tính của chỉ tiêu")))
        elif number != round(number, PLACES):
            message = _("số ước có quá %(n)s chữ số thập phân") % {"n": PLACES}
            problems.append(Problem("value", Reason.UNFIT, message, _("làm tròn số ước")))
    if len(note.strip()) > NOTE_LENGTH:
        message = _("ghi chú dài quá %(n)s ký tự") % {"n": NOTE_LENGTH}
        problems.append(Problem("note", Reason.TOO_LONG, message, _("rút gọn, hoặc ghi vào phần nguyên nhân")))
    if problems:
        raise InvalidEstimate(problems)
    return number, note.strip()


def _conflict(row: Estimate | None, typed: str) -> EstimateConflict:
    if row is None:
        return EstimateConflict(0, mine=typed, theirs=None)
    by = row.updated_by.full_name if row.updated_by else _("Người khác")
    return EstimateConflict(row.version, mine=typed, theirs=row.value, by=by, at=row.updated_at)


def _shown(measure: int, value: Decimal | None) -> str:
    """The estimate as the audit trail tells it, with what it is of."""
    if value is None:
        return ""
    label = Measure.objects.filter(pk=measure).order_by("pk").values_list("label", flat=True)[0]
    return f"{label}: {format_number(plain_number(value))}"
