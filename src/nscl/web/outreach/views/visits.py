"""Visits: the list, choosing the organisation, writing one down in under a minute."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.organisations.queries.search import search_organisations
from nscl.support.enums import VisitOutcome
from nscl.support.operations.errors import Refused
from nscl.support.operations.outreach import record_visit
from nscl.support.queries.outreach.reach import may_visit, visiting_agencies
from nscl.support.queries.outreach.visits import VisitedOrganisation, VisitRow, list_visits, visited_organisation
from nscl.text.formats import format_number
from nscl.web import context_choice
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.organisations.hits import hit_lines
from nscl.web.organisations.places import units_in_view
from nscl.web.outreach.forms import VisitForm, show_problems
from nscl.web.outreach.places import outreach_only, outreach_page, outreach_tabs, visit_crumb, visit_href
from nscl.web.outreach.tables import visit_table
from nscl.web.plan_editing.forms.spec import Choice
from nscl.web.ui.parts import Act, Empty
from nscl.web.ui.parts.acts import Weight
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response
from nscl.work.queries.plan_choices import PlanChoice, plan_choices

LEAST_LETTERS = 2
_SHOWN_BEFORE = 3


@outreach_only
@require_safe
def visit_list(request: HttpRequest) -> HttpResponse:
    """The visits that the person may see, of the chosen province."""
    rows = list_visits(viewer(request), unit_ids=context_choice.territory(request))
    acts = _record_acts(request)
    view = visit_table(rows, acts).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        title = sample_title(_("Chuyến thăm"), is_sample=any(row.is_sample for row in rows))
        return xlsx_response([view], title=title, at=timezone.localtime())
    year = context_choice.current(request).year
    context = {
        "page": outreach_page(_("Chuyến thăm"), _answer(rows, year), acts=acts),
        "tabs": outreach_tabs("visit-list"),
        "notices": sample_notices(is_sample=any(row.is_sample for row in rows)),
        "views": [view],
    }
    return render(request, "outreach/list.html", context)


def _record_acts(request: HttpRequest) -> list[Act]:
    if not viewer(request).may(Permission.VISIT_ORGANISATIONS):
        return []
    return [Act(_("Ghi chuyến thăm"), reverse("visit-pick"), "map-pin", Weight.PRIMARY)]


def _answer(rows: tuple[VisitRow, ...], year: int) -> str:
    of_year = [row for row in rows if row.on.year == year]
    organisations = len({row.lineage for row in of_year})
    refused = sum(row.outcome is VisitOutcome.REFUSED for row in of_year)
    visits = ngettext("%(n)s chuyến thăm", "%(n)s chuyến thăm", len(of_year)) % {"n": format_number(len(of_year))}
    return _("Năm %(year)s: %(visits)s tới %(organisations)s tổ chức, %(refused)s lần bị từ chối.") % {
        "year": year,
        "visits": visits,
        "organisations": format_number(organisations),
        "refused": format_number(refused),
    }


@requires(Permission.VISIT_ORGANISATIONS)
@require_safe
def pick_organisation(request: HttpRequest) -> HttpResponse:
    """Whom it was that somebody visited: found by a few letters, without marks."""
    return show_search(
        request,
        "visit-record",
        page=outreach_page(_("Ghi chuyến thăm: tổ chức nào?"), crumbs=[visit_crumb()]),
        here=reverse("visit-pick"),
        kwargs={},
    )


def show_search(request: HttpRequest, name: str, *, page: object, here: str, kwargs: dict[str, object]) -> HttpResponse:
    """The search of an organisation; a choice leads to the address `name`."""
    text = request.GET.get("q", "")[:100]
    units = units_in_view(request, Permission.VISIT_ORGANISATIONS)
    hits = search_organisations(units, text) if len(text.strip()) >= LEAST_LETTERS else ()
    context = {
        "page": page,
        "here": here,
        "q": text,
        "lines": hit_lines(hits, lambda number: reverse(name, kwargs={**kwargs, "organisation": number})),
        "asked": len(text.strip()) >= LEAST_LETTERS,
        "add": reverse("organisation-add") if viewer(request).may(Permission.KEEP_REGISTRY) else "",
    }
    return render(request, "outreach/pick.html", context)


@requires(Permission.VISIT_ORGANISATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def record_page(request: HttpRequest, organisation: int) -> HttpResponse:
    """How the visit went; POST keeps it. Date, visitor, agency and plan are filled in as they most likely are."""
    person, visited = viewer(request), organisation_or_404(request, organisation)
    plans = plan_choices(person, Permission.VISIT_ORGANISATIONS, unit_ids=context_choice.territory(request))
    page = outreach_page(visited.name, visited.commune, crumbs=[visit_crumb()])
    if not plans:
        text = _("Chuyến thăm thuộc một kế hoạch đã ban hành. Đổi tỉnh ở đầu trang, hoặc chờ kế hoạch được ban hành.")
        empty = Empty(_("Chưa có kế hoạch nào đã ban hành"), text, "file-text")
        return render(request, "outreach/nothing.html", {"page": page, "empty": empty})
    form = visit_form(request, plans, visited.unit_id, initial={"ngay": timezone.localdate(), "nguoi": person.name})
    if request.method == "POST" and form.is_valid():
        try:
            number = record_visit(
                draft=form.draft(
                    plan_id=plans[0].number,
                    agency_id=only_agency(request, visited.unit_id),
                    organisation_id=visited.number,
                ),
                viewer=person,
                by=actor(request),
                at=timezone.now(),
            )
        except Refused as refused:
            show_problems(form, refused.problems)
        else:
            messages.success(request, _("Đã ghi chuyến thăm tới %(name)s.") % {"name": visited.name})
            return redirect(visit_href(number))
    context = {
        "page": page,
        "form": form,
        "earlier": _earlier(request, visited.number),
        "verb": _("Ghi chuyến thăm"),
        "back": reverse("visit-pick"),
        "version": None,
        "difference": None,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "outreach/visit_form.html", context, status=status)


def organisation_or_404(request: HttpRequest, number: int) -> VisitedOrganisation:
    """The organisation to visit or to ask. Raises Http404."""
    found = visited_organisation(viewer(request), number)
    if found is None:
        raise Http404
    return found


def visit_form(
    request: HttpRequest, plans: tuple[PlanChoice, ...], unit_id: int, *, initial: dict[str, object]
) -> VisitForm:
    """The form of a visit, with what there is to choose from."""
    bodies = visiting_agencies(viewer(request), unit_id, timezone.localdate())
    agencies: list[Choice] = [(str(body.id), body.name) for body in bodies]
    offered: list[Choice] = [(str(plan.number), plan.label) for plan in plans] if len(plans) > 1 else []
    return VisitForm(
        request.POST if request.method == "POST" else None,
        plans=offered,
        agencies=agencies,
        whole=may_visit(viewer(request), unit_id, None),
        initial={"ke_hoach": plans[0].number if plans else None, **initial},
    )


def only_agency(request: HttpRequest, unit_id: int) -> int | None:
    """The agency where the person writes for one alone; None where the form asks, or for the programme's office."""
    if may_visit(viewer(request), unit_id, None):
        return None
    bodies = visiting_agencies(viewer(request), unit_id, timezone.localdate())
    return bodies[0].id if len(bodies) == 1 else None


def _earlier(request: HttpRequest, organisation: int) -> tuple[VisitRow, ...]:
    return list_visits(viewer(request), unit_ids=None, organisation=organisation)[:_SHOWN_BEFORE]
