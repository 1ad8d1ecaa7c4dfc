"""Withdrawing vintages: a wrong one stays to be read, and counts no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.plans.operations.wording import as_stored
from nscl.productivity.enums import ProductivityKind
from nscl.productivity.models import SeriesVintage, StatisticalSeries, StatisticsImport
from nscl.productivity.operations.series_errors import AlreadyWithdrawn, ReasonMissing
from nscl.productivity.operations.series_subjects import subject_of
from nscl.productivity.operations.series_writing import ask, lock
from nscl.productivity.queries.intake import province_territory
from nscl.productivity.queries.series_access import TakingMissing, VintageMissing, require_keep
from nscl.productivity.queries.series_figures import KEY_COLUMNS, key_of
from nscl.productivity.queries.territory import Territory
from nscl.productivity.rules.series_values import SeriesKey
from nscl.records.operations import Actor, Reference, record_event


@transaction.atomic
def withdraw_vintage(*, vintage: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime) -> int:
    """Withdraw a vintage: the one before it counts again. Returns the number of its series.

    Raises VintageMissing, NotAllowed, ReasonMissing, AlreadyWithdrawn.
    """
    row = SeriesVintage.objects.select_related("series").filter(pk=vintage).first()
    if row is None:
        raise VintageMissing(str(vintage))
    unit_id = row.series.unit_id
    require_keep(viewer, unit_id)
    why = _reason(reason)
    territory = province_territory(unit_id)
    lock(territory)
    if not _withdraw([row.pk], why, by, at):
        raise AlreadyWithdrawn
    ask(territory, unit_id, [_key(row.series, territory)])
    with as_stored():
        comment = _("bản %(n)s: %(reason)s") % {"n": row.number, "reason": why}
    record_event(action="series.vintage_withdrawn", by=by, at=at, subject=subject_of(row.series), comment=comment)
    return row.series_id


@transaction.atomic
def withdraw_taking(*, number: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime) -> int:
    """Take a file back: withdraw what is left of its vintages. Returns how many.

    Raises TakingMissing, NotAllowed, ReasonMissing, AlreadyWithdrawn.
    """
    taking = StatisticsImport.objects.filter(pk=number).first()
    if taking is None:
        raise TakingMissing(str(number))
    require_keep(viewer, taking.unit_id)
    why = _reason(reason)
    territory = province_territory(taking.unit_id)
    lock(territory)
    rows = SeriesVintage.objects.select_related("series").filter(taking=taking, withdrawn_at__isnull=True)
    vintages = list(rows.order_by("pk"))
    if not _withdraw([row.pk for row in vintages], why, by, at):
        raise AlreadyWithdrawn
    ask(territory, taking.unit_id, [_key(row.series, territory) for row in vintages])
    with as_stored():
        comment = _("%(n)s bản số liệu: %(reason)s") % {"n": len(vintages), "reason": why}
    subject = Reference(ProductivityKind.IMPORT, taking.pk, taking.file_name)
    record_event(action="statistics.withdrawn", by=by, at=at, subject=subject, comment=comment)
    return len(vintages)


def _withdraw(numbers: Sequence[int], reason: str, by: Actor, at: datetime) -> int:
    rows = SeriesVintage.objects.filter(pk__in=numbers, withdrawn_at__isnull=True)
    return rows.update(withdrawn_at=at, withdrawn_by_id=by.number, withdrawal_reason=reason)


def _reason(reason: str) -> str:
    why = " ".join(reason.split())
    if not why:
        raise ReasonMissing(_("Hãy ghi vì sao thu hồi; lý do được lưu cùng bản số liệu."))
    return why


def _key(row: StatisticalSeries, territory: Territory) -> SeriesKey:
    unit_id, *rest = (getattr(row, name) for name in KEY_COLUMNS)
    return key_of((territory.canonical[unit_id], *rest))
