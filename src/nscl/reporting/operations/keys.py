"""The keys of other deployments that are trusted here, each for the province that it may send."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.enums import UnitLevel
from nscl.institutions.queries import unit_by_id
from nscl.institutions.rules import InstitutionsError
from nscl.records.operations import Actor, Change, Reference, record_event
from nscl.records.signing import NoPublicKey, key_id, parse_public_key, public_pem
from nscl.reporting.enums import ReportingKind
from nscl.reporting.models import TrustedKey
from nscl.reporting.operations.package_errors import KeyKnown, KeyMissing, KeyRefused

NAME_LENGTH: Final = 200
REASON_LENGTH: Final = 500
MAX_PEM: Final = 4_000


@transaction.atomic
def add_key(*, pem: str, name: str, unit_id: int, viewer: Viewer | None, by: Actor, at: datetime) -> int:
    """Trust a key for the packages of a province; returns its number.

    pem: as `nscl report package-key` prints it; what stands around it is ignored. name: of the deployment. Raises
    NotAllowed, KeyRefused (field "pem", "name", "unit"), KeyKnown.
    """
    if viewer is not None:
        viewer.require(Permission.TAKE_IN_PACKAGES, unit_id)
    name = " ".join(name.split())
    if not name or len(name) > NAME_LENGTH:
        raise KeyRefused(
            _("Chưa ghi tên hệ thống, hoặc tên quá dài."), _("Hãy ghi tên nơi gửi, ví dụ Sở KH&CN."), "name"
        )
    try:
        key = parse_public_key(pem[:MAX_PEM].strip().encode())
    except NoPublicKey as error:
        remedy = _("Hãy dán toàn bộ nội dung do lệnh nscl report package-key in ra, kể cả hai dòng BEGIN và END.")
        raise KeyRefused(_("Không đọc được khóa: %(why)s.") % {"why": error}, remedy, "pem") from error
    province = _province(unit_id)
    number = key_id(key)
    known = TrustedKey.objects.filter(key_id=number).first()
    if known is not None:
        raise KeyKnown(known.pk, known.name, localtime(known.added_at))
    row = TrustedKey.objects.create(
        key_id=number, name=name, unit_id=unit_id, pem=public_pem(key), added_at=at, added_by_id=by.number
    )
    changes = [Change(_("Mã khóa"), "", number), Change(_("Tỉnh, thành phố"), "", province)]
    record_event(action="key.trusted", by=by, at=at, subject=_subject(row), changes=changes)
    return row.pk


@transaction.atomic
def revoke_key(*, number: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Trust a key no more, with the reason; packages that were taken in stay. For good.

    Raises NotAllowed, KeyMissing, KeyRefused (no reason; revoked already).
    """
    row = TrustedKey.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise KeyMissing(str(number))
    if viewer is not None:
        viewer.require(Permission.TAKE_IN_PACKAGES, row.unit_id)
    reason = reason.strip()
    if not reason or len(reason) > REASON_LENGTH:
        remedy = _("Hãy ghi lý do, ví dụ: tỉnh báo lộ khóa; tối đa %(most)d ký tự.") % {"most": REASON_LENGTH}
        raise KeyRefused(_("Chưa ghi lý do thu hồi, hoặc lý do quá dài."), remedy, "reason")
    if row.revoked_at is not None:
        raise KeyRefused(_("Khóa này đã được thu hồi."), _("Hãy mở lại danh sách khóa."))
    row.revoked_at, row.revoked_by_id, row.revoked_why = at, by.number, reason
    row.save(update_fields=["revoked_at", "revoked_by", "revoked_why"])
    record_event(action="key.revoked", by=by, at=at, subject=_subject(row), comment=reason)


def _province(unit_id: int) -> str:
    try:
        unit = unit_by_id(unit_id)
    except InstitutionsError as error:
        raise KeyRefused(_("Không có tỉnh này trong danh mục."), _("Hãy chọn lại tỉnh."), "unit") from error
    if unit.level is not UnitLevel.PROVINCE:
        raise KeyRefused(_("Khóa chỉ dùng cho tỉnh, thành phố."), _("Hãy chọn tỉnh, thành phố."), "unit")
    return unit.label


def _subject(row: TrustedKey) -> Reference:
    return Reference(ReportingKind.KEY, row.pk, f"{row.name} ({row.key_id})")
