"""The year's ceilings as a table."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from nscl.support.queries.funds import FundRow
from nscl.web.estimates.words import source_name
from nscl.web.support.places import thing_href
from nscl.web.ui.parts import Empty
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table


def funds_table(rows: Sequence[FundRow], *, empty: Empty) -> Table[FundRow]:
    """One row a ceiling; amounts are doors to the cases."""
    unit = _("triệu đồng")

    def href(row: FundRow) -> str:
        return thing_href("fund", row.number)

    columns = [
        Column[FundRow](
            "name",
            _("Trần kinh phí"),
            Kind.LINK,
            value=lambda row: Link(row.name, href(row), f"{row.line}, {source_name(row.source)}"),
            filling=True,
        ),
        Column[FundRow]("year", _("Năm"), narrow=True, value=lambda row: str(row.year)),
        Column[FundRow]("ceiling_vnd", _("Trần"), Kind.MILLION, unit=unit, total=True),
        Column[FundRow]("approved_vnd", _("Đã duyệt"), Kind.MILLION, unit=unit, total=True, href=href),
        Column[FundRow]("left_vnd", _("Còn lại"), Kind.MILLION, unit=unit, total=True),
        Column[FundRow]("paid_vnd", _("Đã chi"), Kind.MILLION, unit=unit, total=True, href=href),
        Column[FundRow]("cases", _("Hồ sơ"), Kind.INTEGER, total=True, href=href),
    ]
    if any(row.is_sample for row in rows):
        columns.append(
            Column("is_sample", _("Số liệu mẫu"), value=lambda row: _("mẫu") if row.is_sample else None, sortable=False)
        )
    return Table(
        name="tran",
        caption=_("Trần kinh phí hỗ trợ"),
        rows=rows,
        columns=columns,
        filters=[Filter("nam", _("Năm"), lambda row: str(row.year))],
        empty=empty,
    )
