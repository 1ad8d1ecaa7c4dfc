"""The country besides its indicators: how timely agencies report, who was supported more than once."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.reporting.queries.national_timeliness import ProvinceTimeliness, province_timeliness
from nscl.reporting.queries.twice import SupportedTwice, supported_twice
from nscl.reporting.rules.twice import Twice
from nscl.text.formats import format_number
from nscl.web.access import require_safe, viewer
from nscl.web.report_nation.access import sees_nation
from nscl.web.report_nation.country_tables import timeliness_table, twice_file, twice_table
from nscl.web.report_nation.places import TIMELINESS, TWICE, asked, nation_crumbs, nation_page, sibling_tabs
from nscl.web.report_nation.words import percent_words, provinces_words
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response


@sees_nation
@require_safe
def timeliness(request: HttpRequest) -> HttpResponse:
    """By province: how many agencies were asked in the year, submitted, in time."""
    when = asked(request)
    year = when.year
    found = province_timeliness(viewer(request), year, when.on)
    rows = tuple(row for row in found if row.origin is not None)
    view = timeliness_table(rows, year).present(TableQuery.of(request))
    is_sample = any(row.is_sample for row in rows)
    title = _("Đúng hạn báo cáo năm %(year)s") % {"year": year}
    if view.query.wants_xlsx:
        return xlsx_response([view], title=sample_title(title, is_sample=is_sample), at=timezone.localtime())
    context = {
        "page": nation_page(title, _timely_answer(rows, year), way=nation_crumbs()),
        "tabs": sibling_tabs(TIMELINESS),
        "notices": sample_notices(is_sample=is_sample),
        "view": view,
    }
    return render(request, "report_nation/country.html", context)


def _timely_answer(rows: tuple[ProvinceTimeliness, ...], year: int) -> str:
    asked_in_all = sum(row.asked for row in rows)
    if not asked_in_all:
        return _("Năm %(year)s chưa cơ quan nào đến hạn nộp báo cáo.") % {"year": year}
    in_time = sum(row.on_time for row in rows)
    late = sum(row.late for row in rows)
    return _(
        "%(on_time)s trên %(asked)s cơ quan của %(provinces)s nộp đúng hạn (%(rate)s); %(late)s nộp muộn, "
        "%(never)s chưa nộp."
    ) % {
        "on_time": format_number(in_time),
        "asked": format_number(asked_in_all),
        "provinces": provinces_words(len(rows)),
        "rate": percent_words(Decimal(100 * in_time) / asked_in_all),
        "late": format_number(late),
        "never": format_number(sum(row.never for row in rows)),
    }


@sees_nation
@require_safe
def twice(request: HttpRequest) -> HttpResponse:
    """Organisations that were supported more than once, by tax code, over provinces and contents."""
    when = asked(request)
    found = supported_twice(viewer(request), when.on, when.year)
    query = TableQuery.of(request)
    title = _("Tổ chức được hỗ trợ nhiều lần")
    view = twice_table(found.rows).present(query)
    if query.wants_xlsx:
        file = twice_file(view.passing).present(TableQuery(query.path, {}))
        return xlsx_response([file], title=sample_title(title, is_sample=found.is_sample), at=timezone.localtime())
    context = {
        "page": nation_page(title, _twice_answer(found, when.year), way=nation_crumbs()),
        "tabs": sibling_tabs(TWICE),
        "notices": sample_notices(is_sample=found.is_sample),
        "view": view,
    }
    return render(request, "report_nation/country.html", context)


def _twice_answer(found: SupportedTwice, year: int) -> str:
    worst = sum(row.kind is Twice.SAME_CONTENT for row in found.rows)
    count = len(found.rows)
    organisations = ngettext("%(n)s tổ chức", "%(n)s tổ chức", count) % {"n": format_number(count)}
    return _(
        "Năm %(year)s, %(organisations)s được hỗ trợ từ hai lần trở lên, trong đó %(worst)s hai lần cùng một nội dung: "
        "mỗi nội dung chỉ hỗ trợ một lần, cần kiểm tra. Đã tìm trong %(grants)s lần hỗ trợ, kể cả %(packages)s gói số "
        "liệu."
    ) % {
        "year": year,
        "organisations": organisations,
        "worst": format_number(worst),
        "grants": format_number(found.grants),
        "packages": format_number(found.packages),
    }
