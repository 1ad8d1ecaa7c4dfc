"""How an estimate begins."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from nscl.finance.operations.estimates import Start
from nscl.finance.operations.estimates.heading import TITLE_LENGTH
from nscl.finance.operations.estimates.steps import DOCUMENT_LENGTH
from nscl.finance.queries.estimates.starts import PlanMoney
from nscl.text.formats import format_vnd
from nscl.web.work.forms.fields import DayField


class Way(StrEnum):
    """The ways in which an estimate can begin."""

    PLAN = Start.PLAN.value
    SIGNED = "signed"
    EMPTY = Start.EMPTY.value
    ADJUSTMENT = Start.ADJUSTMENT.value


class StartForm(forms.Form):
    """The way, the title, and the document by which a signed one was decided."""

    use_required_attribute = False

    def __init__(self, plan: PlanMoney, data: Any = None) -> None:
        super().__init__(data, initial={"way": next(iter(_ways(plan)), "")})
        box = forms.TextInput({"autocomplete": "off", "maxlength": TITLE_LENGTH})
        self.fields["way"] = forms.ChoiceField(
            label=_("Bắt đầu từ đâu"), choices=list(_ways(plan).items()), widget=forms.RadioSelect
        )
        self.fields["title"] = forms.CharField(
            label=_("Tên dự toán"), required=False, widget=box, help_text=_("Để trống thì đặt theo tên kế hoạch.")
        )
        if plan.can_take_over:
            self.fields["document"] = forms.CharField(
                label=_("Số văn bản đã quyết định kinh phí"),
                required=False,
                widget=forms.TextInput({"autocomplete": "off", "maxlength": DOCUMENT_LENGTH}),
                help_text=_("Chỉ cần khi tiếp nhận đúng như đã ký. Để trống thì lấy số của kế hoạch: %(number)s.")
                % {"number": plan.document or _("kế hoạch không ghi số")},
            )
            self.fields["document_on"] = DayField(label=_("Ngày của văn bản đó"), required=False)


def _ways(plan: PlanMoney) -> dict[str, str]:
    """What is possible for this plan, the likeliest first."""
    ways: dict[str, str] = {}
    if plan.can_adjust:
        ways[Way.ADJUSTMENT] = _("Điều chỉnh dự toán đã duyệt: giữ các dòng và số đã duyệt, sửa chỗ cần đổi")
    if plan.can_start_from_plan:
        ways[Way.PLAN] = _("Từ các dòng in trong kế hoạch: %(n)s dòng, cộng được %(sum)s; số in vẫn hiện bên cạnh") % {
            "n": plan.printed_lines,
            "sum": format_vnd(plan.printed_vnd or 0),
        }
    if plan.can_take_over:
        ways[Way.SIGNED] = _("Tiếp nhận đúng như đã ký: kinh phí đã được quyết định cùng kế hoạch, không thẩm định lại")
    if plan.can_start:
        text = _("Lập từ đầu, chưa có dòng nào")
        if plan.stated_vnd is not None and not plan.printed_lines:
            text = _("Lập từ đầu; kế hoạch chỉ nêu tổng %(sum)s, không có dòng") % {"sum": format_vnd(plan.stated_vnd)}
        ways[Way.EMPTY] = text
    return ways
