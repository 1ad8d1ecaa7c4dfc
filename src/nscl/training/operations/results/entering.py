"""Staff enter what tests on paper gave, and let somebody take a test again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor, Change
from nscl.training.enums import EnrolmentState, ResultSource
from nscl.training.models import Certificate, Enrolment, Result
from nscl.training.models.courses import PERCENT_MAX
from nscl.training.operations.errors import EnrolmentGone, Refused, StateRefused
from nscl.training.operations.opening import open_row, record
from nscl.training.rules.results import percent_words
from nscl.work.enums import ActivityStatus
from nscl.work.rules.problems import Problem, Reason

_PLACES = 2


@dataclass(frozen=True, slots=True)
class EnteredResults:
    """What entering changed: how many results are new, changed, taken away."""

    new: int = 0
    changed: int = 0
    removed: int = 0

    @property
    def count(self) -> int:
        """How many people it concerned."""
        return self.new + self.changed + self.removed


@transaction.atomic
def enter_results(
    *,
    training_class: int,
    percents: Mapping[int, Decimal | None],
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> EnteredResults:
    """Keep results by enrolment; None takes an entered one away. Others than the named stay as they are.

    A result of a test taken online is not overwritten; the person takes it again (`reset_result`). Raises ClassGone,
    NotAllowed, EnrolmentGone, StateRefused, Refused (field: the enrolment's number).
    """
    opened = open_row(training_class, viewer, staff_may=True)
    if opened.status is ActivityStatus.CANCELLED:
        raise StateRefused(_("Lớp đã hủy nên không nhập điểm được."))
    rows = _people(training_class, percents)
    stored = {row.enrolment_id: row for row in Result.objects.filter(enrolment__in=list(percents)).order_by("pk")}
    wanted = {
        number: percent
        for number, percent in percents.items()
        if (stored[number].percent if number in stored else None) != percent
    }
    _require_fit(rows, stored, wanted)
    changes: list[Change] = []
    new = changed = removed = 0
    for number, percent in wanted.items():
        row = stored.get(number)
        changes.append(Change(rows[number].person.name, _words(row.percent if row else None), _words(percent)))
        if row is not None and percent is None:
            row.delete()
            removed += 1
        elif percent is not None and row is None:
            Result.objects.create(
                enrolment_id=number, percent=percent, source=ResultSource.ENTERED, at=at, by_id=by.number
            )
            new += 1
        elif percent is not None and row is not None:
            row.percent, row.at, row.by_id = percent, at, by.number
            row.save(update_fields=["percent", "at", "by"])
            changed += 1
    if wanted:
        record(opened, "results_entered", by=by, at=at, changes=changes)
    return EnteredResults(new, changed, removed)


@transaction.atomic
def reset_result(*, enrolment: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Take a result away, so that the person may take the test again. Raises EnrolmentGone, NotAllowed, StateRefused,
    Refused (no reason).
    """
    row = Enrolment.objects.select_related("person").filter(pk=enrolment).first()
    if row is None:
        raise EnrolmentGone(enrolment)
    opened = open_row(row.training_class_id, viewer, staff_may=True)
    result = Result.objects.filter(enrolment=enrolment).first()
    if result is None:
        raise StateRefused(_("%(name)s chưa có kết quả kiểm tra.") % {"name": row.person.name})
    if not reason.strip():
        message = _("chưa ghi lý do cho làm lại")
        raise Refused([Problem("reason", Reason.MISSING, message, _("ghi lý do"))])
    if _certified([enrolment]):
        message = _("%(name)s đã được cấp chứng nhận theo kết quả này. Hãy thu hồi chứng nhận trước.")
        raise StateRefused(message % {"name": row.person.name})
    change = Change(row.person.name, _words(result.percent), "")
    result.delete()
    record(opened, "result_reset", by=by, at=at, changes=[change], comment=reason)


def _people(training_class: int, percents: Mapping[int, object]) -> dict[int, Enrolment]:
    rows = Enrolment.objects.select_related("person").filter(
        training_class=training_class, pk__in=list(percents), state=EnrolmentState.ENROLLED
    )
    found = {row.pk: row for row in rows.order_by("pk")}
    for number in percents:
        if number not in found:
            raise EnrolmentGone(number)
    return found


def _require_fit(
    rows: Mapping[int, Enrolment], stored: Mapping[int, Result], wanted: Mapping[int, Decimal | None]
) -> None:
    certified = _certified(wanted)
    problems: list[Problem] = []
    for number, percent in wanted.items():
        field = str(number)
        if percent is not None and not 0 <= percent <= PERCENT_MAX:
            message = _("điểm phải từ 0 đến 100")
            problems.append(Problem(field, Reason.UNFIT, message, _("ghi phần trăm số câu đúng, ví dụ 85")))
        elif percent is not None and percent != round(percent, _PLACES):
            message = _("điểm có nhiều hơn hai số lẻ")
            problems.append(Problem(field, Reason.UNFIT, message, _("ghi nhiều nhất hai số lẻ")))
        elif number in stored and stored[number].source == ResultSource.ONLINE:
            message = _("đã làm bài trên máy nên không ghi đè")
            problems.append(Problem(field, Reason.UNFIT, message, _("cho làm lại bài trước")))
        elif number in certified:
            message = _("%(name)s đã được cấp chứng nhận theo kết quả này") % {"name": rows[number].person.name}
            problems.append(Problem(field, Reason.UNFIT, message, _("thu hồi chứng nhận trước")))
    if problems:
        raise Refused(problems)


def _certified(enrolments: Mapping[int, object] | list[int]) -> set[int]:
    """Those of them who hold a certificate in force."""
    held = Certificate.objects.filter(enrolment__in=list(enrolments), revoked_at__isnull=True, replaced_at__isnull=True)
    return set(held.order_by("pk").values_list("enrolment_id", flat=True))


def _words(percent: Decimal | None) -> str:
    return "" if percent is None else percent_words(percent)
