"""The list of organisations as an Excel file: as it is filtered, without contacts unless they are asked for."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.organisations.operations.exporting import export_contacts as give_out
from nscl.organisations.queries.export import OrganisationsFile, organisations_file
from nscl.organisations.queries.search import search_organisations
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.organisations.places import unit_to_keep, units_in_view
from nscl.web.organisations.views.lists import MOST_FOUND, filter_of
from nscl.web.organisations_import.places import import_page, list_href
from nscl.web.plan_editing.views.pages import show
from nscl.web.ui.parts import Confirmation
from nscl.web.ui.samples import sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import XLSX_TYPE
from nscl.web.work.places import today


@requires(Permission.VIEW_REGISTRY)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The organisations that the list's address asks for, without contacts."""
    query = TableQuery.of(request)
    found = organisations_file(
        viewer(request), filter=filter_of(request, query, today()), among=_searched(request, query)
    )
    return _response(found)


@requires(Permission.VIEW_REGISTRY, Permission.KEEP_REGISTRY)
@require_http_methods(["GET", "HEAD", "POST"])
def export_contacts(request: HttpRequest) -> HttpResponse:
    """The same with telephone numbers and e-mail addresses: asked once more, and written into the trail."""
    query, unit = TableQuery.of(request), unit_to_keep(request)
    if request.method == "POST":
        return _response(
            give_out(
                unit_id=unit,
                filter=filter_of(request, query, today()),
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
                among=_searched(request, query),
            )
        )
    confirmation = Confirmation(
        _("Xuất danh sách đang lọc, kèm liên hệ?"),
        [
            _("Tệp có số điện thoại và thư điện tử của các tổ chức trong danh sách đang lọc."),
            _("Chỉ dùng cho công việc của chương trình; nhật ký ghi ai đã xuất, lúc nào, bao nhiêu tổ chức."),
        ],
        _("Xuất kèm liên hệ"),
        back=list_href(),
        icon="download",
    )
    page = import_page(_("Xuất danh sách kèm liên hệ"))
    return show(request, "work/confirm.html", {"page": page, "confirmation": confirmation})


def _searched(request: HttpRequest, query: TableQuery) -> Collection[int] | None:
    """What the search of the list found; None where nothing is searched for."""
    if not query.search:
        return None
    units = units_in_view(request, Permission.VIEW_REGISTRY)
    return [hit.number for hit in search_organisations(units, query.search, limit=MOST_FOUND)]


def _response(found: OrganisationsFile) -> HttpResponse:
    title = sample_title(_("Danh sách tổ chức"), is_sample=found.has_samples)
    disposition = f"attachment; filename=\"to-chuc.xlsx\"; filename*=UTF-8''{quote(title)}.xlsx"
    return HttpResponse(found.data, content_type=XLSX_TYPE, headers={"Content-Disposition": disposition})
