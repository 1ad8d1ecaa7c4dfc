"""The list of commendations of the chosen province."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.web import context_choice
from nscl.web.access import require_safe, requires, viewer
from nscl.web.commendations.tables import answer_of, commendation_stats, commendation_table, propose_act
from nscl.web.ui.parts import Page
from nscl.web.ui.samples import sample_notice
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response
from nscl.work.queries.commendations import list_commendations

SECTION = "commendations"


@requires(Permission.VIEW_WORK)
@require_safe
def commendation_list(request: HttpRequest) -> HttpResponse:
    """Who was commended and who is proposed, of every year."""
    person, year = viewer(request), context_choice.current(request).year
    rows = list_commendations(person, unit_ids=context_choice.territory(request))
    acts = [propose_act()] if person.may(Permission.COMMEND) else []
    view = commendation_table(rows, acts=acts).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        return xlsx_response([view], title=_("Khen thưởng"), at=timezone.localtime())
    context = {
        "page": Page(_("Khen thưởng"), answer_of(rows, year), section=SECTION, acts=acts),
        "notice": sample_notice(is_sample=any(row.is_sample for row in rows)),
        "stats": commendation_stats(rows, year),
        "table": view,
    }
    return render(request, "commendations/list.html", context)
