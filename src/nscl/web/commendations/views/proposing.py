"""Proposing somebody for commendation, and changing the proposal."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.web import context_choice
from nscl.web.access import actor, requires, viewer
from nscl.web.commendations.forms import CandidateForm, initial_of
from nscl.web.commendations.tables import commendation_href
from nscl.web.commendations.views.pages import difference_of, head, show_problems, to_write_or_404
from nscl.web.difficulties.views.pages import sent_version
from nscl.web.plan_editing.forms.spec import Choice
from nscl.web.ui.parts import Empty
from nscl.work.operations.commendations import (
    CommendationConflict,
    DuplicateCommendation,
    edit_commendation,
    propose_commendation,
)
from nscl.work.operations.errors import Refused, WorkError
from nscl.work.queries.commendations import organisations_of
from nscl.work.queries.plan_choices import plan_choices


@requires(Permission.VIEW_WORK, Permission.COMMEND)
@require_http_methods(["GET", "HEAD", "POST"])
def propose_page(request: HttpRequest) -> HttpResponse:
    """Who is proposed for what; POST keeps it."""
    plans = plan_choices(viewer(request), Permission.COMMEND, unit_ids=context_choice.territory(request))
    title = _("Đề nghị khen thưởng")
    if not plans:
        text = _("Khen thưởng thuộc một kế hoạch đã ban hành. Đổi tỉnh ở đầu trang, hoặc chờ kế hoạch được ban hành.")
        empty = Empty(_("Chưa có kế hoạch nào đã ban hành"), text, "file-text")
        return render(request, "commendations/nothing.html", {"page": head(title), "empty": empty})
    form = CandidateForm(
        request.POST if request.method == "POST" else None,
        plans=[(str(plan.number), plan.label) for plan in plans],
        organisations=_organisations(plans[0].unit_id),
        initial={"nam": context_choice.current(request).year},
    )
    status = HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            number = propose_commendation(
                candidate=form.candidate(), viewer=viewer(request), by=actor(request), at=timezone.now()
            )
        except DuplicateCommendation as same:
            status = HTTPStatus.CONFLICT
            form.add_error("ten", str(same))
        except Refused as refused:
            show_problems(form, refused)
        else:
            messages.success(request, _("Đã ghi đề nghị khen thưởng."))
            return redirect(commendation_href(number))
    context = {
        "page": head(title),
        "form": form,
        "verb": _("Ghi đề nghị"),
        "icon": "save",
        "back": reverse("commendation-list"),
        "version": None,
        "difference": None,
    }
    if form.errors and status is HTTPStatus.OK:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "commendations/form.html", context, status=status)


def _organisations(unit_id: int) -> list[Choice]:
    return [(str(one.number), one.name) for one in organisations_of(unit_id)]


@requires(Permission.VIEW_WORK, Permission.COMMEND)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_page(request: HttpRequest, number: int) -> HttpResponse:
    """Change a candidate about whom nothing is decided."""
    row = to_write_or_404(request, number)
    if request.method != "POST" and row.is_decided:
        messages.error(request, _("Đã có quyết định nên không sửa đề nghị được nữa."))
        return redirect(commendation_href(number))
    form = CandidateForm(
        request.POST if request.method == "POST" else None,
        plans=None,
        organisations=_organisations(row.unit_id),
        initial=initial_of(row),
    )
    version, difference, status = row.version, None, HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            edit_commendation(
                number=number,
                version=sent_version(request),
                candidate=form.candidate(row.plan_id),
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except Refused as refused:
            show_problems(form, refused)
        except WorkError as refused:
            status = HTTPStatus.CONFLICT
            form.add_error(None, str(refused))
            if isinstance(refused, CommendationConflict):
                difference = difference_of(refused.fields)
        else:
            messages.success(request, _("Đã sửa đề nghị khen thưởng."))
            return redirect(commendation_href(number))
    if form.errors and status is HTTPStatus.OK:
        version, status = sent_version(request), HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "page": head(_("Sửa đề nghị"), of=row),
        "form": form,
        "verb": _("Lưu"),
        "icon": "save",
        "back": commendation_href(number),
        "version": version,
        "difference": difference,
    }
    return render(request, "commendations/form.html", context, status=status)
