"""What the records of one province give, indicator by indicator and year by year, with what went into the province."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.rules import NotAllowed
from nscl.institutions.rules import NoSingleSuccessor, OutsideKnownDates, UnknownUnit
from nscl.progress.queries import IndicatorValue, ProvinceValues, province_values
from nscl.text.formats import format_number
from nscl.web.access import require_safe, viewer
from nscl.web.institutions.days import Day, day_asked
from nscl.web.plans.words import capital
from nscl.web.progress.access import sees_progress
from nscl.web.progress.places import SECTION, as_of_words
from nscl.web.progress.words import shown
from nscl.web.ui.parts import Crumb, Empty, Notice, Page, Tone
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import Column, Kind, Table, TableQuery
from nscl.web.ui.tables.export import xlsx_response

# As long as the longest plan.
YEARS: Final = 10


@sees_progress
@require_safe
def province(request: HttpRequest, unit: int) -> HttpResponse:
    """The counted indicators of a province as of a day, for the ten years up to it."""
    day = day_asked(request)
    years = range(day.on.year - YEARS + 1, day.on.year + 1)
    crumbs = [Crumb(_("Tiến độ các tỉnh, thành phố"), reverse("progress-nation") + day.suffix)]
    context: dict[str, Any] = {"tabs": None, "day": day, "kept": [], "stats": None, "notices": [], "views": []}
    try:
        values = province_values(viewer(request), unit, first=date(years[0], 1, 1), on=day.on)
    except (NotAllowed, UnknownUnit) as hidden:
        raise Http404 from hidden
    except (OutsideKnownDates, NoSingleSuccessor) as outside:
        context["page"] = Page(_("Kết quả của tỉnh"), "", crumbs, SECTION)
        context["notices"] = [Notice(str(outside), tone=Tone.WARN)]
        return render(request, "progress/tables.html", context)
    view = values_table(values, list(years)).present(TableQuery.of(request))
    title = _("Kết quả của %(unit)s") % {"unit": values.unit.label}
    if view.query.wants_xlsx:
        name = sample_title(f"{title}, {as_of_words(day).lower()}", is_sample=values.is_sample)
        return xlsx_response([view], title=name, at=timezone.localtime())
    context |= {
        "page": Page(title, _answer(values, day), crumbs, SECTION),
        "notices": sample_notices(is_sample=values.is_sample),
        "views": [view],
    }
    return render(request, "progress/tables.html", context)


def _answer(values: ProvinceValues, day: Day) -> str:
    given = sum(row.value is not None for row in values.rows)
    first = _("%(day)s: %(given)s trên %(all)s loại kết quả đếm được đã có số liệu") % {
        "day": as_of_words(day),
        "given": format_number(given),
        "all": format_number(len(values.rows)),
    }
    if not values.made_of:
        return f"{first}."
    names = ", ".join(dict.fromkeys(one.label for one in values.made_of))
    return f"{first}; " + _("gồm cả số của %(names)s trước khi sáp nhập.") % {"names": names}


def values_table(values: ProvinceValues, years: list[int]) -> Table[IndicatorValue]:
    """One row an indicator; a year without a record is empty, not zero."""
    columns: list[Column[IndicatorValue]] = [
        Column("name", _("Kết quả"), value=lambda row: capital(row.name), filling=True, note=lambda row: row.counts),
        Column("unit", _("Đơn vị tính")),
        Column("value", _("Tổng"), Kind.NUMBER, value=lambda row: shown(row.value)),
    ]
    columns += [_year_column(year) for year in years if any(year in row.by_year for row in values.rows)]
    return Table(
        name="ket-qua",
        caption=_("Kết quả đếm từ hồ sơ, từ năm %(first)s") % {"first": years[0]},
        rows=values.rows,
        columns=columns,
        empty=Empty(_("Chưa có loại kết quả nào đếm được"), icon="target"),
    )


def _year_column(year: int) -> Column[IndicatorValue]:
    return Column(f"y{year}", str(year), Kind.NUMBER, value=lambda row: shown(row.by_year.get(year)))
