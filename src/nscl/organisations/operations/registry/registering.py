"""Registering an organisation, and correcting what is known of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.organisations.models import FormerName, Organisation
from nscl.organisations.operations.registry.entries import OrganisationEntry, checked_values
from nscl.organisations.operations.registry.errors import FieldProblem, InvalidEntry, TaxCodeTaken
from nscl.organisations.operations.registry.rows import locked, put, reference, require_version
from nscl.organisations.operations.registry.seats import SeatError, province_on
from nscl.organisations.operations.registry.sizing import refresh_size
from nscl.organisations.queries.places import Places
from nscl.organisations.queries.tax_codes import check_tax_code
from nscl.organisations.rules.reach import RegistryAct, RegistryViewer, require
from nscl.records.operations import Actor, record_event

_DAY = timedelta(days=1)


@transaction.atomic
def register(
    *,
    entry: OrganisationEntry,
    unit_id: int,
    viewer: RegistryViewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> int:
    """Register an organisation in a province (what it has become by `at`) and return its number.

    Raises InvalidEntry with every problem, TaxCodeTaken; what the viewer raises who may not keep that registry.
    """
    require(viewer, RegistryAct.KEEP, unit_id)
    try:
        province = province_on(unit_id, localdate(at))
    except SeatError as error:
        raise InvalidEntry([FieldProblem("unit", str(error))]) from error
    values = checked_values(entry, unit_id=province, at=at)
    _refuse_taken(values["tax_code"])
    row = Organisation(unit_id=province, created_at=at, created_by_id=by.number, is_sample=is_sample, **values)
    _save(row)
    record_event(action="organisation.registered", by=by, at=at, subject=reference(row))
    return int(row.pk)


@transaction.atomic
def edit(
    *,
    number: int,
    version: int,
    entry: OrganisationEntry,
    on: date,
    viewer: RegistryViewer | None,
    by: Actor,
    at: datetime,
) -> int:
    """Correct what is known of an organisation and return its new version; nothing changed: the old one.

    A new name counts from `on`: the old one is kept as a former name until the day before, unless no more than capital
    letters, marks or spaces differ. Address and commune are corrected here; `move_seat` is for one that moved. Raises
    OrganisationMissing, OrganisationMerged, RegistryConflict, InvalidEntry, TaxCodeTaken.
    """
    row = locked(viewer, number)
    values = checked_values(entry, unit_id=row.unit_id, at=at)
    today = Places({row.commune_id}, localdate(at)).now(row.commune_id)
    if today is not None and today.id == values["commune_id"]:
        values["commune_id"] = row.commune_id  # the same place: it stays as it was called when it was noted
    require_version(row, version, values)
    if values["tax_code"] != row.tax_code:
        _refuse_taken(values["tax_code"], except_for=row.pk)
    before = (row.name, row.folded)
    changes = put(row, values)
    if not changes:
        return row.version
    if row.folded != before[1]:
        _keep_former(row, *before, on=on, at=at)
    row.version += 1
    refresh_size(row, localdate(at))
    _save(row)
    record_event(action="organisation.edited", by=by, at=at, subject=reference(row), changes=changes)
    return row.version


def _refuse_taken(code: str | None, except_for: int | None = None) -> None:
    holder = check_tax_code(code, except_for=except_for).holder if code else None
    # A code that was of a double may be given again only to the row that was kept.
    if holder is not None and not (holder.kept is not None and holder.kept.number == except_for):
        raise TaxCodeTaken(holder)


def _save(row: Organisation) -> None:
    """Save; somebody who took the tax code at this very moment is answered like one who had it before."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        _refuse_taken(row.tax_code, except_for=row.pk)
        raise


def _keep_former(row: Organisation, name: str, folded: str, *, on: date, at: datetime) -> None:
    if on > localdate(at):
        raise InvalidEntry([FieldProblem("on", _("Ngày đổi tên không được sau hôm nay."))])
    last = row.former_names.order_by("-until").first()
    until = on - _DAY
    if last is not None and until <= last.until:
        day = f"{last.until:%d/%m/%Y}"
        message = _("Tên trước đó dùng đến %(day)s; ngày đổi tên phải sau ngày ấy.") % {"day": day}
        raise InvalidEntry([FieldProblem("on", message)])
    FormerName.objects.create(organisation=row, name=name, folded=folded, until=until)
