"""Packages that were taken in: the list, what one holds, the file as it came."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.reporting.queries.packages import (
    PackageMissing,
    PackagePage,
    PackageRow,
    ReceivedTimelinessRow,
    list_packages,
)
from nscl.reporting.queries.packages import package_file as find_file
from nscl.text.formats import format_number
from nscl.web.access import require_safe, requires, viewer
from nscl.web.plans.words import capital
from nscl.web.report_nation.package_tables import measures_table, packages_table, supports_table
from nscl.web.report_nation.places import (
    PACKAGES,
    TAKE_IN,
    nation_crumbs,
    nation_page,
    package_href,
    package_or_404,
    packages_crumbs,
    sibling_tabs,
)
from nscl.web.report_nation.words import by_words, edition_words, key_words, package_chip, provinces_words
from nscl.web.support.words import moment_words
from nscl.web.ui.parts import Act, Fact, Facts, Weight
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response

ZIP_TYPE = "application/zip"


@requires(Permission.TAKE_IN_PACKAGES)
@require_safe
def package_list(request: HttpRequest) -> HttpResponse:
    """Every package, the newest first."""
    rows = list_packages(viewer(request))
    view = packages_table(rows).present(TableQuery.of(request))
    is_sample = any(row.is_sample for row in rows)
    title = _("Gói số liệu của các tỉnh")
    if view.query.wants_xlsx:
        return xlsx_response([view], title=sample_title(title, is_sample=is_sample), at=timezone.localtime())
    acts = [Act(_("Nhận gói"), reverse(TAKE_IN), "package-plus", Weight.PRIMARY)]
    context = {
        "page": nation_page(title, _answer(rows), way=nation_crumbs(), acts=acts),
        "tabs": sibling_tabs(PACKAGES),
        "notices": sample_notices(is_sample=is_sample),
        "view": view,
    }
    return render(request, "report_nation/country.html", context)


def _answer(rows: tuple[PackageRow, ...]) -> str:
    standing = [row for row in rows if row.stands]
    if not standing:
        return _("Chưa nhận gói số liệu của tỉnh nào.")
    return _("%(n)s gói đang dùng của %(provinces)s; gói mới nhất nhận lúc %(at)s.") % {
        "n": format_number(len(standing)),
        "provinces": provinces_words(len({row.unit_id for row in standing})),
        "at": moment_words(max(row.taken_at for row in standing)),
    }


@requires(Permission.TAKE_IN_PACKAGES)
@require_safe
def package(request: HttpRequest, number: int) -> HttpResponse:
    """What a package tells, who signed it, and whether it stands."""
    found = package_or_404(request, number)
    row = found.row
    measures = measures_table(found.measures).present(TableQuery.of(request))
    supports = supports_table(found.supports).present(TableQuery.of(request, prefix="h-"))
    title = _("Gói số liệu của %(province)s, năm %(year)s") % {"province": row.province, "year": row.year}
    for view in (measures, supports):
        if view.query.wants_xlsx:
            return xlsx_response([view], title=sample_title(title, is_sample=row.is_sample), at=timezone.localtime())
    acts = [Act(_("Tải gói"), package_href(number, "package-file"), "download")]
    context: dict[str, Any] = {
        "page": nation_page(
            title,
            _package_answer(found),
            way=packages_crumbs(),
            acts=acts,
            chip=package_chip(row),
        ),
        "notices": sample_notices(is_sample=row.is_sample),
        "facts": _facts(found),
        "views": [measures, supports] if found.may_see_supports else [measures],
    }
    return render(request, "report_nation/package.html", context)


def _package_answer(found: PackagePage) -> str:
    row = found.row
    return _("%(edition)s, lập lúc %(made)s; chữ ký đúng với khóa “%(key)s”.") % {
        "edition": capital(edition_words(None if row.is_live else row.edition)),
        "made": moment_words(row.made_at),
        "key": row.key_name,
    }


def _facts(found: PackagePage) -> Facts:
    row = found.row
    items = [
        Fact(_("Kế hoạch"), row.plan_label),
        Fact(_("Nhận"), by_words(row.taken_at, row.taken_by)),
    ]
    if row.superseded_at is not None:
        items.append(Fact(_("Đã có gói sau"), moment_words(row.superseded_at)))
    items += [
        Fact(
            _("Cơ quan nộp báo cáo năm %(year)s") % {"year": one.year},
            _timely_words(one),
        )
        for one in found.timeliness
    ]
    items += [
        Fact(_("Tệp"), row.file_name),
        Fact(_("Mã khóa"), key_words(row.key_id)),
        Fact(_("Dấu vân tay của tệp (SHA-256)"), row.sha256),
        Fact(_("Phần mềm lập gói"), row.software),
    ]
    return Facts(items)


def _timely_words(one: ReceivedTimelinessRow) -> str:
    return _("%(submitted)s trên %(asked)s, trong đó %(on_time)s đúng hạn") % {
        "submitted": format_number(one.submitted),
        "asked": format_number(one.asked),
        "on_time": format_number(one.on_time),
    }


@requires(Permission.TAKE_IN_PACKAGES)
@require_safe
def package_file(request: HttpRequest, number: int) -> HttpResponse:
    """The file, byte for byte as it was taken in."""
    try:
        file = find_file(viewer(request), number)
    except PackageMissing as missing:
        raise Http404 from missing
    plain = f"goi-so-lieu-{number}.nscl.zip"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name)}"
    return HttpResponse(file.content, content_type=ZIP_TYPE, headers={"Content-Disposition": disposition})
