"""The year's ceiling on an account of the ledger, within its allocation: opened, changed, drawn on, given back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.finance.models import LedgerAccount
from nscl.records.operations import Actor, Change, Reference, record_event
from nscl.support.enums import SupportKind
from nscl.support.models import SupportFund
from nscl.support.operations.errors import Conflict, FieldConflict, ReasonMissing
from nscl.support.operations.opening import Saved, refuse
from nscl.support.operations.refusals import CeilingExceeded, FundExists, FundGone
from nscl.support.rules.appraisal import NAME_LENGTH, check_text
from nscl.text.formats import format_vnd
from nscl.work.operations.provinces import province_on
from nscl.work.rules.problems import Problem, Reason


@transaction.atomic
def open_fund(
    *,
    account: int,
    name: str,
    ceiling_vnd: int | None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> Saved:
    """Say how much of an account of the ledger (by number) may be approved as support, not beyond what is allocated.

    Raises FundGone (no such account), NotAllowed, Refused, FundExists.
    """
    rows = LedgerAccount.objects.select_related("plan").select_for_update(of=("self",), no_key=True)
    found = rows.filter(pk=account).first()
    if found is None:
        raise FundGone(account)
    unit = province_on(found.plan.unit_id, localdate(at))
    _require_may_set(viewer, unit)
    title = " ".join(name.split())
    refuse((*check_text("name", title, _("tên nguồn"), NAME_LENGTH), *_check_ceiling(ceiling_vnd, found, 0)))
    there = SupportFund.objects.filter(account=found, is_sample=is_sample).first()
    if there is not None:
        raise FundExists(there.pk, there.name)
    fund = SupportFund.objects.create(
        unit_id=unit,
        plan=found.plan,
        year=found.year,
        name=title,
        account=found,
        ceiling_vnd=ceiling_vnd or 0,
        created_at=at,
        created_by_id=by.number,
        is_sample=is_sample,
    )
    _record(fund, "opened", by=by, at=at, changes=[Change("Trần", "", format_vnd(fund.ceiling_vnd))])
    return Saved(fund.pk, fund.version)


@transaction.atomic
def change_ceiling(
    *,
    fund: int,
    version: int | None,
    ceiling_vnd: int | None,
    reason: str,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> Saved:
    """Raise or lower a ceiling: not beyond what is allocated, not below what is approved.

    Raises FundGone, NotAllowed, Conflict, ReasonMissing, Refused.
    """
    row = SupportFund.objects.select_for_update(no_key=True).filter(pk=fund).first()
    if row is None:
        raise FundGone(fund)
    _require_may_set(viewer, row.unit_id)
    before, after = format_vnd(row.ceiling_vnd), format_vnd(ceiling_vnd or 0)
    if version is not None and version != row.version:
        raise Conflict(row.version, (FieldConflict("ceiling_vnd", _("Trần"), mine=after, theirs=before),))
    if not reason.strip():
        raise ReasonMissing(_("Hãy nêu vì sao đổi trần, ví dụ số quyết định giao dự toán."))
    account = LedgerAccount.objects.select_for_update(no_key=True).get(pk=row.account_id)
    refuse(_check_ceiling(ceiling_vnd, account, row.approved_vnd))
    if ceiling_vnd == row.ceiling_vnd:
        return Saved(row.pk, row.version, changed=False)
    row.ceiling_vnd = ceiling_vnd or 0
    row.version += 1
    row.save(update_fields=["ceiling_vnd", "version"])
    _record(row, "ceiling_changed", by=by, at=at, changes=[Change("Trần", before, after)], comment=reason.strip())
    return Saved(row.pk, row.version)


def draw_on(fund: int, vnd: int, *, unit_ids: Collection[int], is_sample: bool) -> SupportFund:
    """Charge an approval to a fund of one of these provinces, in one statement: nobody else comes in between.

    Raises FundGone, CeilingExceeded. Within the caller's transaction; the caller writes the event.
    """
    own = SupportFund.objects.filter(pk=fund, unit__in=unit_ids, is_sample=is_sample)
    taken = own.filter(approved_vnd__lte=F("ceiling_vnd") - vnd).update(approved_vnd=F("approved_vnd") + vnd)
    row = own.first()
    if row is None:
        raise FundGone(fund)
    if not taken:
        raise CeilingExceeded(row.pk, row.name, vnd, row.ceiling_vnd - row.approved_vnd)
    return row


def give_back(fund: int, vnd: int) -> None:
    """Free of a fund what is not going to be paid. Within the caller's transaction; the caller writes the event."""
    SupportFund.objects.filter(pk=fund).update(approved_vnd=F("approved_vnd") - vnd)


def _require_may_set(viewer: Viewer | None, unit: int) -> None:
    """Finance, and whoever decides. Raises NotAllowed."""
    if viewer is None:
        return
    if not any(viewer.may(one, unit) for one in (Permission.PAY_SUPPORT, Permission.DECIDE_SUPPORT)):
        raise NotAllowed(Permission.PAY_SUPPORT)


def _check_ceiling(ceiling: int | None, account: LedgerAccount, approved: int) -> list[Problem]:
    if ceiling is None or ceiling < 0:
        return [Problem("ceiling_vnd", Reason.MISSING, _("chưa có trần"), _("ghi số tiền không âm"))]
    if ceiling > account.allocated_vnd:
        words = {"ceiling": format_vnd(ceiling), "allocated": format_vnd(account.allocated_vnd)}
        message = _("trần %(ceiling)s vượt số đã giao dự toán %(allocated)s") % words
        remedy = _("ghi không quá số đã giao, hoặc ghi quyết định giao dự toán trước")
        return [Problem("ceiling_vnd", Reason.TOO_LARGE, message, remedy)]
    if ceiling < approved:
        message = _("đã duyệt %(approved)s, không hạ trần thấp hơn") % {"approved": format_vnd(approved)}
        remedy = _("ghi trần từ số đã duyệt trở lên")
        return [Problem("ceiling_vnd", Reason.TOO_LARGE, message, remedy)]
    return []


def _record(row: SupportFund, verb: str, *, by: Actor, at: datetime, changes: list[Change], comment: str = "") -> None:
    subject = Reference(SupportKind.FUND, row.pk, row.name)
    record_event(action=f"fund.{verb}", by=by, at=at, subject=subject, changes=changes, comment=comment)
