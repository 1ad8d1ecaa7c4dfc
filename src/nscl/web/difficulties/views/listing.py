"""The list of difficulties of the chosen province."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.web import context_choice
from nscl.web.access import require_safe, requires, viewer
from nscl.web.difficulties.tables import answer_of, difficulty_stats, difficulty_table, raise_act
from nscl.web.ui.parts import Page
from nscl.web.ui.samples import sample_notice
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response
from nscl.work.queries.difficulties import count_difficulties, list_difficulties

SECTION = "difficulties"


@requires(Permission.VIEW_WORK)
@require_safe
def difficulty_list(request: HttpRequest) -> HttpResponse:
    """Everything that stands in the way in the chosen province, of every year: what waits longest comes first."""
    person, today, units = viewer(request), timezone.localdate(), context_choice.territory(request)
    rows = list_difficulties(person, unit_ids=units)
    acts = [raise_act()] if person.may(Permission.RAISE_DIFFICULTIES) else []
    view = difficulty_table(rows, person, today, acts=acts).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        return xlsx_response([view], title=_("Vướng mắc"), at=timezone.localtime())
    counts = count_difficulties(person, unit_ids=units, on=today)
    context = {
        "page": Page(_("Vướng mắc"), answer_of(counts), section=SECTION, acts=acts),
        "notice": sample_notice(is_sample=any(row.is_sample for row in rows)),
        "stats": difficulty_stats(counts, person),
        "table": view,
    }
    return render(request, "difficulties/list.html", context)
