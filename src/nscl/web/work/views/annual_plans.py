"""Annual plans: agencies × years, one annual plan with its way to approval, opening one."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.text.formats import format_number
from nscl.web import context_choice
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.ui.parts import Act, Confirmation, Empty, Stat, Stats, Tab, Tabs, Tone
from nscl.web.ui.samples import sample_notice, sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response
from nscl.web.work.annual_plan_page import annual_plan_context
from nscl.web.work.places import (
    annual_crumbs,
    annual_plan_href,
    annual_plan_or_404,
    annual_title,
    number_of,
    today,
    work_page,
)
from nscl.web.work.sections import section_tabs
from nscl.web.work.tables import annual_plans_table, years_table
from nscl.work.enums import AnnualPlanState
from nscl.work.operations.annual_plans import open_annual_plan
from nscl.work.operations.errors import AnnualPlanExists, WorkError
from nscl.work.queries.access import AnnualPlanNotFound
from nscl.work.queries.annual_plans import AnnualPlanRow, annual_plan_history, list_annual_plans
from nscl.work.queries.plan_choices import PlanChoice, plan_choices
from nscl.work.queries.rows import StatusCounts
from nscl.work.queries.years import AgencyYears, AnnualPlanTable, annual_plan_table

PLAN: Final = "ke-hoach"
AGENCY: Final = "co-quan"
YEAR: Final = "nam"
# The last acts; the page of an activity has all of its own.
MOST_EVENTS: Final = 12


@requires(Permission.VIEW_WORK)
@require_safe
def annual_plan_list(request: HttpRequest) -> HttpResponse:
    """The chosen province's plan of the chosen year: which agency has which annual plan."""
    choice = context_choice.current(request)
    units = context_choice.territory(request)
    found = plan_choices(viewer(request), Permission.VIEW_WORK, unit_ids=units)
    plans = [plan for plan in found if plan.period_start <= choice.year <= plan.period_end]
    if choice.unit is None and choice.nation:
        return _of_the_country(request, choice.year)
    if not plans:
        return _nothing(request)
    chosen = next((plan for plan in plans if str(plan.number) == request.GET.get(PLAN)), plans[0])
    table = annual_plan_table(viewer(request), chosen.number, on=today())
    query = TableQuery.of(request)
    grid = years_table(table, _no_agency()).present(query)
    of_year = _of_year(table, choice.year)
    annual = annual_plans_table(of_year, _("Kế hoạch năm %(year)s") % {"year": choice.year}).present(_own(request))
    is_sample = any(row.is_sample for row in of_year)
    title = sample_title(_("Kế hoạch năm"), is_sample=is_sample)
    for view in (grid, annual):
        if view.query.wants_xlsx:
            return xlsx_response([view], title=f"{title}, {chosen.label}", at=timezone.localtime())
    context = {
        "page": work_page(_("Hoạt động"), _answer(table.rows, of_year, choice.year), crumbs=[]),
        "sections": section_tabs("annual-plan-list"),
        "plans": _plan_tabs(plans, chosen),
        "sample": sample_notice(is_sample=is_sample),
        "stats": _stats(of_year, choice.year),
        "views": [annual, grid] if of_year else [grid],
    }
    return render(request, "work/annual_plans.html", context)


def _own(request: HttpRequest) -> TableQuery:
    """The second table of the page has names of its own in the address."""
    return TableQuery.of(request, prefix="nam-")


def _of_year(table: AnnualPlanTable, year: int) -> list[AnnualPlanRow]:
    cells = (cell for row in table.rows for cell in row.cells if cell.year == year)
    return [cell.annual_plan for cell in cells if cell.annual_plan is not None]


def _of_the_country(request: HttpRequest, year: int) -> HttpResponse:
    """Every annual plan of the year, for who sees the whole country."""
    rows = list_annual_plans(viewer(request), on=today(), year=year)
    caption = _("Kế hoạch năm %(year)s") % {"year": year}
    view = annual_plans_table(rows, caption, with_plan=True).present(TableQuery.of(request))
    is_sample = any(row.is_sample for row in rows)
    if view.query.wants_xlsx:
        return xlsx_response([view], title=sample_title(caption, is_sample=is_sample), at=timezone.localtime())
    if not rows:
        return _nothing(request)
    context = {
        "page": work_page(_("Hoạt động"), _answer((), rows, year), crumbs=[]),
        "sections": section_tabs("annual-plan-list"),
        "plans": None,
        "sample": sample_notice(is_sample=is_sample),
        "stats": _stats(rows, year),
        "views": [view],
    }
    return render(request, "work/annual_plans.html", context)


def _nothing(request: HttpRequest) -> HttpResponse:
    year = context_choice.current(request).year
    empty = Empty(
        _("Năm %(year)s chưa có kế hoạch năm nào để xem") % {"year": year},
        _("Kế hoạch năm lập được khi kế hoạch của tỉnh đã ban hành. Đổi tỉnh hoặc năm ở thanh trên cùng."),
        "calendar-check",
        [Act(_("Xem các kế hoạch"), reverse("plan-list"), "file-text")],
    )
    context = {
        "page": work_page(_("Hoạt động"), crumbs=[]),
        "sections": section_tabs("annual-plan-list"),
        "empty": empty,
    }
    return render(request, "work/annual_plans.html", context)


def _plan_tabs(plans: Sequence[PlanChoice], chosen: PlanChoice) -> Tabs | None:
    if plans == [chosen]:
        return None
    here = reverse("annual-plan-list")
    return Tabs(
        _("Kế hoạch của tỉnh"),
        [Tab(plan.label, f"{here}?{PLAN}={plan.number}", current=plan is chosen) for plan in plans],
    )


def _answer(agencies: Sequence[AgencyYears], rows: Sequence[AnnualPlanRow], year: int) -> str:
    if not rows:
        return _("Năm %(year)s chưa cơ quan nào lập kế hoạch năm.") % {"year": year}
    counts = {state: sum(row.state is state for row in rows) for state in AnnualPlanState}
    parts = [
        _("%(n)s đã duyệt") % {"n": counts[AnnualPlanState.APPROVED]},
        _("%(n)s chờ duyệt") % {"n": counts[AnnualPlanState.SUBMITTED]},
        _("%(n)s đang soạn hoặc bổ sung") % {"n": counts[AnnualPlanState.DRAFT] + counts[AnnualPlanState.RETURNED]},
    ]
    owed = _owed(agencies, year)
    if owed:
        parts.append(
            ngettext("%(n)s cơ quan chủ trì nhiệm vụ chưa lập", "%(n)s cơ quan chủ trì nhiệm vụ chưa lập", owed)
            % {"n": owed}
        )
    return _("Năm %(year)s: %(parts)s.") % {"year": year, "parts": ", ".join(parts)}


def _owed(agencies: Sequence[AgencyYears], year: int) -> int:
    """Agencies that lead tasks of the year and have no annual plan."""
    cells = (cell for row in agencies for cell in row.cells if cell.year == year)
    return sum(bool(cell.leads) and not cell.is_answered for cell in cells)


def _stats(rows: Sequence[AnnualPlanRow], year: int) -> Stats | None:
    if not rows:
        return None
    total = StatusCounts(*(sum(getattr(r.counts, name) for r in rows) for name in StatusCounts.__dataclass_fields__))
    here = reverse("activity-list")
    waiting = sum(row.state is AnnualPlanState.SUBMITTED for row in rows)
    note = _("năm %(year)s") % {"year": year}
    return Stats(
        [
            Stat(_("Hoạt động"), format_number(total.live), note, here, "calendar-check"),
            Stat(_("Đã xong"), format_number(total.done), note, f"{here}?tinh-trang=done", "circle-check"),
            Stat(
                _("Chậm"),
                format_number(total.late),
                _("quá ngày kết thúc mà chưa xong"),
                f"{here}?tinh-trang=cham",
                "octagon-alert",
                tone=Tone.BAD if total.late else None,
            ),
            Stat(_("Kế hoạch chờ duyệt"), format_number(waiting), note, "#bang-cac-ke-hoach-nam", "send"),
        ]
    )


def _no_agency() -> Empty:
    return Empty(
        _("Kế hoạch này chưa giao nhiệm vụ cho cơ quan nào"),
        _("Kế hoạch năm lập theo cơ quan chủ trì, phối hợp ghi trong nhiệm vụ của kế hoạch."),
        "building-2",
    )


@requires(Permission.VIEW_WORK)
@require_safe
def annual_plan(request: HttpRequest, number: int) -> HttpResponse:
    """One annual plan: where it stands, its activities by task, its money, who did what."""
    detail = annual_plan_or_404(request, number)
    query = TableQuery.of(request)
    context = annual_plan_context(detail, query, events=annual_plan_history(viewer(request), number, limit=MOST_EVENTS))
    if query.wants_xlsx:
        title = sample_title(annual_title(detail.row), is_sample=context["is_sample"])
        return xlsx_response(context["views"], title=title, at=timezone.localtime())
    return render(request, "work/annual_plan.html", context)


@requires(Permission.VIEW_WORK, Permission.PLAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def open_one(request: HttpRequest) -> HttpResponse:
    """Ask, then open an agency's annual plan (`?ke-hoach=…&co-quan=…&nam=…`)."""
    plan, agency, year = (number_of(request.GET.get(name)) for name in (PLAN, AGENCY, YEAR))
    if plan is None or agency is None or year is None:
        raise Http404
    row = _agency_or_404(request, plan, agency)
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            number = open_annual_plan(
                plan=plan, agency=agency, year=year, viewer=viewer(request), by=actor(request), at=timezone.now()
            )
        except AnnualPlanExists as there:
            return go_to(request, annual_plan_href(there.number))
        except WorkError as error:
            refused = (str(error),)
        else:
            messages.success(request, _("Đã lập kế hoạch năm. Chọn nhiệm vụ để đưa vào, hoặc thêm từng hoạt động."))
            return go_to(request, annual_plan_href(number))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "work/confirm.html", _question(row, year, refused), status=status)


def _agency_or_404(request: HttpRequest, plan: int, agency: int) -> AgencyYears:
    """The agency's line of the table, for who may plan its work."""
    try:
        table = annual_plan_table(viewer(request), plan, on=today())
    except AnnualPlanNotFound as missing:
        raise Http404 from missing
    row = next((row for row in table.rows if row.agency.number == agency), None)
    if row is None or not any(cell.may_open or cell.annual_plan for cell in row.cells):
        raise Http404
    return row


def _question(row: AgencyYears, year: int, refused: tuple[str, ...]) -> dict[str, Any]:
    cell = next((cell for cell in row.cells if cell.year == year), None)
    leads = cell.leads if cell is not None else 0
    title = _("Lập kế hoạch năm %(year)s") % {"year": year}
    return {
        "page": work_page(title, row.agency.name, crumbs=annual_crumbs()),
        "confirmation": Confirmation(
            _("Lập kế hoạch năm %(year)s của %(agency)s?") % {"year": year, "agency": row.agency.name},
            [
                ngettext(
                    "Kế hoạch của tỉnh giao cơ quan này chủ trì %(n)s nhiệm vụ trong năm.",
                    "Kế hoạch của tỉnh giao cơ quan này chủ trì %(n)s nhiệm vụ trong năm.",
                    leads,
                )
                % {"n": leads},
                _("Lập xong là bản đang soạn: đưa nhiệm vụ vào, chép năm trước hoặc tự ghi, rồi trình duyệt."),
            ],
            _("Lập kế hoạch năm"),
            reverse("annual-plan-list"),
            icon="calendar-plus",
        ),
        "refused": refused,
    }
