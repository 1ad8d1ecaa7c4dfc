"""A person gets another address for their calendar, because somebody else has seen the one they had."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor, Reference, record_event
from nscl.work.models import CalendarAddress

_ACCOUNT = "accounts.user"


@transaction.atomic
def renew_calendar_address(*, viewer: Viewer, by: Actor, at: datetime) -> int:
    """Make every address that the person's calendar had void at once. Returns the serial of the new one.

    Raises NotAllowed for who may not see the year's work.
    """
    viewer.require(Permission.VIEW_WORK)
    row, is_new = CalendarAddress.objects.select_for_update().get_or_create(
        person_id=viewer.number, defaults={"serial": 1, "renewed_at": at}
    )
    if not is_new:
        row.serial, row.renewed_at = row.serial + 1, at
        row.save(update_fields=["serial", "renewed_at"])
    record_event(
        action="calendar_address.renewed", by=by, at=at, subject=Reference(_ACCOUNT, viewer.number, viewer.name)
    )
    return row.serial
