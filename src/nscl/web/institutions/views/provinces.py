"""Provinces as of a day, and one province or commune."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.institutions.enums import UnitLevel
from nscl.institutions.queries import ProvinceDetail, UnitRow, list_provinces, province_detail, successor_of, unit_by_id
from nscl.institutions.rules import InstitutionsError, OutsideKnownDates, UnknownUnit, period
from nscl.web.access import require_safe, requires
from nscl.web.institutions.days import Day, day_asked
from nscl.web.institutions.tables import agencies_table, communes_table, kind_word, provinces_table, unit_href
from nscl.web.ui.parts import Act, Chip, Crumb, Fact, Facts, Page, Tab, Tabs, Tone
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response

SECTION: Final = "institutions"
# Resolution 202/2025/QH15: 63 provinces became 34 on 1 July 2025, the day on which districts ended too.
LAST_DAY_OF_63: Final = date(2025, 6, 30)

sees_institutions = requires(Permission.VIEW_INSTITUTIONS)


def crumbs(*further: Crumb) -> list[Crumb]:
    """The way to a page of this folder."""
    return [Crumb(_("Đơn vị"), reverse("province-list")), *further]


@sees_institutions
@require_safe
def province_list(request: HttpRequest) -> HttpResponse:
    """Provinces of a day: 34 today, 63 until 30 June 2025."""
    day, problem = day_asked(request), ""
    try:
        rows = list_provinces(day.on)
    except OutsideKnownDates as outside:
        rows, problem = (), str(outside)
    view = provinces_table(rows, day).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        title = _("Đơn vị hành chính cấp tỉnh ngày %(day)s") % {"day": f"{day.on:%d-%m-%Y}"}
        return xlsx_response([view], title=title, at=timezone.localtime())
    cities = sum(row.unit.kind == "city" for row in rows)
    answer = _("Ngày %(day)s có %(n)d đơn vị cấp tỉnh, gồm %(cities)d thành phố và %(provinces)d tỉnh.") % {
        "day": f"{day.on:%d/%m/%Y}",
        "n": len(rows),
        "cities": cities,
        "provinces": len(rows) - cities,
    }
    page = Page(
        _("Đơn vị hành chính"),
        answer=answer if rows else "",
        section=SECTION,
        acts=[Act(_("Đơn vị nào thành đơn vị nào"), reverse("unit-successions"), "git-merge")],
    )
    context = {"page": page, "table": view, "day": day, "problem": problem or day.problem, "tabs": _day_tabs(day)}
    return render(request, "institutions/provinces.html", context)


def _day_tabs(day: Day) -> Tabs:
    today, list_href = timezone.localdate(), reverse("province-list")
    return Tabs(
        _("Thời điểm"),
        [
            Tab(_("Hiện nay"), list_href, current=day.on == today),
            Tab(
                _("Trước sắp xếp (30/6/2025)"),
                f"{list_href}?ngay={LAST_DAY_OF_63.isoformat()}",
                current=day.on == LAST_DAY_OF_63,
            ),
        ],
    )


@sees_institutions
@require_safe
def unit_detail(request: HttpRequest, number: int) -> HttpResponse:
    """One province with its communes and bodies, or one commune."""
    try:
        unit = unit_by_id(number)
    except UnknownUnit as unknown:
        raise Http404 from unknown
    if unit.level is not UnitLevel.PROVINCE:
        return _commune(request, unit)
    day = day_asked(request)
    return _province(request, province_detail(number, day.on), day)


def _province(request: HttpRequest, detail: ProvinceDetail, day: Day) -> HttpResponse:
    communes = communes_table(detail.communes).present(TableQuery.of(request, prefix="xa-"))
    agencies = agencies_table(detail.agencies).present(TableQuery.of(request, prefix="cq-"))
    for view in (communes, agencies):
        if view.query.wants_xlsx:
            title = f"{view.table.caption} {detail.unit.name}"
            return xlsx_response([view], title=title, at=timezone.localtime())
    page = Page(
        _title(detail.unit),
        answer=_province_answer(detail),
        crumbs=crumbs(),
        section=SECTION,
        chip=None if detail.unit.valid_to is None else Chip(_("Đã sắp xếp"), Tone.IDLE, "archive"),
    )
    context = {
        "page": page,
        "facts": _province_facts(detail),
        "communes": communes,
        "agencies": agencies,
        "day": day,
        "as_of": detail.as_of,
        "problem": day.problem,
    }
    return render(request, "institutions/province.html", context)


def _title(unit: UnitRow) -> str:
    return _("%(kind)s %(name)s") % {"kind": kind_word(unit), "name": unit.name}


def _province_answer(detail: ProvinceDetail) -> str:
    if detail.became is not None:
        return _("Nay thuộc %(name)s (mã %(code)s).") % {"name": detail.became.label, "code": detail.became.code}
    if detail.made_of:
        names = ", ".join(unit.name for unit in detail.made_of)
        return _("Hợp thành từ %(names)s; số liệu của các tỉnh này được cộng vào đây.") % {"names": names}
    return _("Không đổi địa giới cấp tỉnh trong các lần sắp xếp mà danh mục ghi lại.")


def _province_facts(detail: ProvinceDetail) -> Facts:
    unit = detail.unit
    facts = [
        Fact(_("Mã"), unit.code),
        Fact(_("Thời gian"), period(unit.valid_from, unit.valid_to)),
        Fact(_("Xem vào ngày"), f"{detail.as_of:%d/%m/%Y}"),
    ]
    facts += [
        Fact(
            _("Hợp thành từ"),
            f"{before.label} ({before.code}), {period(before.valid_from, before.valid_to)}",
            unit_href(before),
        )
        for before in detail.made_of
    ]
    if detail.became is not None:
        facts.append(Fact(_("Nay thuộc"), f"{detail.became.label} ({detail.became.code})", unit_href(detail.became)))
    return Facts(facts)


def _commune(request: HttpRequest, unit: UnitRow) -> HttpResponse:
    province = _province_of(unit)
    facts = [Fact(_("Mã"), unit.code), Fact(_("Thời gian"), period(unit.valid_from, unit.valid_to))]
    if province is not None:
        facts.append(Fact(_("Thuộc"), province.label, unit_href(province)))
    way = [Crumb(province.name, unit_href(province))] if province is not None else []
    page = Page(
        _title(unit),
        answer=_("Thuộc %(province)s.") % {"province": province.label} if province else "",
        crumbs=crumbs(*way),
        section=SECTION,
        chip=None if unit.valid_to is None else Chip(_("Đã sắp xếp"), Tone.IDLE, "archive"),
    )
    return render(request, "institutions/commune.html", {"page": page, "facts": Facts(facts)})


def _province_of(unit: UnitRow) -> UnitRow | None:
    """The province that the commune is in today, or was in on its last day."""
    if unit.parent_id is None:
        return None
    try:
        return successor_of(unit.parent_id, unit.valid_to or timezone.localdate())
    except InstitutionsError:
        return unit_by_id(unit.parent_id)
