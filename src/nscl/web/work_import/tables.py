"""What a rehearsal shows: rows that are wrong, rows that are there already, rows that become activities."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from nscl.web.plans.words import capital
from nscl.web.ui.tables import Column, Kind, Table
from nscl.web.ui.tables.columns import Link
from nscl.web.work.places import activity_href
from nscl.work.imports.problems import ImportProblem
from nscl.work.operations.imports import KnownRow, NewRow


def problems_table(problems: Sequence[ImportProblem]) -> Table[ImportProblem]:
    """Every problem: where, what, how to mend it."""
    return Table[ImportProblem](
        name="loi",
        caption=_("Ô phải sửa"),
        rows=problems,
        exportable=False,
        columns=[
            Column("cell", _("Ô"), narrow=True),
            Column("heading", _("Cột")),
            Column("message", _("Lỗi"), value=lambda p: capital(p.message), filling=True),
            Column("remedy", _("Cách sửa"), value=lambda p: capital(p.remedy)),
            Column("sheet", _("Trang tính")),
        ],
    )


def known_table(rows: Sequence[KnownRow]) -> Table[KnownRow]:
    """Rows that are left out."""
    return Table[KnownRow](
        name="da-co",
        caption=_("Dòng đã có, bỏ qua"),
        rows=rows,
        exportable=False,
        columns=[
            Column("row", _("Dòng"), Kind.INTEGER),
            Column("message", _("Vì sao"), filling=True),
            Column(
                "activity",
                _("Hoạt động đã có"),
                Kind.LINK,
                value=lambda one: Link(_("Mở"), activity_href(one.activity)),
                sortable=False,
            ),
        ],
    )


def new_table(rows: Sequence[NewRow]) -> Table[NewRow]:
    """Rows that become activities."""
    return Table[NewRow](
        name="moi",
        caption=_("Dòng sẽ thành hoạt động"),
        rows=rows,
        exportable=False,
        columns=[
            Column("row", _("Dòng"), Kind.INTEGER),
            Column("title", _("Hoạt động"), value=lambda one: one.activity.plan.title, filling=True),
            Column("kind", _("Loại việc"), value=lambda one: capital(one.activity.plan.kind.label)),
            Column("starts_on", _("Ngày bắt đầu"), Kind.DATE, value=lambda one: one.activity.plan.starts_on),
            Column("status", _("Tình trạng"), value=_status),
            Column("cost", _("Kinh phí"), Kind.MILLION, value=_cost),
        ],
    )


def _status(row: NewRow) -> str:
    record = row.activity.record
    return capital(record.status.label) if record is not None else _("Dự kiến")


def _cost(row: NewRow) -> int | None:
    record = row.activity.record
    costs = row.activity.plan.costs if record is None or not record.costs else record.costs
    return sum(cost.vnd for cost in costs) if costs else None
