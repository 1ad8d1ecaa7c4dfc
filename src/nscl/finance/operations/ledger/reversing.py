"""A voucher taken back, whole: the same entries with the opposite sign, and the reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import Stage, VoucherKind
from nscl.finance.models import SettledYear, Voucher
from nscl.finance.operations.ledger.accounts import lock_numbers
from nscl.finance.operations.ledger.drafts import Booked, VoucherDraft
from nscl.finance.operations.ledger.errors import AlreadyReversed, InvalidVoucher, VoucherMissing, VoucherProblem
from nscl.finance.operations.ledger.fields import check_number
from nscl.finance.operations.ledger.judging import refuse_excesses
from nscl.finance.operations.ledger.register import Author, Register
from nscl.finance.operations.ledger.writing import record, voucher_row, write_voucher
from nscl.finance.rules.ledger import Booking, judge
from nscl.plans.models import Plan
from nscl.records.operations import Actor


@transaction.atomic
def reverse(
    *,
    voucher: int,
    reason: str,
    number: str = "",
    on: date | None = None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> Booked:
    """Take a voucher back by its number in the register; taking a settlement back opens its year again.

    number, on: of the document that takes it back; without them the number of the voucher itself and the day of `at`.
    Raises NotAllowed (SETTLE_MONEY for a settlement, else RECORD_MONEY), VoucherMissing, AlreadyReversed,
    InvalidVoucher (no reason, a day that is not between the voucher's own and today), ClosedYear, Exceeds (a later
    stage needs the money).
    """
    row = _open(voucher, viewer)
    kind = VoucherKind(row.kind)
    draft = VoucherDraft(
        number=" ".join(number.split()) or row.number,
        on=on or localdate(at),
        year=row.year,
        agency_id=row.agency_id,
        about=row.about,
        reason=reason.strip(),
    )
    _check(row, draft, localdate(at))
    bookings = [
        Booking(account, Stage(stage), vnd, beyond).reversed
        for account, stage, vnd, beyond in row.entries.order_by("account", "pk").values_list(
            "account", "stage", "vnd", "beyond_vnd"
        )
    ]
    accounts = lock_numbers({booking.account for booking in bookings})
    if kind is not VoucherKind.SETTLEMENT:
        Register(row.plan_id, ()).require_open({name.year for name in accounts.names.values()} | {row.year})
    refuse_excesses(judge(bookings, accounts.balances), accounts.names, (), may_go_beyond=False)
    row.reversed_at = at
    row.save(update_fields=["reversed_at"])
    if kind is VoucherKind.SETTLEMENT:
        SettledYear.objects.filter(plan=row.plan_id, year=row.year, voucher=row).delete()
    author = Author(by, at, row.is_sample)
    back = voucher_row(row.plan, kind, draft, author, reverses=row)
    write_voucher(back, bookings)
    total = sum(booking.vnd for booking in bookings)
    record(row, "reversed", author, bookings, vnd=total, why=draft.reason)
    return Booked(back.pk, total, sum(booking.beyond_vnd for booking in bookings))


def _open(number: int, viewer: Viewer | None) -> Voucher:
    """The voucher, locked. Raises VoucherMissing, NotAllowed, AlreadyReversed."""
    found = Voucher.objects.filter(pk=number).order_by("pk").values("plan_id", "plan__unit_id", "kind").first()
    if found is None:
        raise VoucherMissing(number)
    settles = found["kind"] == VoucherKind.SETTLEMENT
    if viewer is not None:
        viewer.require(Permission.SETTLE_MONEY if settles else Permission.RECORD_MONEY, found["plan__unit_id"])
    if settles:  # an act on a year as a whole
        Plan.objects.select_for_update(no_key=True).filter(pk=found["plan_id"]).order_by("pk").first()
    rows = Voucher.objects.select_related("plan", "reverses").select_for_update(of=("self",), no_key=True)
    row = rows.get(pk=number)
    if row.reverses is not None:
        message = _("Chứng từ này là chứng từ hủy của số %(number)s, không hủy lại được. Hãy ghi một chứng từ mới.")
        raise AlreadyReversed(message % {"number": row.reverses.number}, row.pk)
    if row.reversed_at is not None:
        message = _("Chứng từ này đã hủy rồi. Hãy mở chứng từ hủy để xem.")
        raise AlreadyReversed(message, Voucher.objects.get(reverses=row).pk)
    return row


def _check(row: Voucher, draft: VoucherDraft, today: date) -> None:
    problems = list(check_number(draft.number))
    if not draft.reason:
        problems.append(VoucherProblem("reason", _("chưa có lý do hủy"), _("ghi vì sao chứng từ này bị hủy")))
    if not row.on <= draft.on <= today:
        message = _("ngày hủy phải từ ngày của chứng từ (%(first)s) đến hôm nay") % {"first": f"{row.on:%d/%m/%Y}"}
        problems.append(VoucherProblem("on", message, _("xem lại ngày hủy")))
    if problems:
        raise InvalidVoucher(problems)
