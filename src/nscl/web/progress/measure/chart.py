"""The chart of a measure: its value by year against the goal, with its table, as SVG, PNG and CSV."""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nscl.documents.pack.enums import MeasureWhen
from nscl.plans.queries.editions import EditionHeader
from nscl.progress.enums import StandingStatus, ValueSource
from nscl.progress.queries import MeasureStandingRow, programme_table
from nscl.text.formats import format_number
from nscl.web.access import require_safe, viewer
from nscl.web.institutions.days import Day, day_asked
from nscl.web.plans.words import capital
from nscl.web.progress.access import sees_progress
from nscl.web.progress.places import ProgressAddress, as_of_words, plan_or_404
from nscl.web.progress.words import figure_words, shown
from nscl.web.ui import charts
from nscl.web.ui.parts import Chart
from nscl.web.ui.year_chart import YearValues, year_chart

FORMS: Final = {
    "svg": "image/svg+xml",
    "toi.svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
}
_LATE: Final = {StandingStatus.LATE, StandingStatus.AT_RISK}
_HUNDRED: Final = Decimal(100)


def is_running_total(row: MeasureStandingRow) -> bool:
    """Whether the years add up to the value: counts of a whole phase. What is stated of one is the total already."""
    return row.when is MeasureWhen.TOTAL and row.source is ValueSource.COUNTED and not row.is_level


def year_points(row: MeasureStandingRow) -> list[tuple[int, Decimal | None]]:
    """The value by year as it is drawn: of a whole phase what was reached until the end of each year."""
    points = [(point.year, shown(point.value)) for point in row.by_year]
    if not is_running_total(row):
        return points
    sums = accumulate(value or Decimal(0) for _year, value in points)
    found: list[tuple[int, Decimal | None]] = []
    begun = False
    for (year, value), reached in zip(points, sums, strict=True):
        # Before the first record there is no data, which is not zero.
        begun = begun or value is not None
        found.append((year, reached if begun else None))
    return found


def measure_chart(row: MeasureStandingRow, edition: EditionHeader, address: ProgressAddress, day: Day) -> Chart | None:
    """The chart with its addresses and its table; None where no year has a value."""
    if all(point.value is None for point in row.by_year):
        return None
    base = address.measure_part(row.number, "bieu-do.")
    head, rows = chart_rows(row)
    notes = [_source(row) % {"plan": edition.label}]
    if row.is_sample:
        notes.append(_("Số liệu mẫu."))
    return Chart(
        title=chart_title(row, day),
        source=" ".join(notes),
        svg=f"{base}svg{day.suffix}",
        svg_dark=f"{base}toi.svg{day.suffix}",
        png=f"{base}png{day.suffix}",
        csv=f"{base}csv{day.suffix}",
        head=head,
        rows=rows,
        width=charts.WIDTH,
        height=charts.HEIGHT,
    )


def _source(row: MeasureStandingRow) -> str:
    if row.is_stated:
        return _("Nguồn: số cán bộ nêu, %(plan)s.")
    if row.run is not None:
        return _("Nguồn: lần tính năng suất đã công bố, %(plan)s.")
    return _("Nguồn: đếm từ lớp, sổ, %(plan)s.") if row.is_register else _("Nguồn: đếm từ hồ sơ hoạt động, %(plan)s.")


def chart_title(row: MeasureStandingRow, day: Day) -> str:
    """The finding: how much was reached by the day, of what goal."""
    if row.value is None:
        return _("%(label)s: %(day)s chưa đủ số liệu để so với mục tiêu") % {
            "label": capital(row.label),
            "day": as_of_words(day).lower(),
        }
    words = _("%(day)s đạt %(value)s; mục tiêu %(goal)s") % {
        "day": as_of_words(day),
        "value": figure_words(row.value, row.unit),
        "goal": row.figure,
    }
    if row.due is None or row.due_share == _HUNDRED or row.status is StandingStatus.DONE:
        return words
    return words + _(", đến nay cần %(due)s") % {"due": figure_words(row.due, row.unit)}


def chart_rows(row: MeasureStandingRow) -> tuple[list[str], list[list[str]]]:
    """The chart's table: a row a year; of a whole phase what was reached in the year, and until its end."""
    lacking = _("chưa có số liệu")

    def words(value: Decimal | None) -> str:
        return lacking if value is None else format_number(value)

    heading = _("Trong năm (%(unit)s)") if is_running_total(row) else _("Giá trị (%(unit)s)")
    head = [_("Năm"), heading % {"unit": row.unit}]
    rows = [[str(point.year), words(shown(point.value))] for point in row.by_year]
    if is_running_total(row):
        head.append(_("Cộng dồn (%(unit)s)") % {"unit": row.unit})
        rows = [[*line, words(reached)] for line, (_year, reached) in zip(rows, year_points(row), strict=True)]
    return head, rows


@sees_progress
@require_safe
def chart_file(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    """The chart as `svg`, `toi.svg` (dark), `png` or `csv`."""
    if form not in FORMS:
        raise Http404
    edition, day = plan_or_404(request, slug), day_asked(request)
    table = programme_table(viewer(request), edition, day.on)
    row = next((one for one in table.rows if one.number == number), None)
    if row is None or all(point.value is None for point in row.by_year):
        raise Http404
    headers = {"Cache-Control": "private, no-cache"}
    if form in {"png", "csv"}:
        sample = "-so-lieu-mau" if row.is_sample else ""
        headers["Content-Disposition"] = f'attachment; filename="{slug}-chi-tieu-{number}{sample}.{form}"'
    return HttpResponse(_drawn(row, day, form), content_type=FORMS[form], headers=headers)


def _drawn(row: MeasureStandingRow, day: Day, form: str) -> bytes:
    if form == "csv":
        head, rows = chart_rows(row)
        mark = [[_("Số liệu mẫu")]] if row.is_sample else []
        return charts.csv(head, [*rows, *mark])
    drawing = year_chart(
        YearValues(
            points=year_points(row),
            unit=row.unit,
            goal=shown(row.required) or row.required,
            years=range(row.phase_start, row.phase_end + 1),
            due=shown(row.due),
            due_year=min(day.on.year, row.phase_end),
            is_late=row.status in _LATE,
        )
    )
    return charts.png(drawing) if form == "png" else charts.svg(drawing, dark=form == "toi.svg")
