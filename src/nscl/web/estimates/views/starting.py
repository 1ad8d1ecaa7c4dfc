"""Beginning an estimate."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.finance.operations.estimates import Start, start_estimate, take_over_signed
from nscl.finance.operations.estimates.errors import EstimateError, OpenEstimate
from nscl.finance.queries.estimates.access import EstimateNotFound
from nscl.finance.queries.estimates.starts import PlanMoney, plan_money
from nscl.web.access import actor, requires, viewer
from nscl.web.estimates.forms.starting import StartForm, Way
from nscl.web.estimates.places import money_page, plan_href
from nscl.web.estimates.refusals import refuse
from nscl.web.estimates.views.listing import plan_facts
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.ui.parts import Crumb, Empty


@requires(Permission.VIEW_MONEY, Permission.ESTIMATE)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask how an estimate of this plan is to begin; POST begins it."""
    try:
        plan = plan_money(viewer(request), slug)
    except EstimateNotFound as missing:
        raise Http404 from missing
    if not viewer(request).may(Permission.ESTIMATE, plan.unit_id):
        raise Http404
    form = StartForm(plan, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            number = _start(request, plan, form)
        except OpenEstimate as there:
            messages.info(request, str(there))
            return go_to(request, reverse("estimate", kwargs={"slug": slug, "number": there.number}))
        except EstimateError as error:
            refuse(form, error)
        else:
            return go_to(request, reverse("estimate", kwargs={"slug": slug, "number": number}))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return _page(request, plan, form, status)


def _start(request: HttpRequest, plan: PlanMoney, form: StartForm) -> int:
    values, person, who, now = form.cleaned_data, viewer(request), actor(request), timezone.now()
    if values["way"] == Way.SIGNED:
        number = take_over_signed(
            plan=plan.number,
            document=values.get("document") or "",
            document_on=values.get("document_on"),
            title=values["title"],
            viewer=person,
            by=who,
            at=now,
        )
        messages.success(request, _("Đã tiếp nhận dự toán đúng như đã ký."))
        return number
    number = start_estimate(
        plan=plan.number, start=Start(values["way"]), title=values["title"], viewer=person, by=who, at=now
    )
    messages.success(request, _("Đã lập dự toán. Ghi số ngay trong bảng, hoặc bấm vào tên dòng để sửa từng dòng."))
    return number


def _page(request: HttpRequest, plan: PlanMoney, form: StartForm, status: HTTPStatus) -> HttpResponse:
    crumbs = [Crumb(_("Dự toán kinh phí"), reverse("estimate-list")), Crumb(plan.label, plan_href(plan.slug))]
    possible = bool(form.fields["way"].choices)  # type: ignore[attr-defined]  # a ChoiceField
    context = {
        "page": money_page(_("Lập dự toán"), plan.label, crumbs=crumbs),
        "form": form if possible else None,
        "facts": plan_facts(plan),
        "back": plan_href(plan.slug),
        "empty": _impossible(plan),
    }
    return show(request, "estimates/start.html", context, status)


def _impossible(plan: PlanMoney) -> Empty:
    if plan.edition_number is None:
        return Empty(_("Kế hoạch chưa ban hành"), _("Dự toán lập được khi kế hoạch đã ban hành."), "file-clock")
    text = _("Mỗi kế hoạch chỉ có một dự toán đang làm; làm tiếp dự toán đó trong danh sách.")
    return Empty(_("Đang có một dự toán chưa xong"), text, "coins")
