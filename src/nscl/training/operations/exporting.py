"""A list with contacts leaves the system: that it did, and who took it, is written down."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor
from nscl.training.operations.opening import open_row, record


@transaction.atomic
def note_export(*, training_class: int, people: int, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Write down that the list of a class was taken with contacts. Raises ClassGone, NotAllowed."""
    opened = open_row(training_class, viewer, staff_may=True)
    record(opened, "exported", by=by, at=at, comment=f"{people} người, có số điện thoại và thư điện tử")
