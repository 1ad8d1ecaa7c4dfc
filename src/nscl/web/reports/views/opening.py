"""Opening a round: choose what the plan asks for, look over days and agencies, open."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.plans.enums import EditionState
from nscl.plans.queries.access import EditionNotFound
from nscl.plans.queries.editions import EditionHeader, EditionRow, find_edition, list_editions
from nscl.reporting.operations.errors import Refused, ReportingError, RoundExists
from nscl.reporting.operations.rounds import open_round
from nscl.reporting.queries.proposals import RoundProposal, round_proposals
from nscl.text.dates import format_date
from nscl.web import context_choice
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.reports.forms.rounds import OpenForm, show_problems
from nscl.web.reports.places import report_head, round_href, today
from nscl.web.reports.words import KIND_WORDS
from nscl.web.ui.parts import Act, Empty, Notice, Tab, Tabs, Tone, Weight

PLAN: Final = "ke-hoach"
CHOSEN: Final = "ky"


@requires(Permission.VIEW_REPORTS, Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def open_one(request: HttpRequest) -> HttpResponse:
    """The proposals of a plan (`?ke-hoach=…`), then the form of the chosen one (`&ky=yearly-2026`)."""
    plans = _plans(request)
    if not plans:
        return render(request, "reports/open.html", {"page": _head(), "empty": _no_plan()})
    asked = request.GET.get(PLAN)
    row = next((one for one in plans if one.slug == asked), None if asked else plans[0])
    if row is None:
        raise Http404
    try:
        edition = find_edition(viewer(request), row.slug)
    except EditionNotFound as missing:
        raise Http404 from missing
    proposals = round_proposals(viewer(request), edition, on=today())
    chosen = next((one for one in proposals if one.key == request.GET.get(CHOSEN)), None)
    if chosen is None:
        return _choose(request, plans, edition, proposals)
    return _form(request, edition, chosen)


def _plans(request: HttpRequest) -> list[EditionRow]:
    """Editions in force of which the person runs the rounds; those that cover the chosen year first."""
    person, choice = viewer(request), context_choice.current(request)
    rows = list_editions(person, unit_ids=context_choice.territory(request))
    ours = [r for r in rows if r.state is EditionState.ISSUED and person.may(Permission.RUN_ROUNDS, r.unit_id)]
    return sorted(ours, key=lambda row: not row.period_start <= choice.year <= row.period_end)


def _choose(
    request: HttpRequest, plans: Sequence[EditionRow], edition: EditionHeader, proposals: Sequence[RoundProposal]
) -> HttpResponse:
    here = reverse("round-open")
    tabs = [Tab(row.label, f"{here}?{urlencode({PLAN: row.slug})}", current=row.slug == edition.slug) for row in plans]
    context: dict[str, Any] = {
        "page": _head(_("Chọn kỳ theo kế hoạch; ngày và cơ quan điền sẵn, sửa được trước khi mở."), edition.label),
        "plans": Tabs(_("Kế hoạch của tỉnh"), tabs) if len(plans) > 1 else None,
        "proposals": [_proposal(edition, one, is_first=place == 0) for place, one in enumerate(proposals)],
    }
    return render(request, "reports/open.html", context)


def _proposal(edition: EditionHeader, one: RoundProposal, *, is_first: bool) -> dict[str, Any]:
    href = f"{reverse('round-open')}?{urlencode({PLAN: edition.slug, CHOSEN: one.key})}"
    count = sum(agency.is_asked for agency in one.agencies)
    days = [
        _("cơ quan nộp trước %(day)s") % {"day": format_date(one.agencies_due)} if one.agencies_due else "",
        _("tỉnh báo cáo trước %(day)s") % {"day": format_date(one.province_due)} if one.province_due else "",
        ngettext("%(n)s cơ quan", "%(n)s cơ quan", count) % {"n": count} if count else "",
    ]
    return {
        "title": one.title,
        "kind": KIND_WORDS[one.kind],
        "days": ", ".join(filter(None, days)) or _("kế hoạch không ghi ngày: tự chọn ngày và cơ quan"),
        "source": one.source,
        "act": Act(_("Chọn kỳ này"), href, "arrow-right", Weight.PRIMARY if is_first else Weight.PLAIN),
    }


def _form(request: HttpRequest, edition: EditionHeader, proposal: RoundProposal) -> HttpResponse:
    form = OpenForm(request.POST if request.method == "POST" else None, proposal=proposal)
    if request.method == "POST" and form.is_valid():
        try:
            number = open_round(
                plan=edition.plan_id,
                values=form.values(),
                agencies=form.agencies(),
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except RoundExists as there:
            messages.info(request, str(there))
            return go_to(request, round_href(there.number))
        except Refused as refused:
            show_problems(form, refused)
        except ReportingError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã mở kỳ báo cáo. Các cơ quan thấy việc này ở “Việc cần làm”."))
            return go_to(request, round_href(number))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context: dict[str, Any] = {
        "page": _head(proposal.source, proposal.title),
        "form": form,
        "notices": _missing(proposal),
        "back": f"{reverse('round-open')}?{urlencode({PLAN: edition.slug})}",
    }
    return render(request, "reports/open_form.html", context, status=status)


def _missing(proposal: RoundProposal) -> list[Notice]:
    """Bodies that the plan names and nobody answers for any more."""
    if not proposal.missing:
        return []
    title = _("Kế hoạch có nêu nhưng chưa gửi được: %(names)s") % {"names": "; ".join(proposal.missing)}
    text = _("Danh mục cơ quan không có tên này trong ngày phải nộp, hoặc chưa ghi cơ quan kế thừa.")
    return [Notice(title, text, Tone.WARN, [Act(_("Xem danh mục cơ quan"), reverse("province-list"), "building-2")])]


def _no_plan() -> Empty:
    text = _("Kỳ báo cáo mở theo một kế hoạch đã ban hành của tỉnh. Đổi tỉnh ở thanh trên cùng hoặc ban hành kế hoạch.")
    acts = [Act(_("Xem các kế hoạch"), reverse("plan-list"), "file-text", Weight.PRIMARY)]
    return Empty(_("Chưa có kế hoạch nào đang có hiệu lực"), text, "file-text", acts)


def _head(answer: str = "", below: str = "") -> Any:
    title = _("Mở kỳ báo cáo")
    return report_head(f"{title}: {below}" if below else title, answer)
