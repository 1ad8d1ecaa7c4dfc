"""Payments and follow-ups of one case as tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.support.enums import CaseState
from nscl.support.queries.access import CaseHeader
from nscl.support.queries.carrying_out import CarryingOut, FollowUpRow, PaymentRow
from nscl.web.ledger.places import voucher_href
from nscl.web.support.words import due_chip, moment_words
from nscl.web.ui.parts import Chip, Empty, Tone
from nscl.web.ui.tables import Column, Kind, Table
from nscl.web.ui.tables.columns import Link


def payments_table(header: CaseHeader, found: CarryingOut) -> Table[PaymentRow]:
    """What was paid, each with its voucher; what was taken back stays."""
    columns = [
        Column[PaymentRow](
            "voucher",
            _("Chứng từ"),
            Kind.LINK,
            value=lambda row: Link(row.voucher_number, voucher_href(found.plan_slug, row.voucher)),
            sortable=False,
            filling=True,
        ),
        Column[PaymentRow]("on", _("Ngày"), Kind.DATE, sortable=False),
        Column[PaymentRow](
            "vnd",
            _("Số tiền"),
            Kind.VND,
            unit=_("đồng"),
            href=lambda row: voucher_href(found.plan_slug, row.voucher),
            sortable=False,
        ),
        Column[PaymentRow]("state", _("Tình trạng"), Kind.CHIP, value=_payment_chip, sortable=False),
        Column[PaymentRow]("by", _("Người ghi"), note=lambda row: moment_words(row.at), sortable=False),
    ]
    if header.may_pay and header.state is not CaseState.CLOSED:
        columns.append(Column("acts", _("Việc làm"), Kind.LINK, value=_undo(header), sortable=False, exported=False))
    return Table(
        name="khoan-chi",
        caption=_("Các khoản chi"),
        rows=found.payments,
        columns=columns,
        exportable=False,
        empty=Empty(_("Chưa chi khoản nào"), _("Khoản chi ghi được khi hồ sơ đã nghiệm thu."), "wallet"),
    )


def _undo(header: CaseHeader) -> Callable[[PaymentRow], list[Link]]:
    def links(row: PaymentRow) -> list[Link]:
        if row.undone_at is not None:
            return []
        href = reverse("support-unpay", kwargs={"number": header.number, "payment": row.number})
        return [Link(_("Hủy khoản chi"), href)]

    return links


def _payment_chip(row: PaymentRow) -> Chip:
    if row.undone_at is not None:
        return Chip(_("Đã hủy"), Tone.UNKNOWN, "rotate-ccw", 2)
    if row.is_reversed:
        return Chip(_("Sổ đã hủy chứng từ; hãy hủy khoản chi"), Tone.BAD, "octagon-alert", 0)
    return Chip(_("Đã chi"), Tone.GOOD, "circle-check", 1)


def follow_ups_table(header: CaseHeader, rows: Sequence[FollowUpRow], on: date) -> Table[FollowUpRow]:
    """Both follow-ups, with what was found."""

    def title(row: FollowUpRow) -> str:
        return _("Sau %(n)s tháng") % {"n": row.months}

    columns = [
        Column[FollowUpRow]("months", _("Lần theo dõi"), value=title, sortable=False),
        Column[FollowUpRow]("due_on", _("Hẹn ngày"), Kind.DATE, sortable=False),
        Column[FollowUpRow]("done_on", _("Đã theo dõi ngày"), Kind.DATE, sortable=False),
        Column[FollowUpRow]("state", _("Kết quả"), Kind.CHIP, value=lambda row: _kept(row, on), sortable=False),
        Column[FollowUpRow]("findings", _("Nhận xét"), note=lambda row: row.by, sortable=False, filling=True),
    ]
    if header.may_handle:
        columns.append(Column("acts", _("Việc làm"), Kind.LINK, value=_record(header), sortable=False, exported=False))
    return Table(
        name="theo-doi",
        caption=_("Theo dõi sau hỗ trợ"),
        rows=rows,
        columns=columns,
        exportable=False,
        empty=Empty(_("Chưa có lần theo dõi nào"), _("Hai lần, sau 6 và 12 tháng, được hẹn khi nghiệm thu."), "eye"),
    )


def _kept(row: FollowUpRow, on: date) -> Chip | None:
    if row.is_kept is None:
        return due_chip(row.due_on, on)
    if row.is_kept:
        return Chip(_("Còn duy trì"), Tone.GOOD, "circle-check", 1)
    return Chip(_("Không còn"), Tone.BAD, "circle-x", 0)


def _record(header: CaseHeader) -> Callable[[FollowUpRow], Link]:
    def link(row: FollowUpRow) -> Link:
        href = reverse("support-follow-record", kwargs={"number": header.number, "follow_up": row.number})
        return Link(_("Ghi kết quả") if row.is_kept is None else _("Sửa"), href)

    return link
