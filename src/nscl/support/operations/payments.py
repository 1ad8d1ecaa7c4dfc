"""Payment: one disbursement in the ledger each, whole or in parts; taken back by reversing its voucher."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.models import Voucher
from nscl.finance.operations.ledger import AlreadyReversed, EntryDraft, VoucherDraft, disburse, reverse
from nscl.records.operations import Actor, Change
from nscl.support.enums import CaseState
from nscl.support.models import Acceptance, Payment, SupportCase, SupportFund
from nscl.support.operations.contracts import about_case
from nscl.support.operations.errors import ReasonMissing, StateRefused
from nscl.support.operations.opening import Saved, move, open_case, record, refuse, refuse_stale, touch
from nscl.support.operations.refusals import PaymentGone
from nscl.support.operations.slots import require_slot
from nscl.support.rules.granting import PaymentValues, check_payment
from nscl.text.formats import format_vnd


@transaction.atomic
def pay_case(
    *, case: int, version: int | None, values: PaymentValues, viewer: Viewer | None, by: Actor, at: datetime
) -> Saved:
    """Pay an accepted case, whole or in part: the disbursement and the payment are booked together, or neither.

    Raises CaseGone, NotAllowed, Conflict, StateRefused, AlreadySupported, Refused; of the ledger LedgerError: Exceeds,
    ClosedYear, AheadOfCounterpart, DuplicateVoucher and its others.
    """
    opened = open_case(case, viewer, Permission.PAY_SUPPORT)
    refuse_stale(opened, version)
    row = opened.row
    _require_payable(row)
    require_slot(row)
    accepted_on = Acceptance.objects.filter(case=row).values_list("on", flat=True).first()
    left = (row.approved_vnd or 0) - row.paid_vnd
    refuse(check_payment(values, left=left, first=accepted_on, today=localdate(at)))
    vnd, fund = values.vnd or 0, row.fund
    if fund is None:  # its constraint says otherwise
        raise StateRefused(_("Hồ sơ chưa có nguồn kinh phí. Hãy tải lại trang."))
    draft, entries = _voucher(row, fund, values, localdate(at)), [EntryDraft(fund.account_id, vnd)]
    voucher = disburse(plan=fund.plan_id, voucher=draft, entries=entries, viewer=viewer, by=by, at=at).voucher
    Payment.objects.create(case=row, voucher_id=voucher, on=values.on or localdate(at), vnd=vnd, at=at, by_id=by.number)
    before = row.paid_vnd
    row.paid_vnd += vnd
    if row.paid_vnd == row.approved_vnd:
        move(opened, CaseState.PAID, by=by, at=at, comment=" ".join(values.number.split()))
    else:
        touch(opened, "paid_vnd")
    changes = [
        Change("Chứng từ", "", " ".join(values.number.split())),
        Change("Đã chi", format_vnd(before), format_vnd(row.paid_vnd)),
    ]
    record(opened, "paid", by=by, at=at, changes=changes)
    return opened.saved()


@transaction.atomic
def undo_payment(
    *,
    payment: int,
    reason: str,
    number: str = "",
    on: date | None = None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> Saved:
    """Take a payment back by its number: its voucher is reversed, the case can be paid again.

    number, on: of the document that takes it back. A voucher that was reversed in the ledger before is noted here as
    taken back. Raises PaymentGone, NotAllowed, ReasonMissing, StateRefused (the case is closed), LedgerError.
    """
    case = Payment.objects.filter(pk=payment).values_list("case_id", flat=True).first()
    if case is None:
        raise PaymentGone(payment)
    opened = open_case(case, viewer, Permission.PAY_SUPPORT)
    row = opened.row
    found = Payment.objects.select_for_update(no_key=True).filter(pk=payment, undone_at__isnull=True).first()
    if found is None:
        raise PaymentGone(payment)
    if row.state == CaseState.CLOSED:
        raise StateRefused(_("Hồ sơ đã kết thúc nên không hủy khoản chi được."))
    if not reason.strip():
        raise ReasonMissing(_("Hãy nêu vì sao hủy khoản chi; lý do được ghi vào sổ kinh phí."))
    try:
        with transaction.atomic():
            reverse(voucher=found.voucher_id, reason=reason, number=number, on=on, viewer=viewer, by=by, at=at)
    except AlreadyReversed:  # in the ledger, before: here it is noted
        if not Voucher.objects.filter(pk=found.voucher_id, reversed_at__isnull=False).exists():
            raise
    found.undone_at = at
    found.save(update_fields=["undone_at"])
    before = row.paid_vnd
    row.paid_vnd -= found.vnd
    if row.state == CaseState.PAID:
        move(opened, CaseState.ACCEPTED, by=by, at=at, comment=reason.strip())
    else:
        touch(opened, "paid_vnd")
    changes = [Change("Đã chi", format_vnd(before), format_vnd(row.paid_vnd))]
    record(opened, "payment_undone", by=by, at=at, changes=changes, comment=reason.strip())
    return opened.saved()


def _require_payable(row: SupportCase) -> None:
    if row.state != CaseState.ACCEPTED:
        words = _("Chỉ chi cho hồ sơ đã nghiệm thu; hồ sơ đang ở bước “%(state)s”. Hãy tải lại trang.")
        raise StateRefused(words % {"state": CaseState(row.state).label})
    if row.is_sample:
        raise StateRefused(_("Hồ sơ mẫu không ghi sổ kinh phí: chứng từ trong sổ không xóa được."))


def _voucher(row: SupportCase, fund: SupportFund, values: PaymentValues, today: date) -> VoucherDraft:
    return VoucherDraft(
        number=values.number,
        on=values.on or today,
        year=fund.year,
        about=" ".join(values.about.split()) or about_case(row),
        agency_id=row.agency_id,
    )
