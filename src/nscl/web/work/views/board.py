"""The year's work by status and by agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.text.formats import format_number
from nscl.web.access import require_safe, requires, viewer
from nscl.web.ui.parts import Chip, Empty
from nscl.web.ui.samples import sample_notice
from nscl.web.ui.tables import Column, Kind, Table, TableQuery, TableView
from nscl.web.work.places import activity_href, number_of, today, work_page
from nscl.web.work.scope import WHOSE, asked, place_words, wanted, whose_tabs
from nscl.web.work.sections import section_tabs
from nscl.web.work.tables import STATUS
from nscl.web.work.words import STATUS_CHIPS, activity_chip, counts_words, days_words
from nscl.work.queries.activities import BoardAgency, BoardColumn, board
from nscl.work.queries.rows import ActivityRow

AGENCY = "don-vi"


@dataclass(frozen=True)
class Card:
    """An activity on the board."""

    href: str
    title: str
    note: str
    chip: Chip | None


@dataclass(frozen=True)
class Lane:
    """One status with its first cards, and the door to the others."""

    anchor: str
    chip: Chip
    total: str
    cards: Sequence[Card]
    more: str
    more_href: str


@requires(Permission.VIEW_WORK)
@require_safe
def activity_board(request: HttpRequest) -> HttpResponse:
    """Activities in columns by status, and how each agency stands; `?don-vi=` shows one agency's."""
    base = wanted(request)
    agency = number_of(request.GET.get(AGENCY))
    chosen = base if agency is None else replace(base, agency_ids=[agency])
    found = board(viewer(request), chosen, on=today())
    lanes = [_lane(column, f"{WHOSE}={asked(request)}") for column in found.columns if column.total]
    is_sample = any(row.is_sample for column in found.columns for row in column.rows)
    name = next((one.agency.name for one in found.agencies if one.agency.number == agency), "")
    where = f"{name}, {place_words(request)}" if name else place_words(request)
    context = {
        "page": work_page(_("Hoạt động theo tình trạng"), f"{where}. {counts_words(found.counts)}", crumbs=[]),
        "sections": section_tabs("activity-board"),
        "whose": whose_tabs(request, "activity-board"),
        "sample": sample_notice(is_sample=is_sample),
        "lanes": lanes,
        "agencies": _agencies(found.agencies, request) if found.agencies else None,
        "empty": Empty(_("Không có hoạt động nào"), _("Đổi tỉnh, năm hoặc phạm vi ở trên."), "columns-3"),
    }
    return render(request, "work/board.html", context)


def _lane(column: BoardColumn, scope: str) -> Lane:
    hidden = column.total - len(column.rows)
    return Lane(
        anchor=f"cot-{column.status.value}",
        chip=STATUS_CHIPS[column.status],
        total=format_number(column.total),
        cards=[_card(row) for row in column.rows],
        more=_("Xem thêm %(n)s hoạt động") % {"n": format_number(hidden)} if hidden > 0 else "",
        more_href=f"{reverse('activity-list')}?{scope}&{STATUS}={column.status.value}",
    )


def _card(row: ActivityRow) -> Card:
    note = " · ".join(filter(None, [days_words(row), row.agency.name, row.responsible]))
    return Card(activity_href(row.number), row.title, note, activity_chip(row) if row.is_late else None)


def _agencies(rows: Sequence[BoardAgency], request: HttpRequest) -> TableView[BoardAgency]:
    here = reverse("activity-board")
    table: Table[BoardAgency] = Table(
        name="co-quan",
        caption=_("Theo cơ quan"),
        rows=rows,
        columns=[
            Column(
                "agency",
                _("Cơ quan"),
                value=lambda r: r.agency.name,
                href=lambda r: f"{here}?{WHOSE}=&{AGENCY}={r.agency.number}",
                note=lambda r: r.agency.unit_name,
                filling=True,
            ),
            Column("planned", _("Dự kiến"), Kind.INTEGER, value=lambda r: r.counts.planned, total=True),
            Column("running", _("Đang làm"), Kind.INTEGER, value=lambda r: r.counts.running, total=True),
            Column("done", _("Đã xong"), Kind.INTEGER, value=lambda r: r.counts.done, total=True),
            Column("late", _("Chậm"), Kind.INTEGER, value=lambda r: r.counts.late, total=True),
            Column("cancelled", _("Đã hủy"), Kind.INTEGER, value=lambda r: r.counts.cancelled, total=True),
        ],
        exportable=False,
    )
    return table.present(TableQuery.of(request))
