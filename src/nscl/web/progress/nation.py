"""The whole country: every province with where the measures of its plans stand, indicator by indicator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.institutions.rules import OutsideKnownDates
from nscl.plans.rules import years_in_words
from nscl.progress.enums import UNJUDGED, StandingStatus, ValueSource
from nscl.progress.queries import IndicatorHead, MeasureStandingRow, NationTable, ProvincePlanRow, nation_table
from nscl.text.formats import format_number
from nscl.web.access import require_safe, viewer
from nscl.web.institutions.days import DAY_FIELD, Day, day_asked
from nscl.web.plans.words import capital
from nscl.web.progress.access import sees_progress
from nscl.web.progress.places import SECTION, as_of_words, province_href
from nscl.web.progress.words import STATUS_CHIPS, figure_words, standing_words
from nscl.web.ui.parts import Empty, Notice, Page, Text, Tone
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table, TableQuery
from nscl.web.ui.tables.export import xlsx_response

# The indicator that the table is narrowed to, by its code.
INDICATOR_FIELD: Final = "chi-tieu"
# Under the heading of a column that no record gives.
_UNCOUNTED_WORDS: Final[Mapping[ValueSource, Text]] = {
    ValueSource.AWAITED: StandingStatus.AWAITED.label,
    ValueSource.NOT_YET: StandingStatus.UNCOUNTED.label,
}


@sees_progress
@require_safe
def nation(request: HttpRequest) -> HttpResponse:
    """Provinces × indicators, as of a day; those whose work the person may see."""
    day, problem = day_asked(request), ""
    try:
        table = nation_table(viewer(request), day.on)
    except OutsideKnownDates as outside:
        table, problem = NationTable(on=day.on, indicators=(), rows=()), str(outside)
    query = TableQuery.of(request)
    wanted = request.GET.get(INDICATOR_FIELD, "")
    # What is counted comes first: the other columns say only that it is not yet.
    asked = (one for one in table.indicators if wanted in {"", one.code})
    heads = sorted(asked, key=lambda one: one.source is not ValueSource.COUNTED)
    title = _("Tiến độ các tỉnh, thành phố")
    if query.wants_xlsx:
        view = _table(table, heads, day, is_file=True).present(query)
        name = sample_title(f"{title}, {as_of_words(day).lower()}", is_sample=table.is_sample)
        return xlsx_response([view], title=name, at=timezone.localtime())
    notices = sample_notices(is_sample=table.is_sample)
    if problem:
        notices.append(Notice(problem, tone=Tone.WARN))
    context: dict[str, Any] = {
        "page": Page(title, _answer(table, day), section=SECTION),
        "tabs": None,
        "day": day,
        "kept": [(INDICATOR_FIELD, wanted)] if wanted else [],
        "notices": notices,
        "stats": None,
        "indicators": [(head.code, capital(head.name)) for head in table.indicators],
        "wanted": wanted,
        "indicator_field": INDICATOR_FIELD,
        "hidden": [(DAY_FIELD, day.text)] if day.is_given else [],
        "views": [_table(table, heads, day, is_file=False).present(query)],
    }
    return render(request, "progress/nation.html", context)


def _answer(table: NationTable, day: Day) -> str:
    provinces = len({row.unit_id for row in table.rows})
    with_plan = len({row.unit_id for row in table.rows if row.plan_slug})
    by_status = Counter[StandingStatus]()
    for row in table.rows:
        by_status.update(row.by_status)
    said = ngettext("%(n)s tỉnh, thành phố", "%(n)s tỉnh, thành phố", provinces) % {"n": format_number(provinces)}
    first = _("%(day)s: %(with_plan)s trên %(provinces)s có kế hoạch") % {
        "day": as_of_words(day),
        "with_plan": format_number(with_plan),
        "provinces": said,
    }
    return f"{first}; {standing_words(by_status)}" if by_status.total() else f"{first}."


def _table(table: NationTable, heads: list[IndicatorHead], day: Day, *, is_file: bool) -> Table[ProvincePlanRow]:
    columns: list[Column[ProvincePlanRow]] = [
        Column(
            "province",
            _("Tỉnh, thành phố"),
            value=lambda row: capital(row.province),
            href=lambda row: province_href(row.unit_id, day),
            narrow=True,
        ),
        Column(
            "plan_label",
            _("Kế hoạch"),
            href=lambda row: _plan_href(row, day),
            note=lambda row: _("số liệu mẫu") if row.is_sample else "",
        ),
        Column("measures", _("Chỉ tiêu"), Kind.INTEGER, value=lambda row: row.measures or None, total=True),
        _status_column(StandingStatus.LATE),
        _status_column(StandingStatus.AT_RISK),
        _status_column(StandingStatus.DONE),
        Column("unjudged", _("Chưa đánh giá được"), Kind.INTEGER, value=_unjudged, total=True),
    ]
    if is_file:
        columns.append(Column("sample", _("Số liệu mẫu"), value=lambda row: _("có") if row.is_sample else ""))
    columns += [_file_column(head) if is_file else _indicator_column(head, day) for head in heads]
    statuses = [(status.value, STATUS_CHIPS[status].label) for status in StandingStatus]
    return Table(
        name="ca-nuoc",
        caption=_("Tỉnh, thành phố và chỉ tiêu"),
        # The many provinces without a plan come after those with one.
        rows=sorted(table.rows, key=lambda row: not row.plan_slug),
        columns=columns,
        search=lambda row: f"{row.province} {row.plan_label}",
        filters=[Filter("trang-thai", _("Có chỉ tiêu"), _statuses, options=statuses)],
        empty=Empty(_("Không có tỉnh nào trong phạm vi được xem"), icon="map"),
        scrolls=True,
    )


def _plan_href(row: ProvincePlanRow, day: Day) -> str | None:
    if not row.plan_slug:
        return None
    return reverse("progress-programme", kwargs={"slug": row.plan_slug}) + day.suffix


def _status_column(status: StandingStatus) -> Column[ProvincePlanRow]:
    def count(row: ProvincePlanRow) -> int | None:
        return row.by_status[status] if row.measures else None

    return Column(status.value, STATUS_CHIPS[status].label, Kind.INTEGER, value=count, total=True)


def _unjudged(row: ProvincePlanRow) -> int | None:
    return sum(row.by_status[status] for status in UNJUDGED) if row.measures else None


def _statuses(row: ProvincePlanRow) -> list[str]:
    return [status.value for status, count in row.by_status.items() if count]


def _indicator_column(head: IndicatorHead, day: Day) -> Column[ProvincePlanRow]:
    """The measures of one indicator: each value a door to its page, with the standing in words."""

    def links(row: ProvincePlanRow) -> list[Link]:
        return [_link(row, one, day) for one in row.cells.get(head.code, ())]

    return Column(
        head.code,
        capital(head.name),
        Kind.LINK,
        value=links,
        sortable=False,
        unit=_UNCOUNTED_WORDS.get(head.source, ""),
    )


def _link(row: ProvincePlanRow, one: MeasureStandingRow, day: Day) -> Link:
    href = reverse("progress-measure", kwargs={"slug": row.plan_slug, "number": one.number}) + day.suffix
    return Link(_figure(one), href, STATUS_CHIPS[one.status].label)


def _figure(one: MeasureStandingRow) -> str:
    """ "312/1.000 lượt người": what was reached of what is required."""
    return f"{figure_words(one.value, '')} / {figure_words(one.required, one.unit)}"


def _file_column(head: IndicatorHead) -> Column[ProvincePlanRow]:
    def words(row: ProvincePlanRow) -> list[str]:
        return [
            f"{years_in_words(one.phase_start, one.phase_end)}: {_figure(one)} ({one.status.label})"
            + (f", {_('số nêu')}" if one.is_stated else "")
            for one in row.cells.get(head.code, ())
        ]

    return Column(head.code, capital(head.name), value=words)
