"""Tables of annual plans and activities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.text.formats import format_number
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Empty
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table
from nscl.web.work.places import activity_href, annual_plan_href
from nscl.web.work.words import PLAN_CHIPS, STATUS_CHIPS, activities_words, activity_chip, kind_words, late_words
from nscl.work.enums import ActivityKind
from nscl.work.queries.annual_plans import AnnualPlanRow, MoneyRow
from nscl.work.queries.rows import ActivityRow
from nscl.work.queries.years import AgencyYears, AnnualPlanTable, YearCell

# Filters of activities by their names in the address; late is no state of its own.
STATUS: Final = "tinh-trang"
KIND: Final = "loai"
LATE: Final = "cham"


def years_table(found: AnnualPlanTable, empty: Empty) -> Table[AgencyYears]:
    """Agencies × years: in each cell the annual plan, or the door to open one."""
    columns: list[Column[AgencyYears]] = [
        Column(
            "agency",
            _("Cơ quan"),
            value=lambda r: r.agency.name,
            note=lambda r: r.agency.unit_name,
            filling=True,
        )
    ]
    for place, year in enumerate(found.years):
        columns.append(_year_column(found, place, year))
    return Table(
        name="ke-hoach-nam",
        caption=_("Kế hoạch năm theo cơ quan"),
        rows=found.rows,
        columns=columns,
        search=lambda r: f"{r.agency.name} {r.agency.unit_name}",
        empty=empty,
        scrolls=True,
    )


def _year_column(found: AnnualPlanTable, place: int, year: int) -> Column[AgencyYears]:
    def value(row: AgencyYears) -> Link | str | None:
        return _cell(found, row, row.cells[place])

    return Column(f"nam-{year}", str(year), Kind.LINK, value=value, sortable=False)


def _cell(found: AnnualPlanTable, row: AgencyYears, cell: YearCell) -> Link | None:
    annual = cell.annual_plan
    if annual is not None:
        counts = activities_words(annual.counts.live)
        note = f"{counts}, {late_words(annual.counts.late)}" if annual.counts.late else counts
        return Link(PLAN_CHIPS[annual.state].label, annual_plan_href(annual.number), note)
    if not cell.may_open:
        return None
    led = _("chủ trì %(n)s nhiệm vụ") % {"n": format_number(cell.leads)} if cell.leads else ""
    return Link(_("Lập kế hoạch"), open_href(found.plan.number, row.agency.number, cell.year), led)


def open_href(plan: int, agency: int, year: int) -> str:
    """The page that opens an annual plan."""
    return f"{reverse('annual-plan-open')}?{urlencode({'ke-hoach': plan, 'co-quan': agency, 'nam': year})}"


def annual_plans_table(rows: Sequence[AnnualPlanRow], caption: str, *, with_plan: bool = False) -> Table[AnnualPlanRow]:
    """Annual plans with their figures."""
    columns: list[Column[AnnualPlanRow]] = [
        Column(
            "agency",
            _("Cơ quan"),
            value=lambda r: r.agency.name,
            href=lambda r: annual_plan_href(r.number),
            note=lambda r: r.plan.label if with_plan else r.agency.unit_name,
            filling=True,
        ),
        Column("state", _("Trạng thái"), Kind.CHIP, value=lambda r: PLAN_CHIPS[r.state]),
        Column("live", _("Hoạt động"), Kind.INTEGER, value=lambda r: r.counts.live, total=True),
        Column("done", _("Đã xong"), Kind.INTEGER, value=lambda r: r.counts.done, total=True),
        Column("late", _("Chậm"), Kind.INTEGER, value=lambda r: r.counts.late, total=True),
        Column("planned", _("Dự kiến"), Kind.MILLION, value=lambda r: r.planned_vnd, total=True, unit=_("triệu đồng")),
        Column("actual", _("Thực tế"), Kind.MILLION, value=lambda r: r.actual_vnd, total=True, unit=_("triệu đồng")),
        *_sample_column(rows),
    ]
    return Table(
        name="cac-ke-hoach-nam",
        caption=caption,
        rows=rows,
        columns=columns,
        search=lambda r: f"{r.agency.name} {r.agency.unit_name} {r.plan.label}",
        filters=[
            Filter(
                "trang-thai",
                _("Trạng thái"),
                lambda r: r.state.value,
                options=[(state.value, chip.label) for state, chip in PLAN_CHIPS.items()],
            )
        ],
    )


def activities_table(
    rows: Sequence[ActivityRow], caption: str, *, empty: Empty, by_task: bool = True, with_agency: bool = False
) -> Table[ActivityRow]:
    """Activities; by_task: in the order of the plan's tasks, as an annual plan is read."""
    ordered = sorted(rows, key=_in_plan_order) if by_task else rows
    columns: list[Column[ActivityRow]] = [
        Column(
            "title",
            _("Hoạt động"),
            value=lambda r: r.title,
            href=lambda r: activity_href(r.number),
            note=_note,
            filling=True,
        ),
        Column("status", _("Tình trạng"), Kind.CHIP, value=activity_chip),
        Column("task", _("Nhiệm vụ"), value=lambda r: r.task.label if r.task else None, sort_value=_in_plan_order),
        *([_agency_column()] if with_agency else []),
        Column("starts_on", _("Bắt đầu"), Kind.DATE),
        Column("ends_on", _("Kết thúc"), Kind.DATE),
        Column("planned", _("Dự kiến"), Kind.MILLION, value=lambda r: r.planned_vnd, total=True, unit=_("triệu đồng")),
        Column("actual", _("Thực tế"), Kind.MILLION, value=lambda r: r.actual_vnd, total=True, unit=_("triệu đồng")),
        *_sample_column(rows),
    ]
    return Table(
        name="hoat-dong",
        caption=caption,
        rows=ordered,
        columns=columns,
        search=lambda r: f"{r.title} {r.place} {r.commune} {r.responsible} {r.task.label if r.task else ''}",
        filters=_activity_filters(),
        empty=empty,
    )


def _agency_column() -> Column[ActivityRow]:
    return Column("agency", _("Cơ quan"), value=lambda r: r.agency.name, note=lambda r: r.agency.unit_name)


def _in_plan_order(row: ActivityRow) -> tuple[int, Any]:
    return (row.task.position if row.task else -1, row.starts_on)


def _note(row: ActivityRow) -> str:
    parts = [kind_words(row), row.place or row.commune, row.responsible, _("bổ sung") if row.is_supplement else ""]
    return " · ".join(filter(None, parts))


def _activity_filters() -> list[Filter[ActivityRow]]:
    states = [(status.value, chip.label) for status, chip in STATUS_CHIPS.items()]
    return [
        Filter(
            STATUS,
            _("Tình trạng"),
            lambda r: [r.status.value, LATE] if r.is_late else r.status.value,
            options=[(LATE, _("Chậm")), *states],
        ),
        Filter(
            KIND,
            _("Loại"),
            lambda r: r.kind.value,
            options=[(kind.value, capital(kind.label)) for kind in ActivityKind],
        ),
    ]


def _sample_column(rows: Sequence[Any]) -> list[Column[Any]]:
    """Where a row is made up, a column says which, on the screen and in the file."""
    if not any(row.is_sample for row in rows):
        return []
    return [Column("is_sample", _("Số liệu mẫu"), value=lambda r: _("mẫu") if r.is_sample else None)]


def money_table(rows: Sequence[MoneyRow]) -> Table[MoneyRow]:
    """The money of an annual plan by budget line and source."""
    return Table(
        name="kinh-phi",
        caption=_("Kinh phí theo dòng dự toán"),
        rows=rows,
        columns=[
            Column("line", _("Dòng dự toán"), value=line_words, filling=True),
            Column("source", _("Nguồn"), value=lambda r: r.source or None),
            Column("planned_vnd", _("Dự kiến"), Kind.MILLION, total=True, unit=_("triệu đồng")),
            Column("actual_vnd", _("Thực tế"), Kind.MILLION, total=True, unit=_("triệu đồng")),
        ],
    )


def line_words(row: MoneyRow) -> str:
    """The budget line, or that there is none."""
    return row.line or _("chưa gắn dòng dự toán")
