"""An adjusting estimate beside the approved one that it adjusts."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.finance.queries.estimates.comparing import compare_with_previous
from nscl.text.formats import format_million
from nscl.web.access import require_safe, requires, viewer
from nscl.web.estimates.compared import compared_table
from nscl.web.estimates.head import estimate_tabs
from nscl.web.estimates.places import crumbs_of, estimate_or_404, money_page, sample_notice
from nscl.web.estimates.words import STATE_CHIPS
from nscl.web.ui.samples import sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response


@requires(Permission.VIEW_MONEY)
@require_safe
def compare(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Every line that the adjustment changes, adds or drops. An estimate that adjusts none has no such page."""
    row = estimate_or_404(request, slug, number)
    comparison = compare_with_previous(viewer(request), number)
    if comparison is None:
        raise Http404
    view = compared_table(comparison).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        title = sample_title(_("So với dự toán trước, %(title)s") % {"title": row.title}, is_sample=row.is_sample)
        return xlsx_response([view], title=title, at=timezone.localtime())
    answer = _("Đã duyệt %(before)s triệu đồng, điều chỉnh thành %(now)s.") % {
        "before": format_million(comparison.before_vnd),
        "now": format_million(comparison.now_vnd),
    }
    context = {
        "page": money_page(row.title, answer, crumbs=crumbs_of(row), chip=STATE_CHIPS[row.state]),
        "tabs": estimate_tabs(row, "estimate-compare"),
        "notice": sample_notice(is_sample=row.is_sample),
        "views": [view],
    }
    return render(request, "estimates/list.html", context)
