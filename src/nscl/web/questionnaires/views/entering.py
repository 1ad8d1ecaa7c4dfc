"""Results of tests on paper in a grid; and leave to take a test again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.text.decimals import NumberFormatError, format_number, parse_number
from nscl.training.enums import ResultSource
from nscl.training.operations.errors import Refused, TrainingError
from nscl.training.operations.results import enter_results, reset_result
from nscl.training.queries.access import ClassHeader
from nscl.training.queries.results.class_tests import ResultRow, results_of_test
from nscl.training.rules.results import percent_words
from nscl.web.access import actor, requires, viewer
from nscl.web.certificates.places import reason_field
from nscl.web.plan_editing.forms.spec import Choices
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.plans.words import capital
from nscl.web.training.asking import REASON, show_question
from nscl.web.training.places import attended_or_404, class_crumbs, class_href, training_page
from nscl.web.training.tabs import TESTS
from nscl.web.ui.parts import Confirmation, Crumb
from nscl.web.work.forms.editor import Editor

PREFIX: Final = "diem-"


class PercentField(forms.CharField):
    """A result as it is typed: "85", "85,5", "85%", or nothing."""

    def __init__(self, label: str) -> None:
        box = forms.TextInput({"inputmode": "decimal", "maxlength": 7, "autocomplete": "off", "class": "figure"})
        super().__init__(label=label, required=False, widget=box)

    def clean(self, value: Any) -> Decimal | None:
        """The number. Raises ValidationError."""
        text = str(super().clean(value)).strip().removesuffix("%").strip()
        if not text:
            return None
        try:
            return parse_number(text)
        except NumberFormatError as error:
            raise forms.ValidationError(str(error)) from error


class ResultsForm(forms.Form):
    """A field for each person whose result may be entered."""

    def __init__(self, rows: list[ResultRow], data: Any = None) -> None:
        super().__init__(data, use_required_attribute=False)
        for row in rows:
            self.fields[f"{PREFIX}{row.enrolment}"] = PercentField(row.name)
            if row.percent is not None:
                self.initial[f"{PREFIX}{row.enrolment}"] = format_number(row.percent.normalize())


@requires(Permission.VIEW_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def enter_page(request: HttpRequest, number: int) -> HttpResponse:
    """Everybody on the list with a field; who took the test online has none."""
    header = attended_or_404(request, number)
    rows = results_of_test(header).rows
    open_rows = [row for row in rows if row.source is not ResultSource.ONLINE]
    form = ResultsForm(open_rows, request.POST if request.method == "POST" else None)
    refused = ""
    if request.method == "POST" and form.is_valid():
        percents = {row.enrolment: form.cleaned_data[f"{PREFIX}{row.enrolment}"] for row in open_rows}
        try:
            done = enter_results(
                training_class=number,
                percents=percents,
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except Refused as error:
            for problem in error.problems:
                form.add_error(f"{PREFIX}{problem.field}", capital(str(problem)))
        except TrainingError as error:
            refused = str(error)
        else:
            words = ngettext("Đã ghi điểm của %(n)s người.", "Đã ghi điểm của %(n)s người.", done.count)
            messages.success(request, words % {"n": format_number(done.count)})
            return go_to(request, class_href(number, TESTS))
    fields = [
        (row, form[f"{PREFIX}{row.enrolment}"] if row in open_rows else None, percent_words(row.percent or Decimal()))
        for row in rows
    ]
    context = {
        "page": training_page(
            _("Nhập điểm kiểm tra"),
            _("Ghi phần trăm số câu đúng, từ 0 đến 100. Để trống là chưa có điểm."),
            crumbs=_crumbs(header),
        ),
        "form": form,
        "rows": fields,
        "refused": refused,
        "back": class_href(number, TESTS),
    }
    return show(request, "questionnaires/enter.html", context)


@requires(Permission.VIEW_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def reset_page(request: HttpRequest, number: int, enrolment: int) -> HttpResponse:
    """Why; then the result goes, and the person may take the test again."""
    header = attended_or_404(request, number)
    row = next((one for one in results_of_test(header).rows if one.enrolment == enrolment), None)
    if row is None or row.percent is None:
        raise Http404
    editor = Editor({REASON: reason_field(_("Vì sao cho làm lại"))}, {}, Choices())
    refused: tuple[str, ...] = ()
    if request.method == "POST" and editor.read(request.POST).is_valid():
        try:
            reset_result(
                enrolment=enrolment,
                reason=editor.values()[REASON],
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except Refused as error:
            editor.refuse(error.problems)
        except TrainingError as error:
            refused = (str(error),)
        else:
            messages.success(request, _("%(name)s làm lại bài được.") % {"name": row.name})
            return go_to(request, class_href(number, TESTS))
    question = Confirmation(
        _("Cho %(name)s làm lại bài kiểm tra?") % {"name": row.name},
        [_("Kết quả và các câu trả lời cũ bị bỏ; nhật ký giữ kết quả cũ và lý do.")],
        _("Cho làm lại"),
        class_href(number, TESTS),
        danger=True,
        icon="rotate-ccw",
    )
    page = training_page(_("Làm lại bài kiểm tra"), row.name, crumbs=_crumbs(header))
    return show_question(request, page, question, editor, refused=refused, is_bad=bool(editor.complaints))


def _crumbs(header: ClassHeader) -> list[Crumb]:
    return class_crumbs(header, Crumb(_("Kiểm tra, đánh giá"), class_href(header.number, TESTS)))
