"""A leader publishes a study, which freezes it, or withdraws it with a reason; a draft is removed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.productivity.enums import ProductivityKind
from nscl.productivity.models import FirmStudy
from nscl.productivity.operations.run_errors import ReasonMissing, RunRefused
from nscl.productivity.operations.studies.opening import open_study
from nscl.records.enums import FileRunState
from nscl.records.operations import Actor, Reference, record_event


@transaction.atomic
def publish_study(*, number: int, version: int | None, viewer: Viewer, by: Actor, at: datetime) -> None:
    """Publish what came of a study; from then on nothing of it changes.

    Raises RunGone, NotAllowed, RunConflict, RunRefused where it is not done or published already.
    """
    row = open_study(number, viewer, Permission.PUBLISH_PRODUCTIVITY, version=version)
    if row.published_at is not None:
        raise RunRefused([_("Nghiên cứu này đã công bố.")])
    if row.state != FileRunState.DONE:
        raise RunRefused([_("Nghiên cứu này chưa có kết quả.")])
    row.published_at, row.published_by_id, row.version = at, by.number, row.version + 1
    row.save(update_fields=["published_at", "published_by", "version"])
    _record(row, "published", by=by, at=at)


@transaction.atomic
def withdraw_study(*, number: int, version: int | None, reason: str, viewer: Viewer, by: Actor, at: datetime) -> None:
    """Withdraw what was published; it stays to be read, with the reason.

    Raises RunGone, NotAllowed, RunConflict, ReasonMissing, RunRefused where it is not published, or withdrawn already.
    """
    row = open_study(number, viewer, Permission.PUBLISH_PRODUCTIVITY, version=version)
    if row.published_at is None or row.withdrawn_at is not None:
        raise RunRefused([_("Chỉ thu hồi được nghiên cứu đang công bố.")])
    if not reason.strip():
        raise ReasonMissing
    row.withdrawn_at, row.withdrawn_by_id, row.withdrawal_reason = at, by.number, reason.strip()
    row.version += 1
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason", "version"])
    _record(row, "withdrawn", by=by, at=at, comment=row.withdrawal_reason)


@transaction.atomic
def remove_study(*, number: int, version: int | None, viewer: Viewer, by: Actor, at: datetime) -> None:
    """Take a study away that is not published. Raises RunGone, NotAllowed, RunConflict, RunRefused."""
    row = open_study(number, viewer, Permission.KEEP_PRODUCTIVITY, version=version)
    if row.published_at is not None:
        raise RunRefused([_("Nghiên cứu đã công bố thì chỉ có thể thu hồi.")])
    _record(row, "removed", by=by, at=at)
    row.delete()


def _record(row: FirmStudy, verb: str, *, by: Actor, at: datetime, comment: str = "") -> None:
    record_event(
        action=f"productivity_study.{verb}",
        by=by,
        at=at,
        subject=Reference(ProductivityKind.STUDY, row.pk, row.title),
        comment=comment,
    )
