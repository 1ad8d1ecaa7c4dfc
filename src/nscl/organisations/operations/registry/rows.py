"""The stored row that an act is on, and how its fields read in the trail and on the page of a conflict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from nscl.institutions.models import AdministrativeUnit
from nscl.institutions.queries.rows import unit_row
from nscl.organisations.enums import ORGANISATION, OrganisationKind
from nscl.organisations.models import Organisation
from nscl.organisations.operations.registry.errors import FieldConflict, OrganisationMerged, RegistryConflict
from nscl.organisations.operations.registry.wording import as_stored
from nscl.organisations.queries.access import visible_to
from nscl.organisations.queries.rows import OrganisationMissing
from nscl.organisations.rules.reach import RegistryAct, RegistryViewer, require
from nscl.records.models import AuditEvent
from nscl.records.operations import Change, Reference
from nscl.text.phones import shown_phone

# Column → what the page calls it. In the order of the page.
LABELS: Final[Mapping[str, Any]] = {
    "name": _("Tên"),
    "kind": _("Loại hình"),
    "tax_code": _("Mã số thuế"),
    "unit_id": _("Tỉnh"),
    "commune_id": _("Xã, phường"),
    "address": _("Địa chỉ"),
    "industry": _("Ngành chính"),
    "industry_edition": _("Phiên bản ngành"),
    "founded_on": _("Ngày thành lập"),
    "representative": _("Người đại diện"),
    "phone": _("Điện thoại"),
    "email": _("Thư điện tử"),
}
# What the entry calls the column, where it differs.
FIELD_OF: Final[Mapping[str, str]] = {"commune_id": "commune", "unit_id": "unit"}


def locked(viewer: RegistryViewer | None, number: int, act: RegistryAct = RegistryAct.KEEP) -> Organisation:
    """The row, for this transaction alone. Raises OrganisationMissing; what the viewer raises; OrganisationMerged."""
    if not visible_to(viewer).filter(pk=number).exists():
        raise OrganisationMissing(number)
    row = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=number)
    require(viewer, act, row.unit_id)
    if row.merged_into_id is not None:
        kept = Organisation.objects.get(pk=row.merged_into_id)
        raise OrganisationMerged(kept.pk, kept.name)
    return row


def require_version(row: Organisation, version: int, sent: Mapping[str, Any] | None = None) -> None:
    """Raise RegistryConflict unless the row is as the person saw it; sent: the columns that they would have."""
    if row.version == version:
        return
    fields = [
        FieldConflict(FIELD_OF.get(name, name), str(LABELS[name]), shown(name, value), shown(name, getattr(row, name)))
        for name, value in (sent or {}).items()
        if name in LABELS and value != getattr(row, name)
    ]
    last = AuditEvent.objects.filter(subject_kind=ORGANISATION, subject_id=row.pk).order_by("-at", "-pk").first()
    raise RegistryConflict(row.version, fields, by=last.actor_name if last else "", at=last.at if last else None)


def put(row: Organisation, values: Mapping[str, Any]) -> list[Change]:
    """Set columns and return what changed, in words; nothing is saved yet."""
    changed = {name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value}
    for name, (_before, after) in changed.items():
        setattr(row, name, after)
    with as_stored():
        return [
            Change(str(LABELS[name]), shown(name, before), shown(name, after))
            for name, (before, after) in changed.items()
            if name in LABELS
        ]


def shown(name: str, value: Any) -> str:
    """A column's value in words; "" for none."""
    if value is None or value == "":
        return ""
    return _WORDS.get(name, str)(value)


def reference(row: Organisation) -> Reference:
    """The organisation as the audit trail names it."""
    return Reference(ORGANISATION, row.pk, row.name)


def day_in_words(day: date) -> str:
    """A day as it is written: 05/07/2026."""
    return f"{day:%d/%m/%Y}"


def _place(number: int) -> str:
    return unit_row(AdministrativeUnit.objects.get(pk=number)).label


_WORDS: Final[Mapping[str, Callable[[Any], str]]] = {
    "kind": lambda kind: str(OrganisationKind(kind).label),
    "unit_id": _place,
    "commune_id": _place,
    "founded_on": day_in_words,
    "phone": shown_phone,
}
