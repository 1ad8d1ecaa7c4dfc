"""Forms of the chapter on organisation: duties, reporting days, reviews, rules of support."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.pack import schema
from nscl.documents.pack.enums import DutyRole, ReportingFrequency, ReviewKind, SupportRuleKind
from nscl.plans.enums import ItemKind, choices
from nscl.web.plan_editing.forms.agreement import due_agrees
from nscl.web.plan_editing.forms.document import lines_field
from nscl.web.plan_editing.forms.fields import MonthDayField, TextField, WordField, YearField
from nscl.web.plan_editing.forms.spec import Choices, KindSpec
from nscl.web.plan_editing.forms.work import partners_field


def _responsibility(known: Choices) -> dict[str, forms.Field]:
    return {
        "agency": WordField(list(known.agencies), label=_("Cơ quan, đơn vị")),
        "role": WordField(choices(DutyRole), label=_("Vai trò")),
        "text": TextField(label=_("Việc được giao"), rows=4),
        "partners": partners_field(known, _("Phối hợp với")),
        "at": lines_field(),
    }


RESPONSIBILITY = KindSpec(ItemKind.RESPONSIBILITY, schema.Responsibility, gettext_lazy("trách nhiệm"), _responsibility)


def _reporting(known: Choices) -> dict[str, forms.Field]:
    return {
        "senders": partners_field(known, _("Cơ quan báo cáo"), required=True),
        "recipient": WordField(list(known.agencies), label=_("Nơi nhận báo cáo")),
        "every": WordField(choices(ReportingFrequency), label=_("Định kỳ")),
        "due": MonthDayField(
            label=_("Hạn báo cáo"),
            required=False,
            help_text=_("Ngày/tháng, ví dụ 20/11. Để trống nếu báo cáo đột xuất."),
        ),
        "at": lines_field(),
    }


REPORTING = KindSpec(
    ItemKind.REPORTING, schema.ReportingDuty, gettext_lazy("chế độ báo cáo"), _reporting, agrees=due_agrees
)


def _review(known: Choices) -> dict[str, forms.Field]:
    return {
        "kind": WordField(choices(ReviewKind), label=_("Loại")),
        "year": YearField(label=_("Năm")),
        "lead": WordField(list(known.agencies), label=_("Đơn vị chủ trì")),
        "at": lines_field(),
    }


REVIEW = KindSpec(ItemKind.REVIEW, schema.Review, gettext_lazy("sơ kết, tổng kết"), _review)


def _support_rule(_choices: Choices) -> dict[str, forms.Field]:
    return {
        "kind": WordField(choices(SupportRuleKind), label=_("Loại")),
        "at": lines_field(),
        "text": TextField(label=_("Nội dung"), rows=4),
    }


SUPPORT_RULE = KindSpec(ItemKind.SUPPORT_RULE, schema.SupportRule, gettext_lazy("quy định hỗ trợ"), _support_rule)
