"""The roll-up by indicator: all of them over all provinces, and one in each province's own words."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.reporting.queries.national import IndicatorRow, NationalTable, national_table
from nscl.reporting.rules.comparing import Origin, PhaseSum
from nscl.text.dates import format_date
from nscl.text.formats import format_number
from nscl.web.access import require_safe, viewer
from nscl.web.plans.words import capital
from nscl.web.progress.words import figure_words
from nscl.web.report_nation.access import sees_nation
from nscl.web.report_nation.indicator_tables import (
    PROVINCE_FILTER,
    entries_table,
    indicators_table,
    provinces_table,
    shown_provinces,
)
from nscl.web.report_nation.places import (
    NATION,
    PACKAGES,
    asked,
    nation_crumbs,
    nation_page,
    report_crumbs,
    sibling_tabs,
)
from nscl.web.report_nation.words import (
    provinces_words,
    source_words,
    spread_words,
    sum_notes,
    sum_words,
)
from nscl.web.ui.parts import Fact, Facts, Stat, Stats
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response


@sees_nation
@require_safe
def nation(request: HttpRequest) -> HttpResponse:
    """Common indicators × provinces of the year, what does not compare and why, the targets of the country beside."""
    year = asked(request)
    table = national_table(viewer(request), year.year, year.on)
    query = TableQuery.of(request)
    heads = shown_provinces(table, query.filter(PROVINCE_FILTER))
    title = _("Chỉ tiêu các tỉnh, thành phố năm %(year)s") % {"year": year.year}
    if query.wants_xlsx:
        view = indicators_table(table, heads, is_file=True).present(query)
        return xlsx_response([view], title=sample_title(title, is_sample=table.is_sample), at=timezone.localtime())
    context: dict[str, Any] = {
        "page": nation_page(title, _answer(table), way=report_crumbs()),
        "tabs": sibling_tabs(NATION),
        "notices": sample_notices(is_sample=table.is_sample),
        "stats": Stats(_stats(table)),
        "view": indicators_table(table, heads).present(query),
        "provinces": provinces_table(table).present(TableQuery.of(request, prefix="t-")) if heads else None,
        "silent": [capital(head.name) for head in table.provinces if head.origin is None],
        "others": Facts([Fact(capital(one.name), capital(one.words), source=source_words(one)) for one in table.others])
        if table.others
        else None,
    }
    return render(request, "report_nation/nation.html", context)


def _answer(table: NationalTable) -> str:
    """How many provinces tell, of how many indicators, and of how many something does not compare."""
    told = sum(head.origin is not None for head in table.provinces)
    words = {
        "day": format_date(table.on),
        "told": format_number(told),
        "provinces": provinces_words(len(table.provinces)),
    }
    first = _("Đến %(day)s, %(told)s trên %(provinces)s có số liệu") % words
    if not table.indicators:
        return f"{first}."
    count = len(table.indicators)
    common = ngettext("%(n)s chỉ tiêu chung", "%(n)s chỉ tiêu chung", count) % {"n": format_number(count)}
    partly = len(_partly(table))
    return _("%(first)s, gộp thành %(common)s; %(partly)s chỉ tiêu có chỗ không so sánh được.") % {
        "first": first,
        "common": common,
        "partly": format_number(partly),
    }


def _partly(table: NationalTable) -> list[IndicatorRow]:
    return [row for row in table.indicators if not all(entry.compares for entry in row.entries)]


def _stats(table: NationalTable) -> list[Stat]:
    here = sum(head.origin is Origin.HERE for head in table.provinces)
    sent = sum(head.origin is Origin.PACKAGE for head in table.provinces)
    adding = sum(row.totals.adds for row in table.indicators)
    return [
        Stat(
            _("Tỉnh trên hệ thống này"),
            format_number(here),
            href="#bang-tinh" if here else "",
            icon="server",
        ),
        Stat(
            _("Tỉnh gửi gói số liệu"),
            format_number(sent),
            href=reverse(PACKAGES) if sent else "",
            icon="package",
        ),
        Stat(
            _("Chỉ tiêu cộng được"),
            format_number(adding),
            note=_("trên %(n)s chỉ tiêu chung") % {"n": format_number(len(table.indicators))},
            icon="sigma",
        ),
        Stat(
            _("Có chỗ không so sánh được"),
            format_number(len(_partly(table))),
            href="?so-sanh=khong#bang-chi-tieu-chung" if _partly(table) else "",
            icon="equal-not",
        ),
    ]


@sees_nation
@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: what it adds up to or why not, the targets of the country, each province's measure."""
    year = asked(request)
    table = national_table(viewer(request), year.year, year.on)
    row = table.indicator(code)
    if row is None:
        raise Http404
    query = TableQuery.of(request)
    units = {entry.unit_id for entry in row.entries}
    is_sample = any(head.is_sample for head in table.provinces if head.unit_id in units)
    title = capital(row.name)
    if query.wants_xlsx:
        view = entries_table(row, is_file=True).present(query)
        name = sample_title(_("%(name)s, năm %(year)s") % {"name": title, "year": year.year}, is_sample=is_sample)
        return xlsx_response([view], title=name, at=timezone.localtime())
    context: dict[str, Any] = {
        "page": nation_page(title, _indicator_answer(table, row), way=nation_crumbs()),
        "notices": sample_notices(is_sample=is_sample),
        "stats": Stats(_indicator_stats(table, row)),
        "targets": _targets(row),
        "view": entries_table(row).present(query),
    }
    return render(request, "report_nation/indicator.html", context)


def _indicator_answer(table: NationalTable, row: IndicatorRow) -> str:
    """What the year gave over the country, or how far provinces lie apart and why that is no sum."""
    year = {"year": table.year}
    if row.totals.least is None:
        first = _("Năm %(year)s chưa tỉnh nào có số liệu của chỉ tiêu này.") % year
    elif row.totals.adds:
        first = _("Năm %(year)s: %(sum)s; %(notes)s.") % {**year, "sum": sum_words(row), "notes": sum_notes(row)}
    else:
        first = _("Năm %(year)s, số so sánh được của %(provinces)s: %(spread)s.") % {
            **year,
            "provinces": provinces_words(row.totals.provinces),
            "spread": spread_words(row),
        }
    return " ".join(filter(None, (first, row.totals.why_not)))


def _indicator_stats(table: NationalTable, row: IndicatorRow) -> list[Stat]:
    found = [
        Stat(_("Cả nước năm %(year)s") % {"year": table.year}, sum_words(row), icon="sigma"),
        Stat(
            _("Tỉnh có chỉ tiêu này"),
            format_number(row.provinces),
            note=_without_words(row.without),
            icon="map",
        ),
    ]
    return found + [_phase_stat(phase) for phase in row.totals.phases]


def _phase_stat(phase: PhaseSum) -> Stat:
    """What a phase adds up to, against what its provinces ask for together."""
    label = _("Cộng giai đoạn %(first)s–%(last)s") % {"first": phase.phase_start, "last": phase.phase_end}
    note = _("các tỉnh đặt %(goal)s; %(provinces)s") % {
        "goal": figure_words(phase.target, ""),
        "provinces": provinces_words(phase.provinces),
    }
    return Stat(label, figure_words(phase.value, ""), note=note, icon="calendar-range")


def _without_words(count: int) -> str:
    if not count:
        return ""
    words = ngettext("%(n)s tỉnh không đặt", "%(n)s tỉnh không đặt", count)
    return words % {"n": format_number(count)}


def _targets(row: IndicatorRow) -> Facts | None:
    """The targets of the country for it, each with its document."""
    if not row.targets:
        return None
    return Facts([Fact(capital(one.name), capital(one.words), source=source_words(one)) for one in row.targets])
