"""The page that shows every component in every state. All data on it are samples."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.web.access import require_safe, signed_in
from nscl.web.ui import charts, errors
from nscl.web.ui.gallery import forms, sample, tables
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import matrix_response, xlsx_response

CHART_FORMS: Final = ("svg", "toi.svg", "png", "csv")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, marked as sample data. A posted form is checked, nothing is stored."""
    table = tables.task_table().present(TableQuery.of(request))
    if table.query.wants_xlsx:
        return xlsx_response([table], title=_("Nhiệm vụ (dữ liệu mẫu)"), at=timezone.localtime())
    if request.GET.get("tai-ve") == "ma-tran":
        return matrix_response(tables.budget_matrix(), title=_("Dự toán (dữ liệu mẫu)"), at=timezone.localtime())
    if request.method == "POST":
        wrong_form = forms.SampleForm(request.POST)
    else:
        wrong_form = forms.SampleForm(forms.WRONG_VALUES, prefix="sai")
    context = {
        **sample.everything(request),
        "table": table,
        "empty_table": tables.empty_table().present(TableQuery.of(request, prefix="rong-")),
        "narrowed_table": tables.narrowed_table(request.path),
        "loading_table": tables.loading_table().present(TableQuery.of(request, prefix="tai-")),
        "matrix": tables.budget_matrix(),
        "empty_matrix": tables.empty_matrix(),
        "form": forms.SampleForm(),
        "wrong_form": wrong_form,
    }
    return render(request, "ui/gallery.html", context)


@signed_in
@require_safe
def sample_chart(request: HttpRequest, form: str) -> HttpResponse:
    """The gallery's chart as `svg`, `toi.svg` (dark), `png` or `csv`."""
    if form not in CHART_FORMS:
        raise Http404
    if form == "csv":
        return HttpResponse(charts.csv(*sample.chart_table()), content_type="text/csv")
    drawing = charts.budget_chart(sample.budget_points())
    if form == "png":
        return HttpResponse(charts.png(drawing), content_type="image/png")
    return charts.svg_response(drawing, dark=form == "toi.svg")


@signed_in
@require_safe
def sample_error(request: HttpRequest, code: int) -> HttpResponse:
    """The error pages, to be looked at."""
    if code == HTTPStatus.INTERNAL_SERVER_ERROR:
        return errors.server_error(request)
    if code == HTTPStatus.TOO_MANY_REQUESTS:
        return errors.too_many_requests(request, minutes=15)
    if code == HTTPStatus.FORBIDDEN:
        return errors.csrf_failed(request)
    if code == HTTPStatus.BAD_REQUEST:
        return errors.bad_request(request)
    return errors.not_found(request)
