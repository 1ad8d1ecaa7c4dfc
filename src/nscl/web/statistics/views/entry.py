"""Figures typed by hand: a new series, or a new vintage of one that is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.productivity.enums import Breakdown, MeasureUnit, PriceBasis, Variable
from nscl.productivity.operations.series_entry import Entered, enter_vintage
from nscl.productivity.queries.series import SeriesDetail
from nscl.productivity.queries.territory import territories_of
from nscl.productivity.rules.series_values import SeriesKey, StatedSeries
from nscl.productivity.rules.series_words import unit_words
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.forms.spec import Choice
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.productivity.places import productivity_page
from nscl.web.statistics.figures import figure_words
from nscl.web.statistics.forms.entry import (
    MOST_YEARS,
    USUAL_YEARS,
    boxes,
    entry_form,
    entry_values,
    filled,
    typed_figures,
    years_sent,
)
from nscl.web.statistics.places import (
    LIST,
    kept_or_404,
    kept_unit,
    series_crumbs,
    series_href,
    statistics_crumbs,
    today,
)
from nscl.web.statistics.refusals import EXPECTED, refuse
from nscl.web.statistics.words import counting
from nscl.web.support.writing import MORE
from nscl.web.ui.parts import Page
from nscl.web.work.forms.editor import Editor

METHODS: Final = ["GET", "HEAD", "POST"]
# In which yearbooks of provinces print what is measured in money.
_USUAL_UNIT: Final = MeasureUnit.BILLION_DONG


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What is typed about. units: the provinces that a new series may be of; None: the series (`detail`) is there."""

    page: Page
    back: str
    years: Sequence[int]
    values: Mapping[str, Any]
    units: Sequence[Choice] | None = None
    detail: SeriesDetail | None = None

    @property
    def known(self) -> dict[int, str]:
        """The figures that count, as the newest vintage and those before it in its unit print them."""
        found: dict[int, float] = {}
        vintages = [] if self.detail is None else counting(self.detail.vintages)
        for vintage in reversed(vintages):
            if vintage.measured_in == vintages[0].measured_in:
                found |= vintage.figures
        return {year: figure_words(value) for year, value in found.items()}


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_http_methods(METHODS)
def new_series(request: HttpRequest) -> HttpResponse:
    """What the series is, its source, and its figures."""
    unit, last = kept_unit(request), today().year - 1
    years = list(range(last - USUAL_YEARS + 1, last + 1))
    places = territories_of([unit.id]).within(unit.id)
    answer = _("Chép từ niên giám thống kê, đúng đơn vị tính của nguồn. Năm nguồn không có thì để trống.")
    asked = _Asked(
        page=productivity_page(_("Gõ số liệu"), answer, crumbs=statistics_crumbs()),
        back=reverse(LIST),
        years=years,
        values=entry_values(
            {}, years, unit_id=places[0].unit_id, price_basis=PriceBasis.CONSTANT, measured_in=_USUAL_UNIT
        ),
        units=[(str(place.unit_id), place.words) for place in places],
    )
    return _answer(request, asked)


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_http_methods(METHODS)
def new_vintage(request: HttpRequest, number: int) -> HttpResponse:
    """The same figures with what the new source revises or adds; saved as a vintage of its own."""
    detail = kept_or_404(request, number)
    row = detail.row
    last = row.last_year + 1 if row.last_year is not None else today().year - 1
    first = row.first_year if row.first_year is not None else last - USUAL_YEARS + 1
    years = list(range(max(first, last - MOST_YEARS + 1), last + 1))
    newest = next(iter(counting(detail.vintages)), None)
    given = {} if newest is None else {"measured_in": newest.measured_in}
    answer = _("%(name)s, %(province)s. Bản cũ giữ nguyên; số của bản mới thay số cũ của cùng năm khi tính.")
    asked = _Asked(
        page=productivity_page(
            _("Gõ bản mới"), answer % {"name": row.name, "province": row.unit}, crumbs=series_crumbs(row)
        ),
        back=series_href(number),
        years=years,
        values=entry_values({}, years, **given),
        detail=detail,
    )
    return _answer(request, asked)


def _answer(request: HttpRequest, asked: _Asked) -> HttpResponse:
    """GET: the form. POST: more years or pasted figures in it, or the vintage."""
    if request.method != "POST":
        editor = entry_form(asked.years, asked.units).show(asked.values, {})
        return _show(request, asked, editor, asked.years)
    more = request.POST.get(MORE)
    data = filled(request.POST) if more else request.POST
    years = years_sent(data, asked.years)
    editor = entry_form(years, asked.units)
    if more:
        return _show(request, asked, editor.resume(data, more), years)
    if not editor.read(data).is_valid():
        return _show(request, asked, editor, years, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        done = enter_vintage(
            stated=_stated(editor.values(), asked.detail),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except EXPECTED as error:
        refuse(editor, error)
        return _show(request, asked, editor, years, HTTPStatus.UNPROCESSABLE_ENTITY)
    _say(request, done)
    return go_to(request, series_href(done.series))


def _stated(values: Mapping[str, Any], detail: SeriesDetail | None) -> StatedSeries:
    return StatedSeries(
        key=_key(values) if detail is None else _key_of(detail),
        part_name=values["part_name"] if detail is None else detail.row.part_name,
        measured_in=MeasureUnit(values["measured_in"]),
        source=values["source"],
        figures=typed_figures(values),
        released_on=values["released_on"],
    )


def _key(values: Mapping[str, Any]) -> SeriesKey:
    return SeriesKey(
        unit_id=values["unit_id"],
        variable=Variable(values["variable"]),
        breakdown=Breakdown(values["breakdown"]),
        part=values["part"],
        price_basis=PriceBasis(values["price_basis"]),
        base_year=values["base_year"] or 0,
    )


def _key_of(detail: SeriesDetail) -> SeriesKey:
    row = detail.row
    return SeriesKey(
        unit_id=row.unit_id,
        variable=Variable(row.variable),
        breakdown=Breakdown(row.breakdown),
        part=row.part,
        price_basis=PriceBasis(row.price_basis),
        base_year=row.base_year,
    )


def _say(request: HttpRequest, done: Entered) -> None:
    if done.made:
        messages.success(request, _("Đã lưu bản %(n)s.") % {"n": done.ordinal})
    else:
        messages.info(
            request, _("Số, đơn vị và nguồn giống hệt bản %(n)s nên không tạo bản mới.") % {"n": done.ordinal}
        )


def _show(
    request: HttpRequest, asked: _Asked, editor: Editor, years: Sequence[int], status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    context: dict[str, Any] = {
        "page": asked.page,
        "back": asked.back,
        "editor": editor,
        "identity": editor.bound("unit_id", "variable", "price_basis", "base_year", "breakdown", "part", "part_name"),
        "source": editor.bound("measured_in", "source", "released_on"),
        "span": editor.bound("first_year", "last_year", "pasted"),
        "boxes": boxes(editor, years, asked.known),
        "known_unit": "" if asked.detail is None else unit_words(asked.detail.row.measured_in or ""),
    }
    return show(request, "statistics/entry.html", context, status)
