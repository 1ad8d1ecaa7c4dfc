"""Cases that are late are marked, so that the leader sees them and the mark stays in the history."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from nscl.plans.operations.wording import stored
from nscl.records.operations import SYSTEM
from nscl.support.enums import CaseState
from nscl.support.models import SupportCase
from nscl.support.operations.opening import open_case, record
from nscl.support.rules.moves import WAITS_FOR

_LATE = gettext_lazy("Quá hạn từ sau ngày %(day)s: báo lãnh đạo")


def escalate_overdue(*, on: date, at: datetime) -> int:
    """Mark every case whose step is overdue on a day and which is not marked yet; returns how many. One event each."""
    late = SupportCase.objects.filter(due_on__lt=on, escalated_at__isnull=True, state__in=list(WAITS_FOR))
    return sum(_escalate(number=number, on=on, at=at) for number in late.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _escalate(*, number: int, on: date, at: datetime) -> bool:
    opened = open_case(number, None)
    row = opened.row
    is_late = row.due_on is not None and row.due_on < on and CaseState(row.state) in WAITS_FOR
    if not is_late or row.escalated_at is not None or row.due_on is None:
        return False
    row.escalated_at = at
    row.save(update_fields=["escalated_at"])
    comment = stored(_LATE) % {"day": f"{row.due_on:%d/%m/%Y}"}
    record(opened, "escalated", by=SYSTEM, at=at, comment=comment)
    return True
