"""What became what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.institutions.queries import list_successions
from nscl.web.access import require_safe
from nscl.web.institutions.tables import successions_table
from nscl.web.institutions.views.provinces import SECTION, crumbs, sees_institutions
from nscl.web.ui.parts import Page
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response


@sees_institutions
@require_safe
def succession_list(request: HttpRequest) -> HttpResponse:
    """Every succession of provinces with its basis, and whether that basis was read."""
    rows = list_successions()
    view = successions_table(rows).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        return xlsx_response([view], title=_("Đơn vị nào thành đơn vị nào"), at=timezone.localtime())
    page = Page(
        _("Đơn vị nào thành đơn vị nào"),
        answer=_("%(n)d lần một đơn vị cấp tỉnh chuyển thành đơn vị khác, %(verified)d lần đã đọc căn cứ.")
        % {"n": len(rows), "verified": sum(row.verified for row in rows)},
        crumbs=crumbs(),
        section=SECTION,
    )
    return render(request, "institutions/successions.html", {"page": page, "table": view})
