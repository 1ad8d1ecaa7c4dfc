"""One body with all that went into it and all that it went into."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.institutions.queries import AgencyRow, UnknownAgency, agency_lineage, unit_by_id
from nscl.institutions.rules import period
from nscl.plans.enums import label
from nscl.web.access import require_safe
from nscl.web.institutions.tables import agency_href, unit_href
from nscl.web.institutions.views.provinces import SECTION, crumbs, sees_institutions
from nscl.web.ui.parts import Chip, Crumb, Fact, Facts, Moment, Page, Timeline, Tone


@sees_institutions
@require_safe
def agency_detail(request: HttpRequest, number: int) -> HttpResponse:
    """The body's facts, and its line: what it took over, what took it over."""
    try:
        lineage = agency_lineage(number)
    except UnknownAgency as unknown:
        raise Http404 from unknown
    agency = lineage.agency
    unit = unit_by_id(agency.unit_id) if agency.unit_id is not None else None
    facts = [
        Fact(_("Loại"), capfirst(label(agency.kind))),
        Fact(_("Thời gian"), period(agency.valid_from, agency.valid_to)),
        Fact(_("Thuộc"), unit.label if unit else _("trung ương"), unit_href(unit) if unit else ""),
        Fact(_("Tên trong gói kế hoạch"), agency.key),
    ]
    page = Page(
        agency.full_name,
        answer=_answer(lineage.predecessors, lineage.successors),
        crumbs=crumbs(*([Crumb(unit.name, unit_href(unit))] if unit else [])),
        section=SECTION,
        chip=None if agency.valid_to is None else Chip(_("Đã sắp xếp"), Tone.IDLE, "archive"),
    )
    moments = [*lineage.predecessors, agency, *lineage.successors]
    line = Timeline([_moment(row, is_self=row.id == agency.id) for row in moments]) if len(moments) > 1 else None
    return render(request, "institutions/agency.html", {"page": page, "facts": Facts(facts), "line": line})


def _answer(before: tuple[AgencyRow, ...], after: tuple[AgencyRow, ...]) -> str:
    if after:
        names = ", ".join(row.full_name for row in after)
        return _("Công việc nay do %(names)s đảm nhiệm.") % {"names": names}
    if before:
        return _("Đã tiếp nhận công việc của %(names)s.") % {"names": ", ".join(row.full_name for row in before)}
    return ""


def _moment(row: AgencyRow, *, is_self: bool) -> Moment:
    return Moment(
        when=period(row.valid_from, row.valid_to),
        title=row.full_name,
        href="" if is_self else agency_href(row),
        tone=Tone.DONE if is_self else Tone.IDLE,
        icon="building-2",
    )
