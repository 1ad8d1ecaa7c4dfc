"""Who reported in time over the years: agency × year, with the rate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.enums import Permission
from nscl.reporting.queries.timeliness import AgencyTimeliness, Timeliness, timeliness
from nscl.reporting.rules.timeliness import Tally
from nscl.text.formats import format_number
from nscl.web import context_choice
from nscl.web.access import require_safe, requires, viewer
from nscl.web.reports.places import crumbs, report_head, today
from nscl.web.reports.sections import section_tabs
from nscl.web.ui.parts import Chip, Empty, Stat, Stats, Tone
from nscl.web.ui.samples import sample_notice, sample_title
from nscl.web.ui.tables import Column, Kind, Table, TableQuery
from nscl.web.ui.tables.export import xlsx_response


@requires(Permission.VIEW_REPORTS)
@require_safe
def timeliness_page(request: HttpRequest) -> HttpResponse:
    """All rounds of the chosen province, whatever year; being on time is judged by the first submission."""
    found = timeliness(viewer(request), unit_ids=context_choice.territory(request), on=today())
    view = _table(found).present(TableQuery.of(request))
    title = sample_title(_("Cơ quan báo cáo đúng hạn qua các năm"), is_sample=found.is_sample)
    if view.query.wants_xlsx:
        return xlsx_response([view], title=title, at=timezone.localtime())
    context: dict[str, Any] = {
        "page": report_head(_("Báo cáo đúng hạn"), _answer(found), way=crumbs()),
        "sections": section_tabs(request, "round-timeliness"),
        "sample": sample_notice(is_sample=found.is_sample),
        "stats": _stats(found),
        "view": view,
    }
    return render(request, "reports/timeliness.html", context)


def _answer(found: Timeliness) -> str:
    total = found.total
    if not total.asked:
        return _("Chưa có kỳ báo cáo nào để tính.")
    words = ngettext("%(n)s lượt phải báo cáo", "%(n)s lượt phải báo cáo", total.asked)
    if total.rate is None:
        return f"{words % {'n': format_number(total.asked)}}."
    return _("%(asked)s, %(rate)s đúng hạn; %(late)s nộp muộn, %(never)s quá hạn chưa nộp.") % {
        "asked": words % {"n": format_number(total.asked)},
        "rate": rate_words(total.rate),
        "late": format_number(total.late),
        "never": format_number(total.never),
    }


def rate_words(rate: Decimal) -> str:
    """ "92,5%" """
    return f"{format_number(rate)}%"


def _stats(found: Timeliness) -> Stats | None:
    """One figure a year, the newest last."""
    if not found.years:
        return None
    items = []
    for year in found.years:
        tally = found.by_year[year]
        value = rate_words(tally.rate) if tally.rate is not None else "–"
        note = _("%(n)s trên %(all)s cơ quan") % {"n": tally.on_time, "all": tally.asked}
        items.append(Stat(_("Đúng hạn năm %(year)s") % {"year": year}, value, note, icon="clock"))
    return Stats(items)


def _table(found: Timeliness) -> Table[AgencyTimeliness]:
    columns: list[Column[AgencyTimeliness]] = [
        Column("name", _("Cơ quan"), filling=True),
        *(Column(str(year), str(year), Kind.CHIP, value=_of_year(year)) for year in found.years),
        Column("rate", _("Tỷ lệ"), Kind.NUMBER, value=lambda row: row.total.rate, unit="%"),
        Column("asked", _("Số lượt"), Kind.INTEGER, value=lambda row: row.total.asked, total=True),
        Column("on_time", _("Đúng hạn"), Kind.INTEGER, value=lambda row: row.total.on_time, total=True),
        Column("late", _("Muộn"), Kind.INTEGER, value=lambda row: row.total.late, total=True),
        Column("never", _("Chưa nộp"), Kind.INTEGER, value=lambda row: row.total.never, total=True),
    ]
    empty = Empty(
        _("Chưa có kỳ báo cáo nào"),
        _("Khi có kỳ báo cáo, bảng này cho biết cơ quan nào nộp đúng hạn, năm nào."),
        "clock",
    )
    return Table(
        "dung-han",
        _("Cơ quan × năm"),
        columns,
        found.rows,
        search=lambda row: row.name,
        empty=empty,
        scrolls=True,
    )


def _of_year(year: int) -> Callable[[AgencyTimeliness], Chip | None]:
    return lambda row: year_chip(row.years.get(year))


def year_chip(tally: Tally | None) -> Chip | None:
    """How an agency's reports of one year came, in words: one round a year says it plainly, several count."""
    if tally is None or not tally.asked:
        return None
    if tally.asked > 1:
        tone = Tone.GOOD if tally.on_time == tally.asked else Tone.WARN
        words = _("%(n)s/%(all)s đúng hạn") % {"n": tally.on_time, "all": tally.asked}
        return Chip(words, tone, "clock", tally.on_time - tally.asked)
    return next((chip for count, chip in _single(tally) if count), None)


def _single(tally: Tally) -> Sequence[tuple[int, Chip]]:
    return (
        (tally.never, Chip(_("Chưa nộp"), Tone.BAD, "octagon-alert", 0)),
        (tally.late, Chip(_("Muộn"), Tone.WARN, "clock-alert", 1)),
        (tally.waiting, Chip(_("Chưa đến hạn"), Tone.IDLE, "clock", 2)),
        (tally.on_time, Chip(_("Đúng hạn"), Tone.GOOD, "circle-check", 3)),
    )
