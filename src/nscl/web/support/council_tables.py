"""Councils, their members, their meetings, and what is before a meeting, as tables."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from nscl.support.queries.councils import CouncilRow, MemberRow, SessionRow
from nscl.text.dates import format_date
from nscl.web.plans.words import capital
from nscl.web.support.places import thing_href
from nscl.web.support.words import SESSION_CHIPS, council_chip
from nscl.web.ui.parts import Empty
from nscl.web.ui.tables import Column, Kind, Table
from nscl.web.ui.tables.columns import Link


def councils_table(rows: Sequence[CouncilRow], *, empty: Empty) -> Table[CouncilRow]:
    """One row a council."""
    sample = any(row.is_sample for row in rows)
    columns = [
        Column[CouncilRow](
            "name",
            _("Hội đồng"),
            Kind.LINK,
            value=lambda row: Link(row.name, thing_href("council", row.number)),
            note=lambda row: _("Tôi là thành viên") if row.is_mine else None,
            filling=True,
        ),
        Column[CouncilRow]("decision_number", _("Quyết định"), narrow=True),
        Column[CouncilRow]("decided_on", _("Ngày"), Kind.DATE),
        Column[CouncilRow]("members", _("Thành viên"), Kind.INTEGER),
        Column[CouncilRow]("held", _("Đã họp"), Kind.INTEGER),
        Column[CouncilRow]("planned", _("Sắp họp"), Kind.INTEGER),
        Column[CouncilRow]("next_on", _("Phiên tới"), Kind.DATE),
        Column[CouncilRow]("state", _("Tình trạng"), Kind.CHIP, value=council_chip),
    ]
    if len({row.province for row in rows}) > 1:
        columns.insert(1, Column("province", _("Tỉnh")))
    if sample:
        columns.append(Column("is_sample", _("Số liệu mẫu"), value=lambda row: _("mẫu") if row.is_sample else None))
    return Table(
        name="hoi-dong",
        caption=_("Các hội đồng"),
        rows=rows,
        columns=columns,
        search=lambda row: f"{row.name} {row.decision_number}",
        empty=empty,
    )


def sessions_table(rows: Sequence[SessionRow], *, empty: Empty) -> Table[SessionRow]:
    """One row a meeting."""
    return Table(
        name="phien-hop",
        caption=_("Các phiên họp"),
        rows=rows,
        columns=[
            Column(
                "on",
                _("Ngày họp"),
                Kind.LINK,
                value=lambda row: Link(format_date(row.on), thing_href("session", row.number), row.place),
                sort_value=lambda row: Link(row.on.isoformat(), ""),
                filling=True,
            ),
            Column("state", _("Tình trạng"), Kind.CHIP, value=lambda row: SESSION_CHIPS[row.state]),
            Column("cases", _("Hồ sơ"), Kind.INTEGER, total=True),
            Column("concluded", _("Đã kết luận"), Kind.INTEGER, total=True),
            Column("present", _("Dự họp"), Kind.INTEGER),
            Column("minutes_number", _("Số biên bản")),
        ],
        exportable=False,
        empty=empty,
    )


def members_table(rows: Sequence[MemberRow]) -> Table[MemberRow]:
    """One row a member; those who left last."""
    return Table(
        name="thanh-vien",
        caption=_("Thành viên"),
        rows=rows,
        columns=[
            Column("name", _("Họ và tên"), sortable=False, filling=True, note=lambda row: row.position),
            Column("role", _("Vai trò"), value=lambda row: capital(row.role.label), sortable=False),
            Column("left_on", _("Thôi từ ngày"), Kind.DATE, sortable=False),
        ],
        exportable=False,
    )
