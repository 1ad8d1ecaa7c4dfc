"""The list of runs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.productivity.enums import RunState
from nscl.productivity.queries.runs import list_runs
from nscl.text.formats import format_number
from nscl.web import context_choice
from nscl.web.access import require_safe, requires, viewer
from nscl.web.productivity.listing import compare_choices, runs_table
from nscl.web.productivity.places import RUNS, overview_crumbs, productivity_page
from nscl.web.productivity.sections import section_tabs
from nscl.web.statistics.places import may_keep
from nscl.web.ui.parts import Act, Weight
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response


@requires(Permission.VIEW_PRODUCTIVITY)
@require_safe
def run_list(request: HttpRequest) -> HttpResponse:
    """Every run of the chosen province that the person sees, the newest first."""
    rows = list_runs(viewer(request), context_choice.territory(request))
    can_start = may_keep(request)
    view = runs_table(rows, can_start=can_start).present(TableQuery.of(request))
    is_sample = any(row.is_sample for row in rows)
    if view.query.wants_xlsx:
        title = sample_title(_("Các lần tính năng suất"), is_sample=is_sample)
        return xlsx_response([view], title=title, at=timezone.localtime())
    published = sum(row.state is RunState.PUBLISHED for row in rows)
    answer = _("%(n)s lần tính, %(published)s đang công bố.")
    context = {
        "page": productivity_page(
            _("Lần tính"),
            answer % {"n": format_number(len(rows)), "published": format_number(published)},
            crumbs=overview_crumbs(),
            acts=[Act(_("Tạo lần tính"), reverse("run-start"), "plus", Weight.PRIMARY)] if can_start else [],
        ),
        "sections": section_tabs(RUNS),
        "notices": sample_notices(is_sample=is_sample),
        "compared": compare_choices(rows),
        "view": view,
    }
    return render(request, "productivity/runs.html", context)
