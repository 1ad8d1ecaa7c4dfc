"""An organisation moves: where it was stays on record."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.organisations.models import Organisation, OrganisationSeat
from nscl.organisations.operations.registry.entries import MOST_LETTERS, one_line, too_long
from nscl.organisations.operations.registry.errors import FieldProblem, InvalidEntry
from nscl.organisations.operations.registry.rows import day_in_words, locked, put, reference, require_version
from nscl.organisations.operations.registry.seats import SeatError, commune_in, province_on
from nscl.organisations.operations.registry.wording import as_stored
from nscl.organisations.rules.reach import RegistryViewer
from nscl.records.operations import Actor, Change, record_event

_DAY = timedelta(days=1)


@transaction.atomic
def move_seat(
    *,
    number: int,
    version: int,
    unit_id: int,
    commune_id: int | None,
    address: str,
    on: date,
    viewer: RegistryViewer | None,
    by: Actor,
    at: datetime,
) -> int:
    """Note that an organisation has its seat elsewhere from `on`, keep the old seat, and return the new version.

    Whoever keeps the registry of its present province may. The same place again changes nothing. Raises
    OrganisationMissing, OrganisationMerged, RegistryConflict; InvalidEntry for a commune that is not in the province, a
    day to come, or one that is not after the last move.
    """
    row = locked(viewer, number)
    values = _checked(row, unit_id, commune_id, address, on=on, noted=localdate(at))
    require_version(row, version, values)
    seat = _seat_until(row, on - _DAY)
    changes = put(row, values)
    if not changes:
        return row.version
    seat.save()
    row.version += 1
    row.save()
    with as_stored():
        changes.append(Change(_("Từ ngày"), "", day_in_words(on)))
    record_event(action="organisation.moved", by=by, at=at, subject=reference(row), changes=changes)
    return row.version


def _checked(
    row: Organisation, unit_id: int, commune_id: int | None, address: str, *, on: date, noted: date
) -> dict[str, Any]:
    problems = []
    province, commune = row.unit_id, None
    try:
        province = province_on(unit_id, on)
        commune = commune_in(commune_id, province, on=on, noted=noted)
    except SeatError as error:
        problems.append(FieldProblem("commune", str(error)))
    problems += too_long("address", address, MOST_LETTERS["address"])
    if on > noted:
        problems.append(FieldProblem("on", _("Ngày chuyển không được sau hôm nay.")))
    last = row.seats.order_by("-until").first()
    if last is not None and on <= last.until + _DAY:
        message = _("Lần chuyển trước là ngày %(day)s; lần này phải sau ngày ấy.")
        problems.append(FieldProblem("on", message % {"day": day_in_words(last.until + _DAY)}))
    if row.founded_on is not None and on <= row.founded_on:
        message = _("Tổ chức thành lập ngày %(day)s; ngày chuyển phải sau ngày ấy.")
        problems.append(FieldProblem("on", message % {"day": day_in_words(row.founded_on)}))
    if problems:
        raise InvalidEntry(problems)
    return {"unit_id": province, "commune_id": commune, "address": one_line(address)}


def _seat_until(row: Organisation, until: date) -> OrganisationSeat:
    """The seat of today as one that ended."""
    last = row.seats.order_by("-until").first()
    return OrganisationSeat(
        organisation=row,
        unit_id=row.unit_id,
        commune_id=row.commune_id,
        address=row.address,
        since=last.until + _DAY if last else None,
        until=until,
    )
