"""The decision about a candidate, and taking one out of the list."""

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
from nscl.web.access import actor, requires, viewer
from nscl.web.commendations.forms import DecisionForm, WithdrawalForm
from nscl.web.commendations.tables import commendation_href
from nscl.web.commendations.views.pages import difference_of, head, show_problems, to_write_or_404
from nscl.web.difficulties.views.pages import sent_version
from nscl.work.operations.commendations import CommendationConflict, decide_commendation, withdraw_commendation
from nscl.work.operations.errors import Refused, WorkError


@requires(Permission.VIEW_WORK, Permission.COMMEND)
@require_http_methods(["GET", "HEAD", "POST"])
def decide_page(request: HttpRequest, number: int) -> HttpResponse:
    """Enter the decision's number and day; again, with the reason, where they were entered wrongly."""
    row = to_write_or_404(request, number)
    form = DecisionForm(request.POST if request.method == "POST" else None, row=row)
    version, difference, status = row.version, None, HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            decide_commendation(
                number=number,
                version=sent_version(request),
                decision_number=values["so"],
                decided_on=values["ngay"],
                reason=values.get("ly_do", ""),
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
            messages.success(request, _("Đã ghi quyết định khen thưởng."))
            return redirect(commendation_href(number))
    if form.errors and status is HTTPStatus.OK:
        version, status = sent_version(request), HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "page": head(_("Ghi quyết định khen thưởng"), row.recipient, of=row),
        "form": form,
        "verb": _("Ghi quyết định"),
        "icon": "stamp",
        "back": commendation_href(number),
        "version": version,
        "difference": difference,
    }
    return render(request, "commendations/form.html", context, status=status)


@requires(Permission.VIEW_WORK, Permission.COMMEND)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_page(request: HttpRequest, number: int) -> HttpResponse:
    """Take a candidate out of the list, with the reason."""
    row = to_write_or_404(request, number)
    if request.method != "POST" and row.is_decided:
        messages.error(request, _("Đã có quyết định nên không rút đề nghị được nữa."))
        return redirect(commendation_href(number))
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    version, status = row.version, HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_commendation(
                number=number,
                version=sent_version(request),
                reason=form.cleaned_data["ly_do"],
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except WorkError as refused:
            status = HTTPStatus.CONFLICT
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã rút đề nghị khen thưởng %(name)s.") % {"name": row.recipient})
            return redirect(reverse("commendation-list"))
    if form.errors and status is HTTPStatus.OK:
        version, status = sent_version(request), HTTPStatus.UNPROCESSABLE_ENTITY
    answer = _("%(name)s không còn trong danh sách; nhật ký vẫn giữ đề nghị và lý do.") % {"name": row.recipient}
    context = {
        "page": head(_("Rút đề nghị khen thưởng"), answer, of=row),
        "form": form,
        "verb": _("Rút đề nghị"),
        "icon": "undo-2",
        "back": commendation_href(number),
        "version": version,
        "difference": None,
    }
    return render(request, "commendations/form.html", context, status=status)
