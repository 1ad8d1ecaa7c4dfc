"""What the registry holds of the organisation is wrong: the applicant says so, the office looks into it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.support.operations.cases.reporting import report_registry_error
from nscl.support.operations.errors import SupportError
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.support_apply.places import CasePlace, case_page
from nscl.web.support_apply.reading import application_of, is_open
from nscl.web.support_apply.steps import NEED
from nscl.web.ui.parts import Confirmation

_LENGTH = 1000


class ReportForm(forms.Form):
    """What is wrong, and what is right."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, use_required_attribute=False)
        self.fields["cho_sai"] = forms.CharField(
            label=_("Sai ở đâu, đúng là gì"),
            max_length=_LENGTH,
            widget=forms.Textarea({"rows": 4}),
            help_text=_("Ví dụ: ngành chính là sản xuất thực phẩm; năm 2025 có 48 lao động. Nêu giấy tờ nếu có."),
        )


def report(request: HttpRequest, place: CasePlace) -> HttpResponse:
    """The form; POST leaves the message in the history of the case."""
    back = place.href(NEED) if is_open(place) else place.href()
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            report_registry_error(
                number=place.case.number,
                text=form.cleaned_data["cho_sai"],
                viewer=place.asker,
                by=place.by,
                at=timezone.now(),
            )
        except SupportError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, _("Đã báo cơ quan xử lý. Cứ làm tiếp hồ sơ; thông tin được xem lại khi thẩm tra.")
            )
            return go_to(request, back)
    known = application_of(place).known
    lines = [f"{fact.label}: {fact.value}" for fact in known.items if fact.value]
    question = _("Thông tin nào về đơn vị trong sổ đăng ký bị sai?")
    confirmation = Confirmation(question, lines, _("Gửi báo sai"), back, icon="send")
    context: dict[str, Any] = {
        "page": place.page(_("Báo sai thông tin"), place.title),
        "confirmation": confirmation,
        "form": form,
        "version": None,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return case_page(request, place, "support_apply/question.html", context, status)
