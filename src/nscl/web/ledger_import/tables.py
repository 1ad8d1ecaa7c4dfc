"""What a rehearsal shows: cells that are wrong, vouchers that are there already, vouchers that are booked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from nscl.finance.operations.ledger.importing import KnownVoucher, LedgerRehearsal, NewVoucher
from nscl.text.formats import format_number
from nscl.web.file_import.rehearsing import problem_columns, rows_words
from nscl.web.ledger.places import voucher_href
from nscl.web.ledger.words import KIND_NAMES
from nscl.web.ui.tables import Column, Kind, Table
from nscl.web.ui.tables.columns import Link


def preview_tables(slug: str, found: LedgerRehearsal) -> Iterator[Table[Any]]:
    """The tables, with or without rows."""
    yield Table("loi", _("Ô phải sửa"), columns=problem_columns(), rows=found.problems, exportable=False)
    yield Table("moi", _("Chứng từ sẽ ghi"), columns=_new(), rows=found.new, exportable=False)
    yield Table("da-co", _("Chứng từ đã có, bỏ qua"), columns=_known(slug), rows=found.known, exportable=False)


def _new() -> list[Column[NewVoucher]]:
    return [
        Column(
            "rows", _("Dòng"), value=lambda one: rows_words(one.rows), sort_value=lambda one: one.rows[0], narrow=True
        ),
        Column("number", _("Số"), note=lambda one: " ".join(one.warnings)),
        Column("on", _("Ngày"), Kind.DATE),
        Column("kind", _("Loại"), value=lambda one: str(KIND_NAMES[one.kind])),
        Column("year", _("Niên độ"), value=lambda one: str(one.year), narrow=True),
        Column("about", _("Nội dung"), filling=True),
        Column("vnd", _("Số tiền"), Kind.VND, unit=_("đồng"), note=_beyond),
    ]


def _known(slug: str) -> list[Column[KnownVoucher]]:
    return [
        Column(
            "rows", _("Dòng"), value=lambda one: rows_words(one.rows), sort_value=lambda one: one.rows[0], narrow=True
        ),
        Column("message", _("Vì sao"), filling=True),
        Column(
            "voucher",
            _("Chứng từ đã có"),
            Kind.LINK,
            value=lambda one: Link(_("Mở"), voucher_href(slug, one.voucher)),
            sortable=False,
        ),
    ]


def _beyond(one: NewVoucher) -> str:
    return _("vượt %(vnd)s") % {"vnd": format_number(one.beyond_vnd)} if one.beyond_vnd > 0 else ""
