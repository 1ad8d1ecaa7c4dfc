"""Forms of steps on the way to a decision: supplement, eligibility, withdrawal, approval, rejection."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _

from nscl.web.plan_editing.forms.spec import Choice, Choices
from nscl.web.support.forms.fields import NUMBER_LENGTH, AmountField, long_field, text_field
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.fields import DayField, NumberedField


def supplement_form() -> Editor:
    """What is missing, until when."""
    fields: dict[str, forms.Field] = {
        "comment": long_field(
            _("Cần bổ sung những gì"),
            help_text=_("Tổ chức đọc nguyên văn; mỗi thứ một dòng, nêu rõ giấy tờ nào."),
            rows=5,
        ),
        "until": DayField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống: không đặt hạn.")),
    }
    return Editor(fields, {}, Choices())


def comment_form(label: str, help_text: str = "", *, required: bool = False, rows: int = 3) -> Editor:
    """Words that go with a step."""
    return Editor({"comment": long_field(label, required=required, help_text=help_text, rows=rows)}, {}, Choices())


def reason_form(label: str, help_text: str = "") -> Editor:
    """Why it is done."""
    return Editor({"reason": long_field(label, help_text=help_text)}, {}, Choices())


def day_form(label: str) -> Editor:
    """A day."""
    return Editor({"on": DayField(label=label)}, {}, Choices())


def grant_form(funds: Sequence[Choice]) -> Editor:
    """The decision: number and date as on the paper, how much, out of which ceiling."""
    fields: dict[str, forms.Field] = {
        "decision_number": text_field(_("Số quyết định"), NUMBER_LENGTH, help_text=_("Như trên văn bản đã ký.")),
        "decision_on": DayField(label=_("Ngày quyết định")),
        "vnd": AmountField(label=_("Mức hỗ trợ"), help_text=_("Không quá mức tính theo quy định.")),
        "fund": NumberedField(funds, label=_("Từ trần kinh phí")),
        "comment": long_field(
            _("Ý kiến"), required=False, help_text=_("Duyệt cao hơn mức hội đồng đề nghị thì phải nêu lý do.")
        ),
    }
    return Editor(fields, {}, Choices())


def rejection_form() -> Editor:
    """Why it is not supported, and by which decision."""
    fields: dict[str, forms.Field] = {
        "reason": long_field(_("Lý do không duyệt"), help_text=_("Tổ chức đọc nguyên văn."), rows=4),
        "decision_number": text_field(_("Số văn bản"), NUMBER_LENGTH, required=False),
        "decision_on": DayField(label=_("Ngày văn bản"), required=False),
    }
    return Editor(fields, {}, Choices())


def many_approval_form(funds: Sequence[Choice]) -> Editor:
    """One decision for many cases: each gets what the council proposes."""
    fields: dict[str, forms.Field] = {
        "decision_number": text_field(_("Số quyết định"), NUMBER_LENGTH),
        "decision_on": DayField(label=_("Ngày quyết định")),
        "fund": NumberedField(funds, label=_("Từ trần kinh phí")),
    }
    return Editor(fields, {}, Choices())
